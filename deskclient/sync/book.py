"""The outbox in memory: what is stored, indexed for planning; every change goes to disk first.

The engine is the only writer, so the two cannot differ, except after a failed write, when
:meth:`Book.reload` reads the truth again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from deskclient.domain.errors import StorageError
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import (
    NEEDS_DECISION,
    WAITING,
    FieldConflict,
    Operation,
    OpProblem,
    OpState,
    Verdict,
    count_acts,
)
from deskclient.storage.port import Draft, Outbox, Rewrite, StagedFile, StoredConflict

UNDO_SEND = "undo_send"
UNREADABLE = "unreadable"
"""The rule of operations that this version cannot read; what is in memory is only their shell."""
_FOREIGN = OpProblem(
    UNREADABLE,
    "This version of the program does not know the kind of record.",
    hint="It is kept and can be exported. A newer version may be able to send it.",
)
Key = tuple[str, RecordId]


class Book:
    """All stored operations, by ``seq`` and by record."""

    def __init__(
        self, outbox: Outbox, registry: Registry, shown_by: Callable[[Operation], tuple[Key, ...]]
    ) -> None:
        self.outbox = outbox
        self._registry = registry
        self._shown_by = shown_by
        self._parents: dict[OpId, tuple[Key, ...]] = {}
        self._below: dict[Key, dict[OpId, None]] = {}
        self._ops: dict[OpId, Operation] = {}
        self._of: dict[Key, dict[OpId, None]] = {}
        self._staged: dict[str, StagedFile | None] = {}
        self._sorted: tuple[Operation, ...] | None = None
        self.unsure = False
        """Whether a write failed, so that memory may not say what is on disk."""
        self.shaken: Callable[[], None] = lambda: None
        """Told when that happens."""
        self.version = 0
        """Rises with every change; tells a planner whether its plan still holds."""

    def reload(self) -> None:
        """Read everything from disk."""
        ops = self.outbox.pending()
        self._ops.clear()
        self._of.clear()
        self._parents.clear()
        self._below.clear()
        self._staged.clear()
        # Only in memory: a version that knows the kind goes on where this one stood.
        self._put(op if op.kind in self._registry else _shelved(op) for op in ops)

    # --- reading ------------------------------------------------------------------------------

    def all(self) -> tuple[Operation, ...]:
        """Every operation by ``seq``."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self._ops.values(), key=lambda op: op.seq))
        return self._sorted

    def get(self, op_id: OpId) -> Operation | None:
        """One operation."""
        return self._ops.get(op_id)

    def of(self, kind: str, record_id: RecordId) -> tuple[Operation, ...]:
        """The operations of one record by ``seq``."""
        found = [self._ops[one] for one in self._of.get((kind, record_id), ())]
        return tuple(sorted(found, key=lambda op: op.seq))

    def below(self, kind: str, record_id: RecordId) -> tuple[Operation, ...]:
        """The operations on others that a record shows, such as the replies to a ticket."""
        return tuple(self._ops[one] for one in self._below.get((kind, record_id), ()))

    def concerns(self, kind: str, record_id: RecordId) -> bool:
        """Tell whether a record has operations, or shows those of others."""
        key = (kind, record_id)
        return key in self._of or key in self._below

    def parents(self, ops: Iterable[Operation]) -> tuple[Key, ...]:
        """The records that show the given operations although they are on others."""
        found = (self._parents.get(op.op_id) or self._shown_by(op) for op in ops)
        return tuple(dict.fromkeys(key for keys in found for key in keys))

    def records(self) -> tuple[Key, ...]:
        """Every record that shows operations, in the order of its first one."""
        own = dict.fromkeys((op.kind, op.record_id) for op in self.all())
        return tuple({**own, **dict.fromkeys(self._below)})

    def in_state(self, *states: OpState) -> tuple[Operation, ...]:
        """The operations in one of the states."""
        return tuple(op for op in self.all() if op.state in states)

    def counts(self) -> tuple[int, int]:
        """How many acts are not known to be on the desk, and how many of them need a decision."""
        ops = self._ops.values()
        waiting = count_acts(op for op in ops if op.state in WAITING)
        return waiting, count_acts(op for op in ops if needs_person(op))

    def conflicts(self, op_id: OpId) -> Sequence[StoredConflict]:
        """What collided in one operation."""
        return self.outbox.conflicts(op_id)

    def staged(self, sha256: str) -> StagedFile | None:
        """An outgoing file's progress."""
        if sha256 not in self._staged:
            self._staged[sha256] = self.outbox.staged(sha256)
        return self._staged[sha256]

    # --- writing ------------------------------------------------------------------------------

    def add(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        replaces: Sequence[OpId] = (),
        finished_draft: str = "",
    ) -> Sequence[Operation]:
        """W1; see :meth:`deskclient.storage.port.Outbox.add`."""
        with self._writing():
            stored = self.outbox.add(
                ops, files=files, replaces=replaces, finished_draft=finished_draft
            )
            for file in files:
                self._staged.pop(file.sha256, None)
            self._drop(replaces)
            self._put(stored)
        return stored

    def rewrite(self, change: Rewrite) -> Sequence[Operation]:
        """Change stored operations as a whole; gives the new ones."""
        with self._writing():
            stored = self.outbox.rewrite(change)
            # What is put may have moved to another record.
            self._drop([*change.stand_ins, *(op.op_id for op in change.put)])
            self._put((*change.put, *stored))
        return stored

    def mark_sending(self, ops: Sequence[Operation]) -> None:
        """W3, or its withdrawal: store state, attempt and first sending."""
        with self._writing():
            self.outbox.mark_sending(ops)
            self._put(ops)

    def mark_acked(
        self, verdicts: Sequence[tuple[Operation, Verdict]], epoch: str, at: str
    ) -> Sequence[Operation]:
        """W5; gives the operations as they stand now."""
        with self._writing():
            self.outbox.mark_acked(verdicts, epoch, at)
            acked = [
                replace(op.with_state(OpState.ACKED), ack_ver=verdict.ver, ack_seq=verdict.seq)
                for op, verdict in verdicts
            ]
            self._put(acked)
        return acked

    def settle(self, op_ids: Sequence[OpId]) -> None:
        """W7."""
        with self._writing():
            self.outbox.settle(op_ids)
            self._drop(op_ids)

    def set_state(
        self, ops: Sequence[Operation], state: OpState, problem: OpProblem | None = None
    ) -> None:
        """Move operations to a state, ending any undo-send time."""
        if not ops:
            return
        op_ids = [op.op_id for op in ops]
        with self._writing():
            self.outbox.set_state(op_ids, state, problem)
            self._put([replace(op.with_state(state, problem), hold_until="") for op in ops])

    def add_conflicts(
        self, op: Operation, conflicts: Sequence[FieldConflict], theirs_ver: int
    ) -> None:
        """Store what collided."""
        with self._writing():
            self.outbox.add_conflicts(op.op_id, conflicts, theirs_ver)
            self._put([self.outbox.get(op.op_id) or op.with_state(OpState.CONFLICT)])

    def replace(self, op: Operation) -> None:
        """Store other content under the same ``op_id``."""
        with self._writing():
            self.outbox.replace(op)
            self._put([op])

    def discard(self, op_ids: Sequence[OpId], *, kept: Draft | None = None) -> None:
        """Remove operations at the person's wish; ``kept`` holds their words from now on."""
        if op_ids:
            with self._writing():
                self.outbox.discard(op_ids, kept=kept)
                self._drop(op_ids)

    def save_staged(self, file: StagedFile) -> None:
        """Store an outgoing file's progress."""
        self.outbox.save_staged(file)
        self._staged[file.sha256] = file

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (StorageError, MemoryError):
            # Nobody knows how far it came; what is on disk counts.
            self.unsure = True
            self._recover()
            self.shaken()
            raise

    def _recover(self) -> None:
        try:
            self.reload()
        except (StorageError, MemoryError):
            return

    def _put(self, ops: Iterable[Operation]) -> None:
        for op in ops:
            self._ops[op.op_id] = op
            self._of.setdefault((op.kind, op.record_id), {})[op.op_id] = None
            self._adopt(op)
        self._sorted = None
        self.version += 1

    def _adopt(self, op: Operation) -> None:
        # Once is enough: what moves to another record is dropped first.
        if op.op_id in self._parents:
            return
        parents = self._shown_by(op)
        if parents:
            self._parents[op.op_id] = parents
        for parent in parents:
            self._below.setdefault(parent, {})[op.op_id] = None

    def _drop(self, op_ids: Iterable[OpId]) -> None:
        for op_id in op_ids:
            op = self._ops.pop(op_id, None)
            if op is None:
                continue
            _take_out(self._of, (op.kind, op.record_id), op_id)
            for parent in self._parents.pop(op_id, ()):
                _take_out(self._below, parent, op_id)
        self._sorted = None
        self.version += 1


def _take_out(index: dict[Key, dict[OpId, None]], key: Key, op_id: OpId) -> None:
    index[key].pop(op_id, None)
    if not index[key]:
        del index[key]


def is_undo_send(op: Operation) -> bool:
    """Tell whether an operation is held only for the undo-send time."""
    return op.state is OpState.HELD and op.problem is not None and op.problem.rule == UNDO_SEND


def _shelved(op: Operation) -> Operation:
    return op.with_state(OpState.HELD, op.problem if not is_readable(op) else _FOREIGN)


def is_readable(op: Operation) -> bool:
    """Tell whether an operation is more than a shell that must never be sent or stored."""
    return op.problem is None or op.problem.rule != UNREADABLE


def needs_person(op: Operation) -> bool:
    """Tell whether an operation waits for a decision."""
    return op.state in NEEDS_DECISION and not is_undo_send(op)
