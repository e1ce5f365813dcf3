"""Where an item of the outbox is worked on again, and how one gets there."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from deskclient.domain.ids import RecordId
from deskclient.domain.operation import Action, Operation, OpState
from deskclient.services.api import Draft, OutboxItem
from deskclient.services.op_maker import about
from deskclient.ui.actions.deck import Writing
from deskclient.ui.parts import Parts
from deskclient.ui.views import LIBRARY_KINDS

translate = QCoreApplication.translate

_WEIGHT = {
    OpState.CONFLICT: 6,
    OpState.REJECTED: 5,
    OpState.BLOCKED: 4,
    OpState.HELD: 3,
    OpState.UNCONFIRMED: 2,
    OpState.INFLIGHT: 1,
}
_EDITABLE = frozenset({OpState.QUEUED, OpState.HELD, OpState.REJECTED, OpState.BLOCKED})
_TEXTS = frozenset({"reply", "note"})
_TICKET = "ticket"
_OPENED = frozenset({_TICKET, *LIBRARY_KINDS})
"""Kinds that have a place of their own where their fields are edited."""


class WayBack(StrEnum):
    """Where something that waits can be changed."""

    NONE = "none"
    RECORD = "record"
    """In the record itself; nothing leaves the outbox for it."""
    TEXT = "text"
    """In the composer, as the draft it was."""
    NEW_TICKET = "new_ticket"
    """In the form of a new ticket: its own is not here any more."""


def worst_of(item: OutboxItem) -> Operation:
    """Give the operation that most needs a look."""
    return max(item.ops, key=lambda op: _WEIGHT.get(op.state, 0))


def is_gone(item: OutboxItem) -> bool:
    """Tell whether the desk says that the record was deleted."""
    return any(op.problem is not None and op.problem.rule == "gone" for op in item.ops)


def is_blocked(item: OutboxItem) -> bool:
    """Tell whether an item waits for another one that was not accepted, and for nothing else."""
    return bool(item.ops) and all(op.state is OpState.BLOCKED for op in item.ops)


def way_back(item: OutboxItem) -> WayBack:
    """Tell where an item can be changed; no draft is made that no screen would show."""
    worst = worst_of(item)
    if item.resend or not (worst.state in _EDITABLE or worst.is_unproved):
        return WayBack.NONE
    if is_gone(item) or not item.is_shown:
        lost = worst.state is OpState.REJECTED and _is_of_one_ticket(item.ops)
        return WayBack.NEW_TICKET if lost else WayBack.NONE
    if item.label in _TEXTS:
        return WayBack.TEXT
    if worst.is_unproved or worst.kind not in _OPENED:
        return WayBack.NONE
    refused = worst.state is OpState.REJECTED and len({about(op) for op in item.ops}) == 1
    made = worst.action is Action.CREATE
    return WayBack.RECORD if made or (refused and worst.action is Action.EDIT) else WayBack.NONE


def _is_of_one_ticket(ops: Sequence[Operation]) -> bool:
    whole = any(op.kind == _TICKET and op.action is not Action.EDIT for op in ops)
    return not whole and len({about(op) for op in ops}) == 1 and about(ops[0])[0] == _TICKET


def way_words(way: WayBack) -> tuple[str, str]:
    """Give the words of the button that goes there, and what happens then."""
    return {
        WayBack.NONE: ("", ""),
        WayBack.RECORD: (
            translate("Outbox", "Open to edit"),
            translate("Outbox", "Nothing is taken back: what you change there is sent with it."),
        ),
        WayBack.TEXT: (
            translate("Outbox", "Edit"),
            translate("Outbox", "Take it back and go on writing."),
        ),
        WayBack.NEW_TICKET: (
            translate("Outbox", "New ticket of it"),
            translate("Outbox", "Put what you wrote into the form of a new ticket."),
        ),
    }[way]


def go_back(item: OutboxItem, parts: Parts) -> None:
    """Go to where an item can be changed."""
    way, host, outbox = way_back(item), parts.host, parts.desk.outbox
    ids = [op.op_id for op in item.ops]
    if way is WayBack.RECORD:
        worst = worst_of(item)
        name = worst.problem.field if worst.problem is not None else ""
        host.open_record(worst.kind, worst.record_id, field=name)
    elif way is WayBack.TEXT:
        future = outbox.back_to_draft(ids)
        parts.bridge.when_done(future, lambda draft: _write_on(draft, parts), host.report)
    elif way is WayBack.NEW_TICKET:
        future = outbox.as_new_ticket(ids)
        parts.bridge.when_done(future, lambda _draft: host.run("file.new_form"), host.report)


def _write_on(draft: Draft, parts: Parts) -> None:
    parts.host.open_record(_TICKET, RecordId(draft.record_id))
    parts.host.run(f"ticket.{Writing(draft.kind).value}")
