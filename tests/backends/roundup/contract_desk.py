"""A Roundup under the contract suite: a real one or the one in memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.http import HttpRequest, HttpResponse, HttpStream, HttpxTransport
from deskclient.backends.port import Adapter, Prepared
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.roundup.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Action, Operation, Patch, Verdict, VerdictKind
from tests.backends.contract import AdapterContract, edit, make, only
from tests.backends.settings import PATIENT
from tests.fakes.desks.transcript import Book, Transcript, Writer, differences

TRANSCRIPT = Path(__file__).with_name("transcript.json")
QUEUE, PRIVATE_QUEUE = "2", "8"


class ByName:
    """A network on which the desk is called by its own name, wherever it is.

    Roundup takes no change that comes under another one. Each request has a connection of its own,
    so that a cut meets one of them.
    """

    def __init__(self, host: str) -> None:
        self._inner = HttpxTransport(SystemClock(), PATIENT)
        self._host = host

    async def send(self, request: HttpRequest) -> HttpResponse:
        return await self._inner.send(self._named(request))

    def stream(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        return self._inner.stream(self._named(request))

    async def drop_connections(self) -> None:
        await self._inner.drop_connections()

    async def close(self) -> None:
        await self._inner.close()

    def _named(self, request: HttpRequest) -> HttpRequest:
        headers = {**request.headers, "Host": self._host, "Connection": "close"}
        return HttpRequest(
            method=request.method,
            url=request.url,
            headers=headers,
            body=request.body,
            max_bytes=request.max_bytes,
        )


class WithReplies(RoundupAdapter):
    """Writes a reply wherever the suite has a note: there are none at such a desk."""

    @override
    async def prepare(self, op: Operation) -> Prepared:
        return await super().prepare(as_reply(op))

    @override
    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        return await super().push([as_reply(op) for op in ops], client_id, turn)

    @override
    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        return await super().find([as_reply(op) for op in ops])


def as_reply(op: Operation) -> Operation:
    if op.patch.set.get("type") != "note":
        return op
    return replace(op, patch=Patch(set={**op.patch.set, "type": "reply"}), public=True)


class RoundupDesk:
    """See :class:`tests.backends.contract.DeskUnderTest`.

    Args:
        url: Where it is.
        web: What it takes for its own address.
        passwords: Of anna and lena, by the names they have there.
        tickets: Numbers of some issues that both work on.
        secret: Number of one that neither may see.
    """

    def __init__(
        self,
        url: str,
        web: str,
        passwords: Mapping[str, tuple[str, str]],
        tickets: Sequence[str],
        secret: str,
    ) -> None:
        self._url = url
        self._web = web
        self._passwords = passwords
        self._tickets = tickets
        self.secret = secret
        self.port = urlsplit(url).port or 0
        self.transcript = Transcript()
        self._subject = ""

    def begin(self, test: str) -> None:
        """Forget what was said; what this test makes bears its name, so that no other finds it."""
        self.transcript.exchanges.clear()
        self._subject = f"Made offline in {test}"

    def tickets(self) -> list[ServerId]:
        return [ServerId(one) for one in self._tickets]

    def ticket_doc(self) -> dict[str, Value]:
        return {"subject": self._subject, "queue": QUEUE, "priority": "3"}

    def other_field(self) -> tuple[str, Value]:
        return "priority", "1"

    def refused_doc(self) -> dict[str, Value]:
        return {**self.ticket_doc(), "queue": "77"}

    def ask(
        self,
        login: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        if_match: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Ask past the adapter, as the tracker's own pages do; gives status and answer."""
        parts = urlsplit(self._web)
        mine = {
            "X-Requested-With": "rest",
            "Origin": f"{parts.scheme}://{parts.netloc}",
            "Referer": f"{self._web}/",
            "Accept": "application/json",
            "Host": parts.netloc,
        }
        mine |= {"If-Match": if_match} if if_match else {}
        answer = httpx.request(
            method,
            f"{self._url}/rest{path}",
            headers=mine if headers is None else headers,
            json=body,
            auth=self._passwords[login],
            timeout=60,
            trust_env=False,
        )
        told = answer.json()
        return answer.status_code, told.get("data") or told["error"]["msg"]

    @asynccontextmanager
    async def adapter(self, login: str, port: int) -> AsyncIterator[Adapter]:
        line = Writer(ByName(urlsplit(self._web).netloc), self.transcript)
        store = MemoryTokenStore(by_password(*self._passwords[login]))
        adapter = WithReplies(line, f"http://127.0.0.1:{port}/desk", store, SystemClock())
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


