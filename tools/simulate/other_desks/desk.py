"""A desk in memory as clients reach it, and what stands in its place when it does not answer."""

from typing import Any

from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse
from tests.fakes.desks.wire import Server
from tools.simulate.chance import Chance
from tools.simulate.desk import Desk
from tools.simulate.faults import Fault, portal

_STEP_S = 0.02
_REPEATED = frozenset({"GET", "PUT", "DELETE"})
"""What servers between may send twice by themselves; they must not do so with a POST."""


class OtherDesk(Desk):
    """A server with the tickets of one history.

    Args:
        server: Answers; each step of its work takes as long as :meth:`_pause_s` says.
        chance: Decides that.
    """

    def __init__(self, server: Server, chance: Chance) -> None:
        super().__init__()
        self._answers = server
        self._chance = chance
        self._hurried = False

    def _pause_s(self) -> float:
        return 0.0 if self._hurried else self._chance.short(_STEP_S)

    def hurry(self) -> None:
        """Answer without a pause from now on."""
        self._hurried = True

    @override
    async def _call(self, request: HttpRequest) -> HttpResponse:
        return await self._answers.serve(request)

    @override
    def repeats(self, request: HttpRequest) -> bool:
        return request.method in _REPEATED

    @override
    def made_up(self, fault: Fault, request: HttpRequest, chance: Chance) -> HttpResponse:
        if fault is Fault.PORTAL:
            return portal(chance)
        if fault is Fault.WRONG_DESK:
            return self.stranger(request)
        if fault is Fault.UNAUTHORISED:
            return self.failure(401, "Unauthorized")
        if fault is Fault.BUSY:
            return self._busy(chance)
        if chance.happens(0.5):
            return HttpResponse(502, {"content-type": "text/html"}, b"<h1>Bad gateway</h1>")
        return self.failure(500, "Internal Server Error")

    def _busy(self, chance: Chance) -> HttpResponse:
        if chance.happens(0.5):
            return self.failure(503, "Service Unavailable")
        return HttpResponse(429, {"retry-after": str(chance.number(1, 20))}, b"Slow down.")

    def copied(self) -> Any:
        """Copy all that it keeps."""
        raise NotImplementedError

    def go_back(self, copy: Any) -> None:
        """Keep what a copy has, which stays as it is."""
        raise NotImplementedError

    def stranger(self, request: HttpRequest) -> HttpResponse:
        """Answer as another desk would that has the same people."""
        raise NotImplementedError

    def failure(self, status: int, message: str) -> HttpResponse:
        """Answer as this sort of desk does when it fails, or knows nobody."""
        raise NotImplementedError
