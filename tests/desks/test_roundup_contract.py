"""The contract suite against a real Roundup, which must say what the one in memory says."""

from collections.abc import Iterator

import pytest

from tests.backends.roundup.contract_desk import RoundupContract, RoundupDesk, hold_to_transcript
from tests.backends.roundup.habits import RoundupHabits
from tests.desks.roundup_office import RoundupOffice
from tools.desks.roundup.server import PASSWORD

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def under_test(untouched_roundup: RoundupOffice) -> RoundupDesk:
    office = untouched_roundup
    # So that nobody's first words change it.
    tickets = [office.create("Under test", status="3") for _ in range(8)]
    passwords = {"anna": ("anna", PASSWORD), "lena": ("ben", PASSWORD)}
    return RoundupDesk(office.url, office.url, passwords, tickets, office.marks.secret)


@pytest.fixture
def desk(request, under_test: RoundupDesk) -> Iterator[RoundupDesk]:
    under_test.begin(request.node.name)
    yield under_test
    hold_to_transcript(request.node.name, under_test.transcript)


class TestRoundup(RoundupContract):
    """Every case of the suite."""


class TestHabits(RoundupHabits):
    """Everything that the adapter reckons with."""
