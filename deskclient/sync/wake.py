"""Notices that the computer slept or its clock jumped, and has the line made anew."""

import asyncio
from collections.abc import Awaitable, Callable

from deskclient.domain.clock import Clock

_JUMP_S = 30.0


class WakeLoop:
    """Compares three sources of time, none of which is trusted for anything else."""

    def __init__(self, clock: Clock, every_s: float, woke: Callable[[], Awaitable[None]]) -> None:
        self._clock = clock
        self._every_s = every_s
        self._woke = woke

    async def keep(self) -> None:
        """Watch for ever."""
        loop = asyncio.get_running_loop()
        while True:
            wall, steady, own = self._clock.now(), self._clock.steady_s(), loop.time()
            await asyncio.sleep(self._every_s)
            passed = self._clock.steady_s() - steady
            by_wall = (self._clock.now() - wall).total_seconds()
            late = max(loop.time() - own, passed) - self._every_s
            if late > _JUMP_S or abs(by_wall - passed) > _JUMP_S:
                await self._woke()
