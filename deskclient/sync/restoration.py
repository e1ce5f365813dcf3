"""What happens when the desk turns out to have been restored from a backup."""

from deskclient.backends.port import Adapter, SessionInfo
from deskclient.domain.events import ProblemRaised
from deskclient.domain.operation import OpState
from deskclient.sync.ledger import Ledger
from deskclient.sync.push import PushLoop
from deskclient.sync.restore import offers, to_ask

_META = "restored_from"
_AT_ONCE = 200


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

    async def finish(self, session: SessionInfo) -> None:
        """Compare the sent log with the desk, once the pull is complete."""
        outbox = self._ledger.book.outbox
        if self._ended or not outbox.get_meta(_META):
            self._ended = True
            return
        asked = to_ask(outbox.sent_since(""), session.epoch, self._ledger.book.all())
        missing = 0
        for start in range(0, len(asked), _AT_ONCE):
            part = asked[start : start + _AT_ONCE]
            found = await self._adapter.find([self._ledger.names.outgoing(op) for op in part])
            lost = offers(part, found)
            if lost:
                self._ledger.add(lost)
                missing += len(lost)
        outbox.set_meta(_META, "")
        self._ended = True
        self._push.paused = False
        self._push.ring()
        self._ledger.board.set_resetting(resetting=False)
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
                    detail=f"{missing} of your changes that it had confirmed are missing on it.",
                    hint="Open the outbox to send them again.",
                )
            )
