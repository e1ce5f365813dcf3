"""``python -m tools.kill``: kills real clients at every W point and counts what was lost."""

import argparse
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from itertools import pairwise

from tools.kill.service import places
from tools.kill.trials import Score, run_trials

_SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; gives the exit code."""
    asked = _parse(arguments)
    logging.disable(logging.CRITICAL)
    started = time.perf_counter()
    if asked.only is not None:
        score = run_trials(asked.seed, range(asked.only, asked.only + 1))
    else:
        score = _run(asked.seed, asked.trials, asked.jobs)
    _report(score, time.perf_counter() - started, whole=asked.trials >= 3 * len(places()))
    print(score.last_line())
    return 0 if score.is_clean else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kill", description=__doc__)
    parser.add_argument("--trials", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--only", type=int, help="run this trial alone")
    return parser.parse_args(arguments)


def _run(seed: int, trials: int, jobs: int) -> Score:
    jobs = max(1, min(jobs, trials))
    cuts = [trials * n // jobs for n in range(jobs + 1)]
    parts = [(seed, range(low, high)) for low, high in pairwise(cuts)]
    total = Score()
    if jobs == 1:
        total.add(run_trials(*parts[0]))
        return total
    # Fresh processes without threads: trials fork, and only such a process forks safely.
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs) as pool:
        for score in pool.starmap(run_trials, parts):
            total.add(score)
    return total


def _report(score: Score, seconds: float, *, whole: bool) -> None:
    deaths = sum(score.killed.values())
    print(
        f"{deaths} deaths, {score.saved} saved operations,"
        f" {score.trials / max(seconds, 1e-9):.1f} trials a second"
    )
    missed = [place for place in places() if not score.killed[place]]
    if whole and missed:
        print(f"never died at: {', '.join(missed)}")
    for words in score.words[:_SHOWN]:
        print(words)


if __name__ == "__main__":
    sys.exit(main())
