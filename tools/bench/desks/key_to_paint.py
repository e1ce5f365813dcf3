"""A key in the search line to painted results, by itself: the median."""

from collections.abc import Sequence

from tools.bench.data import home
from tools.bench.figure import Reading, Room, middle
from tools.bench.figures.search import make_queries, type_last
from tools.bench.stage import stage


def measure(room: Room) -> Sequence[Reading]:
    """Type the last letter of each query."""
    with stage(home(room, room.tickets, full=True)) as on:
        on.show("open")
        took = [type_last(on, text) for text in make_queries(10 if room.quick else 100)]
    return [Reading("key to paint", middle(took), 0, "ms", 50)]
