"""A label that shortens itself to the width there is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override


class ElidedLabel(QLabel):
    """One line of plain text; what has no room becomes an ellipsis, and the tip shows all."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        whole, room = self.text(), self.contentsRect()
        cut = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment().value, cut)
        painter.end()

    @override
    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setToolTip(text)

    @override
    def minimumSizeHint(self) -> QSize:
        short = min(self.sizeHint().width(), self.fontMetrics().horizontalAdvance("MMM…"))
        return QSize(short, super().minimumSizeHint().height())
