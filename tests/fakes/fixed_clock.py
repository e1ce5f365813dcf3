"""A clock that stands still until it is told otherwise."""

from datetime import datetime, timedelta

from tests.fakes.desk_content import NOW


class FixedClock:
    """Tells the moment it was given."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now
        self._steady_s = 0.0

    def now(self) -> datetime:
        return self._now

    def steady_s(self) -> float:
        return self._steady_s

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)
        self._steady_s += seconds
