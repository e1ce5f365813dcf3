"""One field both sides changed: what it was, mine, theirs, who and when, and the choice."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.operation import FieldConflict
from deskclient.ui.card import Card
from deskclient.ui.decisions.choice import Side, is_text, joined, mine_is_legal, propose
from deskclient.ui.outbox.words import OpWords
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text

_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3, Qt.Key.Key_5: 4}


class ConflictCard(Card):
    """Chooses one value. Keys 1, 2, 3 … choose while the card has the keyboard."""

    changed = Signal()

    def __init__(
        self,
        op_id: OpId,
        kind: Kind,
        conflict: FieldConflict,
        parts: Parts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.op_id = op_id
        self.conflict = conflict
        self._kind = kind
        self._spec = kind.field_map.get(conflict.field)
        self._parts = parts
        self._words = OpWords(parts.desk, parts.texts)
        self._options: list[tuple[Side, Value]] = []
        self._group = QButtonGroup(self)
        self.editor: QPlainTextEdit | None = None
        space = parts.theme.metrics
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(space.l, space.m, space.l, space.m)
        self._layout.setSpacing(space.s)
        self._layout.addLayout(self._head())
        if is_text(self._spec):
            self._build_text()
        else:
            self._build_values()
        self.setAccessibleName(self._said())

    # --- what was chosen --------------------------------------------------------------------

    def value(self) -> Value:
        """Give the value chosen."""
        if self.editor is not None:
            return self.editor.toPlainText()
        at = self._group.checkedId()
        return self._options[max(0, at)][1]

    def choose(self, side: Side) -> None:
        """Choose mine or theirs, where that is legal."""
        if self.editor is not None:
            texts = {Side.MINE: self.conflict.mine, Side.THEIRS: self.conflict.theirs}
            self.editor.setPlainText(str(texts.get(side, joined(self.conflict)) or ""))
            return
        for at, (one, _value) in enumerate(self._options):
            if one is side:
                self._group.button(at).setChecked(True)
                self.changed.emit()
                return

    def restore(self, value: Value) -> None:
        """Choose a value that was chosen before."""
        if self.editor is not None:
            self.editor.setPlainText(str(value or ""))
            return
        for at, (_side, one) in enumerate(self._options):
            if one == value:
                self._group.button(at).setChecked(True)

    def choose_number(self, at: int) -> None:
        """Choose by position, as the keys do."""
        if self.editor is not None:
            sides = (Side.MINE, Side.THEIRS, Side.OTHER)
            if at < len(sides):
                self.choose(sides[at])
            return
        if at < len(self._options):
            self._group.button(at).setChecked(True)
            self.changed.emit()

    # --- words ------------------------------------------------------------------------------

    def _label_text(self) -> str:
        return domain_text(self._spec.label) if self._spec is not None else self.conflict.field

    def _shown(self, value: Value) -> str:
        return self._words.value(self._kind, self.conflict.field, value) or self.tr("nothing")

    def _who(self) -> str:
        conflict = self.conflict
        known = RecordId(conflict.theirs_by) if conflict.theirs_by else None
        name = self._parts.desk.reads.title("person", known) or self.tr("Somebody else")
        if not conflict.theirs_at:
            return name
        when = self._parts.texts.relative(conflict.theirs_at)
        return self.tr("{name}, {when}").format(name=name, when=when)

    def _said(self) -> str:
        return self.tr("{field}: it was {base}, mine is {mine}, theirs is {theirs}").format(
            field=self._label_text(),
            base=self._shown(self.conflict.base),
            mine=self._shown(self.conflict.mine),
            theirs=self._shown(self.conflict.theirs),
        )

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_label(self._label_text(), "strong"))
        row.addStretch()
        if not is_text(self._spec):
            was = self.tr("It was: {value}").format(value=self._shown(self.conflict.base))
            row.addWidget(_label(was, "muted"))
        return row

    # --- values -----------------------------------------------------------------------------

    def _build_values(self) -> None:
        proposal = propose(self.conflict, self._spec)
        mine = self.tr("Mine: {value}").format(value=self._shown(self.conflict.mine))
        theirs = self.tr("Theirs: {value}").format(value=self._shown(self.conflict.theirs))
        if mine_is_legal(self.conflict):
            self._add(Side.MINE, self.conflict.mine, mine, "")
        else:
            closed = self.tr("{mine} (not possible from there any more)").format(mine=mine)
            self._layout.addWidget(_label(closed, "muted"))
        self._add(Side.THEIRS, self.conflict.theirs, theirs, self._who())
        taken = {str(self.conflict.mine), str(self.conflict.theirs)}
        for choice in self.conflict.choices:
            if choice not in taken:
                words = self.tr("Instead: {value}").format(value=self._shown(choice))
                self._add(Side.OTHER, choice, words, "")
        self.choose(proposal.side)

    def _add(self, side: Side, value: Value, words: str, who: str) -> None:
        at = len(self._options)
        self._options.append((side, value))
        said = self.tr("&{number}  {words}")
        button = QRadioButton(said.format(number=at + 1, words=words.replace("&", "&&")))
        button.setAccessibleName(words)
        button.clicked.connect(self.changed)
        self._group.addButton(button, at)
        row = QHBoxLayout()
        row.addWidget(button)
        if who:
            row.addWidget(_label(who, "small"))
        row.addStretch()
        self._layout.addLayout(row)

    # --- long text --------------------------------------------------------------------------

    def _build_text(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._parts.theme.metrics.s)
        columns = (
            (self.tr("It was"), self.conflict.base),
            (self.tr("Mine"), self.conflict.mine),
            (self.tr("Theirs: {who}").format(who=self._who()), self.conflict.theirs),
        )
        for at, (title, text) in enumerate(columns):
            grid.addWidget(_label(title, "section"), 0, at)
            grid.addWidget(self._column(title, str(text or "")), 1, at)
            grid.setColumnStretch(at, 1)
        self._layout.addLayout(grid)
        self._layout.addWidget(
            _label(self.tr("This will be saved; edit it as you like:"), "section")
        )
        self.editor = QPlainTextEdit()
        self.editor.setPlainText(str(propose(self.conflict, self._spec).value or ""))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(self._parts.theme.px(130))
        self.editor.setAccessibleName(
            self.tr("Merged text of {field}").format(field=self._label_text())
        )
        self.editor.textChanged.connect(self.changed)
        self._layout.addWidget(self.editor)
        self._layout.addLayout(self._text_buttons())

    def _column(self, title: str, text: str) -> QPlainTextEdit:
        column = QPlainTextEdit(text)
        column.setReadOnly(True)
        column.setTabChangesFocus(True)
        column.setAccessibleName(title)
        column.setFixedHeight(self._parts.theme.px(110))
        return column

    def _text_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, side in (
            (self.tr("Take &mine"), Side.MINE),
            (self.tr("Take &theirs"), Side.THEIRS),
            (self.tr("Take &both"), Side.OTHER),
        ):
            button = QPushButton(words)
            button.setProperty("role", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.choose, side))
            row.addWidget(button)
        row.addStretch()
        return row

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = _KEYS.get(Qt.Key(event.key()))
        if at is None:
            super().keyPressEvent(event)
        else:
            self.choose_number(at)


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role in {"muted", "section"})
    label.setProperty("role", role)
    return label
