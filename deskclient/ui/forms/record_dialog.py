"""Make or change a record of any kind: an organisation, a person, a template, a view."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.services.api import Done, Refusal
from deskclient.ui.forms.draft_keeper import DraftKeeper
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.page_parts import Column
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.text import domain_text


class RecordDialog(QDialog):
    """A form with Save and Delete. Shown without blocking; what is begun is kept as a draft."""

    saved = Signal(str)
    """The record id."""

    def __init__(
        self,
        kind_name: str,
        parts: Parts,
        parent: QWidget,
        *,
        record_id: RecordId | None = None,
        values: Mapping[str, Value] | None = None,
    ) -> None:
        """Open a record, or begin a new one.

        Args:
            kind_name: What it is.
            parts: The window's parts.
            parent: The window, which owns the dialog; see :class:`NewTicket` for why.
            record_id: The record to change; ``None`` for a new one.
            values: What a new one begins with, also in fields without an editor (its owner).
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parts = parts
        self._kind = parts.desk.registry[kind_name]
        self._record_id = record_id
        self._saving = False
        self.form = RecordForm(self._kind, parts)
        self._keeper = DraftKeeper(parts, self._content, self)
        self._arrange()
        self.form.set_doc(self._start(values or {}))
        draft = self._keeper.begin(kind_name, record_id or "")
        if draft is not None:
            self.form.put({k: v for k, v in draft.content.items() if k in self._kind.field_map})
        self.form.changed.connect(self._keeper.note_change)
        self.form.focus_first()

    def _start(self, values: Mapping[str, Value]) -> dict[str, Value]:
        if self._record_id is None:
            return self._kind.with_defaults(values)
        found = self._parts.desk.reads.record(self._kind.name, self._record_id)
        return dict(found.doc) if found is not None else {}

    def _content(self) -> Mapping[str, Value] | None:
        return self.form.changes() or None

    # --- saving -----------------------------------------------------------------------------

    def save(self) -> None:
        """Save what was changed."""
        if self._saving or self.form.check():
            return
        changes = self.form.changes()
        if self._record_id is not None and not changes:
            self.accept()
            return
        self._saving = True
        self._keeper.save_now()
        writes = self._parts.desk.writes
        if self._record_id is None:
            future = writes.create(
                self._kind.name,
                self._kind.written(self.form.doc()),
                draft_id=self._keeper.draft_id,
                origin="form",
            )
        else:
            future = writes.edit(self._kind.name, [self._record_id], changes, origin="form")
        self._parts.bridge.when_done(future, self._on_saved, self._on_failed)

    def _on_saved(self, done: Done) -> None:
        self._saving = False
        self._keeper.forget_change()
        self._parts.desk.drafts.delete(self._keeper.draft_id)
        said = self.tr("{kind} saved here.").format(kind=domain_text(self._kind.label))
        self._parts.host.notify(
            Notice(said, Tone.SUCCESS, done.op_ids, domain_text(self._kind.label))
        )
        self.saved.emit(done.record_ids[0] if done.record_ids else "")
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._saving = False
        if isinstance(error, Refusal):
            self.form.show_troubles(error.troubles)
            return
        self._parts.host.report(error)

    def delete(self) -> None:
        """Delete the record; a toast offers to take it back."""
        if self._record_id is None:
            return
        future = self._parts.desk.writes.delete(self._kind.name, [self._record_id])
        self._parts.bridge.when_done(future, self._on_deleted, self._on_failed)

    def _on_deleted(self, done: Done) -> None:
        self._keeper.forget_change()
        said = self.tr("{kind} deleted here.").format(kind=domain_text(self._kind.label))
        self._parts.host.notify(
            Notice(said, undo=done.op_ids, undone=domain_text(self._kind.label))
        )
        self.accept()

    # --- arrangement ------------------------------------------------------------------------

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        held = Column()
        held.setProperty("ground", "window")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, space.s, 0)
        inside.addWidget(self.form)
        inside.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(held)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.l, space.l, space.l, space.l)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._buttons(new=self._record_id is None))
        self._say_fixed()
        area = self.screen().availableGeometry()
        tall = self.form.sizeHint().height() + self._parts.theme.px(110)
        self.resize(self._parts.theme.px(620), min(tall, area.height() - 80))

    def _say_fixed(self) -> None:
        new = self._record_id is None
        title = self.tr("New: {kind}") if new else self.tr("Change: {kind}")
        self.setWindowTitle(title.format(kind=domain_text(self._kind.label)))
        self.delete_button.setText(self.tr("&Delete"))
        self.cancel_button.setText(self.tr("&Close"))
        self.cancel_button.setToolTip(self.tr("What you typed is kept as a draft"))
        self.save_button.setText(self.tr("&Save"))

    def _buttons(self, *, new: bool) -> QHBoxLayout:
        self.delete_button = QPushButton()
        self.delete_button.setProperty("role", "danger")
        self.delete_button.setVisible(not new)
        self.cancel_button = QPushButton()
        self.save_button = QPushButton()
        self.save_button.setProperty("role", "primary")
        for button in (self.delete_button, self.cancel_button, self.save_button):
            button.setAutoDefault(False)
        self.delete_button.clicked.connect(self.delete)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        row = QHBoxLayout()
        row.addWidget(self.delete_button)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        return row

    @override
    def done(self, result: int) -> None:
        if not self._saving:
            self._keeper.end()
        super().done(result)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say_fixed()
        super().changeEvent(event)
