"""Everything the person changes, turned into operations and made safe here (W1)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future

from msgspec import Struct
from typing_extensions import override

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Kind, Reach, Registry, Trouble
from deskclient.domain.mirrors import links_itself
from deskclient.domain.operation import Operation
from deskclient.services.api import Done, Me, NewReply, Refusal, Writes
from deskclient.services.engine_link import EngineLink, chain, failed, finished
from deskclient.services.entries import EntryWriter
from deskclient.services.intents import born_doc, check_birth, check_edit, plan_edit
from deskclient.services.op_maker import OpMaker
from deskclient.services.reader_thread import ReaderThread
from deskclient.services.unshown import Unshown
from deskclient.storage.port import Reader, RecordView, StagedFile

AT_ONCE = 100
"""Up to so many records are read in the calling thread; more are worked off in the background."""
_CHUNK = 200

_VANISHED = Trouble("", "gone", "The record is not here any more.")


class WriteParts(Struct, frozen=True):
    """What writing works with."""

    reader: Reader
    background: ReaderThread
    registry: Registry
    link: EngineLink
    maker: OpMaker
    me: Callable[[], Me]
    entries: EntryWriter
    forget_draft: Callable[[str], None]
    """Told once the draft has become operations."""


class OpWrites(Writes):
    """Plans on what the cache shows; called from the UI thread."""

    def __init__(self, parts: WriteParts) -> None:
        self._parts = parts
        self._unshown = Unshown()

    @override
    def edit(
        self, kind: str, ids: Sequence[RecordId], changes: Mapping[str, Value], origin: str = ""
    ) -> "Future[Done]":
        spec = self._parts.registry[kind]
        label = self._parts.maker.label("bulk" if len(ids) > 1 else "edit")
        if len(ids) > AT_ONCE:
            return self._edit_many(spec, tuple(ids), dict(changes), label, origin)
        try:
            ops = self._plan_edits(spec, self._seen(spec, ids), changes, label)
        except Refusal as refusal:
            return failed(refusal)
        return self._commit(ops, ids, origin=origin)

    @override
    def create(
        self,
        kind: str,
        doc: Doc,
        *,
        body: str = "",
        files: Sequence[StagedFile] = (),
        draft_id: str = "",
        origin: str = "",
    ) -> "Future[Done]":
        parts = self._parts
        spec = parts.registry[kind]
        doc = self._owned(spec, doc)
        troubles = check_birth(spec, doc)
        if troubles:
            return failed(Refusal(troubles))
        record_id = parts.maker.record_id()
        born = born_doc(spec, doc)
        label = parts.maker.label("create")
        first = parts.maker.create(spec, record_id, born, label)
        ops: tuple[Operation, ...] = (first,)
        if body.strip() or files:
            text = body if body.strip() else str(born.get(spec.title_field) or "")
            try:
                ops = (first, *parts.entries.first_entry(first, born, text, files))
            except Refusal as refusal:
                return failed(refusal)
        return self._commit(ops, (record_id,), files=files, draft_id=draft_id, origin=origin)

    @override
    def delete(self, kind: str, ids: Sequence[RecordId]) -> "Future[Done]":
        spec = self._parts.registry[kind]
        if spec.append_only:
            return failed(Refusal((Trouble("", "append_only", "What was written once stays."),)))
        label = self._parts.maker.label("delete")
        try:
            seen = self._seen(spec, ids)
        except Refusal as refusal:
            return failed(refusal)
        ops = tuple(self._parts.maker.delete(one, spec.title_field, label) for one in seen)
        return self._commit(ops, ids)

    @override
    def write_entry(self, new: NewReply, origin: str = "") -> "Future[Done]":
        spec = self._parts.registry["ticket"]
        try:
            (ticket,) = self._seen(spec, (new.ticket_id,))
            changes = self._with_entry(ticket, new)
            label = self._parts.maker.label(new.type)
            edits = self._plan_edits(spec, (ticket,), changes, label)
            ops = self._parts.entries.reply(ticket, new, edits, label)
        except Refusal as refusal:
            return failed(refusal)
        return self._commit(
            ops, (new.ticket_id,), files=new.files, draft_id=new.draft_id, origin=origin
        )

    @override
    def undo(self, op_ids: Sequence[OpId]) -> "Future[Done]":
        wanted = tuple(op_ids)
        future = self._parts.link.call(lambda engine: engine.undo(wanted))
        return chain(
            future,
            lambda made: Done(tuple(op.op_id for op in made), tuple(op.record_id for op in made)),
        )

    @override
    def check(self, kind: str, doc: Doc) -> tuple[Trouble, ...]:
        spec = self._parts.registry[kind]
        return check_birth(spec, self._owned(spec, {n: v for n, v in doc.items() if v is not None}))

    @override
    def check_change(
        self, kind: str, record_id: RecordId, changes: Mapping[str, Value]
    ) -> tuple[Trouble, ...]:
        spec = self._parts.registry[kind]
        try:
            (seen,) = self._seen(spec, (record_id,))
        except Refusal as refusal:
            return refusal.troubles
        return _troubles(spec, seen, changes)

    # --- planning -----------------------------------------------------------------------------

    def _plan_edits(
        self,
        kind: Kind,
        seen: Iterable[RecordView],
        changes: Mapping[str, Value],
        label: str,
    ) -> tuple[Operation, ...]:
        ops: list[Operation] = []
        for record in seen:
            troubles = _troubles(kind, record, changes)
            if troubles:
                raise Refusal(troubles)
            units = plan_edit(kind, record.doc, changes)
            ops += [self._parts.maker.edit(record, unit, label) for unit in units]
        return tuple(ops)

    def _with_entry(self, ticket: RecordView, new: NewReply) -> dict[str, Value]:
        changes = dict(new.extra)
        if new.status:
            changes["status"] = new.status
        if new.minutes:
            spent = ticket.doc.get("minutes_spent")
            changes["minutes_spent"] = (spent if isinstance(spent, int) else 0) + new.minutes
        return changes

    def _owned(self, kind: Kind, doc: Doc) -> Doc:
        if kind.reach is Reach.PERSONAL and not doc.get("owner"):
            return {**doc, "owner": self._parts.me().person_id}
        return doc

    def _seen(self, kind: Kind, ids: Sequence[RecordId]) -> tuple[RecordView, ...]:
        """Read records as the person sees them, also what is only just on its way to the disk."""
        found = self._parts.reader.records(kind.name, ids)
        seen = [self._unshown.over(kind, one, found.get(one)) for one in ids]
        there = tuple(one for one in seen if one is not None)
        if len(there) < len(seen):
            raise Refusal((_VANISHED,))
        return there

    # --- committing ---------------------------------------------------------------------------

    def _commit(
        self,
        ops: Sequence[Operation],
        ids: Sequence[RecordId],
        *,
        files: Sequence[StagedFile] = (),
        draft_id: str = "",
        origin: str = "",
    ) -> "Future[Done]":
        if not ops:
            return finished(Done((), tuple(ids)))
        self._unshown.add(ops)
        stored = self._store(ops, files, draft_id, origin)
        stored.add_done_callback(lambda done: self._stored(done, ops, draft_id))
        return chain(stored, lambda made: Done(tuple(op.op_id for op in made), tuple(ids)))

    def _stored(
        self, done: "Future[Sequence[Operation]]", ops: Sequence[Operation], draft_id: str
    ) -> None:
        self._unshown.remove(ops)
        if draft_id and done.exception() is None:
            self._parts.forget_draft(draft_id)

    def _store(
        self,
        ops: Sequence[Operation],
        files: Sequence[StagedFile] = (),
        draft_id: str = "",
        origin: str = "",
    ) -> "Future[Sequence[Operation]]":
        return self._parts.link.call(
            lambda engine: engine.commit(ops, files=files, finished_draft=draft_id, origin=origin)
        )

    def _edit_many(
        self,
        kind: Kind,
        ids: tuple[RecordId, ...],
        changes: dict[str, Value],
        label: str,
        origin: str,
    ) -> "Future[Done]":
        """Work off a long selection in steps, so that neither thread is held up."""
        answer: Future[Done] = Future()
        answer.set_running_or_notify_cancel()

        def plan(reader: Reader) -> None:
            try:
                made = self._commit_chunks(reader, kind, ids, changes, label, origin)
            except Exception as trouble:  # noqa: BLE001 - handed to whoever waits for it
                answer.set_exception(trouble)
                return
            answer.set_result(Done(made, ids))

        self._parts.background.run(label, plan, lambda _: None)
        return answer

    def _commit_chunks(
        self,
        reader: Reader,
        kind: Kind,
        ids: tuple[RecordId, ...],
        changes: dict[str, Value],
        label: str,
        origin: str,
    ) -> tuple[OpId, ...]:
        planned: list[tuple[Operation, ...]] = []
        for start in range(0, len(ids), _CHUNK):
            found = reader.records(kind.name, ids[start : start + _CHUNK])
            # All are checked before the first is stored: a refusal changes nothing.
            planned.append(self._plan_edits(kind, found.values(), changes, label))
        made: list[OpId] = []
        for ops in planned:
            if ops:
                stored = self._store(ops, origin=origin)
                made += [op.op_id for op in stored.result()]
        return tuple(made)


def _troubles(kind: Kind, record: RecordView, changes: Mapping[str, Value]) -> tuple[Trouble, ...]:
    return links_itself(kind, record.record_id, changes) or check_edit(kind, record.doc, changes)
