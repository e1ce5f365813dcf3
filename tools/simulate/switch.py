"""A clock and a source of randomness whose origin is exchanged for every history."""

from datetime import datetime

from deskclient.domain.clock import Clock, Randomness
from tools.simulate.chance import Chance
from tools.simulate.clock import EPOCH, SimClock


class SwitchClock:
    """The desk's clock: the service is built once and lives through many histories."""

    def __init__(self) -> None:
        self.origin: Clock = SimClock(lambda: 0.0)

    def now(self) -> datetime:
        """Give the time of the present history."""
        return self.origin.now()

    def steady_s(self) -> float:
        """Give the seconds of the present history."""
        return self.origin.steady_s()


class SwitchRandomness:
    """The desk's randomness."""

    def __init__(self) -> None:
        self.origin: Randomness = Chance(f"world before {EPOCH}")

    def bits(self, count: int) -> int:
        """Draw from the present history's source."""
        return self.origin.bits(count)
