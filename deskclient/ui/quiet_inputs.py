"""Inputs that a turning wheel scrolls past instead of changing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override


class QuietCombo(QComboBox):
    """A drop-down that ignores the wheel and takes the room there is, not that of its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberLine(QLineEdit):
    """A whole number within bounds: typed, or stepped by the arrow keys."""

    number_changed = Signal(int)
    """The person is done with another number: left the field, pressed Enter or an arrow."""

    def __init__(self, minimum: int, maximum: int) -> None:
        super().__init__()
        self._range = (minimum, maximum)
        self._number = minimum
        self.setValidator(QIntValidator(minimum, maximum, self))
        self.editingFinished.connect(self._on_finished)

    def number(self) -> int:
        """The number in force."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show a number; tells nobody."""
        self._number = number
        self.setText(str(number))

    def _take(self, number: int) -> None:
        least, most = self._range
        number = min(most, max(least, number))
        changed = number != self._number
        self.set_number(number)
        if changed:
            self.number_changed.emit(number)

    def _on_finished(self) -> None:
        self._take(int(self.text()) if self.hasAcceptableInput() else self._number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        least, most = self._range
        step = 10 if most - least > 60 else 1
        steps = {Qt.Key.Key_Up: step, Qt.Key.Key_Down: -step}
        if event.key() in steps:
            self._take(self._number + steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
