"""What wakes a loop: rung by anybody in the loop's thread, heard once."""

import asyncio


class Bell:
    """An event that is forgotten when it has been heard."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits, or the next who will."""
        self._rung.set()

    async def heard(self, timeout_s: float | None = None) -> bool:
        """Wait for the bell, at most so long; tells whether it was rung."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True
