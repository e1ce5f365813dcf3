"""A Request Tracker as clients reach it."""

from datetime import datetime, timedelta

import msgspec
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.request_tracker.server import Desk as Kept
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.request_tracker.shown import moment
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL, Desk
from tools.simulate.faults import Fault, portal

_STEP_S = 0.02
_REPEATED = frozenset({"GET", "PUT", "DELETE"})
"""What servers between may send twice by themselves; they must not do so with a POST."""


class RtDesk(Desk):
    """A server with the tickets of one history.

    Args:
        kept: What it begins with.
        clock: Its clock.
        chance: Decides how long each step of its work takes.
    """

    def __init__(self, kept: Kept, clock: SimClock, chance: Chance) -> None:
        super().__init__()
        self._chance = chance
        self._hurried = False
        self.server = RequestTrackerServer(kept, clock.now, self._pause_s, BASE_URL)

    def _pause_s(self) -> float:
        return 0.0 if self._hurried else self._chance.short(_STEP_S)

    def hurry(self) -> None:
        """Answer without a pause from now on."""
        self._hurried = True

    @override
    async def _call(self, request: HttpRequest) -> HttpResponse:
        return await self.server.serve(request)

    @override
    def instance_of(self, person_id: str) -> str:
        account = self.server.desk.stores.account(person_id)
        return "" if account is None else f"rt:{account.number}:{moment(account.created)}"

    @override
    def repeats(self, request: HttpRequest) -> bool:
        return request.method in _REPEATED

    @override
    def made_up(self, fault: Fault, request: HttpRequest, chance: Chance) -> HttpResponse:
        if fault is Fault.PORTAL:
            return portal(chance)
        if fault is Fault.WRONG_DESK:
            return self._stranger(request)
        if fault is Fault.UNAUTHORISED:
            return _said(401, "Unauthorized")
        if fault is Fault.BUSY:
            return _busy(chance)
        if chance.happens(0.5):
            return HttpResponse(502, {"content-type": "text/html"}, b"<h1>Bad gateway</h1>")
        return _said(500, "Internal Server Error")

    def _stranger(self, request: HttpRequest) -> HttpResponse:
        """Answer as another desk would that has the same people."""
        if "/user/" not in request.url:
            return _said(401, "Unauthorized")
        made = datetime(2020, 1, 1) + timedelta(days=1)  # noqa: DTZ001 - written without a zone
        told = {"id": 77, "Name": "somebody", "Created": f"{made.isoformat()}Z"}
        return HttpResponse(200, {"content-type": "application/json"}, msgspec.json.encode(told))


def _busy(chance: Chance) -> HttpResponse:
    if chance.happens(0.5):
        return _said(503, "Service Unavailable")
    return HttpResponse(429, {"retry-after": str(chance.number(1, 20))}, b"Slow down.")


def _said(status: int, message: str) -> HttpResponse:
    headers = {"content-type": "application/json; charset=utf-8"}
    return HttpResponse(status, headers, msgspec.json.encode({"message": message}))
