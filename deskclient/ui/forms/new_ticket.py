"""A new ticket: one line first, the full form when it takes more. What is begun is kept."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.lacking import kept_names
from deskclient.domain.quick_create import QuickTicket
from deskclient.services.api import Done, Draft, Refusal
from deskclient.services.drafts import file_rows, files_of
from deskclient.ui.edit_words import EditWords
from deskclient.ui.forms.brought import Brought
from deskclient.ui.forms.builder import has_editor
from deskclient.ui.forms.draft_keeper import DraftKeeper
from deskclient.ui.forms.file_text import FileText
from deskclient.ui.forms.file_tray import FileTray
from deskclient.ui.forms.minutes_edit import MinutesEdit
from deskclient.ui.forms.quick_line import QuickLine
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.forms.requester_card import RequesterCard
from deskclient.ui.page_parts import Column
from deskclient.ui.parts import Parts

DRAFT_KIND = "ticket"
_ORDER = (
    *("subject", "requester", "organisation", "channel", "request_kind", "queue", "category"),
    *("impact", "urgency", "priority", "owner", "line"),
    *("asset_tag", "due_at", "affected_count", "since", "tried_already", "tags"),
    *("watchers", "remote_allowed"),
)
_TIMED = "minutes_spent"
"""Shown above the description, in both forms, with a timer for the call."""


class NewTicket(QDialog):
    """Takes a new ticket. Closing keeps the draft; shown without blocking the window."""

    created = Signal(str)
    """The record id of the new ticket."""

    def __init__(self, parts: Parts, parent: QWidget, *, full_form: bool = False) -> None:
        """Open the dialog's parts.

        Args:
            parts: The window's parts.
            parent: The window. It owns the dialog: one that only Python owned could be collected
                while the list of names paints, and the list with it.
            full_form: Begin with every field.
        """
        super().__init__(parent)
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parts = parts
        self._kind = parts.desk.registry["ticket"]
        self._filling = False
        self._saving = False
        self._keeper = DraftKeeper(parts, self._content, self)
        self.quick = QuickLine(parts)
        self.card = RequesterCard(parts, wide=True)
        self.form = RecordForm(self._kind, parts, fields=self._fields())
        kept = set(kept_names(parts.desk.registry))
        self._brought = Brought(
            parts.desk.reads,
            self._kind,
            [name for name in self._kind.field_map if f"ticket.{name}" in kept],
        )
        self.body = FileText()
        self.tray = FileTray(parts)
        self.spent = MinutesEdit(parts.theme)
        self.spent.setHidden(f"ticket.{_TIMED}" not in kept)
        self.words = QLabel()
        self.words.setProperty("role", "danger")
        self.words.setWordWrap(True)
        self.words.hide()
        self._full = False
        self._arrange()
        self._connect()
        self._restore(self._keeper.begin(DRAFT_KIND, ""))
        if full_form:
            self.expand()
        self._show_mode()

    # --- one line and full form -------------------------------------------------------------

    @property
    def is_full(self) -> bool:
        """Whether the full form is shown."""
        return self._full

    def expand(self) -> None:
        """Go on in the full form with everything that was typed."""
        if self._full:
            return
        self._full = True
        self.quick.read_line()
        self.form.put(self.quick.ticket.doc)
        self.form.put(self._brought.after(self.form.names(), self.form.doc()))
        self._show_mode()
        self._stay_on_screen()
        self._keeper.note_change()

    def _stay_on_screen(self) -> None:
        """Grow about the window's middle: growing downwards alone would leave a small screen."""
        area, held = self.screen().availableGeometry(), self.frameGeometry()
        held.moveCenter(self._window.window().frameGeometry().center())
        left = max(area.left(), min(held.left(), area.right() - held.width()))
        self.move(left, max(area.top(), min(held.top(), area.bottom() - held.height())))

    def _fields(self) -> tuple[str, ...]:
        known = [name for name in _ORDER if name in self._kind.field_map]
        flow = self._kind.workflow
        decided = {s.name for s in self._kind.unit_fields("status")} if flow is not None else set()
        rest = [
            spec.name
            for spec in self._kind.fields
            if has_editor(spec) and spec.name not in {*known, *decided, _TIMED}
        ]
        return (*known, *rest)

    def _show_mode(self) -> None:
        self.quick.setVisible(not self._full)
        self._scroll.setVisible(self._full)
        self.more_button.setVisible(not self._full)
        if self._full:
            self.form.focus_first()
        self._fit()

    def _fit(self) -> None:
        """Give the window the size its content needs; the chips break into rows by the width."""
        area = self.screen().availableGeometry()
        self.setMinimumWidth(self._parts.theme.px(480))
        width = min(self._parts.theme.px(760 if self._full else 560), area.width() - 40)
        layout = self.layout()
        if self._full or layout is None:
            height = self._parts.theme.px(720)
        else:
            layout.activate()
            height = layout.totalHeightForWidth(width)
        self.resize(max(width, self.width()), min(height, area.height() - 60))

    # --- drafts -----------------------------------------------------------------------------

    def _restore(self, draft: Draft | None) -> None:
        self._filling = True
        content = {} if draft is None else draft.content
        self._full = bool(content.get("full"))
        fields = {k: v for k, v in content.items() if k in self.form.names()}
        self.form.set_doc(self._kind.with_defaults({}))
        self.form.put(fields)
        self.body.setPlainText(str(content.get("body") or ""))
        self.tray.set_files(files_of(draft) if draft is not None else ())
        spent = content.get(_TIMED)
        self.spent.set_minutes(spent if isinstance(spent, int) else 0)
        self.quick.set_text(str(content.get("typed") or ""))
        self._filling = False
        self._show_requester()

    def _content(self) -> Mapping[str, Value] | None:
        changes = self.form.changes() if self._full else {}
        typed, body = self.quick.text(), self.body.toPlainText()
        spent = self.spent.minutes()
        if not (typed.strip() or body.strip() or changes or self.tray.files or spent):
            return None
        return {
            **changes,
            "typed": typed,
            "full": self._full,
            "body": body,
            _TIMED: spent,
            "files": list(file_rows(self.tray.files)),
        }

    def _on_changed(self) -> None:
        if not self._filling:
            self.words.hide()
            self._keeper.note_change()

    # --- saving -----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the ticket of what was typed; what is missing is asked in the full form."""
        if self._saving:
            return
        if self.tray.is_busy:
            self._say(self.tr("A file is still being copied. Try again in a moment."))
            return
        if not self._full:
            self.quick.read_line()
            if self._parts.desk.writes.check(self._kind.name, self._doc()):
                self.expand()
                self.form.check()
                return
        elif self.form.check():
            return
        self._saving = True
        self.spent.count()
        self._keeper.save_now()
        future = self._parts.desk.writes.create(
            self._kind.name,
            self._doc(),
            body=self.body.toPlainText(),
            files=self.tray.files,
            draft_id=self._keeper.draft_id,
            origin="new",
        )
        self._parts.bridge.when_done(future, self._on_created, self._on_failed)

    def _doc(self) -> dict[str, Value]:
        spent = {_TIMED: self.spent.minutes()} if self.spent.minutes() else {}
        if self._full:
            return self._kind.written({**self.form.doc(), **spent})
        typed = self.quick.ticket.doc
        doc = {**self._brought.after(tuple(typed), typed), **typed, **spent}
        return self._kind.written(self._kind.with_defaults(doc))

    def _on_created(self, done: Done) -> None:
        self._saving = False
        self._keeper.forget_change()
        record_id = done.record_ids[0]
        self._parts.host.notify(
            EditWords(self._kind, self._parts).created(
                self._doc(),
                done.op_ids,
                self.tr("Ticket saved here. It goes to the desk when it can be reached."),
            )
        )
        self.created.emit(record_id)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._saving = False
        if isinstance(error, Refusal):
            self.expand()
            self.form.show_troubles(error.troubles)
            return
        self._say(self.tr("This was not saved. Everything you typed is still here."))
        self._parts.host.report(error)

    def throw_away(self) -> None:
        """Forget what was begun."""
        self._keeper.forget_change()
        self._parts.desk.drafts.delete(self._keeper.draft_id)
        self._restore(None)
        self.reject()

    def _say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.words.show()

    # --- requester, files -------------------------------------------------------------------

    def _on_understood(self, _ticket: QuickTicket) -> None:
        self._show_requester()
        self._on_changed()
        if not self._full:
            QTimer.singleShot(0, self, self._fit)

    def _on_field(self, name: str) -> None:
        if name == "requester":
            self._show_requester()
        self.form.put(self._brought.after((name,), self.form.doc()))

    def _show_requester(self) -> None:
        doc = self.form.doc() if self._full else self.quick.ticket.doc
        person = doc.get("requester")
        self.card.show_person(RecordId(person) if isinstance(person, str) and person else None)

    def _pick_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Attach files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._add_paths)
        dialog.open()

    def _add_paths(self, paths: list[str]) -> None:
        for path in paths:
            self.tray.add_path(Path(path))

    # --- arrangement ------------------------------------------------------------------------

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        held = Column()
        held.setProperty("ground", "window")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, space.s, 0)
        inside.addWidget(self.form)
        inside.addStretch()
        self._scroll.setWidget(held)
        self._description = description = QLabel()
        description.setProperty("role", "small")
        description.setBuddy(self.body)
        self.body.setMinimumHeight(self._parts.theme.px(72))
        self.body.setMaximumHeight(self._parts.theme.px(140))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.l, space.l, space.l, space.l)
        layout.setSpacing(space.s)
        layout.addWidget(self.quick)
        layout.addWidget(self.card)
        layout.addWidget(self._scroll, 1)
        about = QHBoxLayout()
        about.addWidget(description, 1, Qt.AlignmentFlag.AlignBottom)
        about.addWidget(self.spent)
        layout.addLayout(about)
        for widget in (self.body, self.tray, self.words):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())
        self._say_fixed()

    def _say_fixed(self) -> None:
        self.setWindowTitle(self.tr("New ticket"))
        self._description.setText(self.tr("Description"))
        self.body.setAccessibleName(self._description.text())
        self.body.setPlaceholderText(self.tr("What happened, in the requester's words"))
        self.more_button.setText(self.tr("&Full form"))
        self.attach_button.setText(self.tr("&Attach"))
        self.discard_button.setText(self.tr("&Throw away"))
        self.create_button.setText(self.tr("&Create ticket"))
        self.spent.setPlaceholderText(self.tr("0:00", "minutes spent, none yet"))
        self.spent.setAccessibleName(self.tr("Minutes spent"))
        self.spent.setToolTip(self.tr("Time spent, as minutes or 1:30; the watch times a call"))
        self.create_button.setToolTip(self.tr("Create the ticket (Ctrl+Enter)"))
        self.discard_button.setToolTip(self.tr("Forget this draft; closing the window keeps it"))

    def _buttons(self) -> QHBoxLayout:
        icons, colors = self._parts.theme.icons, self._parts.theme.colors
        self.more_button = QPushButton()
        self.attach_button = QPushButton(icons.icon("paperclip", colors.text), "")
        self.discard_button = QPushButton()
        self.create_button = QPushButton()
        self.create_button.setProperty("role", "primary")
        for button in (self.more_button, self.attach_button, self.discard_button):
            button.setProperty("role", "quiet")
            button.setAutoDefault(False)
        self.create_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.attach_button)
        row.addWidget(self.more_button)
        row.addStretch()
        row.addWidget(self.discard_button)
        row.addWidget(self.create_button)
        return row

    def _connect(self) -> None:
        self.quick.understood.connect(self._on_understood)
        self.quick.create_wanted.connect(self.make)
        self.form.changed.connect(self._on_changed)
        self.form.field_committed.connect(self._on_field)
        self.body.textChanged.connect(self._on_changed)
        self.body.files_dropped.connect(self._add_paths)
        self.body.picture_pasted.connect(self.tray.add_picture)
        self.tray.changed.connect(self._on_changed)
        self.spent.minutes_changed.connect(self._on_changed)
        self.more_button.clicked.connect(self.expand)
        self.attach_button.clicked.connect(self._pick_files)
        self.discard_button.clicked.connect(self.throw_away)
        self.create_button.clicked.connect(self.make)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.make)

    @override
    def done(self, result: int) -> None:
        if not self._saving:
            self._keeper.end()
        super().done(result)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_fixed()
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._keeper.save_now()
