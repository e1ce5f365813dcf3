"""Histories at a Request Tracker in memory, through the adapter's own code."""

import pytest

from deskclient.domain.operation import Action, Operation, Patch
from tests.backends.contract import make
from tests.fakes.desks.request_tracker.acts import Acts
from tests.fakes.desks.request_tracker.server import Desk
from tools.simulate.batch import play, play_again
from tools.simulate.clock import EPOCH
from tools.simulate.lineage import Lineage
from tools.simulate.rt.oracle import check_desk
from tools.simulate.rt.town import found_office
from tools.simulate.rt.world import RtWorld
from tools.simulate.verdict import Fault


@pytest.fixture(scope="module")
def world() -> RtWorld:
    return RtWorld()


def test_the_first_histories_keep_every_promise(world: RtWorld):
    for seed in range(6):
        assert not play(world, seed, world.plants[""]).findings


def test_a_seed_replays_to_the_last_bit(world: RtWorld):
    plant = world.plants[""]
    for seed in (3, 4):
        first = play(world, seed, plant)
        assert first.trace
        assert play_again(world, first, plant) is first


@pytest.mark.parametrize(("copies", "fault"), [(0, Fault.LOST), (1, None), (2, Fault.DUPLICATED)])
def test_a_settled_reply_must_stand_on_the_desk_once(copies: int, fault: Fault | None):
    desk, _ = found_office()
    acts = Acts(lambda: desk.stores, lambda: EPOCH)
    anna = desk.stores.account("anna")
    assert anna is not None
    doc = {"ticket": "1", "type": "reply", "body": "Done ⟦1⟧"}
    op = make("entry", Action.CREATE, patch=Patch(set=doc), public=True)
    lineage = Lineage()
    lineage.born([op], [], "machine0", "act")
    lineage.ended([op.op_id], "settled", "")
    for _ in range(copies):
        acts.say(anna, 1, "correspond", {"Content": "Done ⟦1⟧", "ContentType": "text/plain"})
    found = [one.fault for one in check_desk(lineage, {}, desk, [])]
    assert found == ([] if fault is None else [fault])


def test_minutes_that_another_sum_went_over_are_missed():
    desk, _ = found_office()
    step = {"minutes_spent": 4}
    op = make("ticket", Action.EDIT, "1", patch=Patch(incr=step))
    lineage = Lineage()
    lineage.born([op], [], "machine0", "act")
    lineage.ended([op.op_id], "settled", "")
    for worked, faults in ((4, []), (0, [Fault.LOST]), (8, [Fault.DUPLICATED])):
        desk.stores.tickets[1].worked = worked
        assert [one.fault for one in check_desk(lineage, {}, desk, [])] == faults


def settled(op: Operation) -> Lineage:
    """One edit that was settled."""
    lineage = Lineage()
    lineage.born([op], [], "machine0", "act")
    lineage.ended([op.op_id], "settled", "")
    return lineage


@pytest.mark.parametrize(("wrote", "faults"), [("Mine ⟦1⟧", []), ("Other ⟦2⟧", [Fault.LOST])])
def test_a_settled_text_in_a_field_of_the_desks_own_must_have_been_there(wrote, faults):
    desk, _ = found_office()
    put(desk, "anna", {"4": wrote})
    patch = Patch(set={"cf_4": "Mine ⟦1⟧"})
    lineage = settled(make("ticket", Action.EDIT, "1", patch=patch))
    assert [one.fault for one in check_desk(lineage, {}, desk, [])] == faults


@pytest.mark.parametrize(("base", "faults"), [("Theirs", []), (None, [Fault.LOST])])
def test_a_text_of_somebody_else_is_gone_over_only_by_who_saw_it(base, faults):
    desk, _ = found_office()
    put(desk, "ben", {"4": "Theirs"})
    put(desk, "anna", {"4": "Mine ⟦1⟧"})
    op = make(
        "ticket", Action.EDIT, "1", base={"cf_4": base}, patch=Patch(set={"cf_4": "Mine ⟦1⟧"})
    )
    assert [one.fault for one in check_desk(settled(op), {}, desk, [])] == faults


@pytest.mark.parametrize(("removed", "faults"), [(("m2",), []), ((), [Fault.LOST])])
def test_a_member_is_taken_out_only_by_who_meant_to(removed, faults):
    desk, _ = found_office()
    put(desk, "ben", {"5": ["m2"]})
    put(desk, "anna", {"5": ["m1"]})
    patch = Patch(add={"cf_5": ("m1",)}, remove={"cf_5": removed})
    lineage = settled(make("ticket", Action.EDIT, "1", patch=patch))
    assert [one.fault for one in check_desk(lineage, {}, desk, [])] == faults


def put(desk: Desk, login: str, fields: dict[str, object]) -> None:
    """Write custom fields of the first ticket."""
    acts = Acts(lambda: desk.stores, lambda: EPOCH)
    who = desk.stores.account(login)
    assert who is not None
    list(acts.steps(who, desk.stores.tickets[1], {"CustomFields": fields}))
