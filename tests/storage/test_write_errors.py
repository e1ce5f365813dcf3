"""The kernel refuses to write in the middle of a commit: torn pages, short writes, real errors."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskclient.domain.errors import StorageError
from deskclient.storage.port import Snap
from deskclient.storage.stores import Stores
from tests.storage.builders import edit, feed, snap, ticket

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Limits of files are POSIX.")

WORDS = "many words " * 700
"""About two pages of the database."""
ROWS = 60
"""Records in a page of news."""


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """Let writes beyond ``size`` bytes of any file fail; the one that crosses it is cut short."""
    import resource  # noqa: PLC0415 - not on every system

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@pytest.mark.parametrize("room", [0, 100, 1000, 4096, 5000, 9000, 14_000, 30_000])
def test_an_operation_whose_write_fails_anywhere_is_all_there_or_not_at_all(
    opening: Callable[[], Stores], folder: Path, room: int
):
    """Row 9, row 60: the log is torn after ``room`` bytes; what was called safe is there."""
    stores = opening()
    stores.outbox.add([edit("before", subject=WORDS)])
    limit = size_of(folder / "outbox.db-wal") + room
    told = ["before"]
    with files_at_most(limit):
        for number in range(4):
            try:
                stores.outbox.add([edit(f"new{number}", subject=WORDS), edit(f"twin{number}")])
            except StorageError:
                break
            told += [f"new{number}", f"twin{number}"]
        else:
            pytest.fail("Nothing failed.")
    stores.outbox.add([edit("after", subject="x")])
    stores = opening()
    found = {op.op_id for op in stores.outbox.pending()}
    assert found == {*told, "after"}
    assert stores.report is None


@pytest.mark.parametrize("room", [0, 1000, 5000, 20_000])
def test_a_page_whose_write_fails_anywhere_leaves_the_one_before(
    opening: Callable[[], Stores], folder: Path, room: int
):
    """Row 26, row 60: page and position together, and the same page can come again."""
    stores = opening()
    largest = max(size_of(folder / name) for name in ("cache.db", "cache.db-wal"))
    with files_at_most(largest + room):
        stored = pull_until_it_fails(stores)
    position = stores.cache.feed()
    assert stores.cache.digest()[0] == stored * ROWS
    assert (position.cursor if position else "") == (f"after {stored - 1}" if stored else "")
    stores.cache.apply_page(page(stored), feed(cursor="again"))
    stores = opening()
    position = stores.cache.feed()
    assert stores.cache.digest()[0] == (stored + 1) * ROWS
    assert position is not None
    assert position.cursor == "again"
    stores.cache.check()


def pull_until_it_fails(stores: Stores) -> int:
    """Give how many pages were stored before."""
    for stored in range(50):
        try:
            stores.cache.apply_page(page(stored), feed(cursor=f"after {stored}"))
        except StorageError:
            return stored
    return pytest.fail("Nothing failed.")


def page(number: int) -> list[Snap]:
    return [snap(f"t{number}-{row}", ticket(row, subject=WORDS[:250])) for row in range(ROWS)]
