"""A small office at such a desk: people, queues, a private one, tickets of every sort."""

import base64
from datetime import datetime

from tests.fakes.desks.request_tracker.acts import Acts
from tests.fakes.desks.request_tracker.library import Json
from tests.fakes.desks.request_tracker.server import Desk
from tests.fakes.desks.request_tracker.stores import (
    NOBODY,
    SYSTEM,
    Account,
    CustomField,
    Queue,
    Stores,
    sql_moment,
)

WORK = frozenset({"see", "work", "delete", "notes"})
_FLOORS = ("Ground", "First", "Second", "Подвал")
_FIELDS = (
    CustomField(2, "Floor", "Select", choices=_FLOORS),
    CustomField(3, "Affected", "Select", many=True, choices=_FLOORS),
    CustomField(4, "Serial"),
    CustomField(5, "Phones", many=True),
    CustomField(11, "Visit", "DateTime"),
    CustomField(15, "Address", "IPAddress"),
    CustomField(19, "ClientId"),
)
_MORE_TICKETS = 49
_MORE_PEOPLE = 200
"""So that people come on three pages, and tickets too, beside some that tests make."""


def empty_office(now: datetime) -> Desk:
    """Nobody but those whom RT makes itself; custom fields, one of them for marks."""
    stores = Stores()
    made = sql_moment(now)
    for number, name in ((SYSTEM, "RT_System"), (NOBODY, "Nobody")):
        stores.accounts[number] = Account(number, name, real_name=name, created=made)
    stores.custom_fields = {one.number: one for one in _FIELDS}
    # Events of other things than tickets came first.
    stores.last_event = 400
    return Desk(stores)


def small_office(now: datetime) -> Desk:
    """Anna and Lena, who work in two queues of three."""
    desk = empty_office(now)
    stores = desk.stores
    stores.queues = {
        number: Queue(number, name)
        for number, name in ((3, "Workplace"), (4, "Network"), (10, "Personnel"))
    }
    rights = {3: WORK, 4: WORK}
    for number, login, zone in ((29, "anna", "Europe/Moscow"), (31, "lena", "America/New_York")):
        stores.accounts[number] = Account(
            number,
            login,
            f"{login}@desk.example",
            login.title(),
            password=f"secret of {login}",
            token=f"1-{number}-5ec7e7",
            zone=zone,
            privileged=True,
            declarations=login == "anna",
            created=sql_moment(now),
            rights=dict(rights),
        )
    for number, name in ((27, "Agents"), (28, "Personnel")):
        stores.accounts[number] = Account(number, name, real_name="A group", is_group=True)
    _people(stores)
    _fill(stores, Acts(lambda: stores, lambda: now))
    _shelve(stores, sql_moment(now))
    return desk


def _fill(stores: Stores, acts: Acts) -> None:
    stores.accounts[40] = Account(40, "ivan@rt.test", "ivan@rt.test", "Ivan")
    ivan, anna = stores.accounts[40], stores.accounts[29]
    for number in range(3):
        wish = {
            "Queue": 3,
            "Subject": f"Заявка {number}",
            "Requestor": ["ivan@rt.test"],
            "Content": f"<p>Hello {number}</p>" if number else "Hello",
            "ContentType": "text/html" if number else "text/plain",
            "CustomFields": {"Serial": f"SN-{number}"},
            "Owner": "anna" if number else "",
        }
        if number == 2:
            file = {"FileName": "a.txt", "FileType": "text/plain", "FileContent": "YWJj"}
            wish["Attachments"] = [file]
        ticket, _ = acts.create(ivan, wish)
        acts.fill_in(anna, ticket, wish)
    acts.say(anna, 1, "correspond", {"Content": "We look into it.", "ContentType": "text/plain"})
    acts.say(anna, 1, "comment", {"Content": "Only for us.", "ContentType": "text/plain"})
    list(acts.steps(anna, stores.tickets[2], {"Priority": 75, "Due": "2026-12-01 10:00:00"}))
    acts.create(ivan, {"Queue": 10, "Subject": "A salary", "Content": "Nobody else reads it."})
    log = base64.b64encode(b"All work and no play. " * 200_000).decode()
    file = {"FileName": "a.log", "FileType": "text/x-log", "FileContent": log}
    acts.create(ivan, {"Queue": 3, "Subject": "A log", "Content": "See.", "Attachments": [file]})
    for number in range(_MORE_TICKETS):
        wish = {"Queue": 3, "Subject": f"More {number}", "Content": "Hello."}
        more = {"Requestor": ["ivan@rt.test"], "CustomFields": {"Serial": f"SN-m{number}"}}
        acts.fill_in(anna, acts.create(ivan, wish | more)[0], more)
    # Of those that were ever linked the links are asked for.
    list(acts.steps(anna, stores.tickets[2], {"AddRefersTo": [3]}))


def _shelve(stores: Stores, at: str) -> None:
    general = {"id": "1", "type": "class", "Name": "General"}
    assets = {"id": "1", "type": "catalog", "Name": "General assets"}
    anna, nobody = ({"id": name, "type": "user"} for name in ("anna", "Nobody"))
    articles: list[Json] = [
        {"Name": "Connect from home", "Summary": "Errors of the VPN", "Class": general},
        {"Name": "Замена картриджа", "Summary": "", "Class": general},
    ]
    texts = ("691: the password is wrong.", "<p>Снимите <b>ленту</b>.</p>")
    for told, text in zip(articles, texts, strict=True):
        stores.shelves.put("article", at, told, Content=text)
    used: Json = {"Name": "NB-1", "Status": "in-use", "HeldBy": [anna], "Owner": anna}
    new: Json = {"Name": "NB-2", "Status": "new", "HeldBy": [], "Owner": nobody}
    stores.shelves.put("asset", at, used | {"Catalog": assets}, Serial="SN-101", Room="204")
    stores.shelves.put("asset", at, new | {"Catalog": assets}, Serial="", Room="")


def _people(stores: Stores) -> None:
    for number in range(100, 100 + _MORE_PEOPLE):
        name = f"p{number}@rt.test"
        stores.accounts[number] = Account(number, name, name, f"Person {number}")
