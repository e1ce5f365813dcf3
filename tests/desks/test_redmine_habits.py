"""Habits of a real Redmine that the adapter reckons with; the one in memory has them too."""

import pytest

from tests.backends.redmine.contract_desk import RedmineDesk
from tests.backends.redmine.habits import RedmineHabits
from tests.desks.redmine_office import RedmineOffice

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


@pytest.fixture
def desk(redmine: RedmineOffice) -> RedmineDesk:
    keys = {login: redmine.marks.tokens[login] for login in ("anna", "lena", "admin")}
    return RedmineDesk(redmine.url, keys, [], str(redmine.marks.secret))


class TestHabits(RedmineHabits):
    """Everything that the adapter reckons with."""
