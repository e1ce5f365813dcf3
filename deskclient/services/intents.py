"""Turns what the person set in a form into operations: one for each merge unit. Pure.

Sets become members added and removed, counters become steps, everything else becomes values; each
operation carries the values of its unit as the person saw them.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from deskclient.domain.check import check_doc
from deskclient.domain.fields import Doc, FieldSpec, MergeRule, Value
from deskclient.domain.kind import Kind, Trouble
from deskclient.domain.merge import overlay_patch
from deskclient.domain.operation import Patch


class UnitChange(Struct, frozen=True):
    """One merge unit's change of one record."""

    unit: str
    patch: Patch
    base: Mapping[str, Value]


def plan_edit(kind: Kind, seen: Doc, changes: Mapping[str, Value]) -> tuple[UnitChange, ...]:
    """Split a change into its units; what the person did not really change is left out.

    Args:
        kind: The record's declaration.
        seen: The document as the person saw it.
        changes: The wanted values by field, sets and counters as wholes.
    """
    units: dict[str, list[tuple[FieldSpec, Value]]] = {}
    for name, wanted in changes.items():
        spec = kind.field_map[name]
        if _tidy(spec, spec.value_in(seen)) != _tidy(spec, wanted):
            units.setdefault(spec.merge_unit, []).append((spec, _tidy(spec, wanted)))
    return tuple(
        UnitChange(unit, _patch(seen, fields), _base(kind, seen, unit))
        for unit, fields in units.items()
    )


def check_edit(kind: Kind, seen: Doc, changes: Mapping[str, Value]) -> tuple[Trouble, ...]:
    """List what forbids an edit, before it is planned."""
    if kind.append_only:
        return (Trouble("", "append_only", "What was written once cannot be changed."),)
    # As given first: tidying would turn a value of the wrong shape into an empty one.
    wrong = tuple(_unwritable(kind, changes)) or check_doc(
        kind, {**seen, **changes}, frozenset(changes)
    )
    if wrong:
        return wrong
    units = plan_edit(kind, seen, changes)
    touched = frozenset(name for unit in units for name in unit.patch.fields())
    after: Doc = seen
    for unit in units:
        after = overlay_patch(kind, after, unit.patch, unit.base)
    return (*_check_step(kind, seen, after, touched), *check_doc(kind, after, touched))


def born_doc(kind: Kind, doc: Doc) -> dict[str, Value]:
    """Complete a new record's document: defaults and what follows from other fields."""
    given = {name: value for name, value in doc.items() if value is not None}
    spec_of = kind.field_map
    tidy = {
        name: _tidy(spec_of[name], value) if name in spec_of else value
        for name, value in given.items()
    }
    filled = kind.with_defaults(tidy)
    filled.update(kind.derive(filled, frozenset(tidy)))
    writable = {spec.name for spec in kind.writable()}
    return {name: value for name, value in filled.items() if name in writable}


def check_birth(kind: Kind, doc: Doc) -> tuple[Trouble, ...]:
    """List what forbids creating a record."""
    wrong = tuple(_unwritable(kind, doc)) or check_doc(kind, doc, frozenset(doc))
    if kind.successor_field and doc.get(kind.successor_field):
        wrong += (Trouble(kind.successor_field, "server_only", "Only the desk sets this field."),)
    return wrong or check_doc(kind, born_doc(kind, doc))


def _unwritable(kind: Kind, names: Iterable[str]) -> Iterable[Trouble]:
    for name in names:
        spec = kind.field_map.get(name)
        if spec is None:
            yield Trouble(name, "unknown_field", "This field is not known.")
        elif spec.merge is MergeRule.SERVER:
            yield Trouble(name, "server_only", "Only the desk sets this field.")


def _check_step(kind: Kind, seen: Doc, after: Doc, touched: frozenset[str]) -> tuple[Trouble, ...]:
    flow = kind.workflow
    if flow is None or flow.field not in touched:
        return ()
    spec = kind.field_map[flow.field]
    source, target = str(spec.value_in(seen)), str(spec.value_in(after))
    if flow.allows(source, target):
        return ()
    return (Trouble(flow.field, "transition", "This step is not possible from the present state."),)


def _tidy(spec: FieldSpec, value: Value) -> Value:
    """Bring a value into the form documents hold: sets sorted without repeats, no empty texts."""
    if spec.merge is MergeRule.SET:
        members = value if isinstance(value, list) else []
        return sorted({str(one) for one in members}) or spec.default
    if value == "" and spec.default is None:
        return None
    return value


def _patch(seen: Doc, fields: Iterable[tuple[FieldSpec, Value]]) -> Patch:
    values: dict[str, Value] = {}
    add: dict[str, tuple[str, ...]] = {}
    remove: dict[str, tuple[str, ...]] = {}
    incr: dict[str, int] = {}
    for spec, wanted in fields:
        before = spec.value_in(seen)
        if spec.merge is MergeRule.SET:
            had, has = _members(before), _members(wanted)
            if has - had:
                add[spec.name] = tuple(sorted(has - had))
            if had - has:
                remove[spec.name] = tuple(sorted(had - has))
        elif spec.merge is MergeRule.COUNTER and isinstance(wanted, int):
            incr[spec.name] = wanted - (before if isinstance(before, int) else 0)
        else:
            values[spec.name] = wanted
    return Patch(values, add, remove, incr)


def _members(value: Value) -> set[str]:
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()


def _base(kind: Kind, seen: Doc, unit: str) -> Mapping[str, Value]:
    return {spec.name: seen.get(spec.name) for spec in kind.unit_fields(unit)}
