"""…-search: a key in the search line to painted results, beside the desk's own search."""

import time
from collections.abc import Sequence
from dataclasses import replace

from tools.bench.apart import apart
from tools.bench.desks.declared import BenchDesk, Searching
from tools.bench.desks.kept import running_desk
from tools.bench.figure import Reading, Room, middle
from tools.bench.figures.search import make_queries

_TICKETS = 20_000
_FEW = 2000
_STORIES = 400
_QUERIES = 20
_HERE = apart("", "", "tools.bench.desks.key_to_paint")


def measure_search(kind: BenchDesk, searching: Searching, room: Room) -> Sequence[Reading]:
    """Type here, then ask there for the same words, in as many tickets."""
    tickets = _FEW if room.quick else _TICKETS
    (painted,) = _HERE.measure(replace(room, tickets=tickets))
    there: list[float] = []
    found = 0
    stories = 40 if room.quick else _STORIES
    name = f"{kind.name}-{tickets}-copied"
    with running_desk(
        room, kind, stories, lambda desk: searching.multiply(desk, tickets), name=name
    ) as desk:
        proof = kind.proof(desk)
        for text in make_queries(2 if room.quick else _QUERIES):
            started = time.perf_counter()
            found += searching.search(desk.url, proof, text.split())
            there.append((time.perf_counter() - started) * 1000)
    note = f"{tickets} tickets, medians; the desk gave {found} rows for {len(there)} questions"
    return [Reading(f"{kind.name}-search", painted.ours, middle(there), "ms", 1 / 50, note=note)]
