"""A list of any kind as an item model: ordered keys, and a window of rows around what is shown.

Opening a list of a million records costs as much as one of fifty: the first rows come by index,
the keys follow from the reader thread, rows are read by the page as they scroll into view.
"""

from array import array
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from deskclient.domain.fields import FieldSpec, FieldType
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import ListRow, Reads
from deskclient.ui.models.row_cache import PAGE_ROWS, RowCache
from deskclient.ui.text import Texts, domain_text

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The :class:`ListRow` of an index."""
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ANSWERED = frozenset({_DISPLAY, _TIP, _SPOKEN, ROW_ROLE})
MIME_IDS = "application/x-deskclient-records"


class WindowModel(QAbstractTableModel):
    """One list. Columns stand in the order of the kind's declaration; the header moves them."""

    renamed = Signal()
    """What the rows refer to is called otherwise now."""

    def __init__(
        self, kind: Kind, reads: Reads, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._reads = reads
        self._texts = texts
        self._columns = kind.columns
        self._places = {spec.name: at for at, spec in enumerate(kind.columns)}
        self._keys: array[int] = array("q")
        self._rows = RowCache(self._fetch)
        self._due_column = self.column_of("due_at")
        self._number_column = self.column_of(kind.number_field)
        flow = kind.workflow
        self._state_column = -1 if flow is None else self.column_of(flow.field)

    @property
    def kind(self) -> Kind:
        """What is listed."""
        return self._kind

    @property
    def columns(self) -> Sequence[FieldSpec]:
        """The fields by column."""
        return self._columns

    @property
    def keys(self) -> "array[int]":
        """The keys in order; not to be changed."""
        return self._keys

    def column_of(self, name: str) -> int:
        """Give the column of a field; -1 if it has none."""
        return self._places.get(name, -1)

    # --- filling --------------------------------------------------------------------------

    def show_first(self, keys: "array[int]", rows: Sequence[ListRow]) -> None:
        """Show a new list by its first keys; those of the rest may follow.

        Args:
            keys: The beginning of the list.
            rows: As many rows of it, from the first, as are at hand.
        """
        self.beginResetModel()
        self._keys = keys
        self._rows.clear()
        self._rows.put(rows, keys)
        self.endResetModel()

    def continues_with(self, keys: "array[int]") -> bool:
        """Tell whether ``keys`` begins with what is shown, so that it only grows."""
        shown = len(self._keys)
        return len(keys) >= shown and keys[:shown] == self._keys

    def grow(self, keys: "array[int]") -> None:
        """Take the whole list, which begins with what is shown."""
        shown = len(self._keys)
        if len(keys) == shown:
            return
        self.beginInsertRows(QModelIndex(), shown, len(keys) - 1)
        self._keys = keys
        self.endInsertRows()

    def replace(self, keys: "array[int]") -> None:
        """Take another order or other members; the view keeps selection and scroll by key."""
        self.beginResetModel()
        self._keys = keys
        self._rows.clear()
        self.endResetModel()

    def refresh(self, ids: Iterable[RecordId]) -> None:
        """Read the rows of records anew, where they are in the window."""
        positions = self._rows.positions(ids, self._keys)
        if not positions:
            return
        self._rows.drop(positions, self._keys)
        last = len(self._columns) - 1
        for start, end in _runs(sorted(positions)):
            self.dataChanged.emit(self.index(start, 0), self.index(end, last))

    def refresh_all(self) -> None:
        """Read every row anew (names of people or queues changed, or the language)."""
        self._rows.clear()
        self.renamed.emit()
        if self._keys:
            last = self.index(len(self._keys) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _fetch(self, keys: Sequence[int]) -> Sequence[ListRow]:
        return self._reads.rows(self._kind.name, keys)

    # --- asking ---------------------------------------------------------------------------

    def row(self, position: int) -> ListRow | None:
        """Give a row; ``None`` if there is none or it has vanished since."""
        if not 0 <= position < len(self._keys):
            return None
        return self._rows.get(position, self._keys)

    def ids(self, positions: Iterable[int]) -> list[RecordId]:
        """Give the records at positions, in order; vanished ones are left out."""
        missing = [at for at in positions if self._rows.peek(at, self._keys) is None]
        read = {row.key: row for row in self._fetch([self._keys[at] for at in missing])}
        found = (
            self._rows.peek(at, self._keys) or read.get(self._keys[at])
            for at in positions
            if at < len(self._keys)
        )
        return [row.record_id for row in found if row is not None]

    def position_of(self, key: int) -> int:
        """Give the position of a key; -1 if it is not in the list."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def position_of_id(self, record_id: RecordId) -> int:
        """Give the position of a record, if its row is here or can be looked up; else -1."""
        cached = self._rows.positions((record_id,), self._keys)
        if cached:
            return cached[0]
        view = self._reads.record(self._kind.name, record_id)
        return -1 if view is None else self.position_of(view.key)

    def ensure(self, first: int, last: int) -> None:
        """Read what is not here of the rows that are to be shown, and no others."""
        self._rows.ensure(first, last, self._keys)

    def prefetch(self, first: int, last: int) -> None:
        """Read the rest of the pages around what is shown ahead of scrolling there."""
        self._rows.load(last + PAGE_ROWS // 2, self._keys)
        self._rows.load(first - PAGE_ROWS // 2, self._keys)

    def text(self, row: ListRow, column: int) -> str:
        """Write one cell: short forms, relative times."""
        spec, value = self._columns[column], row.values[column]
        if value is None:
            return ""
        if spec.type is FieldType.TEXT and column != self._number_column:
            return str(value)
        if spec.type is FieldType.MOMENT:
            late = column == self._due_column and self.is_open(row)
            return self._texts.due(str(value)) if late else self._texts.relative(str(value))
        if column == self._number_column:
            return f"#{value}"
        return self._texts.value(spec, value, self._title)

    def is_open(self, row: ListRow) -> bool:
        """Tell whether work is left on a record; kinds without states are always open."""
        flow, column = self._kind.workflow, self._state_column
        return flow is None or column < 0 or flow.is_open(str(row.values[column]))

    def is_late(self, row: ListRow) -> bool:
        """Tell whether an open record is past its time limit."""
        due = row.values[self._due_column] if self._due_column >= 0 else None
        return isinstance(due, str) and self.is_open(row) and self._texts.is_past(due)

    def spoken(self, row: ListRow) -> str:
        """Write a whole row for a screen reader: what stands in the shown columns, with labels."""
        parts = [
            f"{domain_text(spec.label)}: {text}"
            for at, spec in enumerate(self._columns)
            if spec.column is not None and spec.column.shown and (text := self.text(row, at))
        ]
        return ", ".join(parts)

    def spoken_exact(self, row: ListRow) -> str:
        """Write the times of a row in full, one a line."""
        lines = [
            f"{domain_text(spec.label)}: {self._texts.exact(str(row.values[at]))}"
            for at, spec in enumerate(self._columns)
            if spec.type is FieldType.MOMENT and row.values[at]
        ]
        return "\n".join(lines)

    def _title(self, kind: str, record_id: str) -> str:
        return self._reads.title(kind, RecordId(record_id))

    # --- QAbstractTableModel --------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._keys)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        # Most questions are for roles nobody answers; they must cost nothing.
        if role not in _ANSWERED or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            first = index.column() == self.column_of(self._kind.title_field)
            said = first and role != ROW_ROLE and self.is_gone(index.row())
            return self.gone_words() if said else None
        if role == ROW_ROLE:
            return row
        if role == _SPOKEN and index.column() == self.column_of(self._kind.title_field):
            return self.spoken(row)
        if role == _TIP:
            return self._tip(row, index.column())
        return self.text(row, index.column())

    def is_gone(self, position: int) -> bool:
        """Tell of a row that is not to be had whether its record left, or nothing can be read."""
        return position < len(self._keys) and self._rows.is_gone(position, self._keys)

    def gone_words(self) -> str:
        """Say of a record that it has left the list since its keys were read."""
        return self.tr("No longer here")

    def _tip(self, row: ListRow, column: int) -> str:
        spec, value = self._columns[column], row.values[column]
        if spec.type is FieldType.MOMENT and isinstance(value, str):
            return self._texts.exact(value)
        return self.text(row, column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is Qt.Orientation.Horizontal and role in {_DISPLAY, _SPOKEN, _TIP}:
            return domain_text(self._columns[section].label)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring positions into (first, last)."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and runs[-1][1] + 1 == position:
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs
