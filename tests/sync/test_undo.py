"""Taking back, holding, drafts: what the person may do while things wait."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from deskclient.backends.port import Caps
from deskclient.domain.errors import DiskFullError, RefusedError
from deskclient.domain.events import JobProgress, Link, ProblemRaised, RecordsChanged
from deskclient.domain.operation import Action, OpState, Patch
from tests.fakes.unkind_desk import Fault, cut
from tests.sync.rig import T1, T2, Rig, play
from tools.domain_texts import texts


def test_an_unsent_edit_vanishes():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(priority="high")
        assert rig.engine.undo([op.op_id]) == ()
        assert rig.view("ticket", T1)["priority"] == "normal"
        assert not rig.outbox.pending()

    play(scenario)


def test_what_waits_is_counted_by_what_the_person_did():
    """One act is one change in every figure, however many operations it takes."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        rig.engine.commit(
            [
                replace(rig.edit_op(one, "ticket", priority="high"), label="bulk:1")
                for one in (T1, T2)
            ]
        )
        assert rig.counts().waiting == 1
        rig.create("ticket", subject="New", requester="p1", queue="q1")
        assert rig.counts().waiting == 2

    play(scenario)


def test_undoing_an_edit_of_a_new_record_keeps_what_was_edited_after_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        made = rig.create("ticket", subject="New", requester="p1", queue="q1")
        first = rig.edit(made.record_id, priority="high")
        rig.edit(made.record_id, subject="Newer")
        rig.engine.undo([first.op_id])
        seen = rig.view("ticket", made.record_id)
        assert seen["subject"] == "Newer"
        assert seen.get("priority", "normal") == "normal"

    play(scenario)


def test_undoing_the_second_of_two_edits_brings_the_first_back():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        rig.edit(priority="high")
        second = rig.edit(priority="low")
        assert len(rig.outbox.pending()) == 1
        rig.engine.undo([second.op_id])
        assert rig.view("ticket", T1)["priority"] == "high"

    play(scenario)


def test_undoing_an_edit_of_an_unsent_ticket_keeps_the_ticket():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        made = rig.create(subject="First")
        op = rig.edit(made.record_id, subject="Second")
        assert len(rig.outbox.pending()) == 1
        rig.engine.undo([op.op_id])
        assert rig.view("ticket", made.record_id)["subject"] == "First"
        rig.engine.set_offline(False)
        await rig.quiet()
        assert rig.desk.doc("ticket", made.record_id)["subject"] == "First"

    play(scenario)


@pytest.mark.parametrize("sent", [False, True])
def test_what_is_undone_is_told_as_the_persons_own_doing(sent):
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(not sent)
        op = rig.edit(priority="high")
        if sent:
            await rig.quiet()
        rig.events.clear()
        rig.engine.undo([op.op_id])
        told = [one for one in rig.events if isinstance(one, RecordsChanged)]
        assert [(one.ids, one.origin) for one in told] == [((T1,), "undo")]

    play(scenario)


def test_a_sent_edit_gets_its_inverse():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        op = rig.edit(priority="high")
        await rig.quiet()
        (back,) = rig.engine.undo([op.op_id])
        assert rig.view("ticket", T1)["priority"] == "normal"
        await rig.quiet()
        assert rig.desk.effects == [op.op_id, back.op_id]
        assert rig.desk.doc("ticket", T1)["priority"] == "normal"

    play(scenario)


@pytest.mark.parametrize("sent", [True, False])
def test_a_change_is_taken_back_once_whatever_ended_in_between(sent):
    """Row 2: the program died after the undoing was stored, and nobody saw that it was done."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        spent = replace(
            rig.edit_op(T1, "ticket", minutes_spent=20), patch=Patch(incr={"minutes_spent": 20})
        )
        (op,) = rig.engine.commit([spent])
        await rig.quiet()
        if not sent:
            rig.line.reachable = False
        rig.engine.undo([op.op_id])
        if sent:
            await rig.quiet()
        await rig.stop()
        rig.line.reachable = True
        await rig.start()
        with pytest.raises(RefusedError):
            rig.engine.undo([op.op_id])
        await rig.quiet()
        assert rig.desk.doc("ticket", T1)["minutes_spent"] == 0
        assert len(rig.desk.effects) == 2

    play(scenario)


def test_an_edit_on_its_way_is_taken_back_after_it_arrived():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(delay_s=2))
        op = rig.edit(priority="high")
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        rig.engine.undo([op.op_id])
        assert rig.view("ticket", T1)["priority"] == "normal"
        await rig.quiet()
        assert rig.desk.doc("ticket", T1)["priority"] == "normal"

    play(scenario)


def test_a_sent_reply_cannot_be_taken_back_and_nothing_else_is_undone_with_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        reply = rig.reply("Hello")
        await rig.quiet()
        rig.engine.set_offline(True)
        op = rig.edit(priority="high")
        with pytest.raises(RefusedError):
            rig.engine.undo([op.op_id, reply.op_id])
        assert rig.view("ticket", T1)["priority"] == "high"

    play(scenario)


def test_a_reply_is_held_for_its_time_and_may_be_taken_back_with_what_hangs_on_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        op = rig.reply("Hello", hold_s=10)
        solved = replace(rig.new("ticket"), action=Action.EDIT)
        assert rig.state(op) is OpState.HELD
        assert rig.counts().decisions == 0
        edit = replace(solved, op_id=rig.edit(T2, subject="x").op_id, depends_on=(op.op_id,))
        assert edit.depends_on
        await asyncio.sleep(9)
        assert op.op_id not in rig.desk.effects
        (taken,) = rig.engine.take_back([op.op_id])
        assert taken.patch.set["body"] == "Hello"
        await asyncio.sleep(60)
        assert op.op_id not in rig.desk.effects

    play(scenario)


def test_the_hold_ends_by_itself_and_survives_a_restart():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        op = rig.reply("Hello", hold_s=10)
        await rig.stop()
        await rig.start()
        await asyncio.sleep(8)
        assert rig.state(op) is OpState.HELD
        await asyncio.sleep(4)
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_send_now_ends_the_hold():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        op = rig.reply("Hello", hold_s=100)
        rig.engine.send_now([op.op_id])
        await rig.quiet(within_s=2)
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_what_was_sent_cannot_become_a_draft_again():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", Fault(delay_s=5))
        op = rig.reply("Hello")
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        with pytest.raises(RefusedError):
            rig.engine.take_back([op.op_id])
        rig.engine.discard([op.op_id])
        assert rig.state(op) is OpState.INFLIGHT

    play(scenario)


class FullDisk:
    """A cache on a disk that fills up."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache
        self.full = False

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._cache, name)
        if self.full and name in {"apply_page", "apply_snaps", "write_views", "end_generation"}:
            return self._refuse
        return found

    def _refuse(self, *args: object, **kwargs: object) -> None:
        raise DiskFullError("The disk is full")


