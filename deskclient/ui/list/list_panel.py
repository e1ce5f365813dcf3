"""The middle of the window: one view as a list, with its name, filters and states."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.events import Link
from deskclient.domain.query import ListQuery
from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.list.bulk_bar import BulkBar
from deskclient.ui.list.chip_bar import ChipBar
from deskclient.ui.list.columns import ColumnMemory
from deskclient.ui.list.either import Either
from deskclient.ui.list.feed import ListFeed
from deskclient.ui.list.filter_words import FilterWords
from deskclient.ui.list.list_head import ListHead
from deskclient.ui.list.record_list import RecordList
from deskclient.ui.memory import Memory
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import set_look
from deskclient.ui.views import SEARCH, View

_MINUTE_MS = 60_000
_PAINTED_MS = 10
"""By then the rows are painted: what only tells about the list need not hold them up."""


class ListPanel(QWidget):
    """Shows one view at a time."""

    query_changed = Signal(object)
    """The person changed filters or order by hand: the new :class:`ListQuery`."""
    save_asked = Signal()
    first_use = Signal(str)
    """The act of an empty state's button."""

    def __init__(
        self, parts: Parts, actions: ActionSet, memory: Memory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._memory = memory
        kind = parts.desk.registry["ticket"]
        self.model = WindowModel(kind, parts.desk.reads, parts.texts, self)
        self.feed = ListFeed(self.model, parts.desk.reads, parts.bridge, self)
        self.list = RecordList(self.model, parts.theme, self)
        self._columns = ColumnMemory(memory, self.model.columns)
        self.head = ListHead(kind, parts.texts, parts.theme, self)
        words = FilterWords(parts.desk, kind, parts.texts)
        keeps_views = bool(parts.desk.registry["saved_view"].writable())
        self.chips = ChipBar(
            words, kind, parts.theme, self, self._count_choices, keeps_views=keeps_views
        )
        self.bulk = BulkBar(actions, parts.theme, self)
        self.empty = EmptyState(parts.theme, self)
        self.pill = QPushButton(self)
        self._counted = False
        self._view = View(SEARCH, "", "search", ListQuery("ticket"))
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._build()
        self._connect()

    @property
    def view(self) -> View:
        """The view the list came from."""
        return self._view

    def _count_choices(
        self, queries: Mapping[str, ListQuery], done: Callable[[Mapping[str, int]], None]
    ) -> None:
        answer = self._parts.bridge.answer(done)
        self._parts.desk.reads.counts(queries, answer, slot="choices")

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        # A ground that is known to cover all: Qt need not paint the panes beneath it first.
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setMinimumWidth(300)
        top = QFrame(self)
        inner = QVBoxLayout(top)
        inner.setContentsMargins(12, 8, 8, 8)
        inner.setSpacing(6)
        inner.addWidget(self.head)
        inner.addWidget(self.chips)
        line = QFrame(self)
        set_look(line, role="line")
        self._area = Either(self.list, self.empty, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(line)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.bulk)
        set_look(self.pill, role="primary")
        self.pill.hide()
        self.list.setAccessibleName(self.tr("Tickets"))

    def _connect(self) -> None:
        feed = self.feed
        feed.about_to_open.connect(self._on_about_to_open)
        feed.opened.connect(self._on_opened)
        feed.counted.connect(self._on_counted)
        feed.incoming.connect(self._on_incoming)
        feed.when_reading(self._is_read)
        feed.when_opening(self.list.rows_in_sight)
        self._parts.bridge.status_changed.connect(self._on_status)
        self.pill.clicked.connect(self._on_pill)
        self.list.selection_changed.connect(self.bulk.show_count)
        self.list.header.changed.connect(self._on_columns)
        self.list.header.sort_asked.connect(self.sort_by)
        self.head.sort_asked.connect(self.sort_by)
        self.head.columns_asked.connect(self.offer_columns)
        self.chips.changed.connect(self.show_changed)
        self.chips.save_asked.connect(self.save_asked)
        self.bulk.cleared.connect(self.list.clearSelection)
        self.empty.acted.connect(self._on_empty_act)
        self._painted.timeout.connect(self._tell_conditions)
        self._minute.timeout.connect(self.list.retime)
        self._minute.start()

    # --- showing ----------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Show a view by its own query, in the order remembered for it."""
        self._view = view
        sort = self._memory.get(f"sort/{view.id}")
        self.list.clearSelection()
        self.list.header.set_columns(self._columns.of(view.id, view.columns))
        self._show(replace(view.query, sort=sort) if sort else view.query)

    def show_changed(self, query: ListQuery) -> None:
        """Show what the person made of the view."""
        self._show(query)
        self.query_changed.emit(query)

    def _show(self, query: ListQuery) -> None:
        self.head.show_title(self._title())
        self.list.header.set_sort(query.sort)
        own = self._view.query
        changed = query.filters != own.filters or query.words != own.words
        self.chips.take(query, changed=changed or self._view.id == SEARCH)
        self._counted = False
        self.feed.show(query)
        self._painted.start()

    def _tell_conditions(self) -> None:
        """Say by what the list is filtered and sorted, and that its size is not known yet."""
        if not self._counted:
            self.head.show_count(None)
        self.head.show_sort(self.feed.query.sort)
        self.chips.say_conditions()

    def _title(self) -> str:
        if self._view.id == SEARCH:
            return self.tr("Found tickets")
        title = self._view.title
        return QCoreApplication.translate("views", title) if self._view.standing else title

    def sort_by(self, sort: str) -> None:
        """Sort the list and remember it for the view."""
        self._memory.set(f"sort/{self._view.id}", sort)
        self.list.header.set_sort(sort)
        self.head.show_sort(sort)
        self.feed.show(replace(self.feed.query, sort=sort), reordered=True)

    def offer_columns(self) -> None:
        """Open the menu of columns."""
        at = self.mapToGlobal(QPoint(self.width() - 200, self.head.height() + 12))
        header = self.list.header
        header.show_menu(header.viewport().mapFromGlobal(at))

    def _on_columns(self) -> None:
        self._columns.keep(self._view.id, self.list.header.columns())

    def list_area(self) -> QWidget:
        """Give the widget that fills the list's place now."""
        return self._area.shown()

    # --- states -----------------------------------------------------------------------------

    def _on_about_to_open(self, reordered: bool) -> None:  # noqa: FBT001 - Qt's signal
        if reordered:
            self.list.expect_other_order()
        else:
            self.list.forget_place()

    def _on_opened(self) -> None:
        if self.feed.looking:
            # Nothing is known yet: an empty list says less than a sentence that may be wrong.
            self._area.show_face(self.list)
        elif self.model.rowCount():
            # A list without rows is counted at once.
            self._show_list()

    def _on_counted(self, count: int) -> None:
        self._counted = True
        self.head.show_count(count)
        self._show_state(count)

    def _show_state(self, count: int) -> None:
        if count:
            self._show_list()
        else:
            self._say_empty()
            self._area.show_face(self.empty)
            self.bulk.show_count(0)

    def _show_list(self) -> None:
        self._area.show_face(self.list)
        # A list that is filled anew drops its selection without saying so.
        self.bulk.show_count(self.list.count_selected())

    def _on_status(self) -> None:
        if self.model.rowCount() == 0:
            self._say_empty()

    def _say_empty(self) -> None:
        query = self.feed.query
        if query.words or query.number is not None:
            self.empty.say(
                "search",
                self.tr("Nothing found."),
                self.tr(
                    "Words are found by their beginnings. Only tickets kept here are searched."
                ),
                (("clear", self.tr("Clear the search")),),
            )
        elif query.filters != self._view.query.filters:
            self.empty.say(
                "funnel-x",
                self.tr("No ticket meets these conditions."),
                self.tr("Take a condition away, or go back to the view as it was."),
                (("reset", self.tr("Back to the view")),),
            )
        else:
            self._say_view_empty()

    def _say_view_empty(self) -> None:
        status = self._parts.desk.sync.status()
        if not status.last_sync and status.link in {Link.CONNECTING, Link.ONLINE}:
            self.empty.say(
                "cloud",
                self.tr("Your tickets are on their way."),
                self.tr("They appear here as they come; you can begin to work at once."),
                (("file.new", self.tr("New ticket")),),
            )
            return
        if not status.last_sync:
            self.empty.say(
                "cloud-off",
                self.tr("Nothing has been fetched yet."),
                self.tr("The desk cannot be reached now; new tickets you write are kept."),
                (("file.sync", self.tr("Try again")), ("file.new", self.tr("New ticket"))),
            )
            return
        title = {
            "work:mine": self.tr("Nothing is on your desk."),
            "work:unassigned": self.tr("Every ticket has an owner."),
            "work:overdue": self.tr("Nothing is overdue."),
            "work:waits": self.tr("Nobody waits for your answer."),
            "work:unsent": self.tr("Everything is on the desk."),
        }.get(self._view.id, self.tr("There is no ticket here."))
        acts = (("file.new", self.tr("New ticket")), ("go.open", self.tr("All open tickets")))
        self.empty.say(
            "circle-check", title, self.tr("New tickets appear here by themselves."), acts
        )

    def _on_empty_act(self, act: str) -> None:
        if act == "reset":
            self.show_view(self._view)
        else:
            self.first_use.emit(act)

    # --- what comes in ----------------------------------------------------------------------

    def _is_read(self) -> bool:
        """Whether a jump would disturb: somebody has picked a row or has scrolled down."""
        return self.list.count_selected() > 0 or self.list.verticalScrollBar().value() > 0

    def _on_incoming(self, count: int) -> None:
        self.pill.setVisible(count >= 0)
        if count >= 0:
            text = self.tr("%n new ▸", "", count) if count else self.tr("The list has changed ▸")
            self.pill.setText(text)
            self.pill.setAccessibleName(text)
            self._place_pill()
            self.pill.raise_()

    def _on_pill(self) -> None:
        self.feed.take_incoming()
        self.list.scrollToTop()

    def _place_pill(self) -> None:
        self.pill.adjustSize()
        x = (self.width() - self.pill.width()) // 2
        self.pill.move(x, self._area.geometry().top() + 8)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_pill()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.head.show_title(self._title())
            self.list.setAccessibleName(self.tr("Tickets"))
            self.list.redress()
            if self.model.rowCount() == 0:
                self._say_empty()
        super().changeEvent(event)
