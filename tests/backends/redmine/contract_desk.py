"""A Redmine under the contract suite: a real one or the one in memory."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse, HttpxTransport
from deskclient.backends.port import Adapter
from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.backends.redmine.rest import by_key
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.backends.contract import (
    ALL,
    AdapterContract,
    all_rows,
    edit,
    make,
    news,
    only,
    ready,
    settle,
)
from tests.backends.seen import caught_cut
from tests.backends.settings import PATIENT
from tests.fakes.desks.transcript import Book, Transcript, Writer, differences
from tests.fakes.fault_proxy import FaultProxy, Faults

TRANSCRIPT = Path(__file__).with_name("transcript.json")
NETWORK = 2
"""A project in which both work."""
WORKPLACE = 1
"""Another one."""
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


@contextmanager
def issues_in(desk: RedmineDesk, *projects: int) -> Iterator[Sequence[ServerId]]:
    """Make an issue in each project; they are gone afterwards, so that other tests find what was.

    Links leave something in the past of an issue that stays there.
    """
    made: list[ServerId] = []
    for one in projects:
        wish = {"issue": {"project_id": one, "subject": "Linked", "description": "Hello."}}
        answer = desk.ask("lena", "POST", "/issues", wish).json()
        made.append(ServerId(str(answer["issue"]["id"])))
    try:
        yield made
    finally:
        for number in reversed(made):
            desk.ask("admin", "DELETE", f"/issues/{number}")


def members(
    ticket: ServerId, name: str, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()
) -> Operation:
    """Link a ticket with others, and part it from some."""
    patch = Patch(add={name: add}, remove={name: remove})
    return make("ticket", Action.EDIT, ticket, unit=name, patch=patch)


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

    async def test_a_group_is_told_of_beside_the_people_and_may_watch(self, desk):
        with issues_in(desk, NETWORK) as (ticket,):
            async with self.signed_in(desk) as adapter:
                rows, _ = await all_rows(adapter)
                people = [row for (kind, _), row in rows.items() if kind == "person"]
                (group,) = [row for row in people if (row.doc or {}).get("is_group")]
                assert group.doc is not None
                assert (group.doc["name"], group.doc["is_agent"]) == ("Agents", False)
                assert await adapter.record("person", group.server_id) == group
                for which in ("add", "remove"):
                    op = members(ticket, "watchers", **{which: (group.server_id,)})
                    assert (await only(adapter, op)).kind is VerdictKind.APPLIED
                    doc = (await adapter.record("ticket", ticket)).doc
                    assert doc is not None
                    assert doc["watchers"] == ([group.server_id] if which == "add" else [])

    async def test_links_are_written_at_one_end_and_told_of_at_both(self, desk):
        """Row 10: also asked about, and taken away again."""
        with issues_in(desk, NETWORK, NETWORK, WORKPLACE) as some:
            await self._link(desk, *some)

    async def _link(self, desk, one, other, elsewhere):
        async with self.signed_in(desk) as adapter:
            cursor = (await adapter.snapshot(ALL, "")).cursor
            op = members(one, "depends_on", add=(other,))
            op = replace(op, witness=(await adapter.prepare(op)).witness)
            verdict = await only(adapter, op)
            assert verdict.kind is VerdictKind.APPLIED
            assert (verdict.doc or {})["depends_on"] == [other]
            found = (await adapter.find([op]))[op.op_id]
            assert found is not None
            assert found.kind is VerdictKind.APPLIED
            # For Redmine neither issue has changed.
            rows, _ = await news(adapter, cursor)
            told = {row.server_id: row.doc or {} for row in rows if row.kind == "ticket"}
            assert told[other]["needed_by"] == [one]
            again = await only(adapter, members(other, "needed_by", add=(one,)))
            assert again.kind is VerdictKind.MERGED
            refused = {
                "circular": members(one, "needed_by", add=(other,)),
                "in another way": members(other, "related", add=(one,)),
                "with itself": members(one, "related", add=(one,)),
                "may not see": members(one, "related", add=(desk.secret,)),
                "same project": members(one, "duplicates", add=(elsewhere,)),
            }
            for words, wish in refused.items():
                verdict = await only(adapter, wish)
                assert verdict.kind is VerdictKind.REJECTED
                assert verdict.problem is not None
                assert words in verdict.problem.message
            parted = await only(adapter, members(other, "needed_by", remove=(one,)))
            assert (parted.doc or {})["needed_by"] == []

    async def test_an_issue_is_part_of_one_other_at_most(self, desk):
        with issues_in(desk, NETWORK, NETWORK, NETWORK) as some:
            await self._take_apart(desk, *some)

    async def _take_apart(self, desk, one, other, part):
        async with self.signed_in(desk) as adapter:
            verdict = await only(adapter, members(part, "part_of", add=(one,)))
            assert (verdict.doc or {})["part_of"] == [one]
            row = await adapter.record("ticket", one)
            assert (row.doc or {})["parts"] == [part]
            refused = {
                "at most": members(part, "part_of", add=(other,)),
                "one other at most": members(other, "parts", add=(part,)),
                "be part of": members(one, "part_of", add=(part,)),
                "may not see": members(other, "part_of", add=(desk.secret,)),
                "or you may not": members(other, "parts", add=(desk.secret,)),
            }
            for words, wish in refused.items():
                verdict = await only(adapter, wish)
                assert verdict.kind is VerdictKind.REJECTED
                assert verdict.problem is not None
                assert words in verdict.problem.message
            moved = members(part, "part_of", add=(other,), remove=(one,))
            assert ((await only(adapter, moved)).doc or {})["part_of"] == [other]
            parted = await only(adapter, members(other, "parts", remove=(part,)))
            assert (parted.doc or {})["parts"] == []
            verdict = await only(adapter, members(one, "parts", add=(part,)))
            assert (verdict.doc or {})["parts"] == [part]

    @pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
    @pytest.mark.parametrize("spared", [1, 2])
    async def test_a_link_whose_answer_is_lost_is_there_once(self, desk, way, spared):
        """Row 4, row 10: at the relation itself, and at the look at what came of it."""
        with issues_in(desk, NETWORK, NETWORK) as (one, other), FaultProxy(desk.port) as wire:
            async with self.signed_in(desk, port=wire.port) as adapter:
                (op,) = await ready(adapter, members(one, "related", add=(other,)))
                up, down = (
                    40 if way == name else None for name in ("cut_up_after", "cut_down_after")
                )
                wire.faults = Faults(cut_up_after=up, cut_down_after=down, spared=spared)
                wire.sever()
                cut = await caught_cut(adapter, op)
                assert cut is not None
                wire.faults = Faults()
                wire.sever()
                await settle(adapter, op)
                row = await adapter.record("ticket", other)
                assert (row.doc or {})["related"] == [one]

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
        watching = after.doc["watchers"]
        assert isinstance(watching, list)
        assert str(me) not in watching
        assert (before.doc["minutes_spent"], after.doc["minutes_spent"]) == (0, 7)
        assert before.ver == after.ver == verdict.ver
