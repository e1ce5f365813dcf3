"""How much may be done in one step on the loop, learned from how long the last ones took."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskclient.domain.clock import Clock
from deskclient.sync.settings import EngineSettings

_LEAST = 20
_NOTHING_S = 0.0005
"""A step that found nothing to do teaches nothing."""
_ALERT_S = 3.0
"""How long after a person's action the steps stay short."""


class Tempo:
    """Knows whether the person is at work: then a commit must not wait, else throughput counts."""

    def __init__(self, clock: Clock, settings: EngineSettings) -> None:
        self._clock = clock
        self._settings = settings
        self._acted_s = float("-inf")

    def note(self) -> None:
        """The person did something."""
        self._acted_s = self._clock.steady_s()

    def step_s(self) -> float:
        """How long the next step may take."""
        busy = self._clock.steady_s() - self._acted_s < _ALERT_S
        return self._settings.step_s if busy else self._settings.calm_step_s


class Pace:
    """Gives a number of rows that fits into the wished time, from what a row took lately."""

    def __init__(self, clock: Clock, tempo: Tempo, most: int) -> None:
        self._clock = clock
        self._tempo = tempo
        self._most = most
        self._row_s = 0.0

    @property
    def rows(self) -> int:
        """How many rows the next step should have."""
        if not self._row_s:
            return min(100, self._most)
        return max(_LEAST, min(self._most, int(self._tempo.step_s() / self._row_s)))

    @contextmanager
    def measured(self, rows: int) -> Iterator[None]:
        """Time a step over so many rows and learn from it."""
        started = self._clock.steady_s()
        yield
        took_s = self._clock.steady_s() - started
        if rows >= _LEAST and took_s > _NOTHING_S:
            # Half of the past stays in: one hiccup of the disk shall not halve the pace.
            self._row_s = (self._row_s + took_s / rows) / 2 if self._row_s else took_s / rows
