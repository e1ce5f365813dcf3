"""Minutes spent: typed as ``15`` or ``1:30``, stepped by five with the arrow keys."""

import re

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from deskclient.ui.theme.theme import Theme

MOST = 24 * 60 - 1
_CLOCK = re.compile(r"(\d{1,2}):(\d{0,2})")


class MinutesEdit(QLineEdit):
    """A short line with a timer before it; empty means none."""

    minutes_changed = Signal()
    """The person changed the time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        pattern = QRegularExpression(r"\d{0,4}|\d{1,2}:\d{0,2}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self._timer = self.addAction(
            theme.icons.icon("timer", theme.colors.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.textEdited.connect(self.minutes_changed)
        self.editingFinished.connect(self._tidy)
        theme.changed.connect(self._redraw)
        self._redraw()

    def minutes(self) -> int:
        """Give the minutes typed."""
        typed = self.text().strip()
        found = _CLOCK.fullmatch(typed)
        if found is not None:
            return min(MOST, int(found[1]) * 60 + int(found[2] or 0))
        return min(MOST, int(typed)) if typed.isdecimal() else 0

    def set_minutes(self, minutes: int) -> None:
        """Show a time; tells nobody."""
        self.setText(f"{minutes // 60}:{minutes % 60:02}" if minutes > 0 else "")

    def _tidy(self) -> None:
        self.set_minutes(self.minutes())

    def _redraw(self) -> None:
        self.setFixedWidth(self._theme.px(92))
        self._timer.setIcon(self._theme.icons.icon("timer", self._theme.colors.muted))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.set_minutes(max(0, min(MOST, self.minutes() + step)))
        self.minutes_changed.emit()
