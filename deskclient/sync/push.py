"""Sends what waits: settle doubts, plan, W3, W4, and the answers."""

import asyncio
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from deskclient.backends.port import Adapter, SessionInfo
from deskclient.domain.clock import Randomness
from deskclient.domain.errors import DeskError, RefusedError, ServerError
from deskclient.domain.ids import OpId
from deskclient.domain.operation import (
    UNPROVED,
    Action,
    Operation,
    OpProblem,
    OpState,
    Verdict,
    VerdictKind,
)
from deskclient.sync.answers import Answers
from deskclient.sync.backoff import delay_s
from deskclient.sync.bell import Bell
from deskclient.sync.ledger import Ledger
from deskclient.sync.link import never_arrived
from deskclient.sync.plan_push import PushLimits, plan_push
from deskclient.sync.ports import Failpoints
from deskclient.sync.settings import EngineSettings

_FIND_AT_ONCE = 200
_LOOKS_IN_VAIN = 5
"""So often the desk may fail while we look for an operation, until the person is asked."""
UPLOAD_MISSING = "upload_missing"


class PushLoop:
    """One request under way at most; operations leave in the order of the plan."""

    def __init__(
        self,
        ledger: Ledger,
        answers: Answers,
        adapter: Adapter,
        randomness: Randomness,
        failpoints: Failpoints,
        settings: EngineSettings,
    ) -> None:
        self._ledger = ledger
        self._answers = answers
        self._adapter = adapter
        self._randomness = randomness
        self._failpoints = failpoints
        self._settings = settings
        self._bell = Bell()
        self._not_before: dict[OpId, float] = {}
        self._looks: dict[OpId, int] = {}
        """How often the desk failed while we looked for an operation in doubt."""
        self._most = adapter.caps.batch_ops
        self._failures = 0
        self.requests = 0
        self.requeued: Callable[[], None] = lambda: None
        """Told when operations in doubt may go after all; their files may still be missing."""
        self.file_missing: Callable[[str], None] = lambda _: None
        """Told the digest of a file that the desk does not have, whatever it said before."""
        self.progressed: Callable[[], None] = lambda: None
        """Told when the desk's word on an operation has come."""
        self.paused = False
        """While a restored desk is being pulled: nothing is sent."""

    def ring(self) -> None:
        """Something new may go."""
        self._bell.ring()

    def forgive(self, op_ids: Sequence[OpId] = ()) -> None:
        """Forget pauses, of the given operations or all, at the person's wish."""
        for op_id in op_ids or tuple(self._not_before):
            self._not_before.pop(op_id, None)
        self._bell.ring()

    async def rounds(self, session: SessionInfo) -> None:
        """Send until the line is lost."""
        self._failures = 0
        self._doubt()
        while True:
            if self.paused:
                await self._bell.heard()
                continue
            await self._settle_doubts(session)
            batch = self._plan()
            if batch:
                await self._send(batch, session)
            elif await self._bell.heard(self._next_due_s()):
                await asyncio.sleep(self._settings.push_delay_s)

    # --- planning -----------------------------------------------------------------------------

    def _plan(self) -> tuple[Operation, ...]:
        caps = self._adapter.caps
        limits = PushLimits(
            self._most, caps.batch_bytes, chained=caps.client_ids, bundles=caps.bundles
        )
        return plan_push(self._ledger.book.all(), limits, self._is_ready)

    def _is_ready(self, op: Operation) -> bool:
        if self._is_early(op):
            return False
        digest = file_of(op)
        file = self._ledger.book.staged(digest) if digest else None
        return file is None or file.complete

    def _is_early(self, op: Operation) -> bool:
        return self._not_before.get(op.op_id, 0.0) > asyncio.get_running_loop().time()

    def _next_due_s(self) -> float | None:
        now = asyncio.get_running_loop().time()
        book = self._ledger.book
        self._not_before = {
            op_id: due for op_id, due in self._not_before.items() if due > now and book.get(op_id)
        }
        return min(self._not_before.values()) - now if self._not_before else None

    def _postpone(self, ops: Sequence[Operation], tries: int, least_s: float = 0.0) -> None:
        """Leave operations alone for a while, all for the same one."""
        pause_s = delay_s(
            max(1, tries),
            self._settings.backoff_base_s,
            self._settings.backoff_cap_s,
            self._randomness,
        )
        due = asyncio.get_running_loop().time() + max(least_s, pause_s)
        self._not_before |= {op.op_id: due for op in ops}

    # --- doubts -------------------------------------------------------------------------------

    async def _settle_doubts(self, session: SessionInfo) -> None:
        """Ask what became of operations whose answer was lost, before anything else is sent."""
        doubts = self._ledger.book.in_state(OpState.UNCONFIRMED)
        self._looks = {op.op_id: self._looks[op.op_id] for op in doubts if op.op_id in self._looks}
        doubtful = [op for op in doubts if not self._is_early(op)]
        start = 0
        while start < len(doubtful):
            end = min(start + _FIND_AT_ONCE, len(doubtful))
            # A message and its files are looked for together: one tells of the other.
            while end < len(doubtful) and doubtful[end].depends_on:
                end += 1
            await self._look(doubtful[start:end], session)
            start = end

    async def _look(self, ops: Sequence[Operation], session: SessionInfo) -> None:
        names, book = self._ledger.names, self._ledger.book
        found = await self._adapter.find([names.outgoing(op) for op in ops])
        current = [one for op in ops if (one := book.get(op.op_id)) is not None]
        doubtful = [op for op in current if op.state is OpState.UNCONFIRMED]
        absent, failed, unproved = list[Operation](), list[Operation](), list[Operation]()
        answered: list[tuple[Operation, Verdict]] = []
        for op in doubtful:
            verdict = found.get(op.op_id)
            if verdict is not None and verdict.kind is VerdictKind.RETRY_LATER:
                failed.append(op)
            elif verdict is not None:
                answered.append((op, verdict))
            elif op.op_id in found:
                absent.append(op)
            else:
                unproved.append(op)
        book.set_state(absent, OpState.QUEUED)
        if absent:
            self.requeued()
        self._keep_in_doubt([*self._look_again(failed), *unproved])
        await self._take(names.answered(answered), session)
        self._ledger.show([*absent, *failed, *unproved])

    def _look_again(self, ops: Sequence[Operation]) -> Sequence[Operation]:
        """Plan another look, which a failing desk has not answered; gives those it is over for."""
        for op in ops:
            self._looks[op.op_id] = self._looks.get(op.op_id, 0) + 1
        again = [op for op in ops if self._looks[op.op_id] < _LOOKS_IN_VAIN]
        if again:
            self._postpone(again, max(self._looks[op.op_id] for op in again))
        return [op for op in ops if self._looks[op.op_id] >= _LOOKS_IN_VAIN]

    def _keep_in_doubt(self, ops: Sequence[Operation]) -> None:
        fresh = [op for op in ops if op.problem is None]
        self._ledger.book.set_state(fresh, OpState.UNCONFIRMED, UNPROVED)
        if ops:
            self._postpone(ops, max(op.attempt for op in ops), least_s=60.0)

    # --- sending ------------------------------------------------------------------------------

    async def _send(self, batch: Sequence[Operation], session: SessionInfo) -> None:
        marked = await self._mark(batch)
        if not marked:
            return
        try:
            verdicts = await self._transmit(marked)
        except asyncio.CancelledError:
            self._doubt()
            raise
        except (ServerError, RefusedError) as error:
            self._failed(marked, batch, error)
            await self._rest()
            return
        except DeskError as error:
            self._failed(marked, batch, error)
            raise
        self._failures = 0
        self._most = min(self._adapter.caps.batch_ops, self._most * 2)
        await self._take(self._match(marked, verdicts), session)
        self._doubt()

    async def _mark(self, batch: Sequence[Operation]) -> list[Operation]:
        """W3: note durably that these are about to be sent; empty if they changed meanwhile."""
        prepared = [await self._adapter.prepare(self._ledger.names.outgoing(op)) for op in batch]
        book = self._ledger.book
        if any(book.get(op.op_id) is not op for op in batch):
            return []
        now = self._ledger.board.desk_moment()
        marked = [
            replace(
                op,
                state=OpState.INFLIGHT,
                problem=None,
                attempt=op.attempt + 1,
                first_sent_at=op.first_sent_at or now,
                token=ready.token or op.token,
                witness=ready.witness or op.witness,
            )
            for op, ready in zip(batch, prepared, strict=True)
        ]
        self._failpoints.hit("W3.before")
        book.mark_sending(marked)
        self._failpoints.hit("W3.after")
        self._ledger.show(marked)
        return marked

    async def _transmit(self, marked: Sequence[Operation]) -> Sequence[Verdict]:
        outgoing = [self._ledger.names.outgoing(op) for op in marked]
        client_id, turn = self._ledger.device.next_turn()
        self._failpoints.hit("W4.before")
        self.requests += 1
        verdicts = await self._adapter.push(outgoing, client_id, turn)
        self._failpoints.hit("W4.after")
        if any(one.new_client for one in verdicts):
            self._ledger.device.become_another()
        return verdicts

    def _match(
        self, marked: Sequence[Operation], verdicts: Sequence[Verdict]
    ) -> list[tuple[Operation, Verdict]]:
        """Pair by id, never by place; what has no answer becomes doubtful."""
        by_id = {one.op_id: one for one in verdicts}
        known = ((op, by_id[op.op_id]) for op in marked if op.op_id in by_id)
        return self._ledger.names.answered(known)

    async def _take(
        self, answered: Sequence[tuple[Operation, Verdict]], session: SessionInfo
    ) -> None:
        if not answered:
            return
        self.progressed()
        for op in await self._answers.take(answered, session.epoch):
            self._postpone([op], op.attempt)
        for op, verdict in answered:
            if verdict.problem is not None and verdict.problem.rule == UPLOAD_MISSING:
                self.file_missing(file_of(op))
        self._bell.ring()

    def _failed(
        self, marked: Sequence[Operation], batch: Sequence[Operation], error: DeskError
    ) -> None:
        """Sort out operations whose request failed, before the error goes on."""
        book = self._ledger.book
        if isinstance(error, RefusedError) and (len(marked) == 1 or self._adapter.caps.bundles):
            problem = OpProblem("refused", error.detail or error.title, hint=error.hint)
            # What was to go along waits again, to be blocked behind it.
            book.set_state(marked[1:], OpState.QUEUED)
            self._answers.reject(marked[0], problem)
            return
        if never_arrived(error):
            # Proved not to be there: the person may still take it back or edit it.
            book.mark_sending([replace(op, attempt=op.attempt + 1) for op in batch])
        else:
            book.set_state(marked, OpState.UNCONFIRMED)
        if isinstance(error, ServerError | RefusedError):
            # One operation may be the poison: smaller batches let the others pass.
            self._most = max(1, len(marked) // 2)
            if len(marked) == 1:
                self._postpone(marked[:1], marked[0].attempt)
        self._ledger.show(marked)

    def _doubt(self) -> None:
        """No request is under way: what is still marked as being sent has had no answer."""
        left = self._ledger.book.in_state(OpState.INFLIGHT)
        if left:
            self._ledger.book.set_state(left, OpState.UNCONFIRMED)
            self._ledger.show(left)

    async def _rest(self) -> None:
        self._failures += 1
        settings = self._settings
        pause_s = delay_s(
            self._failures, settings.backoff_base_s, settings.backoff_cap_s, self._randomness
        )
        await self._bell.heard(pause_s)


def file_of(op: Operation) -> str:
    """The digest of the file that an operation speaks of; empty for most."""
    digest = op.patch.set.get("sha256") if op.action is Action.CREATE else None
    return digest if isinstance(digest, str) else ""
