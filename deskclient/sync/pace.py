"""How much may be done in one step on the loop, learned from how long the last ones took."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskclient.domain.clock import Clock

_LEAST = 10


class Pace:
    """Gives a number of rows that fits into the wished time, growing and shrinking slowly."""

    def __init__(self, clock: Clock, step_s: float, most: int) -> None:
        self._clock = clock
        self._step_s = step_s
        self._most = most
        self.rows = min(50, most)

    @contextmanager
    def measured(self, rows: int) -> Iterator[None]:
        """Time a step over so many rows and learn from it."""
        started = self._clock.steady_s()
        yield
        took = self._clock.steady_s() - started
        if rows < self.rows // 2:
            return
        if took > self._step_s:
            self.rows = max(_LEAST, int(self.rows * max(0.5, self._step_s / took)))
        elif took < self._step_s * 0.7:
            self.rows = min(self._most, self.rows + max(_LEAST, self.rows // 4))
