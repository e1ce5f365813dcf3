"""A link shows at both ends from the moment it is made; a merge goes last and is not undone."""

import pytest

from deskclient.domain.errors import RefusedError
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, OpState, Patch
from deskclient.domain.replay import RecordState
from tests.fakes.plain_desk import rejecting
from tests.sync.rig import T1, T2, Rig, play


def linked(rig: Rig, record: RecordId, field: str, *members: str, there: bool = True) -> Operation:
    """Link a record with others, or part it from them."""
    patch = Patch(add={field: members}) if there else Patch(remove={field: members})
    op = Operation(
        op_id=OpId(rig.ids.new()),
        kind="ticket",
        record_id=record,
        action=Action.EDIT,
        unit=field,
        patch=patch,
        base={field: rig.view("ticket", record).get(field)},
        acted_at=rig.moment(),
    )
    return rig.engine.commit([op])[0]


def at(rig: Rig, record: RecordId, field: str) -> Value:
    return rig.view("ticket", record).get(field) or []


def mark(rig: Rig, record: RecordId) -> RecordState:
    found = rig.reader.record("ticket", record)
    assert found is not None
    return found.state


def test_a_link_shows_at_both_ends_before_the_desk_has_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        op = linked(rig, T1, "depends_on", T2)
        assert (at(rig, T1, "depends_on"), at(rig, T2, "needed_by")) == ([T2], [T1])
        assert mark(rig, T2) is RecordState.PENDING
        rig.engine.undo([op.op_id])
        assert (at(rig, T1, "depends_on"), at(rig, T2, "needed_by")) == ([], [])
        assert mark(rig, T2) is RecordState.SYNCED

    play(scenario)


def test_a_link_shows_at_both_ends_after_a_start():
    """Row 2."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        linked(rig, T1, "related", T2)
        await rig.stop()
        rig.line.reachable = False
        await rig.start()
        assert (at(rig, T1, "related"), at(rig, T2, "related")) == ([T2], [T1])

    play(scenario)


def test_a_refused_link_stands_at_neither_end_and_marks_both():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.desk.rule = rejecting("reference", kinds=("ticket",))
        op = linked(rig, T1, "parts", T2)
        await rig.until(lambda: rig.state(op) is OpState.REJECTED)
        assert (at(rig, T1, "parts"), at(rig, T2, "part_of")) == ([], [])
        assert mark(rig, T2) is RecordState.REJECTED
        rig.engine.discard([op.op_id])
        assert mark(rig, T2) is RecordState.SYNCED

    play(scenario)


def test_a_link_of_a_ticket_that_waits_to_be_made_goes_after_it():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        made = rig.new("ticket", subject="Made offline")
        create = rig.engine.commit([made])[0]
        link = linked(rig, create.record_id, "refers_to", T1)
        assert link.depends_on == (create.op_id,)
        assert at(rig, T1, "referred_by") == [create.record_id]

    play(scenario)


def test_a_merge_waits_for_what_was_done_before_and_cannot_be_taken_back():
    """Row 46."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        before = rig.edit(T1, priority="high")
        merge = rig.edit(T1, merged_into=T2)
        assert merge.depends_on == (before.op_id,)
        assert rig.view("ticket", T1)["merged_into"] == T2
        rig.engine.set_offline(False)
        await rig.quiet()
        with pytest.raises(RefusedError):
            rig.engine.undo([merge.op_id])

    play(scenario)


def test_an_unsent_merge_is_taken_back():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        merge = rig.edit(T1, merged_into=T2)
        rig.engine.undo([merge.op_id])
        assert rig.view("ticket", T1).get("merged_into") is None
        await rig.quiet()

    play(scenario)
