"""Clocks of simulated machines: virtual seconds for durations, a wall clock that may be wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""What the desk's clock shows when a history begins."""


class SimClock:
    """One machine's clock."""

    def __init__(self, seconds: Callable[[], float], offset_s: float = 0.0) -> None:
        self._seconds = seconds
        self.offset_s = offset_s
        """How wrong the wall clock is."""

    def now(self) -> datetime:
        """Give the wall-clock time of this machine."""
        return EPOCH + timedelta(seconds=self._seconds() + self.offset_s)

    def steady_s(self) -> float:
        """Give seconds that never jump."""
        return self._seconds()
