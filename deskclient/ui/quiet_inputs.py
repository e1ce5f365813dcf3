"""Inputs that a turning wheel scrolls past instead of changing."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox
from typing_extensions import override


class QuietCombo(QComboBox):
    """A drop-down that ignores the wheel."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class QuietSpin(QSpinBox):
    """A number that ignores the wheel."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
