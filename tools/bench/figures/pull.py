"""pull: the first sync of many tickets, beside a bare loop of fetch, decode, upsert and index."""

import shutil
import time
from collections.abc import Sequence

from deskclient.domain.query import ListQuery
from tools.bench.bare_pull import bare_pull
from tools.bench.client import client, wait_indexed, wait_prepared
from tools.bench.figure import Figure, Reading, Room, middle
from tools.bench.service import Running, running_service

_KINDS = ("ticket", "entry", "attachment", "person", "organisation", "queue", "line", "category")


def measure(room: Room) -> Sequence[Reading]:
    """Pull the same desk by both, in turn; until everything can be searched."""
    ours, floor, rows_s, lists_s = [], [], [], []
    with running_service(room.folder, room.tickets) as service:
        for _ in range(1 if room.quick else 3):
            records, seconds, first, more = _pull(room, service)
            ours.append(records / seconds)
            rows_s.append(first)
            lists_s.append(more)
            bare_records, bare_s = bare_pull(service.url, service.sign_in(), room.folder / "bare")
            floor.append(bare_records / bare_s)
    note = f"{room.tickets} tickets with one message each, searchable at the end"
    return (
        Reading("pull", middle(ours), middle(floor), "rec/s", 0.6, more_is_better=True, note=note),
        Reading("pull first rows", middle(rows_s), 0, "s", 3, note="sign-in to the first page"),
        Reading("pull lists", middle(lists_s), 0, "s", 1e9, note="after it; for reading only"),
    )


def _pull(room: Room, service: Running) -> tuple[int, float, float, float]:
    home = room.folder / "pulled"
    shutil.rmtree(home, ignore_errors=True)
    with client(home, service) as (desk, ear):
        started = time.perf_counter()
        desk.start_engine().result()
        while not desk.reads.first_rows(ListQuery("ticket"), 1):
            ear.wait_news()
        first_s = time.perf_counter() - started
        ear.wait_synced()
        wait_indexed(desk, ear)
        seconds = time.perf_counter() - started
        wait_prepared(desk, ear)
        lists_s = time.perf_counter() - started - seconds
        records = sum(len(desk.reads.first_rows(ListQuery(kind), 10_000_000)) for kind in _KINDS)
    return records, seconds, first_s, lists_s


PULL = Figure("pull", "first sync, over a bare loop of fetch, decode, upsert, index", measure)
