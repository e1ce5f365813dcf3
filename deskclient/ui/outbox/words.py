"""Operations and their states in words a person uses."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.operation import Action, Operation, OpState
from deskclient.domain.replay import RecordState
from deskclient.services.api import Desk, OutboxItem
from deskclient.ui.text import Texts, domain_text

translate = QCoreApplication.translate

_QUOTED_CHARS = 90


class StateWords(Struct, frozen=True):
    """How a state is shown: never by colour alone."""

    title: str
    icon: str
    ink: str
    """Name of a colour token."""


def record_state(state: RecordState) -> StateWords:
    """Say how a record stands towards the desk."""
    return {
        RecordState.SYNCED: StateWords(translate("Outbox", "On the desk"), "cloud-check", "muted"),
        RecordState.PENDING: StateWords(translate("Outbox", "Saved here"), "hard-drive", "warning"),
        RecordState.SENDING: StateWords(translate("Outbox", "Sending"), "cloud-upload", "accent"),
        RecordState.UNCONFIRMED: StateWords(
            translate("Outbox", "Sent, not confirmed"), "cloud-alert", "warning"
        ),
        RecordState.HELD: StateWords(
            translate("Outbox", "Saved here, held back"), "circle-pause", "warning"
        ),
        RecordState.BLOCKED: StateWords(
            translate("Outbox", "Waits for another change"), "hourglass", "warning"
        ),
        RecordState.REJECTED: StateWords(
            translate("Outbox", "Refused by the desk"), "octagon-alert", "danger"
        ),
        RecordState.CONFLICT: StateWords(
            translate("Outbox", "Needs your decision"), "git-compare", "danger"
        ),
    }[state]


_OF_OP = {
    OpState.QUEUED: RecordState.PENDING,
    OpState.INFLIGHT: RecordState.SENDING,
    OpState.UNCONFIRMED: RecordState.UNCONFIRMED,
    OpState.ACKED: RecordState.SENDING,
    OpState.CONFLICT: RecordState.CONFLICT,
    OpState.REJECTED: RecordState.REJECTED,
    OpState.HELD: RecordState.HELD,
    OpState.BLOCKED: RecordState.BLOCKED,
}


def op_state(state: OpState) -> StateWords:
    """Say where an operation stands."""
    return record_state(_OF_OP[state])


def why_waiting(op: Operation, *, online: bool) -> str:
    """Say in one sentence why an operation has not reached the desk."""
    if op.problem is not None and op.problem.message:
        return domain_text(op.problem.message)
    return {
        OpState.QUEUED: translate("Outbox", "It goes to the desk with the next sync.")
        if online
        else translate("Outbox", "It goes to the desk when it can be reached."),
        OpState.INFLIGHT: translate("Outbox", "It is on its way to the desk."),
        OpState.UNCONFIRMED: translate(
            "Outbox", "It was sent, but no answer came. The desk is asked before it is sent again."
        ),
        OpState.ACKED: translate("Outbox", "The desk has it; the list here follows in a moment."),
        OpState.CONFLICT: translate(
            "Outbox", "Somebody changed the same on the desk. Choose what stays."
        ),
        OpState.REJECTED: translate("Outbox", "The desk did not accept it. Your text is kept."),
        OpState.HELD: translate(
            "Outbox", "It is held back for a moment, so that you can take it back."
        ),
        OpState.BLOCKED: translate(
            "Outbox", "It waits for another change that the desk did not accept."
        ),
    }[op.state]


def record_words(item: OutboxItem) -> str:
    """Name the record of an item, as well as it is known: ``#1042 Printer on floor 3 jams``."""
    number = f"#{item.record_number} " if item.record_number else ""
    named = f"{number}{item.record_title}".strip()
    if named or item.is_shown:
        return named or translate("Outbox", "A new record")
    return translate("Outbox", "A record that is not here any more")


class OpWords:
    """Says what an operation does."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk = desk
        self._texts = texts

    def what(self, op: Operation) -> str:
        """Say it in one line."""
        kind = self._desk.registry.get(op.kind)
        if kind is None:
            return op.kind
        label = domain_text(kind.label)
        if op.action is Action.DELETE:
            return translate("Outbox", "Delete: {kind}").format(kind=label)
        if op.action is Action.CREATE:
            return self._creation(op, kind, label)
        return "; ".join(self._change(kind, op, name) for name in _in_order(kind, op))

    def _creation(self, op: Operation, kind: Kind, label: str) -> str:
        doc = op.patch.set
        if kind.name == "entry":
            quoted = _quoted(doc.get("body"))
            kinds = {
                "reply": translate("Outbox", "Reply: {text}"),
                "note": translate("Outbox", "Internal note: {text}"),
                "message": translate("Outbox", "Message: {text}"),
            }
            named = kinds.get(
                str(doc.get("type") or op.label), translate("Outbox", "Message: {text}")
            )
            return named.format(text=quoted)
        if kind.name == "attachment":
            return translate("Outbox", "File: {name}").format(name=doc.get("name") or "")
        title = str(doc.get(kind.title_field) or "")
        return translate("Outbox", "New: {kind} “{title}”").format(kind=label, title=title)

    def _change(self, kind: Kind, op: Operation, name: str) -> str:
        spec = kind.field_map.get(name)
        if spec is None:
            return name
        label = domain_text(spec.label)
        if name in op.patch.incr:
            return translate("Outbox", "{field}: {number} more").format(
                field=label, number=op.patch.incr[name]
            )
        if name in op.patch.add or name in op.patch.remove:
            return self._members(kind, op, name, label)
        before = self.value(kind, name, op.base.get(name)) or "—"
        after = self.value(kind, name, op.patch.set.get(name)) or "—"
        return translate("Outbox", "{field}: {before} → {after}").format(
            field=label, before=before, after=after
        )

    def _members(self, kind: Kind, op: Operation, name: str, label: str) -> str:
        added = self.value(kind, name, list(op.patch.add.get(name, ())))
        removed = self.value(kind, name, list(op.patch.remove.get(name, ())))
        if added and removed:
            return translate("Outbox", "{field}: {added} added, {removed} removed").format(
                field=label, added=added, removed=removed
            )
        if added:
            return translate("Outbox", "{field}: {added} added").format(field=label, added=added)
        return translate("Outbox", "{field}: {removed} removed").format(
            field=label, removed=removed
        )

    def value(self, kind: Kind, name: str, value: Value) -> str:
        """Write a field's value in words, shortened."""
        spec = kind.field_map.get(name)
        if spec is None:
            return "" if value is None else str(value)
        words = self._texts.value(spec, value, self._title)
        return words if len(words) <= _QUOTED_CHARS else f"{words[:_QUOTED_CHARS].rstrip()}…"

    def _title(self, kind: str, record_id: str) -> str:
        return self._desk.reads.title(kind, RecordId(record_id))


def _in_order(kind: Kind, op: Operation) -> list[str]:
    touched = op.patch.fields()
    known = [spec.name for spec in kind.fields if spec.name in touched]
    return [*known, *sorted(touched - set(known))]


def _quoted(value: Value) -> str:
    words = " ".join(str(value or "").split())
    return f"“{words[:_QUOTED_CHARS].rstrip()}…”" if len(words) > _QUOTED_CHARS else f"“{words}”"
