"""Carries out what the desk answered: every verdict moves its operation one step."""

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from deskclient.backends.port import Adapter, RowKind
from deskclient.domain.events import ProblemRaised, RecordMoved
from deskclient.domain.ids import IdMaker, OpId, RecordId
from deskclient.domain.operation import (
    UNKNOWN_VERDICT,
    Operation,
    OpProblem,
    OpState,
    Verdict,
    VerdictKind,
)
from deskclient.storage.port import Snap
from deskclient.sync.book import is_readable
from deskclient.sync.exchange import asked, exchanged
from deskclient.sync.ledger import Ledger
from deskclient.sync.plan_pull import Key, PagePlan, concerned
from deskclient.sync.plan_push import dependents_of
from deskclient.sync.plan_verdict import Act, Ruling, blocked_problem, gone_problem, plan_verdict
from deskclient.sync.rebase import follows_merge, reissued, remerged, retargeted
from deskclient.sync.squash import is_unsent

MOVED = "moved"
_MOVED = OpProblem(
    MOVED,
    "The ticket was merged into another one.",
    hint="Make this change on the other ticket, or discard it.",
)


class Answers:
    """Applies verdicts, and what the feed says of records that have operations."""

    def __init__(self, ledger: Ledger, adapter: Adapter, ids: IdMaker, rebase_tries: int) -> None:
        self._ledger = ledger
        self._adapter = adapter
        self._ids = ids
        self._rebase_tries = rebase_tries
        self._merged = set[OpId]()
        """Operations put on top of somebody else's change here, and not confirmed yet."""
        self._unknown = set[OpId]()
        """Operations of which the desk said what was not understood; the person has been told."""
        self.moved: Callable[[], None] = lambda: None
        """Told when something may go that no person has just asked for."""

    # --- verdicts -----------------------------------------------------------------------------

    async def take(
        self, answered: Sequence[tuple[Operation, Verdict]], epoch: str
    ) -> tuple[Operation, ...]:
        """Apply verdicts; gives the operations that shall be sent again after a pause."""
        ruled = [(op, verdict, self._rule(op, verdict)) for op, verdict in answered]
        # Whatever moves to another record goes as one, so the rest of its group comes first.
        ruled.sort(key=lambda one: one[2].act is Act.FOLLOW)
        acked = [
            (op, self._told(verdict)) for op, verdict, ruling in ruled if ruling.act is Act.ACK
        ]
        self._ledger.acknowledge(acked, epoch)
        again: list[Operation] = []
        for op, verdict, ruling in ruled:
            if ruling.act is Act.REMERGE:
                again += await self._remerge(op)
            elif ruling.act is not Act.ACK and not self._carry_out(op, verdict, ruling):
                again.append(op)
        touched = [op for op, _, ruling in ruled if ruling.act is not Act.ACK]
        if touched:
            self._ledger.show(touched)
        return tuple(again)

    def _told(self, verdict: Verdict) -> Verdict:
        """Call merged what a desk that only compares versions took after a merge made here."""
        here = verdict.op_id in self._merged and verdict.kind is VerdictKind.APPLIED
        self._merged.discard(verdict.op_id)
        return replace(verdict, kind=VerdictKind.MERGED) if here else verdict

    def _rule(self, op: Operation, verdict: Verdict) -> Ruling:
        compares = self._adapter.caps.cond_write in {"etag", "lock_version"}
        may_remerge = compares and op.attempt <= self._rebase_tries
        return plan_verdict(op, verdict, may_remerge=may_remerge)

    def _carry_out(self, op: Operation, verdict: Verdict, ruling: Ruling) -> bool:
        """Do what one ruling says; ``False`` if the operation goes again."""
        book = self._ledger.book
        if ruling.act is Act.ASK:
            self._ask(op, verdict)
        elif ruling.act is Act.REJECT:
            self.reject(op, ruling.problem)
        elif ruling.act is Act.HOLD:
            book.set_state([op], OpState.HELD, ruling.problem)
        elif ruling.act is Act.FOLLOW and verdict.moved_to is not None:
            book.set_state([op], OpState.QUEUED)
            home = self._home(op)
            self.follow(home, self._ledger.names.record_id(home[0], verdict.moved_to))
        elif ruling.act is Act.BLOCK and self._waits_for_refused(op):
            book.set_state([op], OpState.BLOCKED, ruling.problem)
        else:
            self._wait(op, ruling)
            return False
        return True

    def _wait(self, op: Operation, ruling: Ruling) -> None:
        """Keep an operation for another try, with what the desk said of it."""
        problem = ruling.problem if ruling.act is Act.AGAIN else None
        self._ledger.book.replace(self._freed(op.with_state(OpState.QUEUED, problem), ruling))
        if problem is None or problem.rule != UNKNOWN_VERDICT or op.op_id in self._unknown:
            return
        # It may never end by itself, so it is told: once, however often it is asked about again.
        self._unknown.add(op.op_id)
        kind, record_id = self._home(op)
        told = ProblemRaised(
            problem_id=f"{UNKNOWN_VERDICT}:{op.op_id}",
            title=problem.message,
            hint=problem.hint,
            kind=kind,
            record_id=record_id,
        )
        self._ledger.news.tell(told)

    def _freed(self, op: Operation, ruling: Ruling) -> Operation:
        """Drop dependencies that neither the desk nor the outbox knows: nothing ends that wait.

        A restored desk may have forgotten what an operation depends on. Sent without, it is judged
        by what is there, and what is missing is said.
        """
        if ruling.act is not Act.BLOCK or not op.depends_on:
            return op
        known = tuple(one for one in op.depends_on if self._ledger.book.get(one) is not None)
        return replace(op, depends_on=known)

    def reject(self, op: Operation, problem: OpProblem | None) -> None:
        """Keep a refused operation for the person, and block what depends on it."""
        book = self._ledger.book
        book.set_state([op], OpState.REJECTED, problem)
        waiting = (OpState.QUEUED, OpState.HELD)
        chain = [one for one in dependents_of(book.all(), [op.op_id]) if one.state in waiting]
        book.set_state(chain, OpState.BLOCKED, blocked_problem())
        self._ledger.show([op, *chain])

    def _waits_for_refused(self, op: Operation) -> bool:
        refused = {OpState.REJECTED, OpState.BLOCKED, OpState.CONFLICT, OpState.HELD}
        book = self._ledger.book
        needed = [book.get(one) for one in op.depends_on]
        group = [one for one in book.all() if op.group_id and one.group_id == op.group_id]
        return any(
            one is not None and one.op_id != op.op_id and one.state in refused
            for one in (*needed, *group)
        )

    # --- conflicts ----------------------------------------------------------------------------

    def _ask(self, op: Operation, verdict: Verdict) -> None:
        """Store a conflict; later edits of the same unit that wait speak for the person in it."""
        ledger, book = self._ledger, self._ledger.book
        if verdict.doc is not None:
            server_id = verdict.server_id or ledger.names.server_id(op.kind, op.record_id)
            snap = Snap(op.kind, op.record_id, server_id, verdict.ver, verdict.seq, verdict.doc)
            ledger.take_snaps([snap])
        current = book.get(op.op_id) or op
        ledger.rewrite(asked(book.all(), current, verdict.conflicts, verdict.ver))

    async def _remerge(self, op: Operation) -> list[Operation]:
        """Fetch the record and put the operation on top of it; asks where both changed a field."""
        ledger, book = self._ledger, self._ledger.book
        server_id = ledger.names.server_id(op.kind, op.record_id)
        row = await self._adapter.record(op.kind, server_id)
        if row.what is not RowKind.PUT or row.doc is None:
            self.reject(op, gone_problem())
            return []
        snap = ledger.names.snap(row)
        ledger.take_snaps([snap])
        fresh, merged = remerged(ledger.registry[op.kind], op, snap.doc or {}, snap.ver)
        if merged.conflicts:
            book.add_conflicts(op, merged.conflicts, snap.ver)
            return []
        queued = replace(reissued(fresh, op.op_id), seq=op.seq, attempt=op.attempt)
        book.replace(queued)
        self._merged.add(queued.op_id)
        return [queued]

    # --- what the feed says of records under work -----------------------------------------------

    def take_plan(self, plan: PagePlan) -> None:
        """Deal with operations on records that were deleted or merged on the desk."""
        for key, survivor in plan.moved:
            self.follow(key, survivor)
            self._ledger.news.tell(RecordMoved(key[0], key[1], survivor))
        for key in plan.gone:
            self._lose(key)

    def _lose(self, key: Key) -> None:
        unsent = [op for op in self._concerned(key) if op.state in _SENDABLE and is_unsent(op)]
        for op in unsent:
            self.reject(op, gone_problem())

    def follow(self, key: Key, survivor: RecordId) -> None:
        """Send what was appended to the surviving record; let the person decide about the rest."""
        ledger, book = self._ledger, self._ledger.book
        self._remember(key, survivor)
        moving = [op for op in self._concerned(key) if op.state in _SENDABLE and self._is_free(op)]
        for op_id in [op.op_id for op in moving]:
            # Read anew each time: moving one gives those that depend on it another dependency.
            op = book.get(op_id)
            if op is None:
                continue
            if follows_merge(ledger.registry[op.kind], op):
                self._move(op, survivor)
            else:
                book.set_state([op], OpState.HELD, _MOVED)
                ledger.show([op])
        if moving:
            self.moved()

    def move_edit(self, op: Operation) -> Operation | None:
        """Send an edit to the surviving record, at the person's wish; ``None`` if unknown."""
        stored = self._ledger.book.outbox.get_meta(_meta_key((op.kind, op.record_id)))
        return self._move(op, RecordId(stored), quiet=True) if stored else None

    def _move(self, op: Operation, survivor: RecordId, *, quiet: bool = False) -> Operation:
        kind = self._ledger.registry[op.kind]
        fresh = retargeted(kind, op, survivor, OpId(self._ids.new()))
        stored = self.swap({op.op_id: fresh})[0]
        if not quiet:
            self._ledger.news.tell(
                ProblemRaised(
                    problem_id=f"moved:{op.op_id}",
                    title="A message went to the ticket that yours was merged into",
                    detail="The ticket was merged on the desk before your message arrived.",
                    kind=kind.field_map[kind.parent].ref if kind.parent else op.kind,
                    record_id=str(survivor),
                )
            )
        return stored

    def _remember(self, key: Key, survivor: RecordId) -> None:
        outbox = self._ledger.book.outbox
        if outbox.get_meta(_meta_key(key)) != survivor:
            outbox.set_meta(_meta_key(key), survivor)

    def _concerned(self, key: Key) -> list[Operation]:
        ledger = self._ledger
        found = concerned(ledger.registry[key[0]], ledger.registry, key, ledger.book.all())
        return [op for op in found if is_readable(op)]

    def _home(self, op: Operation) -> Key:
        """The record that was merged: the parent of what was appended, else the record itself."""
        kind = self._ledger.registry[op.kind]
        if follows_merge(kind, op):
            parent = kind.field_map[kind.parent].ref
            return parent, RecordId(str(op.patch.set.get(kind.parent) or ""))
        return op.kind, op.record_id

    @staticmethod
    def _is_free(op: Operation) -> bool:
        # A queued one with an attempt behind it was answered "later" or "moved": not applied.
        return is_unsent(op) or op.state is OpState.QUEUED

    # --- other names ----------------------------------------------------------------------------

    def swap(
        self,
        swaps: Mapping[OpId, Operation],
        released: Sequence[Operation] = (),
        *,
        finished_draft: str = "",
        origin: str = "",
    ) -> Sequence[Operation]:
        """Store operations in place of others, for everything that depends on those too.

        Args:
            swaps: What stands for which operation from now on.
            released: Blocked operations that go on in the same commit.
            finished_draft: A draft that ends with it.
            origin: Who shows it already.
        """
        ops = self._ledger.book.all()
        change = exchanged(ops, swaps, released, lambda: OpId(self._ids.new()))
        return self._ledger.rewrite(replace(change, finished_draft=finished_draft), origin=origin)


_SENDABLE = frozenset({OpState.QUEUED, OpState.HELD, OpState.BLOCKED})


def _meta_key(key: Key) -> str:
    return f"moved:{key[0]}:{key[1]}"
