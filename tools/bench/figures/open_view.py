"""open-view: a click on a view until its rows are painted, beside painting rows in memory.

The floor paints the same rows in the same table, as a view that was not shown before: what the
table knows of how they look is forgotten, for a click shows other rows than those in sight.
"""

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem

from deskclient.services.api import ListRow
from deskclient.ui.models.row_cache import PAGE_ROWS
from deskclient.ui.views import LIBRARY
from tools.bench.apart import apart
from tools.bench.data import home
from tools.bench.figure import Reading, Room, middle_pair, middle_pass, p95
from tools.bench.stage import Stage, stage


def measure(room: Room) -> Sequence[Reading]:
    """Click through the views of both data sets."""
    rounds, passes = (2, 1) if room.quick else (12, 3)
    with stage(home(room, room.tickets, full=True)) as small:
        few = [_click_through(small, rounds) for _ in range(passes)]
    with stage(home(room, room.many_tickets, full=False)) as large:
        many = [_click_through(large, rounds) for _ in range(passes)]
    ours, floor = middle_pass(few)
    more, less = middle_pair([p95(one) for one, _ in many], [p95(one) for one, _ in few])
    note = f"{len(few[0][0])} clicks, p95, the middle of {passes} passes"
    return (
        Reading("open-view", ours, floor, "ms", 2.0, note=note),
        Reading("open-view at once", ours, 0, "ms", 50, note=note),
        Reading("open-view many", more, less, "ms", 1.3, note=f"{room.many_tickets}"),
    )


def _click_through(on: Stage, rounds: int) -> tuple[list[float], list[float]]:
    ours, floor = [], []
    for at in range(rounds + 1):
        for item in _views(on):
            took = on.painted_ms(_click(on, item))
            on.settle()
            if on.window.panel.model.rowCount() < 1:
                continue  # the empty view paints a sentence, not a list
            rows = on.desk.reads.first_rows(on.window.panel.feed.query, PAGE_ROWS)
            keys = array("q", [row.key for row in rows])
            bare = on.painted_ms(partial(_show_from_memory, on, keys, rows))
            on.settle()
            if at:
                ours.append(took)
                floor.append(bare)
    return ours, floor


def _show_from_memory(on: Stage, keys: "array[int]", rows: Sequence[ListRow]) -> None:
    on.list.retime()
    on.window.panel.model.show_first(keys, rows)


def _views(on: Stage) -> list[QListWidgetItem]:
    """Give the views of tickets, the one shown last (a click there changes nothing)."""
    bar = on.window.sidebar
    every = [bar.item(at) for at in range(bar.count())]
    shown = [one for one in every if not one.isHidden() and _shows_tickets(one)]
    return [*shown[1:], shown[0]]


def _shows_tickets(item: QListWidgetItem) -> bool:
    """Tell a view from a heading, and from what a page of its own shows."""
    name = str(item.data(Qt.ItemDataRole.UserRole))
    return bool(item.flags() & _CHOOSABLE) and not name.startswith(f"{LIBRARY}:")


def _click(on: Stage, item: QListWidgetItem) -> Callable[[], None]:
    bar = on.window.sidebar
    bar.scrollToItem(item)
    middle = bar.visualItemRect(item).center()
    button = Qt.MouseButton.LeftButton
    return lambda: QTest.mouseClick(bar.viewport(), button, pos=middle)


_CHOOSABLE = Qt.ItemFlag.ItemIsSelectable

OPEN_VIEW = apart(
    "open-view", "click on a view to painted rows, over painting rows in memory", __name__
)
