"""What a window is like now, for its commands."""

from deskclient.domain.events import Link, OutboxCount
from deskclient.domain.lacking import kept_names
from deskclient.services.api import Desk
from deskclient.ui.actions.spec import UiContext
from deskclient.ui.window.layout import Layout
from deskclient.ui.window.selection import Selection
from deskclient.ui.window.ticket_acts import TicketDeck
from deskclient.ui.window.wiring import WindowTools


class ContextSource:
    """Gathers the state that decides which commands can be used."""

    def __init__(
        self,
        desk: Desk,
        tools: WindowTools,
        panes: Layout,
        chosen: Selection,
        tickets: TicketDeck,
        *,
        demo: bool,
    ) -> None:
        self._desk = desk
        self._tools = tools
        self._panes = panes
        self._chosen = chosen
        self._tickets = tickets
        self._demo = demo
        self._kept = frozenset(kept_names(desk.registry))

    def now(self, count: OutboxCount) -> UiContext:
        """Give the state of the window at this moment."""
        link = self._desk.sync.status().link
        return UiContext(
            selected=self._chosen.count(),
            current=self._panes.detail.record_id() is not None,
            online=link is Link.ONLINE,
            work_offline=link is Link.OFFLINE,
            can_undo=self._tickets.can_undo,
            waiting=count.waiting,
            decisions=count.decisions,
            tabs=self._panes.tabs.extra,
            demo=self._demo,
            scheme=self._tools.theme.choice,
            density=self._tools.theme.density,
            language=self._tools.language.choice,
            sidebar_shown=self._panes.sidebar_wide,
            detail_shown=self._panes.detail_shown,
            reading_only=link is Link.READ_ONLY,
            capabilities=self._kept,
        )
