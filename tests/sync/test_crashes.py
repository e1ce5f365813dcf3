"""The process may end at any step: rows 1 to 7 and 62 of the failure table."""

import asyncio

import pytest
from msgspec.structs import replace

from deskclient.domain.ids import OpId
from deskclient.domain.operation import OpState
from deskclient.storage.port import Draft
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T1, CrashError, CrashingFailpoints, Rig, play


async def crash_at(rig: Rig, place: str) -> None:
    """Edit, die at ``place``, start again and let everything settle."""
    await rig.online()
    await rig.stop()
    rig.failpoints = CrashingFailpoints(place)
    await rig.start()
    op = rig.edit(priority="high")
    await rig.crashed()
    assert rig.outbox.get(op.op_id) or op.op_id in rig.desk.effects
    await rig.start()
    await rig.quiet()
    assert rig.desk.effects == [op.op_id]
    assert rig.desk.doc("ticket", T1)["priority"] == "high"
    assert rig.view("ticket", T1)["priority"] == "high"


def test_what_was_not_stored_was_never_claimed_and_the_draft_is_there():
    """Row 1: kill before the commit of W1."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.failpoints = CrashingFailpoints("W1.before")
        engine = rig.open()
        engine.save_draft(Draft("d1", "reply", T1, {"body": "Half a rep"}, rig.moment()))
        with pytest.raises(CrashError):
            rig.edit(priority="high")
        await rig.start()
        assert not rig.outbox.pending()
        assert rig.view("ticket", T1)["priority"] == "normal"
        assert rig.outbox.drafts()[0].content == {"body": "Half a rep"}

    play(scenario)


@pytest.mark.parametrize("place", ["W1.after", "W2.before", "W2.after"])
def test_a_stored_operation_is_shown_after_the_next_start(place):
    """Row 2: kill after W1, before W2."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.failpoints = CrashingFailpoints(place)
        rig.open()
        with pytest.raises(CrashError):
            rig.edit(priority="high")
        rig.line.reachable = False
        await rig.start()
        assert rig.view("ticket", T1)["priority"] == "high"
        assert len(rig.outbox.pending()) == 1

    play(scenario)


@pytest.mark.parametrize("place", ["W3.before", "W3.after", "W4.before"])
def test_what_was_about_to_be_sent_is_looked_for_and_then_sent_once(place):
    """Row 3: kill after W3, before the request leaves."""

    async def scenario(rig: Rig) -> None:
        await crash_at(rig, place)
        assert ("find" in rig.line.calls) == (place != "W3.before")

    play(scenario)


@pytest.mark.parametrize("acted", [False, True])
def test_a_kill_during_the_request_leaves_it_applied_once(acted):
    """Row 4: the desk has all or nothing of an operation; looking tells which."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(delay_s=5, after=acted))
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        await asyncio.sleep(1)
        if acted:
            rig.desk.take([op])
        await rig.stop()
        await rig.start()
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


@pytest.mark.parametrize("place", ["W4.after", "W5.before"])
def test_an_answer_that_was_not_stored_is_found_again(place):
    """Row 5: kill after the desk's commit, before W5."""

    async def scenario(rig: Rig) -> None:
        await crash_at(rig, place)
        assert "find" in rig.line.calls

    play(scenario)


@pytest.mark.parametrize("place", ["W5.after", "W6.before", "W6.after", "W7.before", "W7.after"])
def test_the_overlay_stays_until_the_snapshot_has_caught_up(place):
    """Row 6: kill between W5, W6 and W7; the old value is never shown again."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.failpoints = CrashingFailpoints(place)
        await rig.start()
        op = rig.edit(priority="high")
        await rig.crashed()
        assert rig.view("ticket", T1)["priority"] == "high"
        rig.line.reachable = False
        await rig.start()
        assert rig.view("ticket", T1)["priority"] == "high"
        rig.line.reachable = True
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]
        assert rig.view("ticket", T1)["priority"] == "high"

    play(scenario)


@pytest.mark.parametrize("place", ["page.before", "page.after"])
def test_a_kill_inside_a_page_brings_the_same_page_again(place):
    """Row 7: page and position roll back together."""

    async def scenario(rig: Rig) -> None:
        rig.line.page_rows = 2
        rig.failpoints = CrashingFailpoints(place)
        await rig.start()
        await rig.crashed()
        await rig.online()
        assert set(rig.everything()["ticket"]) == {"ticket-1", "ticket-2", "ticket-3"}
        assert rig.cache.digest()[0] == 3

    play(scenario)


def test_closing_during_the_sync_takes_less_than_a_second_and_loses_nothing():
    """Row 62: cancel within a second, valid state, the unsent are counted."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(delay_s=60))
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        started = rig.loop.time()
        await rig.stop()
        assert rig.loop.time() - started < 1
        assert rig.state(op) is OpState.UNCONFIRMED
        assert rig.counts().waiting == 1
        await rig.start()
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_the_end_waits_for_a_request_that_is_slow_to_let_go():
    """Row 62: the stores are closed next, and what became of the request is to be stored before."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(delay_s=60, turns_to_close=20))
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        await rig.stop()
        assert rig.state(op) is OpState.UNCONFIRMED

    play(scenario)


def test_work_on_a_kind_that_is_not_known_here_is_kept_and_never_sent():
    """Row 22, row 23: the profile comes from a version that knew more."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(T1, priority="high")
        await rig.stop()
        strange = replace(op, op_id=OpId(rig.ids.new()), kind="contract", seq=0)
        rig.outbox.add([strange])
        await rig.start()
        await rig.until(lambda: rig.outbox.get(op.op_id) is None)
        rig.engine.send_now([strange.op_id])
        rig.engine.retry([strange.op_id])
        await asyncio.sleep(60)
        kept = rig.outbox.get(strange.op_id)
        assert kept is not None
        assert kept.patch == strange.patch
        assert rig.desk.effects == [op.op_id]

    play(scenario)
