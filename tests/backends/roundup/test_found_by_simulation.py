"""Bugs that the desk in memory and simulated histories found, and races that only it can stage."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from msgspec.structs import replace

from deskclient.backends.http import HttpRequest
from deskclient.backends.port import RowKind
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.roundup.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import NetworkError
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.backends.contract import make, note, ready
from tests.fakes.desks.roundup.office import PRIVATE_QUEUE, QUEUE, small_office
from tests.fakes.desks.roundup.server import RoundupServer
from tests.fakes.desks.wire import Wire

WEB = "https://roundup.example/desk"


def now() -> datetime:
    return datetime.now(UTC)


class Office:
    """Anna at her client, Ben at the desk itself."""

    def __init__(self) -> None:
        self.stores, self.acts = small_office(lambda: now() - timedelta(hours=1))
        self.at_each_step: Callable[[], None] = lambda: None
        """What others do while the desk works on a request."""
        self.server = RoundupServer(self.stores, now, self._pause_s, WEB)
        self.acts = self.server.acts
        self.wire = Wire(self.server)
        self.anna, self.ben = self.stores.user("anna"), self.stores.user("ben")
        store = MemoryTokenStore(by_password("anna", "secret of anna"))
        self.adapter = RoundupAdapter(self.wire, WEB, store, SystemClock())
        self.issue = self.acts.make(self.ben, "issue", title="Under test", queue=QUEUE)

    def _pause_s(self) -> float:
        self.at_each_step()
        return 0.0

    def once_let_in(self, act: Callable[[], None]) -> None:
        """Let somebody act after the next change was let in, and before it is written."""
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1
            if steps == 2:
                self.at_each_step = lambda: None
                act()

        def begin(request: HttpRequest) -> None:
            if request.method in {"PUT", "PATCH"}:
                self.wire.meanwhile = lambda _: None
                self.at_each_step = count

        self.wire.meanwhile = begin

    async def hold(self, file: Operation, content: bytes) -> None:
        state = await self.adapter.start_upload(str(file.patch.set["sha256"]), len(content), "", "")
        await self.adapter.send_chunk(state.upload_id, 0, content)

    async def lost(self, *ops: Operation, at: str = "") -> list[Operation]:
        """Send; the answer to what changes something at a place is lost."""
        sent = await ready(self.adapter, *ops)
        self.wire.loses = lambda request: request.method != "GET" and at in request.url
        with pytest.raises(NetworkError):
            await self.adapter.push(sent, "me")
        self.wire.loses = lambda _: False
        return sent


def reply(ticket: str, body: str) -> Operation:
    return note(ticket, body, type_="reply")


def attached(entry: Operation, name: str, content: bytes) -> Operation:
    doc: dict[str, Value] = {
        "ticket": entry.patch.set["ticket"],
        "entry": entry.record_id,
        "name": name,
        "media_type": "text/plain",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    return make("attachment", Action.CREATE, patch=Patch(set=doc), depends_on=(entry.op_id,))


def named(op: Operation, **names: Value) -> Operation:
    """Give an operation with the desk's names in it."""
    return replace(op, patch=Patch(set={**op.patch.set, **names}))


async def test_a_file_whose_message_was_found_without_it_is_looked_for_in_that_message():
    """Row 10: sent alone it would be refused, and told as never written."""
    office = Office()
    words = reply(office.issue, "See the logs")
    files = [attached(words, "log.txt", b"one"), attached(words, "log.txt", b"two")]
    for file, content in zip(files, (b"one", b"two"), strict=True):
        await office.hold(file, content)
    sent = await office.lost(words, *files, at="/data/issue/")
    entry = (await office.adapter.find(sent[:1]))[words.op_id]
    assert entry is not None
    alone = [named(one, entry=entry.server_id) for one in sent[1:]]
    found = [(await office.adapter.find([one]))[one.op_id] for one in alone]
    assert [one and one.kind for one in found] == [VerdictKind.APPLIED] * 2
    assert {one and one.server_id for one in found} == set(
        office.stores.items["issue"][office.issue].values["files"]
    )
    assert {one and one.doc and one.doc["entry"] for one in found} == {entry.server_id}


