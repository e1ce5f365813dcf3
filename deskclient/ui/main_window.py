"""The main window of one profile: puts the panes together and passes on what they say."""

from functools import cached_property, partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.errors import ReadOnlyError
from deskclient.domain.events import OutboxCount
from deskclient.domain.ids import RecordId
from deskclient.services.api import Desk
from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.deck import Where, Writing
from deskclient.ui.actions.spec import Place
from deskclient.ui.actions.tickets import desk_choices
from deskclient.ui.bridge import Bridge
from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.memory import Memory, keep_bytes, kept_bytes
from deskclient.ui.parts import Notice, Parts
from deskclient.ui.sidebar.saved_views import SavedViewActs
from deskclient.ui.sidebar.sidebar import Sidebar
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import set_look
from deskclient.ui.views import LIBRARY_KINDS, View, find_view, standing_views
from deskclient.ui.window.context import ContextSource
from deskclient.ui.window.decks import GoHooks, WindowDeck
from deskclient.ui.window.detail_host import DetailHost
from deskclient.ui.window.failures import failure_notice
from deskclient.ui.window.layout import Layout, smallest_window
from deskclient.ui.window.library_link import LibraryLink
from deskclient.ui.window.menu_bar import MenuBar, context_menu
from deskclient.ui.window.pages import Pages
from deskclient.ui.window.palette import Palette
from deskclient.ui.window.parting import Parting
from deskclient.ui.window.search import SearchLink
from deskclient.ui.window.selection import Selection
from deskclient.ui.window.status_area import StatusArea
from deskclient.ui.window.ticket_acts import TicketDeck, TicketHooks
from deskclient.ui.window.toasts import Toasts
from deskclient.ui.window.top_bar import TopBar
from deskclient.ui.window.wiring import Pieces, WindowTools, wire_deck

_FIRST_SIZE = (1280, 800)
_NARROW_BAR = 1000


