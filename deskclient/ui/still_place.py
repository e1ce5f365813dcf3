"""A place that stays as it is while the text in it changes."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override


class StillPlace(QWidget):
    """Holds one line of text and takes the room that is left.

    In a layout of Qt each new text lays out all that stands around it, up to the window: a click
    on another view would do so for its title, before its rows are painted.
    """

    def __init__(self, held: QWidget, narrowest: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._held = held
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(narrowest)
        held.setParent(self)

    @override
    def sizeHint(self) -> QSize:
        return self._held.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._held.resize(event.size())
