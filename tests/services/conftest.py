"""What tests of the services share."""

import pytest

from tests.services.opened import Opened


@pytest.fixture
def opened():
    made = Opened().start()
    yield made
    made.desk.close()


@pytest.fixture
def unstarted():
    made = Opened()
    yield made
    made.desk.close()
