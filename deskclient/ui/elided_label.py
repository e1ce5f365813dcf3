"""A label that shortens itself to the width there is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

_KEPT = 64


class ElidedLabel(QLabel):
    """One line of plain text; what has no room becomes an ellipsis, and the tip shows all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cut: dict[tuple[str, int, str], str] = {}

    def _shortened(self, width: int) -> str:
        # Kept: measuring takes longer than drawing, and the same texts come again.
        asked = self.text(), width, self.font().key()
        found = self._cut.get(asked)
        if found is None:
            if len(self._cut) >= _KEPT:
                self._cut.clear()
            metrics = self.fontMetrics()
            found = metrics.elidedText(asked[0], Qt.TextElideMode.ElideRight, width)
            self._cut[asked] = found
        return found

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        cut = self._shortened(room.width())
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
