"""Request Tracker, for the bench."""

from collections.abc import Sequence

from tools.bench.desks.declared import BenchDesk, Searching
from tools.bench.desks.rt_bare_pull import bare_pull
from tools.bench.desks.rt_copies import copy_tickets
from tools.desks.agent import Proof
from tools.desks.desk import Desk
from tools.desks.request_tracker.calls import RtCalls
from tools.desks.request_tracker.server import RequestTracker

_LIST = "Subject,Status,Queue,Owner,Priority,LastUpdated"


def _proof(desk: Desk, login: str = "anna") -> Proof:
    return Proof(login, _rt(desk).landmarks().tokens[login], "token")


def _colleague_notes(desk: Desk, text: str) -> str:
    wire = RtCalls(desk.url, _proof(desk, "ben"))
    ticket = str(_rt(desk).landmarks().typed)
    wire.ask("POST", f"/ticket/{ticket}/comment", {"Content": text, "ContentType": "text/plain"})
    return ticket


def _search(url: str, proof: Proof, words: Sequence[str]) -> int:
    # Words of messages are found only where an administrator has set up an index for them.
    escaped = [one.replace("\\", "\\\\").replace("'", "\\'") for one in words]
    sql = " AND ".join(f"Subject LIKE '{one}'" for one in escaped)
    query = {"query": sql, "orderby": "LastUpdated", "order": "DESC", "fields": _LIST}
    return len(RtCalls(url, proof).items("/tickets", query))


def _multiply(desk: Desk, tickets: int) -> None:
    copy_tickets(_rt(desk).database, tickets)


def _rt(desk: Desk) -> RequestTracker:
    if not isinstance(desk, RequestTracker):
        raise TypeError(desk)
    return desk


RT = BenchDesk(
    name="rt",
    title="Request Tracker",
    at=RequestTracker,
    proof=_proof,
    bare_pull=bare_pull,
    colleague_notes=_colleague_notes,
    searching=Searching(_multiply, _search),
)
