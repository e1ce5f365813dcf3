"""A Redmine under the contract suite: a real one or the one in memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse, HttpxTransport
from deskclient.backends.port import Adapter
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.backends.contract import AdapterContract, edit, make, only
from tests.backends.settings import PATIENT
from tests.fakes.desks.transcript import Book, Transcript, Writer, differences

TRANSCRIPT = Path(__file__).with_name("transcript.json")
NETWORK = 2
"""A project in which both work."""
FLOOR, AFFECTED, SERIAL = "cf_8", "cf_9", "cf_2"
SUPPORT = 3
"""The tracker whose issues have them."""


class _Reconnecting(HttpxTransport):
    """Makes a connection for each request, so that a wire can be cut at any of them."""

    @override
    async def send(self, request: HttpRequest) -> HttpResponse:
        try:
            return await super().send(request)
        finally:
            await self.drop_connections()


class RedmineDesk:
    """See :class:`tests.backends.contract.DeskUnderTest`.

    Args:
        url: Where it is.
        keys: Of anna, lena and admin.
        tickets: Numbers of some issues that both work on.
        secret: Number of one that neither may see.
    """

    def __init__(
        self, url: str, keys: Mapping[str, str], tickets: Sequence[str], secret: str
    ) -> None:
        self._url = url
        self._keys = keys
        self._tickets = tickets
        self.secret = secret
        self.port = int(url.rpartition(":")[2])
        self.transcript = Transcript()

    def tickets(self) -> list[ServerId]:
        return [ServerId(one) for one in self._tickets]

    def ticket_doc(self) -> dict[str, Value]:
        return {
            "subject": "Made offline",
            "queue": str(NETWORK),
            "status": "st_1",
            "priority": "pr_2",
        }

    def other_field(self) -> tuple[str, Value]:
        return "priority", "pr_4"

    def refused_doc(self) -> dict[str, Value]:
        return {**self.ticket_doc(), "queue": "77"}

    def ask(
        self,
        login: str,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Ask past the adapter; ``body`` is JSON, or the bytes of a file."""
        sent: dict[str, Any] = {"json": body}
        more = dict(headers or {})
        if isinstance(body, bytes):
            sent = {"content": body}
            more["Content-Type"] = "application/octet-stream"
        path, _, query = path.partition("?")
        return httpx.request(
            method,
            f"{self._url}{path}.json{'?' if query else ''}{query}",
            headers={"X-Redmine-API-Key": self._keys[login], **more},
            timeout=60,
            trust_env=False,
            **sent,
        )

    @asynccontextmanager
    async def adapter(self, login: str, port: int) -> AsyncIterator[Adapter]:
        line = Writer(_Reconnecting(SystemClock(), PATIENT), self.transcript)
        store = MemoryTokenStore(by_key(self._keys[login]))
        adapter = RedmineAdapter(line, f"http://127.0.0.1:{port}", store, SystemClock())
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


class RedmineContract(AdapterContract):
    """What a push of several requests has to bear besides."""

    # Everybody would see those of an internal note.
    files_go_with = "reply"

    @pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
    @pytest.mark.parametrize("spared", [1, 2, 3, 4])
    async def test_a_cut_of_a_later_request_neither_loses_nor_doubles(self, desk, way, spared):
        """Row 5, row 10: of the write itself, and of the look at what came of it."""
        await self.cut(desk, way, 40, spared)

    async def test_fields_of_the_desks_own_are_written_and_asked_about(self, desk):
        """Row 52: a single value is asked about, members come to those that others have added."""
        ticket = desk.tickets()[0]
        desk.ask("lena", "PUT", f"/issues/{ticket}", {"issue": {"tracker_id": SUPPORT}})
        async with self.signed_in(desk) as adapter:
            row = await adapter.record("ticket", ticket)
            verdict = await only(adapter, edit(row, **{FLOOR: "Second"}))
            assert verdict.kind is VerdictKind.APPLIED
            affected = [{"id": 9, "value": ["Ground", "First"]}]
            desk.ask("lena", "PUT", f"/issues/{ticket}", {"issue": {"custom_fields": affected}})
            patch = Patch(add={AFFECTED: ("Second",)}, remove={AFFECTED: ("Ground",)})
            wish = make("ticket", Action.EDIT, ticket, unit=AFFECTED, patch=patch)
            assert (await only(adapter, wish)).kind is VerdictKind.APPLIED
            row = await adapter.record("ticket", ticket)
            assert row.doc is not None
            assert (row.doc[FLOOR], row.doc[AFFECTED]) == ("Second", ["First", "Second"])
            verdict = await only(adapter, edit(row, **{FLOOR: "Attic"}))
            assert verdict.kind is VerdictKind.REJECTED
            assert verdict.problem is not None
            assert "not included in the list" in verdict.problem.message
            floor = [{"id": 8, "value": "First"}]
            desk.ask("lena", "PUT", f"/issues/{ticket}", {"issue": {"custom_fields": floor}})
            verdict = await only(adapter, edit(row, **{FLOOR: None}))
            assert verdict.kind is VerdictKind.CONFLICT
            (conflict,) = verdict.conflicts
            assert (conflict.base, conflict.theirs) == ("Second", "First")

    async def test_people_who_watch_and_minutes_go_beside_the_issue(self, desk):
        ticket = desk.tickets()[1]
        async with self.signed_in(desk) as adapter:
            me = (await adapter.session()).person_id
            watch = Patch(add={"watchers": (str(me),)})
            verdict = await only(adapter, make("ticket", Action.EDIT, ticket, patch=watch))
            assert verdict.kind is VerdictKind.APPLIED
            leave = Patch(remove={"watchers": (str(me),)})
            verdict = await only(adapter, make("ticket", Action.EDIT, ticket, patch=leave))
            assert verdict.kind is VerdictKind.APPLIED
            before = await adapter.record("ticket", ticket)
            minutes = Patch(incr={"minutes_spent": 7})
            verdict = await only(adapter, make("ticket", Action.EDIT, ticket, patch=minutes))
            after = await adapter.record("ticket", ticket)
        assert before.doc is not None
        assert after.doc is not None
        assert str(me) not in str(after.doc["watchers"])
        assert (before.doc["minutes_spent"], after.doc["minutes_spent"]) == (0, 7)
        assert before.ver == after.ver == verdict.ver
