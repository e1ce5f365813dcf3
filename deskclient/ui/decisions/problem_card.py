"""A change the desk did not take, or lost: what it said, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskclient.domain.ids import OpId
from deskclient.domain.operation import OpState
from deskclient.services.api import OutboxItem
from deskclient.ui.card import Card
from deskclient.ui.outbox.asking import ask_first
from deskclient.ui.outbox.way_back import WayBack, is_gone, way_back, way_words, worst_of
from deskclient.ui.outbox.words import OpWords, why_waiting
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look


class ProblemCard(Card):
    """Refused, gone, moved on, or missing after a restore."""

    edit_wanted = Signal(object)
    """It is to be changed where that can be done."""

    def __init__(self, item: OutboxItem, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._parts = parts
        self._words = OpWords(parts.desk, parts.texts)
        self._worst = worst_of(item)
        space = parts.theme.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.l, space.m, space.l, space.m)
        layout.setSpacing(space.xs)
        for op in item.ops[:6]:
            layout.addWidget(_label(self._words.what(op), "strong"))
        layout.addWidget(_label(self.why(), "warning" if item.resend else "danger"))
        problem = self._worst.problem
        if problem is not None and problem.hint:
            layout.addWidget(_label(domain_text(problem.hint), "muted"))
        if item.behind:
            waiting = self.tr("%n more change(s) wait for this.", "", len(item.behind))
            layout.addWidget(_label(waiting, "muted"))
        row = QHBoxLayout()
        row.setSpacing(space.s)
        for words, run in self.acts():
            row.addWidget(self._button(words, run, primary=row.count() == 0))
        row.addStretch()
        layout.addSpacing(space.xs)
        layout.addLayout(row)
        self.setAccessibleName(self.why())

    def why(self) -> str:
        """Say why it waits, in a sentence."""
        if self.item.resend:
            return self.tr(
                "The desk had confirmed this, but lost it when it was restored from a backup."
            )
        said = {
            "gone": self.tr("The record was deleted on the desk before your change arrived."),
            "moved_on": self.tr("New messages arrived in this ticket since you wrote this."),
        }.get(self._rule())
        return said or why_waiting(self._worst, online=True)

    def _rule(self) -> str:
        return "" if self._worst.problem is None else self._worst.problem.rule

    def acts(self) -> list[tuple[str, Callable[[], None]]]:
        """Give what can be done, the most useful first."""
        acts: list[tuple[str, Callable[[], None]]] = []
        way = way_back(self.item)
        if self.item.resend:
            acts.append((self.tr("Send again"), self.resend))
        elif self._worst.state is OpState.HELD:
            merged = self._rule() == "moved"
            anyway = self.tr("Make it on the other ticket") if merged else self.tr("Send it anyway")
            acts.append((anyway, self.send_now))
        if way is not WayBack.NONE:
            again = self.tr("Edit and send again")
            acts.append((again if way is WayBack.TEXT else way_words(way)[0], self.edit))
        if self._worst.state is OpState.REJECTED and not is_gone(self.item):
            acts.append((self.tr("Try again"), self.retry))
        words = self.tr("Leave it as the desk has it") if self.item.resend else self.tr("Discard")
        acts.append((words, self.discard))
        return acts

    def resend(self) -> None:
        """Send again what the desk lost."""
        self._parts.desk.outbox.resend(self._ids())

    def send_now(self) -> None:
        """Send although the ticket moved on."""
        self._parts.desk.outbox.send_now(self._ids())

    def retry(self) -> None:
        """Try to send it again as it is."""
        self._parts.desk.outbox.retry(self._ids())

    def edit(self) -> None:
        """Go to where it can be changed."""
        self.edit_wanted.emit(self.item)

    def discard(self) -> None:
        """Give it up; the person is asked first where other things would go with it."""
        ids = self._ids()
        ask_first(self.item, self.window(), lambda: self._parts.desk.outbox.discard(ids))

    def _ids(self) -> list[OpId]:
        return [op.op_id for op in self.item.ops]

    def _button(self, words: str, run: Callable[[], None], *, primary: bool) -> QPushButton:
        button = QPushButton(words)
        set_look(button, role="primary" if primary else "quiet")
        button.setAutoDefault(False)
        button.setToolTip(way_words(way_back(self.item))[1] if run == self.edit else "")
        button.clicked.connect(run)
        return button


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
