"""One record to be read: its title, what is known of it, and its text."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deskclient.domain.fields import FieldSpec, FieldType
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import RecordView
from deskclient.ui.markup.body import SafeBody
from deskclient.ui.markup.link_question import LinkQuestion
from deskclient.ui.markup.links import Link
from deskclient.ui.markup.renderer import BodyRenderer
from deskclient.ui.markup.view import MailView
from deskclient.ui.page_parts import Column, text_label
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look

FORMAT_FIELD = "body_format"
"""Tells how a text is written; it is not shown itself."""


class RecordPage(QScrollArea):
    """Shows any kind of record without letting anybody change it."""

    def __init__(self, kind: Kind, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._parts = parts
        self._view: RecordView | None = None
        self._key = ""
        self._renderer = BodyRenderer(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = Column(self)
        set_look(self._ground, ground="surface")
        self.setWidget(self._ground)
        space = parts.theme.metrics
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(space.xl, space.l, space.xl, space.l)
        self._column.setSpacing(space.m)
        self.title = text_label("", "page", self._ground)
        self._facts: QWidget | None = None
        self.body = MailView(parts.theme, parent=self._ground)
        self.body.link_wanted.connect(self._ask_link)
        self._column.addWidget(self.title)
        self._column.addWidget(self.body)
        self._column.addStretch(1)
        parts.theme.changed.connect(self.refresh)

    @property
    def view(self) -> RecordView | None:
        """What is shown."""
        return self._view

    def show_record(self, view: RecordView) -> None:
        """Show a record from its beginning."""
        other = self._view is None or self._view.record_id != view.record_id
        self._view = view
        self.refresh()
        if other:
            self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Write everything anew, in the language and theme in force."""
        if self._view is None:
            return
        title = str(self._view.doc.get(self._kind.title_field) or "")
        number = self._view.doc.get(self._kind.number_field)
        self.title.setText(f"{title}  #{number}" if number else title)
        self.setAccessibleName(f"{domain_text(self._kind.label)}: {title}")
        self.body.setAccessibleName(title)
        self._write_facts(self._view)
        self._write_body(self._view)

    # --- what is known of it ----------------------------------------------------------------

    def _write_facts(self, view: RecordView) -> None:
        if self._facts is not None:
            self._facts.hide()
            self._column.removeWidget(self._facts)
            self._facts.deleteLater()
        self._facts = QWidget(self._ground)
        grid = QGridLayout(self._facts)
        space = self._parts.theme.metrics
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.l)
        grid.setVerticalSpacing(space.xs)
        grid.setColumnStretch(1, 1)
        for spec in self._kind.fields:
            words = self._words_of(spec, view)
            if words:
                row = grid.rowCount()
                label = text_label(domain_text(spec.label), "muted", self._facts)
                value = text_label(words, "", self._facts)
                value.setSizePolicy(_as_tall_as_its_lines())
                value.setAccessibleName(f"{domain_text(spec.label)}: {words}")
                grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(value, row, 1)
        self._column.insertWidget(1, self._facts)
        self._facts.show()

    def _words_of(self, spec: FieldSpec, view: RecordView) -> str:
        apart = {self._kind.title_field, self._kind.number_field, FORMAT_FIELD}
        value = view.doc.get(spec.name)
        if spec.name in apart or spec.type is FieldType.MARKUP or value in {None, ""}:
            return ""
        if spec.type is FieldType.MOMENT:
            return self._parts.texts.exact(str(value))
        if spec.type is FieldType.LONG_TEXT:
            return str(value)
        return self._parts.texts.value(spec, value, self._title_of)

    def _title_of(self, kind: str, record_id: str) -> str:
        return self._parts.desk.reads.title(kind, RecordId(record_id))

    # --- its text ---------------------------------------------------------------------------

    def _write_body(self, view: RecordView) -> None:
        spec = next((one for one in self._kind.fields if one.type is FieldType.MARKUP), None)
        text = "" if spec is None else str(view.doc.get(spec.name) or "")
        body_format = str(view.doc.get(FORMAT_FIELD) or "plain")
        # Two changes within a second may bear one version: the text itself tells them apart.
        self._key = f"{view.record_id}:{view.ver}:{hash((text, body_format))}"
        body = self._renderer.render(self._key, text, body_format, partial(self._late, self._key))
        self.body.setVisible(bool(text))
        self.body.show_body(SafeBody(()) if body is None else body)

    def _late(self, key: str, body: SafeBody) -> None:
        if key == self._key:
            self.body.show_body(body)

    def _ask_link(self, link: Link) -> None:
        question = LinkQuestion(link, self._parts.theme, self.window())
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()


def _as_tall_as_its_lines() -> QSizePolicy:
    """Let a text take the height it needs at its width, where a guess would leave gaps."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
