"""What happens when the desk turns out to have been restored from a backup."""

from collections.abc import Mapping

from deskclient.backends.port import Adapter, SessionInfo
from deskclient.domain.events import ProblemRaised
from deskclient.domain.ids import OpId
from deskclient.domain.operation import APPLIED, Operation, OpState, Verdict
from deskclient.domain.words import phrase
from deskclient.storage.port import Rewrite
from deskclient.sync.ledger import Ledger
from deskclient.sync.push import PushLoop
from deskclient.sync.restore import is_missing, is_offer, offers, to_ask

_META = "restored_from"
_AT_ONCE = 200
_LATEST = 50
_LATELY_S = 86_400.0


class Restoration:
    """Pull anew, then compare what the desk had confirmed; outlives a restart at any point."""

    def __init__(self, ledger: Ledger, adapter: Adapter, push: PushLoop) -> None:
        self._ledger = ledger
        self._adapter = adapter
        self._push = push
        self._ended = False

    def resume(self) -> None:
        """Take up a restoration that was under way at the last stop."""
        if self._ledger.book.outbox.get_meta(_META):
            self._pause()

    async def has_forgotten(self, session: SessionInfo) -> bool:
        """Tell whether the desk lost what it confirmed last, although nothing else shows it.

        A desk that is brought back to a moment between our place in the feed and our latest
        confirmed changes still knows that place, and would never tell. What is offered to be sent
        again is asked for too: a copy that was long on its way may have come to the desk after all.
        """
        ledger = self._ledger
        offered = {op.op_id: op for op in ledger.book.in_state(OpState.HELD) if is_offer(op)}
        latest = ledger.book.outbox.sent_since(ledger.board.desk_moment(-_LATELY_S))[-_LATEST:]
        sent = {one.operation.op_id: one.operation for one in latest if one.epoch == session.epoch}
        asked = [*{**sent, **offered}.values()]
        if not asked:
            return False
        found = await self._adapter.find([ledger.names.outgoing(op) for op in asked])
        self._withdraw(offered, found, session.epoch)
        compared = [op for op in sent.values() if op.op_id in found and op.op_id not in offered]
        return any(is_missing(found[op.op_id]) for op in compared)

    def _withdraw(
        self,
        offered: Mapping[OpId, Operation],
        found: Mapping[OpId, Verdict | None],
        epoch: str,
    ) -> None:
        """Settle what was offered to be sent again and is on the desk by now."""
        there: list[tuple[Operation, Verdict]] = []
        for op_id in offered:
            verdict, op = found.get(op_id), self._ledger.book.get(op_id)
            if op is None or verdict is None or not is_offer(op):
                continue
            if verdict.kind in APPLIED:
                there.append((op, verdict))
        self._ledger.acknowledge(there, epoch)

    def begin(self, epoch: str) -> None:
        """Note that the epoch has changed; nothing is sent until the pull has ended.

        What was confirmed but not yet seen back is settled: the desk of that time is gone, and
        the sent log remembers it for the comparison.
        """
        ledger = self._ledger
        ledger.book.outbox.set_meta(_META, epoch or "unknown")
        self._pause()
        acked = ledger.book.in_state(OpState.ACKED)
        ledger.book.settle([op.op_id for op in acked])
        ledger.show(acked)

    async def finish(self) -> None:
        """Compare the sent log with the desk, once the pull is complete."""
        ledger, outbox = self._ledger, self._ledger.book.outbox
        if self._ended or not outbox.get_meta(_META):
            self._ended = True
            return
        # Whatever their epoch: the desk may have stepped back before it named a new one.
        asked = to_ask(outbox.sent_since(""), "", ledger.book.all())
        missing = 0
        for start in range(0, len(asked), _AT_ONCE):
            part = asked[start : start + _AT_ONCE]
            found = await self._adapter.find([ledger.names.outgoing(op) for op in part])
            lost = offers(part, found)
            if lost:
                ledger.rewrite(Rewrite(add=lost, forgotten=[op.op_id for op in lost]))
                ledger.forget_recent(op.op_id for op in lost)
                missing += len(lost)
        outbox.set_meta(_META, "")
        self._ended = True
        self._push.paused = False
        self._push.ring()
        ledger.board.set_resetting(resetting=False)
        self._tell(missing)

    def _pause(self) -> None:
        self._ended = False
        self._push.paused = True
        self._ledger.board.set_resetting(resetting=True)

    def _tell(self, missing: int) -> None:
        if missing:
            self._ledger.news.tell(
                ProblemRaised(
                    problem_id="server_reset",
                    title="The desk was restored from a backup",
                    detail=phrase(
                        "Changes of yours that it had confirmed and lost: {count}.",
                        count=missing,
                    ),
                    hint="Open the outbox to send them again.",
                )
            )
