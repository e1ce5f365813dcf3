"""A Request Tracker under the contract suite: a real one or the one in memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace

from deskclient.backends.http import HttpxTransport
from deskclient.backends.port import Adapter
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_token
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.backends.contract import ALL, AdapterContract, all_rows, edit, make, only
from tests.backends.settings import PATIENT
from tests.fakes.desks.transcript import Book, Transcript, Writer, differences

TRANSCRIPT = Path(__file__).with_name("transcript.json")


class RtDesk:
    """See :class:`tests.backends.contract.DeskUnderTest`.

    Args:
        url: Where it is.
        tokens: Of anna and lena.
        tickets: Numbers of some tickets that both work on.
        secret: Number of one that neither may see.
    """

    def __init__(
        self, url: str, tokens: Mapping[str, str], tickets: Sequence[str], secret: str
    ) -> None:
        self._url = url
        self._tokens = tokens
        self.secret = secret
        self._tickets = tickets
        self.port = int(url.rpartition(":")[2])
        self.transcript = Transcript()

    def tickets(self) -> list[ServerId]:
        return [ServerId(one) for one in self._tickets]

    def ticket_doc(self) -> dict[str, Value]:
        return {
            "subject": "Made offline",
            "queue": "4",
            "requester": "ivan@rt.test",
            "status": "new",
            "priority": "normal",
        }

    def other_field(self) -> tuple[str, Value]:
        return "priority", "high"

    def refused_doc(self) -> dict[str, Value]:
        return {**self.ticket_doc(), "queue": "77"}

    def ask(
        self, login: str, method: str, path: str, body: Any = None, if_match: str = ""
    ) -> tuple[int, Any]:
        """Ask past the adapter; gives status and answer."""
        headers = {"Authorization": f"token {self._tokens[login]}"}
        headers |= {"If-Match": if_match} if if_match else {}
        url = f"{self._url}/REST/2.0{path}"
        answer = httpx.request(method, url, headers=headers, json=body, timeout=60, trust_env=False)
        return answer.status_code, answer.json() if answer.content else None

    @asynccontextmanager
    async def adapter(self, login: str, port: int) -> AsyncIterator[Adapter]:
        line = Writer(HttpxTransport(SystemClock(), PATIENT), self.transcript)
        store = MemoryTokenStore(by_token(self._tokens[login]))
        url = f"http://127.0.0.1:{port}"
        adapter = RequestTrackerAdapter(line, url, store, SystemClock())
        try:
            yield adapter
        finally:
            await adapter.close()


def hold_to_transcript(name: str, told: Transcript) -> None:
    """Fail if a test made the desk say anything else than is written."""
    book = msgspec.json.decode(TRANSCRIPT.read_bytes(), type=Book)
    found = differences(book, name, told)
    if found:
        pytest.fail("\n".join(found))


class RtContract(AdapterContract):
    """What a push of several requests has to bear besides."""

    @pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
    @pytest.mark.parametrize("spared", [1, 2, 3])
    async def test_a_cut_of_a_later_request_neither_loses_nor_doubles(self, desk, way, spared):
        """Row 5, row 10: of the write itself, and of the look at what came of it."""
        await self.cut(desk, way, 40, spared)

    async def test_a_group_is_told_of_beside_the_people_and_may_watch(self, desk):
        ticket = desk.tickets()[2]
        async with self.signed_in(desk) as adapter:
            rows, _ = await all_rows(adapter)
            (group,) = [r for r in rows.values() if r.doc and r.doc.get("name") == "Agents"]
            assert group.doc is not None
            assert (group.doc["is_group"], group.doc["is_agent"]) == (True, False)
            assert await adapter.record("person", group.server_id) == group
            for which in ("add", "remove"):
                op = members(ticket, "watchers", **{which: (group.server_id,)})
                assert (await only(adapter, op)).kind is VerdictKind.APPLIED
                doc = (await adapter.record("ticket", ticket)).doc
                assert doc is not None
                assert doc["watchers"] == ([group.server_id] if which == "add" else [])
            watched = [str(group.server_id)]
            wish: dict[str, Value] = {"subject": "Watched", "queue": "3", "watchers": watched}
            made = await only(adapter, make("ticket", Action.CREATE, patch=Patch(set=wish)))
            assert made.doc is not None
            assert made.doc["watchers"] == [group.server_id]

    async def test_links_are_written_at_one_end_and_read_at_both(self, desk):
        """Row 10: also asked about, and taken away again."""
        one, other = desk.tickets()[:2]
        async with self.signed_in(desk) as adapter:
            op = members(one, "depends_on", add=(other,))
            op = replace(op, witness=(await adapter.prepare(op)).witness)
            verdict = await only(adapter, op)
            assert verdict.kind is VerdictKind.APPLIED
            assert verdict.doc is not None
            assert verdict.doc["depends_on"] == [other]
            found = (await adapter.find([op]))[op.op_id]
            assert found is not None
            assert found.kind is VerdictKind.APPLIED
            row = await adapter.record("ticket", other)
            assert row.doc is not None
            assert row.doc["needed_by"] == [one]
            again = await only(adapter, members(other, "needed_by", add=(one,)))
            assert again.kind is VerdictKind.MERGED
            circle = await only(adapter, members(one, "needed_by", add=(other,)))
            assert circle.kind is VerdictKind.REJECTED
            assert circle.problem is not None
            assert "circular" in circle.problem.message
            itself = await only(adapter, members(one, "refers_to", add=(one,)))
            assert itself.kind is VerdictKind.REJECTED
            hidden = await only(adapter, members(one, "parts", add=(desk.secret,)))
            assert hidden.kind is VerdictKind.REJECTED
            parted = await only(adapter, members(other, "needed_by", remove=(one,)))
            assert parted.doc is not None
            assert parted.doc["needed_by"] == []

    async def test_a_merge_takes_links_along_and_is_found_again(self, desk):
        """Row 46."""
        survivor, third = desk.tickets()[1:3]
        # One of its own: other tests need those that there are.
        wish = {"Queue": "3", "Subject": "Merged", "Requestor": ["ivan@rt.test"]}
        loser = ServerId(str(desk.ask("lena", "POST", "/ticket", wish)[1]["id"]))
        async with self.signed_in(desk) as adapter:
            await only(adapter, members(loser, "refers_to", add=(third,)))
            row = await adapter.record("ticket", loser)
            cursor = (await adapter.snapshot(ALL, "")).cursor
            itself = await only(adapter, edit(row, merged_into=loser))
            assert itself.kind is VerdictKind.REJECTED
            op = edit(row, merged_into=survivor)
            assert (await only(adapter, op)).kind is VerdictKind.APPLIED
            found = (await adapter.find([op]))[op.op_id]
            assert found is not None
            assert found.kind is VerdictKind.APPLIED
            late = await only(adapter, edit(row, priority="high"))
            assert (late.kind, late.moved_to) == (VerdictKind.MOVED, survivor)
            page = await adapter.changes(ALL, cursor, 0)
            told = {one.server_id: one for one in page.rows if one.kind == "ticket"}
            assert told[loser].moved_to == survivor
            after, beside = told[survivor].doc, told[third].doc
            assert after is not None
            assert after["refers_to"] == [third]
            # RT notes nothing of it in the history of the third one.
            assert beside is not None
            assert beside["referred_by"] == [survivor]

    async def test_fields_of_the_desks_own_are_written_and_asked_about(self, desk):
        """Row 52: a single value is asked about, members come to those that others have added."""
        floor, phones, address = "cf_2", "cf_5", "cf_15"
        ticket = desk.tickets()[0]
        async with self.signed_in(desk) as adapter:
            row = await adapter.record("ticket", ticket)
            verdict = await only(adapter, edit(row, **{floor: "Second"}))
            assert verdict.kind is VerdictKind.APPLIED
            desk.ask("lena", "PUT", f"/ticket/{ticket}", {"CustomFields": {"5": ["2", "1"]}})
            verdict = await only(adapter, members(ticket, phones, add=("3",), remove=("1",)))
            assert verdict.kind is VerdictKind.APPLIED
            row = await adapter.record("ticket", ticket)
            assert row.doc is not None
            assert (row.doc[floor], row.doc[phones]) == ("Second", ["2", "3"])
            verdict = await only(adapter, edit(row, **{address: "300.1.1.1"}))
            assert verdict.kind is VerdictKind.REJECTED
            assert verdict.problem is not None
            assert "Invalid value" in verdict.problem.message
            desk.ask("lena", "PUT", f"/ticket/{ticket}", {"CustomFields": {"2": "First"}})
            verdict = await only(adapter, edit(row, **{floor: None}))
            assert verdict.kind is VerdictKind.CONFLICT
            (conflict,) = verdict.conflicts
            assert (conflict.base, conflict.theirs) == ("Second", "First")


def members(
    ticket: ServerId, name: str, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()
) -> Operation:
    """Add members to a list and take others out."""
    patch = Patch(add={name: add}, remove={name: remove})
    return make("ticket", Action.EDIT, ticket, unit=name, patch=patch)
