"""Beside the conversation: who asks, every field, and what happened when."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Trouble
from deskclient.services.api import RecordView, ThreadEntry
from deskclient.ui.detail.change_words import ChangeWords
from deskclient.ui.detail.entry_view import moment_of
from deskclient.ui.detail.header import HEADER_FIELDS
from deskclient.ui.detail.linked_tickets import LinkedTickets
from deskclient.ui.forms.builder import is_shown
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.forms.requester_card import RequesterCard
from deskclient.ui.page_parts import Column
from deskclient.ui.parts import Parts

_DECIDED_WITH_STATE = frozenset({"resolution_code", "resolution", "planned_at"})


class SidePanel(QTabWidget):
    """Two tabs: details and history. The history is written when it is looked at."""

    field_changed = Signal(str, object)
    """Field name and the value the person gave it."""

    def __init__(
        self,
        kind: Kind,
        parts: Parts,
        parent: QWidget | None = None,
        *,
        gradually: bool = False,
    ) -> None:
        """Build the tabs.

        Args:
            kind: What is shown.
            parts: The window's parts.
            parent: The owner.
            gradually: Whoever asks goes through :meth:`steps` before anything else.
        """
        super().__init__(parent)
        self._kind = kind
        self._parts = parts
        self._view: RecordView | None = None
        self._thread: tuple[ThreadEntry, ...] = ()
        self._history_of: tuple[object, ...] = ()
        self._words = ChangeWords(parts)
        self.setDocumentMode(True)
        self._held = self._scrolled()
        self.history = self._scrolled()
        self._history_layout = QVBoxLayout(self.history)
        self._history_layout.setSpacing(parts.theme.metrics.s)
        self._history_layout.addStretch()
        self.card = RequesterCard(parts, self._held)
        self.links = LinkedTickets(kind, parts, self._held)
        self.links.changed.connect(self.field_changed)
        self.form = self._make_form(gradually=gradually)
        self._arrange_details()
        self.currentChanged.connect(self._write_history)
        self.retranslate()

    def steps(self) -> Iterator[None]:
        """Make one field for each step."""
        return self.form.steps()

    def show_view(self, view: RecordView, *, other: bool) -> None:
        """Show a ticket; with ``other`` it is not the one shown before."""
        requester = view.doc.get("requester")
        before = None if self._view is None else self._view.doc.get("requester")
        self._view = view
        self.form.setEnabled(self._parts.desk.me.may_write(view.doc.get("queue")))
        if other:
            self.form.set_doc(view.doc)
        else:
            self.form.refresh(view.doc)
        self.links.show_view(view)
        if other or requester != before:
            person = RecordId(requester) if isinstance(requester, str) else None
            self.card.show_person(person, view.record_id)
        if other:
            for area in self.findChildren(QScrollArea):
                area.verticalScrollBar().setValue(0)

    def show_thread(self, thread: tuple[ThreadEntry, ...]) -> None:
        """Take the entries that the history tells of."""
        self._thread = thread
        self._write_history()

    def show_troubles(self, troubles: tuple[Trouble, ...]) -> None:
        """Show at the fields why a change cannot be saved."""
        self.form.show_troubles(troubles)

    def has_editor(self, name: str) -> bool:
        """Tell whether a field is changed here."""
        return name in self.form.names()

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        self.setCurrentIndex(0)
        editor = self.form.editor(name)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        for area in self.findChildren(QScrollArea):
            if area.isAncestorOf(editor):
                area.ensureWidgetVisible(editor)

    def rebuild(self) -> None:
        """Make the form anew: the look or the language has changed."""
        old, self.form = self.form, self._make_form()
        self._column.replaceWidget(old, self.form)
        self.links.rebuild()
        old.hide()
        old.deleteLater()
        self.retranslate()
        view, self._view, self._history_of = self._view, None, ()
        if view is not None:
            self.show_view(view, other=True)
        self._write_history()

    def _make_form(self, *, gradually: bool = False) -> RecordForm:
        form = RecordForm(
            self._kind,
            self._parts,
            self._held,
            fields=side_fields(self._kind),
            columns=1,
            gradually=gradually,
        )
        form.field_committed.connect(self._on_committed)
        return form

    def retranslate(self) -> None:
        """Write the titles in the language in force."""
        self.setTabText(0, self.tr("Details"))
        self.setTabText(1, self.tr("History"))
        self.setAccessibleName(self.tr("Details and history"))

    def _scrolled(self) -> QWidget:
        """Add a tab; gives what is scrolled in it."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addTab(area, "")
        inner = Column()
        inner.setProperty("ground", "window")
        area.setWidget(inner)
        return inner

    def _arrange_details(self) -> None:
        space = self._parts.theme.metrics
        self._column = layout = QVBoxLayout(self._held)
        layout.setContentsMargins(space.m, space.m, space.m, space.m)
        layout.setSpacing(space.m)
        layout.addWidget(self.card)
        layout.addWidget(self.links)
        layout.addWidget(self.form)
        layout.addStretch()

    def _on_committed(self, name: str) -> None:
        changes = self.form.changes()
        if name in changes:
            self.field_changed.emit(name, changes[name])

    def retime(self) -> None:
        """Say anew how long ago everything was; called each minute."""
        self._history_of = ()
        self._write_history()

    def _write_history(self) -> None:
        if self.currentIndex() != 1:
            return
        told = tuple(one.entry.record_id for one in self._thread)
        if told == self._history_of:
            return
        self._history_of = told
        while self._history_layout.count() > 1:
            item = self._history_layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        events = [one.entry for one in self._thread if one.entry.doc.get("type") == "event"]
        lines = [self._line(entry) for entry in reversed(events)] or [self._nothing()]
        for at, line in enumerate(lines):
            self._history_layout.insertWidget(at, line)

    def _nothing(self) -> QWidget:
        label = QLabel(self.tr("Nothing has been changed since it was opened."))
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        return label

    def _line(self, entry: RecordView) -> QWidget:
        moment = moment_of(entry)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        when = QLabel(self._parts.texts.relative(moment))
        when.setProperty("role", "small")
        when.setToolTip(self._parts.texts.exact(moment))
        what = QLabel(self._words.line(entry))
        what.setTextFormat(Qt.TextFormat.PlainText)
        what.setWordWrap(True)
        column.addWidget(when)
        column.addWidget(what)
        return held


def side_fields(kind: Kind) -> tuple[str, ...]:
    """Name the fields that stand beside the conversation."""
    above = {*HEADER_FIELDS, kind.title_field, *_DECIDED_WITH_STATE}
    return tuple(s.name for s in kind.fields if is_shown(s) and s.name not in above)
