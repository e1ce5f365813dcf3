"""A small office at such a tracker: people, queues, a private one, issues of every sort."""

from collections.abc import Callable
from datetime import datetime

from tests.fakes.desks.roundup.acts import Acts
from tests.fakes.desks.roundup.stores import Item, Stores

QUEUES = (
    *("Workplace", "Network", "Accounts", "Applications", "Telephony", "Hardware"),
    *("Учётные записи", "Personnel"),
)
QUEUE, OTHER_QUEUE, PRIVATE_QUEUE = "2", "5", "8"
_STATUSES = (
    *("unread", "deferred", "chatting", "need-eg", "in-progress", "testing", "done-cbb"),
    "resolved",
)
_PRIORITIES = ("critical", "urgent", "bug", "feature", "wish")
_PLACES = ("Ground", "First", "Second", "Подвал")
_AGENTS = ("anna", "ben", "chloe", "dmitri", "grace", "lena")
_ZONES = {"anna": "Europe/Moscow", "ben": "America/New_York"}
_REQUESTER = "ivan@client.example"
_MORE_ISSUES = 14
"""So that there are more than are asked for at once."""


def empty_office(now: Callable[[], datetime]) -> tuple[Stores, Acts]:
    """Nobody but those whom a tracker begins with, and its choices."""
    stores = Stores()
    acts = Acts(lambda: stores, now)
    # Somebody has to be the first.
    root = Item("user", "1", {"roles": "Admin"})
    for name, roles in (("admin", "Admin"), ("anonymous", "Anonymous")):
        acts.make(root, "user", username=name, roles=roles)
    admin = stores.user("admin")
    for klass, names in (("status", _STATUSES), ("priority", _PRIORITIES)):
        for place, name in enumerate(names, 1):
            acts.make(admin, klass, name=name, order=float(place))
    for name in _PLACES:
        acts.make(admin, "place", name=name)
    return stores, acts


def add_person(acts: Acts, admin: Item, login: str, roles: str, password: str) -> str:
    """Let the administrator make an account; gives its number."""
    named: dict[str, str] = {"address": login if "@" in login else f"{login}@desk.example"}
    named |= {"realname": login.partition("@")[0].title()}
    named |= {"password": password} if password else {}
    zone = _ZONES.get(login, "UTC")
    return acts.make(admin, "user", username=login, roles=roles, timezone=zone, **named)


def small_office(now: Callable[[], datetime]) -> tuple[Stores, Acts]:
    """Anna and Ben, who see all queues but one, which Lena sees too."""
    stores, acts = empty_office(now)
    admin = stores.user("admin")
    admin.values["realname"] = "Desk Administrator"
    for login in _AGENTS:
        roles = "User,Personnel" if login == "lena" else "User"
        add_person(acts, admin, login, roles, f"secret of {login}")
    add_person(acts, admin, _REQUESTER, "Requester", "")
    for name in QUEUES:
        acts.make(admin, "queue", name=name, private=name == "Personnel")
    _fill(stores, acts)
    return stores, acts


def _fill(stores: Stores, acts: Acts) -> None:
    anna, ivan = stores.user("anna"), stores.user(_REQUESTER)
    keyword = acts.make(anna, "keyword", name="vpn")
    acts.make(anna, "keyword", name="принтер")
    for number in range(_MORE_ISSUES):
        page = _file(acts, ivan, "unnamed", "text/html", b"<p>It beeps.</p>")
        picture = _file(acts, ivan, "dot.png", "image/png", b"\x89PNG\r\n\x1a\n\0")
        issue = _issue(acts, ivan, f"Заявка {number}", "It beeps.", [page, picture])
        acts.write(anna, issue, "We look into it.")
        more = {"assignedto": anna.id, "keyword": [keyword], "priority": "3"} if number % 2 else {}
        status = stores.lookup("status", _STATUSES[number % len(_STATUSES)])
        assert status is not None
        acts.change(anna, issue, **{"priority": "4", "effort": "+ 0:25", **more})
        acts.change(anna, issue, status=status.id)
    _landmarks(acts, anna, ivan)


def _landmarks(acts: Acts, anna: Item, ivan: Item) -> None:
    survivor = _issue(acts, ivan, "The first report", "The first report.", [])
    merged = _issue(acts, ivan, "The same matter", "The same matter.", [])
    acts.change(anna, merged, superseder=[survivor])
    typed = _issue(acts, ivan, "All properties filled", "See the properties.", [])
    values = {
        "clientid": "11111111-2222-4333-8444-555555555555",
        "serial": "SN-ж-1",
        "weight": 1.25,
        "seats": 12,
        "insured": False,
        "visit": datetime.fromisoformat("2026-12-01T10:30:00+00:00"),
        "effort": "+ 1d 2:30",
        "place": "4",
        "affected": ["2", "4"],
    }
    acts.change(anna, typed, **values)
    secret = _issue(acts, ivan, "A salary", "Nobody else reads it.", [])
    acts.change(anna, secret, queue=PRIVATE_QUEUE)
    retired = _issue(acts, ivan, "Sent by mistake", "Sent by mistake.", [])
    loaded = acts.load("issue", retired)
    assert loaded is not None
    acts.retire(anna, loaded.item)


def _file(acts: Acts, who: Item, name: str, kind: str, content: bytes) -> str:
    return acts.make(who, "file", name=name, type=kind, content=content)


def _issue(acts: Acts, who: Item, title: str, text: str, files: list[str]) -> str:
    said = {"author": who.id, "date": acts.now(), "content": text, "files": files}
    message = acts.make(who, "msg", **said)
    return acts.make(
        who, "issue", title=title, queue="1", priority="5", messages=[message], files=files
    )