class RoundupContract(AdapterContract):
    """What a push of several requests has to bear besides."""

    @pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
    @pytest.mark.parametrize("spared", [1, 2, 3, 4])
    async def test_a_cut_of_a_later_request_neither_loses_nor_doubles(self, desk, way, spared):
        """Row 5, row 10: of each write itself, and of the look at what came of it."""
        await self.cut(desk, way, 40, spared)

    async def test_a_duplicate_names_the_other_ticket_which_tells_nothing_of_it(self, desk):
        """Row 10: also asked about, and taken away again."""
        one, other = desk.tickets()[:2]
        async with self.signed_in(desk) as adapter:
            row = await adapter.record("ticket", other)
            op = duplicate(one, add=(other,))
            op = replace(op, witness=(await adapter.prepare(op)).witness)
            verdict = await only(adapter, op)
            assert verdict.kind is VerdictKind.APPLIED
            assert (verdict.doc or {})["duplicates"] == [other]
            found = (await adapter.find([op]))[op.op_id]
            assert found is not None
            assert found.kind is VerdictKind.APPLIED
            again = await only(adapter, duplicate(one, add=(other,)))
            assert again.kind is VerdictKind.MERGED
            assert (await adapter.record("ticket", other)).doc == row.doc
            itself = await only(adapter, duplicate(one, add=(one,)))
            assert itself.kind is VerdictKind.REJECTED
            absent = await only(adapter, duplicate(one, add=("999999",)))
            assert absent.kind is VerdictKind.REJECTED
            mirror = make("ticket", Action.EDIT, other, patch=Patch(add={"duplicated_by": (one,)}))
            assert (await only(adapter, mirror)).kind is VerdictKind.REJECTED
            parted = await only(adapter, duplicate(one, remove=(other,)))
            assert (parted.doc or {})["duplicates"] == []

    async def test_members_come_and_go_and_those_of_others_stay(self, desk):
        """Row 52."""
        ticket = desk.tickets()[0]
        async with self.signed_in(desk) as adapter:
            row = await adapter.record("ticket", ticket)
            put(desk, ticket, nosy="+5,+6")
            patch = Patch(add={"watchers": ("3",)}, remove={"watchers": ("6",)})
            op = make("ticket", Action.EDIT, ticket, unit="watchers", patch=patch)
            verdict = await only(adapter, op)
            assert verdict.kind is VerdictKind.APPLIED
            assert verdict.doc is not None
            watchers = verdict.doc["watchers"]
            assert isinstance(watchers, list)
            assert {"3", "5"} <= set(watchers)
            assert "6" not in watchers
            verdict = await only(adapter, edit(row, rf_effort="soon"))
            assert verdict.kind is VerdictKind.REJECTED
            assert verdict.problem is not None
            assert "soon" in verdict.problem.message


def duplicate(
    ticket: ServerId, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()
) -> Operation:
    """Say of a ticket what it is a duplicate of, and what not any more."""
    patch = Patch(add={"duplicates": add}, remove={"duplicates": remove})
    return make("ticket", Action.EDIT, ticket, unit="duplicates", patch=patch)


def put(desk: RoundupDesk, issue: str, login: str = "lena", **values: Any) -> tuple[int, Any]:
    """Change an issue as its page does."""
    condition = desk.ask(login, "GET", f"/data/issue/{issue}")[1]["@etag"]
    return desk.ask(login, "PUT", f"/data/issue/{issue}", values, if_match=condition)
