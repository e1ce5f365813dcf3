"""The world of a Roundup."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from deskclient.backends.roundup.sign_in import LACKS
from deskclient.domain.desk_words import shaped
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import without
from tests.fakes.desks.roundup.door import Door
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.disk import BlankDisks
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.other_desks.views import check_views_of
from tools.simulate.roundup.desk import RoundupDesk
from tools.simulate.roundup.operator import RoundupOperator
from tools.simulate.roundup.oracle import check_desk
from tools.simulate.roundup.person import RoundupPerson
from tools.simulate.roundup.plants import PLANTS
from tools.simulate.roundup.town import found_office
from tools.simulate.roundup.views import LEFT_OUT, pulled, words_told
from tools.simulate.verdict import Finding
from tools.simulate.weather import Weather, draw_weather
from tools.simulate.world import Operator, Scene


class RoundupWorld:
    """See :class:`tools.simulate.world.World`."""

    plants = PLANTS
    first_pull_s = 10.0
    repair_rounds = (12, 190)
    """Until each has asked for news; until each has compared what it keeps, name by name."""

    def __init__(self) -> None:
        self._first, self.town = found_office()
        words = asyncio.run(words_told(self._first, self.town.agents[0]))
        self.registry = without(shaped(standard_registry(), words), LACKS)
        self.disks = BlankDisks(self.registry)

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

    def climate(self, chance: Chance) -> Weather:
        """Leave out that the desk is restored: it gives the numbers it forgot to others."""
        return replace(draw_weather(chance), restore=0.0)

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> RoundupPerson:
        """Sit somebody down who uses what such a desk keeps."""
        return RoundupPerson(machine, self.town, marks, chance)

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Read the desk past its interface, and once more as somebody who signs in anew."""
        assert isinstance(operator, RoundupOperator)  # noqa: S101 - ours, made above
        desk = operator.desk
        found = [*check_desk(scene.lineage, scene.outboxes(), desk.server.stores)]
        for machine in scene.machines:
            if machine.client is None:
                continue
            session = operator.sign_in(machine.person_id, machine.name)
            scope = machine.client.engine.scope()
            rows = await pulled(desk, session, machine.clock, scope)
            found += check_views_of(machine, self.registry, rows, LEFT_OUT)
        return found
