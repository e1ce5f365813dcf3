"""memory many: what a window on the large data set holds more than one on the usual."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bench.data import home
from tools.bench.figure import Figure, Reading, Room


def measure(room: Room) -> Sequence[Reading]:
    """Look through the views of both data sets, in a process for each."""
    usual = _held_mb(home(room, room.tickets, full=False))
    many = _held_mb(home(room, room.many_tickets, full=False))
    note = f"{many:.1f} MB against {usual:.1f} MB, after every standing view was shown"
    return [Reading("memory many", many - usual, 0, "MB more", 40, note=note)]


def _held_mb(folder: Path) -> float:
    command = [sys.executable, "-m", "tools.bench.memory_of", str(folder)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


MEMORY = Figure("memory", "resident set with many tickets, over the usual number", measure)
