"""The office every history at a poor desk begins with."""

from collections.abc import Callable
from datetime import datetime

from tests.fakes.desks.poor.server import SECRET_QUEUE, PoorServer
from tools.simulate.town import Town

_AGENTS = ("anna", "ben", "chloe", "dev")
_REQUESTERS = ("ivan", "olga", "petr")
COLLEAGUE = "lena"
"""Works at the desk itself."""
_QUEUES = (1, 2, 3)
PRIVATE = SECRET_QUEUE
"""Nobody with a client sees into this queue; a colleague at the desk does."""
_TICKETS = 6


def found_office(now: Callable[[], datetime]) -> tuple[PoorServer, Town]:
    """Make it.

    Args:
        now: The desk's time.
    """
    people = {one: one.title() for one in (*_AGENTS, COLLEAGUE, *_REQUESTERS)}
    queues = {one: f"Queue {one}" for one in (*_QUEUES, PRIVATE)}
    server = PoorServer(now, people, queues=queues)
    for number in range(_TICKETS):
        owner = _AGENTS[number % 3] if number % 2 else None
        server.make(
            f"Ticket {number}",
            f"Hello, this is ticket {number}.",
            by=_REQUESTERS[number % 3],
            queue=_QUEUES[number % 3],
            owner=owner,
        )
    return server, Town(_AGENTS, _AGENTS, tuple(map(str, _QUEUES)), _REQUESTERS)
