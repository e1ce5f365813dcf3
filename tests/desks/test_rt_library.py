"""Articles and assets of a real Request Tracker: pulled, followed, missing without rights."""

import pytest

from deskclient.backends.port import RowKind
from deskclient.backends.request_tracker import library
from deskclient.domain.scope import Scope

pytestmark = pytest.mark.desks
SCOPE = Scope()


@pytest.fixture
def at_once(monkeypatch):
    """Have the lists asked for at each poll: only the time between is left out."""
    monkeypatch.setattr(library, "EVERY_S", 0.0)


def of_kind(rows, kind):
    return {row.server_id: row for row in rows if row.kind == kind}


def test_a_first_pull_brings_articles_and_assets_for_two_more_requests(untouched_rt):
    rt = untouched_rt

    async def work(reading):
        rows, _ = await reading.pull()
        return rows, list(reading.line.requests)

    rows, requests = rt.run(work, rt.reading())
    english, russian, empty = (of_kind(rows, "article")[str(one)].doc for one in rt.marks.articles)
    assert english["title"] == "Connect from home"
    assert (english["section"], english["summary"]) == ("General", "Errors of the VPN")
    assert english["body_format"] == "plain"
    assert str(english["body"]).startswith("691: the password is wrong.\n809")
    assert russian["body_format"] == "html"
    assert "<b>защитную ленту</b>" in str(russian["body"])
    assert empty["body"] == ""
    used, new, printer = (of_kind(rows, "asset")[str(one)].doc for one in rt.marks.assets)
    assert used["name"] == "NB-1"
    assert (used["status"], used["catalog"]) == ("in_use", "General assets")
    assert (used["holder"], used["owner"]) == ("anna", "ben")
    assert (used["serial"], used["tag"], used["details"]) == ("SN-101", "100101", "Room: 204")
    assert (new["holder"], new["owner"], new["details"]) == (None, None, None)
    assert (printer["name"], printer["status"]) == ("Принтер", "recycled")
    asked = [one for one in requests if "/articles" in one or "/assets" in one]
    assert len(asked) == 2


def test_a_poll_asks_for_them_only_now_and_then(untouched_rt):
    rt = untouched_rt

    async def work(reading):
        _, cursor = await reading.pull()
        first = await reading.adapter.changes(SCOPE, cursor, 0.0)
        reading.line.begin()
        for _ in range(3):
            first = await reading.adapter.changes(SCOPE, first.cursor, 0.0)
        return reading.line.requests

    assert len(rt.run(work, rt.reading())) == 3


def test_what_was_changed_and_made_is_told(rt, at_once):
    article, asset = rt.marks.articles[0], rt.marks.assets[1]

    async def work(reading):
        _, cursor = await reading.pull()
        page = await reading.adapter.changes(SCOPE, cursor, 0.0)
        rt.server.as_root("PUT", f"/article/{article}", {"CustomFields": {"Content": "Call us."}})
        rt.server.as_root("PUT", f"/asset/{asset}", {"HeldBy": "ben", "Status": "allocated"})
        made = rt.server.as_root("POST", "/article", {"Class": "General", "Name": "Made now"})
        page = await reading.adapter.changes(SCOPE, page.cursor, 0.0)
        return page.rows, made["id"]

    rows, made = rt.run(work, rt.reading())
    articles = of_kind(rows, "article")
    assert articles[str(article)].doc["body"] == "Call us."
    assert articles[made].doc["title"] == "Made now"
    doc = of_kind(rows, "asset")[str(asset)].doc
    assert (doc["holder"], doc["status"]) == ("ben", "allocated")


def test_what_is_taken_out_of_use_is_listed_no_more(rt):
    async def work(reading):
        made = rt.server.as_root("POST", "/article", {"Class": "General", "Name": "Old"})["id"]
        before = [one async for page in reading.adapter.ids(SCOPE) for one in page]
        rt.server.as_root("PUT", f"/article/{made}", {"Disabled": 1})
        after = [one async for page in reading.adapter.ids(SCOPE) for one in page]
        return made, before, after, await reading.adapter.record("article", made)

    made, before, after, row = rt.run(work, rt.reading())
    assert set(before) - set(after) == {("article", made, 0)}
    assert row.what is RowKind.LEFT_SCOPE


def test_who_may_not_see_them_has_none_and_works_on(rt):
    with rt.server.without_library():
        rows, cursor = rt.run(lambda one: one.pull(), rt.reading())
        row = rt.run(lambda one: one.adapter.record("asset", "1"), rt.reading())
    assert of_kind(rows, "ticket")
    assert not of_kind(rows, "article")
    assert not of_kind(rows, "asset")
    assert row.what is RowKind.LEFT_SCOPE
    assert cursor
