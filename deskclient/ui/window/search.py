"""The search line and the list: two faces of one query."""

from msgspec.structs import replace
from PySide6.QtCore import QObject

from deskclient.domain.query import ListQuery
from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.parts import Parts
from deskclient.ui.sidebar.sidebar import Sidebar
from deskclient.ui.views import SEARCH, View
from deskclient.ui.window.top_bar import TopBar


class SearchLink(QObject):
    """While something is typed the list shows what it finds; without it, the view from before."""

    def __init__(self, parts: Parts, top: TopBar, panel: ListPanel, sidebar: Sidebar) -> None:
        super().__init__(panel)
        self._parts = parts
        self._top = top
        self._panel = panel
        self._sidebar = sidebar
        self._before: View | None = None
        top.searched.connect(self.search)
        top.left_search.connect(self._on_left)
        panel.query_changed.connect(self._on_query)
        panel.list.typed.connect(self._on_typed)

    def show_view(self, view: View) -> None:
        """Show a view; what was searched for is over."""
        self._before = view
        self._top.show_text("")
        self._sidebar.mark(view.id)
        self._panel.show_view(view)

    def search(self, typed: str) -> None:
        """Show what a text finds; an empty one shows the view from before."""
        self._top.show_text(typed)
        if not typed.strip():
            self.end()
            return
        # Found words come newest first: that is the order the search index has.
        query = replace(self._parts.desk.reads.parse(typed).query, sort="-created_at")
        self._sidebar.mark("")
        self._panel.show_view(View(SEARCH, "", "search", query))

    def end(self) -> None:
        """Give the search up."""
        self._top.show_text("")
        if self._panel.view.id == SEARCH and self._before is not None:
            self.show_view(self._before)

    def _on_query(self, query: ListQuery) -> None:
        # Filters changed by hand while searching are written into the line as well.
        if self._panel.view.id == SEARCH:
            self._top.show_text(self._parts.desk.reads.format(query))

    def _on_typed(self, text: str) -> None:
        self._top.search.setFocus()
        self._top.search.setText(text)
        self.search(text)

    def _on_left(self, to_list: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not to_list:
            self.end()
        self._panel.list.setFocus()
        if to_list and self._panel.list.count_selected() == 0:
            self._panel.list.select_position(0)
