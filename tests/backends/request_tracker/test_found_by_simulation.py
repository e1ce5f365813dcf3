"""Bugs that the desk in memory and simulated histories found, and races that only it can stage."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from deskclient.backends.http import HttpRequest
from deskclient.backends.port import RowKind
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_token
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import NetworkError
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.backends.contract import all_rows, long_ago, make, news, note, only, ready
from tests.backends.request_tracker.wishes import attached
from tests.fakes.desks.request_tracker.office import small_office
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.wire import Wire

NOW = datetime.now(UTC)


class Office:
    """Anna at her client, Lena at the desk itself."""

    def __init__(self) -> None:
        self.at_each_step: Callable[[], None] = lambda: None
        """What others do while the desk works on a request."""
        self.server = RequestTrackerServer(
            small_office(NOW), lambda: datetime.now(UTC), self._pause_s
        )
        self.stores = self.server.desk.stores
        self.wire = Wire(self.server)
        anna = self.stores.accounts[29]
        self.adapter = RequestTrackerAdapter(
            self.wire, "https://rt.example", MemoryTokenStore(by_token(anna.token)), SystemClock()
        )

    def _pause_s(self) -> float:
        self.at_each_step()
        return 0.0

    def once_let_in(self, act: Callable[[], None]) -> None:
        """Let somebody act after the next edit was let in, and before it is written."""
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1
            if steps == 2:
                self.at_each_step = lambda: None
                act()

        def begin(request: HttpRequest) -> None:
            if request.method == "PUT":
                self.wire.meanwhile = lambda _: None
                self.at_each_step = count

        self.wire.meanwhile = begin

    def change(self, number: int, **body: object) -> None:
        """Let Lena change a ticket."""
        ticket = self.stores.tickets[number]
        list(self.server.acts.steps(self.stores.accounts[31], deepcopy(ticket), body))

    async def lost(self, *ops: Operation) -> list[Operation]:
        """Send; the answer to what changes something is lost."""
        sent = await ready(self.adapter, *ops)
        self.wire.loses = is_write
        with pytest.raises(NetworkError):
            await self.adapter.push(sent, "me")
        self.wire.loses = lambda _: False
        return sent


def is_write(request: HttpRequest) -> bool:
    return request.method != "GET"


def named(op: Operation, **names: Value) -> Operation:
    """Give an operation with the desk's names in it."""
    return replace(op, patch=Patch(set={**op.patch.set, **names}))


def new_ticket() -> Operation:
    doc: dict[str, Value] = {"subject": "New", "queue": "3", "requester": "ivan@rt.test"}
    return make("ticket", Action.CREATE, patch=Patch(set={**doc, "status": "new"}))


def minutes(ticket: str, step: int) -> Operation:
    return make(
        "ticket",
        Action.EDIT,
        ticket,
        unit="minutes_spent",
        patch=Patch(incr={"minutes_spent": step}),
    )


async def test_a_ticket_once_found_is_not_taken_for_absent_when_it_is_deleted():
    """Row 10: its first message was told as found, which must not hide it from a second look."""
    office = Office()
    create = new_ticket()
    words = note(create.record_id, "First words", create, type_="message")
    sent = await office.lost(create, words)
    found = await office.adapter.find(sent)
    assert {one and one.kind for one in found.values()} == {VerdictKind.APPLIED}
    number = max(office.stores.tickets)
    office.server.acts.delete(office.stores.accounts[31], office.stores.tickets[number])
    again = await office.adapter.find([long_ago(one) for one in sent])
    assert None not in again.values()


