"""The contract suite against a real Roundup, as far as it has what is promised there.

The suite hands operations over as our own desk takes them. Here they go as the engine sends them:
what makes each arrive only once is fetched first and stays with it. Notes go as replies.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.port import Adapter
from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.backends.roundup.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Action, Operation, Verdict
from tests.backends.contract import AdapterContract
from tests.desks.roundup_office import QUEUE, ByName, RoundupOffice
from tools.desks.roundup.server import PASSWORD

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]


class AsTheEngineSends(RoundupAdapter):
    """Prepares what is new before it is sent or looked for."""

    ready: dict[OpId, Operation]

    @override
    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        return await super().push([await self._ready(op) for op in ops], client_id, turn)

    @override
    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        return await super().find([self.ready.get(op.op_id) or await self._ready(op) for op in ops])

    async def _ready(self, op: Operation) -> Operation:
        if op.action is Action.CREATE and op.patch.set.get("type") == "note":
            values = {**op.patch.set, "type": "reply"}
            op = replace(op, patch=replace(op.patch, set=values), public=True)
        attempt = 2 if op.op_id in self.ready else 1
        noted = await self.prepare(op)
        op = replace(op, token=noted.token, witness=noted.witness, attempt=attempt)
        self.ready[op.op_id] = op
        return op


class DeskHere:
    """The running tracker, as the suite wants it."""

    def __init__(self, office: RoundupOffice, numbers: list[str]) -> None:
        self._numbers = numbers
        self._host = urlsplit(office.url).netloc
        self.port = urlsplit(office.url).port or 0

    def tickets(self) -> list[ServerId]:
        return [ServerId(one) for one in self._numbers]

    def ticket_doc(self) -> dict[str, Value]:
        return {"subject": "Made offline", "queue": QUEUE}

    @asynccontextmanager
    async def adapter(self, login: str, port: int) -> AsyncIterator[Adapter]:
        store = MemoryTokenStore(by_password(login, PASSWORD))
        url = f"http://127.0.0.1:{port}/desk"
        adapter = AsTheEngineSends(ByName(self._host), url, store, SystemClock())
        adapter.ready = {}
        try:
            yield adapter
        finally:
            await adapter.close()


@pytest.fixture
def desk(roundup: RoundupOffice) -> DeskHere:
    return DeskHere(roundup, [roundup.create(f"Number {n}") for n in range(8)])


NOT_HERE: Mapping[str, str] = {
    "test_the_list_of_ids_is_what_a_pull_brings": "lists tell only tickets, and no versions",
    "test_the_digest_is_that_of_the_ids": "no digest is told",
    "test_news_end_a_long_poll": "no question waits for news",
    "test_an_operation_sent_twice_is_applied_once": "without a look in between it is written twice",
    "test_a_first_pull_brings_everything_and_the_feed_goes_on_from_there": (
        "what was read in its last second is told again under a higher version"
    ),
    "test_an_edit_is_applied_and_comes_back_by_the_feed": (
        "it comes back under a higher version when its second is over"
    ),
    "test_two_people_edit_two_fields_and_both_stay": "no tag of an asset is kept",
    "test_a_file_goes_up_in_pieces_and_comes_down_from_any_byte": (
        "a file comes back under another name than it was brought by"
    ),
    "test_a_cut_at_any_byte_neither_loses_nor_doubles": (
        "the first request only looks; test_roundup_writing.py cuts those that write"
    ),
}


class TestRoundupContract(AdapterContract):
    """The suite, less what this desk cannot promise."""

    @pytest.fixture(autouse=True)
    def _promised(self, request: pytest.FixtureRequest) -> None:
        why = NOT_HERE.get(request.node.originalname)
        if why is not None:
            pytest.skip(why)


def test_all_that_is_left_out_is_in_the_suite():
    assert all(hasattr(AdapterContract, name) for name in NOT_HERE)
