"""Two edits of one field that both still wait become one. Pure; the laws are in the tests."""

from collections.abc import Mapping

from msgspec.structs import replace

from deskclient.domain.fields import Value
from deskclient.domain.kind import Kind
from deskclient.domain.operation import Action, Operation, OpState, Patch

NEVER_SENT = frozenset({OpState.QUEUED, OpState.HELD, OpState.BLOCKED})
REFUSED = frozenset({OpState.REJECTED, OpState.CONFLICT})
"""States that the desk has answered: it surely did not apply the operation."""


def is_unsent(op: Operation) -> bool:
    """Tell whether the operation surely is not on the desk and nobody is about to send it."""
    return op.state in REFUSED or (op.state in NEVER_SENT and not op.first_sent_at)


def can_squash(older: Operation, newer: Operation) -> bool:
    """Tell whether ``newer``, just made, may swallow ``older``, the last one on its unit."""
    if older.group_id or newer.group_id or newer.hold_until:
        return False
    if Action.EDIT is not newer.action or Action.EDIT is not older.action:
        return False
    if older.state is OpState.QUEUED:
        return is_unsent(older)
    return older.state is OpState.REJECTED


def can_fold(create: Operation, edit: Operation) -> bool:
    """Tell whether an edit may become part of the waiting creation of its record."""
    if edit.action is not Action.EDIT or edit.group_id or edit.hold_until:
        return False
    if create.action is not Action.CREATE:
        return False
    return create.state is OpState.REJECTED or (
        create.state in NEVER_SENT and not create.first_sent_at
    )


def squash(kind: Kind, older: Operation, newer: Operation) -> Operation | None:
    """Combine two edits of one unit into one with the older base; ``None`` if they cancel out."""
    base = {**newer.base, **older.base}
    patch = _then(kind, older.patch, newer.patch, base)
    if not patch:
        return None
    return replace(
        newer,
        patch=patch,
        base=base,
        base_ver=older.base_ver,
        depends_on=tuple(dict.fromkeys((*older.depends_on, *newer.depends_on))),
        seq=0,
    )


def fold(kind: Kind, create: Operation, edit: Operation) -> Operation:
    """Put an edit into the creation of its record."""
    doc = {**create.patch.set}
    for name in sorted({*edit.patch.add, *edit.patch.remove}):
        kept = _members(doc.get(name)) - set(edit.patch.remove.get(name, ()))
        doc[name] = sorted(kept | set(edit.patch.add.get(name, ())))
    for name, step in edit.patch.incr.items():
        now = doc.get(name)
        doc[name] = (now if isinstance(now, int) else 0) + step
    doc.update(edit.patch.set)
    touched = edit.patch.fields()
    derived = kind.derive(kind.with_defaults(doc), touched)
    doc.update({name: value for name, value in derived.items() if name not in touched})
    depends = tuple(
        one for one in dict.fromkeys((*create.depends_on, *edit.depends_on)) if one != create.op_id
    )
    return replace(create, patch=replace(create.patch, set=doc), depends_on=depends)


def _then(kind: Kind, first: Patch, second: Patch, base: Mapping[str, Value]) -> Patch:
    values = {**first.set, **second.set}
    seen = {**base, **first.set, **second.set}
    # What the second edit derives (priority from impact) overrides what the first one had set.
    for name in kind.derive(seen, second.fields()):
        if name not in second.set:
            values.pop(name, None)
    values = _without_returns(kind, values, seen, base)
    add, remove = _members_then(first, second, base)
    incr = {
        name: step
        for name in dict.fromkeys((*first.incr, *second.incr))
        if (step := first.incr.get(name, 0) + second.incr.get(name, 0))
    }
    return Patch(values, add, remove, incr)


def _without_returns(
    kind: Kind, values: Mapping[str, Value], seen: Mapping[str, Value], base: Mapping[str, Value]
) -> dict[str, Value]:
    """Leave out what was set back to the base, unless other values would then be derived."""
    moved = {name for name, value in values.items() if name not in base or base[name] != value}
    if kind.derive(seen, frozenset(values)) != kind.derive(seen, frozenset(moved)):
        return dict(values)
    return {name: value for name, value in values.items() if name in moved}


def _members_then(
    first: Patch, second: Patch, base: Mapping[str, Value]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    add: dict[str, tuple[str, ...]] = {}
    remove: dict[str, tuple[str, ...]] = {}
    names = (*first.add, *first.remove, *second.add, *second.remove)
    for name in dict.fromkeys(names):
        added = set(first.add.get(name, ())) - set(second.remove.get(name, ()))
        added |= set(second.add.get(name, ()))
        removed = set(first.remove.get(name, ())) - set(second.add.get(name, ()))
        removed |= set(second.remove.get(name, ()))
        removed -= added
        if name in base:
            before = _members(base[name])
            added -= before
            removed &= before
        if added:
            add[name] = tuple(sorted(added))
        if removed:
            remove[name] = tuple(sorted(removed))
    return add, remove


def _members(value: Value) -> set[str]:
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()
