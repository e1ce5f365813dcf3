"""A clock that stands still until it is turned."""

from datetime import UTC, datetime, timedelta


class Turning:
    """Time as a test wants it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def steady_s(self) -> float:
        return self.moment.timestamp()

    def turn(self, **step: float) -> None:
        self.moment += timedelta(**step)
