"""Three-way merge by field: base (what the user saw), theirs (the desk now), mine (the patch).

The same functions run in the client, to show what will be, and on our own desk, to decide. Pure.
The rules are told case by case in ``docs/sync.md``.
"""

from collections.abc import Mapping

from msgspec import Struct

from deskclient.domain.fields import Doc, FieldSpec, MergeRule, Value
from deskclient.domain.kind import Kind
from deskclient.domain.operation import FieldConflict, Patch
from deskclient.domain.text_merge import merge_text


class Merged(Struct, frozen=True):
    """What a patch makes of a document."""

    doc: Mapping[str, Value]
    """The document with everything that could be applied; unchanged if there is a conflict."""
    changed: frozenset[str]
    """Fields whose value differs from before."""
    conflicts: tuple[FieldConflict, ...] = ()
    rebased: bool = False
    """Whether somebody else's change was under it, without collision."""


def merge_patch(kind: Kind, theirs: Doc, patch: Patch, base: Doc) -> Merged:
    """Apply ``patch``, made by someone who saw ``base``, to the record as it is now.

    Either the whole patch is applied or, with any conflict, nothing of it. Unknown and
    server-only fields in the patch are left out; the caller checks and reports them.
    """
    merged = dict(theirs)
    conflicts: list[FieldConflict] = []
    for name, mine in patch.set.items():
        spec = kind.field_map.get(name)
        if spec is None or spec.merge is MergeRule.SERVER:
            continue
        outcome = _merge_set(kind, spec, theirs, base, mine)
        if isinstance(outcome, FieldConflict):
            conflicts.append(outcome)
        else:
            merged[name] = outcome.value
    _merge_members(kind, merged, patch)
    if conflicts:
        return Merged(theirs, frozenset(), tuple(conflicts))
    changed = _differing(kind, theirs, merged)
    _derive(kind, merged, changed, patch)
    return Merged(
        merged,
        _differing(kind, theirs, merged),
        (),
        rebased=any(_moved(kind, theirs, base, name) for name in patch.fields() & base.keys()),
    )


def overlay_patch(kind: Kind, doc: Doc, patch: Patch, base: Doc) -> dict[str, Value]:
    """Show ``doc`` as the user left it: mine wins, for painting only; never sent anywhere."""
    shown = dict(doc)
    for name, mine in patch.set.items():
        spec = kind.field_map.get(name)
        if spec is not None and spec.merge is MergeRule.LONG_TEXT:
            merged = merge_text(_text(base.get(name)), _text(mine), _text(doc.get(name)))
            shown[name] = mine if merged is None else merged
        else:
            shown[name] = mine
    _merge_members(kind, shown, patch)
    _derive(kind, shown, _differing(kind, doc, shown), patch)
    return shown


class _Taken(Struct, frozen=True):
    value: Value


def _merge_set(
    kind: Kind, spec: FieldSpec, theirs: Doc, base: Doc, mine: Value
) -> _Taken | FieldConflict:
    now, before = spec.value_in(theirs), spec.value_in(base)
    if now == mine:
        return _Taken(mine)
    if spec.merge is MergeRule.LONG_TEXT:
        text = merge_text(_text(before), _text(mine), _text(now))
        return FieldConflict(spec.name, before, mine, now) if text is None else _Taken(text)
    if not _unit_moved(kind, spec, theirs, base):
        return _step(kind, spec, before, mine, now)
    return FieldConflict(spec.name, before, mine, now, choices=_legal(kind, spec, now))


def _step(
    kind: Kind, spec: FieldSpec, before: Value, mine: Value, now: Value
) -> _Taken | FieldConflict:
    flow = kind.workflow
    if flow is None or spec.name != flow.field or flow.allows(str(now), str(mine)):
        return _Taken(mine)
    return FieldConflict(spec.name, before, mine, now, choices=flow.next_states(str(now)))


def _legal(kind: Kind, spec: FieldSpec, now: Value) -> tuple[str, ...]:
    flow = kind.workflow
    if flow is None or spec.name != flow.field:
        return ()
    return flow.next_states(str(now))


def _unit_moved(kind: Kind, spec: FieldSpec, theirs: Doc, base: Doc) -> bool:
    """Tell whether any field of the unit changed on the desk since the user looked."""
    return any(_moved(kind, theirs, base, one.name) for one in kind.unit_fields(spec.merge_unit))


def _moved(kind: Kind, theirs: Doc, base: Doc, name: str) -> bool:
    if name not in base:
        return False
    spec = kind.field_map.get(name)
    if spec is None:
        return theirs.get(name) != base.get(name)
    return spec.value_in(theirs) != spec.value_in(base)


def _merge_members(kind: Kind, doc: dict[str, Value], patch: Patch) -> None:
    """Apply adds, removes and increments; an add wins over a remove of the same member."""
    for name in {*patch.add, *patch.remove}:
        spec = kind.field_map.get(name)
        if spec is None or spec.merge is not MergeRule.SET:
            continue
        members = _members(doc.get(name)) - set(patch.remove.get(name, ()))
        doc[name] = sorted(members | set(patch.add.get(name, ())))
    for name, step in patch.incr.items():
        spec = kind.field_map.get(name)
        if spec is not None and spec.merge is MergeRule.COUNTER:
            now = doc.get(name)
            doc[name] = (now if isinstance(now, int) else 0) + step


def _derive(kind: Kind, doc: dict[str, Value], changed: frozenset[str], patch: Patch) -> None:
    doc.update(kind.derive(doc, changed | patch.fields()))


def _differing(kind: Kind, before: Doc, after: Doc) -> frozenset[str]:
    return frozenset(
        name
        for name in after
        if (spec := kind.field_map.get(name)) is not None
        and spec.value_in(before) != spec.value_in(after)
    )


def _members(value: Value) -> set[str]:
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