async def test_a_file_whose_message_was_found_without_it_is_looked_for_in_that_message():
    """Row 10: sent alone it would be refused, and told as never written."""
    office = Office()
    words = note("2", "See the log")
    file = attached("f", words, "log.txt", b"all of it")
    state = await office.adapter.start_upload(str(file.patch.set["sha256"]), 9, "log.txt", "")
    await office.adapter.send_chunk(state.upload_id, 0, b"all of it")
    sent = await office.lost(words, file)
    entry = (await office.adapter.find(sent[:1]))[words.op_id]
    assert entry is not None
    alone = named(sent[1], entry=entry.server_id)
    verdict = (await office.adapter.find([alone]))[file.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.APPLIED
    assert verdict.doc is not None
    assert verdict.doc["entry"] == entry.server_id


async def test_a_file_that_its_message_did_not_bring_is_absent_and_one_of_an_unknown_one_waits():
    office = Office()
    words = note("2", "Without the log")
    (entry,) = await office.adapter.push(await ready(office.adapter, words), "me")
    file = attached("f", words, "log.txt", b"all of it")
    assert await office.adapter.find([named(file, entry=entry.server_id)]) == {"f": None}
    verdict = (await office.adapter.find([file]))[file.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.RETRY_LATER


@pytest.mark.parametrize("what", ["minutes", "subject"])
async def test_an_edit_that_arrived_before_its_ticket_was_merged_is_not_sent_to_the_survivor(what):
    """Row 10: what the answer would have said is read off the history of the merged ticket."""
    office = Office()
    edit = minutes("2", 7)
    if what == "subject":
        edit = make(
            "ticket", Action.EDIT, "2", unit="subject", patch=Patch(set={"subject": "Seen"})
        )
    sent = await office.lost(edit)
    office.change(2, MergeInto=3)
    found = await office.adapter.find([long_ago(one) for one in sent])
    verdict = found[edit.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.APPLIED
    assert office.stores.tickets[3].worked == (7 if what == "minutes" else 0)


async def test_an_edit_that_did_not_arrive_before_its_ticket_was_merged_is_told_where_it_went():
    office = Office()
    (edit,) = await ready(office.adapter, minutes("2", 7))
    office.change(2, MergeInto=3)
    verdict = (await office.adapter.find([long_ago(edit)]))[edit.op_id]
    assert verdict is not None
    assert (verdict.kind, verdict.moved_to) == (VerdictKind.MOVED, "3")


def status(ticket: str, base: str, wanted: str) -> Operation:
    patch = Patch(set={"status": wanted})
    return make("ticket", Action.EDIT, ticket, unit="status", base={"status": base}, patch=patch)


async def test_what_rt_does_to_the_status_upon_our_reply_is_no_conflict():
    """A reply opens a new ticket by a script of RT's own; who also sets a status has meant it."""
    office = Office()
    reply, edit = note("2", "Please restart it.", type_="reply"), status("2", "new", "resolved")
    for op in (reply, edit):
        (verdict,) = await office.adapter.push(await ready(office.adapter, op), "me")
        assert verdict.kind is VerdictKind.APPLIED, verdict
    assert office.stores.tickets[2].status == "resolved"


@pytest.mark.parametrize("who", ["another agent", "nobody"])
async def test_what_somebody_elses_reply_did_to_the_status_is_still_asked_about(who):
    """Row 52: also where they set it by hand after our reply."""
    office = Office()
    lena = office.stores.accounts[31]
    if who == "another agent":
        office.server.acts.say(lena, 2, "correspond", {"Content": "Solved?"})
    else:
        mine = note("2", "Please restart it.", type_="reply")
        await office.adapter.push(await ready(office.adapter, mine), "me")
        office.change(2, Status="stalled")
    (edit,) = await ready(office.adapter, status("2", "new", "resolved"))
    (verdict,) = await office.adapter.push([edit], "me")
    assert verdict.kind is VerdictKind.CONFLICT
    assert office.stores.tickets[2].status in {"open", "stalled"}


async def test_an_edit_of_a_ticket_that_was_hidden_meanwhile_is_not_proved_absent():
    """Row 10: no history was read; sent again and refused, it would be told as never written."""
    office = Office()
    (edit,) = await office.lost(minutes("2", 7))
    office.change(2, Queue=10)
    assert await office.adapter.find([long_ago(edit)]) == {}


async def test_an_edit_whose_ticket_is_merged_before_it_is_read_back_is_in_doubt_then_found():
    """Row 5, row 10: told as moved, it would be sent to the survivor once more."""
    office = Office()
    (edit,) = await ready(office.adapter, minutes("2", 7))
    wrote: list[str] = []

    def merge_after_the_write(request: HttpRequest) -> None:
        if wrote and "/ticket/2" in request.url:
            office.change(2, MergeInto=3)
            office.wire.meanwhile = lambda _: None
        wrote.extend(["PUT"] if request.method == "PUT" else [])

    office.wire.meanwhile = merge_after_the_write
    with pytest.raises(NetworkError) as doubt:
        await office.adapter.push([edit], "me")
    assert doubt.value.maybe_sent
    verdict = (await office.adapter.find([edit]))[edit.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.APPLIED
    assert office.stores.tickets[3].worked == 7


async def test_one_file_can_be_asked_for_as_the_feed_would_tell_it():
    """What was attached to a ticket that is out of sight is settled by asking for it."""
    office = Office()
    rows = await office.adapter.thread(ServerId("3"))
    (file,) = [row for row in rows if row.kind == "attachment"]
    found = await office.adapter.record("attachment", file.server_id)
    assert (found.what, found.ver, found.doc) == (file.what, file.ver, file.doc)
    office.stores.accounts[29].rights.clear()
    hidden = await office.adapter.record("attachment", file.server_id)
    unknown = await office.adapter.record("attachment", ServerId("0192-local"))
    assert (hidden.what, unknown.what) == (RowKind.LEFT_SCOPE, RowKind.TOMBSTONE)


async def test_a_member_that_a_colleague_adds_while_our_list_is_written_stays():
    """Row 52: RT lets both in, and our list does not have the new member."""
    office = Office()
    await office.adapter.session()
    office.change(2, CustomFields={"5": ["old"]})
    patch = Patch(add={"cf_5": ("mine",)})
    (edit,) = await ready(office.adapter, make("ticket", Action.EDIT, "2", patch=patch))
    office.once_let_in(lambda: office.change(2, CustomFields={"5": ["old", "theirs"]}))
    (verdict,) = await office.adapter.push([edit], "me")
    assert verdict.kind is VerdictKind.APPLIED
    assert sorted(str(one) for one in office.stores.tickets[2].fields[5]) == [
        "mine",
        "old",
        "theirs",
    ]


async def test_a_value_that_a_colleague_chose_while_ours_was_written_is_put_back_and_asked_about():
    """Row 52: what we went over stands again until the person has decided."""
    office = Office()
    await office.adapter.session()
    patch = Patch(set={"cf_2": "First"})
    wish = make("ticket", Action.EDIT, "2", unit="cf_2", base={"cf_2": None}, patch=patch)
    (edit,) = await ready(office.adapter, wish)
    office.once_let_in(lambda: office.change(2, CustomFields={"2": "Second"}))
    (verdict,) = await office.adapter.push([edit], "me")
    assert verdict.kind is VerdictKind.CONFLICT
    assert [(one.field, one.theirs) for one in verdict.conflicts] == [("cf_2", "Second")]
    assert office.stores.tickets[2].fields[2] == ["Second"]


async def test_what_one_did_oneself_need_not_be_read_and_what_others_did_beside_it_must():
    """RT opens a ticket that was answered: that is the doing of whoever answered."""
    office = Office()
    _, cursor = await all_rows(office.adapter)
    await only(office.adapter, note("2", "Mine alone", type_="reply"))
    await only(office.adapter, note("3", "Mine, and Lena's"))
    office.change(3, Subject="Lena's words")
    rows, _ = await news(office.adapter, cursor)
    assert {row.server_id: row.own for row in rows if row.kind == "ticket"} == {
        "2": True,
        "3": False,
    }
