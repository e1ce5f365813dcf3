"""A record shows what waits on the records that belong to it: a reply marks its ticket."""

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import DiskFullError
from deskclient.domain.operation import Action, OpState
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.domain.replay import RecordState
from deskclient.sync.kin import Kin
from tests.fakes.plain_desk import rejecting
from tests.sync.rig import REGISTRY, T1, T2, CrashError, CrashingFailpoints, Rig, play

UNSENT = ListQuery("ticket", filters=(Filter("", Comparison.UNSENT),))


def mark(rig, record=T1):
    found = rig.reader.record("ticket", record)
    return (found.state, found.pending) if found else None


def unsent(rig):
    return {row.record_id for row in rig.reader.first_rows(UNSENT, 10)}


def test_a_ticket_whose_only_unsent_thing_is_a_reply_is_among_the_unsent():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        before = dict(rig.view("ticket", T1))
        rig.reply("One")
        rig.reply("Two")
        assert mark(rig) == (RecordState.PENDING, 2)
        assert unsent(rig) == {T1}
        assert rig.view("ticket", T1) == before
        rig.engine.set_offline(False)
        await rig.quiet()
        assert mark(rig) == (RecordState.SYNCED, 0)
        assert unsent(rig) == set()

    play(scenario)


def test_the_mark_is_the_worst_of_both_and_goes_with_what_is_taken_back():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        rig.edit(T1, priority="high")
        held = rig.reply("Wait a moment", hold_s=600)
        assert mark(rig) == (RecordState.HELD, 2)
        rig.engine.take_back([held.op_id])
        assert mark(rig) == (RecordState.PENDING, 1)
        assert rig.view("ticket", T1)["priority"] == "high"

    play(scenario)


def test_a_refused_reply_marks_its_ticket_until_it_is_discarded():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("required", kinds=("entry",))
        reply = rig.reply("No")
        await rig.until(lambda: rig.state(reply) is OpState.REJECTED)
        assert mark(rig) == (RecordState.REJECTED, 1)
        rig.desk.have("ticket", T1, subject="Renamed there")
        rig.line.tell()
        await rig.until(lambda: rig.view("ticket", T1)["subject"] == "Renamed there")
        assert mark(rig) == (RecordState.REJECTED, 1)
        rig.engine.discard([reply.op_id])
        assert mark(rig) == (RecordState.SYNCED, 0)

    play(scenario)


def test_the_mark_moves_to_the_ticket_that_the_reply_follows():
    """Row 46."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        rig.reply("My words")
        rig.desk.merge(T1, T2)
        rig.line.reachable = False
        rig.engine.set_offline(False)
        assert unsent(rig) == {T1}
        rig.line.reachable = True
        await rig.quiet()
        assert mark(rig, T2) == (RecordState.SYNCED, 0)
        assert unsent(rig) == set()

    play(scenario)


@pytest.mark.parametrize("place", ["W1.after", "W2.before", "W2.after"])
def test_the_mark_is_there_after_a_crash(place):
    """Row 2."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.failpoints = CrashingFailpoints(place)
        rig.open()
        with pytest.raises(CrashError):
            rig.reply("Half way")
        rig.line.reachable = False
        await rig.start()
        assert mark(rig) == (RecordState.PENDING, 1)
        rig.line.reachable = True
        await rig.quiet()
        assert mark(rig) == (RecordState.SYNCED, 0)

    play(scenario)


@pytest.mark.parametrize("place", ["W5.after", "W6.after", "W7.before", "W7.after"])
def test_no_mark_stays_behind_a_crash(place):
    """Row 6."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.failpoints = CrashingFailpoints(place)
        await rig.start()
        rig.reply("Nearly done")
        await rig.crashed()
        await rig.start()
        await rig.quiet()
        assert mark(rig) == (RecordState.SYNCED, 0)
        assert unsent(rig) == set()

    play(scenario)


def test_a_view_that_cannot_even_be_read_does_not_undo_what_was_saved(monkeypatch):
    """Row 26: the mark needs the ticket from a cache that fails now; it is written later."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        real = rig.cache.snap

        def fail(*_):
            raise DiskFullError("The disk is full")

        monkeypatch.setattr(rig.cache, "snap", fail)
        reply = rig.reply("Safe all the same")
        assert rig.state(reply) is OpState.QUEUED
        monkeypatch.setattr(rig.cache, "snap", real)
        await rig.until(lambda: mark(rig) == (RecordState.PENDING, 1), within_s=120)

    play(scenario)


def test_what_changes_a_dependent_record_marks_the_one_it_stands_under():
    """Its operation does not name it, so the record as it is here does."""

    async def scenario(rig: Rig) -> None:
        rig.desk.have("entry", "e1", ticket=T1, type="note", body="x", ord=1)
        await rig.online()
        kin = Kin(REGISTRY, rig.cache)
        removal = replace(rig.new("entry", "e1"), action=Action.DELETE)
        removal = replace(removal, patch=replace(removal.patch, set={}))
        assert kin.parent(removal) == ("ticket", T1)
        assert kin.parent(rig.edit_op(T1, "ticket", subject="x")) is None

    play(scenario)
