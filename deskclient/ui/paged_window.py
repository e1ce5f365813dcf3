"""A window with a list of pages on the left and the chosen one on the right."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look

_NAV_PX = 200
_SIZE = (900, 620)


class PagedWindow(QDialog):
    """Shown without blocking. Subclasses add pages and name them in :meth:`page_title`."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = surroundings.theme
        self.texts = surroundings.texts
        self.nav = QListWidget(self)
        self.stack = QStackedWidget(self)
        self.side = QVBoxLayout()
        self._keys: list[str] = []
        self._icons: list[str] = []
        self._frame()
        self.nav.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.theme.changed.connect(self.relabel)
        for key in ("Ctrl+PgDown", "Ctrl+PgUp"):
            QShortcut(QKeySequence(key), self).activated.connect(self._on_step)

    def _frame(self) -> None:
        self.nav.setProperty("role", "sidebar")
        set_look(self.nav, ground="window")
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nav.setWordWrap(True)
        self.side.setContentsMargins(8, 12, 8, 8)
        self.side.setSpacing(8)
        self.side.addWidget(self.nav, 1)
        line = QFrame(self)
        set_look(line, role="vline")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QWidget(self)
        self._left.setLayout(self.side)
        row.addWidget(self._left)
        row.addWidget(line)
        row.addWidget(self.stack, 1)

    def add_page(self, key: str, icon: str, page: QWidget) -> None:
        """Put a page at the end of the list."""
        self._keys.append(key)
        self._icons.append(icon)
        item = QListWidgetItem(self.nav)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.stack.addWidget(page)

    def page_title(self, key: str) -> str:
        """Name a page in the language in force."""
        raise NotImplementedError

    def page(self) -> str:
        """The key of the page shown."""
        return self._keys[max(0, self.nav.currentRow())]

    def show_page(self, key: str) -> None:
        """Bring the window to the front with a page; an unknown key shows the first one."""
        self.nav.setCurrentRow(self._keys.index(key) if key in self._keys else 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.nav.setFocus()

    def relabel(self) -> None:
        """Write and draw everything in the language and the look in force."""
        height = self.theme.px(34)
        for at, key in enumerate(self._keys):
            item = self.nav.item(at)
            item.setText(self.page_title(key))
            item.setIcon(self.theme.icons.icon(self._icons[at], self.theme.colors.muted))
            item.setSizeHint(QSize(0, height))
        side = self.theme.px(16)
        self.nav.setIconSize(QSize(side, side))
        self._left.setFixedWidth(min(self.theme.px(_NAV_PX), 300))
        self.nav.setAccessibleName(self.windowTitle())

    def fit(self) -> None:
        """Take a size that suits the text and the screen."""
        room = self.screen().availableGeometry().size()
        width = min(self.theme.px(_SIZE[0]), room.width() - 48, 1180)
        height = min(self.theme.px(_SIZE[1]), room.height() - 64, 860)
        self.resize(max(640, width), max(440, height))

    def _on_step(self) -> None:
        shortcut = self.sender()
        down = isinstance(shortcut, QShortcut) and shortcut.key() == QKeySequence("Ctrl+PgDown")
        count = self.nav.count()
        self.nav.setCurrentRow((self.nav.currentRow() + (1 if down else -1)) % count)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.relabel()
        super().changeEvent(event)
