"""save: an edit until it is painted as done and durable, beside a bare commit and one repaint."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from deskclient.storage.connect import Connection, Target, Use, open_target
from tools.bench.apart import apart
from tools.bench.data import home
from tools.bench.figure import Reading, Room, p95
from tools.bench.known import KEY
from tools.bench.stage import Stage, stage

_BYTES = 900
"""About what one edit writes into the outbox."""


def measure(room: Room) -> Sequence[Reading]:
    """Edit ticket after ticket; commit and repaint bare after each."""
    rounds = 10 if room.quick else 100
    ours, floor = [], []
    bare = _bare(room.folder / "bare-save.db")
    with stage(home(room, room.tickets, full=True)) as on:
        on.show("open")
        for at in range(rounds + 1):
            took = _edit(on, at)
            on.settle()
            started = time.perf_counter()
            _commit(bare, at)
            on.list.viewport().repaint()
            bare_ms = (time.perf_counter() - started) * 1000
            if at:
                ours.append(took)
                floor.append(bare_ms)
    bare.close()
    note = f"{rounds} edits, p95"
    return (
        Reading("save", p95(ours), p95(floor), "ms", 3.0, note=note),
        Reading("save at once", p95(ours), 0, "ms", 50, note=note),
    )


def _edit(on: Stage, at: int) -> float:
    row = on.window.panel.model.row(at % 5)
    if row is None:
        msg = "there is no ticket to edit"
        raise RuntimeError(msg)
    told: list[object] = []
    stop = _hear(on, told)
    started = time.perf_counter()
    # Never what an earlier run left behind: no change would be no edit.
    change = {"subject": f"Edited for the {at}. time of {time.time_ns()}"}
    done = on.desk.writes.edit("ticket", [row.record_id], change, origin="bench")
    durable: list[object] = []
    on.window.bridge.when_done(done, durable.append)
    on.until(lambda: bool(told))
    on.until_painted()
    on.until(lambda: bool(durable))
    took = (time.perf_counter() - started) * 1000
    stop()
    return took


def _hear(on: Stage, told: list[object]) -> Callable[[], object]:
    signal = on.window.bridge.records_changed
    connection = signal.connect(told.append)
    return lambda: signal.disconnect(connection)


def _bare(path: Path) -> Connection:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    bare = open_target(Target(path, KEY, Use.OUTBOX))
    bare.execute("CREATE TABLE o(id INTEGER PRIMARY KEY, body BLOB)")
    return bare


def _commit(bare: Connection, at: int) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("INSERT INTO o VALUES (?, ?)", (at + 1, b"x" * _BYTES))
    bare.execute("COMMIT")


SAVE = apart("save", "edit to painted and durable, over a bare commit and a repaint", __name__)
