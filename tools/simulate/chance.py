"""Where every random choice of a history comes from: one seed, divided by purpose."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices. Streams of other names never disturb this one."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._source = random.Random(seed)  # noqa: S311 - repeatable by purpose, never for secrets

    def branch(self, name: str) -> "Chance":
        """Start an independent stream; the same name gives the same one."""
        return Chance(f"{self._seed}/{name}")

    def happens(self, probability: float) -> bool:
        """Throw a loaded coin. An impossible thing costs no draw."""
        return probability > 0.0 and self._source.random() < probability

    def between(self, low: float, high: float) -> float:
        """Draw a number from a range."""
        return low + (high - low) * self._source.random()

    def short(self, mean: float) -> float:
        """Draw a span that is mostly short and now and then long."""
        return min(self._source.expovariate(1.0 / mean), 20.0 * mean)

    def number(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return self._source.randint(low, high)

    def one_of(self, choices: Sequence[T]) -> T:
        """Draw one of several."""
        return choices[self._source.randrange(len(choices))]

    def some_of(self, choices: Sequence[T], most: int) -> list[T]:
        """Draw up to ``most`` different ones, at least one, in the order drawn."""
        count = min(self.number(1, most), len(choices))
        return self._source.sample(list(choices), count)

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """Draw one by its weight."""
        names = [name for name, _ in choices]
        return self._source.choices(names, [weight for _, weight in choices])[0]

    def bits(self, count: int) -> int:
        """Draw bits; makes this a source of randomness for the program's own parts."""
        return self._source.getrandbits(count)
