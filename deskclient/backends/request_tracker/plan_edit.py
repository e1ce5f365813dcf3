"""From an edit and the ticket as it stands to what has to be written. Pure."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import MARKER, PREFIX, value_of, written
from deskclient.backends.request_tracker.links import link_body
from deskclient.backends.request_tracker.mapping import (
    number,
    person_ref,
    ticket_row,
    watcher_ref,
    watcher_word,
)
from deskclient.backends.request_tracker.outgoing import (
    Body,
    moment_word,
    owner_word,
    priority_level,
)
from deskclient.domain.fields import Doc, Value
from deskclient.domain.operation import FieldConflict, Operation
from deskclient.domain.times import from_text, to_text


class EditPlan(Struct, frozen=True):
    """What an edit comes to."""

    body: Mapping[str, object]
    """What is to be written; empty: all is as wanted."""
    wanted: Mapping[str, Value]
    """Values of the fields that are written."""
    conflicts: tuple[FieldConflict, ...] = ()
    """Fields that somebody else has changed; nothing is written then."""


def doc_of(ticket: wire.Ticket) -> Doc:
    """Read a ticket's fields."""
    return ticket_row(ticket, 0).doc or {}


def plan_edit(op: Operation, ticket: wire.Ticket) -> EditPlan:
    """Compare an edit with the ticket as it stands.

    A field is written if it still has the value that the person saw, or any value if they saw none.
    """
    now = doc_of(ticket)
    own = own_values(ticket)
    body: Body = {}
    custom: Body = {}
    wanted: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    for name, value in op.patch.set.items():
        mine = settled(name, value)
        if (name not in _WORDS and name not in own) or is_as_wanted(name, mine, ticket):
            continue
        base = settled(name, op.base.get(name))
        if name in op.base and base != settled(name, now.get(name)):
            conflicts.append(FieldConflict(name, base, mine, now.get(name)))
            continue
        wanted[name] = mine
        if name in own:
            custom[str(own[name].id)] = written(own[name].spec, mine, own[name].values)
        else:
            body |= _WORDS[name](mine, ticket)
    _plan_steps(op, ticket, body, wanted)
    link_words, linked = link_body(op, now)
    body |= link_words
    wanted |= linked
    _plan_members(op, own, custom, wanted)
    if custom:
        body["CustomFields"] = custom
    if conflicts:
        return EditPlan({}, {}, tuple(conflicts))
    return EditPlan(body, wanted)


def own_values(ticket: wire.Ticket) -> Mapping[str, wire.CustomValues]:
    """Give what the desk's own fields hold, by our name for them."""
    return {one.spec.own_name: one for one in ticket.own_values if one.name != MARKER}


def custom_in(op: Operation) -> set[str]:
    """Name the desk's own fields that an edit touches."""
    return {name for name in op.patch.fields() if name.startswith(PREFIX)}


def settled(name: str, value: Value) -> Value:
    """Bring a value to the form in which the desk gives it back."""
    if name.startswith(PREFIX):
        # Its type is not asked for: a moment is the only text that is written in several ways.
        return _as_told(value)
    if name == "due_at" and isinstance(value, str) and value:
        try:
            return to_text(from_text(value).replace(microsecond=0))
        except ValueError:
            return None
    if name == "watchers":
        return sorted({str(one) for one in value}) if isinstance(value, list) else []
    return value or None


def is_as_wanted(name: str, mine: Value, ticket: wire.Ticket) -> bool:
    """Tell whether a field has the wanted value already."""
    if name == "requester" and mine:
        # RT keeps requesters in no order.
        return mine in {person_ref(one) for one in ticket.requestor}
    return settled(name, doc_of(ticket).get(name)) == mine


def _as_told(value: Value) -> Value:
    if isinstance(value, list):
        return list[str](sorted({str(one) for one in value})) or None
    return value or None


def members_as_wanted(op: Operation, ticket: wire.Ticket) -> bool:
    """Tell whether those who were to be added are there and the others are not, in every list."""
    return all(_has_members(op, name, ticket) for name in op.patch.add.keys() | op.patch.remove)


