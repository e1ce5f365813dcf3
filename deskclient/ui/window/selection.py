"""Which tickets the commands of a window act on."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint

from deskclient.domain.ids import RecordId
from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.window.detail_host import DetailHost
from deskclient.ui.window.pages import Pages


class Selection:
    """The ticket of the tab in front, else the selected rows, else the ticket beside the list."""

    def __init__(self, panel: ListPanel, detail: DetailHost, pages: Pages) -> None:
        self._panel = panel
        self._detail = detail
        self._pages = pages

    def ids(self) -> Sequence[RecordId]:
        """Give the tickets."""
        shown = self._pages.current_ticket()
        if shown is not None:
            return (shown,)
        selected = self._panel.list.selected_ids()
        beside = self._detail.record_id()
        return selected or ((beside,) if beside is not None else ())

    def count(self) -> int:
        """Count them; more rows may be selected than can be acted on."""
        if self._pages.current_ticket() is not None:
            return 1
        return self._panel.list.count_selected() or int(self._detail.record_id() is not None)

    def place(self) -> QPoint:
        """Give the point on the screen where a popup about them opens."""
        rows = self._panel.list
        rect = rows.visualRect(rows.currentIndex())
        if self._pages.current_panel() is None and rect.isValid():
            return rows.viewport().mapToGlobal(QPoint(40, rect.bottom()))
        window = self._panel.window()
        return window.mapToGlobal(QPoint(window.width() // 2 - 140, window.height() // 4))
