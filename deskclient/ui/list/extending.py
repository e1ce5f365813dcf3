"""Where a selection that is extended began.

Qt knows it only of what its own keys and clicks have selected: not of a row that a command went to,
nor of rows that are selected again in a list filled anew. What is selected tells it as well.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_ACTION = QAbstractItemView.CursorAction
_MOVES = {
    int(Qt.Key.Key_Up): _ACTION.MoveUp,
    int(Qt.Key.Key_Down): _ACTION.MoveDown,
    int(Qt.Key.Key_PageUp): _ACTION.MovePageUp,
    int(Qt.Key.Key_PageDown): _ACTION.MovePageDown,
}


def extending_move(event: QKeyEvent) -> QAbstractItemView.CursorAction | None:
    """Give where a key moves the other end of the selection to; ``None`` if it is no such key."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return _MOVES.get(event.key()) if shift else None


def extend_to(table: QAbstractItemView, index: QModelIndex) -> None:
    """Select whole rows from where the selection began, and put the cursor there."""
    if not index.isValid():
        return
    picks, rows = table.selectionModel(), table.model()
    selection = picks.selection()
    ranges = [selection.at(at) for at in range(selection.count())]
    begin = begin_of(ranges, table.currentIndex().row())
    first, last = sorted((begin if begin >= 0 else index.row(), index.row()))
    chosen = QItemSelection(rows.index(first, 0), rows.index(last, rows.columnCount() - 1))
    picks.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    picks.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
    table.scrollTo(index)


def begin_of(selected: Sequence[QItemSelectionRange], current: int) -> int:
    """Give the row at which the selection began whose other end is the current row.

    Args:
        selected: Ranges of whole rows, in any order, none over another.
        current: The row under the cursor; -1 if there is none.
    """
    if not selected:
        return current
    top, bottom = min(one.top() for one in selected), max(one.bottom() for one in selected)
    is_whole = sum(one.height() for one in selected) == bottom - top + 1
    if is_whole and current in {top, bottom}:
        return bottom if current == top else top
    return current
