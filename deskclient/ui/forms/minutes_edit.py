"""Minutes spent: typed as ``15`` or ``1:30``, stepped by five with the arrow keys, or timed."""

import re
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from deskclient.ui.theme.theme import Theme

MOST = 24 * 60 - 1
_CLOCK = re.compile(r"(\d{1,2}):(\d{0,2})")
_LOOK_AGAIN_MS = 1000


class MinutesEdit(QLineEdit):
    """A short line with a timer before it; empty means none.

    A click on the timer counts the minutes from now on, every begun one, on top of what stands
    there, until the next click or until something is typed.

    Args:
        theme: Colours and sizes.
        parent: The owner.
        seconds: A clock that only goes forward.
    """

    minutes_changed = Signal()
    """The person, or the timer, changed the time."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seconds = seconds
        self._since_s = 0.0
        self._before = 0
        self._running = False
        pattern = QRegularExpression(r"\d{0,4}|\d{1,2}:\d{0,2}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.timer = self.addAction(
            theme.icons.icon("timer", theme.colors.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.timer.triggered.connect(self.toggle_timer)
        self._tick = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._tick.timeout.connect(self.count)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(self._tidy)
        theme.changed.connect(self._redraw)
        self._redraw()

    def minutes(self) -> int:
        """Give the minutes typed or counted."""
        typed = self.text().strip()
        found = _CLOCK.fullmatch(typed)
        if found is not None:
            return min(MOST, int(found[1]) * 60 + int(found[2] or 0))
        return min(MOST, int(typed)) if typed.isdecimal() else 0

    def set_minutes(self, minutes: int) -> None:
        """Show a time and end the timer; tells nobody."""
        self._stop()
        self._show(minutes)

    def toggle_timer(self) -> None:
        """Begin to count, or end it and keep what was counted."""
        if self._running:
            self.count()
            self._stop()
            return
        self._running = True
        self._since_s, self._before = self._seconds(), self.minutes()
        self._tick.start()
        self._redraw()
        self.count()

    def count(self) -> None:
        """Show the minutes up to now, if the timer runs."""
        if not self._running:
            return
        counted = min(MOST, self._before + int((self._seconds() - self._since_s) // 60) + 1)
        if counted != self.minutes():
            self._show(counted)
            self.minutes_changed.emit()

    def _stop(self) -> None:
        self._running = False
        self._tick.stop()
        self._redraw()

    def _show(self, minutes: int) -> None:
        self.setText(f"{minutes // 60}:{minutes % 60:02}" if minutes > 0 else "")

    def _on_typed(self) -> None:
        self._stop()
        self.minutes_changed.emit()

    def _tidy(self) -> None:
        if not self._running:
            self._show(self.minutes())

    def _redraw(self) -> None:
        colors = self._theme.colors
        ink = colors.accent if self._running else colors.muted
        self.setFixedWidth(self._theme.px(92))
        self.timer.setIcon(self._theme.icons.icon("timer", ink))
        self.timer.setText(self.tr("Stop the timer") if self._running else self.tr("Time a call"))
        self.timer.setToolTip(self.timer.text())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._redraw()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.set_minutes(max(0, min(MOST, self.minutes() + step)))
        self.minutes_changed.emit()
