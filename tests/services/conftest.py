"""What tests of the services share."""

import pytest

from tests.services.opened import Opened


@pytest.fixture
def opened(home):
    made = Opened(home / "profile").start()
    yield made
    made.desk.close()


@pytest.fixture
def unstarted(home):
    made = Opened(home / "profile")
    yield made
    made.desk.close()
