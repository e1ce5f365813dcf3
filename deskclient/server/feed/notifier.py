"""Wakes requests that wait for news, from whatever thread wrote it."""

import asyncio
import threading


class Notifier:
    """Waiters of one process; other processes' news come by asking the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def tell(self) -> None:
        """Wake everybody who waits now."""
        with self._lock:
            waiters, self._waiters = self._waiters, set()
        for loop, event in waiters:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    def waiter(self) -> "Waiter":
        """Start listening; news told from now on are noticed."""
        event = asyncio.Event()
        entry = (asyncio.get_running_loop(), event)
        with self._lock:
            self._waiters.add(entry)
        return Waiter(self, entry)

    def forget(self, entry: tuple[asyncio.AbstractEventLoop, asyncio.Event]) -> None:
        """Stop listening."""
        with self._lock:
            self._waiters.discard(entry)


class Waiter:
    """One request that listens."""

    def __init__(
        self, notifier: Notifier, entry: tuple[asyncio.AbstractEventLoop, asyncio.Event]
    ) -> None:
        self._notifier = notifier
        self._entry = entry

    async def wait(self, seconds: float) -> None:
        """Return at the next news, also told before, or when the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._entry[1].wait()
        except TimeoutError:
            pass

    def stop(self) -> None:
        """Listen no longer."""
        self._notifier.forget(self._entry)
