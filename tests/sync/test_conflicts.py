"""Two people, one record: rows 45, 46, 49 to 52 and 57 of the failure table."""

from msgspec.structs import replace

from deskclient.backends.port import Caps
from deskclient.domain.events import RecordMoved
from deskclient.domain.operation import Action, OpState, Patch, Verdict, VerdictKind
from tests.fakes.plain_desk import anything_goes, rejecting
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T1, T2, Rig, play


async def collide(rig: Rig, **theirs):
    """Change the priority here while a colleague changes something there."""
    await rig.online()
    rig.engine.set_offline(True)
    op = rig.edit(T1, priority="high")
    rig.desk.have("ticket", T1, **theirs)
    return op


def test_an_edit_of_a_deleted_ticket_keeps_its_words():
    """Row 45: gone; a new ticket or a draft is offered."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        edit, reply = rig.edit(T1, subject="Mine"), rig.reply("My words")
        rig.desk.delete("ticket", T1)
        rig.engine.set_offline(False)
        await rig.settled()
        assert rig.rule(edit) == rig.rule(reply) == "gone"
        stored = rig.op(reply.op_id)
        assert stored is not None
        assert stored.patch.set["body"] == "My words"
        assert not rig.desk.effects

    play(scenario)


def test_news_of_a_deletion_stop_what_was_not_sent_yet():
    """Row 45: the feed tells first."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        reply = rig.reply("My words", hold_s=60)
        rig.desk.delete("ticket", T1)
        rig.line.tell()
        await rig.until(lambda: rig.rule(reply) == "gone", within_s=5)
        assert rig.state(reply) is OpState.REJECTED

    play(scenario)


def test_a_reply_follows_a_merged_ticket_and_edits_ask():
    """Row 46: append follows with a notice; field edits ask."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        rig.reply("My words")
        edit = rig.edit(T1, priority="high")
        rig.desk.merge(T1, T2)
        rig.engine.set_offline(False)
        await rig.settled()
        assert [doc["ticket"] for doc in rig.desk.all_of("entry").values()] == [T2]
        assert any(one.startswith("moved:") for one in rig.problems())
        assert RecordMoved("ticket", T1, T2) in rig.events
        assert rig.state(edit) is OpState.HELD
        assert rig.rule(edit) == "moved"
        rig.engine.retry([edit.op_id])
        await rig.quiet()
        assert rig.desk.doc("ticket", T2)["priority"] == "high"

    play(scenario)


def test_a_held_reply_with_a_file_follows_the_merge_the_feed_tells():
    """Row 46: the whole group goes to the survivor."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        rig.reply_with_file("See picture", b"p" * 1000)
        rig.desk.merge(T1, T2)
        rig.engine.set_offline(False)
        await rig.quiet()
        assert [doc["ticket"] for doc in rig.desk.all_of("entry").values()] == [T2]
        assert [doc["ticket"] for doc in rig.desk.all_of("attachment").values()] == [T2]

    play(scenario)


def test_an_illegal_step_asks_with_the_legal_ones():
    """Row 49: the workflow moved on; the conflict lists what is possible."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = rig.edit(T1, status="planned", planned_at="2026-12-01T09:00:00.000Z")
        rig.desk.have("ticket", T1, status="closed")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        found = {one.conflict.field: one.conflict for one in rig.outbox.conflicts(op.op_id)}
        assert found["status"].theirs == "closed"
        assert found["status"].choices == ("open",)
        assert rig.counts().decisions == 1

    play(scenario)


def test_a_field_the_desk_now_requires_is_named_and_the_edit_goes_again():
    """Row 50: rejected with the field; edit and retry."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("required", name="category")
        op = rig.edit(T1, priority="high")
        await rig.until(lambda: rig.state(op) is OpState.REJECTED)
        stored = rig.op(op.op_id)
        assert stored is not None
        assert stored.problem is not None
        assert stored.problem.field == "category"
        rig.desk.rule = anything_goes
        rig.engine.retry([op.op_id])
        await rig.quiet()
        assert rig.desk.doc("ticket", T1)["priority"] == "high"

    play(scenario)


def test_two_people_on_two_fields_are_merged():
    """Row 51: auto-merged, listed under merged; what went in alone is not."""

    async def scenario(rig: Rig) -> None:
        op = await collide(rig, subject="Theirs")
        alone = rig.edit(T2, priority="low")
        rig.engine.set_offline(False)
        await rig.quiet()
        assert rig.desk.effects == [op.op_id, alone.op_id]
        assert [one.operation.op_id for one in rig.outbox.merged_lately(20)] == [op.op_id]
        assert rig.view("ticket", T1)["subject"] == "Theirs"
        assert rig.view("ticket", T1)["priority"] == "high"

    play(scenario)


