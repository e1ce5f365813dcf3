"""Decisions: everything that waits for the person, one record after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.ids import OpId
from deskclient.domain.operation import OpState
from deskclient.services.api import Decision, OutboxItem
from deskclient.services.op_maker import about
from deskclient.ui.decisions.choice import Side
from deskclient.ui.decisions.conflict_card import ConflictCard
from deskclient.ui.decisions.problem_card import ProblemCard
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.outbox.way_back import go_back, is_gone
from deskclient.ui.outbox.words import record_words
from deskclient.ui.page_parts import Column
from deskclient.ui.parts import Notice, Parts, Tone


@dataclass(slots=True, eq=False)
class _Section:
    """What is shown of one item."""

    look: tuple[object, ...]
    """What it was made of."""
    widget: QWidget
    cards: list[ConflictCard] = field(default_factory=list)
    problems: list[ProblemCard] = field(default_factory=list)


class DecisionsWindow(QWidget):
    """Shows conflicts by field, refused and gone changes, and offers to send again."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._sections: list[_Section] = []
        self.setWindowTitle(self.tr("Decisions"))
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Where the keyboard is when the last decision is made.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title = QLabel()
        self.title.setProperty("role", "page")
        self.summary = QLabel()
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        self.mine_button, self.theirs_button = QPushButton(), QPushButton()
        self.decide_button = QPushButton()
        self.empty = EmptyState(parts.theme)
        self._arrange()
        self._connect()
        self.refresh()

    # --- showing ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what needs a decision now; what is chosen stays, and the keyboard near its place."""
        items = [one for one in self._parts.desk.outbox.items() if needs_person(one)]
        place = self._place_of_keyboard()
        left = self._sections[place] if place >= 0 else None
        before, self._sections = self._sections, []
        for at, item in enumerate(items):
            section = _taken_from(before, _look_of(item)) or self._section(item)
            self._sections.append(section)
            if self._column.indexOf(section.widget) != at:
                self._column.insertWidget(at, section.widget)
        if left in before:
            # Before it is hidden: Qt would go to whatever button comes next.
            self._focus_at(place)
        self._drop(before)
        self._stack.setCurrentIndex(0 if items else 1)
        self._write(len(items))

    @property
    def cards(self) -> Sequence[ConflictCard]:
        """The cards of fields that both sides changed, from top to bottom."""
        return [card for section in self._sections for card in section.cards]

    @property
    def problems(self) -> Sequence[ProblemCard]:
        """The cards of changes that were not taken, from top to bottom."""
        return [card for section in self._sections for card in section.problems]

    def _drop(self, sections: Sequence[_Section]) -> None:
        for section in sections:
            section.widget.hide()
            self._column.removeWidget(section.widget)
            section.widget.deleteLater()

    def _place_of_keyboard(self) -> int:
        """Give the place of the section that has the keyboard; -1 for none of them."""
        focused: QWidget | None = self.window().focusWidget()
        for at, section in enumerate(self._sections):
            if focused is not None and section.widget.isAncestorOf(focused):
                return at
        return -1

    def _focus_at(self, place: int) -> None:
        """Give the keyboard to what came in the place of a section that went, or is the last.

        Not to one of its buttons: whoever presses a key twice shall not have done two things.
        """
        if not self._sections:
            self.setFocus()
            return
        section = self._sections[min(place, len(self._sections) - 1)]
        (*section.cards, *section.problems)[0].setFocus()

    def _section(self, item: OutboxItem) -> _Section:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._parts.theme.metrics.s)
        column.addWidget(self._heading(item))
        made = _Section(_look_of(item), widget)
        if item.conflicts and not item.resend:
            made.cards = self._conflict_cards(item)
        else:
            problem = ProblemCard(item, self._parts)
            problem.edit_wanted.connect(self._on_edit)
            made.problems = [problem]
        for card in (*made.cards, *made.problems):
            column.addWidget(card)
        return made

    def _heading(self, item: OutboxItem) -> QWidget:
        """Name the record, with a link to it where there is something to see."""
        if is_gone(item) or not item.is_shown:
            label = QLabel(record_words(item))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty("role", "strong")
            return label
        button = QPushButton(record_words(item))
        button.setProperty("role", "link")
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        button.setToolTip(self.tr("Show the record"))
        button.clicked.connect(partial(self._parts.host.open_record, *about(item.ops[0])))
        return button

    def _conflict_cards(self, item: OutboxItem) -> list[ConflictCard]:
        """Make a card for each colliding field; one operation is one unit, so fields tell whose."""
        made = []
        waiting = [op for op in item.ops if op.state is OpState.CONFLICT]
        for conflict in item.conflicts:
            op = next((one for one in waiting if conflict.field in one.patch.fields()), waiting[0])
            kind = self._parts.desk.registry[op.kind]
            made.append(ConflictCard(op.op_id, kind, conflict, self._parts))
        return made

    def _write(self, count: int) -> None:
        self.title.setText(self.tr("Decisions"))
        self.summary.setText(
            self.tr("%n change(s) wait for you. Nothing is lost until you decide.", "", count)
        )
        self.summary.setVisible(count > 0)
        self.mine_button.setText(self.tr("All &mine"))
        self.theirs_button.setText(self.tr("All &theirs"))
        self.decide_button.setText(self.tr("&Save decisions"))
        self.decide_button.setToolTip(self.tr("Save what is chosen and send it (Ctrl+Enter)"))
        for button in (self.mine_button, self.theirs_button, self.decide_button):
            button.setVisible(bool(self.cards))
        self.empty.say(
            "circle-check",
            self.tr("Nothing waits for your decision."),
            self.tr("Changes that collide with somebody else's are shown here side by side."),
        )

    # --- deciding ---------------------------------------------------------------------------

    def decisions(self) -> tuple[Decision, ...]:
        """Give what is chosen now, one decision for each operation."""
        found: dict[OpId, Decision] = {}
        for card in self.cards:
            before = found.get(card.op_id)
            merged = {**(before.values if before else {}), card.conflict.field: card.value()}
            found[card.op_id] = Decision(card.op_id, merged)
        return tuple(found.values())

    def decide(self) -> None:
        """Save what is chosen."""
        chosen = self.decisions()
        if not chosen:
            return
        self._parts.desk.outbox.decide(chosen)
        said = self.tr("%n decision(s) saved here.", "", len(chosen))
        self._parts.host.notify(Notice(said, Tone.SUCCESS))

    def choose_all(self, side: Side) -> None:
        """Take mine, or theirs, in every field."""
        for card in self.cards:
            card.choose(side)

    def _on_edit(self, item: OutboxItem) -> None:
        go_back(item, self._parts)

    # --- arrangement ------------------------------------------------------------------------

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        self.decide_button.setProperty("role", "primary")
        for button in (self.mine_button, self.theirs_button, self.decide_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        held = Column()
        held.setProperty("ground", "window")
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, space.s, 0)
        self._column.setSpacing(space.l)
        self._column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(held)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.xl, space.l, space.l, space.l)
        layout.setSpacing(space.m)
        layout.addLayout(head)
        layout.addWidget(body, 1)

    def _connect(self) -> None:
        self.mine_button.clicked.connect(partial(self.choose_all, Side.MINE))
        self.theirs_button.clicked.connect(partial(self.choose_all, Side.THEIRS))
        self.decide_button.clicked.connect(self.decide)
        self._parts.bridge.outbox_changed.connect(self.refresh)
        self._parts.theme.changed.connect(self._rebuild)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.decide)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _rebuild(self) -> None:
        """Draw anew, keeping what was chosen."""
        chosen = {(card.op_id, card.conflict.field): card.value() for card in self.cards}
        place = self._place_of_keyboard()
        before, self._sections = self._sections, []
        self.refresh()
        for card in self.cards:
            if (card.op_id, card.conflict.field) in chosen:
                card.restore(chosen[card.op_id, card.conflict.field])
        if place >= 0:
            self._focus_at(place)
        self._drop(before)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.cards:
            self.cards[0].setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setWindowTitle(self.tr("Decisions"))
            self._rebuild()


def _look_of(item: OutboxItem) -> tuple[object, ...]:
    """Give what a section is made of; while it is the same, what is chosen or typed there stays."""
    ops = tuple((op.op_id, op.state, op.problem) for op in item.ops)
    return ops, item.conflicts, item.is_shown, len(item.behind)


def _taken_from(sections: list[_Section], look: tuple[object, ...]) -> _Section | None:
    """Take out the section with this look; ``None`` if there is none."""
    at = next((at for at, one in enumerate(sections) if one.look == look), -1)
    return None if at < 0 else sections.pop(at)


def needs_person(item: OutboxItem) -> bool:
    """Tell whether an item waits for the person; the undo-send time alone does not."""
    if item.resend:
        return True
    return any(
        op.state in {OpState.CONFLICT, OpState.REJECTED}
        or (op.state is OpState.HELD and op.problem is not None and op.problem.rule != "undo_send")
        for op in item.ops
    )
