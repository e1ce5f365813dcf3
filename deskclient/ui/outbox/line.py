"""One line of the outbox."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.events import Link
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, OpState
from deskclient.services.api import OutboxItem
from deskclient.ui.card import Card
from deskclient.ui.outbox.asking import ask_first
from deskclient.ui.outbox.way_back import WayBack, is_gone, way_back, way_words, worst_of
from deskclient.ui.outbox.words import OpWords, op_state, record_words, why_waiting
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look

_WORDS_SHOWN = 6
"""Operations of one line that are spelt out; a bulk change of two hundred says how many more."""


class OutboxLine(Card):
    """What, on which record, since when, its state and why, upload progress, and its buttons."""

    edit_wanted = Signal(object)
    """The item is to be changed where that can be done."""
    step_wanted = Signal(int)
    """The keyboard is to go to another line: 1 is the next one."""

    def __init__(
        self, item: OutboxItem, parts: Parts, words: OpWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item = item
        self._parts = parts
        self._words = words
        self.key = item.ops[0].op_id if item.ops else ""
        space = parts.theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(space.m, space.s, space.s, space.s)
        row.setSpacing(space.m)
        worst = worst_of(item)
        state = op_state(worst.state)
        icon = QLabel()
        ink = str(getattr(parts.theme.colors, state.ink))
        icon.setPixmap(parts.theme.icons.pixmap(state.icon, ink, 18, self.devicePixelRatioF()))
        icon.setToolTip(state.title)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._text(worst), 1)
        row.addLayout(self._buttons(worst))
        said = "; ".join((self.title(), *self.what(), state.title))
        self.setAccessibleName(said)

    def has_keyboard(self) -> bool:
        """Tell whether the line or one of its buttons has the keyboard."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def retime(self) -> None:
        """Say anew how long ago it was; the minute changed."""
        self._when.setText(self._why(worst_of(self.item)))

    def title(self) -> str:
        """The record in words."""
        item = self.item
        if item.label == "bulk" and len({op.record_id for op in item.ops}) > 1:
            return self.tr("%n record(s) together", "", len({op.record_id for op in item.ops}))
        return record_words(item)

    def what(self) -> list[str]:
        """The changes in words."""
        said = list(dict.fromkeys(self._words.what(op) for op in self.item.ops))
        if len(said) <= _WORDS_SHOWN:
            return said
        more = self.tr("… and %n more", "", len(said) - _WORDS_SHOWN)
        return [*said[:_WORDS_SHOWN], more]

    # --- words ------------------------------------------------------------------------------

    def _text(self, worst: Operation) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(_label(self.title(), "strong"))
        for line in self.what():
            column.addWidget(_label(line, ""))
        self._when = _label(self._why(worst), "small")
        column.addWidget(self._when)
        if worst.is_unproved and worst.first_sent_at:
            sent = self._parts.texts.exact(worst.first_sent_at)
            column.addWidget(_label(self.tr("First sent: {when}").format(when=sent), "small"))
        if worst.problem is not None and worst.problem.hint:
            column.addWidget(_label(domain_text(worst.problem.hint), "small"))
        if self.item.upload_total:
            column.addLayout(self._upload())
        return column

    def _why(self, worst: Operation) -> str:
        online = self._parts.desk.sync.status().link is Link.ONLINE
        why = (
            self.tr("The desk had it, but lost it when it was restored from a backup.")
            if self.item.resend
            else why_waiting(worst, online=online)
        )
        return self.tr("{state}, {when}. {why}").format(
            state=op_state(worst.state).title,
            when=self._parts.texts.relative(self.item.made_at),
            why=why,
        )

    def _upload(self) -> QHBoxLayout:
        done, total = self.item.upload_done, self.item.upload_total
        bar = QProgressBar()
        bar.setRange(0, 1000)
        bar.setValue(round(1000 * done / max(1, total)))
        bar.setTextVisible(False)
        size = self._parts.texts.size
        said = self.tr("{done} of {total} uploaded").format(done=size(done), total=size(total))
        bar.setAccessibleName(said)
        row = QHBoxLayout()
        row.addWidget(bar, 1)
        words = _label(said, "small")
        words.setWordWrap(False)
        row.addWidget(words)
        return row

    # --- buttons ----------------------------------------------------------------------------

    def _buttons(self, worst: Operation) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        _, hint = way_words(way_back(self.item))
        for words, run, primary in self._acts(worst):
            button = QPushButton(words)
            button.setToolTip(hint if run == self.edit else "")
            set_look(button, role="primary" if primary else "quiet")
            button.setIconSize(QSize(14, 14))
            button.setAutoDefault(False)
            button.clicked.connect(run)
            button.setAccessibleName(
                self.tr("{action}: {title}").format(action=words, title=self.title())
            )
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _acts(self, worst: Operation) -> list[tuple[str, Callable[[], None], bool]]:
        """Give what can be done: words, act, and whether it is the useful one."""
        if self._parts.desk.sync.status().link is Link.READ_ONLY:
            return []
        acts = self._to_go_on(worst)
        way = way_back(self.item)
        if way is not WayBack.NONE:
            words = self.tr("Keep as draft") if worst.is_unproved else way_words(way)[0]
            acts.append((words, self.edit, worst.state is OpState.REJECTED))
        settled = worst.state in {OpState.REJECTED, OpState.CONFLICT} or self.item.resend
        words = self.tr("Discard") if settled else self.tr("Undo")
        if worst.state not in {OpState.INFLIGHT, OpState.ACKED, OpState.UNCONFIRMED}:
            acts.append((words, self.take_back, False))
        return acts

    def _to_go_on(self, worst: Operation) -> list[tuple[str, Callable[[], None], bool]]:
        if self.item.resend:
            return [(self.tr("Send again"), self.resend, True)]
        if worst.state is OpState.CONFLICT:
            return [(self.tr("Decide…"), self._decide, True)]
        if worst.state in {OpState.REJECTED, OpState.BLOCKED}:
            again = (self.tr("Try again"), self.retry, False)
            return [] if is_gone(self.item) else [again]
        if worst.state is OpState.HELD:
            return [(self.tr("Send now"), self.send_now, False)]
        if not worst.is_unproved:
            return []
        seen = (self.tr("It is there"), self.settle, False)
        again = (self.tr("Send again"), self.retry, False)
        # What waits for a record made here would wait for ever if it were only left out.
        return [again] if self.item.label == "create" else [again, seen]

    @property
    def _ids(self) -> tuple[OpId, ...]:
        return tuple(op.op_id for op in self.item.ops)

    def retry(self) -> None:
        """Try to send it again."""
        self._parts.desk.outbox.retry(self._ids)

    def settle(self) -> None:
        """Say that it has been seen on the desk."""
        self._parts.desk.outbox.settle(self._ids)

    def send_now(self) -> None:
        """End the waiting time."""
        self._parts.desk.outbox.send_now(self._ids)

    def resend(self) -> None:
        """Send again what the desk lost."""
        self._parts.desk.outbox.resend(self._ids)

    def edit(self) -> None:
        """Go to where it can be changed."""
        self.edit_wanted.emit(self.item)

    def take_back(self) -> None:
        """Undo what has not been sent; discard what the desk did not take.

        The person is asked first where other things would go with it.
        """
        ask_first(self.item, self.window(), self._take_back)

    def _take_back(self) -> None:
        worst = worst_of(self.item)
        if worst.state in {OpState.REJECTED, OpState.CONFLICT} or self.item.resend:
            self._parts.desk.outbox.discard(self._ids)
            return
        future = self._parts.desk.writes.undo(self._ids)
        self._parts.bridge.when_done(future, lambda _done: None, self._parts.host.report)

    def _decide(self) -> None:
        self._parts.host.run("tools.decisions")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.step_wanted.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            worst = worst_of(self.item)
            if self._acts(worst) and not worst.is_unproved:
                self.take_back()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            worst = worst_of(self.item)
            acts = self._acts(worst)
            # What became of a reply is nothing to be said by a slip of the finger.
            if acts and not worst.is_unproved:
                acts[0][1]()
        else:
            super().keyPressEvent(event)


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
