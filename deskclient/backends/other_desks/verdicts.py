"""Answers to operations, in the client's terms. Pure."""

from collections.abc import Sequence

from deskclient.backends.port import RemoteRow
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Operation, OpProblem, Verdict, VerdictKind

UPLOAD_MISSING = "upload_missing"
_FOLLOWS = frozenset({VerdictKind.GONE, VerdictKind.MOVED, VerdictKind.RETRY_LATER})
"""What holds for a message as a whole, its files included."""


def applied(op: Operation, row: RemoteRow, kind: VerdictKind = VerdictKind.APPLIED) -> Verdict:
    """Tell that it is on the desk, and how it stands there."""
    return Verdict(
        op_id=op.op_id,
        kind=kind,
        server_id=row.server_id,
        ver=row.ver,
        seq=row.seq,
        doc=row.doc,
    )


def rejected(op: Operation, problem: OpProblem) -> Verdict:
    """Tell that the desk will not have it."""
    return Verdict(op_id=op.op_id, kind=VerdictKind.REJECTED, problem=problem)


def refused(op: Operation, words: str, field: str = "") -> Verdict:
    """Tell what the desk said when it refused."""
    words = words.strip() or "The desk did not take this, and did not say why."
    return rejected(op, OpProblem("refused", words, field))


def gone(op: Operation) -> Verdict:
    """Tell that the record is no more."""
    return Verdict(op_id=op.op_id, kind=VerdictKind.GONE)


def unmade(op: Operation) -> Verdict:
    """Answer for a ticket that has no number: its creation waits, was refused, or is no more."""
    return Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED) if op.depends_on else gone(op)


def moved(op: Operation, survivor: int) -> Verdict:
    """Tell that the ticket was merged into another one."""
    return Verdict(op_id=op.op_id, kind=VerdictKind.MOVED, moved_to=ServerId(str(survivor)))


def later(op: Operation, problem: OpProblem | None = None) -> Verdict:
    """Tell that it is to be tried again after a pause."""
    return Verdict(op_id=op.op_id, kind=VerdictKind.RETRY_LATER, problem=problem)


def by_status(op: Operation, status: int, words: str) -> Verdict:
    """Read a refusal by its HTTP status: 403, 404, or what else the desk did not accept."""
    if status == 404:
        return gone(op)
    if status == 403:
        problem = OpProblem("forbidden", words, hint="Ask a lead of the queue.") if words else None
        return Verdict(op_id=op.op_id, kind=VerdictKind.FORBIDDEN, problem=problem)
    return refused(op, words)


def for_all(first: Verdict, rest: Sequence[Operation]) -> tuple[Verdict, ...]:
    """Tell those that were to go along what the refusal of the first means for them."""
    kind = first.kind if first.kind in _FOLLOWS else VerdictKind.BLOCKED
    others = (Verdict(op_id=one.op_id, kind=kind, moved_to=first.moved_to) for one in rest)
    return (first, *others)


def unseen(op: Operation, server_id: str = "", ver: int = 0) -> Verdict:
    """Tell that it is on the desk, where we may not read it."""
    name = ServerId(server_id) if server_id else None
    return Verdict(op_id=op.op_id, kind=VerdictKind.APPLIED, server_id=name, ver=ver, seq=ver)
