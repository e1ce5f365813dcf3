"""The contract suite against the Roundup in memory, and what is said meanwhile.

What it says is kept in ``transcript.json``; the real one is held to the same. To write it anew, run
this module with WRITE_TRANSCRIPT set.
"""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from deskclient.domain.clock import SystemClock
from tests.backends.roundup.contract_desk import (
    QUEUE,
    TRANSCRIPT,
    RoundupContract,
    RoundupDesk,
    hold_to_transcript,
)
from tests.backends.roundup.habits import RoundupHabits
from tests.fakes.desks.front import at_a_port
from tests.fakes.desks.roundup.office import small_office
from tests.fakes.desks.roundup.server import RoundupServer
from tests.fakes.desks.transcript import Transcript, write_book

_WRITE = "WRITE_TRANSCRIPT" in os.environ
_WEB = "http://127.0.0.1:8080/desk"


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, Transcript]]:
    found: dict[str, Transcript] = {}
    yield found
    if _WRITE:
        write_book(TRANSCRIPT, found)


@pytest.fixture
def desk(request, told) -> Iterator[RoundupDesk]:
    now = SystemClock().now
    stores, acts = small_office(lambda: now() - timedelta(hours=1))
    ben = stores.user("ben")
    # So that nobody's first words change it.
    wish = {"title": "Under test", "queue": QUEUE, "priority": "3", "status": "3"}
    tickets = [acts.make(ben, "issue", **wish) for _ in range(8)]
    secret = next(one.id for one in stores.all("issue") if one.values["title"] == "A salary")
    passwords = {"anna": ("anna", "secret of anna"), "lena": ("ben", "secret of ben")}
    with at_a_port(RoundupServer(stores, now, web=_WEB).serve) as url:
        made = RoundupDesk(f"{url}/desk", _WEB, passwords, tickets, secret)
        made.begin(request.node.name)
        yield made
    told[request.node.name] = made.transcript
    if not _WRITE:
        hold_to_transcript(request.node.name, made.transcript)


class TestFakeRoundup(RoundupContract):
    """Every case of the suite."""


class TestFakeHabits(RoundupHabits):
    """Everything that the adapter reckons with."""
