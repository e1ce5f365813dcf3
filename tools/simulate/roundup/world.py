"""The world of a Roundup."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from functools import partial

from deskclient.backends.roundup.sign_in import LACKS
from tests.fakes.desks.roundup.door import Door
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.other_desks.world import OtherWorld
from tools.simulate.roundup.desk import RoundupDesk
from tools.simulate.roundup.operator import RoundupOperator
from tools.simulate.roundup.oracle import check_desk
from tools.simulate.roundup.person import RoundupPerson
from tools.simulate.roundup.plants import PLANTS
from tools.simulate.roundup.town import found_office
from tools.simulate.roundup.views import LEFT_OUT, pulled, words_told
from tools.simulate.verdict import Finding
from tools.simulate.world import Operator, Scene


class RoundupWorld(OtherWorld):
    """See :class:`tools.simulate.world.World`."""

    plants = PLANTS
    first_pull_s = 10.0

    def __init__(self) -> None:
        self._first, town = found_office()
        super().__init__(town, asyncio.run(words_told(self._first, town.agents[0])), LACKS)

    def begin(self, clock: SimClock, chance: Chance) -> Desk:
        """Begin with the office as it was founded; who types a wrong password is let in again.

        Else some would be locked out for longer than a history rests.
        """
        desk = RoundupDesk(deepcopy(self._first), clock, chance)
        desk.server.door = Door(most=0)
        return desk

    def operator(self, desk: Desk, clock: SimClock, chance: Chance) -> RoundupOperator:
        """Give who runs it."""
        assert isinstance(desk, RoundupDesk)  # noqa: S101 - ours, made above
        return RoundupOperator(desk, self.town, clock, chance)

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> RoundupPerson:
        """Sit somebody down who uses what such a desk keeps."""
        return RoundupPerson(machine, self.town, marks, chance)

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Read the desk past its interface, and once more as somebody who signs in anew."""
        assert isinstance(operator, RoundupOperator)  # noqa: S101 - ours, made above
        desk = operator.desk
        found = [*check_desk(scene.lineage, scene.outboxes(), desk.server.stores)]
        shown = await self.check_shown(scene, operator, partial(pulled, desk), lambda _: LEFT_OUT)
        return [*found, *shown]