def test_two_people_on_one_field_keep_both_values_until_one_is_chosen():
    """Row 52: base, mine and theirs stay stored until the decision; then it is sent once."""

    async def scenario(rig: Rig) -> None:
        op = await collide(rig, priority="low")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        (stored,) = rig.outbox.conflicts(op.op_id)
        found = stored.conflict
        assert (found.field, found.base, found.mine, found.theirs) == (
            "priority",
            "normal",
            "high",
            "low",
        )
        assert rig.desk.doc("ticket", T1)["priority"] == "low"
        (made,) = rig.engine.decide({op.op_id: {"priority": "high"}})
        assert made.op_id != op.op_id
        await rig.quiet()
        assert rig.desk.effects == [made.op_id]
        assert rig.desk.doc("ticket", T1)["priority"] == "high"
        assert not rig.outbox.conflicts()

    play(scenario)


def test_choosing_theirs_ends_the_conflict_without_a_request():
    """Row 52: nothing left to send."""

    async def scenario(rig: Rig) -> None:
        op = await collide(rig, priority="low")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        rig.line.calls.clear()
        assert rig.engine.decide({op.op_id: {"priority": "low"}}) == ()
        assert rig.view("ticket", T1)["priority"] == "low"
        assert not rig.outbox.pending()
        assert "push" not in rig.line.calls

    play(scenario)


def test_a_decision_that_is_overtaken_asks_again():
    """Row 52: a third person changes the field while the decision waits."""

    async def scenario(rig: Rig) -> None:
        op = await collide(rig, priority="low")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        rig.engine.set_offline(True)
        (made,) = rig.engine.decide({op.op_id: {"priority": "high"}})
        rig.desk.have("ticket", T1, priority="critical")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(made) is OpState.CONFLICT)
        (stored,) = rig.outbox.conflicts(made.op_id)
        assert (stored.conflict.base, stored.conflict.theirs) == ("low", "critical")

    play(scenario)


def test_an_edit_made_during_a_conflict_speaks_in_it():
    async def scenario(rig: Rig) -> None:
        op = await collide(rig, priority="low")
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        rig.edit(T1, priority="critical")
        (stored,) = rig.outbox.conflicts(op.op_id)
        assert stored.conflict.mine == "critical"
        rig.engine.decide({op.op_id: {}})
        await rig.quiet()
        assert rig.desk.doc("ticket", T1)["priority"] == "critical"

    play(scenario)


def test_an_edit_made_while_the_first_travels_joins_its_conflict():
    async def scenario(rig: Rig) -> None:
        op = await collide(rig, priority="low")
        rig.line.fault("push", Fault(delay_s=1))
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(op) is OpState.INFLIGHT)
        rig.edit(T1, priority="critical")
        await rig.until(lambda: rig.state(op) is OpState.CONFLICT)
        assert len(rig.outbox.pending()) == 1
        (stored,) = rig.outbox.conflicts(op.op_id)
        assert stored.conflict.mine == "critical"

    play(scenario)


def test_a_refused_creation_blocks_its_chain_and_one_retry_lets_all_go():
    """Row 57: ten dependent operations; fix once, all go."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("required", kinds=("ticket",), name="category")
        rig.engine.set_offline(True)
        made = rig.create(subject="Offline")
        notes = [rig.reply(f"Note {n}", made.record_id, public=False) for n in range(10)]
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(made) is OpState.REJECTED)
        await rig.settled()
        assert {rig.state(note) for note in notes} == {OpState.BLOCKED}
        assert rig.view("ticket", made.record_id)["subject"] == "Offline"
        rig.desk.rule = anything_goes
        rig.edit(made.record_id, subject="Repaired")
        await rig.quiet()
        assert rig.desk.doc("ticket", made.record_id)["subject"] == "Repaired"
        assert len(rig.desk.all_of("entry")) == 10
        assert len(rig.desk.effects) == 11  # the creation once, with the edit in it

    play(scenario)


def test_retry_of_any_link_frees_the_whole_chain():
    """Row 57: the chain is one item."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("required", kinds=("ticket",))
        rig.engine.set_offline(True)
        made = rig.create(subject="Offline")
        note = rig.reply("Note", made.record_id, public=False)
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(note) is OpState.BLOCKED)
        rig.desk.rule = anything_goes
        rig.engine.retry([note.op_id])
        await rig.quiet()
        assert len(rig.desk.effects) == 2

    play(scenario)