def test_a_full_disk_pauses_the_pull_and_editing_goes_on():
    """Row 26: the page rolls back, the sync pauses, edits are still taken."""

    async def scenario(rig: Rig) -> None:
        disk = FullDisk(rig.cache)
        rig.cache = disk
        await rig.online()
        disk.full = True
        rig.desk.have("ticket", T2, subject="News")
        rig.line.tell()
        await rig.until(lambda: rig.engine.status().link is Link.STORAGE_TROUBLE)
        op = rig.edit(priority="high")
        assert rig.state(op) is not None
        assert rig.view("ticket", T2)["subject"] == "Printer 2"
        disk.full = False
        await rig.quiet(within_s=120)
        assert rig.view("ticket", T2)["subject"] == "News"
        assert rig.view("ticket", T1)["priority"] == "high"
        assert rig.engine.status().link is Link.ONLINE
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def broken() -> None:
    raise ZeroDivisionError


def test_a_fault_in_one_loop_is_reported_and_the_loop_starts_again(expected_logs):
    expected_logs.expect("loop failed and starts again")

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("changes", Fault(act=broken))
        rig.line.tell()
        rig.engine.sync_now()
        await rig.until(lambda: "engine:pull" in rig.problems())
        told = [one for one in rig.events if isinstance(one, ProblemRaised)]
        assert "ZeroDivisionError" not in told[-1].detail
        assert told[-1].detail in texts()
        rig.desk.have("ticket", T1, subject="After")
        await rig.until(lambda: rig.view("ticket", T1)["subject"] == "After", within_s=60)

    play(scenario)


def test_a_conversation_is_fetched_ahead_of_the_rest():
    async def scenario(rig: Rig) -> None:
        rig.desk.have("entry", "e1", ticket=T1, type="message", body="Words")
        rig.line.fault("snapshot", Fault(delay_s=600))
        await rig.start()
        rig.engine.load_thread(T1)
        await rig.until(lambda: rig.view("entry", "e1") != {}, within_s=5)

    play(scenario)


@pytest.mark.parametrize("refused", [False, True])
def test_the_end_of_fetching_a_conversation_is_told_though_it_brought_nothing(refused):
    async def scenario(rig: Rig) -> None:
        await rig.online()
        if refused:
            rig.line.fault("thread", Fault(RefusedError("No right")))
        rig.engine.load_thread(T1)
        ends = [f"thread:{T1}", int(not refused)]
        await rig.until(
            lambda: ends in [[e.job_id, e.done] for e in rig.events if isinstance(e, JobProgress)]
        )

    play(scenario)


def test_a_reply_that_never_left_this_computer_may_become_a_draft_again():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", cut(sent=False))
        op = rig.reply("Hello")
        await rig.until(lambda: rig.line.calls.count("push") == 1)
        rig.line.reachable = False
        await asyncio.sleep(1)
        assert rig.state(op) is OpState.QUEUED
        (taken,) = rig.engine.take_back([op.op_id])
        assert taken.patch.set["body"] == "Hello"
        assert not rig.outbox.pending()

    play(scenario)


def test_a_group_blocked_by_a_conflict_goes_on_with_the_decision():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        first = rig.grouped_edit(T1, "g", priority="high")
        rig.grouped_edit(T2, "g", priority="high")
        rig.desk.have("ticket", T1, priority="low")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(first) is OpState.CONFLICT)
        await rig.settled()
        assert not rig.desk.effects
        rig.engine.decide({first.op_id: {"priority": "low"}})
        await rig.quiet()
        assert rig.desk.doc("ticket", T1)["priority"] == "low"
        assert rig.desk.doc("ticket", T2)["priority"] == "high"

    play(scenario)


def test_a_desk_without_long_polls_is_asked_now_and_then():
    async def scenario(rig: Rig) -> None:
        rig.use(Caps(long_poll=False))
        await rig.online()
        rig.line.calls.clear()
        await asyncio.sleep(600)
        assert 10 < rig.line.calls.count("changes") < 40
        rig.desk.have("ticket", T2, subject="News")
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "News", within_s=40)

    play(scenario)


def test_a_desk_that_needs_a_rest_is_asked_less_often_but_at_once_when_the_person_wants_it():
    async def scenario(rig: Rig) -> None:
        rig.use(Caps(long_poll=False, rest_s=200))
        await rig.online()
        rig.line.calls.clear()
        await asyncio.sleep(630)
        assert rig.line.calls.count("changes") <= 4
        rig.desk.have("ticket", T2, subject="News")
        rig.engine.sync_now()
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "News", within_s=5)

    play(scenario)
