"""Histories at a desk with nothing but a list, through the adapter of its extension."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import msgspec
import pytest

from deskclient.backends.http import HttpRequest
from deskclient.domain.operation import Action, Operation, Patch
from tests.backends.contract import make
from tests.fakes.desks.poor.rest import authorization, by_password
from tests.fakes.virtual_loop import run_virtual
from tools.simulate.batch import play, play_again
from tools.simulate.chance import Chance
from tools.simulate.clock import EPOCH
from tools.simulate.desk import BASE_URL
from tools.simulate.lineage import Lineage
from tools.simulate.poor.desk import PoorDesk
from tools.simulate.poor.oracle import check_desk
from tools.simulate.poor.town import COLLEAGUE, found_office
from tools.simulate.poor.world import PoorWorld
from tools.simulate.verdict import Fault


@pytest.fixture(scope="module")
def world() -> PoorWorld:
    return PoorWorld()


@pytest.fixture
def desk() -> PoorDesk:
    server, _ = found_office(lambda: EPOCH)
    return PoorDesk(server, Chance("desk"))


def faults(desk: PoorDesk, *ops: Operation) -> list[Fault]:
    """Judge, as if these operations had been settled."""
    lineage = Lineage()
    for op in ops:
        lineage.born([op], [], "machine0", "act")
        lineage.ended([op.op_id], "settled", "")
    return [one.fault for one in check_desk(lineage, {}, desk.server, desk.looks.seen)]


def edit(base: str, text: str) -> Operation:
    patch = Patch(set={"subject": text})
    return make("ticket", Action.EDIT, "1", base={"subject": base}, patch=patch)


def asked(desk: PoorDesk, method: str, title: str = "") -> HttpRequest:
    """Make a request of Anna's about the first ticket."""
    headers = authorization(by_password("anna", desk.server.password("anna")))
    body = msgspec.json.encode({"title": title}) if title else b""
    return HttpRequest(method=method, url=f"{BASE_URL}/api/tickets/1", headers=headers, body=body)


async def look(desk: PoorDesk) -> None:
    await desk.serve(asked(desk, "GET"))


async def write(desk: PoorDesk, title: str) -> None:
    await desk.serve(asked(desk, "PUT", title))


async def theirs(desk: PoorDesk) -> None:
    """Let somebody else write."""
    desk.server.change(1, by="ben", title="Theirs")


async def in_a_task(step: Coroutine[Any, Any, None]) -> None:
    await asyncio.get_running_loop().create_task(step)


def happens(*steps: Coroutine[Any, Any, object]) -> None:
    """Let one thing happen after the other, all of it in one task."""

    async def story() -> None:
        for step in steps:
            await step

    run_virtual(lambda _: story())


def test_the_first_histories_keep_every_promise(world: PoorWorld):
    for seed in range(6):
        assert not play(world, seed, world.plants[""]).findings


def test_a_seed_replays_to_the_last_bit(world: PoorWorld):
    plant = world.plants[""]
    for seed in (3, 4):
        first = play(world, seed, plant)
        assert first.trace
        assert play_again(world, first, plant) is first


@pytest.mark.parametrize(("copies", "fault"), [(0, Fault.LOST), (1, None), (2, Fault.DUPLICATED)])
@pytest.mark.parametrize("gone", [False, True])
def test_a_settled_reply_must_have_stood_on_the_desk_once(desk, copies, fault, gone):
    doc = {"ticket": "1", "type": "reply", "body": "Done ⟦1⟧"}
    op = make("entry", Action.CREATE, patch=Patch(set=doc), public=True)
    for _ in range(copies):
        desk.server.say(1, "Done ⟦1⟧", by="anna")
    if gone:
        desk.server.remove(1, by=COLLEAGUE)
    assert faults(desk, op) == ([] if fault is None else [fault])


@pytest.mark.parametrize(("copies", "fault"), [(0, Fault.LOST), (1, None), (2, Fault.DUPLICATED)])
def test_a_settled_ticket_must_have_been_made_once(desk, copies, fault):
    doc = {"subject": "New ⟦1⟧", "queue": "1", "requester": "ivan"}
    op = make("ticket", Action.CREATE, patch=Patch(set=doc))
    for _ in range(copies):
        desk.server.make("New ⟦1⟧", by="anna")
    assert faults(desk, op) == ([] if fault is None else [fault])


@pytest.mark.parametrize("moved_on", [False, True])
@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("owner", "ben", []),
        ("owner", "dev", [Fault.LOST]),
        ("queue", None, [Fault.LOST]),
        # As it began.
        ("priority", "3", []),
        ("requester", "olga", [Fault.LOST]),
    ],
)
def test_a_settled_value_must_have_been_there_if_only_for_a_moment(
    desk, name, value, found, moved_on
):
    desk.server.change(1, by="anna", owner="ben")
    if moved_on:
        desk.server.change(1, by=COLLEAGUE, owner=None, priority=5)
    op = make("ticket", Action.EDIT, "1", patch=Patch(set={name: value}))
    assert faults(desk, op) == found


def test_whoever_looked_before_somebody_else_wrote_may_go_over_it(desk):
    """Nothing can tell them; see ``cond_write`` and ``audited`` in the capabilities."""
    happens(look(desk), theirs(desk), write(desk, "Mine ⟦1⟧"))
    assert faults(desk, edit("Ticket 0", "Mine ⟦1⟧")) == []


def test_whoever_looked_afterwards_must_not(desk):
    happens(look(desk), theirs(desk), look(desk), write(desk, "Mine ⟦1⟧"))
    assert faults(desk, edit("Ticket 0", "Mine ⟦1⟧")) == [Fault.LOST]
    assert faults(desk, edit("Theirs", "Mine ⟦1⟧")) == []


def test_whoever_did_not_look_must_not(desk):
    happens(theirs(desk), write(desk, "Mine ⟦1⟧"))
    assert faults(desk, edit("Ticket 0", "Mine ⟦1⟧")) == [Fault.LOST]


@pytest.mark.parametrize("reads_back", [False, True])
def test_a_look_is_good_for_one_change_and_reading_back_is_none(desk, reads_back):
    back = [look(desk)] if reads_back else []
    happens(look(desk), write(desk, "Mine ⟦1⟧"), *back, theirs(desk), write(desk, "Mine ⟦2⟧"))
    ops = (edit("Ticket 0", "Mine ⟦1⟧"), edit("Mine ⟦1⟧", "Mine ⟦2⟧"))
    assert faults(desk, *ops) == [Fault.LOST]


def test_the_look_of_another_task_is_none_of_ours(desk):
    happens(look(desk), theirs(desk), in_a_task(write(desk, "Mine ⟦1⟧")))
    assert faults(desk, edit("Ticket 0", "Mine ⟦1⟧")) == [Fault.LOST]


def test_a_copy_that_strayed_is_as_old_as_what_it_is_a_copy_of(desk):
    request = asked(desk, "PUT", "Mine ⟦1⟧")

    async def strays() -> None:
        desk.serve_later(request, 1.0)
        await asyncio.sleep(60.0)

    happens(look(desk), desk.serve(request), theirs(desk), look(desk), strays())
    assert desk.server.tickets[1].title == "Mine ⟦1⟧"
    assert faults(desk, edit("Ticket 0", "Mine ⟦1⟧")) == []
