"""What a disk, a system or a database says in its own words reaches the person in sentences."""

import errno
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from deskclient.domain.errors import DamagedError, DiskFullError, ReadOnlyError, StorageError
from deskclient.domain.words import Phrase
from deskclient.storage.codec import decode, decode_doc
from deskclient.storage.connect import PLAIN, Target, Use, open_target
from deskclient.storage.database import Database
from deskclient.storage.faults import as_storage_error, read_steadily
from deskclient.storage.files import file_faults, write_whole
from tools.domain_texts import texts

RAW = "Raw words of the system"


def told_of_file(number: int, *, path: str | None = "/srv/anna/profile/x") -> StorageError:
    """Give the error that a system error with this number becomes."""
    raw = OSError(number, RAW) if path is None else OSError(number, RAW, path)
    with pytest.raises(StorageError) as caught, file_faults():
        raise raw
    assert caught.value.__cause__ is raw
    return caught.value


def told_of_database(code: int) -> StorageError:
    """Give the error that a driver error with this code becomes."""
    raw = dbapi2.OperationalError(RAW)
    vars(raw)["sqlite_errorcode"] = code
    found = as_storage_error(raw)
    assert isinstance(found, StorageError)
    return found


def sentence(detail: str) -> str:
    """Give what is said beside the path, as the window translates it."""
    return str(detail.values["why"]) if isinstance(detail, Phrase) else detail


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, DiskFullError, "no room"),
        (errno.EDQUOT, DiskFullError, "no room"),
        (errno.EROFS, ReadOnlyError, "reading only"),
        (errno.EACCES, ReadOnlyError, "may not write"),
        (errno.EBUSY, StorageError, "Another program"),
        (errno.ENOENT, StorageError, "not there"),
        (errno.EMFILE, StorageError, "Too many files"),
        (errno.EIO, StorageError, "disk reported"),
        (errno.ENAMETOOLONG, StorageError, "longer"),
        (errno.ENOTDIR, StorageError, "folder"),
        (errno.EDOM, StorageError, "did not carry out"),
    ],
)
def test_each_cause_has_a_sentence_of_its_own_that_can_be_translated(number, kind, words):
    for path in ("/srv/anna/profile/x", None):
        error = told_of_file(number, path=path)
        assert type(error) is kind
        assert words in error.detail
        assert {error.title, sentence(error.detail), error.hint} - {""} <= set(texts())


def test_no_words_of_the_system_reach_the_person_and_the_path_stands_beside_the_sentence():
    error = told_of_file(errno.EIO)
    assert isinstance(error.detail, Phrase)
    assert error.detail.pattern in texts()
    assert error.detail.values["path"] == "/srv/anna/profile/x"
    for one in (error, told_of_file(errno.EIO, path=None)):
        said = f"{one} {one.detail}"
        assert RAW not in said
        assert "Errno" not in said


def test_a_file_that_windows_says_is_in_use_is_not_taken_for_a_missing_right():
    raw = PermissionError(errno.EACCES, RAW, "x")
    vars(raw)["winerror"] = 32
    with pytest.raises(StorageError, match="Another program") as caught, file_faults():
        raise raw
    assert not isinstance(caught.value, ReadOnlyError)


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (13, DiskFullError, "no room"),
        (8, ReadOnlyError, "reading only"),
        (3, ReadOnlyError, "reading only"),
        (11, DamagedError, "not what this program has written"),
        (26, DamagedError, "not what this program has written"),
        (14, StorageError, "not there"),
        (5, StorageError, "Another program"),
        (6, StorageError, "Another program"),
        (10 | 3 << 8, StorageError, "disk reported"),
        (1, StorageError, "did not carry out"),
    ],
)
def test_each_cause_in_the_database_has_a_sentence_of_its_own(code, kind, words):
    error = told_of_database(code)
    assert type(error) is kind
    assert words in error.detail
    assert RAW not in str(error)
    assert {error.title, error.detail, error.hint} - {""} <= set(texts())


def test_a_database_that_another_program_holds_is_named_as_such(home):
    path = home / "x.db"
    first = Database(open_target(Target(path, PLAIN, Use.OUTBOX)))
    other = dbapi2.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    first.raw.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(StorageError, match="Another program holds the local files"), first.write():
        pass
    other.close()
    first.close()


def test_a_folder_that_vanished_is_named_with_its_path(home):
    gone = home / "gone" / "file"
    with pytest.raises(StorageError, match="not there any more") as caught:
        write_whole(Path(gone), b"x")
    assert isinstance(caught.value.__cause__, FileNotFoundError)
    assert str(home / "gone") in caught.value.detail


@pytest.mark.parametrize("read", [decode_doc, decode])
def test_a_damaged_record_is_told_without_the_words_of_the_parser(read):
    with pytest.raises(DamagedError, match="not what this program has written") as caught:
        read("{broken")
    assert "JSON" not in str(caught.value)


class Reading:
    """Fails with SQLite's codes, one after the other, then answers."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.tried = 0

    def __call__(self) -> str:
        self.tried += 1
        if self.codes:
            error = dbapi2.OperationalError("as SQLite says it")
            error.sqlite_errorcode = self.codes.pop(0)
            raise error
        return "read"


def test_what_changes_while_it_is_read_is_read_once_more():
    """The search index is made while the window reads: that must not look like an empty desk."""
    reading = Reading(17, 1)
    assert read_steadily(reading) == "read"
    assert reading.tried == 3


@pytest.mark.parametrize(("codes", "tried"), [((17,) * 99, 5), ((11,), 1), ((9,), 1)])
def test_any_other_trouble_and_one_that_stays_is_told(codes, tried):
    reading = Reading(*codes)
    with pytest.raises((StorageError, InterruptedError)):
        read_steadily(reading)
    assert reading.tried == tried
