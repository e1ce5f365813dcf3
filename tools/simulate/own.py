"""The world of our own service."""

from collections.abc import Iterator, Sequence

from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import Desk
from tools.simulate.machine import Machine
from tools.simulate.marks import Marks
from tools.simulate.operator import OwnOperator
from tools.simulate.oracle_client import check_client
from tools.simulate.oracle_desk import check_history
from tools.simulate.oracle_ops import check_operations
from tools.simulate.person import Person
from tools.simulate.plants import PLANTS
from tools.simulate.rig import Rig
from tools.simulate.truth import read_truth
from tools.simulate.verdict import Finding
from tools.simulate.weather import Weather, draw_weather
from tools.simulate.world import Operator, Scene


class OwnWorld:
    """See :class:`tools.simulate.world.World`."""

    plants = PLANTS
    first_pull_s = 0.0
    repair_rounds = (30,)
    """Two quiet polls: the first shows that a client differs, the second is believed."""

    def __init__(self) -> None:
        self._rig = Rig()
        self.registry = self._rig.registry
        self.disks = self._rig.disks
        self.town = self._rig.town

    def begin(self, clock: SimClock, chance: Chance) -> Desk:
        """Wipe the service's database."""
        return self._rig.fresh_desk(clock, chance)

    def operator(self, desk: Desk, clock: SimClock, chance: Chance) -> OwnOperator:
        """Give who runs the service."""
        return OwnOperator(self._rig, desk, clock, chance)

    def climate(self, chance: Chance) -> Weather:
        """Our service has to bear everything."""
        return draw_weather(chance)

    def person(self, machine: Machine, marks: Marks, chance: Chance) -> Person:
        """Sit somebody down who uses all there is."""
        return Person(machine, self.town, marks, chance)

    async def judge(self, scene: Scene, operator: Operator) -> Sequence[Finding]:
        """Read the service's database past the service, and every store of the clients."""
        return tuple(self._judged(scene, operator))

    def _judged(self, scene: Scene, operator: Operator) -> Iterator[Finding]:
        assert isinstance(operator, OwnOperator)  # noqa: S101 - ours, made above
        truth = read_truth(self._rig)
        yield from check_operations(scene.lineage, scene.outboxes(), truth)
        yield from check_history(self.registry, scene.lineage, truth, operator.merges)
        for machine in scene.machines:
            yield from check_client(machine, truth)
