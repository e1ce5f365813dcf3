"""An engine without a desk: real stores in memory, each call done at once in the calling thread."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

from msgspec.structs import replace

from deskclient.backends.port import SizeEstimate
from deskclient.domain.events import Event, Link, OutboxCount, RecordsChanged, SyncStatus
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import NEEDS_DECISION, Operation, OpState, count_acts
from deskclient.domain.replay import replay
from deskclient.domain.scope import Scope
from deskclient.storage.port import Draft, Feed, Quarantined, Snap, StagedFile, ViewRow
from deskclient.storage.stores import MemoryStores
from deskclient.sync.depend import with_dependencies
from deskclient.sync.plan_push import dependents_of

P = ParamSpec("P")
T = TypeVar("T")


class InlineRunner:
    """Runs calls where they are made."""

    def __init__(self) -> None:
        self.stopped = False

    def submit(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        future: Future[T] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except Exception as trouble:  # noqa: BLE001 - handed on, as the real thread does
            future.set_exception(trouble)
        return future

    def submit_coroutine(self, make: Callable[[], Coroutine[Any, Any, T]]) -> "Future[T]":
        def drive() -> T:
            made = make()
            try:
                made.send(None)
            except StopIteration as end:
                answer: T = end.value
                return answer
            made.close()
            msg = "the coroutine waits for something"
            raise RuntimeError(msg)

        return self.submit(drive)

    def stop(self, timeout_s: float = 1.0) -> bool:
        self.stopped = True
        return True


class InlineEngine:
    """Stores and shows what it is given; nothing is ever sent."""

    def __init__(
        self, stores: MemoryStores, registry: Registry, emit: Callable[[Event], None]
    ) -> None:
        self.stores = stores
        self.outbox = stores.outbox
        self.runner = InlineRunner()
        self.cache_is_new = False
        self.emit = emit
        self.failure: Exception | None = None
        self.wishes: list[tuple[str, object]] = []
        self._registry = registry
        self._scope = Scope()

    @property
    def calls(self) -> "InlineEngine":
        return self

    def have(self, kind: str, record_id: str, ver: int, **doc: Value) -> None:
        """Put a record of the desk into the cache."""
        snap = Snap(kind, RecordId(record_id), ServerId(record_id), ver, ver, doc)
        feed = self.stores.cache.feed() or Feed(self._scope.to_text(), "c", "e", 1)
        self.stores.cache.apply_page((snap,), feed)
        self.emit(RecordsChanged(kind, (RecordId(record_id),)))

    def move(self, op_ids: Sequence[OpId], state: OpState) -> None:
        """Bring operations into a state and show it."""
        self.outbox.set_state(op_ids, state)
        self._show([op for one in op_ids if (op := self.outbox.get(one))], "")

    def commit(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        finished_draft: str = "",
        origin: str = "",
        replaces: Sequence[OpId] = (),
    ) -> Sequence[Operation]:
        if self.failure is not None:
            raise self.failure
        linked = with_dependencies(self._registry, ops, self.outbox.pending())
        held = [replace(op, state=OpState.HELD) if op.hold_until else op for op in linked]
        stored = self.outbox.add(
            held, files=files, replaces=replaces, finished_draft=finished_draft
        )
        self._show(stored, origin)
        return stored

    def undo(self, op_ids: Sequence[OpId]) -> Sequence[Operation]:
        self.take_back(op_ids)
        return ()

    def take_back(
        self, op_ids: Sequence[OpId], keep: Callable[[Sequence[Operation]], Draft] | None = None
    ) -> Sequence[Operation]:
        taken = [op for one in op_ids if (op := self.outbox.get(one))]
        taken += dependents_of(self.outbox.pending(), op_ids)
        kept = None if keep is None else keep(taken)
        self.outbox.discard([op.op_id for op in taken], kept=kept)
        self._show(taken, "")
        return taken

    def discard(self, op_ids: Sequence[OpId]) -> None:
        self.take_back(op_ids)

    def settle(self, op_ids: Sequence[OpId]) -> None:
        self.wishes.append(("settle", tuple(op_ids)))

    def retry(self, op_ids: Sequence[OpId]) -> None:
        self.wishes.append(("retry", tuple(op_ids)))

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        self.wishes.append(("send_now", tuple(op_ids)))

    def decide(self, decisions: Mapping[OpId, Mapping[str, Value]]) -> Sequence[Operation]:
        self.wishes.append(("decide", dict(decisions)))
        return ()

    def resend(self, op_ids: Sequence[OpId]) -> None:
        self.wishes.append(("resend", tuple(op_ids)))

    def save_draft(self, draft: Draft) -> None:
        if self.failure is not None:
            raise self.failure
        self.outbox.save_draft(draft)

    def delete_draft(self, draft_id: str) -> None:
        self.outbox.delete_draft(draft_id)

    def status(self) -> SyncStatus:
        return SyncStatus(Link.OFFLINE)

    def set_offline(self, wanted: bool) -> None:  # noqa: FBT001
        self.wishes.append(("offline", wanted))

    def sync_now(self) -> None:
        self.wishes.append(("sync", None))

    def set_scope(self, scope: Scope) -> None:
        self._scope = scope

    def scope(self) -> Scope:
        return self._scope

    def cancel_job(self, job_id: str) -> None:
        self.wishes.append(("cancel", job_id))

    async def estimate(self, scope: Scope) -> SizeEstimate:
        if self.failure is not None:
            raise self.failure
        return SizeEstimate(3, 9, 1000, 50)

    def load_thread(self, ticket_id: RecordId) -> None:
        self.wishes.append(("thread", ticket_id))

    def fetch_file(self, sha256: str) -> None:
        self.wishes.append(("file", sha256))

    def mark_read(self, kind: str, record_id: RecordId) -> None:
        self.wishes.append(("read", record_id))

    def not_understood(self) -> Sequence[Quarantined]:
        return self.stores.cache.quarantine()

    def facts(self) -> Mapping[str, str]:
        return {"Waiting": str(len(self.outbox.pending()))}

    def _show(self, ops: Sequence[Operation], origin: str) -> None:
        for kind, record_id in dict.fromkeys((op.kind, op.record_id) for op in ops):
            snap = self.stores.cache.snap(kind, record_id)
            doc, ver = (None, 0) if snap is None else (snap.doc, snap.ver)
            view = replay(self._registry[kind], doc, ver, self.outbox.of_record(kind, record_id))
            if view is None or view.pending == 0:
                self.stores.cache.show_snapshots(((kind, record_id),))
            else:
                shown = None if view.deleted else view.doc
                row = ViewRow(kind, record_id, shown, view.state, view.pending)
                self.stores.cache.write_views((row,))
            self.emit(RecordsChanged(kind, (record_id,), origin=origin))
        waiting = self.outbox.pending()
        decisions = count_acts(op for op in waiting if op.state in NEEDS_DECISION)
        self.emit(OutboxCount(count_acts(waiting), decisions))
