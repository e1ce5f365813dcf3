"""Does the desk's history hold what the operations said, and nothing else?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from deskclient.domain.fields import FieldSpec, MergeRule, Value
from deskclient.domain.ids import OpId
from deskclient.domain.kind import Kind, Registry
from deskclient.domain.operation import Action, Operation
from tools.simulate.lineage import Lineage
from tools.simulate.marks import marks_in, repeated_digits
from tools.simulate.truth import Applied, Name, Truth, Version
from tools.simulate.verdict import Fault, Finding


def check_history(
    registry: Registry, lineage: Lineage, truth: Truth, merges: Mapping[str, str]
) -> Iterator[Finding]:
    """Explain every version of every record by one operation, or by a merge of tickets.

    Args:
        registry: The kinds.
        lineage: What became of each operation.
        truth: What the desk has.
        merges: Tickets that the desk merged, with the survivor.
    """
    causes: dict[tuple[str, str, int], list[Operation]] = {}
    for op_id, places in truth.applied.items():
        life = lineage.of(op_id)
        if life is None:
            yield Finding(Fault.DIVERGED, "applied, but never stored by a client", op_id)
            continue
        for place in places:
            causes.setdefault((place.kind, place.id, place.ver), []).append(life.op)
    for name, versions in truth.versions.items():
        kind = registry[name[0]]
        for before, after in pairwise(versions):
            ops = causes.get((*name, after.ver), [])
            if _is_merge(kind, name, (before, after), merges, ops, truth):
                continue
            yield from _check_step(kind, name, before, after, ops)
    yield from _check_created(lineage, truth)
    yield from _check_marks(truth)
    yield from _check_minutes(truth)


def _is_merge(
    kind: Kind,
    name: Name,
    step: tuple[Version, Version],
    merges: Mapping[str, str],
    ops: Sequence[Operation],
    truth: Truth,
) -> bool:
    """Tell whether a version only says that a ticket took over another one.

    An operation that found its wish fulfilled is confirmed with this version too.
    """
    before, after = step
    changed = {
        spec.name
        for spec in kind.writable()
        if spec.value_in(before.doc) != spec.value_in(after.doc)
    }
    if any(changed & op.patch.fields() for op in ops):
        return False
    if kind.parent:
        old, new = str(before.doc.get(kind.parent)), after.doc.get(kind.parent)
        return changed <= {kind.parent} and merges.get(old) == new
    if not changed <= {"watchers", "minutes_spent"}:
        return False
    grew = _members(before.doc.get("watchers")) <= _members(after.doc.get("watchers"))
    losers = [loser for loser, survivor in merges.items() if survivor == name[1]]
    sums = {_minutes(before) + _last_minutes(truth, (name[0], loser)) for loser in losers}
    return grew and _minutes(after) in sums


def _minutes(version: Version) -> int:
    spent = version.doc.get("minutes_spent")
    return spent if isinstance(spent, int) else 0


def _last_minutes(truth: Truth, name: Name) -> int:
    living = [one for one in truth.versions.get(name, ()) if not one.gone]
    return _minutes(living[-1]) if living else 0


def _check_step(
    kind: Kind, name: Name, before: Version, after: Version, ops: list[Operation]
) -> Iterator[Finding]:
    if after.gone:
        return
    edits = [op for op in ops if op.action is Action.EDIT]
    for spec in kind.writable():
        old, new = spec.value_in(before.doc), spec.value_in(after.doc)
        if old == new:
            continue
        causes = [op for op in edits if spec.name in op.patch.fields()]
        if not causes:
            if spec.name not in _derived(kind, edits):
                where = f"{name[0]} {name[1][-12:]} v{after.ver} {spec.name}: {old!r} -> {new!r}"
                yield Finding(Fault.DIVERGED, "changed by nobody", where)
            continue
        earlier = edits[: edits.index(causes[0])]
        if spec.name in _derived(kind, earlier):
            # Worked out from what another one wrote; this one found its wish fulfilled.
            continue
        yield from _check_cause(kind, spec, causes[0], old, new)


def _derived(kind: Kind, edits: list[Operation]) -> frozenset[str]:
    """Name the fields that the desk works out from others by itself."""
    touched = frozenset(name for op in edits for name in op.patch.fields())
    return frozenset(kind.derive({}, touched))


def _check_cause(
    kind: Kind, spec: FieldSpec, op: Operation, old: Value, new: Value
) -> Iterator[Finding]:
    where = f"{kind.name} {op.record_id[-12:]} {spec.name} by {op.op_id[-12:]}: {old!r} -> {new!r}"
    if spec.merge is MergeRule.COUNTER:
        step = (new if isinstance(new, int) else 0) - (old if isinstance(old, int) else 0)
        if step != op.patch.incr.get(spec.name):
            yield Finding(Fault.DIVERGED, "counted wrongly", where)
    elif spec.merge is MergeRule.SET:
        wanted = (_members(old) - set(op.patch.remove.get(spec.name, ()))) | set(
            op.patch.add.get(spec.name, ())
        )
        if _members(new) != wanted:
            yield Finding(Fault.DIVERGED, "another set than asked for", where)
    elif spec.merge is MergeRule.SCALAR:
        if new != op.patch.set.get(spec.name):
            yield Finding(Fault.DIVERGED, "stored something else", where)
        elif spec.name in op.base and (op.base[spec.name] or spec.default) != (old or spec.default):
            yield Finding(Fault.LOST, "overwrote what its person had not seen", where)


def _members(value: Value) -> set[str]:
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()


def _check_created(lineage: Lineage, truth: Truth) -> Iterator[Finding]:
    """An edit that the desk has confirmed must stand in the version it was confirmed with."""
    for op_id, places in truth.applied.items():
        life = lineage.of(op_id)
        if life is None or life.op.action is Action.DELETE:
            continue
        for place in places:
            yield from _check_place(life.op, place, truth, op_id)


def _check_place(op: Operation, place: Applied, truth: Truth, op_id: OpId) -> Iterator[Finding]:
    versions: Mapping[int, Version] = {
        one.ver: one for one in truth.versions.get((place.kind, place.id), ())
    }
    there = versions.get(place.ver)
    if there is None:
        yield Finding(Fault.LOST, "confirmed, but the version does not exist", op_id)
        return
    for name, value in op.patch.set.items():
        if not isinstance(value, str) or "\n" in value:
            continue
        if marks_in(value) and there.doc.get(name) != value:
            yield Finding(Fault.LOST, "confirmed, but not stored", f"{op_id} {name} {value}")


def _check_marks(truth: Truth) -> Iterator[Finding]:
    """Nothing that is written once may stand on the desk twice."""
    seen: dict[str, Name] = {}
    for name, versions in truth.versions.items():
        first = versions[0].doc
        text = " ".join(str(first.get(one) or "") for one in ("body", "subject", "name"))
        for mark in marks_in(text):
            if mark in seen:
                detail = f"⟦{mark}⟧ in {name} and {seen[mark]}"
                yield Finding(Fault.DUPLICATED, "written twice", detail)
            seen[mark] = name


def _check_minutes(truth: Truth) -> Iterator[Finding]:
    for name, version in truth.current().items():
        spent = version.doc.get("minutes_spent")
        if isinstance(spent, int) and repeated_digits(spent):
            detail = f"{name[1][-12:]} {spent}"
            yield Finding(Fault.DUPLICATED, "minutes counted twice", detail)
