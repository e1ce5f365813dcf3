"""Runs a measurement in a process of its own: windows of one figure do not slow the next."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

from tools.bench.figure import Figure, Reading, Room
from tools.bench.surroundings import compiled_once

Measure = Callable[[Room], Sequence[Reading]]
_FEW = 50


def apart(name: str, title: str, module: str, *, imports: bool = False) -> Figure:
    """Make the figure that a module measures when it is run by itself.

    Args:
        name: Of the figure.
        title: What it is about.
        module: Has ``measure``.
        imports: Whether importing is part of what is measured. Then the modules are compiled
            before, as they are where the client is installed, by a run that nobody counts.
    """

    def measure(room: Room) -> Sequence[Reading]:
        if not imports:
            return _run(module, room, os.environ)
        with tempfile.TemporaryDirectory(prefix="bench-apart") as folder:
            environment = compiled_once(Path(folder))
            few = replace(room, folder=Path(folder) / "few", tickets=_FEW, quick=True)
            few.folder.mkdir()
            _run(module, few, environment)
            return _run(module, room, environment)

    return Figure(name, title, measure)


def _run(module: str, room: Room, environment: Mapping[str, str]) -> Sequence[Reading]:
    wish = json.dumps({**asdict(room), "folder": str(room.folder)})
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.apart", module, wish],
        check=True,
        env={"QT_QPA_PLATFORM": "offscreen", **environment},
        stdout=subprocess.PIPE,
    )
    return [Reading(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def main(module: str, wish_text: str) -> None:
    """Be that process."""
    # As the client does, before anything else of Qt is imported.
    import_module("deskclient.ui")
    wish = json.loads(wish_text)
    room = Room(**{**wish, "folder": Path(wish["folder"])})
    measure: Measure = import_module(module).measure
    print(json.dumps([asdict(one) for one in measure(room)]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
