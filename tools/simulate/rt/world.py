"""The world of a Request Tracker."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from functools import partial

from deskclient.backends.request_tracker.sign_in import LACKS
from tests.fakes.desks.request_tracker.server import Desk as Kept
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.other_desks.views import LeftOut
from tools.simulate.other_desks.world import OtherWorld
from tools.simulate.rt.desk import RtDesk
from tools.simulate.rt.operator import RtOperator
from tools.simulate.rt.oracle import check_desk
from tools.simulate.rt.person import RtPerson
from tools.simulate.rt.plants import PLANTS
from tools.simulate.rt.town import found_office
from tools.simulate.rt.views import LEFT_OUT, LEFT_OUT_OF_THE_BLIND, pulled, words_told
from tools.simulate.verdict import Finding
from tools.simulate.world import Operator, Scene


class RtWorld(OtherWorld):
    """See :class:`tools.simulate.world.World`."""

    plants = PLANTS
    first_pull_s = 0.0

    def __init__(self) -> None:
        self._first, town = found_office()
        super().__init__(town, asyncio.run(words_told(self._first, town.agents[0])), LACKS)

    def begin(self, clock: SimClock, chance: Chance) -> Desk:
        """Begin with the office as it was founded."""
        desk = RtDesk(deepcopy(self._first), clock, chance)
        desk.server.marks_late = chance.branch("age").happens(0.3)
        return desk

    def operator(self, desk: Desk, clock: SimClock, chance: Chance) -> RtOperator:
        """Give who runs it."""
        assert isinstance(desk, RtDesk)  # noqa: S101 - ours, made above
        return RtOperator(desk, self.town, clock, chance)

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> RtPerson:
        """Sit somebody down who uses what such a desk keeps."""
        return RtPerson(machine, self.town, marks, chance)

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Read the desk past its interface, and once more as somebody who signs in anew."""
        assert isinstance(operator, RtOperator)  # noqa: S101 - ours, made above
        desk = operator.desk
        kept = desk.server.desk
        found = [*check_desk(scene.lineage, scene.outboxes(), kept, operator.told_minutes)]
        shown = await self.check_shown(
            scene, operator, partial(pulled, desk), partial(_left_out, kept)
        )
        return [*found, *shown]


def _left_out(kept: Kept, machine: Machine) -> LeftOut:
    account = kept.stores.account(machine.person_id)
    assert account is not None  # noqa: S101 - of those the office was made with
    is_blind = not all(account.may("notes", one) for one in kept.stores.queues)
    return LEFT_OUT_OF_THE_BLIND if is_blind else LEFT_OUT