class MainWindow(QMainWindow):
    """One profile at work."""

    painted = Signal()
    """The first rows are on the screen."""
    closed = Signal()

    def __init__(
        self, desk: Desk, tools: WindowTools, memory: Memory, *, demo: bool = False
    ) -> None:
        super().__init__()
        self._tools = tools
        self._memory = memory
        self._count = OutboxCount(0, 0)
        self._painted = False
        self._deck = WindowDeck()
        self.bridge = Bridge(self)
        self._stop_listening = desk.listen(self.bridge.post)
        texts = Texts(tools.clock, tools.language.locale)
        self.parts = Parts(desk, self.bridge, tools.theme, texts, tools.clock, self)
        choices = desk_choices(desk.registry["ticket"])
        self.actions_set = ActionSet(tools.keymap, self._deck, self._icon, self, choices)
        self._build()
        self._context = ContextSource(desk, tools, self.panes, self.chosen, self.tickets, demo=demo)
        self._wire()
        self._restore()

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        parts, theme = self.parts, self._tools.theme
        self.setObjectName("main")
        centre = QWidget(self)
        self.top = TopBar(self.actions_set, theme, parts.desk.me, centre)
        self.status = StatusArea(parts, centre)
        self.panes = Layout(
            theme,
            self._memory,
            centre,
            partial(Sidebar, parts, self._memory),
            partial(ListPanel, parts, self.actions_set, self._memory),
            partial(DetailHost, parts),
        )
        self.sidebar, self.panel = self.panes.sidebar, self.panes.panel
        self.detail = self.panes.detail
        self.pages = Pages(parts, self.panes.tabs, self)
        self.chosen = Selection(self.panel, self.detail, self.pages)
        self.toasts = Toasts(theme, self._undo_notice, self.panes.toast_room, self)
        self.tickets = TicketDeck(parts, self._ticket_hooks(), self)
        self.search_link = SearchLink(parts, self.top, self.panel, self.sidebar)
        self.library = LibraryLink(parts, self.panes, self.pages, self.panel, self.sidebar)
        self._views = SavedViewActs(parts, self)
        self._parting = Parting(parts, self)
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.top, _line(centre), self.panes.outer, _line(centre), self.status):
            box.addWidget(widget, 1 if widget is self.panes.outer else 0)
        self.setCentralWidget(centre)
        self.menus = MenuBar(self.actions_set, self)
        self.setMinimumSize(smallest_window())

    def _ticket_hooks(self) -> TicketHooks:
        return TicketHooks(
            selection=self.chosen.ids,
            count=self.chosen.count,
            create=self.pages.create_ticket,
            open=self._open_where,
            write=self._write,
            place=self.chosen.place,
            changed=self.refresh_actions,
            undone=self.toasts.drop_undo,
        )

    def _pieces(self) -> Pieces:
        return Pieces(
            self,
            self.parts,
            self.panes,
            self.panel,
            self.top,
            GoHooks(self._open_palette, self.show_view),
            self.tickets,
            self.pages,
            self.close,
        )

    def _wire(self) -> None:
        panel, bridge = self.panel, self.bridge
        wire_deck(self._deck, self.actions_set, self._tools, self._pieces())
        self.sidebar.chosen.connect(self.show_view)
        self.sidebar.dropped.connect(self._on_dropped)
        panel.list.picked.connect(self._on_picked)
        panel.list.opened.connect(lambda one: self.open_record("ticket", one, in_tab=True))
        panel.list.selection_changed.connect(self.refresh_actions)
        panel.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        panel.list.customContextMenuRequested.connect(self._show_list_menu)
        panel.save_asked.connect(self._save_view)
        panel.first_use.connect(self._on_first_use)
        self.panes.tabs.moved.connect(self.refresh_actions)
        self.panes.tabs.torn_off.connect(self.pages.tear_off)
        self.panes.changed.connect(self.refresh_actions)
        bridge.outbox_changed.connect(self._on_outbox)
        bridge.status_changed.connect(self.refresh_actions)
        self._tools.theme.changed.connect(self._on_theme)
        self._on_theme()

    def _restore(self) -> None:
        me = self.parts.desk.me
        self.setWindowTitle(f"{me.desk_name} · {me.name}")
        if not self.restoreGeometry(kept_bytes(self._memory, "geometry")):
            self.resize(*_FIRST_SIZE)
        self.panes.restore(self.size())
        view = find_view(self.parts.desk, self._memory.get("view"))
        self.show_view(view or standing_views(me.person_id)[0])
        self.panel.list.setFocus()
        self.refresh_actions()

    def _icon(self, name: str) -> QIcon:
        return self._tools.theme.icons.icon(name, self._tools.theme.colors.text)

    @cached_property
    def palette_box(self) -> Palette:
        """The command palette; made when it is first asked for."""
        made = Palette(self.parts, self.actions_set, self)
        made.view_chosen.connect(self.show_view)
        made.ticket_chosen.connect(self._on_ticket_chosen)
        made.found_chosen.connect(self.open_record)
        made.query_chosen.connect(lambda _query, text: self.search(text))
        return made

    def _open_palette(self, typed: str) -> None:
        self.palette_box.open(typed)

    @property
    def count(self) -> OutboxCount:
        """How much is not on the desk."""
        return self._count

    def leave(self) -> None:
        """Close without a question: its profile is left, and that was decided elsewhere."""
        self._parting.decide()
        self.close()

    # --- what panels ask of their window (Host) ---------------------------------------------

    def notify(self, notice: Notice) -> None:
        """Show a toast; what it can undo, the Undo command can too."""
        if notice.undo:
            self.tickets.remember(notice.undo, notice.undone)
        self.toasts.show(notice)

    def report(self, error: BaseException) -> None:
        """Tell a failure in words."""
        self.toasts.show(failure_notice(error, self.parts.desk.registry.get("ticket")))

    def run(self, action_id: str) -> None:
        """Run a command; where nothing can be saved, say so of one that would."""
        status = self.parts.desk.sync.status()
        if self.actions_set.context.reading_only and self.actions_set.registry[action_id].writes:
            self.report(ReadOnlyError(status.title, status.detail, status.hint))
            return
        self.actions_set.run(action_id)

    def open_record(
        self, kind: str, record_id: RecordId, *, in_tab: bool = False, field: str = ""
    ) -> None:
        """Show a ticket beside the list, or in a tab; what is looked up has a tab of its own."""
        if kind in LIBRARY_KINDS:
            self.library.open_record(kind, record_id)
        if kind != "ticket":
            return
        panel: DetailHost | None = self.detail
        if in_tab or not self.panes.detail_shown:
            self.pages.open_ticket(record_id)
            panel = self.pages.panel_of(record_id)
        else:
            self._show_beside(record_id)
        if field and panel is not None:
            panel.go_to(field)

    def _show_beside(self, record_id: RecordId) -> None:
        self.panes.tabs.show_at(0)
        position = self.panel.model.position_of_id(record_id)
        if position < 0:
            # What stays selected there would be what commands act on, unseen.
            self.panel.list.pick_nothing()
        self.panel.list.select_position(position)
        self.detail.show_record(record_id)

    def search(self, typed: str) -> None:
        """Show what a text finds."""
        self.panes.tabs.show_at(0)
        self.search_link.search(typed)

    def detail_changed(self) -> None:
        """Follow what the detail says."""
        self.pages.retitle()
        self.refresh_actions()

    # --- showing ----------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Show a view in the list, or in the tab of the library that it belongs to."""
        if view.query.kind in LIBRARY_KINDS:
            self.library.open(view)
            return
        self.panes.tabs.show_at(0)
        self.search_link.show_view(view)
        self._memory.set("view", view.id)

    def _on_first_use(self, act: str) -> None:
        (self.search_link.end if act == "clear" else lambda: self.run(act))()

    def _on_picked(self, record_id: RecordId | None) -> None:
        if record_id is not None and self.panes.detail_shown:
            self.detail.show_record(record_id)
            self.refresh_actions()

    def _on_ticket_chosen(self, record_id: RecordId) -> None:
        self.open_record("ticket", record_id, in_tab=True)

    def _open_where(self, record_id: RecordId, where: Where) -> None:
        if where is Where.WINDOW:
            self.pages.open_window(record_id)
        else:
            self.pages.open_ticket(record_id)

    def _write(self, what: Writing) -> None:
        panel = self.pages.current_panel()
        if panel is None and not self.panes.detail_shown:
            self.pages.open_ticket(self.chosen.ids()[0])
            panel = self.pages.current_panel()
        (panel or self.detail).write(what)

    def _on_dropped(self, dropped: tuple[tuple[RecordId, ...], str, str]) -> None:
        self.tickets.set_for(*dropped)

    def _undo_notice(self, notice: Notice) -> None:
        self.tickets.take_back(notice.undo)

    def _save_view(self) -> None:
        self._views.ask_name(self.panel.feed.query, self.panel.list.header.columns())

    def _show_list_menu(self, at: QPoint) -> None:
        menu = context_menu(self.actions_set, Place.LIST_CONTEXT, self.panel.list)
        menu.popup(self.panel.list.viewport().mapToGlobal(at))

    # --- state ------------------------------------------------------------------------------

    def _on_outbox(self, count: OutboxCount) -> None:
        self._count = count
        self.refresh_actions()

    def _on_theme(self) -> None:
        self.panes.fit(self.width())
        self.refresh_actions()

    def refresh_actions(self) -> None:
        """Enable commands for what is selected and shown now."""
        self.actions_set.refresh(self._context.now(self._count))

    # --- events -----------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The list paints after its window; counts and detail can wait until it has.
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        self.painted.emit()
        if self.isVisible():  # a program that only wanted to see the rows has closed it again
            self.sidebar.ask_counts()
            self.detail.warm_up()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.fit(self.width())
        self.top.set_narrow(self.width() < _NARROW_BAR)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.menus.retranslate()
            self.refresh_actions()
        super().changeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._parting.may_close():
            event.ignore()
            return
        keep_bytes(self._memory, "geometry", self.saveGeometry())
        self.panes.keep()
        self._stop_listening()
        self.pages.close_windows()
        super().closeEvent(event)
        self.closed.emit()


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    set_look(line, role="line")
    return line
