"""The outbox over SQLAlchemy: the user's words, each change one FULL commit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.sql.base import Executable
from typing_extensions import override

from deskclient.domain.clock import Clock
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.operation import FieldConflict, Operation, OpProblem, OpState, Verdict
from deskclient.domain.times import to_text
from deskclient.storage.codec import decode_doc, encode
from deskclient.storage.engine import Database
from deskclient.storage.outbox_rows import (
    UPCASTS,
    Upcast,
    conflict_to_row,
    op_to_row,
    problem_to_text,
    row_to_conflict,
    row_to_op,
)
from deskclient.storage.outbox_tables import (
    conflict,
    draft,
    id_map,
    meta,
    op,
    op_event,
    sent_log,
    staged,
)
from deskclient.storage.port import Draft, Outbox, Rewrite, SentOp, StagedFile, StoredConflict

GENERATION = "generation"
"""Meta key counting commits; a copy or a lost WAL shows as a step back."""

_SENT_COLUMNS = ("state", "attempt", "first_sent_at", "token", "witness")
_put_op = insert(op)
_by_op_id = op.c.op_id == bindparam("b_op_id")
_drop_op = delete(op).where(_by_op_id)
_drop_conflicts = delete(conflict).where(conflict.c.op_id == bindparam("b_op_id"))
_put_meta = upsert(meta).on_conflict_do_update(
    index_elements=["k"], set_={"v": upsert(meta).excluded.v}
)
_put_id = upsert(id_map).on_conflict_do_update(
    index_elements=["kind", "record_id"], set_={"server_id": upsert(id_map).excluded.server_id}
)


def _nothing() -> None:
    return


class SqlOutbox(Outbox):
    """See :class:`deskclient.storage.port.Outbox`. Belongs to the engine thread."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        make_backup: Callable[[], None] = _nothing,
        upcasts: Mapping[int, Upcast] = UPCASTS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._make_backup = make_backup
        self._upcasts = upcasts

    # --- operations ---------------------------------------------------------------------------

    @override
    def add(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        replaces: Sequence[OpId] = (),
        finished_draft: str = "",
    ) -> Sequence[Operation]:
        stored: list[Operation] = []

        def step(connection: Connection) -> None:
            stored.clear()
            self._remove(connection, replaces, "squashed")
            stored.extend(_insert(connection, ops))
            for file in files:
                connection.execute(*_save_staged(file))
            if finished_draft:
                _drop_draft(connection, finished_draft)
            self._note(connection, [one.op_id for one in ops], "made")

        self._commit(step)
        return tuple(stored)

    @override
    def rewrite(self, change: Rewrite) -> Sequence[Operation]:
        stored: list[Operation] = []

        def step(connection: Connection) -> None:
            stored.clear()
            for old, new in change.stand_ins.items():
                self._remove(connection, [old], "squashed", new)
            for one in change.put:
                self._replace(connection, one)
            stored.extend(_insert(connection, change.add))
            self._note(connection, [one.op_id for one in change.add], "made")
            for op_id, (conflicts, theirs_ver) in change.conflicts.items():
                self._put_conflicts(connection, op_id, conflicts, theirs_ver)
            if change.finished_draft:
                _drop_draft(connection, change.finished_draft)

        self._commit(step)
        return tuple(stored)

    @override
    def pending(self) -> Sequence[Operation]:
        return self._ops(select(op).order_by(op.c.seq))

    @override
    def of_record(self, kind: str, record_id: RecordId) -> Sequence[Operation]:
        chosen = select(op).where(op.c.kind == kind, op.c.record_id == record_id)
        return self._ops(chosen.order_by(op.c.seq))

    @override
    def get(self, op_id: OpId) -> Operation | None:
        return next(iter(self._ops(select(op).where(op.c.op_id == op_id))), None)

    @override
    def mark_sending(self, ops: Sequence[Operation]) -> None:
        rows = [op_to_row(one) for one in ops]
        changes = [{"b_op_id": row["op_id"], **{c: row[c] for c in _SENT_COLUMNS}} for row in rows]

        def step(connection: Connection) -> None:
            if changes:
                columns: dict[str, object] = {name: bindparam(name) for name in _SENT_COLUMNS}
                connection.execute(update(op).where(_by_op_id).values(columns), changes)
            self._note(connection, [one.op_id for one in ops], "sending")

        self._commit(step)

    @override
    def mark_acked(
        self, verdicts: Sequence[tuple[Operation, Verdict]], epoch: str, at: str
    ) -> None:
        def step(connection: Connection) -> None:
            for one, verdict in verdicts:
                self._ack(connection, one, verdict, epoch, at)
            self._note(connection, [one.op_id for one, _ in verdicts], "acked", epoch)

        self._commit(step)

    def _ack(
        self, connection: Connection, one: Operation, verdict: Verdict, epoch: str, at: str
    ) -> None:
        acked = {"ack_ver": verdict.ver, "ack_seq": verdict.seq}
        connection.execute(
            update(op)
            .where(op.c.op_id == one.op_id)
            .values(state=OpState.ACKED.value, problem="", **acked)
        )
        connection.execute(_drop_conflicts, {"b_op_id": one.op_id})
        if verdict.server_id is not None:
            names = {"kind": one.kind, "record_id": one.record_id, "server_id": verdict.server_id}
            connection.execute(_put_id, names)
        entry = {
            "op_id": one.op_id,
            "operation": encode({**op_to_row(one), "seq": one.seq}),
            "epoch": epoch,
            "at": at,
            **acked,
        }
        connection.execute(insert(sent_log).prefix_with("OR REPLACE"), entry)

    @override
    def settle(self, op_ids: Sequence[OpId]) -> None:
        self._commit(lambda connection: self._remove(connection, op_ids, "settled"))

    @override
    def set_state(
        self,
        op_ids: Sequence[OpId],
        state: OpState,
        problem: OpProblem | None = None,
        *,
        hold_until: str = "",
    ) -> None:
        values = {
            "state": state.value,
            "problem": problem_to_text(problem),
            "hold_until": hold_until,
        }

        def step(connection: Connection) -> None:
            for op_id in op_ids:
                connection.execute(update(op).where(op.c.op_id == op_id).values(values))
                if state is not OpState.CONFLICT:
                    connection.execute(_drop_conflicts, {"b_op_id": op_id})
            self._note(connection, op_ids, state.value, problem.rule if problem else "")

        self._commit(step)

    @override
    def add_conflicts(
        self, op_id: OpId, conflicts: Sequence[FieldConflict], theirs_ver: int
    ) -> None:
        self._commit(lambda c: self._put_conflicts(c, op_id, conflicts, theirs_ver))

    def _put_conflicts(
        self,
        connection: Connection,
        op_id: OpId,
        conflicts: Sequence[FieldConflict],
        theirs_ver: int,
    ) -> None:
        connection.execute(_drop_conflicts, {"b_op_id": op_id})
        for one in conflicts:
            connection.execute(insert(conflict), conflict_to_row(op_id, one, theirs_ver))
        moved = update(op).where(op.c.op_id == op_id).values(state=OpState.CONFLICT.value)
        connection.execute(moved)
        self._note(connection, [op_id], OpState.CONFLICT.value)

    @override
    def conflicts(self, op_id: OpId | None = None) -> Sequence[StoredConflict]:
        chosen = select(conflict).order_by(conflict.c.op_id, conflict.c.field)
        if op_id is not None:
            chosen = chosen.where(conflict.c.op_id == op_id)
        return tuple(
            StoredConflict(OpId(row["op_id"]), row_to_conflict(row), row["theirs_ver"])
            for row in self._rows(chosen)
        )

    @override
    def replace(self, op: Operation) -> None:
        self._commit(lambda connection: self._replace(connection, op))

    def _replace(self, connection: Connection, one: Operation) -> None:
        connection.execute(update(op).where(op.c.op_id == one.op_id).values(op_to_row(one)))
        if one.state is not OpState.CONFLICT:
            connection.execute(_drop_conflicts, {"b_op_id": one.op_id})
        self._note(connection, [one.op_id], "replaced", one.state.value)

    @override
    def discard(self, op_ids: Sequence[OpId]) -> None:
        self._commit(lambda connection: self._remove(connection, op_ids, "discarded"))

    def events(self, op_id: OpId) -> Sequence[tuple[str, str, str]]:
        """The audit trail of one operation: moment, what happened, detail."""
        chosen = select(op_event).where(op_event.c.op_id == op_id).order_by(op_event.c.id)
        return tuple((row["at"], row["what"], row["detail"]) for row in self._rows(chosen))

    # --- names and the sent log ---------------------------------------------------------------

    @override
    def server_id(self, kind: str, record_id: RecordId) -> ServerId | None:
        chosen = select(id_map.c.server_id)
        chosen = chosen.where(id_map.c.kind == kind, id_map.c.record_id == record_id)
        found = self._rows(chosen)
        return ServerId(found[0]["server_id"]) if found else None

    @override
    def record_id(self, kind: str, server_id: ServerId) -> RecordId:
        chosen = select(id_map.c.record_id)
        chosen = chosen.where(id_map.c.kind == kind, id_map.c.server_id == server_id)
        found = self._rows(chosen)
        return RecordId(found[0]["record_id"] if found else server_id)

    @override
    def sent_since(self, at: str) -> Sequence[SentOp]:
        chosen = (
            select(sent_log).where(sent_log.c.at >= at).order_by(sent_log.c.at, sent_log.c.op_id)
        )
        return tuple(
            SentOp(
                operation=row_to_op(decode_doc(row["operation"]), self._upcasts),
                ack_ver=row["ack_ver"],
                ack_seq=row["ack_seq"],
                epoch=row["epoch"],
                at=row["at"],
            )
            for row in self._rows(chosen)
        )

    @override
    def forget_sent(self, before: str) -> None:
        def step(connection: Connection) -> None:
            connection.execute(delete(sent_log).where(sent_log.c.at < before))
            connection.execute(delete(op_event).where(op_event.c.at < before))

        self._commit(step)

    # --- drafts, files, facts -----------------------------------------------------------------

    @override
    def save_draft(self, draft: Draft) -> None:
        self._commit(lambda connection: _put_draft(connection, draft))

    @override
    def drafts(self) -> Sequence[Draft]:
        return tuple(
            Draft(
                row["draft_id"],
                row["kind"],
                row["record_id"],
                decode_doc(row["content"]),
                row["saved_at"],
            )
            for row in self._rows(select(draft).order_by(draft.c.saved_at, draft.c.draft_id))
        )

    @override
    def delete_draft(self, draft_id: str) -> None:
        self._commit(lambda connection: _drop_draft(connection, draft_id))

    @override
    def staged(self, sha256: str) -> StagedFile | None:
        found = self._rows(select(staged).where(staged.c.sha256 == sha256))
        return _staged_file(found[0]) if found else None

    @override
    def staged_files(self) -> Sequence[StagedFile]:
        return tuple(_staged_file(row) for row in self._rows(select(staged)))

    @override
    def save_staged(self, file: StagedFile) -> None:
        self._commit(lambda connection: connection.execute(*_save_staged(file)))

    @override
    def forget_staged(self, digests: Sequence[str]) -> None:
        self._commit(lambda c: c.execute(delete(staged).where(staged.c.sha256.in_(digests))))

    @override
    def get_meta(self, key: str) -> str:
        found = self._rows(select(meta.c.v).where(meta.c.k == key))
        return str(found[0]["v"]) if found else ""

    @override
    def set_meta(self, key: str, value: str) -> None:
        self._commit(lambda connection: connection.execute(_put_meta, {"k": key, "v": value}))

    @override
    def backup(self) -> None:
        self._make_backup()

    def close(self) -> None:
        """Close the store."""
        self._database.close()

    # --- inside -------------------------------------------------------------------------------

    def _commit(self, step: Callable[[Connection], object]) -> None:
        def run() -> None:
            with self._database.write() as connection:
                step(connection)
                connection.exec_driver_sql(
                    "INSERT INTO meta(k, v) VALUES ('generation', '1')"
                    " ON CONFLICT(k) DO UPDATE SET v = CAST(CAST(v AS INTEGER) + 1 AS TEXT)"
                )

        self._database.retry_when_full(run)

    def _remove(
        self, connection: Connection, op_ids: Sequence[OpId], why: str, detail: str = ""
    ) -> None:
        for op_id in op_ids:
            connection.execute(_drop_op, {"b_op_id": op_id})
            connection.execute(_drop_conflicts, {"b_op_id": op_id})
        self._note(connection, op_ids, why, detail)

    def _note(
        self, connection: Connection, op_ids: Sequence[OpId], what: str, detail: str = ""
    ) -> None:
        if op_ids:
            now = to_text(self._clock.now())
            rows = [{"op_id": one, "at": now, "what": what, "detail": detail} for one in op_ids]
            connection.execute(insert(op_event), rows)

    def _rows(self, chosen: Executable) -> list[Mapping[str, Any]]:
        with self._database.read() as connection:
            return [dict(row) for row in connection.execute(chosen).mappings()]

    def _ops(self, chosen: Executable) -> tuple[Operation, ...]:
        return tuple(row_to_op(row, self._upcasts) for row in self._rows(chosen))


def _insert(connection: Connection, ops: Sequence[Operation]) -> list[Operation]:
    stored: list[Operation] = []
    for one in ops:
        done = connection.execute(_put_op, op_to_row(one))
        stored.append(replace(one, seq=int(done.lastrowid)))
    return stored


def _drop_draft(connection: Connection, draft_id: str) -> None:
    connection.execute(delete(draft).where(draft.c.draft_id == draft_id))


def _put_draft(connection: Connection, one: Draft) -> None:
    row = {
        "draft_id": one.draft_id,
        "kind": one.kind,
        "record_id": one.record_id,
        "content": encode(one.content),
        "saved_at": one.saved_at,
    }
    connection.execute(insert(draft).prefix_with("OR REPLACE"), row)


def _save_staged(file: StagedFile) -> tuple[Executable, dict[str, Any]]:
    row = {
        "sha256": file.sha256,
        "size": file.size,
        "name": file.name,
        "media_type": file.media_type,
        "upload_id": file.upload_id,
        "offset": file.offset,
        "complete": int(file.complete),
    }
    return insert(staged).prefix_with("OR REPLACE"), row


def _staged_file(row: Mapping[str, Any]) -> StagedFile:
    return StagedFile(**{**row, "complete": bool(row["complete"])})
