"""Verdicts: how the desk answers operations, and the exception that carries a refusal."""

from collections.abc import Sequence

import msgspec

from deskclient.backends.native.wire import Problem, WireConflict, WireOp, WireVerdict
from deskclient.domain.kind import Trouble
from deskclient.domain.operation import FieldConflict
from deskclient.server.records.stored import Stored

APPLIED, MERGED, DUPLICATE = "applied", "merged", "duplicate"
CONFLICT, REJECTED, FORBIDDEN = "conflict", "rejected", "forbidden"
GONE, MOVED, BLOCKED, RETRY_LATER = "gone", "moved", "blocked", "retry_later"
ACCEPTED = frozenset({APPLIED, MERGED})
_FINAL_REFUSALS = frozenset({CONFLICT, REJECTED, FORBIDDEN, GONE, MOVED})
_OP_ID_REUSE = "op_id_reuse"
_REFUSAL = msgspec.json.Decoder(WireVerdict)
_TITLES = {
    REJECTED: "The change is refused",
    FORBIDDEN: "This is not allowed",
    BLOCKED: "Another change has to come first",
    RETRY_LATER: "Not yet",
    GONE: "The record was deleted",
    MOVED: "The record was merged into another one",
}


class RefusedOp(Exception):  # noqa: N818 - a verdict, not an error
    """Ends an operation without effect; its transaction is undone."""

    def __init__(self, verdict: WireVerdict, *, is_new: bool = True) -> None:
        super().__init__(verdict.verdict)
        self.verdict = verdict
        self.is_new = is_new
        """Whether it was found just now; otherwise a stored one is repeated."""


def refuse(op: WireOp, verdict: str, rule: str, detail: str, field: str = "") -> RefusedOp:
    """Build a refusal with its reason."""
    problem = Problem(_TITLES[verdict], detail=detail, rule=rule, field=field)
    return RefusedOp(WireVerdict(op.op_id, verdict, id=op.id, problem=problem))


def rejected(op: WireOp, rule: str, detail: str, field: str = "") -> RefusedOp:
    """The content is not acceptable as it is; the person has to change or drop it."""
    return refuse(op, REJECTED, rule, detail, field)


def rejected_for(op: WireOp, troubles: Sequence[Trouble]) -> RefusedOp:
    """The document would break rules of its kind; the first is told, the others counted."""
    first = troubles[0]
    return rejected(op, first.rule, first.message, first.field)


def forbidden_op(op: WireOp, detail: str) -> RefusedOp:
    """The signed-in person may not do this."""
    return refuse(op, FORBIDDEN, "forbidden", detail)


def gone(op: WireOp, row: Stored) -> RefusedOp:
    """The record was deleted, or merged into another one."""
    if row.moved_to:
        problem = Problem(_TITLES[MOVED], rule="moved", detail="The other record has its entries.")
        verdict = WireVerdict(
            op.op_id, MOVED, id=op.id, ver=row.ver, moved_to=row.moved_to, problem=problem
        )
        return RefusedOp(verdict)
    problem = Problem(_TITLES[GONE], rule="gone", detail="It cannot be changed any more.")
    return RefusedOp(WireVerdict(op.op_id, GONE, id=op.id, ver=row.ver, problem=problem))


def conflicting(
    op: WireOp, row: Stored, conflicts: Sequence[FieldConflict], by: dict[str, tuple[str, str]]
) -> RefusedOp:
    """Both sides changed the same; all three values go back with who and when."""
    told = [
        WireConflict(
            one.field,
            one.base,
            one.mine,
            one.theirs,
            *by.get(one.field, ("", "")),
            choices=list(one.choices),
        )
        for one in conflicts
    ]
    return RefusedOp(
        WireVerdict(
            op.op_id,
            CONFLICT,
            id=op.id,
            ver=row.ver,
            seq=row.seq,
            doc=dict(row.doc),
            conflicts=told,
        )
    )


def accepted(op: WireOp, row: Stored, *, rebased: bool = False, root_ver: int = 0) -> WireVerdict:
    """The operation has its effect; the record as it is now goes back."""
    return WireVerdict(
        op.op_id,
        MERGED if rebased else APPLIED,
        id=row.id,
        ver=row.ver,
        seq=row.seq,
        doc=None if row.gone else dict(row.doc),
        root_ver=root_ver,
    )


def is_final(refusal: WireVerdict) -> bool:
    """Tell whether a refusal ends its operation, so that only another one may try again."""
    rule = "" if refusal.problem is None else refusal.problem.rule
    # What is told of a wrong payload is nothing about the operation whose id it took.
    return refusal.verdict in _FINAL_REFUSALS and rule != _OP_ID_REUSE


def refusal_text(refusal: WireVerdict) -> str:
    """Write a refusal as it is stored: without the document, which is read when it is told."""
    return msgspec.json.encode(msgspec.structs.replace(refusal, doc=None)).decode()


def refusal_of(text: str) -> WireVerdict:
    """Read a stored refusal."""
    return _REFUSAL.decode(text)
