"""One engine on real stores in memory, a virtual network and a desk, for tests of its behaviour."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from deskclient.backends.port import Caps
from deskclient.domain.clock import SeededRandomness
from deskclient.domain.events import Event, Link, OutboxCount, ProblemRaised, SyncStatus
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import IdMaker, OpId, RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import Action, Operation, OpState, Patch
from deskclient.domain.times import to_text
from deskclient.storage.port import Cache, Outbox, Reader, StagedFile
from deskclient.storage.stores import MemoryStores, memory_stores
from deskclient.sync.engine import Engine, EnginePorts
from deskclient.sync.failpoints import NoFailpoints
from deskclient.sync.ports import Failpoints
from deskclient.sync.settings import EngineSettings
from tests.fakes.memory_blobs import MemoryBlobs
from tests.fakes.memory_eraser import MemoryEraser
from tests.fakes.plain_desk import PlainDesk
from tests.fakes.unkind_desk import UnkindDesk
from tests.fakes.virtual_loop import VirtualClock, VirtualLoop, run_virtual

REGISTRY = standard_registry()
T1, T2, T3 = (RecordId(f"ticket-{n}") for n in (1, 2, 3))


class CrashError(BaseException):
    """The process ends here."""


class CrashingFailpoints:
    """Ends the engine at a place, once."""

    def __init__(self, name: str) -> None:
        self._name: str | None = name

    def hit(self, name: str) -> None:
        if name == self._name:
            self._name = None
            raise CrashError(name)


class Rig:
    """The person's side of a test. ``start`` and ``crash`` may alternate; the stores stay."""

    def __init__(
        self, loop: VirtualLoop, *, desk: PlainDesk | None = None, name: str = "me"
    ) -> None:
        self.loop = loop
        self.name = name
        self.clock = VirtualClock(loop)
        self.desk = desk or PlainDesk(REGISTRY)
        self.line = UnkindDesk(self.desk)
        self.stores: MemoryStores = memory_stores(REGISTRY, clock=self.clock)
        assert self.stores.reader is not None
        self.reader: Reader = self.stores.reader
        self.outbox: Outbox = self.stores.outbox
        self.cache: Cache = self.stores.cache
        self.blobs = MemoryBlobs()
        self.eraser = MemoryEraser()
        self.ids = IdMaker(self.clock, SeededRandomness(sum(map(ord, name))))
        self.events: list[Event] = []
        self.given_back: list[int | None] = []
        """How many indexes of lists were missing, each time that memory was given back."""
        self.settings = EngineSettings()
        self.failpoints: Failpoints = NoFailpoints()
        self.engine: Engine = self._make()
        self._task: asyncio.Task[None] | None = None

    def use(self, caps: Caps) -> None:
        """Talk to a desk of other abilities."""
        self.line = UnkindDesk(self.desk, self.line.person_id, caps)

    def _make(self) -> Engine:
        return Engine(
            EnginePorts(
                adapter=self.line,
                registry=REGISTRY,
                outbox=self.outbox,
                cache=self.cache,
                blobs=self.blobs,
                clock=self.clock,
                randomness=SeededRandomness(7),
                ids=self.ids,
                failpoints=self.failpoints,
                emit=self.events.append,
                give_back=self._note_given_back,
                settings=self.settings,
                eraser=self.eraser,
            )
        )

    def _note_given_back(self) -> None:
        self.given_back.append(self.cache.prepare_step())

    def open(self) -> Engine:
        """Make an engine on the stores as they are, without running it."""
        self.engine = self._make()
        return self.engine

    async def start(self) -> None:
        """Run a new engine on the stores as they are."""
        self.open()
        self._task = asyncio.ensure_future(self.engine.run())
        await asyncio.sleep(0)

    async def stop(self) -> None:
        """End the engine as an application does."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def crashed(self) -> None:
        """Wait until the engine has died at its failpoint, then clear the place."""
        assert self._task is not None
        async with asyncio.timeout(3600):
            ended = await asyncio.gather(self._task, return_exceptions=True)
        assert isinstance(ended[0], CrashError), ended
        self._task = None
        for task in asyncio.all_tasks(self.loop):
            if task is not asyncio.current_task():
                task.cancel()
        await asyncio.sleep(0)
        self.failpoints = NoFailpoints()

    # --- waiting --------------------------------------------------------------------------------

    async def until(self, holds: Callable[[], bool], within_s: float = 3600.0) -> None:
        """Let time pass until something holds."""
        async with asyncio.timeout(within_s):
            while not holds():  # noqa: ASYNC110 - looks from outside, as a person would
                await asyncio.sleep(0.02)

    async def online(self) -> None:
        """Run and wait for everything the desk has."""
        if self._task is None:
            await self.start()
        await self.until(lambda: self.engine.status().link is Link.ONLINE)
        await self.until(self.is_caught_up)

    def is_pulled(self, generation: int) -> bool:
        """Whether the complete pull of this number has ended."""
        feed = self.cache.feed()
        return feed is not None and feed.generation == generation and bool(feed.cursor)

    def is_caught_up(self) -> bool:
        """Whether the feed has been followed to its end."""
        feed = self.cache.feed()
        place = f"{self.desk.epoch}:{self.desk.state.seq}"
        return feed is not None and feed.cursor == place

    async def quiet(self, within_s: float = 3600.0) -> None:
        """Wait until nothing waits and everything is here."""
        self.line.tell()
        await self.until(lambda: not self.outbox.pending() and self.is_caught_up(), within_s)

    async def settled(self) -> None:
        """Wait until nothing is on its way any more; what needs a person may stay."""
        busy = {OpState.QUEUED, OpState.INFLIGHT, OpState.ACKED}
        self.line.tell()
        await self.until(lambda: not any(op.state in busy for op in self.outbox.pending()))

    # --- the person -----------------------------------------------------------------------------

    def edit(self, record: RecordId = T1, kind: str = "ticket", **changes: Value) -> Operation:
        """Set fields of one unit, as the window does."""
        return self.engine.commit([self.edit_op(record, kind, **changes)])[0]

    def grouped_edit(self, record: RecordId, group: str, **changes: Value) -> Operation:
        """Set fields together with other operations of a group."""
        op = replace(self.edit_op(record, "ticket", **changes), group_id=group)
        return self.engine.commit([op])[0]

    def edit_op(self, record: RecordId, kind: str, **changes: Value) -> Operation:
        """Make the operation of an edit."""
        seen = self.view(kind, record)
        spec = REGISTRY[kind].field_map[next(iter(changes))]
        unit = REGISTRY[kind].unit_fields(spec.merge_unit)
        snap = self.cache.snap(kind, record)
        return Operation(
            op_id=OpId(self.ids.new()),
            kind=kind,
            record_id=record,
            action=Action.EDIT,
            unit=spec.merge_unit,
            patch=Patch(set=changes),
            base={one.name: seen.get(one.name, one.default) for one in unit},
            base_ver=0 if snap is None else snap.ver,
            label="edit",
            acted_at=self.moment(),
        )

    def create(
        self, kind: str = "ticket", record: str = "", hold_s: float = 0.0, **doc: Value
    ) -> Operation:
        """Make a record."""
        return self.engine.commit([self.new(kind, record, hold_s, **doc)])[0]

    def new(self, kind: str, record: str = "", hold_s: float = 0.0, **doc: Value) -> Operation:
        """Make the operation of a creation."""
        if kind == "ticket":
            doc = {"subject": "New", "queue": "q1", "requester": "p1", **doc}
        return Operation(
            op_id=OpId(self.ids.new()),
            kind=kind,
            record_id=RecordId(record or self.ids.new()),
            action=Action.CREATE,
            patch=Patch(set=doc),
            label="create",
            acted_at=self.moment(),
            hold_until=self.moment(hold_s) if hold_s else "",
        )

    def reply(
        self, body: str, ticket: RecordId = T1, *, hold_s: float = 0.0, public: bool = True
    ) -> Operation:
        """Write a reply, or a note."""
        what = "reply" if public else "note"
        op = self.new("entry", hold_s=hold_s, ticket=ticket, type=what, body=body)
        return self.engine.commit([replace(op, public=public, label=what)])[0]

    def reply_with_file(self, body: str, content: bytes, ticket: RecordId = T1) -> list[Operation]:
        """Write a reply with an attachment, as one group."""
        digest = self.blobs.stage(content)
        entry = replace(
            self.new("entry", ticket=ticket, type="reply", body=body), public=True, group_id="g1"
        )
        attached = replace(
            self.new(
                "attachment",
                ticket=ticket,
                entry=entry.record_id,
                name="shot.png",
                size=len(content),
                sha256=digest,
            ),
            group_id="g1",
            depends_on=(entry.op_id,),
        )
        file = StagedFile(digest, len(content), "shot.png", "image/png")
        return list(self.engine.commit([entry, attached], files=[file]))

    def moment(self, later_s: float = 0.0) -> str:
        """This computer's time."""
        return to_text(self.clock.now() + timedelta(seconds=later_s))

    # --- looking --------------------------------------------------------------------------------

    def view(self, kind: str, record: str) -> Doc:
        """What is shown of a record; empty if nothing."""
        found = self.reader.record(kind, RecordId(record))
        return {} if found is None else found.doc

    def op(self, op_id: OpId) -> Operation | None:
        """A stored operation."""
        return self.outbox.get(op_id)

    def state(self, op: Operation) -> OpState | None:
        """The state of a stored operation; ``None`` once it has gone."""
        found = self.outbox.get(op.op_id)
        return None if found is None else found.state

    def rule(self, op: Operation) -> str:
        """Why an operation waits."""
        found = self.outbox.get(op.op_id)
        return "" if found is None or found.problem is None else found.problem.rule

    def links(self) -> list[Link]:
        """Every state of the connection that was told, in order."""
        return [event.link for event in self.events if isinstance(event, SyncStatus)]

    def problems(self) -> list[str]:
        """Ids of the problems that were told."""
        return [event.problem_id for event in self.events if isinstance(event, ProblemRaised)]

    def counts(self) -> OutboxCount:
        """The last count told."""
        return [event for event in self.events if isinstance(event, OutboxCount)][-1]

    def everything(self) -> Mapping[str, Mapping[str, Doc]]:
        """All tickets and entries as shown here."""
        return {
            kind: {one.record_id: dict(one.doc) for one in self.reader.all_of(kind)}
            for kind in ("ticket", "entry", "attachment")
        }


def play(scenario: Callable[[Rig], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario with a desk that has three tickets, in virtual time."""

    async def main(loop: VirtualLoop) -> None:
        rig = Rig(loop)
        for number, record in enumerate((T1, T2, T3), 1):
            rig.desk.have(
                "ticket",
                record,
                subject=f"Printer {number}",
                status="open",
                priority="normal",
                queue="q1",
                requester="p1",
                tags=[],
                created_at="2026-11-01T09:00:00.000Z",
            )
        await scenario(rig)
        await rig.stop()
        rig.stores.close()

    run_virtual(main)
