"""Was every operation carried out exactly once, or is it where its person can see it?"""

from collections.abc import Iterator, Mapping

from deskclient.domain.ids import OpId
from deskclient.domain.operation import UNPROVED, Operation, OpState
from tools.simulate.lineage import Life, Lineage
from tools.simulate.truth import Truth
from tools.simulate.verdict import Fault, Finding

_SEEN = frozenset({OpState.CONFLICT, OpState.REJECTED, OpState.HELD, OpState.BLOCKED})
MAYBE_SENT = frozenset({OpState.INFLIGHT, OpState.UNCONFIRMED, OpState.ACKED})
_TAKEN_BACK = frozenset({"undo", "take_back"})


def check_operations(
    lineage: Lineage, outboxes: Mapping[OpId, Operation], truth: Truth
) -> Iterator[Finding]:
    """Follow every operation that was ever durable to its end.

    Args:
        lineage: What became of each.
        outboxes: What is still stored, on all machines.
        truth: What the desk has.
    """
    for op_id, life in lineage.all().items():
        done = truth.applied.get(op_id, ())
        if len(done) > 1:
            yield _finding(Fault.DUPLICATED, "applied twice", life, len(done))
        stored = outboxes.get(op_id)
        if stored is not None:
            yield from _check_stored(life, stored, applied=bool(done))
        else:
            yield from _check_ended(life, applied=bool(done))


def _check_stored(life: Life, stored: Operation, *, applied: bool) -> Iterator[Finding]:
    if stored.state not in _SEEN:
        yield _finding(Fault.DIVERGED, "stuck", life, stored.state.value)
    if applied:
        rule = f"on the desk, yet shown as {stored.state.value}"
        yield _finding(Fault.DIVERGED, rule, life, stored.problem)


def _check_ended(life: Life, *, applied: bool) -> Iterator[Finding]:
    if life.end == "settled":
        if not applied:
            yield _finding(Fault.LOST, "settled, but not on the desk", life, "")
    elif life.end == "squashed":
        if applied:
            yield _finding(Fault.DUPLICATED, "replaced, yet applied too", life, life.successors)
        elif not life.successors and not life.ended_by:
            yield _finding(Fault.LOST, "replaced by nothing", life, "")
    elif life.end == "removed":
        yield from _check_removed(life, applied=applied)
    else:
        yield _finding(Fault.LOST, "vanished from the outbox", life, life.last_state.value)


def _check_removed(life: Life, *, applied: bool) -> Iterator[Finding]:
    if not life.ended_by:
        yield _finding(Fault.LOST, "removed by the engine alone", life, "")
    elif applied and not _was_in_doubt(life):
        rule = f"taken back by {life.ended_by}, yet applied"
        yield _finding(Fault.DUPLICATED, rule, life, life.last_state.value)


def _was_in_doubt(life: Life) -> bool:
    """Tell whether the person knew that it may be on the desk all the same."""
    if life.ended_by in _TAKEN_BACK:
        # Only the person's own word ends a doubt that way, once all searching was in vain.
        return life.last_state is OpState.UNCONFIRMED and life.last_problem == UNPROVED
    return life.last_state in MAYBE_SENT


def _finding(fault: Fault, rule: str, life: Life, more: object) -> Finding:
    op = life.op
    detail = (
        f"{life.owner} {op.action.value} {op.kind} {op.record_id[-12:]} unit={op.unit}"
        f" op={op.op_id[-12:]} set={dict(op.patch.set)} incr={dict(op.patch.incr)} {more}"
    )
    return Finding(fault, rule, detail[:600])
