"""A popup to choose one or several of many: type to narrow, arrows to move, Enter to take."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.domain.words import fold
from deskclient.ui.theme.theme import Theme, set_look

_SEARCH_FROM = 9
_ROWS = 12


class Option(Struct, frozen=True):
    """One thing to choose."""

    value: Value
    label: str
    icon: str = ""
    count: str = ""
    checked: bool = False
    words: str = ""
    """Further words that find it."""


class ChoicePopup(QFrame):
    """Closes itself; tells the choice once."""

    chosen = Signal(object)
    """The chosen value; with ``several``, a tuple of values."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        options: Sequence[Option],
        parent: QWidget,
        *,
        several: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._several = several
        self._options = tuple(options)
        self._find = QLineEdit(self)
        self._list = QListWidget(self)
        self._none = QLabel(self.tr("Nothing fits."), self)
        self._build(title)
        self._fill()

    def _build(self, title: str) -> None:
        set_look(self, ground="raised")
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        label = QLabel(title, self)
        set_look(label, role="section")
        layout.addWidget(label)
        self._find.setPlaceholderText(self.tr("Type to narrow"))
        self._find.setAccessibleName(self.tr("Narrow the choices"))
        self._find.textChanged.connect(self._narrow)
        self._find.installEventFilter(self)
        self._find.setVisible(len(self._options) >= _SEARCH_FROM)
        layout.addWidget(self._find)
        self._list.setAccessibleName(title)
        side = self._theme.px(16)
        self._list.setIconSize(QSize(side, side))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_clicked)
        self._list.itemActivated.connect(self._on_activated)
        layout.addWidget(self._list)
        set_look(self._none, role="muted")
        self._none.hide()
        layout.addWidget(self._none)
        if self._several:
            layout.addLayout(self._buttons())
        self.setFocusProxy(self._find if self._find.isVisibleTo(self) else self._list)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        done = QPushButton(self.tr("Apply"), self)
        set_look(done, role="primary")
        done.clicked.connect(self._take_several)
        row.addWidget(done)
        return row

    def _fill(self) -> None:
        height = self._row_height()
        for option in self._options:
            text = f"{option.label}    {option.count}" if option.count else option.label
            item = QListWidgetItem(text, self._list)
            item.setSizeHint(QSize(0, height))
            if option.icon:
                item.setIcon(self._theme.icons.icon(option.icon, self._theme.colors.muted))
            if self._several:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                state = Qt.CheckState.Checked if option.checked else Qt.CheckState.Unchecked
                item.setCheckState(state)
            elif option.checked:
                self._list.setCurrentItem(item)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._fit(len(self._options))
        widest = self._list.sizeHintForColumn(0) + 48
        self.setFixedWidth(min(420, max(self._theme.px(220), widest)))

    def _row_height(self) -> int:
        return self._theme.px(30)

    def _fit(self, shown: int) -> None:
        self._list.setFixedHeight(self._row_height() * min(_ROWS, max(1, shown)) + 4)
        self._list.setVisible(shown > 0)
        self._none.setVisible(shown == 0)

    def show_counts(self, counts: Mapping[str, str]) -> None:
        """Write a number behind choices, by the text of their value."""
        for at, option in enumerate(self._options):
            if counts.get(str(option.value)):
                self._list.item(at).setText(f"{option.label}    {counts[str(option.value)]}")
        widest = self._list.sizeHintForColumn(0) + 48
        self.setFixedWidth(max(self.width(), min(420, widest)))

    def show_at(self, at: QPoint) -> None:
        """Open with the upper left corner there, or where it fits on the screen."""
        self.adjustSize()
        area = self.screen().availableGeometry()
        x = min(at.x(), area.right() - self.width())
        y = min(at.y(), area.bottom() - self.height())
        self.move(max(area.left(), x), max(area.top(), y))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _narrow(self, typed: str) -> None:
        wanted = fold(typed).split()
        fitting = []
        for at, option in enumerate(self._options):
            text = fold(f"{option.label} {option.words}")
            hidden = not all(word in text for word in wanted)
            self._list.item(at).setHidden(hidden)
            if not hidden:
                fitting.append(at)
        self._list.setCurrentRow(fitting[0] if fitting else -1)
        self._fit(len(fitting))
        self.adjustSize()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if not self._several:
            self._take(self._list.row(item))

    def _on_activated(self, item: QListWidgetItem) -> None:
        if self._several:
            self._flip(item)
        else:
            self._take(self._list.row(item))

    @staticmethod
    def _flip(item: QListWidgetItem) -> None:
        checked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._options):
            self.chosen.emit(self._options[row].value)
            self.close()

    def _take_several(self) -> None:
        self.chosen.emit(
            tuple(
                option.value
                for at, option in enumerate(self._options)
                if self._list.item(at).checkState() is Qt.CheckState.Checked
            )
        )
        self.close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event if isinstance(event, QKeyEvent) and watched is self._find else None
        if pressed is not None and pressed.type() == QEvent.Type.KeyPress and self._steer(pressed):
            return True
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        """Let arrows and Enter in the search line work on the list."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self._list.currentRow()
            if row >= 0 and not self._list.item(row).isHidden():
                self._on_activated(self._list.item(row))
            return True
        return False

    def _move(self, step: int) -> None:
        row = self._list.currentRow() + step
        while 0 <= row < self._list.count():
            if not self._list.item(row).isHidden():
                self._list.setCurrentRow(row)
                return
            row += step

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._several and control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take_several()
            return
        super().keyPressEvent(event)
