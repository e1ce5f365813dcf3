"""The office every history at a Roundup begins with."""

from tests.fakes.desks.roundup.office import add_person, empty_office
from tests.fakes.desks.roundup.stores import Stores
from tools.simulate.clock import EPOCH
from tools.simulate.town import Town

_AGENTS = ("anna", "ben", "chloe", "dev")
AGENT, LEAD = "User", "User,Lead"
"""Roles: only a lead may retire."""
COLLEAGUE = "1"
"""The administrator, who works in the tracker's own pages."""
_QUEUES = ("Workplace", "Network", "Telephony")
PRIVATE = "4"
"""Nobody with a client sees into this queue; a colleague at the desk does."""
PLACES = ("1", "2", "3")
_TICKETS = 6


def found_office() -> tuple[Stores, Town]:
    """Make it."""
    stores, acts = empty_office(lambda: EPOCH)
    admin = stores.user("admin")
    for name in (*_QUEUES, "Personnel"):
        acts.make(admin, "queue", name=name, private=name == "Personnel")
    agents = tuple(
        add_person(acts, admin, login, LEAD if place < 2 else AGENT, f"{login} 0")
        for place, login in enumerate(_AGENTS)
    )
    requesters = tuple(
        add_person(acts, admin, f"r{one}@example.org", "Requester", "") for one in range(3)
    )
    for number in range(_TICKETS):
        who = stores.items["user"][requesters[number % 3]]
        text = f"Hello, this is ticket {number}."
        message = acts.make(who, "msg", author=who.id, date=EPOCH, content=text)
        acts.make(
            who,
            "issue",
            title=f"Ticket {number}",
            queue=str(number % 3 + 1),
            assignedto=agents[number % 3] if number % 2 else None,
            messages=[message],
        )
    queues = tuple(str(place) for place, _ in enumerate(_QUEUES, 1))
    return stores, Town(agents, _AGENTS, queues, requesters)
