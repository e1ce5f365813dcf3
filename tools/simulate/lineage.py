"""What becomes of every operation that was ever stored: written down beside the outbox itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from deskclient.domain.clock import Clock
from deskclient.domain.ids import OpId
from deskclient.domain.operation import FieldConflict, Operation, OpProblem, OpState, Verdict
from deskclient.storage.database import Database
from deskclient.storage.outbox import SqlOutbox
from deskclient.storage.port import Draft, Rewrite, StagedFile


@dataclass(slots=True)
class Life:
    """One operation, from the commit that made it to the one that removed it."""

    op: Operation
    """As last stored."""
    owner: str
    successors: tuple[OpId, ...] = ()
    end: str = ""
    """``settled``, ``squashed``, ``removed``; empty while it is in an outbox."""
    ended_by: str = ""
    """What the person was doing when it ended; empty if the engine did it by itself."""
    last_state: OpState = OpState.QUEUED
    last_problem: OpProblem | None = None
    """What the person was told with that state."""


@dataclass(slots=True)
class Lineage:
    """Every operation of a history by its id."""

    lives: dict[OpId, Life] = field(default_factory=dict)

    def born(self, ops: Sequence[Operation], replaced: Sequence[OpId], owner: str, by: str) -> None:
        """Note new operations and those that they stand for."""
        names = tuple(op.op_id for op in ops)
        for op in ops:
            self.lives[op.op_id] = Life(op, owner, last_state=op.state)
        for old in replaced:
            life = self.lives.get(old)
            if life is not None and old not in names:
                life.end, life.ended_by, life.successors = "squashed", by, names

    def stood_in(self, old: OpId, new: OpId, by: str) -> None:
        """Note that another operation speaks for one from now on."""
        life = self.lives.get(old)
        if life is not None:
            life.end, life.ended_by, life.successors = "squashed", by, (new,)

    def changed(self, op: Operation) -> None:
        """Note that an operation says something else now."""
        if op.op_id in self.lives:
            life = self.lives[op.op_id]
            life.op, life.last_state, life.last_problem = op, op.state, op.problem

    def ended(self, op_ids: Sequence[OpId], end: str, by: str) -> None:
        """Note that operations were removed."""
        for one in op_ids:
            if one in self.lives:
                self.lives[one].end, self.lives[one].ended_by = end, by

    def of(self, op_id: OpId) -> Life | None:
        """Find one."""
        return self.lives.get(op_id)

    def all(self) -> Mapping[OpId, Life]:
        """Give everything noted."""
        return self.lives


class WatchedOutbox(SqlOutbox):
    """The real outbox; each change is noted once it is durable."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        lineage: Lineage,
        owner: str,
        doing: Callable[[], str],
    ) -> None:
        super().__init__(database, clock)
        self._lineage = lineage
        self._owner = owner
        self._doing = doing

    @override
    def add(
        self,
        ops: Sequence[Operation],
        *,
        files: Sequence[StagedFile] = (),
        replaces: Sequence[OpId] = (),
        finished_draft: str = "",
    ) -> Sequence[Operation]:
        stored = super().add(ops, files=files, replaces=replaces, finished_draft=finished_draft)
        self._lineage.born(stored, replaces, self._owner, self._doing())
        return stored

    @override
    def rewrite(self, change: Rewrite) -> Sequence[Operation]:
        stored = super().rewrite(change)
        self._lineage.born(stored, (), self._owner, self._doing())
        for op in change.put:
            self._lineage.changed(op)
        self._moved(tuple(change.conflicts), OpState.CONFLICT)
        for old, new in change.stand_ins.items():
            self._lineage.stood_in(old, new, self._doing())
        return stored

    @override
    def replace(self, op: Operation) -> None:
        super().replace(op)
        self._lineage.changed(op)

    @override
    def mark_sending(self, ops: Sequence[Operation]) -> None:
        super().mark_sending(ops)
        self._moved([op.op_id for op in ops], OpState.INFLIGHT)

    @override
    def set_state(
        self,
        op_ids: Sequence[OpId],
        state: OpState,
        problem: OpProblem | None = None,
        *,
        hold_until: str = "",
    ) -> None:
        super().set_state(op_ids, state, problem, hold_until=hold_until)
        self._moved(op_ids, state, problem)

    @override
    def add_conflicts(
        self, op_id: OpId, conflicts: Sequence[FieldConflict], theirs_ver: int
    ) -> None:
        super().add_conflicts(op_id, conflicts, theirs_ver)
        self._moved([op_id], OpState.CONFLICT)

    @override
    def settle(self, op_ids: Sequence[OpId]) -> None:
        super().settle(op_ids)
        self._lineage.ended(op_ids, "settled", self._doing())

    @override
    def discard(self, op_ids: Sequence[OpId], *, kept: Draft | None = None) -> None:
        super().discard(op_ids, kept=kept)
        self._lineage.ended(op_ids, "removed", self._doing())

    @override
    def mark_acked(
        self, verdicts: Sequence[tuple[Operation, Verdict]], epoch: str, at: str
    ) -> None:
        super().mark_acked(verdicts, epoch, at)
        self._moved([op.op_id for op, _ in verdicts], OpState.ACKED)

    def _moved(
        self, op_ids: Sequence[OpId], state: OpState, problem: OpProblem | None = None
    ) -> None:
        for one in op_ids:
            life = self._lineage.of(one)
            if life is not None:
                life.last_state, life.last_problem = state, problem
