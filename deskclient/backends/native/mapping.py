"""Between the records on the wire and the values of the adapter's port. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from deskclient.backends.native import wire
from deskclient.backends.port import BadRow, RemoteRow, RowKind, SessionInfo, UploadState
from deskclient.backends.strict_json import Member, PageReader, Rows, RowT, count_nested
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import (
    UNKNOWN_VERDICT,
    Action,
    FieldConflict,
    Operation,
    OpProblem,
    Verdict,
    VerdictKind,
)

_WHAT = {what.value: what for what in RowKind}


class RowIn(wire.Row, frozen=True, omit_defaults=True):
    """A row as we accept it: its document's values are checked while they are read."""

    doc: dict[str, Member] | None = None


class RowsIn(msgspec.Struct, frozen=True):
    """:class:`wire.Rows` as we accept it."""

    rows: list[RowIn]


class ChangesIn(msgspec.Struct, frozen=True):
    """:class:`wire.Changes` as we accept it."""

    rows: list[RowIn]
    next: str
    more: bool
    server_time: str


class SnapshotIn(msgspec.Struct, frozen=True):
    """:class:`wire.SnapshotPage` as we accept it."""

    rows: list[RowIn]
    page: str
    cursor: str
    done: int
    total: int
    server_time: str


class VerdictIn(wire.WireVerdict, frozen=True, omit_defaults=True):
    """A verdict as we accept it."""

    doc: dict[str, Member] | None = None


class VerdictsIn(msgspec.Struct, frozen=True):
    """:class:`wire.Verdicts` as we accept it."""

    verdicts: list[VerdictIn]
    server_time: str = ""
    known_since: str = ""
    """Only in :class:`wire.OpStatuses`."""
    new_client: bool = False


def _count_rows(page: RowsIn | ChangesIn | SnapshotIn, body: bytes) -> int:
    rows = page.rows
    # The rows themselves are one list of objects; where no other begins, nobody need look for it.
    has_lists = body.count(b"[{") > 1
    # Always: kind, id and ver. The rest is left out where it has its default.
    count = len(page.__struct_fields__) + 3 * len(rows)
    for row in rows:
        doc = row.doc
        if doc is not None:
            count += 1 + len(doc)
            for value in doc.values() if has_lists else ():
                if type(value) is list and value and type(value[0]) is dict:
                    count += count_nested((value,))
        count += (row.seq != 0) + (row.op != "put") + (row.moved_to != "")
    return count


def _count_verdicts(page: VerdictsIn, body: bytes) -> int:  # noqa: ARG001 - the shape of a count
    return sum(len(row.doc) for row in page.verdicts if row.doc is not None) - 1


ROWS = PageReader(RowsIn, RowIn, "rows", _count_rows)
CHANGES = PageReader(ChangesIn, RowIn, "rows", _count_rows)
SNAPSHOT = PageReader(SnapshotIn, RowIn, "rows", _count_rows)
# At most a thousand, and no bulk: each takes the careful way, so the count is never right.
VERDICTS = PageReader(VerdictsIn, VerdictIn, "verdicts", _count_verdicts)


def remote_row(row: RowIn, raw: bytes | None = None) -> RemoteRow:
    """Read one row."""
    moved_to = ServerId(row.moved_to) if row.moved_to else None
    doc = cast("Doc | None", row.doc)
    # The parser let only these through, and looking one up is all that an enumeration would do.
    what = _WHAT[row.op]
    return RemoteRow(row.kind, ServerId(row.id), row.ver, row.seq, what, doc, moved_to, raw)


def remote_rows(read: Rows[Any, RowIn]) -> tuple[RemoteRow, ...]:
    """Read the rows of a page that were understood."""
    if not read.raws:
        return tuple([remote_row(row) for row in read.rows])
    return tuple(remote_row(row, read.raws.get(place)) for place, row in enumerate(read.rows))


