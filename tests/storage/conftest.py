"""Stores with real files, real keys and small documents."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskclient.domain.kind import Registry
from deskclient.domain.kinds.standard import standard_registry
from deskclient.storage.reader import SqlReader, open_reader
from deskclient.storage.stores import Stores, open_stores


@pytest.fixture(scope="session")
def registry() -> Registry:
    return standard_registry()


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def folder(home: Path) -> Path:
    return home / "profile"


@pytest.fixture
def opening(folder: Path, key: bytes, registry: Registry) -> Iterator[Callable[[], Stores]]:
    """Opens the stores of the folder; closes what is still open at the end."""
    opened: list[Stores] = []

    def again() -> Stores:
        while opened:
            opened.pop().close()
        opened.append(open_stores(folder, key, registry))
        return opened[-1]

    yield again
    while opened:
        opened.pop().close()


@pytest.fixture
def stores(opening: Callable[[], Stores]) -> Stores:
    return opening()


@pytest.fixture
def reader(stores: Stores, folder: Path, key: bytes, registry: Registry) -> Iterator[SqlReader]:
    """A reader over the stores, which must be open."""
    found = open_reader(folder, key, registry)
    yield found
    found.close()
