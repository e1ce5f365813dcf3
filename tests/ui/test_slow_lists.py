"""A list that no index leads to: the window goes on, and says nothing that may be wrong."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from typing_extensions import override

from deskclient.domain.events import RecordsChanged
from deskclient.domain.query import Filter, ListQuery
from deskclient.ui.sidebar.delegate import COUNT_ROLE
from deskclient.ui.views import View

NOBODY = ListQuery("ticket", (Filter("subject", values=("no such subject",)),))
ALL = ListQuery("ticket")


@pytest.fixture
def slow(window, desk):
    """A window whose lists come when the test says so."""
    desk.reads.slow = desk.reads.hold = True
    desk.reads.held.clear()
    return window


def show(window, query):
    window.show_view(View("saved:one", "One", "bookmark", query))


def release(qtbot, window, desk):
    desk.reads.release()
    qtbot.waitUntil(lambda: not window.panel.feed.looking)


def test_a_slow_list_is_blank_until_its_rows_are_found(slow, desk, qtbot):
    show(slow, ALL)
    assert slow.panel.model.rowCount() == 0
    assert slow.panel.list_area() is slow.panel.list
    release(qtbot, slow, desk)
    assert slow.panel.model.rowCount() == len(desk.reads.first_rows(ALL, 10_000))


def test_a_slow_list_says_that_it_is_empty_when_that_is_known(slow, desk, qtbot):
    show(slow, NOBODY)
    assert slow.panel.list_area() is slow.panel.list
    release(qtbot, slow, desk)
    assert slow.panel.list_area() is slow.panel.empty


def test_changes_meanwhile_do_not_keep_a_slow_list_away(slow, desk, qtbot):
    show(slow, ALL)
    asked = list(desk.reads.held)
    slow.bridge.records_changed.emit(RecordsChanged("ticket", (), frozenset(), "mine"))
    slow.panel.feed.reload()
    assert desk.reads.held == asked
    release(qtbot, slow, desk)
    assert slow.panel.model.rowCount() > 10


def test_what_is_still_looked_for_is_given_up_for_the_next_list(slow, desk, qtbot):
    show(slow, ALL)
    desk.reads.slow = False
    show(slow, NOBODY)
    assert slow.panel.list_area() is slow.panel.empty
    desk.reads.release()
    qtbot.wait(1)
    assert slow.panel.list_area() is slow.panel.empty
    assert not slow.panel.feed.looking


class Order(QObject):
    """Notes when the list is painted."""

    def __init__(self, watched):
        super().__init__(watched)
        self.seen = []
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.append("painted")
        return False


def test_the_rest_of_a_list_is_read_when_its_first_rows_are_painted(
    window, desk, qtbot, monkeypatch
):
    order = Order(window.panel.list.viewport())
    keys = desk.reads.keys

    def noted(*asked):
        order.seen.append("asked")
        return keys(*asked)

    monkeypatch.setattr(desk.reads, "keys", noted)
    order.seen.clear()
    show(window, ALL)
    assert "asked" not in order.seen
    qtbot.waitUntil(lambda: "asked" in order.seen)
    assert order.seen[0] == "painted"


def test_what_tells_of_a_list_is_said_when_its_rows_are_painted(window, qtbot, monkeypatch):
    order = Order(window.panel.list.viewport())
    say, blank = window.panel.chips.say_conditions, window.panel.head.show_count

    def said():
        order.seen.append("said")
        say()

    def counted(count):
        order.seen.append("blank" if count is None else "counted")
        blank(count)

    monkeypatch.setattr(window.panel.chips, "say_conditions", said)
    monkeypatch.setattr(window.panel.head, "show_count", counted)
    order.seen.clear()
    show(window, ALL)
    qtbot.waitUntil(lambda: "counted" in order.seen and "said" in order.seen)
    first = [one for at, one in enumerate(order.seen) if one not in order.seen[:at]]
    assert first == ["painted", "blank", "said", "counted"]


def test_the_number_of_a_list_that_is_known_at_once_is_never_blank(window, qtbot, monkeypatch):
    seen: list[int | None] = []
    monkeypatch.setattr(window.panel.head, "show_count", seen.append)
    show(window, NOBODY)
    qtbot.waitUntil(lambda: not window.panel._painted.isActive())
    assert seen == [0]


def test_what_reads_for_the_former_list_is_stopped_before_the_next_is_read(
    window, desk, qtbot, monkeypatch
):
    desk.reads.hold = True
    cancelled, at_once = [], []
    monkeypatch.setattr(desk.reads, "keys", lambda *_asked: lambda: cancelled.append(True))
    show(window, ALL)
    qtbot.waitUntil(lambda: window.panel.feed._cancel is not None)
    start = desk.reads.start_at_once

    def noted(*asked):
        at_once.append(bool(cancelled))
        return start(*asked)

    monkeypatch.setattr(desk.reads, "start_at_once", noted)
    show(window, NOBODY)
    assert at_once == [True]


def test_of_a_list_that_opens_only_the_rows_in_sight_are_read_before_it_is_painted(
    window, desk, qtbot, monkeypatch
):
    order = Order(window.panel.list.viewport())
    rows = desk.reads.rows

    def noted(kind, keys):
        order.seen.append(list(keys))
        return rows(kind, keys)

    qtbot.waitUntil(lambda: not window.panel.list._ahead.isActive())
    monkeypatch.setattr(desk.reads, "rows", noted)
    order.seen.clear()
    show(window, ALL)
    keys, in_sight = list(window.panel.model.keys), window.panel.list.rows_in_sight()
    qtbot.waitUntil(lambda: len(order.seen) > 2)
    assert order.seen[:2] == [keys[:in_sight], "painted"]


def test_a_list_that_is_closed_reads_no_further(window, desk, qtbot):
    show(window, ALL)
    qtbot.waitUntil(window.panel.list._ahead.isActive)
    window.close()
    desk.reads.keys_read.clear()
    qtbot.waitUntil(lambda: not window.panel.list._ahead.isActive())
    assert desk.reads.keys_read == []


def test_the_sidebar_paints_the_view_that_was_left_and_the_one_chosen_and_no_other(
    window, desk, qtbot, monkeypatch
):
    bar, painted = window.sidebar, []
    paint = bar._delegate._paint_view

    def noted(painter, rect, index, *, selected):
        painted.append(index.row())
        paint(painter, rect, index, selected=selected)

    shown = [at for at in range(bar.count()) if not bar.item(at).isHidden()]
    rows = [at for at in shown if bar.item(at).flags() & Qt.ItemFlag.ItemIsSelectable]
    monkeypatch.setattr(bar._delegate, "_paint_view", noted)
    # Its numbers came: what follows is painted for the choice alone.
    qtbot.waitUntil(lambda: bar.item(rows[0]).data(COUNT_ROLE) not in {"", None})
    bar.setCurrentRow(rows[1])
    qtbot.waitUntil(lambda: rows[1] in painted)
    painted.clear()
    bar.setCurrentRow(rows[-1])
    qtbot.waitUntil(lambda: rows[-1] in painted)
    assert set(painted) == {rows[1], rows[-1]}
