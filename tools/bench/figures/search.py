"""search: a key in the search line until its results are painted, beside the bare query."""

import random
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from deskclient.domain.kinds.standard import standard_registry
from deskclient.services.folders import folders_under
from deskclient.storage.connect import Connection, Target, Use, open_target
from deskclient.storage.layout import Layout
from deskclient.storage.query_conditions import match_text
from deskclient.ui.models.row_cache import PAGE_ROWS
from tools.bench.apart import apart
from tools.bench.data import home, ticket_rows
from tools.bench.figure import Pass, Reading, Room, middle_pass, p95
from tools.bench.known import KEY, PROFILE
from tools.bench.stage import Stage, stage


def measure(room: Room) -> Sequence[Reading]:
    """Type the last letter of each query, then ask the bare driver the same."""
    queries = make_queries(10 if room.quick else 100)
    folder = home(room, room.tickets, full=True)
    painting: list[float] = []
    with stage(folder) as on:
        on.show("open")
        bare = _bare(folder)
        count = 1 if room.quick else 5
        passes = [_type_through(on, bare, queries, painting) for _ in range(count)]
        bare.close()
    ours, floor = middle_pass(passes)
    note = f"{len(queries)} queries, English and Russian, p95, the middle of {len(passes)} passes"
    of = f"{note}; of it, painting what was found from memory takes {p95(painting):.1f} ms"
    return (
        Reading("search", ours, floor, "ms", 2.0, note=of),
        Reading("search at once", ours, 0, "ms", 50, note=note),
    )


def _type_through(
    on: Stage, bare: Connection, queries: Sequence[str], painting: list[float]
) -> Pass:
    """Ask every query in the window and of the bare driver; notes what painting alone takes."""
    ours, floor = [], []
    for text in queries:
        ours.append(type_last(on, text))
        painting += _paint_from_memory(on)
        floor.append(_time_ms(_bare_query(bare, on, text)))
    return ours, floor


def make_queries(count: int) -> list[str]:
    """Take words, beginnings and pairs of words from the tickets, both languages in turn."""
    rng = random.Random(5)  # noqa: S311 - a data set
    text = " ".join(str(rows[0].doc["subject"]) for rows in ticket_rows(400, entries=False))
    latin = sorted(set(re.findall(r"[A-Za-z]{4,}", text)))
    cyrillic = sorted(set(re.findall(r"[А-Яа-яё]{4,}", text)))
    made: list[str] = []
    for at in range(count):
        words = (latin, cyrillic)[at % 2]
        first, second = rng.choice(words), rng.choice(words)
        made.append((first, first[: rng.randint(3, len(first))], f"{first} {second}")[at % 3])
    return made


def type_last(on: Stage, text: str) -> float:
    """Press the last key of a query; gives milliseconds until its results are painted."""
    line = on.window.top.search
    line.setText(text[:-1])
    line.setFocus()
    on.settle()
    took = on.painted_ms(lambda: on.press(text[-1]))
    on.release(text[-1])
    on.settle()
    return took


def _paint_from_memory(on: Stage) -> list[float]:
    """Paint the list once more as it is; nothing if nothing was found."""
    model, sight = on.window.panel.model, on.list.rows_in_sight()
    if not model.rowCount():
        return []
    keys = model.keys[:PAGE_ROWS]
    rows = on.desk.reads.rows("ticket", keys[:sight])
    took = on.painted_ms(partial(model.show_first, keys, rows))
    on.settle()
    return [took]


def _bare(folder: Path) -> Connection:
    path = folders_under(folder).profiles / PROFILE / "cache.db"
    return open_target(Target(path, KEY, Use.READER, read_only=True))


def _bare_query(bare: Connection, on: Stage, text: str) -> Callable[[], object]:
    table = Layout(standard_registry())["ticket"]
    match, _ = match_text(on.desk.reads.parse(text).query.words)
    columns = ", ".join(f"t.{name}" for name in table.list_columns)
    sql = (
        f"SELECT {columns} FROM {table.fts} f CROSS JOIN {table.table} t ON t.key = f.rowid"  # noqa: S608
        f" WHERE f.{table.fts} MATCH ? ORDER BY f.rowid DESC LIMIT {PAGE_ROWS}"
    )
    return lambda: bare.execute(sql, (match,)).fetchall()


def _time_ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


SEARCH = apart("search", "key to painted results, over the bare full-text query", __name__)
