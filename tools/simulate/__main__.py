"""``python -m tools.simulate``: plays seeded histories; says what was lost, doubled, differs."""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence

from tools.simulate.batch import Order, Tally, run_batch
from tools.simulate.history import run_history
from tools.simulate.trace import Trace
from tools.simulate.worlds import WORLDS

_HASH_SEED = "PYTHONHASHSEED"
_SHOWN = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; gives the exit code."""
    asked = _parse(arguments)
    logging.disable(logging.CRITICAL)
    if asked.only is not None:
        return _play_one(asked.only, asked.desk, asked.plant)
    seeds = range(asked.seed * 1_000_000, asked.seed * 1_000_000 + asked.histories)
    order = Order(seeds, asked.desk, asked.plant, stop_at_first=asked.stop)
    started = time.perf_counter()
    tally = run_batch(order, asked.jobs, lambda done: _tell(done, len(seeds), started))
    _report(tally, order, time.perf_counter() - started)
    print(tally.last_line())
    return 1 if tally.failed else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulate", description=__doc__)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="chooses the set of histories")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--only", type=int, help="play one history and print all of it")
    parser.add_argument("--desk", choices=sorted(WORLDS), default="own", help="at which desk")
    parser.add_argument("--plant", default="", help="plant a bug")
    parser.add_argument("--stop", action="store_true", help="stop at the first finding")
    asked = parser.parse_args(arguments)
    plants = WORLDS[asked.desk].plants
    if asked.plant not in plants:
        parser.error(f"no such bug: {asked.plant}; there are {', '.join(filter(None, plants))}")
    return asked


def _play_one(seed: int, desk: str, plant: str) -> int:
    trace = Trace(keep=True)
    world = WORLDS[desk]()
    outcome = run_history(world, seed, plant=world.plants[plant], trace=trace)
    for line in trace.lines:
        print(line)
    print(f"trace {outcome.trace}, {outcome.operations} operations")
    for finding in outcome.findings:
        print(finding)
    return 1 if outcome.findings else 0


def _tell(done: Tally, total: int, started: float) -> None:
    speed = done.histories / max(time.perf_counter() - started, 1e-9)
    line = f"\r{done.histories} of {total}, {speed:.1f} a second, {len(done.failed)} failed "
    if sys.stderr.isatty():
        print(line, end="", file=sys.stderr, flush=True)


def _report(tally: Tally, order: Order, seconds: float) -> None:
    print(
        f"{tally.operations} operations, {tally.replayed} histories played twice,"
        f" {tally.histories / max(seconds, 1e-9):.1f} histories a second"
    )
    if tally.repaired:
        print(
            f"  {len(tally.repaired)} with a client that repaired itself: {tally.repaired[:_SHOWN]}"
        )
    rules = Counter(one.rule for found in tally.failed.values() for one in found)
    for rule, count in rules.most_common():
        seeds = [
            seed for seed, found in tally.failed.items() if rule in {one.rule for one in found}
        ]
        print(f"  {count} × {rule}: {seeds[:_SHOWN]}")
    chosen = f" --desk {order.desk}" if order.desk != "own" else ""
    chosen += f" --plant {order.plant}" if order.plant else ""
    for seed, found in list(tally.failed.items())[:_SHOWN]:
        print(f"seed {seed}: {found[0]}")
        print(f"  replay: python -m tools.simulate --only {seed}{chosen}")


if __name__ == "__main__":
    if os.environ.get(_HASH_SEED) != "0":
        # The order of sets of texts differs between processes otherwise, and with it a replay.
        os.environ[_HASH_SEED] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tools.simulate", *sys.argv[1:]])  # noqa: S606
    sys.exit(main())
