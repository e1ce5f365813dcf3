"""Two engines, real stores, and the real service over HTTP on loopback."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from deskclient.backends.http import MAX_ANSWER_BYTES, HttpxTransport
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.backends.way_in import Proof, Way
from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.events import Event, Link
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import IdMaker, OpId, RecordId, ServerId
from deskclient.domain.operation import Action, Operation, OpState, Patch
from deskclient.domain.times import to_text
from deskclient.server.records.ledger import find
from deskclient.storage.port import StagedFile
from deskclient.storage.stores import memory_stores
from deskclient.sync.engine import Engine, EnginePorts
from deskclient.sync.failpoints import NoFailpoints
from tests.fakes.loopback import Cable, serving
from tests.fakes.memory_blobs import MemoryBlobs
from tests.server.service import PASSWORD, MiniDesk, cheap_config, mini_desk
from tests.sync.rig import REGISTRY

CLOCK = SystemClock()


class Person:
    """Somebody at a computer of their own."""

    def __init__(self) -> None:
        self.stores = memory_stores(REGISTRY)
        self.blobs = MemoryBlobs()
        self.ids = IdMaker(CLOCK, SystemRandomness())
        self.events: list[Event] = []

    async def sign_in(self, url: str, login: str) -> None:
        transport = HttpxTransport(CLOCK)
        session, tokens = await NativeSignIn(transport, CLOCK, self.ids.new()).sign_in(
            url, Proof(Way.PASSWORD, login, PASSWORD), "a test"
        )
        await transport.close()
        self.person_id = session.person_id
        store = MemoryTokenStore(tokens)
        self.adapter = NativeAdapter(HttpxTransport(CLOCK), url, store, CLOCK)

    def start(self) -> None:
        self.engine = Engine(
            EnginePorts(
                adapter=self.adapter,
                registry=REGISTRY,
                outbox=self.stores.outbox,
                cache=self.stores.cache,
                blobs=self.blobs,
                clock=CLOCK,
                randomness=SystemRandomness(),
                ids=self.ids,
                failpoints=NoFailpoints(),
                emit=self.events.append,
                person_id=self.person_id,
            )
        )
        self.task = asyncio.ensure_future(self.engine.run())

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        await self.adapter.close()
        self.stores.close()

    def view(self, kind: str, record_id: str) -> Doc:
        assert self.stores.reader is not None
        found = self.stores.reader.record(kind, RecordId(record_id))
        return {} if found is None else found.doc

    def op(self, kind: str, record: str, action: Action, **more) -> Operation:
        return replace(
            Operation(
                op_id=OpId(self.ids.new()),
                kind=kind,
                record_id=RecordId(record),
                action=action,
                acted_at=to_text(CLOCK.now()),
            ),
            **more,
        )

    def edit(self, ticket: str, name: str, value: Value) -> Operation:
        kind, seen = REGISTRY["ticket"], self.view("ticket", ticket)
        unit = kind.field_map[name].merge_unit
        base = {spec.name: spec.value_in(seen) for spec in kind.unit_fields(unit)}
        patch = Patch(set={name: value})
        snap = self.stores.cache.snap("ticket", RecordId(ticket))
        ver = 0 if snap is None else snap.ver
        op = self.op("ticket", ticket, Action.EDIT, unit=unit, patch=patch, base=base, base_ver=ver)
        return self.engine.commit([op])[0]

    def create(self, kind: str, **doc: Value) -> Operation:
        op = self.op(kind, self.ids.new(), Action.CREATE, patch=Patch(set=doc))
        return self.engine.commit([op])[0]

    def reply_with_file(self, ticket: str, content: bytes) -> tuple[Operation, str]:
        """Write a reply with a picture, as one group; gives the reply and the file's digest."""
        digest = self.blobs.stage(content)
        words: dict[str, Value] = {"ticket": ticket, "type": "reply", "body": "See picture"}
        entry = self.op("entry", self.ids.new(), Action.CREATE, patch=Patch(set=words))
        picture: dict[str, Value] = {
            "ticket": ticket,
            "entry": entry.record_id,
            "name": "shot.png",
            "media_type": "image/png",
            "size": len(content),
            "sha256": digest,
        }
        attached = self.op("attachment", self.ids.new(), Action.CREATE, patch=Patch(set=picture))
        self.engine.commit(
            [replace(entry, group_id="g", public=True), replace(attached, group_id="g")],
            files=[StagedFile(digest, len(content), "shot.png", "image/png")],
        )
        return entry, digest


