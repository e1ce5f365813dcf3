"""The contract suite against a real Request Tracker, which must say what the one in memory says."""

from collections.abc import Iterator

import pytest

from tests.backends.request_tracker.contract_desk import RtContract, RtDesk, hold_to_transcript
from tests.backends.request_tracker.habits import RtHabits
from tests.desks.rt_office import RtOffice

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def under_test(untouched_rt: RtOffice) -> Iterator[RtDesk]:
    # Its life cycle is of the administrators' own, which is asked about besides.
    with untouched_rt.server.without_queue("Repairs"):
        yield made_ready(untouched_rt)


def made_ready(rt: RtOffice) -> RtDesk:
    tickets = [rt.create("Under test", Cc=["anna"], AdminCc=["ben"])]
    tickets += [rt.create("Under test") for _ in range(7)]
    # Some ticket has an empty value, as RT leaves them.
    emptied = rt.create("Emptied")
    rt.colleague("PUT", f"/ticket/{emptied}", {"CustomFields": {"Serial": None}})
    tokens = {"anna": rt.marks.tokens["anna"], "lena": rt.marks.tokens["ben"]}
    return RtDesk(rt.url, tokens, tickets, str(rt.marks.secret))


@pytest.fixture
def desk(request, under_test: RtDesk) -> Iterator[RtDesk]:
    under_test.transcript.exchanges.clear()
    yield under_test
    hold_to_transcript(request.node.name, under_test.transcript)


class TestRequestTracker(RtContract):
    """Every case of the suite."""


class TestHabits(RtHabits):
    """Everything that the adapter reckons with."""
