"""Records that the desk names neither in a complete pull nor in its feed: row 20 and the scope."""

import asyncio
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.domain.errors import RefusedError
from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId, ServerId
from deskclient.domain.operation import Action, Operation, OpState, Patch, Verdict
from deskclient.domain.scope import Scope
from deskclient.storage.port import Snap
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T1, T2, T3, CrashingFailpoints, Rig, play


def test_what_is_opened_beyond_the_scope_makes_no_digest_differ():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        threads = rig.line.thread

        async def with_more(ticket: ServerId) -> Sequence[RemoteRow]:
            doc: Doc = {"ticket": T1, "type": "note", "body": "Old words", "ord": 1}
            beyond = RemoteRow("entry", ServerId("e-old"), 1, 1, RowKind.PUT, doc)
            return [*await threads(ticket), beyond]

        rig.line.thread = with_more  # type: ignore[method-assign]
        rig.engine.load_thread(T1)
        await rig.until(lambda: rig.view("entry", "e-old") != {})
        snapshots = rig.line.calls.count("snapshot")
        await asyncio.sleep(rig.settings.digest_every_s + 120)
        assert rig.engine.facts()["Digest mismatches"] == "0"
        assert rig.line.calls.count("snapshot") == snapshots
        assert rig.view("entry", "e-old")["body"] == "Old words"

    play(scenario)


def test_what_came_by_an_answer_counts_once_the_feed_or_the_list_names_it():
    """Row 20: the feed never tells of it."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        fresh = rig.ids.new()
        rig.line.hidden.add(("ticket", RecordId(fresh)))
        rig.desk.have("ticket", fresh, subject="Only by an answer")
        rig.engine._crew.ledger.take_snaps(
            [Snap("ticket", RecordId(fresh), ServerId(fresh), 1, 1, {"subject": "x"})]
        )
        before = rig.cache.digest()[0]
        rig.desk.have("ticket", T2, subject="Told")
        rig.line.tell()
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "Told")
        await asyncio.sleep(rig.settings.digest_every_s + 120)
        assert rig.cache.digest()[0] == before + 1
        assert fresh in rig.everything()["ticket"]

    play(scenario)


def test_another_scope_is_pulled_behind_what_is_shown_and_the_rest_leaves():
    async def scenario(rig: Rig) -> None:
        rig.desk.have("ticket", T2, queue="q2")
        await rig.online()
        rig.engine.set_scope(Scope(queues=("q2",)))
        await rig.until(lambda: set(rig.everything()["ticket"]) == {T2})
        assert rig.open().scope() == Scope(queues=("q2",))

    play(scenario)


@pytest.mark.parametrize(
    "vanish",
    [
        lambda desk, ticket: desk.merge(ticket, T1),
        lambda desk, ticket: desk.delete("ticket", ticket),
        lambda desk, ticket: desk.state.records.pop(("ticket", ticket)),
    ],
    ids=["merged", "deleted", "forgotten"],
)
def test_what_was_made_here_and_vanished_before_the_first_pull_had_it_is_not_shown(vanish):
    """Neither the pages name it nor the feed, whose place is taken after that."""

    async def scenario(rig: Rig) -> None:
        rig.line.fault("snapshot", Fault(delay_s=60))
        await rig.start()
        made = rig.create("ticket", subject="New", requester="p1", queue="q1")
        await rig.until(lambda: rig.op(made.op_id) is None)
        vanish(rig.desk, made.record_id)
        await rig.online()
        assert rig.everything()["ticket"].keys() == rig.desk.all_of("ticket").keys()

    play(scenario)


def test_what_vanished_under_a_deletion_that_waits_does_not_come_back_when_it_is_taken_back():
    """As above, but nothing shows it while the first pull ends."""

    async def scenario(rig: Rig) -> None:
        rig.line.fault("snapshot", Fault(delay_s=60))
        await rig.start()
        made = rig.create("ticket", subject="New", requester="p1", queue="q1")
        await rig.until(lambda: rig.op(made.op_id) is None)
        rig.engine.set_offline(True)
        delete = rig.new("ticket", made.record_id, hold_s=1e6)
        rig.engine.commit([replace(delete, action=Action.DELETE, patch=Patch())])
        rig.desk.delete("ticket", made.record_id)
        rig.engine.set_offline(False)
        await rig.online()
        rig.engine.discard([delete.op_id])
        assert rig.everything()["ticket"].keys() == rig.desk.all_of("ticket").keys()

    play(scenario)


def test_an_answer_during_a_complete_pull_does_not_make_a_record_part_of_it():
    """The scope was narrowed, and the edit's answer came before the last page."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.hidden.add(("ticket", T3))
        rig.line.fault("snapshot", Fault(delay_s=60))
        rig.engine.set_scope(Scope(mine=False))
        edit = rig.edit(T3, priority="high")
        await rig.until(lambda: rig.op(edit.op_id) is None)
        await rig.until(lambda: rig.is_pulled(2))
        snap = rig.cache.snap("ticket", T3)
        assert snap is not None
        assert not snap.listed

    play(scenario)


