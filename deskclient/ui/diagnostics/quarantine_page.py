"""Records of the desk that this program could not read: what they are and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.api import Desk, NotUnderstood
from deskclient.ui.bridge import Bridge
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.page_parts import ScrollPage, text_label
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look


class QuarantinePage(ScrollPage):
    """Of the open profile; asked for when the page is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._bridge = Bridge(self)
        self._desk: Desk | None = None
        self._open: set[str] = set()
        self.found: Sequence[NotUnderstood] = ()
        self.rebuild()

    def set_desk(self, desk: Desk | None) -> None:
        """Show those of another profile, or none."""
        self._desk = desk
        self.found = ()
        self._open.clear()
        self.look()

    def look(self) -> None:
        """Ask which there are."""
        if self._desk is None:
            self.rebuild()
        else:
            self._desk.sync.not_understood(self._bridge.answer(self._on_found))

    def _on_found(self, found: Sequence[NotUnderstood]) -> None:
        self.found = found
        self.rebuild()

    @override
    def fill(self, column: QVBoxLayout) -> None:
        column.addWidget(text_label(self.tr("Records not understood"), "page"))
        if not self.found:
            empty = EmptyState(self.theme)
            empty.say("circle-check", self.tr("Everything the desk sent could be read."))
            column.addWidget(empty)
            return
        column.addWidget(
            text_label(
                self.tr(
                    "These are set aside, so that all others could come. They are read again as "
                    "soon as the desk sends them anew."
                ),
                "muted",
            )
        )
        for one in self.found:
            column.addWidget(self._row(one))

    def _row(self, one: NotUnderstood) -> QFrame:
        kind = None if self._desk is None else self._desk.registry.get(one.kind)
        label = one.kind if kind is None else domain_text(kind.label)
        row = QFrame()
        set_look(row, ground="card")
        box = QVBoxLayout(row)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(4)
        title = self.tr("{kind} {number}").format(kind=label, number=one.record_id)
        box.addWidget(text_label(title, "strong"))
        box.addWidget(text_label(one.error))
        key = f"{one.kind}:{one.record_id}"
        shown = key in self._open
        button = QPushButton(self.tr("Hide what came") if shown else self.tr("Show what came"))
        button.setObjectName(key)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{button.text()}: {title}")
        set_look(button, role="link")
        button.clicked.connect(self._on_toggle)
        box.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        if shown:
            content = QPlainTextEdit(one.content)
            content.setReadOnly(True)
            content.setTabChangesFocus(True)
            content.setAccessibleName(title)
            content.setFixedHeight(self.theme.px(140))
            box.addWidget(content)
        return row

    def _on_toggle(self) -> None:
        button = self.sender()
        if button is not None:
            self._open ^= {button.objectName()}
            self.rebuild()
