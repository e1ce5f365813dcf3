"""A small popup to choose one of a list, with a line to narrow it down. All by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.ui.forms.ref_editor import SUBTITLE_ROLE, TwoLines
from deskclient.ui.text import fold
from deskclient.ui.theme.theme import Theme

VALUE_ROLE = Qt.ItemDataRole.UserRole + 10
_FILTER_FROM = 8
_KEYS_FOR_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: Value
    title: str
    subtitle: str = ""
    icon: str = ""
    words: str = ""
    """Further words that find it."""


class PopupList(QFrame):
    """Shows options under a button; Enter or a click chooses, Esc leaves."""

    chosen = Signal(object)
    """The value of the option chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._options: tuple[Option, ...] = ()
        self.setProperty("ground", "raised")
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type to narrow down"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(TwoLines(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addWidget(self.list)

    def open_under(self, anchor: QWidget, options: Sequence[Option], current: Value = None) -> None:
        """Show the options under (or over) a widget, the current one selected."""
        self._options = tuple(options)
        self.line.clear()
        self.line.setVisible(len(options) > _FILTER_FROM)
        self._fill()
        for row, option in enumerate(self._options):
            if option.value == current and current is not None:
                self.list.setCurrentRow(row)
        self.list.setAccessibleName(anchor.accessibleName())
        self._place(anchor)
        self.show()
        (self.line if self.line.isVisibleTo(self) else self.list).setFocus()

    def titles(self) -> list[str]:
        """The titles shown now."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _fill(self) -> None:
        wanted = fold(self.line.text()).split()
        self.list.clear()
        for option in self._options:
            text = fold(f"{option.title} {option.subtitle} {option.words}")
            if all(word in text for word in wanted):
                self.list.addItem(self._item(option))
        self.list.setCurrentRow(0)

    def _item(self, option: Option) -> QListWidgetItem:
        item = QListWidgetItem(option.title)
        item.setData(VALUE_ROLE, option)
        item.setData(SUBTITLE_ROLE, option.subtitle)
        if option.icon:
            item.setIcon(self._theme.icons.icon(option.icon, self._theme.colors.muted))
        return item

    def _place(self, anchor: QWidget) -> None:
        rows = min(max(self.list.count(), 1), 10)
        row_height = self.list.sizeHintForRow(0) if self.list.count() else 30
        line = self.line.sizeHint().height() + 4 if self.line.isVisibleTo(self) else 0
        width = max(anchor.width(), self._theme.px(240))
        self.resize(width, rows * row_height + line + 14)
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        area = anchor.screen().availableGeometry()
        if corner.y() + self.height() > area.bottom():
            corner.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        corner.setX(max(area.left(), min(corner.x(), area.right() - width)))
        self.move(corner)

    def _choose(self, item: QListWidgetItem) -> None:
        option = item.data(VALUE_ROLE)
        self.hide()
        self.chosen.emit(option.value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _KEYS_FOR_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                item = self.list.currentItem()
                if item is not None:
                    self._choose(item)
                return True
        return super().eventFilter(watched, event)