def bad_rows(read: Rows[Any, RowT]) -> tuple[BadRow, ...]:
    """Name the rows of a page that were not understood."""
    return tuple(
        BadRow(one.names.get("kind", ""), one.name("id"), one.raw, one.error) for one in read.bad
    )


def session_info(session: wire.Session) -> SessionInfo:
    """Read who we are."""
    return SessionInfo(
        instance=session.instance,
        epoch=session.epoch,
        person_id=ServerId(session.person_id),
        login=session.login,
        name=session.name,
        role=session.role,
        rights_rev=session.rights_rev,
        queues=dict(session.queues),
        server_time=session.server_time,
        max_upload_bytes=session.max_upload_bytes,
        known_since=session.known_since,
    )


def upload_state(upload: wire.Upload) -> UploadState:
    """Read where an upload stands."""
    return UploadState(upload.id, upload.offset, upload.complete)


def wire_op(op: Operation) -> wire.WireOp:
    """Write one operation; its references are server ids already."""
    guarded = op.public and op.action is Action.CREATE and op.seen_ord > 0
    return wire.WireOp(
        op_id=op.op_id,
        kind=op.kind,
        id=op.record_id,
        action=op.action.value,
        patch=wire.WirePatch(
            set=dict(op.patch.set),
            add={name: list(values) for name, values in op.patch.add.items()},
            remove={name: list(values) for name, values in op.patch.remove.items()},
            incr=dict(op.patch.incr),
        ),
        base=dict(op.base),
        base_ver=op.base_ver,
        depends_on=list(op.depends_on),
        group=op.group_id,
        acted_at=op.acted_at,
        seen_ord=op.seen_ord if guarded else None,
    )


def verdict(found: wire.WireVerdict) -> Verdict:
    """Read one verdict; one this version does not know means: ask again later."""
    try:
        kind = VerdictKind(found.verdict)
    except ValueError:
        return unknown_verdict(OpId(found.op_id))
    return Verdict(
        op_id=OpId(found.op_id),
        kind=kind,
        server_id=ServerId(found.id) if found.id else None,
        ver=found.ver,
        seq=found.seq,
        doc=found.doc,
        conflicts=tuple(_conflict(one) for one in found.conflicts),
        problem=_problem(found.problem),
        moved_to=ServerId(found.moved_to) if found.moved_to else None,
        root_ver=found.root_ver,
    )


def unknown_verdict(op_id: OpId) -> Verdict:
    """Stand in for an answer that is missing or cannot be understood: the operation stays."""
    problem = OpProblem(
        UNKNOWN_VERDICT,
        "The answer of the desk to this change was not understood.",
        hint="The change is kept and asked about again; an update of this program may help.",
    )
    return Verdict(op_id=op_id, kind=VerdictKind.RETRY_LATER, problem=problem)


def too_large(op: Operation) -> Verdict:
    """Refuse, without asking the desk, an operation that it never takes."""
    problem = OpProblem(
        "too_large",
        "This change is too big for the desk.",
        hint="Shorten the text, or attach the long part as a file.",
    )
    return Verdict(op_id=op.op_id, kind=VerdictKind.REJECTED, problem=problem)


def in_order(ops: Sequence[Operation], found: Mapping[str, Verdict]) -> tuple[Verdict, ...]:
    """Give one verdict for each operation."""
    return tuple(found.get(op.op_id) or unknown_verdict(op.op_id) for op in ops)


def _conflict(one: wire.WireConflict) -> FieldConflict:
    return FieldConflict(
        one.field,
        _value(one.base),
        _value(one.mine),
        _value(one.theirs),
        one.theirs_by,
        one.theirs_at,
        tuple(one.choices),
    )


def _value(found: Any) -> Value:
    return cast("Value", found)


def _problem(found: wire.Problem | None) -> OpProblem | None:
    if found is None:
        return None
    return OpProblem(found.rule or "rejected", found.detail or found.title, found.field)
