"""Which tickets a ticket is linked with: shown, opened, added and taken away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from deskclient.domain.fields import Choice, Doc, FieldSpec, MergeRule
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.mirrors import members
from deskclient.services.api import RecordView
from deskclient.ui.detail.ticket_finder import Asked, TicketFinder, ticket_words
from deskclient.ui.forms.requester_card import ElidedLink
from deskclient.ui.parts import Notice, Parts
from deskclient.ui.text import domain_text


class LinkedTickets(QWidget):
    """A line for each link under the name of its relation; without any, a button alone."""

    changed = Signal(str, object)
    """Field name, and all tickets that are linked in this way from now on."""

    def __init__(self, kind: Kind, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._parts = parts
        self._view: RecordView | None = None
        self._shown: tuple[object, ...] = ()
        self._held: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_view(self, view: RecordView) -> None:
        """Show the links of a ticket; what has not changed is left as it stands."""
        links = [(spec.name, *self._linked(spec, view.doc)) for spec in self._kind.mirrored()]
        writable = self._parts.desk.me.may_write(view.doc.get("queue"))
        states = [self._words(one) for _, *some in links for one in some]
        shown = (view.record_id, tuple(links), tuple(states), writable, self._into(view.doc))
        self._view = view
        if shown == self._shown:
            return
        self._shown = shown
        self._write(view.doc, writable=writable)

    def rebuild(self) -> None:
        """Write everything anew: the look or the language has changed."""
        self._shown = ()
        if self._view is not None:
            self.show_view(self._view)

    def ask(self) -> None:
        """Ask which ticket shall be linked, and how."""
        if self._view is None:
            return
        asked = Asked(
            title=self.tr("Link a ticket"),
            what="",
            act=self.tr("Link"),
            ways=tuple((spec.name, domain_text(spec.label)) for spec in self._ways()),
        )
        finder = TicketFinder(asked, self._view.record_id, self._parts, self)
        finder.chosen.connect(self._add)
        finder.open()

    # --- building -------------------------------------------------------------------------------

    def _write(self, doc: Doc, *, writable: bool) -> None:
        if self._held is not None:
            self._held.hide()
            self._held.deleteLater()
        self._held = QWidget(self)
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        into = self._into(doc)
        for spec in self._kind.mirrored():
            linked = self._linked(spec, doc)
            if linked:
                column.addWidget(self._label(domain_text(spec.label)))
            is_kept = writable and spec.merge is not MergeRule.SERVER
            for one in linked:
                column.addWidget(self._line(spec, one, removable=is_kept))
        if into:
            column.addWidget(
                self._label(domain_text(self._kind.field_map[self._kind.successor_field].label))
            )
            column.addWidget(self._link(RecordId(into)))
        if writable and self._ways():
            column.addWidget(self._add_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._held)
        self._held.show()
        self.setVisible(column.count() > 0)

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self._held)
        label.setProperty("role", "section")
        return label

    def _line(self, spec: FieldSpec, one: str, *, removable: bool) -> QWidget:
        held = QWidget(self._held)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._parts.theme.metrics.xs)
        row.addWidget(self._link(RecordId(one)), 1)
        if removable:
            button = QToolButton(held)
            button.setProperty("role", "quiet")
            button.setIcon(self._parts.theme.icons.icon("x", self._parts.theme.colors.muted))
            button.setToolTip(
                self.tr("Remove the link: {relation} {ticket}").format(
                    relation=domain_text(spec.label), ticket=self._words(one)
                )
            )
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(partial(self._remove, spec.name, one))
            row.addWidget(button)
        return held

    def _link(self, one: RecordId) -> QWidget:
        found = self._parts.desk.reads.record(self._kind.name, one)
        if found is None:
            label = QLabel(self._words(one), self._held)
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            return label
        choice = self._state(found.doc)
        icon = "" if choice is None else choice.icon
        # The words may be cut before the state, so that its picture stands in front.
        button = ElidedLink(self._words(one), self._parts.theme, icon)
        button.setAutoDefault(True)
        button.setAccessibleName(self.tr("Open ticket {title}").format(title=self._words(one)))
        button.clicked.connect(partial(self._parts.host.open_record, self._kind.name, one))
        return button

    def _add_button(self) -> QPushButton:
        button = QPushButton(self.tr("Link a ticket…"), self._held)
        button.setProperty("role", "link")
        button.setAutoDefault(True)
        button.clicked.connect(self.ask)
        return button

    # --- what is shown --------------------------------------------------------------------------

    def _ways(self) -> list[FieldSpec]:
        return [spec for spec in self._kind.mirrored() if spec.merge is not MergeRule.SERVER]

    def _linked(self, spec: FieldSpec, doc: Doc) -> tuple[str, ...]:
        return tuple(sorted(members(doc.get(spec.name))))

    def _into(self, doc: Doc) -> str:
        return str(doc.get(self._kind.successor_field) or "")

    def _words(self, one: str) -> str:
        found = self._parts.desk.reads.record(self._kind.name, RecordId(one))
        if found is None:
            return self.tr("A ticket that is not kept here")
        words = ticket_words(dict(found.doc), self._parts)
        choice = self._state(found.doc)
        return words if choice is None else f"{words} · {domain_text(choice.label)}"

    def _state(self, doc: Doc) -> Choice | None:
        flow = self._kind.workflow
        return (
            None if flow is None else self._kind.field_map[flow.field].choice(doc.get(flow.field))
        )

    # --- changing -------------------------------------------------------------------------------

    def _add(self, record_id: str, field: str) -> None:
        if self._view is None:
            return
        there = members(self._view.doc.get(field))
        if record_id in there:
            self._parts.host.notify(
                Notice(
                    self.tr("This link is there already: {ticket}").format(
                        ticket=self._words(record_id)
                    )
                )
            )
            return
        self.changed.emit(field, sorted({*there, record_id}))

    def _remove(self, field: str, record_id: str) -> None:
        if self._view is not None:
            there = members(self._view.doc.get(field))
            self.changed.emit(field, sorted(there - {record_id}))
