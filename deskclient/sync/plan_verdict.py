"""What the desk's answer to one operation means for the outbox. Pure."""

from enum import StrEnum

from msgspec import Struct

from deskclient.domain.operation import Operation, OpProblem, Verdict, VerdictKind


class Act(StrEnum):
    """What is done with an operation."""

    ACK = "ack"
    """It is on the desk: W5."""
    ASK = "ask"
    """Store what collided and let the person decide."""
    REMERGE = "remerge"
    """The record moved on under it: fetch, merge here, try again."""
    REJECT = "reject"
    """The desk will not have it; what depends on it is blocked."""
    HOLD = "hold"
    """The person must say whether it shall go all the same."""
    FOLLOW = "follow"
    """The record was merged into another one."""
    BLOCK = "block"
    AGAIN = "again"


class Ruling(Struct, frozen=True):
    """One verdict, read."""

    act: Act
    problem: OpProblem | None = None


_RULES_TO_HOLD = frozenset({"moved_on"})
_FORBIDDEN = OpProblem(
    "forbidden", "You are not allowed to do this on the desk.", hint="Ask a lead of the queue."
)
_GONE = OpProblem(
    "gone",
    "The record has been deleted on the desk.",
    hint="Make a new ticket of it, or discard it.",
)
_BLOCKED = OpProblem("blocked", "Another change that this one depends on was refused.")
_REJECTED = OpProblem("rejected", "The desk refused this change.")
_MOVED_ON = OpProblem(
    "moved_on",
    "The requester wrote again before this was sent.",
    hint="Read the new message, then send, edit or discard this.",
)
_SIMPLE = {
    VerdictKind.APPLIED: Ruling(Act.ACK),
    VerdictKind.MERGED: Ruling(Act.ACK),
    VerdictKind.DUPLICATE: Ruling(Act.ACK),
}


def plan_verdict(op: Operation, verdict: Verdict, *, may_remerge: bool) -> Ruling:
    """Read a verdict.

    Args:
        op: The operation as it was sent.
        verdict: The answer.
        may_remerge: The desk only compares versions, and there were not too many tries yet.
    """
    simple = _SIMPLE.get(verdict.kind)
    if simple is not None:
        return simple
    if verdict.kind is VerdictKind.RETRY_LATER:
        return Ruling(Act.AGAIN, verdict.problem)
    if verdict.kind is VerdictKind.CONFLICT:
        return Ruling(Act.REMERGE if may_remerge and not verdict.conflicts else Act.ASK)
    if verdict.kind is VerdictKind.MOVED:
        return Ruling(Act.FOLLOW) if verdict.moved_to else Ruling(Act.REJECT, _GONE)
    return _refusal(op, verdict)


def _refusal(op: Operation, verdict: Verdict) -> Ruling:
    problem = verdict.problem
    if verdict.kind is VerdictKind.GONE:
        return Ruling(Act.REJECT, gone_problem())
    if verdict.kind is VerdictKind.FORBIDDEN:
        return Ruling(Act.REJECT, problem if problem and problem.message else _FORBIDDEN)
    if verdict.kind is VerdictKind.BLOCKED:
        return Ruling(Act.BLOCK if op.depends_on or op.group_id else Act.AGAIN, _BLOCKED)
    if problem is not None and problem.rule in _RULES_TO_HOLD:
        return Ruling(Act.HOLD, _MOVED_ON)
    return Ruling(Act.REJECT, problem or _REJECTED)


def gone_problem() -> OpProblem:
    """What is said of an operation whose record was deleted."""
    return _GONE


def blocked_problem() -> OpProblem:
    """What is said of an operation that depends on a refused one."""
    return _BLOCKED
