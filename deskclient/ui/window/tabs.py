"""Tabs of a window: the list first, then what the person keeps open beside it."""

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.ui.theme.theme import Theme, set_look


class Tab(Struct, frozen=True):
    """What a tab shows: ``ticket:<id>``, ``outbox`` …, and its widget."""

    key: str
    widget: QWidget


class Tabs(QWidget):
    """A bar that shows itself only if there is something beside the list."""

    moved = Signal()
    """Another tab is shown, or their number changed."""
    torn_off = Signal(str)
    """The key of a tab that the person wants in a window of its own."""

    def __init__(self, home: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bar = QTabBar(self)
        self._stack = QStackedWidget(self)
        self._tabs: list[Tab] = [Tab("", home)]
        self._build(home)

    def _build(self, home: QWidget) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(True)
        self._bar.setElideMode(Qt.TextElideMode.ElideRight)
        self._bar.setAccessibleName(self.tr("Open tickets"))
        self._bar.installEventFilter(self)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        self._stack.addWidget(home)
        self._bar.addTab(self.tr("Tickets"))
        self._bar.currentChanged.connect(self._on_current)
        self._bar.tabBarDoubleClicked.connect(self._on_double_clicked)
        self._bar.hide()

    @property
    def extra(self) -> int:
        """How many tabs there are beside the list."""
        return len(self._tabs) - 1

    @property
    def current(self) -> Tab:
        """The tab in front; the list's has an empty key."""
        return self._tabs[max(0, self._bar.currentIndex())]

    @property
    def position(self) -> int:
        """Where the tab in front stands, 0 being the list."""
        return max(0, self._bar.currentIndex())

    def widget(self, key: str) -> QWidget | None:
        """Find what a tab shows."""
        return next((tab.widget for tab in self._tabs if tab.key == key), None)

    def add(self, key: str, title: str, widget: QWidget) -> None:
        """Add a tab and show it."""
        self._tabs.append(Tab(key, widget))
        self._stack.addWidget(widget)
        at = self._bar.addTab("")
        self._set_title(at, title)
        cross = QToolButton(self._bar)
        set_look(cross, role="cross")
        cross.setIcon(self._theme.icons.icon("x", self._theme.colors.muted))
        cross.setAccessibleName(self.tr("Close tab"))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setFixedSize(22, 22)
        cross.clicked.connect(lambda: self.close_key(key))
        self._bar.setTabButton(at, QTabBar.ButtonPosition.RightSide, cross)
        self._bar.show()
        self._bar.setCurrentIndex(at)
        self.moved.emit()

    def rename(self, key: str, title: str) -> None:
        """Give a tab another title."""
        for at, tab in enumerate(self._tabs):
            if tab.key == key:
                self._set_title(at, title)

    def _set_title(self, at: int, title: str) -> None:
        shown = title if len(title) <= 32 else title[:31] + "…"
        self._bar.setTabText(at, shown.replace("&", "&&"))
        self._bar.setTabToolTip(at, title)

    def show_key(self, key: str) -> bool:
        """Show a tab; False if there is none."""
        found = [at for at, tab in enumerate(self._tabs) if tab.key == key]
        if found:
            self._bar.setCurrentIndex(found[0])
        return bool(found)

    def show_at(self, at: int) -> None:
        """Show a tab by position."""
        if 0 <= at < len(self._tabs):
            self._bar.setCurrentIndex(at)

    def close_key(self, key: str) -> None:
        """Close a tab; the list stays."""
        at = next((at for at, tab in enumerate(self._tabs) if tab.key == key), 0)
        if at > 0:
            tab = self._tabs.pop(at)
            self._bar.removeTab(at)
            self._stack.removeWidget(tab.widget)
            tab.widget.deleteLater()
            self._bar.setVisible(self.extra > 0)
            self.moved.emit()

    def _on_current(self, at: int) -> None:
        if 0 <= at < len(self._tabs):
            self._stack.setCurrentWidget(self._tabs[at].widget)
            self.moved.emit()

    def _on_double_clicked(self, at: int) -> None:
        if 0 < at < len(self._tabs):
            self.torn_off.emit(self._tabs[at].key)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        released = event if isinstance(event, QMouseEvent) and watched is self._bar else None
        if released is not None and released.type() == QEvent.Type.MouseButtonRelease:
            at = self._bar.tabAt(released.position().toPoint())
            if released.button() is Qt.MouseButton.MiddleButton and at > 0:
                self.close_key(self._tabs[at].key)
                return True
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_title(0, self.tr("Tickets"))
            self._bar.setAccessibleName(self.tr("Open tickets"))
        super().changeEvent(event)
