"""How late the window's event loop is, again and again."""

import time
from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_EVERY_MS = 2


class LagMeter(QObject):
    """Asks to be woken every two milliseconds and notes by how much that is late."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        # Not objects: tens of thousands of them would count as memory of what is measured.
        self.late_ms = array("f")
        self._last = 0.0

    @property
    def begun(self) -> bool:
        """Whether it measures."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Measure from now on."""
        self.late_ms = array("f")
        self._last = time.perf_counter()
        self._timer.start()

    def end(self) -> Sequence[float]:
        """Stop, and give how late each waking was, in milliseconds."""
        self._timer.stop()
        self.ended.emit()
        return self.late_ms

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - _EVERY_MS))
        self._last = now
