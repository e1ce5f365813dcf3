"""What belongs together is one commit of the outbox: the process may end after any of them."""

import contextlib
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from deskclient.domain.operation import Operation, OpState
from deskclient.storage.port import Draft, Outbox
from tests.fakes.plain_desk import anything_goes, rejecting
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T1, CrashError, Rig, play

_READS = {"pending", "of_record", "get", "conflicts", "server_id", "record_id", "sent_since"}
_READS |= {"drafts", "staged", "get_meta"}
_MOST = 40


class DyingOutbox:
    """The real outbox of a process that ends right after its n-th commit from some moment on."""

    def __init__(self, outbox: Outbox, commits: int) -> None:
        self._outbox = outbox
        self._left = commits
        self.is_armed = False

    @property
    def lives(self) -> bool:
        """Whether the process never came so far."""
        return self._left > 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._outbox, name)
        if name in _READS:
            return real

        def call(*args: Any, **more: Any) -> Any:
            answer = real(*args, **more)
            if self.is_armed:
                self._left -= 1
                if self._left == 0:
                    raise CrashError(name)
            return answer

        return call


_BUSY = {OpState.QUEUED, OpState.INFLIGHT, OpState.UNCONFIRMED, OpState.ACKED}


async def at_rest(rig: Rig) -> None:
    """Wait until only what needs a person is left."""
    await rig.online()
    rig.line.tell()
    await rig.until(lambda: not any(op.state in _BUSY for op in rig.outbox.pending()), within_s=120)


Scene = Callable[[Rig, Callable[[], None]], Coroutine[Any, Any, None]]


def at_every_commit(scene: Scene, check: Callable[[Rig], Coroutine[Any, Any, None]]) -> int:
    """Play a scene until it ends after the n-th commit, for every n; then start and check."""
    for commits in range(1, _MOST):
        ended: list[bool] = []

        async def scenario(rig: Rig, commits: int = commits, ended: list[bool] = ended) -> None:
            real = rig.outbox
            await rig.online()
            await rig.stop()
            dying: Any = DyingOutbox(real, commits)
            rig.outbox = dying
            await rig.start()

            def arm() -> None:
                dying.is_armed = True

            with contextlib.suppress(CrashError, TimeoutError):
                await scene(rig, arm)
            if dying.lives:
                ended.append(True)
            dying.is_armed = False
            await rig.stop()
            rig.outbox = real
            await rig.start()
            await check(rig)

        play(scenario)
        if ended:
            return commits
    return pytest.fail("The scene never came to its end.")


def test_an_edit_that_joins_the_conflict_of_an_earlier_one_is_in_it_whole_or_not_at_all():
    """Row 6, row 52: otherwise a conflict without anything to choose would wait for ever."""

    async def scene(rig: Rig, arm: Callable[[], None]) -> None:
        rig.engine.set_offline(True)
        op = rig.edit(T1, priority="high")
        rig.desk.have("ticket", T1, priority="low")
        rig.line.fault("push", Fault(delay_s=1))
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        later = rig.edit(T1, priority="critical")
        rig.reply("After that", T1)
        arm()
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT, within_s=10)
        await rig.until(lambda: rig.state(later) is None, within_s=10)

    async def check(rig: Rig) -> None:
        await at_rest(rig)
        (waiting,) = rig.outbox.pending()
        assert waiting.state is OpState.CONFLICT
        (stored,) = rig.outbox.conflicts(waiting.op_id)
        assert (stored.conflict.mine, stored.conflict.theirs) == ("critical", "low")
        rig.engine.decide({waiting.op_id: {}})
        await rig.quiet()
        assert rig.desk.doc("ticket", T1)["priority"] == "critical"

    assert at_every_commit(scene, check) > 1


def test_an_edit_that_speaks_in_a_waiting_conflict_is_in_both_of_its_places():
    """Row 52: in what would be sent and in what is shown as mine."""

    async def scene(rig: Rig, arm: Callable[[], None]) -> None:
        rig.engine.set_offline(True)
        op = rig.edit(T1, priority="high")
        rig.desk.have("ticket", T1, priority="low")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        arm()
        rig.edit(T1, priority="critical")

    async def check(rig: Rig) -> None:
        (waiting,) = rig.outbox.pending()
        (stored,) = rig.outbox.conflicts(waiting.op_id)
        assert waiting.patch.set["priority"] == stored.conflict.mine == "critical"

    assert at_every_commit(scene, check) > 1


def _chain(rig: Rig) -> tuple[Operation, list[Operation]]:
    rig.desk.rule = rejecting("required", kinds=("ticket",), name="category")
    rig.engine.set_offline(True)
    made = rig.create(subject="Offline")
    notes = [rig.reply(f"Note {n}", made.record_id, public=False) for n in range(3)]
    rig.engine.set_offline(False)
    return made, notes


def test_a_repaired_creation_takes_its_chain_along_at_once():
    """Row 57: what depends on it goes on under its new name, or still waits for the old one."""

    async def scene(rig: Rig, arm: Callable[[], None]) -> None:
        made, notes = _chain(rig)
        await rig.until(lambda: rig.state(made) is OpState.REJECTED)
        await rig.until(lambda: {rig.state(note) for note in notes} == {OpState.BLOCKED})
        rig.desk.rule = anything_goes
        arm()
        rig.edit(made.record_id, subject="Repaired")
        await rig.quiet(within_s=10)

    async def check(rig: Rig) -> None:
        await at_rest(rig)
        assert not rig.outbox.pending()
        assert len(rig.desk.all_of("entry")) == 3
        assert len(rig.desk.effects) == 4

    assert at_every_commit(scene, check) > 1


def test_a_retry_lets_go_what_waited_for_it_in_the_same_commit():
    """Row 57: also where nothing of it was changed."""

    async def scene(rig: Rig, arm: Callable[[], None]) -> None:
        made, _ = _chain(rig)
        await rig.until(lambda: rig.state(made) is OpState.REJECTED)
        await at_rest(rig)
        rig.desk.rule = anything_goes
        arm()
        rig.engine.retry([made.op_id])
        await rig.quiet(within_s=10)

    async def check(rig: Rig) -> None:
        await at_rest(rig)
        assert not rig.outbox.pending()
        assert len(rig.desk.all_of("entry")) == 3

    assert at_every_commit(scene, check) > 1


def test_a_reply_taken_back_is_a_draft_or_waits_on_whenever_the_process_ends():
    """Row 45: the words are in one of the two, at every moment."""

    def kept(taken: Sequence[Operation]) -> Draft:
        body = taken[0].patch.set["body"]
        return Draft("ticket:", "ticket", "", {"body": body}, "2026")

    async def scene(rig: Rig, arm: Callable[[], None]) -> None:
        rig.engine.set_offline(True)
        op = rig.reply("My words", T1)
        arm()
        rig.engine.take_back([op.op_id], kept)

    async def check(rig: Rig) -> None:
        assert [one.content["body"] for one in rig.outbox.drafts()] == ["My words"]
        assert not rig.outbox.pending()

    assert at_every_commit(scene, check) > 1
