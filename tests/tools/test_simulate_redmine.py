"""Histories at a Redmine in memory, through the adapter's own code."""

import pytest

from deskclient.domain.operation import Action, Operation, Patch
from tests.backends.contract import make
from tests.fakes.desks.redmine.acts import Acts
from tests.fakes.desks.redmine.server import Desk
from tools.simulate.batch import play, play_again
from tools.simulate.clock import EPOCH
from tools.simulate.lineage import Lineage
from tools.simulate.redmine.oracle import check_desk
from tools.simulate.redmine.town import found_office
from tools.simulate.redmine.world import RedmineWorld
from tools.simulate.verdict import Fault

ANNA, BEN, COLLEAGUE = 20, 21, 1


@pytest.fixture(scope="module")
def world() -> RedmineWorld:
    return RedmineWorld()


def test_the_first_histories_keep_every_promise(world: RedmineWorld):
    for seed in range(6):
        assert not play(world, seed, world.plants[""]).findings


def test_a_seed_replays_to_the_last_bit(world: RedmineWorld):
    plant = world.plants[""]
    for seed in (3, 4):
        first = play(world, seed, plant)
        assert first.trace
        assert play_again(world, first, plant) is first


def settled(op: Operation) -> Lineage:
    """One operation that was settled."""
    lineage = Lineage()
    lineage.born([op], [], "machine0", "act")
    lineage.ended([op.op_id], "settled", "")
    return lineage


def acts_at(desk: Desk) -> Acts:
    return Acts(lambda: desk.stores, lambda: EPOCH)


def put(desk: Desk, person: int, **values: object) -> None:
    """Write to the first issue."""
    acts_at(desk).edit(desk.stores.accounts[person], 1, **values)


def faults(op: Operation, desk: Desk) -> list[Fault]:
    return [one.fault for one in check_desk(settled(op), {}, desk, [])]


@pytest.mark.parametrize(("copies", "fault"), [(0, Fault.LOST), (1, None), (2, Fault.DUPLICATED)])
@pytest.mark.parametrize("gone", [False, True])
def test_a_settled_reply_must_have_stood_on_the_desk_once(copies, fault, gone):
    desk, _ = found_office()
    doc = {"ticket": "1", "type": "reply", "body": "Done ⟦1⟧"}
    op = make("entry", Action.CREATE, patch=Patch(set=doc), public=True)
    for _ in range(copies):
        put(desk, ANNA, notes="Done ⟦1⟧")
    if gone:
        acts_at(desk).delete(1)
    assert faults(op, desk) == ([] if fault is None else [fault])


@pytest.mark.parametrize(("steps", "found"), [((4,), []), ((), ["lost"]), ((4, 4), ["duplicated"])])
def test_minutes_must_have_been_booked_once(steps, found):
    desk, _ = found_office()
    op = make("ticket", Action.EDIT, "1", patch=Patch(incr={"minutes_spent": 4}))
    for step in steps:
        wish = {"issue_id": 1, "hours": step / 60, "spent_on": "2026-03-02"}
        acts_at(desk).book(desk.stores.accounts[ANNA], wish)
    assert [one.value for one in faults(op, desk)] == found


@pytest.mark.parametrize(("base", "found"), [("Theirs", []), (None, [Fault.LOST])])
def test_a_text_of_somebody_else_is_gone_over_only_by_who_saw_it(base, found):
    desk, _ = found_office()
    put(desk, BEN, custom_fields=[{"id": 2, "value": "Theirs"}])
    put(desk, ANNA, custom_fields=[{"id": 2, "value": "Mine ⟦1⟧"}])
    patch = Patch(set={"cf_2": "Mine ⟦1⟧"})
    op = make("ticket", Action.EDIT, "1", base={"cf_2": base}, patch=patch)
    assert faults(op, desk) == found


@pytest.mark.parametrize(("back", "found"), [(True, []), (False, [Fault.LOST])])
def test_what_was_gone_over_in_a_race_is_no_loss_if_it_is_put_back(back, found):
    desk, _ = found_office()
    ours = make(
        "ticket",
        Action.EDIT,
        "1",
        base={"subject": "Ticket 0"},
        patch=Patch(set={"subject": "⟦1⟧"}),
    )
    put(desk, BEN, subject="⟦2⟧")
    put(desk, ANNA, subject="⟦1⟧")
    if back:
        put(desk, ANNA, subject="⟦2⟧")
    assert faults(ours, desk) == found


@pytest.mark.parametrize(("removed", "found"), [(("m2",), []), ((), [Fault.LOST])])
def test_a_member_is_taken_out_only_by_who_meant_to(removed, found):
    desk, _ = found_office()
    put(desk, COLLEAGUE, custom_fields=[{"id": 9, "value": ["m2"]}])
    put(desk, ANNA, custom_fields=[{"id": 9, "value": ["m1"]}])
    patch = Patch(add={"cf_9": ("m1",)}, remove={"cf_9": removed})
    op = make("ticket", Action.EDIT, "1", patch=patch)
    assert faults(op, desk) == found
