"""The panes of the window: sidebar, list, detail; what is remembered, and what gives way first."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.memory import Memory, keep_bytes, kept_bytes
from deskclient.ui.sidebar.sidebar import NARROW, WIDE, Sidebar
from deskclient.ui.theme.theme import Theme
from deskclient.ui.window.detail_host import NARROWEST, DetailHost
from deskclient.ui.window.tabs import Tabs

_SIDEBAR_FROM = 1180
"""Below this width the sidebar gives way to icons."""
_BOTH_FROM = 860
"""Below this width list and detail do not fit side by side."""
_LARGE = 1.6
"""Above this text size panes give way no earlier, or no screen would ever hold two."""


class Layout(QObject):
    """Arranges the panes of one window.

    Each pane is made inside the splitter that holds it: a widget that gets another parent is styled
    anew with all that is in it.
    """

    changed = Signal()
    """The sidebar or the detail was shown or hidden."""

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        parent: QWidget,
        sidebar: Callable[[QWidget], Sidebar],
        panel: Callable[[QWidget], ListPanel],
        detail: Callable[[QWidget], DetailHost],
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._memory = memory
        self._wide_wish = memory.get("sidebar") != "icons"
        self._detail_wish = memory.get("detail") != "hidden"
        self._width = 0
        # In the order of the screen: Tab goes through them as they were made.
        self.outer = QSplitter(Qt.Orientation.Horizontal, parent)
        self.sidebar = sidebar(self.outer)
        self.inner = QSplitter(Qt.Orientation.Horizontal)
        self.tabs = Tabs(self.inner, theme, self.outer)
        self.panel = panel(self.inner)
        self.detail = detail(self.inner)
        self._build()

    def _build(self) -> None:
        for splitter in (self.inner, self.outer):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.inner.setStretchFactor(0, 2)
        self.inner.setStretchFactor(1, 3)
        self.outer.setStretchFactor(0, 0)
        self.outer.setStretchFactor(1, 1)

    def restore(self, size: QSize) -> None:
        """Take the sizes of the last time, or good ones for a window of this size."""
        wide = self._theme.px(WIDE)
        if not self.outer.restoreState(kept_bytes(self._memory, "split/outer")):
            self.outer.setSizes([wide, size.width() - wide])
        if not self.inner.restoreState(kept_bytes(self._memory, "split/inner")):
            rest = size.width() - wide
            self.inner.setSizes([rest * 2 // 5, rest * 3 // 5])

    def keep(self) -> None:
        """Remember sizes and what is shown."""
        if self._width >= _SIDEBAR_FROM:
            keep_bytes(self._memory, "split/outer", self.outer.saveState())
            keep_bytes(self._memory, "split/inner", self.inner.saveState())
        self._memory.set("sidebar", "wide" if self._wide_wish else "icons")
        self._memory.set("detail", "shown" if self._detail_wish else "hidden")

    def fit(self, width: int) -> None:
        """Follow the window's width: first the sidebar gives way, at last the detail."""
        self._width = width
        scale = self._theme.text_scale
        narrow = not self._wide_wish or width < _SIDEBAR_FROM * scale
        if narrow != self.sidebar.narrow:
            self.sidebar.set_narrow(narrow)
            side = self._theme.px(NARROW if narrow else WIDE)
            self.outer.setSizes([side, max(1, width - side)])
            # The splitter knows its own new width, and the narrow list its limit, only afterwards.
            QTimer.singleShot(0, self.outer, self._fit_narrow)
        else:
            self._fit_narrow()
        shown = self._detail_wish and width >= _BOTH_FROM * min(scale, _LARGE)
        if shown != self.detail.isVisibleTo(self.inner):
            self.detail.setVisible(shown)
        self.changed.emit()

    def _fit_narrow(self) -> None:
        side = self._theme.px(NARROW)
        if self.sidebar.narrow and self.outer.sizes()[0] != side:
            self.outer.setSizes([side, max(1, self._width - side)])

    @property
    def sidebar_wide(self) -> bool:
        """Whether the sidebar shows names."""
        return not self.sidebar.narrow

    @property
    def detail_shown(self) -> bool:
        """Whether the detail stands beside the list."""
        return self.detail.isVisibleTo(self.inner)

    def detail_widget(self) -> QWidget:
        """The detail in front: a tab's, or the one beside the list."""
        current = self.tabs.current
        return current.widget if current.key else self.detail

    def toast_room(self) -> QRect:
        """Give where toasts rise: over the list if it is shown, else over the tab."""
        widget = self.tabs if self.tabs.current.key else self.panel.list_area()
        return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())

    def toggle_sidebar(self) -> None:
        """Show the sidebar in full or as icons."""
        self._wide_wish = self.sidebar.narrow
        self.fit(max(self._width, _SIDEBAR_FROM * 2) if self._wide_wish else self._width)

    def toggle_detail(self) -> None:
        """Show or hide the detail beside the list."""
        self._detail_wish = not self._detail_wish
        self.fit(self._width)


def smallest_window() -> QSize:
    """Give the smallest size at which everything can still be used."""
    return QSize(56 + 300 + NARROWEST - 60, 480)
