"""A Request Tracker under the contract suite: a real one or the one in memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from deskclient.backends.http import HttpxTransport
from deskclient.backends.port import Adapter
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_token
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.backends.contract import AdapterContract, edit, make, only
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
    ticket: ServerId, name: str, add: tuple[str, ...], remove: tuple[str, ...]
) -> Operation:
    """Add members to a list and take others out."""
    patch = Patch(add={name: add}, remove={name: remove})
    return make("ticket", Action.EDIT, ticket, unit=name, patch=patch)
