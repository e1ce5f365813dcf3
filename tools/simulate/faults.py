"""What the network does to one message, and the answers it makes up itself."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from deskclient.backends.http import HttpResponse
from deskclient.backends.native.wire import (
    INSTANCE_HEADER,
    PROBLEM_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    Problem,
)
from tools.simulate.chance import Chance
from tools.simulate.weather import Weather


class Fault(StrEnum):
    """What happens to one exchange."""

    NONE = "none"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    DUPLICATE = "duplicate"
    SLOW = "slow"
    TRUNCATE = "truncate"
    FAIL_BEFORE = "fail_before"
    FAIL_AFTER = "fail_after"
    BUSY = "busy"
    UNAUTHORISED = "unauthorised"
    PORTAL = "portal"
    WRONG_DESK = "wrong_desk"


_DRAWN = tuple(one for one in Fault if one is not Fault.NONE)
_NEVER_ARRIVES = frozenset(
    {
        Fault.DROP_BEFORE,
        Fault.FAIL_BEFORE,
        Fault.BUSY,
        Fault.UNAUTHORISED,
        Fault.PORTAL,
        Fault.WRONG_DESK,
    }
)


def draw_fault(weather: Weather, chance: Chance) -> Fault:
    """Draw what happens to one message; one draw whatever the weather."""
    dice = chance.between(0.0, 1.0)
    for fault in _DRAWN:
        dice -= float(getattr(weather, fault.value))
        if dice < 0.0:
            return fault
    return Fault.NONE


@dataclass(frozen=True, slots=True)
class Journey:
    """How one exchange goes."""

    fault: Fault
    there_s: float
    back_s: float
    again_s: float
    """When a duplicate arrives, after the first."""

    @property
    def arrives(self) -> bool:
        """Whether the desk gets to see the request."""
        return self.fault not in _NEVER_ARRIVES


def draw_journey(weather: Weather, chance: Chance) -> Journey:
    """Draw the fate of one exchange."""
    fault = draw_fault(weather, chance)
    mean = 8.0 if fault is Fault.SLOW else 0.03
    return Journey(fault, chance.short(mean), chance.short(mean), chance.short(5.0))


def made_up(fault: Fault, instance: str, chance: Chance) -> HttpResponse:
    """Answer in the desk's place."""
    if fault is Fault.PORTAL:
        return portal(chance)
    if fault is Fault.WRONG_DESK:
        return HttpResponse(200, _headers("01900000-0000-7000-8000-00000000beef"), b"{}")
    if fault is Fault.UNAUTHORISED:
        return _problem(401, "The token has expired.", instance, {"www-authenticate": "Bearer"})
    if fault is Fault.BUSY:
        wait = str(chance.number(1, 20))
        return _problem(429, "Too many requests.", instance, {"retry-after": wait})
    if chance.happens(0.5):
        # A proxy before the desk fails, and knows nothing of its protocol.
        return HttpResponse(502, {"content-type": "text/html"}, b"<h1>Bad gateway</h1>")
    return _problem(500, "The desk failed.", instance, {})


def portal(chance: Chance) -> HttpResponse:
    """Answer as a network does that wants to be signed in to."""
    page = b"<html><body>Please accept our terms.</body></html>"
    if chance.happens(0.5):
        return HttpResponse(302, {"location": "https://portal.example/", "content-length": "0"})
    return HttpResponse(200, {"content-type": "text/html; charset=utf-8"}, page)


def _problem(status: int, title: str, instance: str, more: dict[str, str]) -> HttpResponse:
    body = msgspec.json.encode(Problem(title=title, status=status))
    return HttpResponse(status, {**_headers(instance), "content-type": PROBLEM_TYPE, **more}, body)


def _headers(instance: str) -> dict[str, str]:
    return {
        PROTOCOL_HEADER.lower(): PROTOCOL,
        INSTANCE_HEADER.lower(): instance,
        "content-type": "application/json",
    }
