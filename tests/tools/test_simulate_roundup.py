"""Histories at a Roundup in memory, through the adapter's own code."""

import pytest

from deskclient.domain.operation import Action, Operation, Patch
from tests.backends.contract import make
from tests.fakes.desks.roundup.acts import Acts, Loaded
from tools.simulate.batch import play, play_again
from tools.simulate.clock import EPOCH
from tools.simulate.lineage import Lineage
from tools.simulate.roundup.oracle import check_desk
from tools.simulate.roundup.town import found_office
from tools.simulate.roundup.world import RoundupWorld
from tools.simulate.verdict import Fault


@pytest.fixture(scope="module")
def world() -> RoundupWorld:
    return RoundupWorld()


class Desk:
    """The office, where people do things within a moment or one over the other."""

    def __init__(self) -> None:
        self.stores, _ = found_office()
        self.acts = Acts(lambda: self.stores, lambda: EPOCH)

    def load(self) -> Loaded:
        loaded = self.acts.load("issue", "1")
        assert loaded is not None
        return loaded

    def write(self, login: str, loaded: Loaded, **values: object) -> None:
        plan = self.acts.plan_change(self.stores.user(login), loaded, values)
        assert plan is not None
        self.acts.commit(plan)

    def faults(self, *ops: Operation) -> list[Fault]:
        """Judge, as if these operations had been settled."""
        lineage = Lineage()
        for op in ops:
            lineage.born([op], [], "machine0", "act")
            lineage.ended([op.op_id], "settled", "")
        return [one.fault for one in check_desk(lineage, {}, self.stores)]


def edit(base: str | None, text: str) -> Operation:
    patch = Patch(set={"rf_serial": text})
    return make("ticket", Action.EDIT, "1", base={"rf_serial": base}, patch=patch)


def test_the_first_histories_keep_every_promise(world: RoundupWorld):
    for seed in range(4):
        assert not play(world, seed, world.plants[""]).findings


def test_a_seed_replays_to_the_last_bit(world: RoundupWorld):
    plant = world.plants[""]
    first = play(world, 3, plant)
    assert first.trace
    assert play_again(world, first, plant) is first


@pytest.mark.parametrize(("copies", "fault"), [(0, Fault.LOST), (1, None), (2, Fault.DUPLICATED)])
def test_a_settled_reply_must_stand_in_an_issue_once(copies: int, fault: Fault | None):
    desk = Desk()
    anna = desk.stores.user("anna")
    doc = {"ticket": "1", "type": "reply", "body": "Done ⟦1⟧"}
    op = make("entry", Action.CREATE, patch=Patch(set=doc), public=True)
    # One that no issue has is read by nobody.
    desk.acts.make(anna, "msg", author=anna.id, date=EPOCH, content="Done ⟦1⟧")
    for _ in range(copies):
        desk.acts.write(anna, "1", "Done ⟦1⟧")
    assert desk.faults(op) == ([] if fault is None else [fault])


@pytest.mark.parametrize(("wrote", "faults"), [("Mine ⟦1⟧", []), ("Other ⟦2⟧", [Fault.LOST])])
def test_a_settled_text_must_have_been_there(wrote, faults):
    desk = Desk()
    desk.write("anna", desk.load(), serial=wrote)
    assert desk.faults(edit(None, "Mine ⟦1⟧")) == faults


@pytest.mark.parametrize(
    ("is_let_in_first", "base", "faults"),
    [(False, None, [Fault.LOST]), (False, "Theirs", []), (True, None, [])],
)
def test_a_text_of_somebody_else_is_gone_over_by_who_saw_it_or_was_let_in_before_it_was_known(
    is_let_in_first, base, faults
):
    """Nothing tells of the latter there; see ``audited`` in the capabilities."""
    desk = Desk()
    early = desk.load()
    desk.write("ben", desk.load(), serial="Theirs")
    desk.write("anna", early if is_let_in_first else desk.load(), serial="Mine ⟦1⟧")
    assert desk.faults(edit(base, "Mine ⟦1⟧")) == faults


@pytest.mark.parametrize("is_let_in_first", [True, False])
@pytest.mark.parametrize(("removed", "faults"), [(("m2",), []), ((), [Fault.LOST])])
def test_a_member_is_taken_out_only_by_who_meant_to(is_let_in_first, removed, faults):
    desk = Desk()
    one, two = (
        desk.acts.make(desk.stores.user("ben"), "keyword", name=name) for name in ("m1", "m2")
    )
    desk.write("ben", desk.load(), keyword=[two])
    early = desk.load()
    desk.write("ben", desk.load(), title="Meanwhile")
    desk.write("anna", early if is_let_in_first else desk.load(), keyword=[one])
    patch = Patch(add={"tags": ("m1",)}, remove={"tags": removed})
    assert desk.faults(make("ticket", Action.EDIT, "1", patch=patch)) == faults
