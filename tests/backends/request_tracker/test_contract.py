"""The contract suite against the Request Tracker in memory, and what is said meanwhile.

What it says is kept in ``transcript.json``; the real one is held to the same. To write it anew, run
this module with WRITE_TRANSCRIPT set.
"""

import os
from collections.abc import Iterator

import pytest

from deskclient.domain.clock import SystemClock
from tests.backends.request_tracker.contract_desk import (
    TRANSCRIPT,
    RtContract,
    RtDesk,
    hold_to_transcript,
)
from tests.backends.request_tracker.habits import RtHabits
from tests.fakes.desks.front import at_a_port
from tests.fakes.desks.request_tracker.office import small_office
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.transcript import Transcript, write_book

_WRITE = "WRITE_TRANSCRIPT" in os.environ


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, Transcript]]:
    found: dict[str, Transcript] = {}
    yield found
    if _WRITE:
        write_book(TRANSCRIPT, found)


@pytest.fixture
def desk(request, told) -> Iterator[RtDesk]:
    clock = SystemClock()
    server = RequestTrackerServer(small_office(clock.now()), clock.now)
    stores = server.desk.stores
    lena = stores.accounts[31]
    wish = {"Queue": 4, "Subject": "Under test", "Content": "Seen today."}
    watched = {**wish, "Cc": ["anna"], "AdminCc": ["lena"]}
    tickets = [str(server.acts.create(lena, one)[0].number) for one in [watched, *[wish] * 7]]
    # Some ticket has an empty value, as RT leaves them.
    emptied, _ = server.acts.create(lena, wish)
    list(server.acts.steps(lena, emptied, {"CustomFields": {"Serial": None}}))
    tokens = {stores.accounts[number].name: stores.accounts[number].token for number in (29, 31)}
    with at_a_port(server.serve) as url:
        secret = next(str(one.number) for one in stores.tickets.values() if one.queue == 10)
        made = RtDesk(url, tokens, tickets, secret)
        yield made
    told[request.node.name] = made.transcript
    if not _WRITE:
        hold_to_transcript(request.node.name, made.transcript)


class TestFakeRequestTracker(RtContract):
    """Every case of the suite."""


class TestFakeHabits(RtHabits):
    """Everything that the adapter reckons with."""
