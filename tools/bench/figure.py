"""What one figure of the bench is, and how it is judged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Room:
    """Where and how large to measure."""

    folder: Path
    """Data sets live here and are reused between figures of one run."""
    tickets: int = 100_000
    many_tickets: int = 1_000_000
    quick: bool = False
    """Fewer rounds, smaller data: shows that the bench works, not how fast the program is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the result.

    Attributes:
        name: Figure, with a suffix if it has several lines.
        ours: Our value.
        floor: The value to stand beside; 0 if the budget is absolute.
        unit: Of both values.
        budget: At most this ratio (``ours / floor``), or this value if ``floor`` is 0; for figures
            where more is better, at least this ratio.
        more_is_better: For rates.
        note: What was measured against what.
    """

    name: str
    ours: float
    floor: float
    unit: str
    budget: float
    more_is_better: bool = False
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over floor, or the bare value for an absolute budget."""
        return self.ours / self.floor if self.floor else self.ours

    @property
    def ok(self) -> bool:
        """Whether the budget is kept."""
        return self.ratio >= self.budget if self.more_is_better else self.ratio <= self.budget


@dataclass(frozen=True, slots=True)
class Figure:
    """A named measurement; ``measure`` gives one or more readings."""

    name: str
    title: str
    measure: Callable[[Room], Sequence[Reading]]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def middle_pair(ours: Sequence[float], floor: Sequence[float]) -> tuple[float, float]:
    """The pair of median ratio, of what was measured in turn: each beside what came just before.

    A machine that others slow down for a while slows both of a pair, but not both of two medians.
    """
    pairs = sorted(zip(ours, floor, strict=True), key=lambda pair: pair[0] / pair[1])
    return pairs[len(pairs) // 2]


Pass = tuple[Sequence[float], Sequence[float]]
"""Ours and the floor, measured in turn."""


def middle_pass(passes: Sequence[Pass]) -> tuple[float, float]:
    """The 95th percentiles, ours and the floor's, of the pass whose ratio is the median.

    One in twenty is little: a machine that stands still for a moment decides it in one pass.
    """
    pairs = [(p95(ours), p95(floor)) for ours, floor in passes]
    return middle_pair([ours for ours, _ in pairs], [floor for _, floor in pairs])


def p95(values: Sequence[float]) -> float:
    """The 95th percentile; the largest of fewer than twenty values."""
    if len(values) < 20:
        return max(values)
    return quantiles(values, n=20)[18]


def p99(values: Sequence[float]) -> float:
    """The 99th percentile; the largest of fewer than a hundred values."""
    if len(values) < 100:
        return max(values)
    return quantiles(values, n=100)[98]
