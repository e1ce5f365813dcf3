"""Which rows the keyboard selects."""

import pytest
from PySide6.QtCore import Qt

from deskclient.domain.query import ListQuery
from deskclient.ui.list.record_list import RecordList
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.text import Texts
from tests.fakes.desk_content import make_content
from tests.fakes.fake_desk import FakeDesk

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(qtbot, theme, clock):
    desk = FakeDesk(make_content(20))
    model = WindowModel(desk.registry["ticket"], desk.reads, Texts(clock))
    table = RecordList(model, theme)
    qtbot.addWidget(table)
    table.resize(700, 400)
    start = desk.reads.start_at_once(ListQuery("ticket"), 12)
    assert start is not None
    model.show_first(start.keys, start.rows)
    table.show()
    table.setFocus()
    return table, model


def extend(qtbot, table, times):
    for _ in range(times):
        qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)


def test_a_selection_is_extended_from_the_row_a_command_went_to(qtbot, shown):
    """Down out of the search line, J and K go there without the list's own keys."""
    table, _ = shown
    table.select_position(0)
    extend(qtbot, table, 3)
    assert table.positions() == [0, 1, 2, 3]
    table.step(4)
    assert table.positions() == [7]
    extend(qtbot, table, 2)
    assert table.positions() == [7, 8, 9]


def test_a_selection_is_extended_from_its_row_after_the_list_was_filled_anew(qtbot, shown):
    table, model = shown
    table.select_position(2)
    model.replace(model.keys)
    assert table.positions() == [2]
    extend(qtbot, table, 2)
    assert table.positions() == [2, 3, 4]


def test_a_selection_shrinks_again_the_way_it_grew(qtbot, shown):
    table, _ = shown
    table.select_position(4)
    extend(qtbot, table, 3)
    for _ in range(5):
        qtbot.keyClick(table, Qt.Key.Key_Up, SHIFT)
    assert table.positions() == [2, 3, 4]


def test_a_click_with_shift_selects_from_the_row_a_command_went_to(qtbot, shown):
    table, model = shown
    table.select_position(1)
    at = table.visualRect(model.index(4, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, SHIFT, at)
    assert table.positions() == [1, 2, 3, 4]
    at = table.visualRect(model.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, SHIFT, at)
    assert table.positions() == [0, 1]


def test_filling_the_list_anew_picks_nothing_that_was_not_picked(qtbot, shown):
    table, model = shown
    table.select_position(2)
    picked: list[object] = []
    counted: list[int] = []
    table.picked.connect(picked.append)
    table.selection_changed.connect(counted.append)
    model.replace(model.keys)
    table.clearSelection()
    model.replace(model.keys)
    assert picked == []
    assert set(counted) <= {0, 1}
    assert table.positions() == []
