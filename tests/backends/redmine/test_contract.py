"""The contract suite against the Redmine in memory, and what is said meanwhile.

What it says is kept in ``transcript.json``; the real one is held to the same. To write it anew, run
this module with WRITE_TRANSCRIPT set.
"""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from deskclient.domain.clock import SystemClock
from tests.backends.redmine.contract_desk import (
    NETWORK,
    TRANSCRIPT,
    RedmineContract,
    RedmineDesk,
    hold_to_transcript,
)
from tests.fakes.desks.front import at_a_port
from tests.fakes.desks.redmine.acts import Acts
from tests.fakes.desks.redmine.office import small_office
from tests.fakes.desks.redmine.server import RedmineServer
from tests.fakes.desks.transcript import Transcript, write_book

_WRITE = "WRITE_TRANSCRIPT" in os.environ


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, Transcript]]:
    found: dict[str, Transcript] = {}
    yield found
    if _WRITE:
        write_book(TRANSCRIPT, found)


@pytest.fixture
def desk(request, told) -> Iterator[RedmineDesk]:
    clock = SystemClock()
    # A second that is over cannot bring anything more, so that news are news at once.
    earlier = clock.now() - timedelta(minutes=1)
    server = RedmineServer(small_office(earlier), clock.now)
    stores = server.desk.stores
    acts, lena = Acts(lambda: stores, lambda: earlier), stores.account("lena")
    wish = {"project_id": NETWORK, "subject": "Under test", "description": "Seen today."}
    tickets = [str(acts.create(lena, wish).number) for _ in range(8)]
    keys = {login: stores.account(login).key for login in ("anna", "lena", "admin")}
    secret = next(str(one.number) for one in stores.issues.values() if one.project == 4)
    with at_a_port(server.serve) as url:
        made = RedmineDesk(url, keys, tickets, secret)
        yield made
    told[request.node.name] = made.transcript
    if not _WRITE:
        hold_to_transcript(request.node.name, made.transcript)


class TestFakeRedmine(RedmineContract):
    """Every case of the suite."""
