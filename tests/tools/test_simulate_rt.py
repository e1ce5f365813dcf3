"""Histories at a Request Tracker in memory, through the adapter's own code."""

import pytest

from deskclient.domain.operation import Action, Patch
from tests.backends.contract import make
from tests.fakes.desks.request_tracker.acts import Acts
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
