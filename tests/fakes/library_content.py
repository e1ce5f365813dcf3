"""Articles and assets for the desk in memory, which has none by itself."""

from deskclient.domain.fields import Value
from tests.fakes.desk_content import ME
from tests.fakes.fake_desk import FakeDesk

_HOSTILE = '<script>alert(1)</script><img src="https://tracker.example/1.png">'
ARTICLES: dict[str, dict[str, Value]] = {
    "a-vpn": {
        "title": "Connect to the VPN from home",
        "section": "Network",
        "summary": "What people need, and the errors they get most.",
        "body": "<p>First sign in to the <b>portal</b>.</p><ul><li>Error 691: wrong password</li>"
        f"<li>Error 809: the router blocks the tunnel</li></ul>{_HOSTILE}",
        "body_format": "html",
    },
    "a-blank": {
        "title": "Printer prints blank pages",
        "section": "Workplace",
        "body": "1. Print the test page.\n2. Look for the sealing strip.",
        "body_format": "plain",
    },
    "a-net": {
        "title": "Нет сети на рабочем месте",
        "section": "Сеть",
        "summary": "Пять вопросов, после которых понятно, куда передать заявку.",
        "body": "<p>Работает ли сеть у <i>соседей</i>?</p>",
        "body_format": "html",
    },
}
ASSETS: dict[str, dict[str, Value]] = {
    "d-1": {
        "name": "NB-1001",
        "status": "in_use",
        "catalog": "Notebooks",
        "holder": "r-1",
        "owner": ME,
        "serial": "PT436W7SN8",
        "tag": "100037",
        "description": "Lenovo ThinkPad T14",
        "details": "Bought: 2024-06-30\nWarranty until: 2027-06-30",
    },
    "d-2": {
        "name": "PR-1002",
        "status": "new",
        "catalog": "Printers",
        "serial": "KKRE7XZZVK",
        "description": "Kyocera ECOSYS M2040",
    },
}


def stock_library(desk: FakeDesk) -> None:
    """Put them there, as if they had always been."""
    for kind, docs in (("article", ARTICLES), ("asset", ASSETS)):
        for number, (record_id, doc) in enumerate(docs.items(), 1):
            at = f"2026-10-0{number}T09:00:00.000Z"
            stamps: dict[str, Value] = {"number": number, "created_at": at, "updated_at": at}
            desk.records.put(kind, record_id, {**doc, **stamps}, ver=1)
