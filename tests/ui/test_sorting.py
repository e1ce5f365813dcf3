"""Sorting a list in the window: by its header, and what stays as it is."""

import pytest
from PySide6.QtCore import QPoint, Qt

from deskclient.ui.theme.tokens import Density
from deskclient.ui.views import find_view

LEFT = Qt.MouseButton.LeftButton


def open_view(window, desk, view_id):
    window.show_view(find_view(desk, view_id))


def click_header(qtbot, window, name):
    header = window.panel.list.header
    section = window.panel.model.column_of(name)
    x = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, header.height() // 2))


@pytest.mark.parametrize("name", ["priority", "number", "subject"])
def test_a_click_on_a_column_sorts_by_it_and_a_second_one_the_other_way_round(
    window, desk, theme, qtbot, name
):
    theme.apply(density=Density.COMPACT)
    open_view(window, desk, "work:open")
    click_header(qtbot, window, name)
    assert window.panel.feed.query.sort == name
    click_header(qtbot, window, name)
    assert window.panel.feed.query.sort == f"-{name}"


def test_every_column_in_sight_sorts_its_list(window, desk, theme, qtbot):
    theme.apply(density=Density.COMPACT)
    window.resize(2200, 900)
    open_view(window, desk, "work:open")
    names = [one.name for one in window.panel.list.header.columns()]
    for name in names:
        click_header(qtbot, window, name)
        assert window.panel.feed.query.sort.removeprefix("-") == name


def test_a_set_has_no_order_to_sort_by(window, desk, theme, qtbot):
    theme.apply(density=Density.COMPACT)
    open_view(window, desk, "work:open")
    header = window.panel.list.header
    header.toggle("tags")
    before = window.panel.feed.query
    header.sectionClicked.emit(window.panel.model.column_of("tags"))
    assert window.panel.feed.query == before


def whole(qtbot, window, desk):
    count = len(desk.reads.first_rows(window.panel.feed.query, 10_000))
    qtbot.waitUntil(lambda: window.panel.model.rowCount() == count)
    return count


@pytest.mark.parametrize("density", [Density.COMFORTABLE, Density.COMPACT])
def test_who_is_selected_stays_selected_in_another_order(window, desk, theme, qtbot, density):
    theme.apply(density=density)
    open_view(window, desk, "work:open")
    whole(qtbot, window, desk)
    rows = window.panel.list
    rows.select_position(2)
    rows.selectionModel().select(
        window.panel.model.index(5, 0), rows.selectionCommand(window.panel.model.index(5, 0))
    )
    chosen = {window.panel.model.row(at).record_id for at in rows.positions()}
    current = rows.current_row().record_id
    for sort in ("priority", "-number", "subject"):
        window.panel.sort_by(sort)
        qtbot.waitUntil(lambda: set(rows.selected_ids()) == chosen)
        assert rows.current_row().record_id == current
        assert rows.verticalScrollBar().value() == 0


def test_who_stands_beyond_the_first_rows_is_selected_when_they_come(window, desk, qtbot):
    open_view(window, desk, "work:open")
    count = whole(qtbot, window, desk)
    rows = window.panel.list
    assert count > 2 * rows.rows_in_sight()
    rows.select_position(0)
    one = rows.selected_ids()
    desk.reads.hold = True
    window.panel.sort_by("updated_at")
    assert rows.selected_ids() == []
    qtbot.waitUntil(lambda: bool(desk.reads.held))
    desk.reads.release()
    qtbot.waitUntil(lambda: rows.selected_ids() == one)
    assert rows.positions() == [count - 1]
    assert window.detail.record_id() == one[0]


def test_who_is_clicked_meanwhile_is_selected_instead(window, desk, qtbot):
    open_view(window, desk, "work:open")
    whole(qtbot, window, desk)
    rows = window.panel.list
    rows.select_position(0)
    desk.reads.hold = True
    window.panel.sort_by("updated_at")
    rows.select_position(3)
    other = rows.selected_ids()
    qtbot.waitUntil(lambda: bool(desk.reads.held))
    desk.reads.release()
    whole(qtbot, window, desk)
    assert rows.selected_ids() == other


def test_another_view_keeps_nothing_selected(window, desk, qtbot):
    open_view(window, desk, "work:open")
    window.panel.list.select_position(0)
    open_view(window, desk, "work:mine")
    assert window.panel.list.selected_ids() == []
