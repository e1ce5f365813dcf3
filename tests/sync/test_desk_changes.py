"""What a desk and its administrators do: rows 17, 19, 20, 24, 32, 47, 48, 58 of the table."""

import asyncio
from collections.abc import Sequence

from msgspec.structs import replace

from deskclient.backends.native.mapping import unknown_verdict
from deskclient.domain.errors import CursorLostError
from deskclient.domain.events import Link, ProblemRaised
from deskclient.domain.ids import OpId
from deskclient.domain.operation import (
    Operation,
    OpProblem,
    OpState,
    Verdict,
    VerdictKind,
)
from deskclient.domain.scope import Scope
from tests.fakes.plain_desk import anything_goes
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T1, T2, T3, Rig, play


def test_an_expired_position_means_a_pull_behind_what_is_shown():
    """Row 17: cursor expired; unsent operations stay and are rebased."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(T1, priority="high")
        rig.desk.have("ticket", T1, subject="Renamed meanwhile")
        rig.desk.delete("ticket", T3)
        rig.line.fault("changes", Fault(CursorLostError("expired")))
        rig.engine.set_offline(False)
        await rig.quiet()
        feed = rig.cache.feed()
        assert feed is not None
        assert feed.generation == 2
        assert rig.desk.effects == [op.op_id]
        assert rig.view("ticket", T1)["subject"] == "Renamed meanwhile"
        assert rig.view("ticket", T1)["priority"] == "high"
        assert set(rig.everything()["ticket"]) == {T1, T2}

    play(scenario)


def test_another_desk_at_the_address_gets_and_gives_nothing():
    """Row 19: instance id differs: stop, no data mixed, say so."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        rig.desk.instance = "instance-2"
        rig.desk.have("ticket", T1, subject="A foreign ticket")
        rig.line.calls.clear()
        await rig.start()
        op = rig.edit(T2, priority="high")
        await rig.until(lambda: rig.engine.status().link is Link.WRONG_DESK)
        await asyncio.sleep(3600)
        assert set(rig.line.calls) == {"session"}
        assert rig.state(op) is OpState.QUEUED
        assert rig.view("ticket", T1)["subject"] == "Printer 1"

    play(scenario)


def test_a_row_the_feed_forgot_is_found_by_the_digest():
    """Row 20: digest mismatch, then ids and versions; counted in the facts."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.hidden.add(("ticket", T3))
        rig.desk.have("ticket", T3, subject="Nobody told")
        rig.desk.have("ticket", T2, subject="Told")
        rig.line.tell()
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "Told")
        assert rig.view("ticket", T3)["subject"] == "Printer 3"
        await asyncio.sleep(rig.settings.digest_every_s + 120)
        assert rig.view("ticket", T3)["subject"] == "Nobody told"
        facts = rig.engine.facts()
        assert facts["Digest mismatches"] == "1"
        assert facts["Records repaired"] == "1"

    play(scenario)


def test_a_record_that_should_not_be_here_goes_with_a_complete_pull():
    """Row 20: the feed forgot a deletion."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.state.records.pop(("ticket", T3))
        await asyncio.sleep(rig.settings.digest_every_s + 120)
        assert set(rig.everything()["ticket"]) == {T1, T2}

    play(scenario)


def test_two_computers_with_one_copied_profile_send_each_operation_once():
    """Row 32: operations keep their names, so the desk applies them once."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(T1, minutes_spent=7)
        twin = Rig(rig.loop, desk=rig.desk, name="twin")
        twin.outbox.add(rig.outbox.pending())
        await twin.online()
        rig.engine.set_offline(False)
        await rig.quiet()
        await twin.quiet()
        assert rig.desk.effects == [op.op_id]
        await twin.stop()
        twin.stores.close()

    play(scenario)


def test_a_lost_right_keeps_the_words_and_takes_the_record_out_of_view():
    """Row 47: forbidden keeps the operation; left_scope removes the record."""

    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(queues=("q1",)))
        await rig.online()
        rig.desk.rule = lambda op: (
            Verdict(op_id=op.op_id, kind=VerdictKind.FORBIDDEN) if op.record_id == T1 else None
        )
        op = rig.edit(T1, subject="My words")
        await rig.until(lambda: rig.state(op) is OpState.REJECTED)
        assert rig.rule(op) == "forbidden"
        rig.desk.have("ticket", T1, queue="q9")
        rig.desk.have("ticket", T2, queue="q9")
        rig.line.tell()
        await rig.until(lambda: not rig.view("ticket", T2))
        assert rig.view("ticket", T1)
        stored = rig.op(op.op_id)
        assert stored is not None
        assert stored.patch.set == {"subject": "My words"}
        rig.engine.discard([op.op_id])
        assert not rig.view("ticket", T1)

    play(scenario)


def test_a_gained_right_brings_what_was_missing():
    """Row 48: the rights revision changes: the scope is pulled again."""

    async def scenario(rig: Rig) -> None:
        rig.line.hidden.add(("ticket", T3))
        await rig.online()
        assert not rig.view("ticket", T3)
        op = rig.edit(T1, priority="high")
        rig.line.hidden.clear()
        rig.line.fault("changes", Fault(CursorLostError("rights")))
        await rig.quiet()
        rig.desk.have("ticket", T2, subject="x")
        rig.line.tell()
        await rig.until(lambda: bool(rig.view("ticket", T3)))
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def many(rig: Rig) -> None:
    for number in range(200):
        rig.desk.have("ticket", f"many-{number:03}", subject=f"Ticket {number}", queue="q1")


def test_half_a_list_deletes_nothing():
    """Row 58: paging bug; the brake holds at max(50, 10 %) unless the desk's count agrees."""

    async def scenario(rig: Rig) -> None:
        many(rig)
        await rig.online()
        rig.line.hidden = {("ticket", f"many-{number:03}") for number in range(100)}
        rig.line.fault("changes", Fault(CursorLostError("expired")))
        rig.desk.have("ticket", T1, subject="x")
        rig.line.tell()
        await rig.until(lambda: "brake" in rig.problems())
        assert len(rig.everything()["ticket"]) == 203
        assert rig.engine.facts()["Removals stopped by the brake"] == "1"

    play(scenario)


