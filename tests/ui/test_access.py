"""Everything in the window has a name, and works with large text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
)

from deskclient.ui.theme.tokens import Density
from deskclient.ui.views import find_view

NAMED = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
)


def spoken_name(widget):
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name)


def is_decoration(widget):
    """The picture at the end of a line to type in: no control, cannot have the keyboard."""
    return isinstance(widget.parent(), QLineEdit) and widget.focusPolicy() is Qt.FocusPolicy.NoFocus


def nameless(window):
    return [
        f"{type(one).__name__} {one.objectName()!r} in {type(one.parent()).__name__}"
        for kind in NAMED
        for one in window.findChildren(kind)
        if not one.objectName().startswith("qt_")
        and one.isVisibleTo(window)
        and not spoken_name(one).strip()
        and not is_decoration(one)
    ]


def test_every_control_of_the_window_has_a_name(window):
    window.panel.list.select_position(0)
    window.panel.list.selectAll()
    assert nameless(window) == []


def test_every_row_is_spoken_as_a_whole(window):
    model = window.panel.model
    index = model.index(0, model.column_of("subject"))
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Subject: " in spoken
    assert "Priority: " in spoken


@pytest.mark.parametrize("density", list(Density))
def test_rows_hold_their_text_at_twice_the_size(window, theme, density):
    theme.apply(density=density, text_scale=2.0)
    lines = 2 if density is Density.COMFORTABLE else 1
    height = window.panel.list.rowHeight(0)
    assert height >= lines * window.fontMetrics().height()


def test_tab_walks_from_the_search_line_to_the_list(window, qtbot):
    window.show_view(find_view(window.parts.desk, "work:open"))
    window.top.search.setFocus()
    visited = []
    for _ in range(40):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        visited.append(window.focusWidget())
        if visited[-1] is window.panel.list:
            break
    assert window.panel.list in visited
