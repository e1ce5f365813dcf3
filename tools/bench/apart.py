"""Runs a measurement in a process of its own: windows of one figure do not slow the next."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tools.bench.figure import Figure, Reading, Room

Measure = Callable[[Room], Sequence[Reading]]


def apart(name: str, title: str, module: str) -> Figure:
    """Make the figure that a module measures when it is run by itself."""

    def measure(room: Room) -> Sequence[Reading]:
        wish = json.dumps({**asdict(room), "folder": str(room.folder)})
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench.apart", module, wish],
            check=True,
            env=environment,
            stdout=subprocess.PIPE,
        )
        return [Reading(**one) for one in json.loads(done.stdout.splitlines()[-1])]

    return Figure(name, title, measure)


def main(module: str, wish_text: str) -> None:
    """Be that process."""
    wish = json.loads(wish_text)
    room = Room(**{**wish, "folder": Path(wish["folder"])})
    measure: Measure = import_module(module).measure
    print(json.dumps([asdict(one) for one in measure(room)]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
