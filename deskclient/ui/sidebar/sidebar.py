"""The sidebar: one list of sections and views with live counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QMenu, QWidget
from typing_extensions import override

from deskclient.domain.events import RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.ui.memory import Memory
from deskclient.ui.models.window_model import MIME_IDS
from deskclient.ui.parts import Parts
from deskclient.ui.sidebar.delegate import (
    ALERT_ROLE,
    COUNT_ROLE,
    FOLDED_ROLE,
    HEADING_ROLE,
    ICON_ROLE,
    SHARED_ROLE,
    SidebarDelegate,
)
from deskclient.ui.sidebar.entries import Section, section_title, sections, view_title
from deskclient.ui.sidebar.saved_views import SavedViewActs
from deskclient.ui.theme.theme import set_look
from deskclient.ui.views import LIBRARY_KINDS, View

WIDE, NARROW = 220, 56
_WIDEST = 400
_COUNT_MS = 500
_PAINTED_MS = 25
"""By then an edit is painted: counting on the reader's thread would take its share of that time."""
_NAMED = frozenset({"queue", "saved_view", "person", *LIBRARY_KINDS})
_ID_ROLE = int(Qt.ItemDataRole.UserRole)
_DROPS = {"queue": "queue", "person": "owner"}


class Sidebar(QListWidget):
    """Chooses views; takes tickets dropped on a queue or a person."""

    chosen = Signal(object)
    """The :class:`View` the person wants to see."""
    dropped = Signal(object)
    """A tuple of ticket ids, field and value: tickets that were dropped on something."""

    def __init__(self, parts: Parts, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._memory = memory
        self._sections: Sequence[Section] = ()
        self._views: dict[str, View] = {}
        self._counts: Mapping[str, int] = {}
        self._current = ""
        self._delegate = SidebarDelegate(parts.theme, self)
        self._acts = SavedViewActs(parts, self)
        self._ground = QWidget(self)
        self._ground.setBackgroundRole(QPalette.ColorRole.Window)
        # It covers everything beneath: Qt need not paint all the panes it stands in first.
        self._ground.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewport(self._ground)
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._soon.timeout.connect(self.ask_counts)
        self._set_up()
        self.rebuild()

    def _set_up(self) -> None:
        set_look(self, role="sidebar")
        self.setAccessibleName(self.tr("Views"))
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.currentItemChanged.connect(self._on_current)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        self._parts.theme.changed.connect(self.rebuild)
        self._parts.bridge.records_changed.connect(self._on_records)

    # --- filling ----------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Fill anew from what the desk has; keeps what is chosen."""
        self._limit_width()
        self.blockSignals(True)
        self.clear()
        self._views = {}
        self._sections = sections(self._parts.desk)
        for section in self._sections:
            self._add_section(section)
        self.blockSignals(False)
        self._mark_current()

    def _add_section(self, section: Section) -> None:
        folded = self._is_folded(section)
        heading = QListWidgetItem(section_title(section), self)
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setData(HEADING_ROLE, section.key)
        heading.setData(FOLDED_ROLE, folded)
        for view in section.views:
            self._views[view.id] = view
            item = QListWidgetItem(view_title(view), self)
            item.setData(_ID_ROLE, view.id)
            item.setData(ICON_ROLE, view.icon)
            item.setData(SHARED_ROLE, view.shared)
            item.setHidden(folded)
            self._write_count(item)

    def _is_folded(self, section: Section) -> bool:
        kept = self._memory.get(f"folded/{section.key}")
        return kept == "yes" if kept else not section.open_at_first

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]

    # --- counts -----------------------------------------------------------------------------

    def ask_counts(self) -> None:
        """Ask for the counts of all views in sight."""
        shown = {
            str(item.data(_ID_ROLE)): self._views[str(item.data(_ID_ROLE))].query
            for item in self._items()
            if item.data(_ID_ROLE) and not item.isHidden()
        }
        self._parts.desk.reads.counts(shown, self._parts.bridge.answer(self._on_counts))

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = {**self._counts, **counts}
        for item in self._items():
            if item.data(_ID_ROLE):
                self._write_count(item)

    def _write_count(self, item: QListWidgetItem) -> None:
        view = self._views[str(item.data(_ID_ROLE))]
        count = self._counts.get(view.id, 0)
        title = view_title(view)
        item.setData(COUNT_ROLE, self._parts.texts.count(count))
        item.setData(ALERT_ROLE, view.id == "work:overdue" and count > 0)
        if view.query.kind in LIBRARY_KINDS:
            spoken = self.tr("{view}: %n record(s)", "", count).format(view=title)
        else:
            spoken = self.tr("{view}: %n ticket(s)", "", count).format(view=title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(spoken if self._delegate.narrow else "")

    def _on_records(self, event: RecordsChanged) -> None:
        # In a first pull most of what comes are people and others who stand in no view.
        if event.kind in _NAMED and sections(self._parts.desk) != self._sections:
            self.rebuild()
        if event.kind in {"ticket", *_NAMED} and not self._soon.isActive():
            self._soon.start(_PAINTED_MS if event.origin else _COUNT_MS)

    # --- choosing ---------------------------------------------------------------------------

    def mark(self, view_id: str) -> None:
        """Show which view is open, without opening it; an unknown id marks none."""
        shown = self.currentIndex().data(_ID_ROLE) or ""
        if view_id != self._current or view_id != shown:
            self._current = view_id
            self._mark_current()

    def _mark_current(self) -> None:
        self.blockSignals(True)
        found = next((i for i in self._items() if i.data(_ID_ROLE) == self._current), None)
        if found is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentItem(found)
        self.blockSignals(False)
        self.update(self.currentIndex())

    def _on_current(self, item: QListWidgetItem | None) -> None:
        view_id = str(item.data(_ID_ROLE) or "") if item is not None else ""
        if view_id and view_id != self._current:
            self._current = view_id
            self.chosen.emit(self._views[view_id])

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - a state, not a mode
        """Show icons alone, or icons and names."""
        self._delegate.narrow = narrow
        self._limit_width()
        for item in self._items():
            if item.data(_ID_ROLE):
                self._write_count(item)
        self.scheduleDelayedItemsLayout()

    def _limit_width(self) -> None:
        """Give icons exactly their column, which grows with the text, and names a choice."""
        px = self._parts.theme.px
        self.setMinimumWidth(px(NARROW))
        self.setMaximumWidth(px(NARROW) if self._delegate.narrow else px(_WIDEST))

    @property
    def narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._delegate.narrow

    def _fold(self, item: QListWidgetItem) -> None:
        folded = not item.data(FOLDED_ROLE)
        self._memory.set(f"folded/{item.data(HEADING_ROLE)}", "yes" if folded else "no")
        self.rebuild()
        self.ask_counts()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and item.data(HEADING_ROLE):
            if event.button() is Qt.MouseButton.LeftButton and not self._delegate.narrow:
                self._fold(item)
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_F2}:
            view = self._views.get(self._current)
            if view is not None and view.record_id is not None and view.mine:
                act = self._acts.delete if event.key() == Qt.Key.Key_Delete else self._acts.rename
                act(view)
            return
        super().keyPressEvent(event)

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered = self._delegate.hovered, row
        for one in {before, row} - {-1}:
            self.update(self.model().index(one, 0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # One after the other: Qt paints all that lies between the view left and the one chosen.
        for part in cast("Iterable[QRect]", event.region()):
            painter = QPainter(self._ground)
            painter.eraseRect(part)
            painter.end()
            super().paintEvent(QPaintEvent(part))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    # --- saved views ------------------------------------------------------------------------

    def _show_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        view = self._views.get(str(item.data(_ID_ROLE) or "")) if item is not None else None
        if view is None or view.record_id is None:
            return
        menu: QMenu = self._acts.menu(view, self)
        menu.popup(self.viewport().mapToGlobal(at))

    # --- drops ------------------------------------------------------------------------------

    def _target(self, at: QPoint) -> tuple[str, str] | None:
        """Give the field and value that tickets dropped here would get."""
        item = self.itemAt(at)
        section, _, record = str(item.data(_ID_ROLE) or "").partition(":") if item else ("", "", "")
        return (_DROPS[section], record) if section in _DROPS else None

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME_IDS):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        if self._target(at) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        target = self._target(event.position().toPoint())
        if target is None:
            return
        text = bytes(event.mimeData().data(MIME_IDS).data()).decode("utf-8")
        ids = tuple(RecordId(one) for one in text.split("\n") if one)
        event.acceptProposedAction()
        self.dropped.emit((ids, *target))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Views"))
            self.rebuild()
        super().changeEvent(event)
