"""Real desks, made once for all tests of a run."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.desks.redmine_office import RedmineOffice
from tests.desks.roundup_office import RoundupOffice
from tests.desks.rt_office import RtOffice
from tests.fakes.coroutine_tests import pytest_pyfunc_call
from tests.fakes.fault_proxy import FaultProxy
from tools.desks.redmine.server import Redmine
from tools.desks.redmine.server import installed as redmine_installed
from tools.desks.request_tracker.server import RequestTracker, installed
from tools.desks.roundup.server import Roundup

__all__ = ["pytest_pyfunc_call"]
"""The tests of the contract suite are coroutines."""

TICKETS = 60
ISSUES = 170
"""So that more than a page of them were changed within one second."""
FEW_ISSUES = 24
"""So that a first pull takes two pages of conversations."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def a_request_tracker() -> Iterator[RtOffice]:
    """Make a Request Tracker, and end it."""
    if not installed():
        pytest.fail("Request Tracker is not installed: run ./dev test desks")
    # Not under pytest's own folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="desks") as room:
        Path(room).chmod(0o755)
        server = RequestTracker(Path(room) / "rt", free_port())
        server.make(TICKETS)
        server.start()
        try:
            yield RtOffice(server)
        finally:
            server.stop()


@pytest.fixture(scope="session")
def rt() -> Iterator[RtOffice]:
    """A running Request Tracker with colleagues at work in it."""
    with a_request_tracker() as office:
        yield office


@pytest.fixture(scope="module")
def untouched_rt() -> Iterator[RtOffice]:
    """One that no other module has filled: how much is there shows in what is asked."""
    with a_request_tracker() as office:
        yield office


@pytest.fixture
def proxy(rt: RtOffice) -> Iterator[FaultProxy]:
    """A wire to the running Request Tracker that can be cut."""
    with FaultProxy(urlsplit(rt.url).port or 0) as wire:
        yield wire


@contextmanager
def a_redmine(issues: int) -> Iterator[RedmineOffice]:
    """Make a Redmine, and end it."""
    if not redmine_installed():
        pytest.fail("Redmine is not installed: run ./dev test desks")
    with tempfile.TemporaryDirectory(prefix="desks") as room:
        Path(room).chmod(0o755)
        server = Redmine(Path(room) / "redmine", free_port())
        server.make(issues)
        server.start()
        try:
            yield RedmineOffice(server)
        finally:
            server.stop()


@pytest.fixture(scope="session")
def redmine() -> Iterator[RedmineOffice]:
    """A running Redmine with colleagues at work in it."""
    with a_redmine(ISSUES) as office:
        yield office


@pytest.fixture(scope="module")
def untouched_redmine() -> Iterator[RedmineOffice]:
    """One that no other module has filled: how much is there shows in what is asked."""
    with a_redmine(FEW_ISSUES) as office:
        yield office


@pytest.fixture
def redmine_wire(redmine: RedmineOffice) -> Iterator[FaultProxy]:
    """A wire to the running Redmine that can be cut."""
    with FaultProxy(urlsplit(redmine.url).port or 0) as wire:
        yield wire


@contextmanager
def a_roundup() -> Iterator[RoundupOffice]:
    """Make a Roundup, and end it; brings the program where it is missing."""
    with tempfile.TemporaryDirectory(prefix="desks") as room:
        Path(room).chmod(0o755)
        server = Roundup(Path(room) / "roundup", free_port())
        server.make(TICKETS)
        server.start()
        try:
            yield RoundupOffice(server)
        finally:
            server.stop()


@pytest.fixture(scope="session")
def roundup() -> Iterator[RoundupOffice]:
    """A running Roundup with colleagues at work in it."""
    with a_roundup() as office:
        yield office


@pytest.fixture(scope="module")
def untouched_roundup() -> Iterator[RoundupOffice]:
    """One that no other module has filled: tickets without a queue show in what is answered."""
    with a_roundup() as office:
        yield office


@pytest.fixture
def roundup_wire(roundup: RoundupOffice) -> Iterator[FaultProxy]:
    """A wire to the running Roundup that can be cut."""
    with FaultProxy(urlsplit(roundup.url).port or 0) as wire:
        yield wire
