"""``./dev bench [NAME…] [--json FILE]``: every figure beside its floor, measured in this run."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.bench.desks.figures import DESK_FIGURES
from tools.bench.figure import Figure, Reading, Room
from tools.bench.figures import FIGURES
from tools.bench.report import format_table, write_json

_ALL_DESKS = "desks"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the named figures, or all; exit code 1 if a budget is broken."""
    options = _parse(argv)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        room = Room(Path(options.keep or folder), options.tickets, options.many, options.quick)
        readings = [one for figure in chosen(options.names) for one in _run(figure, room)]
    print(format_table(readings))
    if options.json:
        write_json(readings, Path(options.json))
    return 0 if all(one.ok for one in readings) else 1


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        help="figures; desks: all at real desks; none: all others",
    )
    parser.add_argument("--json", metavar="FILE", help="write the readings there too")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--many", type=int, default=1_000_000, help="the large data set")
    parser.add_argument("--keep", metavar="DIR", help="keep data sets there for the next run")
    parser.add_argument("--quick", action="store_true", help="few rounds: proves that it runs")
    return parser.parse_args(argv)


def chosen(names: Sequence[str]) -> Sequence[Figure]:
    """Give the figures that are meant by some names."""
    every = (*FIGURES, *DESK_FIGURES)
    unknown = set(names) - {_ALL_DESKS, *(figure.name for figure in every)}
    if unknown:
        sys.exit(f"bench: no figure is called {', '.join(sorted(unknown))}")
    if not names:
        return FIGURES
    wanted = {*names, *(one.name for one in DESK_FIGURES if _ALL_DESKS in names)}
    return [figure for figure in every if figure.name in wanted]


def _run(figure: Figure, room: Room) -> Sequence[Reading]:
    print(f"# {figure.name}: {figure.title}", file=sys.stderr, flush=True)
    return figure.measure(room)


if __name__ == "__main__":
    sys.exit(main())
