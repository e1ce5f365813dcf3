"""start: process start to the first painted list, beside an empty window."""

import json
from collections.abc import Sequence

from tools.bench.data import home
from tools.bench.figure import Figure, Reading, Room, middle_pair
from tools.bench.surroundings import run_with_keyring, screens


def measure(room: Room) -> Sequence[Reading]:
    """Start both in turn, whole processes, on every screen there is."""
    folder = home(room, room.tickets, full=True)
    rounds = "3" if room.quick else "21"
    readings: list[Reading] = []
    with screens() as found:
        for name, screen in found.items():
            told = run_with_keyring("tools.bench.start_rounds", str(folder), rounds, screen=screen)
            times = json.loads(told)
            ours, floor = middle_pair(times["ours"], times["floor"])
            note = f"{room.tickets} tickets, key from the keyring, whole process"
            readings.append(Reading(f"start {name}", ours, floor, "ms", 2.0, note=note))
    return readings


START = Figure("start", "process start to the first painted list, over an empty window", measure)
