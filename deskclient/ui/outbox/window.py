"""The outbox: every waiting change in words, why it waits, and what can be done with it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
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

from deskclient.domain.events import Link
from deskclient.domain.ids import OpId
from deskclient.domain.operation import OpState
from deskclient.services.api import OutboxItem
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.outbox.chain import beneath_causes, key_of
from deskclient.ui.outbox.line import OutboxLine
from deskclient.ui.outbox.merged_list import MergedList
from deskclient.ui.outbox.way_back import go_back, is_blocked
from deskclient.ui.outbox.words import OpWords
from deskclient.ui.page_parts import Column
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.theme.theme import set_look

_SHOWN = 300
"""More lines than this are counted, not listed."""
_BELOW = 2
"""What stands below the lines in their column: what was merged, and empty space."""
_MINUTE_MS = 60_000


class OutboxWindow(QWidget):
    """Lists what waits, what needs a decision first. Up and Down move, Delete takes back."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._words = OpWords(parts.desk, parts.texts)
        self._lines: list[OutboxLine] = []
        self._rows: list[QWidget] = []
        """All that stands in the column: headings, lines, and what unfolds lines."""
        self._folds: dict[OpId, QPushButton] = {}
        self._unfolded: set[OpId] = set()
        """The first operations of the items whose chains are shown line by line."""
        self.setWindowTitle(self.tr("Outbox"))
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setProperty("role", "page")
        self.summary = QLabel()
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        self.empty = EmptyState(parts.theme)
        self.merged = MergedList(parts, self._words)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self.export_button = QPushButton()
        self.now_button = QPushButton()
        self._arrange()
        self._connect()
        self.refresh()

    # --- showing ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what waits now; the line with the keyboard keeps it."""
        items = list(self._parts.desk.outbox.items())
        focused = next((one.key for one in self._lines if one.hasFocus()), "")
        unfolding = next((key for key, one in self._folds.items() if one.hasFocus()), "")
        self._clear()
        tops, beneath = beneath_causes(items)
        for heading, group in self._grouped(tops[:_SHOWN]):
            self._add_heading(heading)
            for item in group:
                self._add_line(item)
                self._add_chain(item, beneath.get(key_of(item), ()))
        left = sum(1 + len(beneath.get(key_of(one), ())) for one in tops[_SHOWN:])
        if left:
            self._add_heading(self.tr("… and %n more change(s)", "", left))
        self._write(items)
        self.merged.ask()
        for line in self._lines:
            if focused and line.key == focused:
                line.setFocus()
        if unfolding in self._folds:
            self._folds[OpId(unfolding)].setFocus()

    def _retime(self) -> None:
        """Say anew how long ago everything was, without taking the keyboard from anything."""
        for line in self._lines:
            line.retime()
        self.merged.retime()

    def unfold(self, key: OpId) -> None:
        """Show line by line what waits for an item, or only count it again."""
        self._unfolded ^= {key}
        self.refresh()

    def lines(self) -> Sequence[OutboxLine]:
        """The lines shown, in order."""
        return tuple(self._lines)

    def _grouped(self, items: Sequence[OutboxItem]) -> list[tuple[str, list[OutboxItem]]]:
        groups: dict[str, list[OutboxItem]] = {"decide": [], "again": [], "held": [], "wait": []}
        for item in items:
            groups[_group_of(item)].append(item)
        titles = {
            "decide": self.tr("Needs you"),
            "again": self.tr("Missing on the desk since it was restored from a backup"),
            "held": self.tr("Held back for a moment"),
            "wait": self.tr("Waiting to be sent"),
        }
        return [(titles[name], group) for name, group in groups.items() if group]

    def _add_heading(self, words: str) -> None:
        label = QLabel(words)
        label.setProperty("role", "section")
        self._insert(label)

    def _add_chain(self, item: OutboxItem, chain: Sequence[OutboxItem]) -> None:
        """Add what waits for an item, beneath it: counted, and line by line where wanted."""
        if not chain:
            return
        key = key_of(item)
        is_open = key in self._unfolded
        fold = QPushButton(self.tr("… and %n more wait for this", "", len(chain)))
        theme = self._parts.theme
        arrow = "chevron-down" if is_open else "chevron-right"
        fold.setIcon(theme.icons.icon(arrow, theme.colors.muted))
        set_look(fold, role="quiet")
        fold.setAutoDefault(False)
        fold.setToolTip(
            self.tr("Hide what waits for this") if is_open else self.tr("Show what waits for this")
        )
        fold.clicked.connect(partial(self.unfold, key))
        self._folds[key] = fold
        self._insert(fold, inset=True, beside=True)
        for one in chain if is_open else ():
            self._add_line(one, inset=True)

    def _insert(self, widget: QWidget, *, inset: bool = False, beside: bool = False) -> None:
        row = widget
        if inset:
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(self._parts.theme.metrics.xl, 0, 0, 0)
            inside.addWidget(widget)
            if beside:
                inside.addStretch()
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - _BELOW, row)

    def _add_line(self, item: OutboxItem, *, inset: bool = False) -> None:
        line = OutboxLine(item, self._parts, self._words)
        line.edit_wanted.connect(self._on_edit)
        line.step_wanted.connect(self._step)
        self._lines.append(line)
        self._insert(line, inset=inset)

    def _clear(self) -> None:
        for row in self._rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self._lines, self._rows, self._folds = [], [], {}

    def _write(self, items: Sequence[OutboxItem]) -> None:
        link = self._parts.desk.sync.status().link
        self.title.setText(self.tr("Outbox"))
        self.summary.setText(self._summary(link, len(items)) if items else self._done())
        self._show_what_there_is()
        self.now_button.setText(self.tr("&Send now"))
        self.now_button.setVisible(bool(items) and link is not Link.READ_ONLY)
        self.export_button.setText(self.tr("&Export all…"))
        self.export_button.setToolTip(self.tr("Write all unsent work to a file you can read"))
        self.export_button.setVisible(bool(items))
        self.empty.say(
            "cloud-check",
            self._done(),
            self.tr("Changes you make wait here until the desk has them."),
        )

    def _done(self) -> str:
        return self.tr("Everything is on the desk.")

    def _show_what_there_is(self) -> None:
        """Show the column, or instead of an empty one a picture that says so."""
        is_empty = not self._lines and not self.merged.has_any
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self.summary.setHidden(is_empty)

    def _summary(self, link: Link, changes: int) -> str:
        if link is Link.ONLINE:
            return self.tr("%n change(s) are saved here and not on the desk yet.", "", changes)
        if link is Link.READ_ONLY:
            return self.tr(
                "%n change(s) are saved here. While nothing can be written here, nothing is sent; "
                "they can be exported.",
                "",
                changes,
            )
        return self.tr(
            "%n change(s) are saved here. They go to the desk when it can be reached.", "", changes
        )

    # --- doing ------------------------------------------------------------------------------

    def _on_edit(self, item: OutboxItem) -> None:
        go_back(item, self._parts)

    def _send_now(self) -> None:
        held = [
            op.op_id
            for item in self._parts.desk.outbox.items()
            for op in item.ops
            if op.state is OpState.HELD
        ]
        if held:
            self._parts.desk.outbox.send_now(held)
        self._parts.desk.sync.sync_now()

    def _export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export unsent work"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile("deskclient-unsent.zip")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, target: str) -> None:
        """Write all unsent work to a file."""
        future = self._parts.desk.outbox.export(Path(target))
        self._parts.bridge.when_done(future, self._on_exported, self._parts.host.report)

    def _on_exported(self, count: int) -> None:
        said = self.tr("%n change(s) were written to the file.", "", count)
        self._parts.host.notify(Notice(said, Tone.SUCCESS))

    def _step(self, step: int) -> None:
        if not self._lines:
            return
        at = next((n for n, line in enumerate(self._lines) if line.has_keyboard()), -1)
        line = self._lines[max(0, min(len(self._lines) - 1, at + step))]
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(line)

    # --- arrangement ------------------------------------------------------------------------

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        head.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.now_button, 0, Qt.AlignmentFlag.AlignTop)
        held = Column()
        held.setProperty("ground", "window")
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, space.s, 0)
        self._column.setSpacing(space.s)
        self._column.addWidget(self.merged)
        self._column.addStretch()
        self._scroll = scroll = QScrollArea()
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
        self.export_button.clicked.connect(self._export)
        self.now_button.clicked.connect(self._send_now)
        self.merged.changed.connect(self._show_what_there_is)
        self._minute.timeout.connect(self._retime)
        self._parts.theme.changed.connect(self.merged.write)
        self._minute.start()
        self._parts.bridge.outbox_changed.connect(self.refresh)
        self._parts.bridge.status_changed.connect(self.refresh)
        self._parts.theme.changed.connect(self.refresh)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._lines:
            self._lines[0].setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._step(step)
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setWindowTitle(self.tr("Outbox"))
            self.merged.write()
            self.refresh()


def _group_of(item: OutboxItem) -> str:
    states = {op.state for op in item.ops}
    if item.resend:
        return "again"
    if states & {OpState.CONFLICT, OpState.REJECTED} or any(op.is_unproved for op in item.ops):
        return "decide"
    if is_blocked(item):
        return "decide"
    held = [op for op in item.ops if op.state is OpState.HELD]
    if held:
        own = all(op.problem is None or op.problem.rule == "undo_send" for op in held)
        return "held" if own else "decide"
    return "wait"
