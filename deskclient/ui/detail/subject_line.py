"""The subject: read as a title, edited where it stands."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget
from typing_extensions import override

from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step


class SubjectLine(QLineEdit):
    """A line without a frame until it has the keyboard. Enter keeps, Esc gives up."""

    edited = Signal(str)
    """A new, non-empty subject."""

    def __init__(self, theme: Theme, max_length: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept = ""
        self.setMaxLength(max_length)
        self.setProperty("role", "plain")
        self.returnPressed.connect(self._leave)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_subject(self, subject: str) -> None:
        """Show a subject, unless another one is being typed."""
        if self.hasFocus() and self.text() != self._kept:
            self._kept = subject
            return
        self._kept = subject
        if self.text() != subject:
            self.setText(subject)
            self.setCursorPosition(0)
        self.setToolTip(subject)
        self.setAccessibleName(self.tr("Subject: {subject}").format(subject=subject))

    def _restyle(self) -> None:
        self.setFont(self._theme.font(Step.TITLE, strong=True))

    def _leave(self) -> None:
        self.clearFocus()

    def _keep(self) -> None:
        typed = self.text().strip()
        if not typed:
            self.setText(self._kept)
        elif typed != self._kept:
            self._kept = typed
            self.edited.emit(typed)

    def _room(self) -> QRect:
        """Give where the text stands; Qt keeps two pixels at either side."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_LineEditContents
        return self.style().subElementRect(contents, option, self).adjusted(2, 0, -2, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        room, metrics = self._room(), self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        cut = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.end()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._keep()
        self.setCursorPosition(0)
        self.deselect()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._kept)
            self.clearFocus()
            return
        super().keyPressEvent(event)
