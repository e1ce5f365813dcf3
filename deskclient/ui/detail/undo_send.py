"""After sending: where the text is now, and for a few seconds the way back."""

from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from deskclient.domain.events import Link
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation
from deskclient.domain.times import from_text
from deskclient.services.api import Done
from deskclient.ui.parts import Parts

SHOWN_S = 12
"""How long the bar stays where nothing is held back."""


class UndoSendBar(QFrame):
    """One sentence with Undo and Send now. Goes away by itself."""

    undo_wanted = Signal(object)
    """Operation ids whose text is to come back."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._ops: tuple[OpId, ...] = ()
        self._until: datetime | None = None
        self._reply = True
        self._left = 0
        self.setProperty("ground", "success")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.undo_button = QPushButton(self)
        self.undo_button.setProperty("role", "link")
        self.undo_button.clicked.connect(self._on_undo)
        self.now_button = QPushButton(self)
        self.now_button.setProperty("role", "link")
        self.now_button.clicked.connect(self._on_now)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo_button)
        row.addWidget(self.now_button)
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def show_sent(self, done: Done, *, reply: bool) -> None:
        """Tell about what was just written."""
        self._ops, self._reply = done.op_ids, reply
        self._until = self._held_until()
        self._left = SHOWN_S * 2
        self._tick()
        self._timer.start()
        self.show()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()

    def _held_until(self) -> datetime | None:
        mine = set(self._ops)
        ops: list[Operation] = [
            op for item in self._parts.desk.outbox.items() for op in item.ops if op.op_id in mine
        ]
        held = [op.hold_until for op in ops if op.hold_until]
        try:
            return max(from_text(one) for one in held) if held else None
        except ValueError:
            return None

    def _tick(self) -> None:
        seconds = self._seconds()
        self._left -= 1
        if seconds <= 0 if self._until is not None else self._left <= 0:
            self.dismiss()
            return
        self._write(seconds)

    def _seconds(self) -> int:
        if self._until is None:
            return 0
        return max(
            0, round((self._until - self._parts.clock.now().astimezone(UTC)).total_seconds())
        )

    def _write(self, seconds: int) -> None:
        self.undo_button.setText(self.tr("Undo"))
        self.now_button.setText(self.tr("Send now"))
        self.now_button.setVisible(seconds > 0)
        self.words.setText(self._sentence(seconds))

    def _sentence(self, seconds: int) -> str:
        online = self._parts.desk.sync.status().link is Link.ONLINE
        if not online:
            if self._reply:
                return self.tr("Reply saved here. It goes to the desk when it can be reached.")
            return self.tr("Note saved here. It goes to the desk when it can be reached.")
        if seconds > 0:
            return self.tr("Reply saved here. It goes in %n second(s).", "", seconds)
        return self.tr("Reply saved here.") if self._reply else self.tr("Note saved here.")

    def _on_undo(self) -> None:
        self.dismiss()
        self.undo_wanted.emit(self._ops)

    def _on_now(self) -> None:
        self._parts.desk.outbox.send_now(self._ops)
        self.dismiss()