def test_a_desk_that_agrees_may_take_much_away():
    """Row 58: many records really gone: the count of the desk says so."""

    async def scenario(rig: Rig) -> None:
        many(rig)
        await rig.online()
        for number in range(100):
            del rig.desk.state.records["ticket", f"many-{number:03}"]
        rig.line.fault("changes", Fault(CursorLostError("expired")))
        rig.desk.have("ticket", T1, subject="x")
        rig.line.tell()
        await rig.until(lambda: len(rig.everything()["ticket"]) == 103)
        assert "brake" not in rig.problems()

    play(scenario)


def test_a_cancelled_pull_keeps_its_pages_and_goes_on_later():
    async def scenario(rig: Rig) -> None:
        many(rig)
        rig.line.page_rows = 20
        rig.line.fault("snapshot", *[Fault(delay_s=1) for _ in range(20)])
        await rig.start()
        await rig.until(lambda: len(rig.everything()["ticket"]) >= 40)
        rig.engine.cancel_job("pull")
        await asyncio.sleep(600)
        stopped = len(rig.everything()["ticket"])
        assert stopped < 203
        rig.line.calls.clear()
        rig.line.faults.clear()
        rig.engine.sync_now()
        await rig.until(rig.is_caught_up)
        assert len(rig.everything()["ticket"]) == 203
        assert rig.line.calls.count("snapshot") < 11

    play(scenario)


def test_a_problem_from_the_desk_keeps_its_words():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        problem = OpProblem("forbidden", "Only leads may do this.")
        rig.desk.rule = lambda op: Verdict(
            op_id=op.op_id, kind=VerdictKind.FORBIDDEN, problem=problem
        )
        op = rig.edit(T1, priority="high")
        await rig.until(lambda: rig.state(op) is OpState.REJECTED)
        stored = rig.op(op.op_id)
        assert stored is not None
        assert stored.problem == problem

    play(scenario)


def test_a_copied_profile_takes_another_client_id_when_the_desk_sees_it():
    """Row 32: diverging counts; operations keep their ids."""

    async def scenario(rig: Rig) -> None:
        sent: list[tuple[str, int]] = []
        push = rig.line.push

        async def noticing(
            ops: Sequence[Operation], client_id: str, turn: int = 0
        ) -> Sequence[Verdict]:
            verdicts = await push(ops, client_id, turn)
            sent.append((client_id, turn))
            return [replace(one, new_client=len(sent) == 2) for one in verdicts]

        rig.line.push = noticing  # type: ignore[method-assign]
        await rig.online()
        made = []
        for minutes in (5, 6, 7):
            made.append(rig.edit(T1, minutes_spent=minutes).op_id)
            await rig.quiet()
            await rig.stop()
            await rig.online()
        names, turns = zip(*sent, strict=True)
        assert turns == (1, 2, 3)
        assert names[0] == names[1] != names[2]
        assert rig.desk.effects == made

    play(scenario)


def name_nobody_knows(rig: Rig) -> OpId:
    """Make a name that the desk blocks whatever waits for."""
    push, forgotten = rig.line.push, OpId(rig.ids.new())

    async def strict(ops: Sequence[Operation], client_id: str, turn: int = 0) -> Sequence[Verdict]:
        if any(forgotten in op.depends_on for op in ops):
            return [Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED) for op in ops]
        return await push(ops, client_id, turn)

    rig.line.push = strict  # type: ignore[method-assign]
    return forgotten


def test_what_waits_for_something_nobody_knows_any_more_goes_without_it():
    """Row 18: a restored desk has forgotten what it depends on, and so has the outbox."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        forgotten = name_nobody_knows(rig)
        op = replace(rig.edit_op(T1, "ticket", priority="high"), depends_on=(forgotten,))
        rig.engine.commit([op])
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)


def test_a_group_goes_although_one_of_two_that_it_waits_for_is_forgotten():
    """Row 18: one of two that it depends on is known, the other nobody knows any more."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        forgotten = name_nobody_knows(rig)
        first = replace(rig.edit_op(T1, "ticket", priority="high"), group_id="g1")
        second = replace(
            rig.edit_op(T1, "ticket", subject="x"),
            group_id="g1",
            depends_on=(first.op_id, forgotten),
        )
        rig.engine.commit([first, second])
        await rig.quiet()
        assert set(rig.desk.effects) == {first.op_id, second.op_id}

    play(scenario)


def test_an_answer_that_is_not_understood_is_told_once_and_asked_about_again():
    """Row 24: an unknown verdict is retry_later, and a notice that names the ticket."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = lambda op: unknown_verdict(op.op_id)
        op = rig.edit(T1, priority="high")
        await asyncio.sleep(600)
        assert rig.rule(op) == "unknown_verdict"
        assert rig.state(op) is OpState.QUEUED
        assert rig.line.calls.count("push") > 1
        (told,) = [one for one in rig.events if isinstance(one, ProblemRaised)]
        assert (told.kind, told.record_id) == ("ticket", T1)
        assert "not understood" in told.title
        rig.desk.rule = anything_goes
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]

    play(scenario)
