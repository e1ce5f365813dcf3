"""The two sources of chance the program depends on, as ports: time and randomness."""

import random
import secrets
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time: the wall clock may be wrong and jump, the steady one never goes back."""

    def now(self) -> datetime:
        """Give the wall-clock time as an aware UTC moment."""
        ...

    def steady_s(self) -> float:
        """Give seconds since an arbitrary start; for durations only."""
        ...


class Randomness(Protocol):
    """What draws random numbers."""

    def bits(self, count: int) -> int:
        """Give an integer of ``count`` random bits."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Give the computer's time."""
        return datetime.now(UTC)

    def steady_s(self) -> float:
        """Give the computer's monotonic seconds."""
        return time.monotonic()


class SystemRandomness:
    """The operating system's randomness."""

    def bits(self, count: int) -> int:
        """Give ``count`` bits nobody can guess."""
        return secrets.randbits(count)


class SeededRandomness:
    """Repeatable randomness, for simulation and tests."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)  # noqa: S311 - repeatable by purpose, never for secrets

    def bits(self, count: int) -> int:
        """Give the next ``count`` bits of the seed's sequence."""
        return self._source.getrandbits(count)
