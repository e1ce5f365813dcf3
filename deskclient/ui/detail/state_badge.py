"""How the record stands towards the desk, and on a click what exactly waits and why."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deskclient.domain.events import Link
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import NEEDS_DECISION, Operation, OpState
from deskclient.domain.replay import RecordState
from deskclient.services.api import OutboxItem
from deskclient.ui.outbox.words import OpWords, op_state, record_state, why_waiting
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import set_look


def waiting_for(ticket_id: RecordId, parts: Parts) -> Sequence[OutboxItem]:
    """List what waits for a ticket: its own changes, its entries and their files."""
    return [
        one
        for one in parts.desk.outbox.items()
        if any(_concerns(op, ticket_id, parts) for op in one.ops)
    ]


def _concerns(op: Operation, ticket_id: RecordId, parts: Parts) -> bool:
    if op.record_id == ticket_id or op.patch.set.get("ticket") == ticket_id:
        return True
    if op.kind == "ticket" or "ticket" in op.patch.set:
        return False
    found = parts.desk.reads.record(op.kind, op.record_id)
    return found is not None and found.doc.get("ticket") == ticket_id


def worst_state(states: Iterable[RecordState]) -> RecordState:
    """Give the state that most needs to be seen; they are declared in that order."""
    order = list(RecordState)
    return max(states, key=order.index, default=RecordState.SYNCED)


class StateBadge(QToolButton):
    """Icon and words; only a quiet icon while all is on the desk."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._ticket: RecordId | None = None
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.popover = WaitingPopover(parts, self)
        self.clicked.connect(self._open)

    def show_state(self, record_id: RecordId, state: RecordState) -> None:
        """Show how a record and what belongs to it stand."""
        self._ticket = record_id
        words = record_state(state)
        synced = state is RecordState.SYNCED
        self.setText("" if synced else f" {words.title}")
        set_look(self, role="quiet" if synced else "chip")
        ink = str(getattr(self._parts.theme.colors, words.ink))
        self.setIcon(self._parts.theme.icons.icon(words.icon, ink))
        self.setAccessibleName(self.tr("{state}. Show what waits.").format(state=words.title))
        self.setToolTip(words.title if synced else self.tr("Show what waits and why"))
        if self.popover.isVisible():
            self.popover.fill(record_id)

    def _open(self) -> None:
        if self._ticket is None:
            return
        self.popover.fill(self._ticket)
        self.popover.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - self.popover.width(), self.height() + 4))
        area = self.screen().availableGeometry()
        corner.setX(max(area.left(), min(corner.x(), area.right() - self.popover.width())))
        self.popover.move(corner)
        self.popover.show()
        self.popover.setFocus()


class WaitingPopover(QFrame):
    """The waiting operations of one ticket in words, each with its Undo."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._parts = parts
        self._words = OpWords(parts.desk, parts.texts)
        self.setProperty("ground", "raised")
        self.setMinimumWidth(parts.theme.px(360))
        self.setMaximumWidth(parts.theme.px(460))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(8)
        self._held: QWidget | None = None

    def fill(self, ticket_id: RecordId) -> None:
        """Show what waits for a ticket now."""
        if self._held is not None:
            self._held.hide()
            self._held.deleteLater()
        self._held = QWidget()
        inner = QVBoxLayout(self._held)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        items = waiting_for(ticket_id, self._parts)
        for item in items:
            inner.addWidget(self._line(item))
        if not items:
            inner.addWidget(QLabel(self.tr("Everything is on the desk.")))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._outbox_button(items))
        inner.addLayout(row)
        self._layout.addWidget(self._held)

    def _outbox_button(self, items: Sequence[OutboxItem]) -> QPushButton:
        decide = any(op.state is OpState.CONFLICT for item in items for op in item.ops)
        button = QPushButton(self.tr("Decide…") if decide else self.tr("Open the outbox"))
        button.setProperty("role", "primary" if decide else "link")
        button.clicked.connect(partial(self._go, "tools.decisions" if decide else "tools.outbox"))
        return button

    def _go(self, action_id: str) -> None:
        self.hide()
        self._parts.host.run(action_id)

    def _line(self, item: OutboxItem) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        online = self._parts.desk.sync.status().link is Link.ONLINE
        worst = max(item.ops, key=lambda op: op.state in NEEDS_DECISION)
        words = op_state(worst.state)
        icon = QLabel()
        ink = str(getattr(self._parts.theme.colors, words.ink))
        icon.setPixmap(
            self._parts.theme.icons.pixmap(words.icon, ink, 16, self.devicePixelRatioF())
        )
        column = QVBoxLayout()
        column.setSpacing(0)
        what = QLabel("\n".join(self._words.what(op) for op in item.ops))
        what.setTextFormat(Qt.TextFormat.PlainText)
        what.setWordWrap(True)
        why = QLabel(
            self.tr("{state}, {when}. {why}").format(
                state=words.title,
                when=self._parts.texts.relative(item.made_at),
                why=why_waiting(worst, online=online),
            )
        )
        why.setProperty("role", "small")
        why.setWordWrap(True)
        column.addWidget(what)
        column.addWidget(why)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self._undo_button(item), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _undo_button(self, item: OutboxItem) -> QPushButton:
        undo = QPushButton(self.tr("Undo"))
        undo.setProperty("role", "link")
        undo.setAccessibleName(self.tr("Undo: {what}").format(what=self._words.what(item.ops[0])))
        undo.clicked.connect(partial(self._undo, item))
        return undo

    def _undo(self, item: OutboxItem) -> None:
        self.hide()
        future = self._parts.desk.writes.undo([op.op_id for op in item.ops])
        self._parts.bridge.when_done(future, lambda _done: None, self._parts.host.report)
