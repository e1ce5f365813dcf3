"""What the doctor looks at."""

import errno
import os
from datetime import UTC, datetime

import pytest

from deskclient.cli.checks import (
    Grade,
    check_clock,
    check_disk,
    check_folder,
    check_keyring,
    check_program,
    check_window,
)


class At:
    def __init__(self, year):
        self.year = year

    def now(self):
        return datetime(self.year, 5, 1, tzinfo=UTC)

    def steady_s(self):
        return 0.0


def test_a_working_window_is_found():
    assert check_window().grade is Grade.OK


def test_a_window_that_cannot_start_names_what_is_missing():
    found = check_window("raise SystemExit('libEGL.so.1: cannot open shared object file')")
    assert found.grade is Grade.FAIL
    assert "libEGL.so.1" in found.text
    assert "libegl1" in found.hint


def test_a_folder_that_can_be_written_is_left_as_it_was(home):
    assert check_folder(home / "data").grade is Grade.OK
    assert list((home / "data").iterdir()) == []


def test_a_folder_that_cannot_be_made_fails(home):
    (home / "data").write_text("a file")
    found = check_folder(home / "data")
    assert found.grade is Grade.FAIL
    assert "A file stands where a folder should be" in found.text
    assert os.strerror(errno.EEXIST) not in found.text


def test_the_disk_is_looked_at_where_the_folder_will_be(home):
    assert "MB free" in check_disk(home / "not" / "yet").text


@pytest.mark.parametrize(("year", "grade"), [(1970, Grade.WARN), (2027, Grade.OK)])
def test_a_clock_of_long_ago_is_noticed(year, grade):
    """Row 14: named before it shows as a certificate error."""
    assert check_clock(At(year)).grade is grade


def test_a_missing_keyring_is_a_warning_because_there_are_other_ways():
    assert check_keyring(lambda: "No keyring answers.").grade is Grade.WARN
    assert check_keyring(lambda: "").grade is Grade.OK


def test_the_program_names_itself():
    assert "deskclient" in check_program().lines()[0]
