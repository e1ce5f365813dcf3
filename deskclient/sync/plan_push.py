"""Which operations may go to the desk now, and in what order. Pure.

The plan is made anew from the stored operations each time and never stored itself, so that it
cannot disagree with them.
"""

import json
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from deskclient.backends.port import Carried
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation, OpState

_OVERHEAD_BYTES = 400
"""Ids, moments and member names of one operation on the wire, rounded up."""


class PushLimits(Struct, frozen=True):
    """What one request may hold."""

    ops: int
    size: int
    chained: bool = True
    """Whether an operation may travel with the one it depends on: the desk keeps our ids."""
    bundles: tuple[Carried, ...] = ()
    """What is one request with the new record it belongs to, whatever ``ops`` says, and shares it
    with nothing else. Empty where a request may hold anything."""


def wire_bytes(op: Operation) -> int:
    """Estimate the size of one operation on the wire."""
    parts = (dict(op.patch.set), dict(op.base), dict(op.patch.add), dict(op.patch.remove))
    text = json.dumps(parts, ensure_ascii=False, default=list)
    return len(text.encode("utf-8", "surrogatepass")) + _OVERHEAD_BYTES


def plan_push(
    ops: Sequence[Operation], limits: PushLimits, is_ready: Callable[[Operation], bool]
) -> tuple[Operation, ...]:
    """Choose the next batch.

    Args:
        ops: Every stored operation by ``seq``.
        limits: What one request may hold.
        is_ready: Tells what only the engine knows: the file is on the desk, no pause is due.

    Returns:
        Operations in the order to send: per record in the order made, each after those it depends
        on, at most one per record and merge unit, groups whole. Empty if nothing may go.
    """
    return _Planner(ops, limits, is_ready).plan()


class _Planner:
    def __init__(
        self, ops: Sequence[Operation], limits: PushLimits, is_ready: Callable[[Operation], bool]
    ) -> None:
        self._limits = limits
        self._waiting = {op.op_id: op for op in ops if op.state is not OpState.ACKED}
        self._first = _first_on_unit(self._waiting.values())
        self._ready = {op.op_id: op for op in ops if op.state is OpState.QUEUED and is_ready(op)}
        self._groups: dict[str, list[Operation]] = {}
        for op in self._waiting.values():
            if op.group_id:
                self._groups.setdefault(op.group_id, []).append(op)
        self._made: dict[Value, Operation] = {
            op.record_id: op for op in self._waiting.values() if op.action is Action.CREATE
        }
        """Records that the desk does not have yet."""
        self._batch: dict[OpId, Operation] = {}
        self._room = limits.size

    def plan(self) -> tuple[Operation, ...]:
        # An operation may stand before the one it depends on (a creation sent anew under another
        # id), so passes repeat until one adds nothing.
        grew = True
        while grew and len(self._batch) < self._limits.ops:
            grew = False
            for op in self._ready.values():
                if op.op_id not in self._batch and self._add(op):
                    grew = True
        return tuple(self._batch.values())

    def _add(self, op: Operation) -> bool:
        if self._batch and self._limits.bundles:
            # Not even looked at: each look goes through all that waits.
            return False
        bundle = self._bundle(op)
        if bundle is None:
            return False
        size = sum(wire_bytes(one) for one in bundle)
        fits = len(self._batch) + len(bundle) <= self._limits.ops and size <= self._room
        if self._batch and not fits:
            return False
        # Alone in its batch, even what is too large goes: the desk says so, and the rest moves on.
        for one in bundle if self._limits.bundles else bundle[: self._limits.ops]:
            self._batch[one.op_id] = one
        self._room -= size
        return True

    def _bundle(self, op: Operation) -> list[Operation] | None:
        """List what must go together with ``op``, in order; ``None`` if some of it may not go."""
        if self._limits.bundles:
            return self._message(op)
        members = self._groups[op.group_id] if op.group_id else [op]
        together: dict[OpId, Operation] = {}
        left = list(members)
        while left:
            able = [one for one in left if self._may_go(one, together)]
            if not able:
                return None
            together.update((one.op_id, one) for one in able)
            left = [one for one in left if one.op_id not in together]
        return list(together.values())

    def _message(self, op: Operation) -> list[Operation] | None:
        """List what one request carries with ``op``; ``None`` if it is carried by another one."""
        if self._carrier(op) is not None:
            return None
        together: dict[OpId, Operation] = {}
        for one in (op, *self._carried(op)):
            if not self._may_go(one, together):
                return None
            together[one.op_id] = one
        return list(together.values())

    def _carried(self, op: Operation) -> list[Operation]:
        found = [one for one in self._waiting.values() if self._carrier(one) is op]
        return [each for one in found for each in (one, *self._carried(one))]

    def _carrier(self, op: Operation) -> Operation | None:
        """Find the creation that an operation goes with, such as the message of a file."""
        values = op.patch.set
        for rule in self._limits.bundles if op.action is Action.CREATE else ():
            chosen = rule.when is None or values.get(rule.when[0]) == rule.when[1]
            if rule.kind == op.kind and chosen:
                return self._made.get(values.get(rule.by))
        return None

    def _may_go(self, op: Operation, together: dict[OpId, Operation]) -> bool:
        if op.op_id not in self._ready:
            return False
        if self._first.get((op.kind, op.record_id, op.unit)) != op.op_id:
            return False
        if op.action is Action.DELETE and self._others_wait(op):
            return False
        return all(self._is_met(one, together) for one in op.depends_on)

    def _is_met(self, needed: OpId, together: dict[OpId, Operation]) -> bool:
        if needed not in self._waiting:
            return True
        if self._limits.bundles:
            return needed in together
        return self._limits.chained and (needed in self._batch or needed in together)

    def _others_wait(self, op: Operation) -> bool:
        """A deletion goes last: after everything said about the record before."""
        return any(
            other.record_id == op.record_id
            and other.kind == op.kind
            and other.op_id != op.op_id
            and other.seq < op.seq
            for other in self._waiting.values()
        )


def _first_on_unit(ops: Iterable[Operation]) -> dict[tuple[str, str, str], OpId]:
    """Tell which operation of each unit goes first: the oldest that needs none of the others.

    A creation that a restored desk has forgotten is offered anew, behind what depends on it.
    """
    by_unit: dict[tuple[str, str, str], list[Operation]] = {}
    for op in ops:
        by_unit.setdefault((op.kind, op.record_id, op.unit), []).append(op)
    first: dict[tuple[str, str, str], OpId] = {}
    for unit, waiting in by_unit.items():
        there = {op.op_id for op in waiting}
        free = (op for op in waiting if there.isdisjoint(op.depends_on))
        first[unit] = next(free, waiting[0]).op_id
    return first


def dependents_of(ops: Sequence[Operation], op_ids: Sequence[OpId]) -> tuple[Operation, ...]:
    """List everything that depends on the given operations, directly or not, by ``seq``."""
    reached = set(op_ids)
    grew = True
    while grew:
        grew = False
        for op in ops:
            if op.op_id not in reached and reached.intersection(op.depends_on):
                reached.add(op.op_id)
                grew = True
    return tuple(op for op in ops if op.op_id in reached and op.op_id not in op_ids)
