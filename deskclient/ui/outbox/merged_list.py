"""What has lately gone onto somebody else's change: it is on the desk, and worth a look."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from deskclient.domain.operation import Operation
from deskclient.services.api import OutboxItem
from deskclient.services.op_maker import about
from deskclient.ui.outbox.words import OpWords
from deskclient.ui.page_parts import text_label
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import set_look

_SHOWN = 5
_WORDS_SHOWN = 2


class MergedList(QFrame):
    """The newest few, each with a way to its record; hidden while there are none."""

    def __init__(self, parts: Parts, words: OpWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._words = words
        self._shown: tuple[Operation, ...] = ()
        space = parts.theme.metrics
        self._heading = QLabel(self)
        self._heading.setProperty("role", "section")
        self._about = text_label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space.s)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, space.s, 0, 0)
        layout.setSpacing(space.xs)
        layout.addWidget(self._heading)
        layout.addWidget(self._about)
        layout.addLayout(self._rows)
        self.hide()

    def ask(self) -> None:
        """Ask what was merged; it is shown when the answer is here."""
        merged = self._parts.desk.outbox.merged()
        self._parts.bridge.when_done(merged, self._show)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._write()

    def _show(self, ops: Sequence[Operation]) -> None:
        if tuple(ops) != self._shown:
            self._shown = tuple(ops)
            self._write()

    def _write(self) -> None:
        while (taken := self._rows.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        items = self._parts.desk.outbox.in_words(self._shown)[:_SHOWN]
        self._heading.setText(self.tr("Merged"))
        self._about.setText(
            self.tr(
                "Others had worked on these records before your change arrived. Both stand; "
                "have a look whether they fit together."
            )
        )
        for item in items:
            self._rows.addWidget(self._row(item))
        self.setVisible(bool(items))

    def _row(self, item: OutboxItem) -> QWidget:
        kind, record_id = about(item.ops[0])
        number = f"#{item.record_number} " if item.record_number else ""
        title = f"{number}{item.record_title}".strip() or self.tr("Show it")
        said = list(dict.fromkeys(self._words.what(op) for op in item.ops))[:_WORDS_SHOWN]
        row = QWidget(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = QPushButton(title.replace("&", "&&"), row)
        set_look(link, role="link")
        link.clicked.connect(partial(self._parts.host.open_record, kind, record_id))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        when = self._parts.texts.relative(item.made_at)
        column.addWidget(text_label(f"{'; '.join(said)} · {when}", ""))
        link.setAccessibleName(f"{title}; {'; '.join(said)}")
        return row
