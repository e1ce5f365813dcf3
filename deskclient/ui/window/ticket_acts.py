"""What commands do to tickets: one write, one toast, one Undo."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from deskclient.domain.fields import FieldType, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.services.api import Done
from deskclient.ui.actions.deck import Copied, Where, Writing
from deskclient.ui.choice_popup import ChoicePopup, Option
from deskclient.ui.edit_words import EditWords, undone_notice
from deskclient.ui.list.filter_words import FilterWords
from deskclient.ui.list.record_list import BULK_LIMIT
from deskclient.ui.parts import Notice, Parts, Tone
from deskclient.ui.text import domain_text, text_list

_NONE = "*none"
_UNDO_DEPTH = 50


class _Undoable(Struct, frozen=True):
    """A change of this window that can be taken back."""

    ops: tuple[OpId, ...]
    what: str
    """The change in words."""


class TicketHooks(Struct, frozen=True):
    """What the window offers to the acts on tickets."""

    selection: Callable[[], Sequence[RecordId]]
    """The tickets to act on: the selected ones, or the one shown in a tab."""
    count: Callable[[], int]
    """How many are selected, which may be more than can be acted on."""
    create: Callable[[bool], None]
    """Start a new ticket; True for the full form."""
    open: Callable[[RecordId, Where], None]
    write: Callable[[Writing], None]
    place: Callable[[], QPoint]
    """Where popups open, on the screen."""
    changed: Callable[[], None]
    """Something about undo has changed."""
    undone: Callable[[tuple[OpId, ...]], None]
    """These operations are being taken back."""


class TicketDeck(QObject):
    """Implements :class:`deskclient.ui.actions.deck.TicketActs`."""

    def __init__(self, parts: Parts, hooks: TicketHooks, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._hooks = hooks
        self._window = window
        self._kind = parts.desk.registry["ticket"]
        self._words = FilterWords(parts.desk, self._kind, parts.texts)
        self._told = EditWords(self._kind, parts)
        self._undoable: list[_Undoable] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._undoable)

    # --- opening ----------------------------------------------------------------------------

    def create(self, *, full_form: bool) -> None:
        """Start a new ticket."""
        self._hooks.create(full_form)

    def open(self, where: Where) -> None:
        """Open the selected ticket in a tab or a window."""
        for record_id in self._hooks.selection()[:1]:
            self._hooks.open(record_id, where)

    def write(self, what: Writing) -> None:
        """Open the composer."""
        self._hooks.write(what)

    # --- changing ---------------------------------------------------------------------------

    def set_field(self, name: str, value: Value) -> None:
        """Set a field of all selected tickets."""
        self.set_for(self._hooks.selection(), name, value)

    def set_for(self, ids: Sequence[RecordId], name: str, value: Value) -> None:
        """Set a field of some tickets; those that have the value already are left alone."""
        if self._hooks.count() > BULK_LIMIT:
            self._refuse_bulk()
            return
        wanted = [one for one in ids if self._value(one, name) != value]
        me = self._parts.desk.me
        changing = [one for one in wanted if me.may_write(self._value(one, "queue"))]
        left = len(wanted) - len(changing)
        barred = (
            self.tr("No change to %n ticket(s) that you may only read.", "", left) if left else ""
        )
        if not changing:
            if barred:
                self._parts.host.notify(Notice(barred, Tone.WARNING))
            return
        changes = {name: value}

        def tell(ops: tuple[OpId, ...]) -> Notice:
            told = self._told.edited(changing, changes, ops)
            return replace(told, text=f"{told.text} {barred}".strip())

        future = self._parts.desk.writes.edit("ticket", changing, changes, "window")
        self._follow([future], tell)

    def _refuse_bulk(self) -> None:
        text = self.tr("At most %n ticket(s) can be changed at once.", "", BULK_LIMIT)
        self._parts.host.notify(Notice(text, Tone.WARNING))

    def _value(self, record_id: RecordId, name: str) -> Value:
        record = self._parts.desk.reads.record("ticket", record_id)
        return None if record is None else record.doc.get(name)

    def _follow(
        self, futures: "Sequence[Future[Done]]", tell: Callable[[tuple[OpId, ...]], Notice]
    ) -> None:
        ops: list[OpId] = []
        left = [len(futures)]

        def done(result: Done) -> None:
            ops.extend(result.op_ids)
            left[0] -= 1
            if left[0] == 0:
                self._parts.host.notify(tell(tuple(ops)))

        for future in futures:
            self._parts.bridge.when_done(future, done, self._parts.host.report)

    def take(self) -> None:
        """Make me the owner."""
        self.set_field("owner", self._parts.desk.me.person_id)

    def merge(self) -> None:
        """Ask which ticket the selected one becomes part of; says before that it stays so."""
        # Only here: what Qt brings for a dialog takes time, and the start asks nothing.
        from deskclient.ui.detail.ticket_finder import Asked, TicketFinder  # noqa: PLC0415

        for record_id in list(self._hooks.selection())[:1]:
            named = self._copied(record_id, Copied.SUBJECT)
            asked = Asked(
                title=self.tr("Merge into another ticket"),
                what=self.tr(
                    "All messages of {ticket} go to the ticket that you choose here, which stays. "
                    "Once the desk has done it, this cannot be undone."
                ).format(ticket=named),
                act=self.tr("Merge"),
            )
            finder = TicketFinder(asked, record_id, self._parts, self._window)
            finder.chosen.connect(partial(self._merge_into, record_id))
            finder.open()

    def _merge_into(self, record_id: RecordId, survivor: str, _way: str) -> None:
        self.set_for([record_id], self._kind.successor_field, survivor)

    def pick_field(self, name: str) -> None:
        """Let the person choose a value."""
        ids = list(self._hooks.selection())
        if not ids:
            return
        spec = self._kind.field_map[name]
        several = spec.type is FieldType.TEXT_SET
        popup = ChoicePopup(
            self._parts.theme,
            domain_text(spec.label),
            self._options(name, ids),
            self._window,
            several=several,
        )
        if several:
            popup.chosen.connect(lambda chosen: self._set_members(ids, name, chosen))
        else:
            popup.chosen.connect(
                lambda value: self.set_for(ids, name, None if value == _NONE else value)
            )
        popup.show_at(self._hooks.place())

    def _options(self, name: str, ids: Sequence[RecordId]) -> list[Option]:
        spec = self._kind.field_map[name]
        values = [self._value(one, name) for one in ids]
        if spec.type is FieldType.TEXT_SET:
            return self._member_options(values)
        first = values[0] if all(value == values[0] for value in values) else None
        if spec.choices:
            return [
                Option(c.value, domain_text(c.label), c.icon, checked=c.value == first)
                for c in spec.choices
            ]
        found = self._words.records(spec.ref, agents_only=name == "owner")
        if not spec.required:
            nobody = QCoreApplication.translate("Filters", "None")
            found.insert(0, Option(_NONE, nobody, "circle-dashed"))
        return found

    def _member_options(self, values: Sequence[Value]) -> list[Option]:
        common = set.intersection(*(set(text_list(value)) for value in values))
        return [
            Option(one.value, one.label, one.icon, checked=one.value in common)
            for one in self._words.tags()
        ]

    def _set_members(self, ids: Sequence[RecordId], name: str, chosen: object) -> None:
        """Add what was checked and remove what was unchecked, ticket by ticket."""
        values = {one: set(text_list(self._value(one, name))) for one in ids}
        common = set.intersection(*values.values())
        wanted = {str(one) for one in chosen} if isinstance(chosen, tuple) else set[str]()
        groups: dict[tuple[str, ...], list[RecordId]] = {}
        for record_id, now in values.items():
            new = (now | wanted) - (common - wanted)
            if new != now:
                groups.setdefault(tuple(sorted(new)), []).append(record_id)
        if groups:
            writes = self._parts.desk.writes
            futures = [
                writes.edit("ticket", group, {name: list(new)}, "window")
                for new, group in groups.items()
            ]
            count = sum(len(group) for group in groups.values())
            told = self.tr("Tags of %n ticket(s) changed.", "", count)
            undone = self.tr("tags of %n ticket(s)", "", count)
            self._follow(futures, lambda ops: Notice(told, Tone.SUCCESS, ops, undone))

    # --- undo -------------------------------------------------------------------------------

    def remember(self, ops: tuple[OpId, ...], what: str) -> None:
        """Keep a change for the Undo command."""
        self._undoable = [*self._undoable, _Undoable(ops, what)][-_UNDO_DEPTH:]
        self._hooks.changed()

    def undo(self) -> None:
        """Take back the last change made in this window."""
        if self._undoable:
            self.take_back(self._undoable[-1].ops)

    def take_back(self, ops: tuple[OpId, ...]) -> None:
        """Take back some operations and say what went, and whether the desk had it already."""
        what = next((kept.what for kept in self._undoable if kept.ops == ops), "")
        self._undoable = [kept for kept in self._undoable if kept.ops != ops]
        self._hooks.changed()
        self._hooks.undone(ops)

        def done(result: Done) -> None:
            self._parts.host.notify(undone_notice(what, result))

        future = self._parts.desk.writes.undo(ops)
        self._parts.bridge.when_done(future, done, self._parts.host.report)

    # --- reading ----------------------------------------------------------------------------

    def copy(self, what: Copied) -> None:
        """Put numbers, links or lines of the selected tickets onto the clipboard."""
        lines = [self._copied(one, what) for one in self._hooks.selection()]
        text = "\n".join(line for line in lines if line)
        if text:
            QGuiApplication.clipboard().setText(text)
            self._parts.host.notify(Notice(self.tr("Copied: {text}").format(text=text[:80])))

    def _copied(self, record_id: RecordId, what: Copied) -> str:
        record = self._parts.desk.reads.record("ticket", record_id)
        if record is None:
            return ""
        number = record.doc.get("number")
        if what is Copied.LINK:
            return f"{self._parts.desk.me.desk_url}/ticket/{record_id}"
        name = f"#{number}" if number else self.tr("(no number yet)")
        return name if what is Copied.NUMBER else f"{name} {record.doc.get('subject') or ''}"

    def mark_read(self) -> None:
        """Mark the selected tickets as read."""
        for record_id in self._hooks.selection():
            self._parts.desk.sync.mark_read("ticket", record_id)
