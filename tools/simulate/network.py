"""The way between one client and the desk: loses, repeats, delays, cuts and invents."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream
from deskclient.backends.translate import Cause, network_error
from tools.simulate.chance import Chance
from tools.simulate.desk import Desk
from tools.simulate.faults import Fault, Journey, draw_journey
from tools.simulate.trace import Trace
from tools.simulate.weather import Weather

_PATIENCE_S = 45.0
"""How long the client's side waits for an answer beyond the agreed silence."""


@dataclass(frozen=True, slots=True)
class NetworkParts:
    """What a network works with."""

    desk: Desk
    trace: Trace
    seconds: Callable[[], float]
    weather: Callable[[], Weather]


class SimNetwork:
    """One client's :class:`deskclient.backends.http.Transport`."""

    def __init__(self, parts: NetworkParts, name: str, chance: Chance) -> None:
        self._parts = parts
        self._name = name
        self._chance = chance
        self._life = 0
        self._number = 0
        self.up = True
        """Whether this client's cable is plugged in."""

    def cut(self) -> None:
        """Pull the cable: whatever is under way breaks off."""
        self.up = False
        self._life += 1

    def mend(self) -> None:
        """Plug the cable in again."""
        self.up = True

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Carry one exchange."""
        self._number += 1
        number, life = self._number, self._life
        if not self.up:
            raise network_error(Cause.NO_ROUTE, maybe_sent=False)
        journey = draw_journey(self._parts.weather(), self._chance)
        self._note(f"ask {number}", request.method, request.url, journey.fault, len(request.body))
        try:
            async with asyncio.timeout(_PATIENCE_S + request.wait_s):
                answer = await self._carry(request, journey, life)
        except TimeoutError as error:
            self._note(f"timeout {number}")
            raise network_error(Cause.TIMEOUT, maybe_sent=True) from error
        self._note(f"answer {number}", answer.status, len(answer.body))
        return answer

    @asynccontextmanager
    async def stream(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Carry one exchange whose answer comes in two pieces."""
        answer = await self.send(request)
        middle = len(answer.body) // 2

        async def pieces() -> AsyncGenerator[bytes, None]:
            for piece in (answer.body[:middle], answer.body[middle:]):
                await asyncio.sleep(0.01)
                yield piece

        chunks = pieces()
        try:
            yield HttpStream(answer.status, answer.headers, chunks)
        finally:
            await chunks.aclose()

    async def drop_connections(self) -> None:
        """Break off whatever is under way."""
        self._life += 1

    async def close(self) -> None:
        """Nothing is kept open."""

    async def _carry(self, request: HttpRequest, journey: Journey, life: int) -> HttpResponse:
        await asyncio.sleep(journey.there_s)
        self._check(life)
        if journey.fault is Fault.DROP_BEFORE:
            raise network_error(Cause.RESET, maybe_sent=True)
        if not journey.arrives:
            await asyncio.sleep(journey.back_s)
            self._check(life)
            return self._parts.desk.made_up(journey.fault, request, self._chance)
        if journey.fault is Fault.DUPLICATE and self._parts.desk.repeats(request):
            self._parts.desk.serve_later(request, journey.again_s)
        answer = await self._parts.desk.serve(request)
        await asyncio.sleep(journey.back_s)
        self._check(life)
        return self._spoiled(request, answer, journey.fault)

    def _check(self, life: int) -> None:
        if life != self._life or not self.up:
            raise network_error(Cause.RESET, maybe_sent=True)

    def _spoiled(self, request: HttpRequest, answer: HttpResponse, fault: Fault) -> HttpResponse:
        if fault is Fault.DROP_AFTER:
            raise network_error(Cause.RESET, maybe_sent=True)
        if fault is Fault.FAIL_AFTER:
            return self._parts.desk.made_up(fault, request, self._chance)
        if fault is Fault.TRUNCATE and answer.body:
            if self._chance.happens(0.5):
                raise network_error(Cause.CUT_OFF, maybe_sent=True)
            cut = self._chance.number(0, len(answer.body) - 1)
            return replace(answer, body=answer.body[:cut])
        return answer

    def _note(self, what: str, *details: object) -> None:
        self._parts.trace.note(self._parts.seconds(), self._name, what, *details)