async def test_a_file_that_its_message_did_not_bring_is_absent_and_one_of_an_unknown_one_waits():
    office = Office()
    words = reply(office.issue, "Without the log")
    (entry,) = await office.adapter.push(await ready(office.adapter, words), "me")
    assert entry.server_id is not None
    file = attached(words, "log.txt", b"all of it")
    alone = named(file, entry=entry.server_id)
    assert await office.adapter.find([alone]) == {file.op_id: None}
    verdict = (await office.adapter.find([file]))[file.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.RETRY_LATER
    office.acts.change(office.ben, office.issue, queue=PRIVATE_QUEUE)
    assert await office.adapter.find([alone]) == {}


@pytest.mark.parametrize("meanwhile", ["retired", "hidden"])
async def test_a_reply_whose_ticket_went_away_after_it_arrived_is_not_told_as_refused(meanwhile):
    """Row 10, row 21: a client told so offers it again, though it has gone out by mail."""
    office = Office()
    words = reply(office.issue, "Look under the desk")
    file = attached(words, "desk.txt", b"here")
    await office.hold(file, b"here")
    sent = await office.lost(words, file, at=f"/data/issue/{office.issue}")
    (arrived,) = office.stores.items["issue"][office.issue].values["messages"]
    if meanwhile == "retired":
        office.acts.retire(office.ben, office.stores.items["issue"][office.issue])
    else:
        office.acts.change(office.ben, office.issue, queue=PRIVATE_QUEUE)
    found = await office.adapter.find(sent)
    if meanwhile == "hidden":
        # Nobody here can tell any more: a person decides.
        assert found == {}
        return
    assert [one and one.kind for one in found.values()] == [VerdictKind.APPLIED] * 2
    assert (verdict := found[words.op_id]) is not None
    assert verdict.server_id == arrived


async def test_a_reply_that_did_not_reach_its_ticket_before_that_was_deleted_is_told_as_such():
    """Row 21."""
    office = Office()
    words = reply(office.issue, "Look under the desk")
    sent = await office.lost(words, at="/data/msg")
    office.acts.retire(office.ben, office.stores.items["issue"][office.issue])
    found = await office.adapter.find(sent)
    assert [one and one.kind for one in found.values()] == [VerdictKind.GONE]


async def test_members_that_a_colleague_adds_while_ours_are_written_stay():
    """Row 52: Roundup lets both in, and writes what comes and goes."""
    office = Office()
    patch = Patch(add={"watchers": ("5",)})
    op = make("ticket", Action.EDIT, office.issue, unit="watchers", patch=patch)
    (edit,) = await ready(office.adapter, op)
    office.once_let_in(lambda: office.acts.change(office.ben, office.issue, nosy=["6"]))
    (verdict,) = await office.adapter.push([edit], "me")
    assert verdict.kind is VerdictKind.APPLIED
    assert office.stores.items["issue"][office.issue].values["nosy"] == ["5", "6"]


@pytest.mark.parametrize("let_in", [False, True])
async def test_a_value_chosen_meanwhile_is_asked_about_unless_both_were_let_in(let_in):
    """Row 52: of two within a moment nothing tells there, as the capabilities say."""
    office = Office()
    patch = Patch(set={"priority": "1"})
    op = make("ticket", Action.EDIT, office.issue, base={"priority": None}, patch=patch)
    (edit,) = await ready(office.adapter, op)

    def choose() -> None:
        office.acts.change(office.ben, office.issue, priority="2")

    def before(request: HttpRequest) -> None:
        if request.method == "PUT":
            office.wire.meanwhile = lambda _: None
            choose()

    if let_in:
        office.once_let_in(choose)
    else:
        office.wire.meanwhile = before
    (verdict,) = await office.adapter.push([edit], "me")
    assert verdict.kind is (VerdictKind.APPLIED if let_in else VerdictKind.CONFLICT)
    assert office.adapter.caps.audited is False


async def test_one_file_can_be_asked_for_as_the_feed_would_tell_it():
    """A file that a pull did not bring is asked for by itself; refused, the pull never ended."""
    office = Office()
    await office.adapter.session()
    lone = office.acts.make(office.ben, "file", name="plan.png", type="image/png", content=b"x")
    issue = next(one for one in office.stores.all("issue") if one.values["files"])
    office.acts.change(office.ben, issue.id, files=[*issue.values["files"], lone])
    rows = await office.adapter.thread(ServerId(issue.id))
    files = [row for row in rows if row.kind == "attachment"]
    assert lone in {row.server_id for row in files}
    for row in files:
        assert await office.adapter.record("attachment", row.server_id) == row
    office.acts.change(office.ben, issue.id, queue=PRIVATE_QUEUE)
    for name in (lone, "999", "0192-local"):
        gone = await office.adapter.record("attachment", ServerId(name))
        assert gone.what is RowKind.TOMBSTONE
