"""Bugs that the desk in memory and simulated histories found, and races that only it can stage."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from deskclient.backends.http import HttpRequest
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import NetworkError
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Operation, Patch, VerdictKind
from tests.backends.contract import all_rows, news, note, only, ready
from tests.backends.request_tracker.wishes import attached
from tests.fakes.desks.redmine.office import small_office
from tests.fakes.desks.redmine.server import RedmineServer
from tests.fakes.desks.wire import Wire

NOW = datetime.now(UTC)


class Office:
    """Anna at her client, Lena at the desk itself."""

    def __init__(self) -> None:
        self.server = RedmineServer(small_office(NOW), lambda: datetime.now(UTC))
        self.stores = self.server.desk.stores
        self.wire = Wire(self.server)
        self.adapter = self.client()

    def client(self) -> RedmineAdapter:
        """Give Anna's adapter as it is after a start."""
        store = MemoryTokenStore(by_key(self.stores.account("anna").key))
        return RedmineAdapter(self.wire, "https://desk.example", store, SystemClock())

    def change(self, number: int, **body: object) -> None:
        """Let Lena change an issue."""
        self.server.acts.edit(self.stores.account("lena"), number, **body)

    async def lost(self, *ops: Operation) -> list[Operation]:
        """Send; the answer to what changes an issue is lost."""
        sent = await ready(self.adapter, *ops)
        self.wire.loses = is_change
        with pytest.raises(NetworkError):
            await self.adapter.push(sent, "me")
        self.wire.loses = lambda _: False
        return sent


def is_change(request: HttpRequest) -> bool:
    return request.method != "GET" and "/uploads" not in request.url


def named(op: Operation, **names: Value) -> Operation:
    """Give an operation with the desk's names in it."""
    return replace(op, patch=Patch(set={**op.patch.set, **names}))


async def test_a_file_whose_message_was_found_without_it_is_looked_for_in_that_message():
    """Row 10: sent alone it would be refused, and told as never written."""
    office = Office()
    words = note("2", "See the log", type_="reply")
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
    rows = await office.adapter.thread(ServerId("2"))
    assert verdict.server_id in {row.server_id for row in rows if row.kind == "attachment"}


async def test_a_file_of_a_new_issue_is_looked_for_in_what_the_issue_came_with():
    office = Office()
    words = note("1", "Hello.", type_="message")
    content = b"\x89PNG"
    there = named(attached("f", words, "a/dot.png", content), entry="issue-1")
    absent = named(attached("g", words, "other.png", content), entry="issue-1")
    found = await office.adapter.find([there, absent])
    verdict = found[there.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.APPLIED
    assert found[absent.op_id] is None


async def test_a_file_that_its_message_did_not_bring_is_absent_and_one_of_an_unknown_one_waits():
    office = Office()
    words = note("2", "Without the log", type_="reply")
    (entry,) = await office.adapter.push(await ready(office.adapter, words), "me")
    file = attached("f", words, "log.txt", b"all of it")
    assert await office.adapter.find([named(file, entry=entry.server_id)]) == {"f": None}
    verdict = (await office.adapter.find([file]))[file.op_id]
    assert verdict is not None
    assert verdict.kind is VerdictKind.RETRY_LATER


async def test_a_file_of_an_issue_that_is_out_of_sight_or_gone_is_not_told_as_never_written():
    """Row 10: nothing was seen of it."""
    office = Office()
    words = note("2", "See the log", type_="reply")
    (entry,) = await office.adapter.push(await ready(office.adapter, words), "me")
    file = named(attached("f", words, "log.txt", b"all of it"), entry=entry.server_id)
    office.server.acts.edit(office.stores.account("admin"), 2, project_id=4)
    assert await office.adapter.find([file]) == {}
    office.server.acts.delete(2)
    assert await office.adapter.find([file]) == {}


async def test_a_former_owner_is_named_also_after_a_start():
    """What is said of a change never changes again, so it must not depend on what was read when."""
    office = Office()
    office.change(2, assigned_to_id=7)
    office.change(2, assigned_to_id=16)
    # Somebody nobody else is named after.
    office.change(2, assigned_to_id=6)
    rows = await office.client().thread(ServerId("2"))
    told = [(row.doc or {}).get("changes") for row in rows]
    (change,) = [some for some in told if isinstance(some, list) and len(some) == 1][:1]
    assert change == [{"field": "owner", "old": "Anna Petrova", "new": "Ben Carter"}]


async def test_what_one_did_oneself_need_not_be_read_and_what_others_did_beside_it_must():
    office = Office()
    _, cursor = await all_rows(office.adapter)
    await only(office.adapter, note("2", "Mine alone", type_="reply"))
    await only(office.adapter, note("3", "Mine, and Lena's", type_="reply"))
    office.change(3, notes="Lena's words")
    rows, cursor = await news(office.adapter, cursor)
    assert {row.server_id: row.own for row in rows if row.kind == "ticket"} == {
        "2": True,
        "3": False,
    }
    office.change(2, notes="Lena's answer")
    rows, _ = await news(office.adapter, cursor)
    assert not any(row.own for row in rows if row.server_id == "2")
