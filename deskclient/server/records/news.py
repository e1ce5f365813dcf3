"""Wakes requests that wait for news, from whatever thread wrote it."""

import asyncio
import threading

from deskclient.domain.clock import Clock
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import FactBook


class Notifier:
    """Waiters of one process; other processes' news come by asking the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # In the order they came: a simulated run must repeat exactly.
        self._waiters: dict[tuple[asyncio.AbstractEventLoop, asyncio.Event], None] = {}
        self.ending = False
        """The process is about to stop: nobody is let wait."""

    def open(self) -> None:
        """Let requests wait; a process that serves begins with this."""
        self.ending = False

    def end(self) -> None:
        """Let nobody wait any longer: who does is answered at once, as if the time were over."""
        self.ending = True
        self.tell()

    def tell(self) -> None:
        """Wake everybody who waits now."""
        with self._lock:
            waiters, self._waiters = self._waiters, {}
        for loop, event in waiters:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    def waiter(self) -> "Waiter":
        """Start listening; news told from now on are noticed."""
        event = asyncio.Event()
        entry = (asyncio.get_running_loop(), event)
        with self._lock:
            self._waiters[entry] = None
        return Waiter(self, entry)

    def forget(self, entry: tuple[asyncio.AbstractEventLoop, asyncio.Event]) -> None:
        """Stop listening."""
        with self._lock:
            self._waiters.pop(entry, None)


class Waiter:
    """One request that listens."""

    def __init__(
        self, notifier: Notifier, entry: tuple[asyncio.AbstractEventLoop, asyncio.Event]
    ) -> None:
        self._notifier = notifier
        self._entry = entry

    async def wait(self, seconds: float) -> bool:
        """Return at the next news, also told before, or when the time is over; tell which."""
        try:
            async with asyncio.timeout(seconds):
                await self._entry[1].wait()
        except TimeoutError:
            return False
        return True

    def stop(self) -> None:
        """Listen no longer."""
        self._notifier.forget(self._entry)


class Pulse:
    """Asks the database for the newest change on behalf of everybody who waits."""

    def __init__(self, database: Database, facts: FactBook, clock: Clock, every_s: float) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._every_s = every_s
        self._lock = threading.Lock()
        self._known = 0
        self._asked_at = float("-inf")

    def newest(self) -> int:
        """Give the number of the newest change, as it was at most one interval ago."""
        with self._lock:
            now = self._clock.steady_s()
            if not 0 <= now - self._asked_at < self._every_s:
                with self._database.read() as connection:
                    self._known = self._facts.newest(connection)
                self._asked_at = now
            return self._known
