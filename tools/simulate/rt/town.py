"""The office every history at a Request Tracker begins with."""

from tests.fakes.desks.request_tracker.acts import Acts
from tests.fakes.desks.request_tracker.office import WORK, empty_office
from tests.fakes.desks.request_tracker.server import Desk
from tests.fakes.desks.request_tracker.stores import Account, Queue, sql_moment
from tools.simulate.clock import EPOCH
from tools.simulate.town import Town

_AGENTS = ("anna", "ben", "chloe", "dev")
_QUEUES = (3, 4, 5)
PRIVATE = 9
"""Nobody with a client sees into this queue; a colleague at the desk does."""
COLLEAGUE = "root"
SERIAL, FLOOR, PHONES = 4, 2, 5
"""Custom fields: a text, one of some choices, and a list of texts."""
FLOORS = ("Ground", "First", "Second")
_TICKETS = 6


def found_office() -> tuple[Desk, Town]:
    """Make it."""
    desk = empty_office(EPOCH)
    stores, now = desk.stores, sql_moment(EPOCH)
    stores.queues = {one: Queue(one, f"Queue {one}") for one in (*_QUEUES, PRIVATE)}
    for number, login in enumerate((*_AGENTS, COLLEAGUE), 20):
        account = Account(number, login, f"{login}@desk.example", login.title(), privileged=True)
        account.created, account.password = now, f"{login} 0"
        account.rights = dict.fromkeys(_QUEUES, WORK)
        account.declarations = True
        stores.accounts[number] = account
    stores.accounts[24].rights[PRIVATE] = WORK
    requesters = tuple(f"r{one}@example.org" for one in range(3))
    for number, name in enumerate(requesters, 40):
        stores.accounts[number] = Account(number, name, name, name.partition("@")[0], created=now)
    acts = Acts(lambda: stores, lambda: EPOCH)
    for number in range(_TICKETS):
        requester = requesters[number % 3]
        wish = {
            "Queue": _QUEUES[number % 3],
            "Subject": f"Ticket {number}",
            "Requestor": [requester],
            "Owner": _AGENTS[number % 3] if number % 2 else "Nobody",
            "Content": f"Hello, this is ticket {number}.",
            "CustomFields": {"ClientId": ""},
        }
        acts.create(stores.accounts[40 + number % 3], wish)
    queues = tuple(str(one) for one in _QUEUES)
    return desk, Town(_AGENTS, _AGENTS, queues, requesters)
