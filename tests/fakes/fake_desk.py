"""A desk in memory with the face of :class:`deskclient.services.api.Desk`, for tests and pictures.

Writes are done at once; ``settle()`` plays the part of the sync.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from deskclient.domain.check import check_doc
from deskclient.domain.errors import RefusedError
from deskclient.domain.events import (
    Event,
    JobProgress,
    Link,
    OutboxCount,
    RecordsChanged,
    SyncStatus,
)
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Registry, Trouble
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import NEEDS_DECISION, Action, Operation, OpState, Patch
from deskclient.domain.replay import RecordState
from deskclient.domain.scope import Scope
from deskclient.domain.times import to_text
from deskclient.services.api import (
    Decision,
    Done,
    Draft,
    Me,
    NewReply,
    NotUnderstood,
    OutboxItem,
    Refusal,
    StagedFile,
)
from deskclient.services.intents import check_birth
from deskclient.services.op_maker import about
from deskclient.services.taken_back import new_ticket_draft, text_draft
from deskclient.services.waiting_chain import behind
from deskclient.sync.plan_push import dependents_of
from tests.fakes.desk_content import ME, NOW, Content, make_content
from tests.fakes.fake_reads import FakeReads, FakeRecords
from tests.fakes.futures import failed, finished


class FakeDesk:
    """One open profile in memory. Every part is public, so that a test can look and change."""

    def __init__(self, content: Content | None = None, registry: Registry | None = None) -> None:
        self.registry = registry or standard_registry()
        self.records = FakeRecords(self.registry, content or make_content())
        self.reads = FakeReads(self.records)
        self.me = Me(
            "profile-1", RecordId(ME), "Dana Whitfield", "dana", "agent",
            "Harbour Service Desk", "https://desk.example", {"q-desk": "work"},
        )  # fmt: skip
        self.listeners: list[Callable[[Event], None]] = []
        self.outbox = FakeOutbox(self)
        self.writes = FakeWrites(self)
        self.drafts = FakeDrafts()
        self.files = FakeFiles()
        self.sync = FakeSync(self)
        self.started = False
        self.closed = False

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, event: Event) -> None:
        """Send an event to all listeners."""
        for listener in list(self.listeners):
            listener(event)

    def start_engine(self) -> "Future[None]":
        self.started = True
        return finished(None)

    def close(self) -> None:
        self.closed = True

    # --- what the other side does -----------------------------------------------------------

    def arrive(self, kind: str, record_id: str, **doc: Value) -> None:
        """Let the desk bring a new or changed record."""
        known = self.records.by_kind[kind].get(record_id)
        merged = {**(known.doc if known else {}), **doc}
        self.records.put(kind, record_id, merged, ver=1)
        fields = frozenset(doc) if known else frozenset[str]()
        self.tell(RecordsChanged(kind, (RecordId(record_id),), fields))

    def settle(self) -> None:
        """Let everything that waits reach the desk."""
        ops, self.outbox.ops = self.outbox.ops, []
        self.outbox.sent += ops
        touched: dict[str, list[RecordId]] = {}
        for op in ops:
            view = self.records.by_kind[op.kind].get(op.record_id)
            if view is not None:
                self.records.put(op.kind, op.record_id, view.doc, ver=1)
                touched.setdefault(op.kind, []).append(op.record_id)
        for kind, ids in touched.items():
            self.tell(RecordsChanged(kind, tuple(ids)))
        self.outbox.tell()


class FakeWrites:
    """Writes into memory and the outbox list."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self._numbers = count(1)
        self.calls: list[tuple[str, tuple[str, ...], Mapping[str, Value]]] = []

    def check(self, kind: str, doc: Doc) -> tuple[Trouble, ...]:
        return check_birth(self._desk.registry[kind], doc)

    def check_change(
        self, kind: str, record_id: RecordId, changes: Mapping[str, Value]
    ) -> tuple[Trouble, ...]:
        doc = {**self._desk.records.by_kind[kind][record_id].doc, **changes}
        return check_doc(self._desk.registry[kind], doc, frozenset(changes))

    def edit(
        self, kind: str, ids: Sequence[RecordId], changes: Mapping[str, Value], origin: str = ""
    ) -> "Future[Done]":
        self.calls.append((kind, tuple(ids), dict(changes)))
        declared = self._desk.registry[kind]
        troubles: list[Trouble] = []
        for one in ids:
            doc = {**self._desk.records.by_kind[kind][one].doc, **changes}
            troubles += check_doc(declared, doc, frozenset(changes))
        if troubles:
            return failed(Refusal(tuple(troubles)))
        label = "edit" if len(ids) == 1 else "bulk"
        ops = [self._edit_one(kind, one, changes, label) for one in ids]
        self._desk.tell(RecordsChanged(kind, tuple(ids), frozenset(changes), origin or "here"))
        return self._done(ops)

    def _edit_one(
        self, kind: str, record_id: RecordId, changes: Mapping[str, Value], label: str
    ) -> Operation:
        view = self._desk.records.by_kind[kind][record_id]
        base = {name: view.doc.get(name) for name in changes}
        op = self._op(kind, record_id, Action.EDIT, changes, label, base)
        derived = self._desk.registry[kind].derive({**view.doc, **changes}, frozenset(changes))
        self._desk.records.put(
            kind, record_id, {**view.doc, **changes, **derived},
            state=RecordState.PENDING, pending=view.pending + 1,
        )  # fmt: skip
        return op

    def _op(
        self,
        kind: str,
        record_id: RecordId,
        action: Action,
        changes: Doc,
        label: str,
        base: Doc | None = None,
    ) -> Operation:
        op = Operation(
            op_id=OpId(f"op-{next(self._numbers)}"),
            kind=kind,
            record_id=record_id,
            action=action,
            unit=next(iter(changes), "") if action is Action.EDIT else "",
            patch=Patch(set=dict(changes)),
            base=dict(base or {}),
            label=label,
            acted_at=to_text(NOW),
        )
        waits_for = tuple(
            one.op_id
            for one in self._desk.outbox.ops
            if one.action is Action.CREATE and about(op) == (one.kind, one.record_id)
        )
        op = replace(op, depends_on=waits_for)
        self._desk.outbox.ops.append(op)
        return op

    def _done(self, ops: Sequence[Operation]) -> "Future[Done]":
        self._desk.outbox.tell()
        ids = tuple(dict.fromkeys(op.record_id for op in ops))
        return finished(Done(tuple(op.op_id for op in ops), ids))

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
        declared = self._desk.registry[kind]
        filled = {
            **declared.with_defaults(doc),
            **dict.fromkeys({"created_at", "updated_at"} & declared.field_map.keys(), to_text(NOW)),
        }
        troubles = check_birth(declared, doc)
        if troubles:
            return failed(Refusal(troubles))
        record_id = RecordId(f"new-{next(self._numbers)}")
        op = self._op(kind, record_id, Action.CREATE, dict(doc), "create")
        self._desk.records.put(kind, record_id, filled, state=RecordState.PENDING, pending=1)
        if body:
            self._entry(record_id, "message", body)
        self._desk.tell(RecordsChanged(kind, (record_id,), origin=origin or "here"))
        self._desk.drafts.delete(draft_id)
        return self._done([op])

    def delete(self, kind: str, ids: Sequence[RecordId]) -> "Future[Done]":
        ops = [self._op(kind, one, Action.DELETE, {}, "delete") for one in ids]
        for one in ids:
            self._desk.records.by_kind[kind].pop(one, None)
        self._desk.tell(RecordsChanged(kind, tuple(ids), origin="here"))
        return self._done(ops)

    def _entry(self, ticket: RecordId, kind: str, body: str) -> RecordId:
        entry_id = RecordId(f"entry-{next(self._numbers)}")
        self._desk.records.put(
            "entry", entry_id,
            {"ticket": ticket, "type": kind, "author": ME, "body": body, "body_format": "plain",
             "channel": "portal", "acted_at": to_text(NOW), "created_at": to_text(NOW)},
            state=RecordState.PENDING, pending=1,
        )  # fmt: skip
        return entry_id

    def write_entry(self, new: NewReply, origin: str = "") -> "Future[Done]":
        entry_id = self._entry(new.ticket_id, new.type, new.body)
        doc: Doc = {"ticket": new.ticket_id, "type": new.type, "body": new.body}
        ops = [self._op("entry", entry_id, Action.CREATE, doc, new.type)]
        changes = {**new.extra, **({"status": new.status} if new.status else {})}
        if changes:
            ops.append(self._edit_one("ticket", new.ticket_id, changes, new.type))
        self._desk.tell(RecordsChanged("entry", (entry_id,), origin=origin or "here"))
        self._desk.tell(RecordsChanged("ticket", (new.ticket_id,), origin=origin or "here"))
        self._desk.drafts.delete(new.draft_id)
        return self._done(ops)

    def undo(self, op_ids: Sequence[OpId]) -> "Future[Done]":
        waiting = self._desk.outbox.ops
        taken = [op for op in waiting if op.op_id in set(op_ids)]
        taken += dependents_of(waiting, [op.op_id for op in taken])
        for op in reversed(taken):
            self._take_back(op)
        self._desk.outbox.ops = [op for op in self._desk.outbox.ops if op not in taken]
        sent = [op for op in self._desk.outbox.sent if op.op_id in set(op_ids)]
        made = [self._edit_one(op.kind, op.record_id, op.base, "undo") for op in reversed(sent)]
        for kind in {op.kind for op in (*taken, *made)}:
            ids = tuple(op.record_id for op in (*taken, *made) if op.kind == kind)
            self._desk.tell(RecordsChanged(kind, ids, origin="undo"))
        return self._done(made)

    def _take_back(self, op: Operation) -> None:
        view = self._desk.records.by_kind[op.kind].get(op.record_id)
        if view is None:
            return
        if op.action is Action.CREATE:
            del self._desk.records.by_kind[op.kind][op.record_id]
            return
        left = view.pending - 1
        state = RecordState.PENDING if left else RecordState.SYNCED
        doc = {**view.doc, **op.base}
        self._desk.records.put(op.kind, op.record_id, doc, state=state, pending=left)


