"""What the system says of a file reaches the person in sentences, never in its own words."""

import errno
import os

import pytest

from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import ReadOnlyError, StorageError
from deskclient.domain.file_trouble import told_of, why
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.words import Phrase
from deskclient.services.atomic import write_whole
from deskclient.services.departure import remove_all
from deskclient.services.export import Unsent, export_unsent
from deskclient.services.settings import Settings
from tests.fakes.unwritable import unwritable
from tests.services.opened import wait
from tools.domain_texts import texts

RAW = "Raw words of the system"
SYSTEM_SAYS = [os.strerror(number) for number in errno.errorcode]


def check(detail, path):
    """It is a sentence the window can translate, with the path beside it."""
    assert not [words for words in SYSTEM_SAYS if words in detail]
    assert isinstance(detail, Phrase)
    assert {detail.pattern, detail.values["why"]} <= set(texts())
    assert detail.values["path"] == str(path)


def test_a_file_that_cannot_be_saved(home):
    (home / "file").touch()
    with pytest.raises(ReadOnlyError) as told:
        write_whole(home / "file" / "card.json", b"{}")
    check(told.value.detail, home / "file" / "card.json")
    assert "A file stands where a folder should be" in told.value.detail


def test_an_export_into_a_folder_that_is_not_there(home):
    target = home / "missing" / "unsent.zip"
    with pytest.raises(ReadOnlyError) as told:
        export_unsent(target, Unsent((), ()), standard_registry(), lambda _: None)
    check(told.value.detail, target)


def test_a_folder_that_cannot_be_removed(home):
    kept = home / "profile" / "kept.txt"
    kept.parent.mkdir()
    kept.touch()
    with unwritable(kept.parent), pytest.raises(ReadOnlyError) as told:
        remove_all(kept.parent)
    check(told.value.detail, kept.parent)


def test_a_file_to_attach_that_is_gone(opened, home):
    with pytest.raises(StorageError) as told:
        wait(opened.desk.files.stage(home / "gone.txt"))
    check(told.value.detail, home / "gone.txt")


def test_settings_that_cannot_be_read(home):
    problem = Settings(home, SystemClock()).problem
    assert problem is not None
    check(problem.detail, home)


def test_whoever_may_not_read_is_not_told_of_writing():
    refused = OSError(errno.EACCES, RAW, "/srv/a")
    assert why(refused) == "This person may not write there."
    assert why(refused, reading=True) == "This person may not read it."


def test_a_full_disk_is_named_as_such():
    assert "no room" in why(OSError(errno.ENOSPC, RAW))
    assert why(OSError(errno.ENOSPC, RAW)) in texts()


def test_what_the_system_knows_by_a_number_only_stands_without_a_path():
    assert told_of(OSError(errno.EIO, RAW)) == "The disk reported an error."
