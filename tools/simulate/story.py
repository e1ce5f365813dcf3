"""One history: people work in a bad world for a while, then everything comes to rest."""

import asyncio
from collections.abc import Callable, Sequence

from deskclient.domain.errors import StorageError
from deskclient.domain.events import Link
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, OpState
from deskclient.domain.scope import Scope
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.lineage import Lineage
from tools.simulate.machine import Machine, MachineParts, PowerCut
from tools.simulate.marks import Marks
from tools.simulate.network import NetworkParts
from tools.simulate.person import Person
from tools.simulate.plants import Plant
from tools.simulate.tidy import Tidier
from tools.simulate.trace import Trace
from tools.simulate.weather import CALM, Weather
from tools.simulate.world import Operator, World

_STRAYS_S = 400.0
"""After so long no copy of a request is on its way any more."""
_AT_ONCE = 0.2
"""How often the bad time begins with the first pull all the same."""
_ROUNDS = 80
_CALM_ROUNDS = 2
_ROUND_S = 4.0


class Story:
    """Everybody and everything of one history."""

    def __init__(self, world: World, seed: int, trace: Trace, plant: Plant) -> None:
        self.chance = Chance(f"history {seed}")
        self.trace = trace
        self.world = world
        self.lineage = Lineage()
        self._weather: Weather = world.climate(self.chance.branch("weather"))
        loop = asyncio.get_running_loop()
        self.seconds: Callable[[], float] = loop.time
        clock = SimClock(loop.time)
        # The service keeps pages by their nonces: those of another run must not look like ours.
        desk = world.begin(clock, self.chance.branch(f"desk {plant.name}"))
        self.operator: Operator = world.operator(desk, clock, self.chance.branch("operator"))
        network = NetworkParts(desk, trace, self.seconds, lambda: self._weather)
        self._parts = MachineParts(
            world.registry,
            world.disks,
            network,
            self.lineage,
            trace,
            self.seconds,
            lambda: self._weather,
            plant,
            searchable=self.chance.happens(0.1),
        )
        self._is_long = self.chance.happens(0.3)
        # A source of its own, so that all else happens as it would without.
        self._merging = self.chance.branch("merges")
        self._merges = self._merging.happens(0.4)
        self._marks = Marks(self.chance.branch("marks"))
        self.machines: Sequence[Machine] = [
            self._machine(number) for number in range(self._count())
        ]
        self.people = [self._person(machine) for machine in self.machines]
        self.tidiers = [self._tidier(machine) for machine in self.machines]
        self.restful = False

    def _count(self) -> int:
        return self.chance.weighted(((2, 0.6), (3, 0.3), (4, 0.07), (5, 0.03)))

    def _machine(self, number: int) -> Machine:
        # Now and then somebody works at two computers.
        agents = self.world.town.agents
        person = agents[0 if self.chance.happens(0.1) else number % len(agents)]
        name = f"machine{number}"
        machine = Machine(self._parts, name, person, self.chance.branch(name))
        session = self.operator.sign_in(person, name)
        machine.sign_in(session.access, session.refresh)
        return machine

    def _person(self, machine: Machine) -> Person:
        chance = self.chance.branch(f"person {machine.name}")
        return self.world.person(machine, self._marks, chance)

    def _tidier(self, machine: Machine) -> Tidier:
        chance = self.chance.branch(f"tidy {machine.name}")
        return Tidier(machine, self._marks, chance, self.operator.has_applied)

    # --- the bad time -------------------------------------------------------------------------

    async def unfold(self) -> None:
        """Let it all happen, then let it come to rest."""
        for machine in self.machines:
            machine.start()
        await self._settle_in()
        await asyncio.sleep(self.chance.between(0.0, 3.0))
        for _ in range(self.chance.number(6, 26)):
            await asyncio.sleep(self.chance.short(1.5))
            await self._step()
        await self._come_to_rest()

    async def _settle_in(self) -> None:
        """Leave the clients in peace where a first pull takes long: else there is no work to do."""
        if not self.world.first_pull_s or self.chance.branch("start").happens(_AT_ONCE):
            return
        weather, self._weather = self._weather, CALM
        await asyncio.sleep(self.world.first_pull_s)
        self._weather = weather

    async def _step(self) -> None:
        number = self.chance.number(0, len(self.machines) - 1)
        machine = self.machines[number]
        machine.reap()
        if machine.client is None and self.chance.happens(0.6):
            machine.start()
        await self._misfortune(machine)
        if machine.client is None:
            return
        dice = self.chance.between(0.0, 1.0)
        try:
            if dice < 0.12:
                self._cable(machine)
            elif dice < 0.25:
                self._note(machine.name, "tidy", self.tidiers[number].settle_one())
            else:
                self._note(machine.name, "act", self.people[number].act())
        except PowerCut as cut:
            self._note(machine.name, "died in the act", cut)

    def _cable(self, machine: Machine) -> None:
        if machine.plugged:
            machine.unplug()
        else:
            machine.plug_in()
        self._note(machine.name, "cable", machine.plugged)

    async def _misfortune(self, machine: Machine) -> None:
        weather, chance, operator = self._weather, self.chance, self.operator
        if chance.happens(0.2):
            machine.disk.keep_older_cache()
        if chance.happens(weather.crash):
            await self._end(machine)
        if chance.happens(weather.clock):
            machine.clock.offset_s = chance.one_of((0.0, 1e8, -1e8, 3600.0, -30.0))
            self._note("world", "clocks", machine.clock.offset_s, operator.jump_clock())
        if chance.happens(weather.tokens):
            operator.expire_tokens()
            self._note("world", "tokens ran out")
        if chance.happens(weather.rights):
            self._note("world", "rights", operator.change_rights())
        self._others_act()
        if chance.happens(weather.scope):
            self._set_scope(machine)
        await self._disaster()

    def _others_act(self) -> None:
        if self._merges and self._merging.happens(0.06):
            self._note("world", "merged", self.operator.merge_tickets(self._merging))
        if what := self.operator.others(self._marks):
            self._note("world", what)

    async def _disaster(self) -> None:
        weather, chance, operator = self._weather, self.chance, self.operator
        if chance.happens(weather.restart):
            operator.restart()
            self._note("world", "service restarted")
        if chance.happens(0.08):
            operator.back_up()
            self._note("world", "backup")
        # Never both: who hears of a restore only half a year later has no proof of anything.
        if self._is_long:
            if chance.happens(weather.restore):
                await self._half_a_year()
        elif chance.happens(weather.restore):
            operator.restore()
            self._note("world", "restored")

    async def _end(self, machine: Machine) -> None:
        if self.chance.happens(0.3):
            await machine.shut_down()
        else:
            machine.lose_power("somewhere")
        if self.chance.happens(0.5):
            machine.start()

    def _set_scope(self, machine: Machine) -> None:
        queues = tuple(self.chance.some_of(self.world.town.queues, 2))
        chosen = None if self.chance.happens(0.5) else queues
        scope = Scope(mine=self.chance.happens(0.5), queues=chosen)
        if machine.client is None:
            return
        try:
            machine.client.engine.set_scope(scope)
        except StorageError:
            self._note(machine.name, "scope not stored")
        else:
            self._note(machine.name, "scope", scope.to_text())

    async def _half_a_year(self) -> None:
        """Let so much time pass that the desk forgets what it answered."""
        for machine in self.machines:
            machine.unplug()
        await asyncio.sleep(_STRAYS_S)
        for clock in (self.operator.clock, *(machine.clock for machine in self.machines)):
            clock.offset_s += 200 * 86_400.0
        self.operator.forget_logs()
        self._note("world", "half a year passed")

    # --- the rest -----------------------------------------------------------------------------

    async def _come_to_rest(self) -> None:
        self._note("world", "calm")
        self._weather = CALM
        for machine in self.machines:
            machine.reap()
            if machine.client is None:
                machine.start()
            machine.plug_in()
        calm_rounds = 0
        for _ in range(_ROUNDS):
            await asyncio.sleep(_ROUND_S)
            is_calm = await self._tidy_up() == 0 and self._is_at_rest()
            calm_rounds = calm_rounds + 1 if is_calm else 0
            # One more for what may still be on its way: a copy of a request, the last page of the
            # feed, an answer of the bad time that ends a session.
            if calm_rounds == _CALM_ROUNDS:
                self.restful = True
                break

    async def wait_for_repair(self, rounds: int) -> None:
        """Give the clients time to compare themselves with the desk and to repair what differs.

        The people are still there: an answer of the bad time may yet end a session.
        """
        for _ in range(rounds):
            await asyncio.sleep(_ROUND_S)
            await self._tidy_up()

    async def _tidy_up(self) -> int:
        done = 0
        for machine, tidier in zip(self.machines, self.tidiers, strict=True):
            done += await self._sign_in_again(machine)
            done += tidier.settle_all()
        return done

    async def _sign_in_again(self, machine: Machine) -> int:
        client = machine.client
        if client is None:
            machine.start()
            return 1
        if client.engine.status().link in {Link.AUTH_NEEDED, Link.WRONG_DESK}:
            session = self.operator.sign_in(machine.person_id, machine.name)
            await machine.sign_in_again(session.access, session.refresh)
            client.engine.sync_now()
            return 1
        return 0

    def _is_at_rest(self) -> bool:
        return all(
            machine.client is not None
            and machine.client.engine.status().link is Link.ONLINE
            and not any(op.state in _UNDER_WAY for op in machine.client.outbox.pending())
            for machine in self.machines
        )

    def outboxes(self) -> dict[OpId, Operation]:
        """Give everything that is still stored, on all machines."""
        return {
            op.op_id: op
            for machine in self.machines
            if machine.client is not None
            for op in machine.client.outbox.pending()
        }

    async def end(self) -> None:
        """Close the clients."""
        for machine in self.machines:
            if machine.client is not None:
                machine.client.task.cancel()
                await asyncio.wait({machine.client.task}, timeout=30.0)

    def _note(self, who: str, what: str, *details: object) -> None:
        self.trace.note(self.seconds(), who, what, *details)


_UNDER_WAY = frozenset(
    {OpState.QUEUED, OpState.INFLIGHT, OpState.UNCONFIRMED, OpState.ACKED, OpState.HELD}
)
