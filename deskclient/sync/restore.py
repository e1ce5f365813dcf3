"""After the desk was restored from a backup: which confirmed operations it has forgotten. Pure."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, OpProblem, OpState, Verdict, VerdictKind
from deskclient.storage.port import SentOp

RESEND = "resend"
_NOT_TAKEN = frozenset(
    {
        VerdictKind.CONFLICT,
        VerdictKind.REJECTED,
        VerdictKind.FORBIDDEN,
        VerdictKind.GONE,
        VerdictKind.MOVED,
    }
)
_PROBLEM = OpProblem(
    RESEND,
    "The desk was restored from a backup and no longer has this change.",
    hint="Send it again, or discard it.",
)


def is_offer(op: Operation) -> bool:
    """Tell whether an operation waits for the word that it shall be sent to a restored desk."""
    return op.state is OpState.HELD and op.problem is not None and op.problem.rule == RESEND


def is_missing(verdict: Verdict | None) -> bool:
    """Tell whether a desk does not have an operation, by its own words; doubt proves nothing.

    It may know of one and not have it: what it had forgotten came to it once more, on a way of its
    own, and was refused or collided.
    """
    return verdict is None or verdict.kind in _NOT_TAKEN


def to_ask(
    sent: Sequence[SentOp], epoch: str, waiting: Sequence[Operation]
) -> tuple[Operation, ...]:
    """List the confirmed operations of earlier epochs whose fate must be asked, oldest first."""
    known = {op.op_id for op in waiting}
    return tuple(
        one.operation for one in sent if one.epoch != epoch and one.operation.op_id not in known
    )


def offers(
    asked: Sequence[Operation], found: Mapping[OpId, Verdict | None]
) -> tuple[Operation, ...]:
    """Make the held operations that offer to send again what is proved not to be there."""
    return tuple(
        replace(
            op,
            state=OpState.HELD,
            problem=_PROBLEM,
            seq=0,
            attempt=0,
            first_sent_at="",
            token="",
            witness="",
            hold_until="",
            ack_ver=0,
            ack_seq=0,
        )
        for op in asked
        if op.op_id in found and is_missing(found[op.op_id])
    )