@pytest.mark.parametrize("again", [True, False], ids=["changed", "deleted"])
def test_what_was_changed_outside_of_the_scope_is_asked_for_now_and_then(again):
    """The feed never speaks of it."""

    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(queues=("q1",)))
        await rig.online()
        outside = rig.ids.new()
        rig.line.hidden.add(("ticket", RecordId(outside)))
        rig.desk.have("ticket", outside, subject="Looked up", queue="q2")
        rig.engine._crew.ledger.take_snaps(
            [Snap("ticket", RecordId(outside), ServerId(outside), 1, 1, {"subject": "Looked up"})]
        )
        if again:
            rig.desk.have("ticket", outside, subject="Renamed meanwhile")
        else:
            rig.desk.delete("ticket", outside)
        rig.desk.have("ticket", T1, subject="Told")
        await asyncio.sleep(2 * rig.settings.digest_every_s)
        shown = rig.everything()["ticket"].get(outside, {}).get("subject")
        assert shown == ("Renamed meanwhile" if again else None)

    play(scenario)


@pytest.mark.parametrize("place", ["page.before", "page.after"])
def test_a_record_that_left_goes_although_the_program_ends_at_its_page(place):
    """Row 3, row 47: the desk does not tell of it again once the position is behind it."""

    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(queues=("q1",)))
        await rig.online()
        reply = rig.reply("My words", T1, hold_s=3600)
        await rig.stop()
        rig.failpoints = CrashingFailpoints(place)
        await rig.start()
        for ticket in (T1, T2):
            rig.desk.have("ticket", ticket, queue="q9")
        rig.line.tell()
        await rig.crashed()
        await rig.start()
        await rig.online()
        assert not rig.view("ticket", T2)
        assert rig.view("ticket", T1)
        rig.engine.discard([reply.op_id])
        assert not rig.view("ticket", T1)

    play(scenario)


def test_a_record_that_comes_back_is_not_forgotten_for_having_left_before():
    """Row 47: neither when its work is done nor later."""

    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(queues=("q1",)))
        await rig.online()
        reply = rig.reply("My words", T1, hold_s=3600)
        for queue in ("q9", "q1"):
            rig.desk.have("ticket", T1, queue=queue)
            rig.line.tell()
            await rig.until(rig.is_caught_up)
        rig.engine.discard([reply.op_id])
        assert rig.view("ticket", T1)["queue"] == "q1"

    play(scenario)


def test_a_record_that_the_desk_refuses_to_give_does_not_cost_the_line():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        push = rig.line.push

        async def wordless(
            ops: Sequence[Operation], client_id: str, turn: int = 0
        ) -> Sequence[Verdict]:
            return [replace(one, doc=None) for one in await push(ops, client_id, turn)]

        rig.line.push = wordless  # type: ignore[method-assign]
        rig.line.hidden.add(("ticket", T1))
        rig.line.fault("record", Fault(RefusedError("This desk has no such records")))
        told = len(rig.events)
        edit = rig.edit(T1, priority="high")
        await rig.until(lambda: rig.state(edit) is OpState.ACKED)
        # The feed has to move on for the pull to look at what it does not bring.
        rig.desk.have("ticket", T2, subject="Told")
        rig.line.tell()
        await rig.until(lambda: rig.op(edit.op_id) is None)
        links = [one.link for one in rig.events[told:] if isinstance(one, SyncStatus)]
        assert set(links) <= {Link.ONLINE}

    play(scenario)
