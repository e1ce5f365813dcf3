"""The contract suite against a real Redmine, which must say what the one in memory says."""

from collections.abc import Iterator

import pytest

from tests.backends.redmine.contract_desk import RedmineContract, RedmineDesk, hold_to_transcript
from tests.desks.redmine_office import RedmineOffice

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def under_test(untouched_redmine: RedmineOffice) -> RedmineDesk:
    office = untouched_redmine
    tickets = [str(office.create("Under test", "lena")) for _ in range(8)]
    keys = {login: office.marks.tokens[login] for login in ("anna", "lena", "admin")}
    return RedmineDesk(office.url, keys, tickets, str(office.marks.secret))


@pytest.fixture
def desk(request, under_test: RedmineDesk) -> Iterator[RedmineDesk]:
    under_test.transcript.exchanges.clear()
    yield under_test
    hold_to_transcript(request.node.name, under_test.transcript)


class TestRedmine(RedmineContract):
    """Every case of the suite."""
