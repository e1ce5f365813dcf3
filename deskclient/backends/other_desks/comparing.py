"""Edits at a desk that compares nothing: we compare, as late as can be. Pure.

Between our look and our writing somebody else may still write. That is not seen afterwards either,
where the desk keeps no history: ``Caps.audited`` says so, and the person is told.
"""

from collections.abc import Collection, Mapping

from msgspec import Struct

from deskclient.domain.fields import Doc, Value
from deskclient.domain.operation import FieldConflict, Operation


class Comparison(Struct, frozen=True):
    """What an edit comes to, beside the record as it stands."""

    wanted: Mapping[str, Value]
    """Values that are to be written; none: all is as wanted."""
    conflicts: tuple[FieldConflict, ...] = ()
    """What somebody else has changed; nothing is written then."""
    unwritable: str = ""
    """A field that is not as wanted and cannot be written there; nothing is written then."""


def compare(op: Operation, now: Doc, writable: Collection[str]) -> Comparison:
    """Compare an edit with the record as it stands.

    A field is written if it still has the value that the person saw, or any value if they saw none.

    Args:
        op: The edit.
        now: The record, in the forms that the desk gives values back in.
        writable: Fields that can be written there.
    """
    unwritable = _unwritable(op, now, writable)
    if unwritable:
        return Comparison({}, unwritable=unwritable)
    wanted: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    for name, mine in _values(op, now, writable).items():
        there, base = now.get(name) or None, op.base.get(name) or None
        if mine == there:
            continue
        if name in op.patch.set and name in op.base and base != there:
            conflicts.append(FieldConflict(name, base, mine, there))
            continue
        wanted[name] = mine
    return Comparison({}, tuple(conflicts)) if conflicts else Comparison(wanted)


def left_out(wanted: Mapping[str, Value], before: Doc, after: Doc) -> str:
    """Name a field that the desk did not write although it said that it did; empty for none.

    A value that is neither the old one nor ours is somebody else's, who wrote after us.
    """
    for name, mine in wanted.items():
        there = after.get(name) or None
        if there != mine and there == (before.get(name) or None):
            return name
    return ""


def _unwritable(op: Operation, now: Doc, writable: Collection[str]) -> str:
    differing = {
        name for name, value in op.patch.set.items() if (value or None) != (now.get(name) or None)
    }
    named = differing.union(op.patch.add, op.patch.remove, op.patch.incr)
    return min(named.difference(writable), default="")


def _values(op: Operation, now: Doc, writable: Collection[str]) -> Mapping[str, Value]:
    found: dict[str, Value] = {
        name: value or None for name, value in op.patch.set.items() if name in writable
    }
    for name in sorted({*op.patch.add, *op.patch.remove} & {*writable}):
        there = now.get(name)
        members = set(map(str, there)) if isinstance(there, list) else set[str]()
        members |= set(op.patch.add.get(name, ()))
        found[name] = sorted(members - set(op.patch.remove.get(name, ()))) or None
    return found
