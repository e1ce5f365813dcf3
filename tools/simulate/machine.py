"""One person's computer: a disk, a cable, a clock that may be wrong, and the client."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deskclient.backends.port import Adapter
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.errors import StorageError
from deskclient.domain.events import Event
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.storage.cache import SqlCache
from deskclient.storage.database import Database
from deskclient.storage.port import Cache
from deskclient.storage.reader import SqlReader
from deskclient.sync.engine import Engine, EnginePorts
from deskclient.sync.settings import EngineSettings
from tools.simulate.blobs import MemoryBlobs
from tools.simulate.chance import Chance
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.disk import BlankDisks, DiskTrouble, UnindexedCache
from tools.simulate.lineage import Lineage
from tools.simulate.network import NetworkParts, SimNetwork
from tools.simulate.plants import Plant
from tools.simulate.trace import Trace
from tools.simulate.weather import Weather

SETTINGS = EngineSettings(push_delay_s=0.05, backoff_cap_s=30.0, storage_retry_s=5.0)


class PowerCut(BaseException):
    """The client died here; nothing may catch this."""


@dataclass(frozen=True, slots=True)
class MachineParts:
    """What all machines of a history share."""

    registry: Registry
    disks: BlankDisks
    network: NetworkParts
    lineage: Lineage
    trace: Trace
    seconds: Callable[[], float]
    weather: Callable[[], Weather]
    plant: Plant
    searchable: bool
    """Whether the search index is kept, too."""


class Client:
    """A running client: everything that ends when it dies."""

    def __init__(self, machine: "Machine", number: int) -> None:
        parts, disk = machine.parts, machine.disk
        self.number = number
        self._machine = machine
        self._trouble = DiskTrouble(machine.store_fails)
        outbox, cache = Database(disk.outbox), Database(disk.cache)
        self.doing = ""
        self.outbox = parts.plant.outbox(
            outbox, machine.clock, parts.lineage, machine.name, lambda: self.doing
        )
        make = SqlCache if parts.searchable else UnindexedCache
        self.cache: Cache = make(cache, parts.disks.layout)
        self.reader = SqlReader(
            disk.cache, parts.disks.layout, now=machine.clock.now, close=lambda: None
        )
        self.ids = IdMaker(machine.clock, machine.chance.branch(f"ids {number}"))
        self.network = SimNetwork(
            parts.network, machine.name, machine.chance.branch(f"network {number}")
        )
        self.network.up = machine.plugged
        self.alive = True
        self.engine = Engine(self._ports())
        parts.plant.spoil(self.engine)
        self._trouble.attach(outbox)
        self._trouble.attach(cache)
        loop = asyncio.get_running_loop()
        self.born_s, self.ended_s = loop.time(), -1.0
        self.task = loop.create_task(self.engine.run())
        self.task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        del task
        self.ended_s = asyncio.get_running_loop().time()

    @property
    def never_ran(self) -> bool:
        """Whether the disk refused to be read when the engine started; the window says so."""
        if not self.task.done() or self.task.cancelled() or self.ended_s != self.born_s:
            return False
        return isinstance(self.task.exception(), StorageError)

    def _adapter(self) -> Adapter:
        machine = self._machine
        instance = machine.parts.network.desk.instance_of(machine.person_id)
        make = machine.parts.plant.adapter
        return make(self.network, BASE_URL, machine.keyring, machine.clock, instance)

    def _ports(self) -> EnginePorts:
        machine = self._machine
        return EnginePorts(
            adapter=self._adapter(),
            registry=machine.parts.registry,
            outbox=self.outbox,
            cache=self.cache,
            blobs=machine.blobs,
            clock=machine.clock,
            randomness=machine.chance.branch(f"engine {self.number}"),
            ids=self.ids,
            failpoints=self,
            emit=self._emit,
            person_id=machine.person_id,
            settings=SETTINGS,
        )

    def hit(self, name: str) -> None:
        """Pass a named place; the machine may lose its power here."""
        if not self.alive:
            raise PowerCut(name)
        if self._machine.dies_at(name):
            self._machine.lose_power(name)
            raise PowerCut(name)

    def _emit(self, event: Event) -> None:
        if self.alive:
            self._machine.told(event)


class Machine:
    """The computer; its client comes and goes."""

    def __init__(self, parts: MachineParts, name: str, person_id: str, chance: Chance) -> None:
        self.parts = parts
        self.name = name
        self.person_id = person_id
        self.chance = chance
        self.disk = parts.disks.new()
        self.blobs = MemoryBlobs()
        self.clock = SimClock(parts.seconds)
        self.keyring = MemoryTokenStore()
        self.plugged = True
        self.client: Client | None = None
        self._starts = 0
        self._deaths = chance.branch("deaths")
        self._troubles = chance.branch("troubles")
        self._endings: list[asyncio.Task[None]] = []

    def sign_in(self, access: str, refresh: str) -> None:
        """Put tokens into the keyring of this machine."""
        self.keyring = MemoryTokenStore(SessionTokens(access, refresh))

    async def sign_in_again(self, access: str, refresh: str) -> None:
        """Put fresh tokens into the keyring in place of those that are no good any more."""
        await self.keyring.set(SessionTokens(access, refresh))

    # --- life and death -----------------------------------------------------------------------

    def start(self) -> None:
        """Start the client; a disk in trouble may prevent it."""
        self._starts += 1
        try:
            self.client = Client(self, self._starts)
        except StorageError:
            self.client = None
        self._note("start", self.client is not None)

    def reap(self) -> None:
        """Notice that the client could not start; the person tries again later."""
        if self.client is not None and self.client.never_ran:
            self.client.alive = False
            self.client = None
            self._note("did not start")

    def lose_power(self, where: str) -> None:
        """Die at once: nothing the client still does reaches the disk or the network."""
        client, self.client = self.client, None
        if client is None:
            return
        client.alive = False
        client.network.cut()
        self.disk.lose_power(step_back=self._deaths.happens(self.parts.weather().cache_back))
        client.task.cancel()
        self._endings.append(client.task)
        self._note("power cut", where)

    async def shut_down(self) -> None:
        """Close the client as a person does."""
        client, self.client = self.client, None
        if client is None:
            return
        client.task.cancel()
        await asyncio.wait({client.task}, timeout=30.0)
        client.alive = False
        client.network.cut()
        self._endings.append(client.task)
        self._note("closed", client.task.done())

    def dies_at(self, name: str) -> bool:
        """Decide whether the power goes at a named place."""
        return self._deaths.happens(self.parts.weather().failpoint) and bool(name)

    def store_fails(self) -> bool:
        """Decide whether a store statement fails."""
        return self._troubles.happens(self.parts.weather().disk)

    def faults(self) -> list[BaseException]:
        """Give what clients ended with that no client may end with."""
        running = [] if self.client is None else [self.client.task]
        ended = [task for task in (*self._endings, *running) if task.done()]
        errors = [None if task.cancelled() else task.exception() for task in ended]
        return [error for error in errors if error is not None and not _is_death(error)]

    # --- the cable ----------------------------------------------------------------------------

    def unplug(self) -> None:
        """Pull the cable."""
        self.plugged = False
        if self.client is not None:
            self.client.network.cut()

    def plug_in(self) -> None:
        """Plug the cable in; the system tells the client so."""
        self.plugged = True
        if self.client is not None:
            self.client.network.mend()
            self.client.engine.sync_now()

    def told(self, event: Event) -> None:
        """Take what the engine tells the window."""
        self._note("event", type(event).__name__)

    @contextmanager
    def doing(self, what: str) -> Iterator[Client]:
        """Let the person do something; what ends an operation meanwhile is theirs."""
        client = self.client
        if client is None:
            raise PowerCut("not running")
        client.doing = what
        try:
            yield client
        finally:
            client.doing = ""

    def _note(self, what: str, *details: object) -> None:
        self.parts.trace.note(self.parts.seconds(), self.name, what, *details)

    def close(self) -> None:
        """Throw the machine away."""
        self.disk.close()


def _is_death(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_death(one) for one in error.exceptions)
    return isinstance(error, PowerCut)
