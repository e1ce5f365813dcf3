"""Single records: for scripts, and for what a client does not keep."""

from hashlib import blake2b
from uuid import UUID

from litestar import Response
from sqlalchemy import Connection, bindparam, select

from deskclient.backends.native.wire import (
    MAX_BATCH_BYTES,
    Problem,
    WireOp,
    WirePatch,
    WireVerdict,
)
from deskclient.server.access.principal import Principal
from deskclient.server.database.schema import RECORD
from deskclient.server.desk import Desk
from deskclient.server.feed.pages import join_rows
from deskclient.server.http.answers import JSON, Answer, Asked, page_answer
from deskclient.server.http.asking import read_body, token_in
from deskclient.server.ops.intake import Received, checked_op
from deskclient.server.ops.verdicts import (
    APPLIED,
    CONFLICT,
    DUPLICATE,
    FORBIDDEN,
    GONE,
    MERGED,
    MOVED,
    REJECTED,
)
from deskclient.server.problems import CallError, not_found
from deskclient.server.records.ledger import COLUMNS, find, find_key, stored_of
from deskclient.server.records.stored import Stored, row_json

_THREAD = (
    select(*COLUMNS)
    .where(
        RECORD.c.root_key == bindparam("root"),
        RECORD.c.key != bindparam("root"),
        RECORD.c.gone.is_(False),
    )
    .order_by(RECORD.c.key)
)
_STATUS = {REJECTED: 422, FORBIDDEN: 403, CONFLICT: 409, GONE: 410, MOVED: 410}


class RecordCalls:
    """Reading and patching single records."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def record(self, request: Asked) -> Answer:
        """Give one record."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            row = self._visible(connection, who, request)
        return _row_answer(row)

    def thread(self, request: Asked) -> Answer:
        """Give every entry and attachment record of a ticket."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            ticket = find(connection, "ticket", str(request.path_params["id"]))
            if ticket is None or ticket.gone or not who.sees(ticket.keys):
                raise not_found("There is no such ticket.")
            rows = connection.execute(_THREAD, {"root": ticket.key}).all()
        body = f'{{"rows":{join_rows(row_json(stored_of(row)) for row in rows)}}}'
        return page_answer(request, (body.encode(),), desk.config.compress_from)

    def patch(self, request: Asked, body: bytes) -> Answer:
        """Change one record, if it still is as the caller knows it."""
        desk = self._desk
        with desk.database.read() as connection:
            who = desk.bearer(connection, token_in(request)).principal
            row = self._visible(connection, who, request)
        patch = read_body(body, WirePatch, MAX_BATCH_BYTES)
        expected = request.headers.get("if-match", "")
        key = request.headers.get("idempotency-key", "")
        op = WireOp(
            _op_id(who, key) if key else desk.new_id(), row.kind, row.id, "edit", patch,
            base_ver=row.ver,
        )  # fmt: skip
        if not expected:
            raise CallError(Problem("Say which version you changed", 428, rule="if_match"))
        known = self._known(who, op) if key else None
        if known is None and expected != _etag(row):
            raise CallError(Problem("Somebody changed it since", 412, rule="changed"))
        checked = checked_op(op)
        if isinstance(checked, WireOp):
            batch = Received("script", who.person_id, (checked,))
            verdict = desk.ops.take(who, batch)[0]
        else:
            verdict = checked.verdict
        return self._answer(verdict, row)

    def _known(self, who: Principal, op: WireOp) -> WireVerdict | None:
        with self._desk.database.read() as connection:
            found = self._desk.ops.verdicts(connection, who, [op.op_id])
        return found[0] if found else None

    def _answer(self, verdict: WireVerdict, row: Stored) -> Answer:
        if verdict.verdict in {APPLIED, MERGED, DUPLICATE}:
            with self._desk.database.read() as connection:
                now = find_key(connection, row.key)
            return _row_answer(now or row)
        told = verdict.problem or Problem("The record has changed", rule=verdict.verdict)
        # The version was right a moment ago: somebody was faster.
        late = told.rule == "base_missing"
        status = 412 if late else _STATUS.get(verdict.verdict, 503)
        field = told.field or (verdict.conflicts[0].field if verdict.conflicts else "")
        raise CallError(Problem(told.title, status, "about:blank", told.detail, told.rule, field))

    def _visible(self, connection: Connection, who: Principal, request: Asked) -> Stored:
        kind, record_id = str(request.path_params["kind"]), str(request.path_params["id"])
        row = find(connection, kind, record_id)
        root = row if row is None or row.root_key == row.key else find_key(connection, row.root_key)
        if row is None or root is None or not who.sees(root.keys):
            raise not_found("There is no such record.")
        if (row.gone or root.gone) and not row.moved_to:
            detail = "The record was deleted."
            raise CallError(Problem("It is gone", 410, detail=detail, rule="gone"))
        return row


def _row_answer(row: Stored) -> Answer:
    return Response(row_json(row).encode(), media_type=JSON, headers={"ETag": _etag(row)})


def _etag(row: Stored) -> str:
    return f'"{row.ver}"'


def _op_id(who: Principal, key: str) -> str:
    """Turn any idempotency key into an operation's id, the same one each time."""
    raw = blake2b(f"{who.person_id}\0{key}".encode(), digest_size=16).digest()
    return str(UUID(bytes=raw, version=8 if hasattr(UUID, "max") else 5))
