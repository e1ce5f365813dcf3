"""Where replies and notes are written. What is typed is kept; nothing waits for a network."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.events import Link
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.services.api import Done, Draft, NewReply, RecordView, Refusal
from deskclient.services.drafts import file_rows, files_of
from deskclient.services.reply_check import check_reply
from deskclient.ui.choice_popup import ChoicePopup
from deskclient.ui.detail.composer_bars import BottomBar, Mode, TopBar, WarningStrip
from deskclient.ui.detail.composer_text import ComposerText
from deskclient.ui.detail.reading_only import ReadingOnly
from deskclient.ui.detail.step_fields import StepFields
from deskclient.ui.detail.templates import GAP, Templates
from deskclient.ui.detail.undo_send import UndoSendBar
from deskclient.ui.forms.draft_keeper import DraftKeeper
from deskclient.ui.forms.file_tray import FileTray
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look


class Composer(QFrame):
    """Writes replies and notes to one ticket."""

    sent = Signal()
    """Something was written: the conversation should show its end."""

    def __init__(
        self, parts: Parts, parent: QWidget | None = None, *, gradually: bool = False
    ) -> None:
        """Put a composer together.

        Args:
            parts: The window's parts.
            parent: The owner.
            gradually: Whoever asks goes through :meth:`building` before anything else.
        """
        super().__init__(parent)
        self._parts = parts
        self._complete = False
        self._kind = parts.desk.registry["ticket"]
        self._ticket: RecordView | None = None
        self._mode = Mode.REPLY
        self._filling = False
        self._sending = False
        self.may_write = True
        """Whether the ticket's queue may be written to."""
        self._templates = Templates(parts)
        self._keeper = DraftKeeper(parts, self._content, self)
        if not gradually:
            for _ in self.building():
                pass

    def building(self) -> Iterator[None]:
        """Build some parts for each step.

        They are made in the order of the layout: Tab goes through them as they were made.
        """
        self.reading_only = ReadingOnly(self._parts, self)
        self.top = TopBar(self._parts, self)
        yield
        self.undo_bar = UndoSendBar(self._parts, self)
        self.text = ComposerText(self)
        yield
        self.tray = FileTray(self._parts, self)
        self.steps = StepFields(self._kind, self._parts, self)
        self.warnings = WarningStrip(self._parts, self)
        yield
        self.bottom = BottomBar(self._parts, self)
        yield
        self._arrange()
        self._connect()
        self._complete = True
        self._dress()

    # --- what the panel asks for ------------------------------------------------------------

    def show_ticket(self, view: RecordView) -> None:
        """Write to another ticket; what was begun there comes back."""
        other = self._ticket is None or self._ticket.record_id != view.record_id
        self._ticket = view
        self.bottom.offer_statuses(self._next_states())
        self._address()
        if other:
            self.undo_bar.dismiss()
            self._begin(self._mode_to_resume(view.record_id))
        self._show_rights(view)

    def leave(self) -> None:
        """Keep what was begun and write to nobody."""
        self._keeper.end()
        self._ticket = None

    def keep(self) -> None:
        """Keep what was begun, now."""
        self._keeper.save_now()

    def _show_rights(self, view: RecordView) -> None:
        """Give way to a sentence where the person may only read; what was begun stays kept."""
        queue = view.doc.get("queue")
        writes = self.may_write = self._parts.desk.me.may_write(queue)
        known = RecordId(queue) if isinstance(queue, str) else None
        self.reading_only.say("" if writes else self._parts.desk.reads.title("queue", known))
        always: tuple[QWidget, ...] = (self.top, self.text, self.bottom)
        at_times: tuple[QWidget, ...] = (self.tray, self.steps, self.warnings, self.undo_bar)
        for widget in always:
            widget.setVisible(writes)
        if not writes:
            for widget in at_times:
                widget.hide()

    def begin(self, mode: Mode, status: str = "") -> None:
        """Put the keyboard into a reply or note, with a status to go to if one is given."""
        if not self.may_write:
            self.reading_only.setFocus()
            return
        if mode is not self._mode:
            self._begin(mode)
        if status:
            self._aim(status)
        self.text.setFocus()
        if self.steps.isVisibleTo(self):
            self.steps.focus_first()

    def insert(self, text: str) -> None:
        """Put a text at the cursor of the reply or note being written, and the keyboard there."""
        self.begin(self._mode)
        if self.may_write:
            self.text.insertPlainText(text)
            self.text.ensureCursorVisible()

    @property
    def mode(self) -> Mode:
        """What is being written."""
        return self._mode

    @property
    def has_words(self) -> bool:
        """Whether anything was begun."""
        return bool(self.text.toPlainText().strip() or self.tray.files)

    # --- drafts -----------------------------------------------------------------------------

    def _mode_to_resume(self, ticket_id: RecordId) -> Mode:
        """Find what was begun last; a reply if nothing was."""
        drafts = [self._parts.desk.drafts.load(mode.value, ticket_id) for mode in Mode]
        begun = [one for one in drafts if one is not None]
        latest = max(begun, key=lambda one: one.saved_at, default=None)
        return Mode.REPLY if latest is None else Mode(latest.kind)

    def _begin(self, mode: Mode) -> None:
        if self._ticket is None:
            return
        self._keeper.save_now()
        self._mode = mode
        draft = self._keeper.begin(mode.value, self._ticket.record_id)
        self._fill(draft)
        self._dress()

    def _fill(self, draft: Draft | None) -> None:
        content = {} if draft is None else draft.content
        self._filling = True
        self.text.setPlainText(str(content.get("body") or ""))
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.tray.set_files(files_of(draft) if draft is not None else ())
        minutes = content.get("minutes")
        self.bottom.set_minutes(minutes if isinstance(minutes, int) else 0)
        status = str(content.get("status") or "")
        self._aim(status)
        self.steps.put({k: v for k, v in content.items() if k in self._kind.field_map})
        self.warnings.clear()
        self.bottom.say_kept("" if draft is None else self.tr("Draft restored"))
        self._filling = False

    def _content(self) -> Mapping[str, Value] | None:
        """Give what the draft keeps; nothing if there are no words and no files."""
        self._say_kept()
        if not self.has_words and not self.bottom.minutes():
            return None
        return {
            "body": self.text.toPlainText(),
            "files": list(file_rows(self.tray.files)),
            "status": self.steps.status,
            "minutes": self.bottom.minutes(),
            **self.steps.values(),
        }

    def _say_kept(self) -> None:
        kept = (
            self.tr("Not saved: kept only until this window is closed")
            if self._reading_only()
            else self.tr("Draft saved")
        )
        self.bottom.say_kept(kept if self.has_words else "")

    def _reading_only(self) -> bool:
        return self._parts.desk.sync.status().link is Link.READ_ONLY

    def _on_changed(self) -> None:
        if self._filling:
            return
        self.bottom.say_kept("")
        self.warnings.clear()
        self._keeper.note_change()

    # --- sending ----------------------------------------------------------------------------

    def send(self) -> None:
        """Write the entry, after one look at what may have been forgotten."""
        if self._ticket is None or self._sending or not self.may_write:
            return
        if self._reading_only():
            status = self._parts.desk.sync.status()
            self.warnings.say(
                " ".join(domain_text(one) for one in (f"{status.title}.", status.hint))
            )
            return
        if self.tray.is_busy:
            self.warnings.say(self.tr("A file is still being copied. Send again in a moment."))
            return
        troubles = self.steps.check(self._ticket.doc)
        body = self.text.toPlainText()
        found = check_reply(body, len(self.tray.files), public=self._mode is Mode.REPLY)
        if troubles:
            return
        if found and not self.warnings.was_shown(found):
            self.warnings.show_found(found)
            return
        if not body.strip() and not self.tray.files:
            return
        self._write(self._ticket.record_id, body)

    def _write(self, ticket_id: RecordId, body: str) -> None:
        self._sending = True
        self._keeper.save_now()
        new = NewReply(
            ticket_id=ticket_id,
            type=self._mode.value,
            body=body,
            files=self.tray.files,
            status=self.steps.status,
            extra=self.steps.values(),
            minutes=self.bottom.minutes(),
            draft_id=self._keeper.draft_id,
        )
        mode = self._mode
        self._parts.bridge.when_done(
            self._parts.desk.writes.write_entry(new, origin="composer"),
            lambda done: self._on_written(done, ticket_id, mode),
            self._on_failed,
        )

    def _on_written(self, done: Done, ticket_id: RecordId, mode: Mode) -> None:
        self._sending = False
        if self._ticket is None or self._ticket.record_id != ticket_id:
            return
        if self._mode is mode:
            self._keeper.forget_change()
            self._fill(None)
        self.undo_bar.show_sent(done, reply=mode is Mode.REPLY)
        self.sent.emit()

    def _on_failed(self, error: BaseException) -> None:
        """Say that it was not saved; the text stays where it is."""
        self._sending = False
        if isinstance(error, Refusal):
            self.steps.show_troubles(error.troubles)
            self.warnings.say(" ".join(domain_text(one.message) for one in error.troubles))
            return
        self.warnings.say(self.tr("This was not saved. Your text is still here."))
        self._parts.host.report(error)

    def _on_undo(self, op_ids: tuple[OpId, ...]) -> None:
        future = self._parts.desk.outbox.back_to_draft(op_ids)
        self._parts.bridge.when_done(future, self.take_back, self._parts.host.report)

    def take_back(self, draft: Draft) -> None:
        """Put an unsent text back to be edited, if its ticket is still the one shown."""
        if self._ticket is None or self._ticket.record_id != draft.record_id:
            return
        self._keeper.forget_change()
        self._mode = Mode(draft.kind) if draft.kind in set(Mode) else Mode.REPLY
        self._keeper.begin(self._mode.value, self._ticket.record_id)
        self._fill(draft)
        self._keeper.note_change()
        self._dress()
        self.text.setFocus()

    # --- templates, files, status -----------------------------------------------------------

    def _doc(self) -> Doc:
        return {} if self._ticket is None else self._ticket.doc

    def _offer_templates(self) -> None:
        button = self.top.template_button
        options = self._templates.options(self._doc())
        popup = ChoicePopup(self._parts.theme, self.tr("Templates"), options, self)
        popup.chosen.connect(self._insert_template)
        popup.show_at(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _on_shortcut(self, typed: str, ended: bool) -> None:  # noqa: FBT001 - a signal's value
        if ended:
            found = self._templates.exact(typed)
            if found is not None:
                self._insert_template(str(found.value))
            return
        self.top.hint_shortcuts([one.label for one in self._templates.by_shortcut(typed)[:3]])

    def _insert_template(self, template_id: object) -> None:
        filled = self._templates.fill(str(template_id), self._doc())
        self.text.replace_shortcut(filled.text)
        self.top.hint_shortcuts([])
        self.text.setFocus()
        left = next(iter((*filled.empty, *filled.unknown)), "")
        self.text.select_words(GAP if GAP in filled.text else f"{{{{{left}" if left else "")
        if filled.empty or filled.unknown:
            said = self.tr("The ticket has nothing for: {names}").format(
                names=", ".join((*filled.empty, *filled.unknown))
            )
            self.warnings.say(said)

    def _pick_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Attach files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._add_paths)
        dialog.open()

    def _add_paths(self, paths: list[str]) -> None:
        for path in paths:
            self.tray.add_path(Path(path))

    def _next_states(self) -> list[tuple[str, str, str]]:
        flow = self._kind.workflow
        if flow is None or self._ticket is None:
            return []
        spec = self._kind.field_map[flow.field]
        states = flow.next_states(str(spec.value_in(self._ticket.doc)))
        found = [spec.choice(one) for one in states]
        return [(one.value, domain_text(one.label), one.icon) for one in found if one is not None]

    def _aim(self, status: str) -> None:
        """Go to this status with the entry; empty for none."""
        self.steps.aim(status, self._doc())
        self.bottom.name_action(self._mode, self._status_label(status))

    def _status_label(self, status: str) -> str:
        flow = self._kind.workflow
        choice = self._kind.field_map[flow.field].choice(status) if flow is not None else None
        return domain_text(choice.label) if choice is not None and status else ""

    def _on_status(self, status: str) -> None:
        self._aim(status)
        self._on_changed()
        if self.steps.needs_more:
            self.steps.focus_first()
        elif status:
            self.send()

    # --- look -------------------------------------------------------------------------------

    def _address(self) -> None:
        requester = self._doc().get("requester")
        known = RecordId(requester) if isinstance(requester, str) else None
        self.top.address(self._mode, self._parts.desk.reads.title("person", known))

    def _dress(self) -> None:
        note = self._mode is Mode.NOTE
        set_look(self, ground="note" if note else "surface")
        self.top.show_mode(self._mode)
        self.bottom.name_action(self._mode, self._status_label(self.steps.status))
        words = (
            self.tr("Write a note that only colleagues see")
            if note
            else self.tr("Write a reply to the requester")
        )
        self.text.setPlaceholderText(words)
        self.text.setAccessibleName(words)
        self._address()

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.m, space.s, space.m, space.s)
        layout.setSpacing(space.xs)
        layout.addWidget(self.reading_only)
        layout.addWidget(self.top)
        # Beneath them: a bar that comes and goes must not move Reply and Note under the pointer.
        layout.addWidget(self.undo_bar)
        layout.addWidget(self.text, 1)
        for widget in (self.tray, self.steps, self.warnings, self.bottom):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.top.mode_chosen.connect(self.begin)
        self.top.templates_wanted.connect(self._offer_templates)
        self.text.textChanged.connect(self._on_changed)
        self.text.send_wanted.connect(self.send)
        self.text.files_dropped.connect(self._add_paths)
        self.text.picture_pasted.connect(self.tray.add_picture)
        self.text.shortcut_typed.connect(self._on_shortcut)
        self.text.left.connect(self.keep)
        self.tray.changed.connect(self._on_changed)
        self.steps.changed.connect(self._on_changed)
        self.steps.dropped.connect(self._on_status_dropped)
        self.bottom.minutes_changed.connect(self._on_changed)
        self.bottom.attach_wanted.connect(self._pick_files)
        self.bottom.send_wanted.connect(self.send)
        self.bottom.status_chosen.connect(self._on_status)
        self.undo_bar.undo_wanted.connect(self._on_undo)
        self._parts.theme.changed.connect(self._dress)
        self._parts.bridge.status_changed.connect(self.bottom.show_link)
        self.bottom.show_link(self._parts.desk.sync.status())

    def _on_status_dropped(self) -> None:
        self._aim("")
        self._on_changed()
        self.text.setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._complete and event.type() == QEvent.Type.LanguageChange:
            self.top.retranslate()
            self.bottom.retranslate()
            self.bottom.offer_statuses(self._next_states())
            self._dress()
            if self._ticket is not None:
                self._show_rights(self._ticket)
