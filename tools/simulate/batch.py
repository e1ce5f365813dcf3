"""Runs many histories, in several processes, each of them the same on every machine."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from tests.fakes.virtual_loop import DeadlockError, NoProgressError, TimeIsUpError
from tools.simulate.history import Outcome, run_history
from tools.simulate.plants import Plant
from tools.simulate.verdict import Fault, Finding
from tools.simulate.world import World
from tools.simulate.worlds import WORLDS

_SAMPLE = 50
"""Every so many histories one is played twice and must come out the same."""
_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Order:
    """Which histories to play."""

    seeds: Sequence[int]
    desk: str = "own"
    plant: str = ""
    stop_at_first: bool = False


@dataclass(slots=True)
class Tally:
    """What came out."""

    histories: int = 0
    operations: int = 0
    replayed: int = 0
    repaired: list[int] = field(default_factory=list)
    """Histories in which a client had to repair what it showed."""
    failed: dict[int, tuple[Finding, ...]] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one history."""
        self.histories += 1
        self.operations += outcome.operations
        if outcome.repaired:
            self.repaired.append(outcome.seed)
        if outcome.findings:
            self.failed[outcome.seed] = outcome.findings

    def count(self, fault: Fault) -> int:
        """Count broken promises of one sort."""
        return sum(one.fault is fault for found in self.failed.values() for one in found)

    def last_line(self) -> str:
        """Give what the run is judged by."""
        counts = " ".join(f"{fault.value}={self.count(fault)}" for fault in Fault)
        return f"histories={self.histories} {counts}"


def play(world: World, seed: int, plant: Plant) -> Outcome:
    """Play one history; one that does not end is a finding too."""
    try:
        return run_history(world, seed, plant=plant)
    except (DeadlockError, NoProgressError, TimeIsUpError) as error:
        name = type(error).__name__
        return Outcome(seed, "", (Finding(Fault.DIVERGED, name, str(error)[:300]),), 0)


def play_again(world: World, first: Outcome, plant: Plant) -> Outcome:
    """Play a history once more; it must be the same to the last bit."""
    second = play(world, first.seed, plant)
    if second.trace == first.trace:
        return first
    finding = Finding(Fault.DIVERGED, "does not replay", f"{first.trace} {second.trace}")
    return Outcome(first.seed, first.trace, (*first.findings, finding), first.operations)


class _Worker:
    """One process: its world is built once."""

    worlds: ClassVar[dict[str, World]] = {}

    @classmethod
    def world(cls, desk: str) -> World:
        """Give the world of a sort of desk."""
        if desk not in cls.worlds:
            cls.worlds[desk] = WORLDS[desk]()
        return cls.worlds[desk]


def _play_some(task: tuple[Sequence[int], Order]) -> list[tuple[Outcome, bool]]:
    seeds, order = task
    world = _Worker.world(order.desk)
    plant = world.plants[order.plant]
    found: list[tuple[Outcome, bool]] = []
    for seed in seeds:
        outcome = play(world, seed, plant)
        again = seed % _SAMPLE == 0
        if again:
            outcome = play_again(world, outcome, plant)
        found.append((outcome, again))
    return found


def run_batch(order: Order, jobs: int, progress: Callable[[Tally], None]) -> Tally:
    """Play all histories of an order; tells how far it is after each portion."""
    tally = Tally()
    for portion in _portions(order, jobs):
        for outcome, again in portion:
            tally.add(outcome)
            tally.replayed += again
        progress(tally)
        if order.stop_at_first and tally.failed:
            break
    return tally


def _portions(order: Order, jobs: int) -> Iterator[list[tuple[Outcome, bool]]]:
    seeds = order.seeds
    tasks = [(seeds[n : n + _AT_ONCE], order) for n in range(0, len(seeds), _AT_ONCE)]
    if jobs <= 1:
        yield from map(_play_some, tasks)
        return
    # Fresh interpreters: what one process has in memory must not decide anything in another.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(_play_some, tasks)
