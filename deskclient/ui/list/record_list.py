"""The list itself: a table that paints whole rows, and keeps selection and scroll by key."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget
from typing_extensions import override

from deskclient.domain.ids import RecordId
from deskclient.services.api import ListRow
from deskclient.ui.list.extending import extend_to, extending_move
from deskclient.ui.list.header import ColumnHeader
from deskclient.ui.list.row_layout import Cell, Shape
from deskclient.ui.list.row_painter import RowPainter
from deskclient.ui.models.window_model import MIME_IDS, WindowModel
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Density

_FEW = 64
_SELECT = QItemSelectionModel.SelectionFlag
_AHEAD_MS = 10
"""What is painted is on the screen by then: rows to scroll to are read after that."""
BULK_LIMIT = 1000
"""How many records one bulk act may touch."""


class _Kept(Struct, frozen=True):
    """What must survive a new order of the rows."""

    selected: tuple[int, ...]
    current: int | None
    position: int
    top: int | None
    offset: int
    reordered: bool
    """Whether the rows come in an order the person asked for."""


class RecordList(QTableView):
    """Shows a :class:`WindowModel`. Two lines a row, or columns, as the density says."""

    picked = Signal(object)
    """The record id under the cursor, or ``None``."""
    opened = Signal(object)
    """The record id that was double clicked or entered."""
    selection_changed = Signal(int)
    """How many rows are selected."""
    typed = Signal(str)
    """A character typed into the list that means nothing here: the search line takes it."""

    def __init__(self, model: WindowModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = model
        self._theme = theme
        self._painter = RowPainter(model, theme)
        self._hovered = -1
        self._kept: _Kept | None = None
        self._keeps_place = True
        self._reordered = False
        self._awaited: _Kept | None = None
        self._picked: RecordId | None = None
        self._row_height = theme.row_height()
        self._in_sight = (0, 0)
        self._ahead = QTimer(self, singleShot=True, interval=_AHEAD_MS)
        self._ahead.timeout.connect(self._read_ahead)
        self._columns_head = ColumnHeader(theme, self)
        # Made here: to find out what kind of widget Qt has made, the binding would load all kinds.
        self._ground = QWidget(self)
        self._ground.setBackgroundRole(QPalette.ColorRole.Base)
        # It covers everything beneath: Qt need not paint all the panes it stands in first.
        self._ground.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewport(self._ground)
        self._set_up()
        self.setModel(model)
        # Kept: the binding would make another face for it each time it is asked for.
        self._picks = self.selectionModel()
        self._columns_head.setModel(model)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        model.rowsInserted.connect(self._find_awaited)
        model.renamed.connect(self._painter.forget_names)
        self._picks.selectionChanged.connect(self._on_selection)
        self._picks.currentRowChanged.connect(lambda _now, _before: self._on_current())
        self._columns_head.sectionResized.connect(self._ground.update)
        theme.changed.connect(self.redress)
        self.redress()

    def _set_up(self) -> None:
        self.setHorizontalHeader(self._columns_head)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open_index)

    @property
    def header(self) -> ColumnHeader:
        """The columns' header."""
        return self._columns_head

    @property
    def in_columns(self) -> bool:
        """Whether rows have columns; else they have two lines."""
        return self._theme.density is Density.COMPACT

    # --- look -----------------------------------------------------------------------------

    def redress(self) -> None:
        """Follow theme, density, text size or language."""
        self._painter.forget()
        self._row_height = self._theme.row_height()
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self._columns_head.setVisible(self.in_columns)
        policy = Qt.ScrollBarPolicy
        wanted = policy.ScrollBarAsNeeded if self.in_columns else policy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(wanted)
        self._ground.update()

    def retime(self) -> None:
        """Write relative times anew; called each minute."""
        self._painter.forget_rows()
        self._ground.update()

    # --- asking ---------------------------------------------------------------------------

    def positions(self) -> list[int]:
        """Give the positions of the selected rows, at most one more than :data:`BULK_LIMIT`."""
        found: list[int] = []
        for part in self._ranges():
            rest = BULK_LIMIT + 1 - len(found)
            found.extend(range(part.top(), min(part.bottom() + 1, part.top() + rest)))
        return sorted(set(found))

    def count_selected(self) -> int:
        """Count the selected rows."""
        return sum(part.height() for part in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self._picks.selection()
        return [selection.at(at) for at in range(selection.count())]

    def current_row(self) -> ListRow | None:
        """Give the row under the cursor."""
        return self._records.row(self.currentIndex().row())

    def select_position(self, position: int) -> None:
        """Put the cursor on a row and select it alone."""
        if not 0 <= position < self._records.rowCount():
            return
        index = self._index(position)
        self._picks.setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        self.scrollTo(index)

    def pick_nothing(self) -> None:
        """Select nothing, so that any row can be picked again."""
        self.clearSelection()
        self._picked = None

    def step(self, rows: int) -> None:
        """Move the cursor by some rows; one that has picked nothing yet picks where it stands."""
        at, count = self.currentIndex().row(), self._records.rowCount()
        if at >= 0 and self._picks.isRowSelected(at, self.rootIndex()):
            at += rows
        if count:
            self.select_position(min(count - 1, max(0, at)))

    def first_visible(self) -> int:
        """Give the position of the uppermost row in sight; -1 if there is none."""
        return self.rowAt(0)

    def rows_in_sight(self) -> int:
        """Count the rows that fit; before the list is laid out, those its window could hold."""
        room = self._ground if self.isVisible() else self.window()
        return room.height() // max(1, self._row_height) + 1

    def _index(self, position: int) -> QModelIndex:
        title = max(0, self._records.column_of(self._records.kind.title_field))
        return self._records.index(position, title)

    # --- keeping the place ----------------------------------------------------------------

    def _keep_place(self) -> None:
        awaited, self._awaited = self._awaited, None
        if not self._keeps_place:
            return
        keys = self._records.keys
        top = self.rowAt(0)
        current = self.currentIndex().row()
        kept = _Kept(
            tuple(keys[at] for at in self.positions()[:BULK_LIMIT] if at < len(keys)),
            keys[current] if 0 <= current < len(keys) else None,
            current,
            keys[top] if 0 < top < len(keys) else None,
            self.rowViewportPosition(top) if top > 0 else 0,
            self._reordered,
        )
        if awaited is not None:
            kept = replace(kept, selected=awaited.selected, current=awaited.current)
        self._kept = kept

    def forget_place(self) -> None:
        """Do not carry selection and scroll over to the next list: it is another one."""
        self._keeps_place = False
        self._picked = None

    def expect_other_order(self) -> None:
        """Keep the selection, but not the scroll: the same rows come in another order."""
        self._reordered = True

    def _restore_place(self) -> None:
        kept, self._kept = self._kept, None
        self._keeps_place, self._reordered = True, False
        if kept is None:
            self.scrollToTop()
        elif kept.reordered:
            self.scrollToTop()
            self._follow(kept)
        else:
            self._return_to(kept)

    def _find_awaited(self) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            self._follow(awaited)

    def _follow(self, kept: _Kept) -> None:
        """Select the rows again, wherever they stand now; the first are shown all the same.

        Only the first keys of a list are there at once: the others are waited for.
        """
        wanted = {key for key in (*kept.selected, kept.current) if key is not None}
        places = self._places(wanted)
        self._select(kept, places)
        if kept.current in places:
            self.setAutoScroll(False)  # Qt goes to where the cursor is put.
            index = self._index(places[kept.current])
            self._picks.setCurrentIndex(index, _SELECT.NoUpdate)
            self.setAutoScroll(True)
        self._awaited = kept if wanted - places.keys() else None

    def _select(self, kept: _Kept, places: Mapping[int, int]) -> None:
        selection = QItemSelection()
        last = self._records.columnCount() - 1
        for key in kept.selected:
            if key in places:
                left = self._records.index(places[key], 0)
                selection.select(left, self._records.index(places[key], last))
        self._picks.select(selection, _SELECT.ClearAndSelect)

    def _return_to(self, kept: _Kept) -> None:
        wanted = {key for key in (*kept.selected, kept.current, kept.top) if key is not None}
        places = self._places(wanted)
        self._select(kept, places)
        if kept.position >= 0:
            at = places.get(kept.current or 0, min(kept.position, self._records.rowCount() - 1))
            self._picks.setCurrentIndex(self._index(at), _SELECT.NoUpdate)
        if kept.top in places:
            wanted_y = places[kept.top] * self._row_height - kept.offset
            self.verticalScrollBar().setValue(wanted_y)

    def _places(self, keys: set[int]) -> dict[int, int]:
        if len(keys) <= _FEW:
            found = {key: self._records.position_of(key) for key in keys}
            return {key: at for key, at in found.items() if at >= 0}
        return {key: at for at, key in enumerate(self._records.keys) if key in keys}

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # Rows are what is gone to: the columns stay where the person has them.
        kept = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(kept)

    # --- events ---------------------------------------------------------------------------

    def _on_selection(self) -> None:
        self._awaited = None
        self.selection_changed.emit(self.count_selected())
        self._tell_pick()
        self._ground.update()

    def _on_current(self) -> None:
        self._tell_pick()

    def _tell_pick(self) -> None:
        """Tell which row is picked, once.

        The mouse moves the cursor before it selects, the keyboard the other way round. A cursor
        that only keeps its place after a change of the list picks nothing.
        """
        current = self.currentIndex().row()
        if not self._picks.isRowSelected(current, self.rootIndex()):
            return
        row = self._records.row(current)
        if row is not None and row.record_id != self._picked:
            self._picked = row.record_id
            self.picked.emit(row.record_id)

    def _open_index(self, index: QModelIndex) -> None:
        row = self._records.row(index.row())
        if row is not None:
            self.opened.emit(row.record_id)

    def selected_ids(self) -> list[RecordId]:
        """Give the selected records, in list order, at most :data:`BULK_LIMIT`."""
        return self._records.ids(self.positions()[:BULK_LIMIT])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open_index(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Escape and self.count_selected() > 1:
            self.clearSelection()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        text = event.text()
        if plain and text.isprintable() and text.strip() and event.key() != Qt.Key.Key_Space:
            self.typed.emit(text)
            return
        move = extending_move(event)
        if move is not None:
            extend_to(self, self.moveCursor(move, event.modifiers()))
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if shift and event.button() is Qt.MouseButton.LeftButton and index.isValid():
            extend_to(self, index)
            return
        super().mousePressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, position: int) -> None:
        if position != self._hovered:
            old, self._hovered = self._hovered, position
            for at in (old, position):
                self._ground.update(self._row_rect(at))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """Say what stands under the mouse: what waits, the exact time, or the whole row."""
        row = self._records.row(self.rowAt(at.y()))
        if row is None:
            return ""
        words = self._painter.state_words(row.state)
        if words and at.x() < 40:
            return words
        if self.in_columns:
            tip = self._records.data(self.indexAt(at), int(Qt.ItemDataRole.ToolTipRole))
            return str(tip or "")
        return self._records.spoken_exact(row)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        mime = QMimeData()
        mime.setData(MIME_IDS, QByteArray("\n".join(ids).encode("utf-8")))
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self._drag_picture(len(ids)))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)

    def _drag_picture(self, count: int) -> QPixmap:
        text = self.tr("%n ticket(s)", "", count)
        width = self.fontMetrics().horizontalAdvance(text) + 24
        picture = QPixmap(width, self._theme.px(28))
        picture.fill(self._theme.color("accent"))
        painter = QPainter(picture)
        painter.setPen(self._theme.color("on_accent"))
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return picture

    # --- painting -------------------------------------------------------------------------

    def _row_rect(self, position: int) -> QRect:
        if position < 0:
            return QRect()
        y, height = self.rowViewportPosition(position), self.rowHeight(position)
        return QRect(0, y, self._ground.width(), height)

    def _cells(self) -> tuple[Cell, ...] | None:
        if not self.in_columns:
            return None
        head = self._columns_head
        order = (head.logicalIndex(at) for at in range(head.count()))
        shown = [at for at in order if not head.isSectionHidden(at)]
        right = self._ground.width()
        cells = (Cell(at, head.sectionViewportPosition(at), head.sectionSize(at)) for at in shown)
        return tuple(one for one in cells if one.x + one.width > 0 and one.x < right)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self._ground)
        # In the colour of the list's ground. For a filling with a colour, the binding would first
        # load all kinds of gradients, to find out whether it is one.
        painter.eraseRect(event.rect())
        first = self.rowAt(event.rect().top())
        last = self.rowAt(event.rect().bottom())
        if first >= 0:
            last = self._records.rowCount() - 1 if last < 0 else last
            self._records.ensure(first, last)
            self._paint_rows(painter, first, last)
            self._in_sight = (first, last)
            self._ahead.start()
        painter.end()

    def _read_ahead(self) -> None:
        if self.isVisible():  # a window that is closed has nothing to read from
            self._records.prefetch(*self._in_sight)
            self._painter.make_ready()

    def _selected_among(self, first: int, last: int) -> set[int]:
        """Find the selected of some rows: asking row by row costs as much as painting them."""
        return {
            position - first
            for part in self._ranges()
            for position in range(max(first, part.top()), min(last, part.bottom()) + 1)
        }

    def _paint_rows(self, painter: QPainter, first: int, last: int) -> None:
        # All rows are of one height: the first one's place tells that of the others.
        top, height = self.rowViewportPosition(first), self.rowHeight(first)
        shape = Shape(self._ground.width(), height, self._cells())
        tops = range(top, top + (last - first + 1) * height, height)
        chosen = self._selected_among(first, last)
        self._painter.draw_grounds(painter, tops, shape, chosen, self._hovered - first)
        rows = [self._records.row(position) for position in range(first, last + 1)]
        self._painter.draw(painter, tops, rows, shape)
        current = self.currentIndex().row() if self.hasFocus() else -1
        if first <= current <= last:
            self._painter.draw_focus(painter, self._row_rect(current))