class FakeOutbox:
    """What waits."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.ops: list[Operation] = []
        self.sent: list[Operation] = []
        """What has reached the desk."""
        self.extra: list[OutboxItem] = []
        """Ready-made lines, such as conflicts, that a test puts there."""
        self.removed: list[OpId] = []
        """What the person took back or dropped, with all that depended on it."""
        self.decided: list[Decision] = []
        self.merged_ops: list[Operation] = []
        """What a test says was merged, the newest first."""

    def tell(self) -> None:
        """Tell the counts."""
        self._desk.tell(self.count())

    def count(self) -> OutboxCount:
        """Count what waits."""
        every = self.items()
        decisions = sum(any(op.state in NEEDS_DECISION for op in item.ops) for item in every)
        return OutboxCount(len(every), decisions)

    def items(self) -> Sequence[OutboxItem]:
        made = {op.op_id: self._item(op) for op in self.ops}
        for cause, chain in behind({op.op_id: [op] for op in self.ops}).items():
            waiting = tuple(made[OpId(one)] for one in chain)
            made[OpId(cause)] = replace(made[OpId(cause)], behind=waiting)
        return [*made.values(), *self.extra]

    def _item(self, op: Operation) -> OutboxItem:
        ticket = self._desk.records.by_kind["ticket"].get(about(op)[1])
        number = ticket.doc.get("number") if ticket else None
        return OutboxItem(
            op.label, (op,), str(ticket.doc.get("subject")) if ticket else "",
            number if isinstance(number, int) else None, op.acted_at,
            is_shown=ticket is not None,
        )  # fmt: skip

    def merged(self) -> "Future[Sequence[Operation]]":
        return finished(tuple(self.merged_ops))

    def in_words(self, ops: Sequence[Operation]) -> Sequence[OutboxItem]:
        return [self._item(op) for op in ops]

    def _set(self, op_ids: Sequence[OpId], state: OpState) -> None:
        self.ops = [op.with_state(state) if op.op_id in op_ids else op for op in self.ops]
        self.tell()

    def retry(self, op_ids: Sequence[OpId]) -> None:
        self._set(op_ids, OpState.QUEUED)

    def discard(self, op_ids: Sequence[OpId]) -> None:
        self.extra = [i for i in self.extra if not {o.op_id for o in i.ops} & set(op_ids)]
        self.removed += op_ids
        self._desk.writes.undo(op_ids)

    def settle(self, op_ids: Sequence[OpId]) -> None:
        self._set(op_ids, OpState.ACKED)

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        self._set(op_ids, OpState.QUEUED)

    def back_to_draft(self, op_ids: Sequence[OpId]) -> "Future[Draft]":
        taken = self._taken(op_ids)
        entry = next((op for op in taken if op.label in {"reply", "note"}), None)
        if entry is None or entry.kind != "entry":
            return failed(RefusedError("This cannot become a draft"))
        there = self._desk.drafts.load(entry.label, str(entry.patch.set["ticket"]))
        return self._keep(op_ids, text_draft(entry, taken, (), there, to_text(NOW)))

    def as_new_ticket(self, op_ids: Sequence[OpId]) -> "Future[Draft]":
        taken = self._taken(op_ids)
        if {about(op)[0] for op in taken} != {"ticket"}:
            return failed(RefusedError("This cannot become a new ticket"))
        there = self._desk.drafts.load("ticket", "")
        kind = self._desk.registry["ticket"]
        return self._keep(op_ids, new_ticket_draft(kind, taken, (), there, to_text(NOW)))

    def _taken(self, op_ids: Sequence[OpId]) -> list[Operation]:
        every = (*self.ops, *(op for item in self.extra for op in item.ops))
        return [op for op in every if op.op_id in op_ids]

    def _keep(self, op_ids: Sequence[OpId], draft: Draft) -> "Future[Draft]":
        self._desk.drafts.save(draft)
        self.discard(op_ids)
        return finished(draft)

    def decide(self, decisions: Sequence[Decision]) -> None:
        self.decided += decisions
        done = {one.op_id for one in decisions}
        self.extra = [i for i in self.extra if not {o.op_id for o in i.ops} & done]
        self.tell()

    def resend(self, op_ids: Sequence[OpId]) -> None:
        self._set(op_ids, OpState.QUEUED)

    def export(self, target: Path) -> "Future[int]":
        return finished(len(self.ops))


class FakeDrafts:
    """Drafts in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Draft] = {}
        self.full = False
        """Whether what is saved from now on is in memory only."""
        self.lost: set[str] = set()

    def save(self, draft: Draft) -> None:
        self.kept[draft.draft_id] = draft
        (self.lost.add if self.full else self.lost.discard)(draft.draft_id)

    def unsaved(self) -> Sequence[Draft]:
        return [one for one in self.all() if one.draft_id in self.lost]

    def save_again(self) -> None:
        for one in self.unsaved():
            self.save(one)

    def load(self, kind: str, record_id: str) -> Draft | None:
        return next(
            (d for d in self.kept.values() if (d.kind, d.record_id) == (kind, record_id)), None
        )

    def all(self) -> Sequence[Draft]:
        return list(self.kept.values())

    def delete(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)


