"""The contract suite against our own desk, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deskclient.backends.http import HttpxTransport
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.native.mapping import CHANGES, SNAPSHOT
from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.port import Adapter
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.way_in import Proof, Way, find_desk
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import CursorLostError, RefusedError, SignInError
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import VerdictKind
from tests.backends.contract import ALL, AdapterContract, all_rows, edit, only
from tests.backends.settings import PATIENT, transport
from tests.server.service import PASSWORD, MiniDesk, cheap_config, mini_desk, running


class NativeDesk:
    """A running service."""

    def __init__(self, mini: MiniDesk, url: str) -> None:
        self.mini = mini
        self.url = url
        self.port = int(url.rpartition(":")[2])

    def tickets(self) -> list[ServerId]:
        return [ServerId(one) for one in self.mini.tickets]

    def ticket_doc(self) -> dict[str, Value]:
        return {
            "subject": "Made offline",
            "queue": self.mini.queues[0],
            "requester": self.mini.requesters[0],
            "channel": "phone",
            "request_kind": "incident",
            "priority": "normal",
        }

    def other_field(self) -> tuple[str, Value]:
        return "asset_tag", "A-1"

    def refused_doc(self) -> dict[str, Value]:
        return {**self.ticket_doc(), "subject": ""}

    @asynccontextmanager
    async def adapter(self, login: str, port: int) -> AsyncIterator[Adapter]:
        http = HttpxTransport(SystemClock(), PATIENT)
        url = f"http://127.0.0.1:{port}"
        signing = NativeSignIn(http, SystemClock(), f"client-{login}")
        _, found = await find_desk([("native", signing)], url)
        proof = Proof(Way.PASSWORD, login, PASSWORD)
        _, tokens = await signing.sign_in(found.url, proof, "Test")
        store = MemoryTokenStore(tokens)
        adapter = NativeAdapter(http, found.url, store, SystemClock(), found.instance)
        try:
            yield adapter
        finally:
            await adapter.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[NativeDesk]:
    config = cheap_config(tmp_path / "files")
    mini = mini_desk(f"sqlite:///{tmp_path / 'desk.db'}", config=config)
    with running(mini) as url:
        yield NativeDesk(mini, url)
    mini.desk.database.close()


class TestNativeContract(AdapterContract):
    """Every case of the suite, and what only our own desk promises."""

    async def test_pages_of_the_desk_take_the_fast_way(self, desk, monkeypatch):
        def slow(body):
            raise AssertionError("the careful way was taken")

        async with self.signed_in(desk) as adapter:
            for reader in (CHANGES, SNAPSHOT):
                monkeypatch.setattr(reader, "read_cut", slow)
            _, cursor = await all_rows(adapter)
            row = await adapter.record("ticket", desk.tickets()[0])
            await only(adapter, edit(row, subject='Quotes "here": and \\ there'))
            page = await adapter.changes(ALL, cursor, 0)
        assert row.server_id in {one.server_id for one in page.rows}

    async def test_a_forged_cursor_is_refused(self, desk):
        async with self.signed_in(desk) as adapter:
            with pytest.raises((CursorLostError, RefusedError)):
                await adapter.changes(ALL, "forged", 0)

    async def test_what_a_person_may_not_see_is_not_there(self, desk):
        """Row 47."""
        async with self.signed_in(desk, "boris") as boris, self.signed_in(desk) as anna:
            hidden = await anna.record("ticket", desk.tickets()[1])
            rows, _ = await all_rows(boris)
            assert ("ticket", hidden.server_id) not in rows
            verdict = await only(boris, edit(hidden, subject="Boris was here"))
            now = await anna.record("ticket", hidden.server_id)
        assert verdict.kind in {VerdictKind.FORBIDDEN, VerdictKind.GONE}
        assert now == hidden

    async def test_a_wrong_password_is_refused(self, desk):
        async with transport(PATIENT) as http:
            with pytest.raises(SignInError):
                await NativeSignIn(http, SystemClock(), "c").sign_in(
                    desk.url, Proof(Way.PASSWORD, "anna", "wrong"), "Test"
                )

    async def test_an_ended_access_token_is_renewed_by_the_real_desk(self, desk):
        """Row 33: with many calls at once."""
        async with self.signed_in(desk) as adapter:
            assert isinstance(adapter, NativeAdapter)
            calls = adapter._calls
            assert calls._tokens is not None
            stale = SessionTokens("no-token", calls._tokens.refresh)
            await calls._store.set(stale)
            calls._tokens = None
            infos = await asyncio.gather(*(adapter.session() for _ in range(5)))
            assert {one.login for one in infos} == {"anna"}
            fresh = await calls._store.get()
            assert fresh is not None
            assert fresh.refresh != stale.refresh
