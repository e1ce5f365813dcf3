"""One ticket as a whole: head, conversation, composer, details."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from typing_extensions import override

from deskclient.domain.events import JobProgress, Link, RecordsChanged, thread_job
from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.services.api import Done, RecordView, Refusal
from deskclient.ui.actions.deck import Writing
from deskclient.ui.detail.composer_bars import Mode
from deskclient.ui.detail.no_ticket import NoTicket
from deskclient.ui.detail.pieces import PanelPieces
from deskclient.ui.detail.state_badge import worst_state
from deskclient.ui.detail.step_fields import step_needs
from deskclient.ui.edit_words import EditWords
from deskclient.ui.parts import Parts

SIDE_FROM = 860
"""From this width on the side panel stands beside the conversation by itself."""
_MINUTE_MS = 60_000
_READ_AFTER_MS = 800
_READ_MARK = frozenset({"unread"})
"""What changes of a record when it is marked as read."""
_NEAR = 200
"""With more changed records than this, the thread is read anew without looking at each."""


def making(parts: Parts, parent: QWidget) -> Iterator["DetailPanel | None"]:
    """Build a panel in steps of some milliseconds each; the last one gives it."""
    panel = DetailPanel(parts, parent, gradually=True)
    for _ in panel.steps():
        yield None
    yield panel


class DetailPanel(QWidget):
    """Shows one ticket and takes what is done to it."""

    def __init__(
        self, parts: Parts, parent: QWidget | None = None, *, gradually: bool = False
    ) -> None:
        """Put a panel together.

        Args:
            parts: The window's parts.
            parent: The owner.
            gradually: Whoever asks goes through :meth:`steps` before anything else.
        """
        super().__init__(parent)
        self._parts = parts
        self._kind = parts.desk.registry["ticket"]
        self._complete = False
        self._spoke_otherwise = False
        """Whether the language changed while the parts were built: some speak the former one."""
        self._told = EditWords(self._kind, parts)
        self._view: RecordView | None = None
        self._wish: bool | None = None
        """Whether the person asked for the side panel; ``None`` while the width decides."""
        if not gradually:
            for _ in self.steps():
                pass

    def steps(self) -> Iterator[None]:
        """Build one part for each step."""
        pieces = PanelPieces(self._kind, self._parts, self)
        for _ in pieces.steps():
            yield
        self._take(pieces)
        self._connect()
        self._complete = True
        if self._spoke_otherwise:
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))

    def _take(self, pieces: PanelPieces) -> None:
        self._stack, self._filled = pieces.stack, pieces.filled
        self.header = pieces.header
        self.conversation = pieces.conversation
        self.composer = pieces.composer
        self.side = pieces.side
        self.news_button = QPushButton(self.conversation)
        self.news_button.setProperty("role", "primary")
        self.news_button.hide()
        self.empty = pieces.empty
        self._no_ticket = NoTicket(self._kind, self._parts, self.empty)
        self.setMinimumWidth(420)
        self.setFocusProxy(self.conversation)
        self._side_timer = QTimer(self, interval=0, singleShot=True)
        self._side_timer.timeout.connect(self._fill_side)
        self._read_timer = QTimer(self, interval=_READ_AFTER_MS, singleShot=True)
        self._read_timer.timeout.connect(self._mark_read)
        self.minute = QTimer(self, interval=_MINUTE_MS)
        for part in (self.header, self.conversation, self.side):
            self.minute.timeout.connect(part.retime)
        self.minute.start()

    # --- what the window asks for -----------------------------------------------------------

    def show_record(self, record_id: RecordId | None) -> None:
        """Show a ticket at once from the cache; ``None`` shows the empty state."""
        if record_id is None:
            self._show_nothing()
            return
        if self._view is not None and self._view.record_id == record_id:
            self._refresh_ticket()
            return
        view = self._parts.desk.reads.record(self._kind.name, record_id)
        if view is None:
            self._show_nothing()
            return
        self._show_other(view)

    def record_id(self) -> RecordId | None:
        """The ticket shown."""
        return None if self._view is None else self._view.record_id

    def write(self, what: Writing) -> None:
        """Open the composer for a reply, a note or the solution and put the keyboard into it."""
        if self._view is None:
            return
        mode = Mode.NOTE if what is Writing.NOTE else Mode.REPLY
        self.composer.begin(mode, self._solved() if what is Writing.RESOLVE else "")

    def insert(self, text: str) -> None:
        """Put a text where the cursor stands in what is being written, and go there."""
        if self._view is not None:
            self.composer.insert(text)

    def go_to(self, name: str) -> None:
        """Put the keyboard into the editor of a field; stays where there is none."""
        if self._view is None or self.header.go_to(name) or not self.side.has_editor(name):
            return
        if self._side_timer.isActive():
            # Filled later, the side would take the keyboard's field from under it.
            self._side_timer.stop()
            self._fill_side()
        self._on_side(True)
        self.side.go_to(name)

    def _solved(self) -> str:
        """Give the first state without work left that may come next; empty for none."""
        flow = self._kind.workflow
        if flow is None or self._view is None:
            return ""
        now = str(self._view.doc.get(flow.field) or flow.initial)
        return next((one for one in flow.next_states(now) if not flow.is_open(one)), "")

    def title(self) -> str:
        """A short title for a tab: ``#1042 Printer on floor 3 jams``."""
        if self._view is None:
            return ""
        number = self._view.doc.get(self._kind.number_field)
        subject = str(self._view.doc.get(self._kind.title_field) or "")
        return f"#{number} {subject}" if number else subject

    def keep_drafts(self) -> None:
        """Keep what is being written, now; before the window closes."""
        self.composer.keep()

    # --- showing ----------------------------------------------------------------------------

    def _show_nothing(self, gone: RecordView | None = None) -> None:
        """Leave the ticket; ``gone`` is one that was read and is not here any more."""
        self.composer.leave()
        if gone is None:
            self._no_ticket.show_none()
        else:
            self._no_ticket.show_gone(gone)
        self._read_timer.stop()
        self._view = None
        focused = QApplication.focusWidget()
        self._stack.setCurrentWidget(self.empty)
        if focused is not None and self.isAncestorOf(focused):
            # Whoever is typing must not press a button that comes to stand there.
            self.empty.setFocus()
        self._parts.host.detail_changed()

    def _show_other(self, view: RecordView) -> None:
        self._view = view
        thread = tuple(self._parts.desk.reads.thread(view.record_id))
        self.header.show_view(view)
        self._stack.setCurrentWidget(self._filled)
        self.conversation.show_thread(thread)
        self._show_state()
        self._show_composer(view)
        self._side_timer.start()
        self._say_missing(view, missing=not thread)
        self._read_timer.start()
        self._parts.host.detail_changed()

    def _show_composer(self, view: RecordView) -> None:
        """Let write and change where that is allowed; elsewhere everything can be read."""
        self.composer.show_ticket(view)
        self.header.set_reading_only(not self.composer.may_write)

    def _show_state(self) -> None:
        """Show the worst state of the ticket and all that is written in it."""
        if self._view is None:
            return
        states = [one.entry.state for one in self.conversation.entries]
        states += [f.state for one in self.conversation.entries for f in one.attachments]
        self.header.badge.show_state(self._view.record_id, worst_state([self._view.state, *states]))

    def _say_missing(self, view: RecordView, *, missing: bool) -> None:
        """Have a conversation fetched that is not here, and say so where it would stand."""
        if not missing:
            self.conversation.say_instead("")
        elif not view.ver:
            self.conversation.say_instead(self.tr("Nothing has been written yet."))
        else:
            self._parts.desk.sync.load_thread(view.record_id)
            online = self._parts.desk.sync.status().link is Link.ONLINE
            self.conversation.say_instead(
                self.tr("The conversation is being fetched…")
                if online
                else self.tr(
                    "The conversation is not on this computer yet."
                    " It comes when the desk can be reached."
                )
            )

    def _on_job(self, job: JobProgress) -> None:
        """Say what came of fetching a conversation, if there is still nothing to show."""
        if self._view is None or job.job_id != thread_job(self._view.record_id) or not job.ended:
            return
        self._refresh_thread()
        if self.conversation.entries:
            return
        self.conversation.say_instead(
            self.tr("Nothing has been written yet.")
            if job.done
            else self.tr(
                "The desk did not give the conversation. Open the ticket again to ask once more."
            )
        )

    def _fill_side(self) -> None:
        """Fill the side panel right after the first paint: the conversation is what is read."""
        if self._view is not None:
            self.side.show_view(self._view, other=True)
            self.side.show_thread(tuple(self.conversation.entries))

    def _refresh_ticket(self) -> None:
        if self._view is None:
            return
        view = self._parts.desk.reads.record(self._kind.name, self._view.record_id)
        if view is None:
            self._show_nothing(self._view)
            return
        self._view = view
        self.header.show_view(view)
        self._show_state()
        self._show_composer(view)
        if not self._side_timer.isActive():
            self.side.show_view(view, other=False)
        self._parts.host.detail_changed()

    def _refresh_thread(self, *, mine: bool = False) -> None:
        if self._view is None:
            return
        thread = tuple(self._parts.desk.reads.thread(self._view.record_id))
        self.conversation.refresh(thread, mine=mine)
        self._show_state()
        if thread:
            self.conversation.say_instead("")
        self.side.show_thread(thread)

    def _note_reading(self) -> None:
        """Count a ticket that changes before the person's eyes as read; not one left alone."""
        if self._view is not None and self.isActiveWindow():
            self._read_timer.start()

    def _mark_read(self) -> None:
        if self._view is not None and self.isVisible():
            self._parts.desk.sync.mark_read(self._kind.name, self._view.record_id)

    # --- events -----------------------------------------------------------------------------

    def _on_records(self, event: RecordsChanged) -> None:
        if self._view is None:
            return
        if event.kind == self._kind.name and self._view.record_id in event.ids:
            self._refresh_ticket()
            if event.fields != _READ_MARK:
                self._note_reading()
        elif event.kind in {"entry", "attachment"} and self._is_near(event):
            self._refresh_thread()

    def _is_near(self, event: RecordsChanged) -> bool:
        """Tell whether an entry or file of this ticket may be among those that changed."""
        if event.origin or len(event.ids) > _NEAR or self._view is None:
            return True
        shown = {one.entry.record_id for one in self.conversation.entries}
        for record_id in event.ids:
            found = self._parts.desk.reads.record(event.kind, record_id)
            if record_id in shown or found is None:
                return True
            if found.doc.get("ticket") == self._view.record_id:
                return True
        return False

    def _on_news(self, count: int) -> None:
        self.news_button.setVisible(count > 0)
        self.news_button.setText(self.tr("%n new ↓", "", count))
        self._place_news()

    def _place_news(self) -> None:
        button, area = self.news_button, self.conversation
        button.adjustSize()
        button.move((area.width() - button.width()) // 2, area.height() - button.height() - 12)
        button.raise_()

    # --- changing ---------------------------------------------------------------------------

    def _on_field(self, name: str, value: Value) -> None:
        """Save one field; a status that needs more is prepared in the composer instead."""
        if self._view is None:
            return
        flow = self._kind.workflow
        if flow is not None and name == flow.field:
            needed = step_needs(self._kind, self._view.doc, str(value))
            if any(not self._view.doc.get(one) for one in needed):
                self.composer.begin(self.composer.mode, str(value))
                self.composer.steps.focus_first()
                self.header.show_view(self._view)
                return
        self._edit({name: value})

    def _edit(self, changes: dict[str, Value]) -> None:
        if self._view is None:
            return
        ids = [self._view.record_id]
        future = self._parts.desk.writes.edit(self._kind.name, ids, changes, origin="detail")

        def done(result: Done) -> None:
            self._refresh_ticket()
            if result.op_ids:
                self._parts.host.notify(self._told.edited(ids, changes, result.op_ids))

        self._parts.bridge.when_done(future, done, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.side.show_troubles(error.troubles)
        self._refresh_ticket()
        self._parts.host.report(error)

    def _on_sent(self) -> None:
        self._refresh_thread(mine=True)
        self._refresh_ticket()

    # --- arrangement ------------------------------------------------------------------------

    def _connect(self) -> None:
        self.header.field_chosen.connect(self._on_field)
        self.header.side_wanted.connect(self._on_side)
        self.side.field_changed.connect(self._on_field)
        self.composer.sent.connect(self._on_sent)
        self.conversation.news.connect(self._on_news)
        self.news_button.clicked.connect(self.conversation.go_to_end)
        self._parts.bridge.records_changed.connect(self._on_records)
        self._parts.bridge.job_changed.connect(self._on_job)
        self._parts.theme.changed.connect(self._on_look)

    def _on_side(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        self._wish = wanted
        self._show_side(wanted=wanted)

    def _show_side(self, *, wanted: bool) -> None:
        self.side.setVisible(wanted)
        self.header.side_button.blockSignals(True)
        self.header.side_button.setChecked(wanted)
        self.header.side_button.blockSignals(False)

    def _on_look(self) -> None:
        if self._view is not None:
            self.conversation.rebuild()
            self.side.rebuild()
            self._show_state()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._complete:
            return
        wide = self.width() >= self._parts.theme.px(SIDE_FROM)
        self._show_side(wanted=wide if self._wish is None else self._wish)
        self._place_news()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self._complete:
            self.composer.keep()
        super().hideEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.composer.keep()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not self._complete:
            self._spoke_otherwise |= event.type() == QEvent.Type.LanguageChange
            return
        if event.type() == QEvent.Type.ActivationChange:
            self._note_reading()
        if event.type() == QEvent.Type.LanguageChange:
            self._no_ticket.say()
            self.header.retranslate()
            self.side.rebuild()
            self.conversation.rebuild()
            if self._view is not None:
                self.header.show_view(self._view)
                self._show_state()
