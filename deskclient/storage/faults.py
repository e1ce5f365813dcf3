"""Turns what the database driver raises into the errors the rest of the program knows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlcipher3 import dbapi2

from deskclient.domain.errors import DamagedError, DiskFullError, ReadOnlyError, StorageError

T = TypeVar("T")
_FULL = 13
_FULL_WORDS = "database or disk is full"
"""SQLite's text of FULL: of a copy made by ``backup`` the driver tells the text alone."""
_READONLY = frozenset({3, 8})
"""PERM and READONLY."""
_CANTOPEN = 14
_INTERRUPT = 9
_LOCKED = frozenset({5, 6, 15})
"""BUSY, LOCKED and PROTOCOL, which is a lock that was not to be had for too long."""
_IOERR = 10
_CORRUPT = frozenset({11, 26})
"""CORRUPT and NOTADB: the only codes that ever count as damage."""
_CHANGED = frozenset({1, 17})
"""SCHEMA, and ERROR, by which a search index says that it was begun or done while it was asked."""
_READ_MOST = 5
_AGAIN = "The operation will be tried again."

DriverError = dbapi2.Error


def primary_code(error: BaseException) -> int:
    """Give SQLite's primary result code of a driver error, 0 if it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    return _FULL if str(error) == _FULL_WORDS else 0


def as_storage_error(error: BaseException) -> Exception:
    """Name a driver error in our terms; the driver's own words are for the log only.

    Everything but CORRUPT and NOTADB is taken for transient: calling a passing fault fatal
    would be data loss.
    """
    code = primary_code(error)
    if code == _INTERRUPT:
        return InterruptedError("the read was superseded")
    if code == _FULL:
        return DiskFullError(
            "The disk is full",
            "There is no room for the change where your profile is stored.",
            "Free some space and try again.",
        )
    if code in _READONLY:
        return ReadOnlyError(
            "The profile cannot be written",
            "The folder of your profile allows reading only.",
            "Check the permissions of the folder.",
        )
    if code in _CORRUPT:
        return DamagedError(
            "A local file is damaged", "Its content is not what this program has written."
        )
    if code == _CANTOPEN:
        return StorageError(
            "A local file cannot be opened",
            "It is not there, it may not be opened, or too many files are open.",
            "Check that the folder of your profile is there.",
        )
    return StorageError("Local storage failed", _why(code), _AGAIN)


def _why(code: int) -> str:
    if code in _LOCKED:
        return "Another program holds the local files."
    if code == _IOERR:
        return "The disk reported an error."
    return "The local database did not carry out a step."


def read_steadily(read: Callable[[], T]) -> T:
    """Read once more if tables and indexes changed meanwhile; raises what ``driver_faults`` does.

    The writer makes them while readers are at work, and SQLite does not try for ever by itself.
    """
    for left in reversed(range(_READ_MOST)):
        try:
            return read()
        except dbapi2.Error as error:
            if primary_code(error) not in _CHANGED or not left:
                raise as_storage_error(error) from error
    raise AssertionError


@contextmanager
def driver_faults() -> Iterator[None]:
    """Translate what the raw driver raises inside."""
    try:
        yield
    except dbapi2.Error as error:
        raise as_storage_error(error) from error