def test_retry_from_the_file_of_a_refused_reply_sends_the_reply_once():
    """Row 57: the file depends on the reply and stands in a group with it."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("forbidden", kinds=("entry",))
        reply, file = rig.reply_with_file("See picture", b"p" * 1000)
        await rig.until(lambda: rig.state(file) is OpState.BLOCKED)
        rig.engine.set_offline(True)
        rig.engine.retry([file.op_id])
        assert len(rig.outbox.pending()) == 2
        rig.desk.rule = anything_goes
        rig.engine.set_offline(False)
        await rig.quiet()
        assert list(rig.desk.all_of("entry")) == [reply.record_id]
        assert len(rig.desk.effects) == 2

    play(scenario)


def test_discarding_a_creation_discards_what_depends_on_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        made = rig.create(subject="Offline")
        rig.reply("Note", made.record_id, public=False)
        rig.engine.discard([made.op_id])
        assert not rig.outbox.pending()
        assert not rig.view("ticket", made.record_id)

    play(scenario)


def test_a_reply_waits_if_the_requester_wrote_again_and_goes_when_told_to():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = lambda op: (
            rejecting("moved_on")(op) if op.kind == "entry" and op.seen_ord else None
        )
        op = replace(rig.new("entry", ticket=T1, type="reply", body="Hi"), public=True, seen_ord=3)
        rig.engine.commit([op])
        await rig.until(lambda: rig.state(op) is OpState.HELD)
        assert rig.rule(op) == "moved_on"
        assert rig.counts().decisions == 1
        rig.engine.send_now([op.op_id])
        await rig.quiet()
        assert len(rig.desk.all_of("entry")) == 1

    play(scenario)


def test_a_desk_that_only_compares_versions_gets_a_merge_made_here():
    async def scenario(rig: Rig) -> None:
        rig.use(Caps(cond_write="etag"))

        def stale(op):
            now = rig.desk.state.records["ticket", T1].ver
            if op.action is Action.EDIT and op.base_ver < now and op.base_ver:
                return Verdict(op_id=op.op_id, kind=VerdictKind.CONFLICT, ver=now)
            return None

        op = await collide(rig, subject="Theirs")
        rig.desk.rule = stale
        rig.desk.state.results.clear()
        answer = rig.desk._answer

        def forgetful(op):
            verdict = answer(op)
            if verdict.kind is VerdictKind.CONFLICT:
                rig.desk.state.results.pop(op.op_id, None)
            return verdict

        rig.desk._answer = forgetful  # type: ignore[method-assign]
        rig.engine.set_offline(False)
        await rig.quiet()
        assert rig.desk.effects == [op.op_id]
        assert rig.desk.doc("ticket", T1)["priority"] == "high"
        assert rig.desk.doc("ticket", T1)["subject"] == "Theirs"
        assert [one.operation.op_id for one in rig.outbox.merged_lately(20)] == [op.op_id]

    play(scenario)


def test_an_edit_sent_again_keeps_its_place_before_a_later_one():
    """Row 57: what was written last is what is shown."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("forbidden", kinds=("ticket",))
        first = rig.edit(T1, priority="high")
        await rig.until(lambda: rig.state(first) is OpState.REJECTED)
        rig.engine.set_offline(True)
        rig.grouped_edit(T1, "bulk", priority="critical")
        rig.engine.retry([first.op_id])
        assert [op.patch.set["priority"] for op in rig.outbox.pending()] == ["high", "critical"]
        assert rig.view("ticket", T1)["priority"] == "critical"

    play(scenario)


def test_a_creation_sent_again_goes_before_the_deletion_that_waits_for_it():
    """Row 57: neither may wait for the other."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("required", kinds=("ticket",))
        made = rig.create(subject="Offline")
        await rig.until(lambda: rig.state(made) is OpState.REJECTED)
        rig.engine.set_offline(True)
        removal = replace(rig.edit_op(made.record_id, "ticket", subject=""), action=Action.DELETE)
        rig.engine.commit([replace(removal, unit="", patch=Patch())])
        rig.engine.retry([made.op_id])
        rig.desk.rule = anything_goes
        rig.engine.set_offline(False)
        await rig.quiet()
        assert made.record_id not in rig.desk.all_of("ticket")
        assert len(rig.desk.effects) == 2

    play(scenario)


def test_a_reply_that_can_be_undone_follows_a_merge_and_still_can():
    """Row 46: it goes when its time is over, not earlier and not never."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        reply = rig.reply("My words", hold_s=8)
        rig.desk.merge(T1, T2)
        rig.line.tell()
        await rig.until(lambda: rig.state(reply) is None)
        (waiting,) = rig.outbox.pending()
        assert waiting.patch.set["ticket"] == T2
        assert (waiting.state, waiting.hold_until) == (OpState.HELD, reply.hold_until)
        await rig.quiet(within_s=20)
        assert [doc["ticket"] for doc in rig.desk.all_of("entry").values()] == [T2]

    play(scenario)
