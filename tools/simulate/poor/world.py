"""The world of a poor desk."""

import asyncio
from collections.abc import Sequence
from functools import partial

from tests.fakes.desks.poor.sign_in import LACKS
from tools.simulate.chance import Chance
from tools.simulate.clock import EPOCH, SimClock
from tools.simulate.desk import Desk
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.other_desks.world import OtherWorld
from tools.simulate.poor.desk import PoorDesk
from tools.simulate.poor.operator import PoorOperator
from tools.simulate.poor.oracle import check_desk
from tools.simulate.poor.person import PoorPerson
from tools.simulate.poor.plants import PLANTS
from tools.simulate.poor.town import found_office
from tools.simulate.poor.views import pulled, words_told
from tools.simulate.verdict import Finding
from tools.simulate.world import Operator, Scene

_PAGES = (2, 3, 20)
"""So many tickets a page has: also fewer than there are, so that pages are cut anew."""


class PoorWorld(OtherWorld):
    """See :class:`tools.simulate.world.World`."""

    plants = PLANTS
    first_pull_s = 10.0

    def __init__(self) -> None:
        server, town = found_office(lambda: EPOCH)
        words = asyncio.run(words_told(server, town.agents[0]))
        super().__init__(town, words, LACKS)

    def begin(self, clock: SimClock, chance: Chance) -> Desk:
        """Found the office."""
        server, _ = found_office(clock.now)
        server.page_most = chance.branch("pages").one_of(_PAGES)
        return PoorDesk(server, chance)

    def operator(self, desk: Desk, clock: SimClock, chance: Chance) -> PoorOperator:
        """Give who runs it."""
        assert isinstance(desk, PoorDesk)  # noqa: S101 - ours, made above
        return PoorOperator(desk, self.town, clock, chance)

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> PoorPerson:
        """Sit somebody down who uses what such a desk keeps."""
        return PoorPerson(machine, self.town, marks, chance)

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Read the desk past its interface, and once more as somebody who signs in anew."""
        assert isinstance(operator, PoorOperator)  # noqa: S101 - ours, made above
        desk = operator.desk
        found = [*check_desk(scene.lineage, scene.outboxes(), desk.server, desk.looks.seen)]
        # A look at the list shows all there is.
        shown = await self.check_shown(scene, operator, partial(pulled, desk), lambda _: {})
        return [*found, *shown]
