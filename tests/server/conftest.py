"""Desks for tests: in memory, in a file, and on a real PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.server.calling import Caller
from tests.server.postgres import cluster, find_bin, new_database
from tests.server.service import MEMORY, MiniDesk, mini_desk

_numbers = count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a private PostgreSQL server."""
    programs = find_bin()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL: install the package postgresql.")
        pytest.skip("PostgreSQL is not installed.")
    with cluster(programs) as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """The URL of an empty PostgreSQL database."""
    return new_database(postgres_server, f"desk{os.getpid()}x{next(_numbers)}")


@pytest.fixture(params=["memory", "file", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each kind of database in turn."""
    if request.param == "memory":
        return MEMORY
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'desk.db'}"
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
def mini() -> Iterator[MiniDesk]:
    """A seeded desk in memory; calls run inline."""
    desk = mini_desk(threads=False)
    yield desk
    desk.desk.database.close()


@pytest.fixture
def any_mini(database_url: str) -> Iterator[MiniDesk]:
    """A seeded desk on each kind of database."""
    desk = mini_desk(database_url, threads=False)
    yield desk
    desk.desk.database.close()


@pytest.fixture
def sign_in(mini: MiniDesk) -> Callable[..., Caller]:
    """Sign somebody in at the desk in memory."""

    def enter(login: str = "anna", client_id: str = "client-1") -> Caller:
        caller = Caller(mini, login, client_id)
        assert caller.sign_in().status == 200
        return caller

    return enter


@pytest.fixture
def anna(sign_in: Callable[..., Caller]) -> Caller:
    return sign_in("anna")


@pytest.fixture
def boris(sign_in: Callable[..., Caller]) -> Caller:
    return sign_in("boris", "client-2")


@pytest.fixture
def lena(sign_in: Callable[..., Caller]) -> Caller:
    return sign_in("lena", "client-3")


@pytest.fixture
def root(sign_in: Callable[..., Caller]) -> Caller:
    return sign_in("root", "client-4")