def _has_members(op: Operation, name: str, ticket: wire.Ticket) -> bool:
    now = settled(name, doc_of(ticket).get(name))
    there = set(now) if isinstance(now, list) else set()
    added = set(op.patch.add.get(name, ()))
    removed = set(op.patch.remove.get(name, ())) - added
    return added <= there and not removed & there


def _plan_steps(op: Operation, ticket: wire.Ticket, body: Body, wanted: dict[str, Value]) -> None:
    if not _has_members(op, "watchers", ticket):
        added = set(op.patch.add.get("watchers", ()))
        removed = set(op.patch.remove.get("watchers", ())) - added
        body |= _members(added, removed, ticket)
        wanted["watchers"] = sorted(added)
    step = op.patch.incr.get("minutes_spent", 0)
    if step:
        wanted["minutes_spent"] = max(0, number(ticket.time_worked) + step)
        body["TimeWorked"] = wanted["minutes_spent"]


def _plan_members(
    op: Operation, own: Mapping[str, wire.CustomValues], custom: Body, wanted: dict[str, Value]
) -> None:
    """Write lists of values anew, with what is added and without what goes."""
    for name in own.keys() & (op.patch.add.keys() | op.patch.remove.keys()):
        one = own[name]
        there = value_of(one.spec, one.values)
        before = {str(member) for member in there} if isinstance(there, list) else set[str]()
        added = set(op.patch.add.get(name, ()))
        after = (before - set(op.patch.remove.get(name, ()))) | added
        if after != before:
            wanted[name] = list[str](sorted(after)) or None
            custom[str(one.id)] = written(one.spec, sorted(after), one.values)


def _members(added: set[str], removed: set[str], ticket: wire.Ticket) -> Body:
    """Write lists of people anew: those who are to go, from whichever they stand in."""
    there = settled("watchers", doc_of(ticket).get("watchers"))
    new = [
        watcher_word(one) for one in sorted(added - set(there if isinstance(there, list) else ()))
    ]
    body: Body = {}
    lists: tuple[tuple[str, Sequence[wire.Ref]], ...] = (
        ("Cc", ticket.cc),
        ("AdminCc", ticket.admin_cc),
        ("Requestor", ticket.requestor[1:]),
    )
    for role, refs in lists:
        before = [str(one.id) for one in refs]
        named = person_ref if role == "Requestor" else watcher_ref
        after = [str(one.id) for one in refs if named(one) not in removed]
        after += new if role == "Cc" else []
        if after != before:
            first = [str(one.id) for one in ticket.requestor[:1]] if role == "Requestor" else []
            body[role] = [*first, *after]
    return body


def _requester(mine: Value, ticket: wire.Ticket) -> Body:
    others = [str(one.id) for one in ticket.requestor[1:]]
    return {"Requestor": [*([str(mine)] if mine else []), *others]}


def _watchers(mine: Value, ticket: wire.Ticket) -> Body:
    wanted = set(mine if isinstance(mine, list) else ())
    there = settled("watchers", doc_of(ticket).get("watchers"))
    before = set(there if isinstance(there, list) else ())
    names = {str(one) for one in wanted}
    return _members(names - before, {str(one) for one in before} - names, ticket)


_WORDS: Mapping[str, Callable[[Value, wire.Ticket], Body]] = {
    "subject": lambda mine, _: {"Subject": str(mine or "")},
    "status": lambda mine, _: {"Status": str(mine)},
    "priority": lambda mine, _: {"Priority": priority_level(str(mine))},
    "queue": lambda mine, _: {"Queue": str(mine)},
    "owner": lambda mine, _: {"Owner": owner_word(mine)},
    "due_at": lambda mine, _: {"Due": moment_word(mine)},
    "requester": _requester,
    "watchers": _watchers,
    "minutes_spent": lambda mine, _: {"TimeWorked": mine or 0},
}
