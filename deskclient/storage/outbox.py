"""The outbox: the user's words, each change one FULL commit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from typing_extensions import override

from deskclient.domain.clock import Clock
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.operation import (
    Action,
    FieldConflict,
    Operation,
    OpProblem,
    OpState,
    Verdict,
    VerdictKind,
)
from deskclient.domain.times import to_text
from deskclient.storage.codec import decode_doc, encode
from deskclient.storage.composed import Composed, Given, places, put_into
from deskclient.storage.database import Database, Session
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
    staged,
)
from deskclient.storage.port import Draft, Outbox, Rewrite, SentOp, StagedFile, StoredConflict
from deskclient.storage.sent_log import (
    MERGED,
    forget_sent,
    merged_lately,
    merged_values,
    old_sent,
    put_sent,
    row_to_sent,
    sent_row,
    sent_since,
)

GENERATION = "generation"
"""Meta key counting commits; a copy or a lost WAL shows as a step back."""

_SENT_COLUMNS = ("state", "attempt", "first_sent_at", "token", "witness")
_by_op_id = op.c.op_id == bindparam("b_op_id")
_by_record = (op.c.kind == bindparam("kind"), op.c.record_id == bindparam("record_id"))
_all_ops = Composed(select(op).order_by(op.c.seq))
_ops_of_record = Composed(select(op).where(*_by_record).order_by(op.c.seq))
_one_op = Composed(select(op).where(_by_op_id))
_put_op = put_into(op, without="seq")
_put_op_at = put_into(op)
_change_op = Composed(
    update(op).where(_by_op_id).values(places(c.name for c in op.columns if c.name != "seq"))
)
_note_sent = Composed(update(op).where(_by_op_id).values(places(_SENT_COLUMNS)))
_note_ack = Composed(
    update(op).where(_by_op_id).values(places(("state", "problem", "ack_ver", "ack_seq")))
)
_note_state = Composed(
    update(op).where(_by_op_id).values(places(("state", "problem", "hold_until")))
)
_note_conflict = Composed(update(op).where(_by_op_id).values(state=OpState.CONFLICT.value))
_drop_op = Composed(delete(op).where(_by_op_id))

_of_op = conflict.c.op_id == bindparam("b_op_id")
_in_order = (conflict.c.op_id, conflict.c.field)
_all_conflicts = Composed(select(conflict).order_by(*_in_order))
_conflicts_of = Composed(select(conflict).where(_of_op).order_by(*_in_order))
_put_conflict = put_into(conflict)
_drop_conflicts = Composed(delete(conflict).where(_of_op))

_put_event = put_into(op_event, without="id")
_events_of = Composed(
    select(op_event).where(op_event.c.op_id == bindparam("b_op_id")).order_by(op_event.c.id)
)
_old_events = Composed(delete(op_event).where(op_event.c.at < bindparam("before")))

_of_kind = id_map.c.kind == bindparam("kind")
_server_id = Composed(
    select(id_map.c.server_id).where(_of_kind, id_map.c.record_id == bindparam("record_id"))
)
_record_id = Composed(
    select(id_map.c.record_id).where(_of_kind, id_map.c.server_id == bindparam("server_id"))
)
_insert_id = upsert(id_map).values(places(("kind", "record_id", "server_id")))
_put_id = Composed(
    _insert_id.on_conflict_do_update(
        index_elements=["kind", "record_id"], set_={"server_id": _insert_id.excluded.server_id}
    )
)

_drafts = Composed(select(draft).order_by(draft.c.saved_at, draft.c.draft_id))
_put_a_draft = put_into(draft, replacing=True)
_drop_a_draft = Composed(delete(draft).where(draft.c.draft_id == bindparam("draft_id")))

_all_staged = Composed(select(staged))
_one_staged = Composed(select(staged).where(staged.c.sha256 == bindparam("sha256")))
_put_staged = put_into(staged, replacing=True)
_drop_staged = Composed(delete(staged).where(staged.c.sha256 == bindparam("sha256")))

_fact = Composed(select(meta.c.v).where(meta.c.k == bindparam("k")))
_insert_meta = upsert(meta).values(places(("k", "v")))
_put_meta = Composed(
    _insert_meta.on_conflict_do_update(index_elements=["k"], set_={"v": _insert_meta.excluded.v})
)
_COUNT_COMMIT = (
    "INSERT INTO meta(k, v) VALUES ('generation', '1')"
    " ON CONFLICT(k) DO UPDATE SET v = CAST(CAST(v AS INTEGER) + 1 AS TEXT)"
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

        def step(session: Session) -> None:
            stored.clear()
            self._remove(session, replaces, "squashed")
            stored.extend(_insert(session, ops))
            for file in files:
                _put_staged.run(session, _staged_row(file))
            if finished_draft:
                _drop_draft(session, finished_draft)
            self._note(session, [one.op_id for one in ops], "made")

        self._commit(step)
        return tuple(stored)

    @override
    def rewrite(self, change: Rewrite) -> Sequence[Operation]:
        stored: list[Operation] = []

        def step(session: Session) -> None:
            stored.clear()
            for old, new in change.stand_ins.items():
                self._remove(session, [old], "squashed", new)
            for one in change.put:
                self._replace(session, one)
            stored.extend(_insert_in_place(session, change.add))
            forget_sent.run_many(session, [{"op_id": one} for one in change.forgotten])
            self._note(session, [one.op_id for one in change.add], "made")
            for op_id, (conflicts, theirs_ver) in change.conflicts.items():
                self._put_conflicts(session, op_id, conflicts, theirs_ver)
            if change.finished_draft:
                _drop_draft(session, change.finished_draft)

        self._commit(step)
        return tuple(stored)

    @override
    def pending(self) -> Sequence[Operation]:
        return self._ops(_all_ops)

    @override
    def of_record(self, kind: str, record_id: RecordId) -> Sequence[Operation]:
        return self._ops(_ops_of_record, {"kind": kind, "record_id": record_id})

    @override
    def get(self, op_id: OpId) -> Operation | None:
        return next(iter(self._ops(_one_op, {"b_op_id": op_id})), None)

    @override
    def mark_sending(self, ops: Sequence[Operation]) -> None:
        rows = [op_to_row(one) for one in ops]
        changes = [{"b_op_id": row["op_id"], **{c: row[c] for c in _SENT_COLUMNS}} for row in rows]

        def step(session: Session) -> None:
            _note_sent.run_many(session, changes)
            self._note(session, [one.op_id for one in ops], "sending")

        self._commit(step)

    @override
    def mark_acked(
        self, verdicts: Sequence[tuple[Operation, Verdict]], epoch: str, at: str
    ) -> None:
        def step(session: Session) -> None:
            for one, verdict in verdicts:
                self._ack(session, one, verdict, epoch, at)
            self._note(session, [one.op_id for one, _ in verdicts], "acked", epoch)
            merged = [one.op_id for one, said in verdicts if said.kind is VerdictKind.MERGED]
            self._note(session, merged, MERGED)

        self._commit(step)

    def _ack(self, session: Session, one: Operation, verdict: Verdict, epoch: str, at: str) -> None:
        changed = {"state": OpState.ACKED.value, "problem": ""}
        acked = {"ack_ver": verdict.ver, "ack_seq": verdict.seq}
        _note_ack.run(session, {"b_op_id": one.op_id, **changed, **acked})
        _drop_conflicts.run(session, {"b_op_id": one.op_id})
        if verdict.server_id is not None and one.action is Action.CREATE:
            names = {"kind": one.kind, "record_id": one.record_id, "server_id": verdict.server_id}
            _put_id.run(session, names)
        put_sent.run(session, sent_row(one, verdict, epoch, at))

    @override
    def settle(self, op_ids: Sequence[OpId]) -> None:
        self._commit(lambda session: self._remove(session, op_ids, "settled"))

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

        def step(session: Session) -> None:
            for op_id in op_ids:
                _note_state.run(session, {"b_op_id": op_id, **values})
                if state is not OpState.CONFLICT:
                    _drop_conflicts.run(session, {"b_op_id": op_id})
            self._note(session, op_ids, state.value, problem.rule if problem else "")

        self._commit(step)

    @override
    def add_conflicts(
        self, op_id: OpId, conflicts: Sequence[FieldConflict], theirs_ver: int
    ) -> None:
        self._commit(lambda c: self._put_conflicts(c, op_id, conflicts, theirs_ver))

    def _put_conflicts(
        self,
        session: Session,
        op_id: OpId,
        conflicts: Sequence[FieldConflict],
        theirs_ver: int,
    ) -> None:
        _drop_conflicts.run(session, {"b_op_id": op_id})
        for one in conflicts:
            _put_conflict.run(session, conflict_to_row(op_id, one, theirs_ver))
        _note_conflict.run(session, {"b_op_id": op_id})
        self._note(session, [op_id], OpState.CONFLICT.value)

    @override
    def conflicts(self, op_id: OpId | None = None) -> Sequence[StoredConflict]:
        chosen = _all_conflicts if op_id is None else _conflicts_of
        return tuple(
            StoredConflict(OpId(row["op_id"]), row_to_conflict(row), row["theirs_ver"])
            for row in self._rows(chosen, {"b_op_id": op_id})
        )

    @override
    def replace(self, op: Operation) -> None:
        self._commit(lambda session: self._replace(session, op))

    def _replace(self, session: Session, one: Operation) -> None:
        _change_op.run(session, {"b_op_id": one.op_id, **op_to_row(one)})
        if one.state is not OpState.CONFLICT:
            _drop_conflicts.run(session, {"b_op_id": one.op_id})
        self._note(session, [one.op_id], "replaced", one.state.value)

    @override
    def discard(self, op_ids: Sequence[OpId], *, kept: Draft | None = None) -> None:
        def step(session: Session) -> None:
            self._remove(session, op_ids, "discarded")
            if kept is not None:
                _put_draft(session, kept)

        self._commit(step)

    def events(self, op_id: OpId) -> Sequence[tuple[str, str, str]]:
        """The audit trail of one operation: moment, what happened, detail."""
        rows = self._rows(_events_of, {"b_op_id": op_id})
        return tuple((row["at"], row["what"], row["detail"]) for row in rows)

    # --- names and the sent log ---------------------------------------------------------------

    @override
    def server_id(self, kind: str, record_id: RecordId) -> ServerId | None:
        found = self._rows(_server_id, {"kind": kind, "record_id": record_id})
        return ServerId(found[0]["server_id"]) if found else None

    @override
    def record_id(self, kind: str, server_id: ServerId) -> RecordId:
        found = self._rows(_record_id, {"kind": kind, "server_id": server_id})
        return RecordId(found[0]["record_id"] if found else server_id)

    @override
    def sent_since(self, at: str) -> Sequence[SentOp]:
        return self._sent(sent_since, {"since": at})

    @override
    def merged_lately(self, most: int) -> Sequence[SentOp]:
        return self._sent(merged_lately, merged_values(most))

    def _sent(self, chosen: Composed, values: Given) -> Sequence[SentOp]:
        return tuple(row_to_sent(row, self._upcasts) for row in self._rows(chosen, values))

    @override
    def forget_sent(self, before: str) -> None:
        def step(session: Session) -> None:
            old_sent.run(session, {"before": before})
            _old_events.run(session, {"before": before})

        self._commit(step)

    # --- drafts, files, facts -----------------------------------------------------------------

    @override
    def save_draft(self, draft: Draft) -> None:
        self._commit(lambda session: _put_draft(session, draft))

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
            for row in self._rows(_drafts)
        )

    @override
    def delete_draft(self, draft_id: str) -> None:
        self._commit(lambda session: _drop_draft(session, draft_id))

    @override
    def staged(self, sha256: str) -> StagedFile | None:
        found = self._rows(_one_staged, {"sha256": sha256})
        return _staged_file(found[0]) if found else None

    @override
    def staged_files(self) -> Sequence[StagedFile]:
        return tuple(_staged_file(row) for row in self._rows(_all_staged))

    @override
    def save_staged(self, file: StagedFile) -> None:
        self._commit(lambda session: _put_staged.run(session, _staged_row(file)))

    @override
    def forget_staged(self, digests: Sequence[str]) -> None:
        rows = [{"sha256": one} for one in digests]
        self._commit(lambda session: _drop_staged.run_many(session, rows))

    @override
    def get_meta(self, key: str) -> str:
        found = self._rows(_fact, {"k": key})
        return str(found[0]["v"]) if found else ""

    @override
    def set_meta(self, key: str, value: str) -> None:
        self._commit(lambda session: _put_meta.run(session, {"k": key, "v": value}))

    @override
    def backup(self) -> None:
        self._make_backup()

    def when_full(self, way: Callable[[], bool]) -> None:
        """Add a way to make room for what the person said; see :meth:`Database.add_room`."""
        self._database.add_room(way)

    def close(self) -> None:
        """Close the store."""
        self._database.close()

    # --- inside -------------------------------------------------------------------------------

    def _commit(self, step: Callable[[Session], object]) -> None:
        def run() -> None:
            with self._database.write() as session:
                step(session)
                session.run(_COUNT_COMMIT)

        self._database.retry_when_full(run)

    def _remove(self, session: Session, op_ids: Sequence[OpId], why: str, detail: str = "") -> None:
        for op_id in op_ids:
            _drop_op.run(session, {"b_op_id": op_id})
            _drop_conflicts.run(session, {"b_op_id": op_id})
        self._note(session, op_ids, why, detail)

    def _note(self, session: Session, op_ids: Sequence[OpId], what: str, detail: str = "") -> None:
        if op_ids:
            now = to_text(self._clock.now())
            rows = [{"op_id": one, "at": now, "what": what, "detail": detail} for one in op_ids]
            _put_event.run_many(session, rows)

    def _rows(self, chosen: Composed, values: Given | None = None) -> list[Mapping[str, Any]]:
        with self._database.read() as session:
            return chosen.named(session, values)

    def _ops(self, chosen: Composed, values: Given | None = None) -> tuple[Operation, ...]:
        return tuple(row_to_op(row, self._upcasts) for row in self._rows(chosen, values))


def _insert(session: Session, ops: Sequence[Operation]) -> list[Operation]:
    stored: list[Operation] = []
    for one in ops:
        done = _put_op.run(session, op_to_row(one))
        stored.append(replace(one, seq=int(done.lastrowid)))
    return stored


def _insert_in_place(session: Session, ops: Sequence[Operation]) -> list[Operation]:
    """Store what takes the place of others where those stood; what has no place, at the end."""
    stored: list[Operation] = []
    for one in ops:
        if one.seq:
            _put_op_at.run(session, {**op_to_row(one), "seq": one.seq})
            stored.append(one)
        else:
            stored += _insert(session, [one])
    return stored


def _drop_draft(session: Session, draft_id: str) -> None:
    _drop_a_draft.run(session, {"draft_id": draft_id})


def _put_draft(session: Session, one: Draft) -> None:
    row = {
        "draft_id": one.draft_id,
        "kind": one.kind,
        "record_id": one.record_id,
        "content": encode(one.content),
        "saved_at": one.saved_at,
    }
    _put_a_draft.run(session, row)


def _staged_row(file: StagedFile) -> dict[str, Any]:
    return {
        "sha256": file.sha256,
        "size": file.size,
        "name": file.name,
        "media_type": file.media_type,
        "upload_id": file.upload_id,
        "offset": file.offset,
        "complete": int(file.complete),
    }


def _staged_file(row: Mapping[str, Any]) -> StagedFile:
    return StagedFile(**{**row, "complete": bool(row["complete"])})