class FakeFiles:
    """Files in memory."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.asked: list[str] = []

    def stage(self, path: Path) -> "Future[StagedFile]":
        return self.stage_bytes(path.read_bytes(), path.name, "application/octet-stream")

    def stage_bytes(self, content: bytes, name: str, media_type: str) -> "Future[StagedFile]":
        sha256 = hashlib.sha256(content).hexdigest()
        self.contents[sha256] = content
        return finished(StagedFile(sha256, len(content), name, media_type))

    def local_path(self, sha256: str, name: str) -> Path | None:
        return None

    def content(self, sha256: str) -> bytes | None:
        return self.contents.get(sha256)

    def fetch(self, sha256: str) -> None:
        self.asked.append(sha256)


class FakeSync:
    """The engine's handle; a test sets the status."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.current = SyncStatus(Link.ONLINE, last_sync=to_text(NOW))
        self.fetching: JobProgress | None = None
        self.kept = Scope()
        self.syncs = 0
        self.cancelled: list[str] = []
        self.read: list[str] = []
        self.bad: list[NotUnderstood] = []

    def set(self, status: SyncStatus) -> None:
        """Change the state and tell it."""
        self.current = status
        self._desk.tell(status)

    def status(self) -> SyncStatus:
        return self.current

    def job(self) -> JobProgress | None:
        return self.fetching

    def sync_now(self) -> None:
        self.syncs += 1

    def set_offline(self, wanted: bool) -> None:  # noqa: FBT001
        self.set(replace(self.current, link=Link.OFFLINE if wanted else Link.ONLINE))

    def cancel_job(self, job_id: str) -> None:
        self.cancelled.append(job_id)

    def scope(self) -> Scope:
        return self.kept

    def set_scope(self, scope: Scope) -> None:
        self.kept = scope

    def estimate(self, scope: Scope, done: Callable[[int, int, int], None]) -> None:
        done(2000, 9_000_000, 40_000_000)

    def load_thread(self, ticket_id: RecordId) -> None:
        pass

    def not_understood(self, done: Callable[[Sequence[NotUnderstood]], None]) -> None:
        done(self.bad)

    def facts(self) -> Mapping[str, str]:
        return {"Records to index": "0", "Last complete sync": "10:42", "Changes waiting": "3"}

    def mark_read(self, kind: str, record_id: RecordId) -> None:
        self.read.append(record_id)
        self._desk.records.unread.discard(record_id)
