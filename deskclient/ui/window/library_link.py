"""Articles and assets in the window: their tabs, their marks in the sidebar, and into a reply."""

from PySide6.QtCore import QCoreApplication, QObject

from deskclient.domain.ids import RecordId
from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.sidebar.sidebar import Sidebar
from deskclient.ui.views import LIBRARY, View, find_view
from deskclient.ui.window.detail_host import DetailHost
from deskclient.ui.window.layout import Layout
from deskclient.ui.window.pages import Pages


class LibraryLink(QObject):
    """Opens the library, and brings texts of it to the ticket that was open before."""

    def __init__(
        self, parts: Parts, panes: Layout, pages: Pages, panel: ListPanel, sidebar: Sidebar
    ) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panes = panes
        self._pages = pages
        self._panel = panel
        self._sidebar = sidebar
        self._ticket_tab = ""
        """The key of the tab of the ticket that was read last; empty: beside the list."""
        panes.tabs.moved.connect(self._on_moved)

    def open(self, view: View) -> None:
        """Show a list of the library in its tab."""
        from deskclient.ui.library.page import LibraryPage  # noqa: PLC0415 - not at the start

        def make() -> LibraryPage:
            page = LibraryPage(self._parts, view.query)
            page.insert_wanted.connect(self.insert)
            return page

        title = QCoreApplication.translate("views", view.title)
        self._pages.open_page(view.id, title, make)
        widget = self._panes.tabs.current.widget
        widget.setFocus()

    def open_record(self, kind: str, record_id: RecordId) -> None:
        """Show one article or asset."""
        from deskclient.ui.library.page import LibraryPage  # noqa: PLC0415 - the same

        view = find_view(self._parts.desk, f"{LIBRARY}:{kind}")
        if view is None:
            return
        self.open(view)
        page = self._panes.tabs.current.widget
        if isinstance(page, LibraryPage):
            page.show_record(record_id)

    def insert(self, text: str) -> None:
        """Put a text into the reply to the ticket that was open before."""
        host = self._panes.tabs.widget(self._ticket_tab) if self._ticket_tab else None
        if isinstance(host, DetailHost):
            self._panes.tabs.show_key(self._ticket_tab)
            host.insert(text)
            return
        beside = self._panes.detail.record_id()
        if beside is None:
            said = self.tr("Open the ticket that you want to answer, then insert the article.")
            self._parts.host.notify(Notice(said, Tone.WARNING))
            return
        self._panes.tabs.show_at(0)
        if self._panes.detail_shown:
            self._panes.detail.insert(text)
            return
        self._pages.open_ticket(beside)
        opened = self._pages.current_panel()
        if opened is not None:
            opened.insert(text)

    def _on_moved(self) -> None:
        current = self._panes.tabs.current
        if isinstance(current.widget, DetailHost):
            self._ticket_tab = current.key
        elif not current.key:
            self._ticket_tab = ""
        is_library = current.key.startswith(f"{LIBRARY}:")
        self._sidebar.mark(current.key if is_library else self._panel.view.id)
