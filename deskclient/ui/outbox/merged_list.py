"""What has lately gone onto somebody else's change: it is on the desk, and worth a look."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskclient.domain.operation import Operation
from deskclient.services.api import OutboxItem
from deskclient.services.op_maker import about
from deskclient.ui.outbox.words import OpWords, record_words
from deskclient.ui.page_parts import text_label
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import set_look

_SHOWN = 5
_WORDS_SHOWN = 2


class MergedList(QWidget):
    """The newest few, each with a way to its record; hidden while there are none."""

    changed = Signal()
    """There are others now, or none."""

    def __init__(self, parts: Parts, words: OpWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._words = words
        self._merged: tuple[Operation, ...] = ()
        self._times: list[tuple[QLabel, str]] = []
        space = parts.theme.metrics
        self._heading = QLabel(self)
        self._heading.setProperty("role", "section")
        self._about = text_label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space.s)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, space.m, 0, 0)
        layout.setSpacing(space.s)
        layout.addWidget(self._heading)
        layout.addWidget(self._about)
        layout.addLayout(self._rows)
        self.hide()

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._merged)

    def ask(self) -> None:
        """Ask what was merged; it is shown when the answer is here."""
        self._parts.bridge.when_done(self._parts.desk.outbox.merged(), self._take)

    def write(self) -> None:
        """Write everything anew: the look or the language has changed."""
        self._times = []
        while (taken := self._rows.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._heading.setText(self.tr("Merged"))
        self._about.setText(
            self.tr(
                "Others had worked on these records before your change arrived. Both stand; "
                "have a look whether they fit together."
            )
        )
        for item in self._parts.desk.outbox.in_words(self._merged)[:_SHOWN]:
            self._rows.addWidget(self._row(item))
        self.setVisible(self.has_any)

    def retime(self) -> None:
        """Say anew how long ago it was; the minute changed."""
        for label, moment in self._times:
            label.setText(self._parts.texts.relative(moment))

    def _take(self, merged: Sequence[Operation]) -> None:
        if tuple(merged) != self._merged:
            self._merged = tuple(merged)
            self.write()
            self.changed.emit()

    def _row(self, item: OutboxItem) -> QFrame:
        kind, record_id = about(item.ops[0])
        theme, title = self._parts.theme, record_words(item)
        said = list(dict.fromkeys(self._words.what(op) for op in item.ops))[:_WORDS_SHOWN]
        row = QFrame(self)
        row.setProperty("ground", "card")
        picture = QLabel(row)
        picture.setPixmap(
            theme.icons.pixmap("git-merge", theme.colors.muted, 18, self.devicePixelRatioF())
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(text_label(title, "strong"))
        for words in said:
            column.addWidget(text_label(words))
        when = text_label(self._parts.texts.relative(item.made_at), "small")
        self._times.append((when, item.made_at))
        column.addWidget(when)
        show = QPushButton(self.tr("Show it"), row)
        set_look(show, role="quiet")
        show.setAccessibleName(f"{show.text()}: {title}; {'; '.join(said)}")
        show.setVisible(item.is_shown)
        show.clicked.connect(partial(self._parts.host.open_record, kind, record_id))
        inside = QHBoxLayout(row)
        inside.setContentsMargins(
            theme.metrics.m, theme.metrics.s, theme.metrics.s, theme.metrics.s
        )
        inside.setSpacing(theme.metrics.m)
        inside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(column, 1)
        inside.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return row
