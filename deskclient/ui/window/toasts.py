"""Toasts: what just happened, with Undo. They never take the keyboard and never block."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget
from typing_extensions import override

from deskclient.domain.ids import OpId
from deskclient.ui.parts import Notice, Tone
from deskclient.ui.theme.theme import Theme, set_look

SHOWN_MS = 8000
_MOST = 3
_NARROWEST = 260
_LOOKS = {
    Tone.INFO: ("info", "accent"),
    Tone.SUCCESS: ("circle-check", "success"),
    Tone.WARNING: ("triangle-alert", "warning"),
    Tone.DANGER: ("octagon-alert", "danger"),
}


class Toast(QFrame):
    """One notice; waits while the mouse is over it."""

    ended = Signal()

    def __init__(
        self, notice: Notice, theme: Theme, undo: Callable[[Notice], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.notice = notice
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.end)
        set_look(self, ground="raised")
        self._build(theme, undo)
        self._timer.start()

    def _build(self, theme: Theme, undo: Callable[[Notice], None]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        icon, ink = _LOOKS[self.notice.tone]
        picture = QLabel(self)
        picture.setPixmap(theme.icons.pixmap(icon, getattr(theme.colors, ink), theme.px(16)))
        row.addWidget(picture)
        self._text = text = QLabel(self.notice.text, self)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setMinimumWidth(160)
        row.addWidget(text, 1)
        if self.notice.undo:
            self._button(row, self.tr("Undo"), partial(undo, self.notice))
        if self.notice.act and self.notice.run is not None:
            self._button(row, self.notice.act, self.notice.run)
        cross = QToolButton(self)
        set_look(cross, role="quiet")
        cross.setIcon(theme.icons.icon("x", theme.colors.muted))
        cross.setAccessibleName(self.tr("Dismiss"))
        cross.setToolTip(self.tr("Dismiss"))
        cross.clicked.connect(self.end)
        row.addWidget(cross)
        self.setAccessibleName(self.notice.text)

    def _button(self, row: QHBoxLayout, text: str, act: Callable[[], None]) -> None:
        button = QPushButton(text, self)
        set_look(button, role="link")
        button.clicked.connect(act)
        button.clicked.connect(self.end)
        row.addWidget(button)

    def wish(self) -> int:
        """Give the width at which no line of the text has to break."""
        lines = self.notice.text.split("\n")
        longest = max(self._text.fontMetrics().horizontalAdvance(line) for line in lines)
        return self.sizeHint().width() - self._text.sizeHint().width() + longest + 2

    def end(self) -> None:
        """Go away."""
        self._timer.stop()
        self.ended.emit()

    @override
    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()


class Toasts(QObject):
    """Stacks toasts above the lower edge of a window."""

    def __init__(
        self,
        theme: Theme,
        undo: Callable[[Notice], None],
        room: Callable[[], QRect],
        window: QWidget,
    ) -> None:
        """Set up.

        Args:
            theme: The look.
            undo: Takes a notice's operations back.
            room: Gives the part of the window whose lower left corner the toasts rise from.
            window: Where they stand.
        """
        super().__init__(window)
        self._theme = theme
        self._undo = undo
        self._room = room
        self._window = window
        self._shown: list[Toast] = []

    @property
    def shown(self) -> list[Notice]:
        """What is on the screen, oldest first."""
        return [toast.notice for toast in self._shown]

    def show(self, notice: Notice) -> None:
        """Show a notice; the oldest goes if there are too many."""
        if not self._shown:
            self._window.installEventFilter(self)
        toast = Toast(notice, self._theme, self._undo, self._window)
        toast.ended.connect(partial(self._drop, toast))
        self._shown.append(toast)
        while len(self._shown) > _MOST:
            self._drop(self._shown[0])
        toast.show()
        self.place()
        from PySide6.QtGui import (  # noqa: PLC0415 - most starts have nothing to announce
            QAccessible,
            QAccessibleAnnouncementEvent,
        )

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(toast, notice.text))

    def _drop(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            if not self._shown:
                self._window.removeEventFilter(self)
            toast.hide()
            toast.deleteLater()
            self.place()

    def drop_undo(self, ops: tuple[OpId, ...]) -> None:
        """Take away the toasts whose change was taken back: their Undo would do nothing."""
        for toast in [one for one in self._shown if one.notice.undo == ops]:
            self._drop(toast)

    def place(self) -> None:
        """Stack the toasts from below."""
        room = self._room()
        bottom = room.bottom() - 12
        most = max(_NARROWEST, min(self._theme.px(520), room.width() - 24))
        for toast in reversed(self._shown):
            width = min(most, max(toast.wish(), self._theme.px(280)))
            toast.setFixedWidth(width)
            height = max(toast.heightForWidth(width), toast.minimumSizeHint().height())
            toast.resize(width, height)
            bottom -= height
            toast.move(room.left() + 12, bottom)
            toast.raise_()
            bottom -= 8

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)