async def until(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110 - looks from outside, as a person would
            await asyncio.sleep(0.01)


async def both_at_work(url: str) -> tuple[Person, Person]:
    """Anna and Lena, signed in and with everything here."""
    anna, lena = Person(), Person()
    for person, login in ((anna, "anna"), (lena, "lena")):
        await person.sign_in(url, login)
        person.start()
    for person in (anna, lena):
        await until(lambda one=person: bool(one.engine.status().last_sync))  # type: ignore[misc]
    return anna, lena


@pytest.fixture
def desk(home: Path, expected_logs) -> MiniDesk:
    # Long polls of clients that have gone are ended with the service.
    expected_logs.expect("timeout graceful shutdown exceeded")
    return mini_desk(config=cheap_config(home / "files"))


def test_what_one_person_does_the_other_sees(desk):
    async def scenario(url: str) -> None:
        anna, lena = await both_at_work(url)
        ticket = desk.tickets[0]
        assert anna.view("ticket", ticket)["subject"] == "Printer 0 does not print"
        anna.edit(ticket, "priority", "high")
        lena.edit(ticket, "owner", desk.people["lena"])
        await until(lambda: lena.view("ticket", ticket).get("priority") == "high")
        await until(lambda: anna.view("ticket", ticket).get("owner") == desk.people["lena"])
        await until(lambda: not anna.stores.outbox.pending() and not lena.stores.outbox.pending())
        await anna.stop()
        await lena.stop()

    with serving(desk.app) as url:
        asyncio.run(scenario(url))


def test_an_offline_day_arrives_whole_and_once(desk):
    async def scenario(url: str) -> None:
        anna, lena = await both_at_work(url)
        anna.engine.set_offline(True)
        made = anna.create(
            "ticket",
            subject="Made offline",
            queue=desk.queues[0],
            requester=desk.requesters[0],
            status="new",
            priority="normal",
            request_kind="incident",
            channel="phone",
        )
        anna.edit(made.record_id, "subject", "Edited offline")
        note = anna.create("entry", ticket=made.record_id, type="note", body="Seen on site")
        content = b"picture" * 5000
        entry, digest = anna.reply_with_file(made.record_id, content)
        anna.engine.set_offline(False)
        await until(lambda: not anna.stores.outbox.pending())
        await until(lambda: lena.view("entry", entry.record_id) != {})
        seen = lena.view("ticket", made.record_id)
        assert seen["subject"] == "Edited offline"
        assert isinstance(seen["number"], int)
        assert lena.view("entry", note.record_id)["body"] == "Seen on site"
        lena.engine.fetch_file(digest)
        await until(lambda: lena.blobs.has(digest))
        assert hashlib.sha256(lena.blobs.fetched[digest]).hexdigest() == digest
        await anna.stop()
        await lena.stop()

    with serving(desk.app) as url:
        asyncio.run(scenario(url))


def test_two_people_on_one_field_decide_and_converge(desk):
    async def scenario(url: str) -> None:
        anna, lena = await both_at_work(url)
        ticket = desk.tickets[0]
        anna.engine.set_offline(True)
        mine = anna.edit(ticket, "subject", "Anna's words")
        lena.edit(ticket, "subject", "Lena's words")
        await until(lambda: not lena.stores.outbox.pending())
        anna.engine.set_offline(False)

        def stands() -> bool:
            op = anna.stores.outbox.get(mine.op_id)
            return op is not None and op.state is OpState.CONFLICT

        await until(stands)
        (found,) = anna.stores.outbox.conflicts(mine.op_id)
        assert (found.conflict.mine, found.conflict.theirs) == ("Anna's words", "Lena's words")
        anna.engine.decide({mine.op_id: {"subject": "Our words"}})
        await until(lambda: lena.view("ticket", ticket)["subject"] == "Our words")
        assert anna.view("ticket", ticket)["subject"] == "Our words"
        await anna.stop()
        await lena.stop()

    with serving(desk.app) as url:
        asyncio.run(scenario(url))


def test_the_service_goes_away_and_comes_back(desk):
    async def scenario(cable: Cable) -> None:
        anna = Person()
        await anna.sign_in(cable.url, "anna")
        anna.start()
        await until(lambda: bool(anna.engine.status().last_sync))
        cable.pull()
        await until(lambda: anna.engine.status().link is Link.UNREACHABLE)
        op = anna.edit(desk.tickets[0], "priority", "high")
        assert anna.view("ticket", desk.tickets[0])["priority"] == "high"
        cable.plug()
        await until(lambda: anna.stores.outbox.get(op.op_id) is None, within_s=8)
        await anna.stop()

    with serving(desk.app) as url, Cable(url) as cable:
        asyncio.run(scenario(cable))


def swell(desk: MiniDesk, ticket: str, size: int) -> str:
    """Put a message of ``size`` bytes into the desk's database, as no client could; give its id."""
    entry = IdMaker(CLOCK, SystemRandomness()).new()
    with desk.desk.ledger.writing() as change:
        root = find(change.connection, "ticket", ticket)
        assert root is not None
        words: dict[str, Value] = {
            "ticket": ticket,
            "type": "message",
            "author": desk.requesters[0],
            "body": "x" * size,
            "body_format": "plain",
            "channel": "e-mail",
            "ord": change.next_ord(root),
            "created_at": change.now,
        }
        change.create(change.registry["entry"], entry, words, desk.people["anna"], root)
    return entry


def test_a_first_sync_goes_past_a_message_larger_than_any_answer(desk):
    """Row 41: set aside and named; all others are here, and what follows comes and goes."""
    giant = swell(desk, desk.tickets[0], MAX_ANSWER_BYTES)

    async def scenario(url: str) -> None:
        anna = Person()
        await anna.sign_in(url, "anna")
        anna.start()
        await until(lambda: bool(anna.engine.status().last_sync), within_s=60)
        (bad,) = anna.stores.cache.quarantine()
        assert (bad.kind, bad.server_id) == ("entry", giant)
        assert all(anna.view("ticket", one) for one in desk.tickets)
        assert not anna.view("entry", giant)
        anna.edit(desk.tickets[0], "priority", "high")
        await until(lambda: not anna.stores.outbox.pending())
        # In the feed as in the first pull.
        second = swell(desk, desk.tickets[1], MAX_ANSWER_BYTES)
        anna.engine.sync_now()
        note = anna.create("entry", ticket=desk.tickets[2], type="note", body="After it")
        await until(lambda: len(anna.stores.cache.quarantine()) == 2, within_s=60)
        await until(lambda: not anna.stores.outbox.pending())
        assert second in {one.server_id for one in anna.stores.cache.quarantine()}
        assert anna.view("entry", note.record_id)["body"] == "After it"
        await anna.stop()

    with serving(desk.app) as url:
        asyncio.run(scenario(url))


def copied(person: Person) -> Person:
    """The same profile on a second computer: all that the outbox holds, and nothing else."""
    twin = Person()
    for key in ("client_id", "turn"):
        twin.stores.outbox.set_meta(key, person.stores.outbox.get_meta(key))
    twin.stores.outbox.add(person.stores.outbox.pending())
    return twin


def who_sends(person: Person) -> str:
    return person.stores.outbox.get_meta("client_id")


def test_the_second_of_two_copies_takes_another_client_id_and_nothing_is_sent_twice(desk):
    """Row 32: the operations keep their ids, so the desk takes each of them once."""

    async def scenario(url: str) -> None:
        anna, lena = await both_at_work(url)
        anna.engine.set_offline(True)
        ticket = desk.tickets[0]
        note = anna.create("entry", ticket=ticket, type="note", body="Seen on site")
        twin = copied(anna)
        first_name = who_sends(anna)
        anna.engine.set_offline(False)
        await until(lambda: not anna.stores.outbox.pending())
        await twin.sign_in(url, "anna")
        twin.start()
        await until(lambda: not twin.stores.outbox.pending())
        assert who_sends(anna) == first_name != who_sends(twin)
        second = twin.create("entry", ticket=ticket, type="note", body="Said by the second")
        third = anna.create("entry", ticket=ticket, type="note", body="Said by the first")
        await until(lambda: not (twin.stores.outbox.pending() or anna.stores.outbox.pending()))
        assert who_sends(anna) == first_name
        notes = [row for row in await lena.adapter.thread(ServerId(ticket)) if row.kind == "entry"]
        told = [str(row.server_id) for row in notes if row.doc and row.doc["type"] == "note"]
        assert sorted(told) == sorted(str(op.record_id) for op in (note, second, third))
        for person in (anna, twin, lena):
            await person.stop()

    with serving(desk.app) as url:
        asyncio.run(scenario(url))
