"""Operations as rows and back; older forms are brought up, unreadable ones kept for the user."""

from collections.abc import Callable, Mapping
from typing import Any

from deskclient.domain.errors import DamagedError
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import (
    OP_SCHEMA,
    Action,
    FieldConflict,
    Operation,
    OpProblem,
    OpState,
    Patch,
)
from deskclient.storage.codec import decode, decode_doc, encode

Row = Mapping[str, Any]
Upcast = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTS: Mapping[int, Upcast] = {}
"""From a stored form to the next one; keyed by the version it starts from."""


def op_to_row(op: Operation) -> dict[str, Any]:
    """Write every column but ``seq``, which the table gives."""
    return {
        "op_id": op.op_id,
        "kind": op.kind,
        "record_id": op.record_id,
        "action": op.action.value,
        "unit": op.unit,
        "patch": encode(_patch_to_json(op.patch)),
        "base": encode(op.base),
        "base_ver": op.base_ver,
        "depends_on": encode(list(op.depends_on)),
        "group_id": op.group_id,
        "label": op.label,
        "public": int(op.public),
        "acted_at": op.acted_at,
        "hold_until": op.hold_until,
        "seen_ord": op.seen_ord,
        "state": op.state.value,
        "attempt": op.attempt,
        "first_sent_at": op.first_sent_at,
        "token": op.token,
        "witness": op.witness,
        "ack_ver": op.ack_ver,
        "ack_seq": op.ack_seq,
        "problem": problem_to_text(op.problem),
        "op_schema": op.schema,
    }


def row_to_op(row: Row, upcasts: Mapping[int, Upcast] = UPCASTS) -> Operation:
    """Read an operation. One that this version cannot understand is held, never dropped."""
    try:
        return _read(_upcast(dict(row), upcasts))
    except (DamagedError, KeyError, TypeError, ValueError, AttributeError):
        return _unreadable(row)


def problem_to_text(problem: OpProblem | None) -> str:
    """Write a problem; empty for none."""
    if problem is None:
        return ""
    return encode(
        {
            "rule": problem.rule,
            "message": problem.message,
            "field": problem.field,
            "hint": problem.hint,
        }
    )


def conflict_to_row(op_id: OpId, one: FieldConflict, theirs_ver: int) -> dict[str, Any]:
    """Write a collision."""
    return {
        "op_id": op_id,
        "field": one.field,
        "base": encode(one.base),
        "mine": encode(one.mine),
        "theirs": encode(one.theirs),
        "theirs_ver": theirs_ver,
        "theirs_by": one.theirs_by,
        "theirs_at": one.theirs_at,
        "choices": encode(list(one.choices)),
    }


def row_to_conflict(row: Row) -> FieldConflict:
    """Read a collision."""
    return FieldConflict(
        field=row["field"],
        base=decode(row["base"]),
        mine=decode(row["mine"]),
        theirs=decode(row["theirs"]),
        theirs_by=row["theirs_by"],
        theirs_at=row["theirs_at"],
        choices=tuple(decode(row["choices"])),
    )


def _upcast(row: dict[str, Any], upcasts: Mapping[int, Upcast]) -> dict[str, Any]:
    while row["op_schema"] < OP_SCHEMA:
        found = row["op_schema"]
        row = upcasts[found](row)
        row["op_schema"] = found + 1
    if row["op_schema"] != OP_SCHEMA:
        msg = "written by a newer version"
        raise ValueError(msg)
    return row


def _read(row: Row) -> Operation:
    return Operation(
        op_id=OpId(row["op_id"]),
        kind=row["kind"],
        record_id=RecordId(row["record_id"]),
        action=Action(row["action"]),
        unit=row["unit"],
        patch=_patch_from_json(decode_doc(row["patch"])),
        base=decode_doc(row["base"]),
        base_ver=row["base_ver"],
        depends_on=tuple(OpId(one) for one in decode(row["depends_on"])),
        group_id=row["group_id"],
        label=row["label"],
        public=bool(row["public"]),
        acted_at=row["acted_at"],
        hold_until=row["hold_until"],
        seen_ord=row["seen_ord"],
        seq=row["seq"],
        state=OpState(row["state"]),
        attempt=row["attempt"],
        first_sent_at=row["first_sent_at"],
        token=row["token"],
        witness=row["witness"],
        ack_ver=row["ack_ver"],
        ack_seq=row["ack_seq"],
        problem=_problem_from_text(row["problem"]),
        schema=row["op_schema"],
    )


def _unreadable(row: Row) -> Operation:
    return Operation(
        op_id=OpId(str(row.get("op_id", ""))),
        kind=str(row.get("kind", "")),
        record_id=RecordId(str(row.get("record_id", ""))),
        action=Action.EDIT,
        label=str(row.get("label", "")),
        acted_at=str(row.get("acted_at", "")),
        seq=int(row.get("seq", 0)),
        state=OpState.HELD,
        problem=OpProblem(
            "unreadable",
            "This version of the program cannot read this change.",
            hint="It is kept and can be exported. A newer version may be able to send it.",
        ),
        schema=row["op_schema"] if isinstance(row.get("op_schema"), int) else 0,
    )


def _patch_to_json(patch: Patch) -> dict[str, Any]:
    parts = {
        "set": dict(patch.set),
        "add": {name: list(members) for name, members in patch.add.items()},
        "remove": {name: list(members) for name, members in patch.remove.items()},
        "incr": dict(patch.incr),
    }
    return {name: part for name, part in parts.items() if part}


def _patch_from_json(stored: Mapping[str, Any]) -> Patch:
    return Patch(
        set=stored.get("set", {}),
        add={name: tuple(members) for name, members in stored.get("add", {}).items()},
        remove={name: tuple(members) for name, members in stored.get("remove", {}).items()},
        incr=stored.get("incr", {}),
    )


def _problem_from_text(stored: str) -> OpProblem | None:
    return OpProblem(**decode_doc(stored)) if stored else None  # type: ignore[arg-type]
