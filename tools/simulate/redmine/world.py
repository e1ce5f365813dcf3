"""The world of a Redmine."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from functools import partial

from deskclient.backends.redmine.sign_in import LACKS
from tests.fakes.desks.redmine.office import MARKER
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.other_desks.world import OtherWorld
from tools.simulate.redmine.desk import RedmineDesk
from tools.simulate.redmine.operator import RedmineOperator
from tools.simulate.redmine.oracle import check_desk
from tools.simulate.redmine.person import RedminePerson
from tools.simulate.redmine.plants import PLANTS
from tools.simulate.redmine.town import found_office
from tools.simulate.redmine.views import LEFT_OUT, pulled, words_told
from tools.simulate.verdict import Finding
from tools.simulate.world import Operator, Scene


class RedmineWorld(OtherWorld):
    """See :class:`tools.simulate.world.World`."""

    plants = PLANTS
    first_pull_s = 30.0

    def __init__(self) -> None:
        self._first, town = found_office()
        super().__init__(town, asyncio.run(words_told(self._first, town.agents[0])), LACKS)

    def begin(self, clock: SimClock, chance: Chance) -> Desk:
        """Begin with the office as it was founded; not each has a field that names operations."""
        desk = RedmineDesk(deepcopy(self._first), clock, chance)
        desk.server.is_dated = True
        if chance.branch("marker").happens(0.3):
            del desk.server.desk.stores.custom_fields[MARKER]
        return desk

    def operator(self, desk: Desk, clock: SimClock, chance: Chance) -> RedmineOperator:
        """Give who runs it."""
        assert isinstance(desk, RedmineDesk)  # noqa: S101 - ours, made above
        return RedmineOperator(desk, self.town, clock, chance)

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> RedminePerson:
        """Sit somebody down who uses what such a desk keeps."""
        return RedminePerson(machine, self.town, marks, chance)

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Read the desk past its interface, and once more as somebody who signs in anew."""
        assert isinstance(operator, RedmineOperator)  # noqa: S101 - ours, made above
        desk = operator.desk
        kept = desk.server.desk
        found = [*check_desk(scene.lineage, scene.outboxes(), kept, operator.told_minutes)]
        shown = await self.check_shown(scene, operator, partial(pulled, desk), lambda _: LEFT_OUT)
        return [*found, *shown]
