"""Operations that take the place of others, with all that hangs on their names. Pure.

Each function gives one :class:`Rewrite`, stored in one commit: were it several, a crash between
them could leave an operation that waits for a name nobody bears, or a step that counts twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from deskclient.domain.ids import OpId
from deskclient.domain.operation import FieldConflict, Operation, OpState
from deskclient.storage.port import Rewrite
from deskclient.sync.plan_push import dependents_of
from deskclient.sync.rebase import folded_conflict, reissued, with_other_names
from deskclient.sync.squash import is_unsent


def exchanged(
    ops: Sequence[Operation],
    swaps: Mapping[OpId, Operation],
    released: Iterable[Operation],
    new_id: Callable[[], OpId],
) -> Rewrite:
    """Put operations in the place of others and let blocked ones go on.

    The place counts: were it the last one, an older value would be shown over a later one of the
    same unit until the desk has both.

    Args:
        ops: Every stored operation by ``seq``.
        swaps: What stands for an operation from now on.
        released: Blocked operations that go on; those the desk has answered need a new name,
            because it would repeat that answer.
        new_id: Makes such a name.
    """
    freed = {op.op_id: op for op in released if op.op_id not in swaps}
    fresh = {
        **swaps,
        **{op.op_id: reissued(op, new_id()) for op in freed.values() if op.attempt},
    }
    names = {old: one.op_id for old, one in fresh.items()}
    places = {op.op_id: op.seq for op in ops}
    put: list[Operation] = []
    for op in ops:
        if op.op_id in fresh:
            continue
        after = with_other_names(op, names)
        if op.op_id in freed:
            after = replace(after.with_state(OpState.QUEUED), hold_until="")
        if after is not op:
            put.append(after)
    return Rewrite(
        add=tuple(
            replace(with_other_names(one, names), seq=places[old]) for old, one in fresh.items()
        ),
        put=tuple(put),
        stand_ins=names,
    )


def blocked_behind(ops: Sequence[Operation], op_ids: Sequence[OpId]) -> tuple[Operation, ...]:
    """List what is blocked behind operations, with the members of its groups, by ``seq``."""
    chain = dependents_of(ops, op_ids)
    names = {*op_ids, *(op.op_id for op in chain)}
    groups = {op.group_id for op in ops if op.group_id and op.op_id in names}
    reached = {op.op_id for op in chain}
    return tuple(
        op
        for op in ops
        if op.state is OpState.BLOCKED and (op.op_id in reached or op.group_id in groups)
    )


def asked(
    ops: Sequence[Operation], op: Operation, conflicts: Sequence[FieldConflict], theirs_ver: int
) -> Rewrite:
    """Store a conflict; later edits of the same unit that wait speak for the person in it."""
    later = [
        one
        for one in ops
        if (one.kind, one.record_id, one.unit) == (op.kind, op.record_id, op.unit)
        and one.seq > op.seq
        and is_unsent(one)
    ]
    for one in later:
        op, conflicts = folded_conflict(op, one, conflicts)
    names = {one.op_id: op.op_id for one in later}
    moved = [
        after
        for one in ops
        if one.op_id != op.op_id and one.op_id not in names
        if (after := with_other_names(one, names)) is not one
    ]
    return Rewrite(
        put=(op.with_state(OpState.CONFLICT), *moved),
        stand_ins=names,
        conflicts={op.op_id: (tuple(conflicts), theirs_ver)},
    )
