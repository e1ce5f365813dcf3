"""Logs keep what happened and no secret."""

import logging
import os
import signal
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.services.logs import FILES, Logs, last_crash, last_lines
from deskclient.services.redact import HIDDEN, redact
from tests.fakes.unwritable import unwritable

TOKEN = "canary-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9v"
KEY = "5ca1ab1e" * 8
PASSWORD = "Correct horse"


@pytest.fixture
def logs(home):
    made = Logs(home / "state" / "logs", "debug")
    yield made
    made.close()


def written(logs):
    return "".join(path.read_text("utf-8") for path in sorted(logs.folder.glob("deskclient.log*")))


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        (f"Authorization: Bearer {TOKEN}", TOKEN),
        (f"header {{'authorization': 'Bearer {TOKEN}'}}", TOKEN),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        (f'{{"access_token": "{TOKEN}"}}', TOKEN),
        (f"refresh_token={TOKEN}&x=1", TOKEN),
        (f'{{"password": "{PASSWORD}", "login": "anna"}}', PASSWORD),
        (f"passphrase='{PASSWORD}'", PASSWORD),
        ("https://anna:hunter2@desk.example/v1", "hunter2"),
        (f"PRAGMA key = \"x'{KEY}'\"", KEY),
        (f"opened with {KEY}", KEY),
        ("recovery key ABCD-EFGH-1234-5678-IJKL-MNOP-QRST", "EFGH"),
        (f"got {TOKEN} back", TOKEN),
    ],
)
def test_a_secret_never_reaches_the_log(logs, line, secret):
    logging.getLogger("deskclient.test").info("%s", line)
    assert secret not in written(logs)
    assert HIDDEN in written(logs)


def test_a_secret_in_an_exception_is_hidden_too(logs, expected_logs):
    expected_logs.expect("it failed")
    try:
        int(TOKEN)
    except ValueError:
        logging.getLogger("deskclient.test").exception("it failed")
    assert "ValueError" in written(logs)
    assert TOKEN not in written(logs)


def test_names_of_records_and_plain_words_stay_readable():
    line = (
        "ticket 01935b5e-1111-7222-8333-444455556666 went from queued to acked in 12 ms"
        " in a_function_with_quite_a_long_name_indeed"
    )
    assert redact(line) == line


@given(st.text())
def test_hiding_twice_changes_nothing_more(text):
    once = redact(text)
    assert redact(once) == once


def test_logs_rotate_and_do_not_grow_without_end(logs):
    logs._handler.maxBytes = 2_000
    for number in range(2_000):
        logging.getLogger("deskclient.test").info("line %d", number)
    files = list(logs.folder.glob("deskclient.log*"))
    assert len(files) == FILES
    assert sum(path.stat().st_size for path in files) < FILES * 2_500


def test_the_last_lines_reach_across_rotated_files(logs):
    logs._handler.maxBytes = 500
    for number in range(40):
        logging.getLogger("deskclient.test").info("line %d", number)
    found = last_lines(logs.folder, 12)
    assert [line.rsplit(" ", 1)[1] for line in found] == [str(n) for n in range(28, 40)]


def test_an_error_nobody_handled_in_a_thread_is_logged(logs, expected_logs):
    expected_logs.expect("unhandled")
    logs.catch_everything()

    def fail():
        raise RuntimeError("lost its way")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "lost its way" in written(logs)


CRASHING = """
import ctypes, pathlib, sys
from deskclient.services.logs import Logs
logs = Logs(pathlib.Path(sys.argv[1]))
logs.catch_everything()
def crashes_in_{place}():
    ctypes.string_at(0)
if {crashes}:
    crashes_in_{place}()
logs.close()
"""


def run_of_its_own(folder, place="", *, crashes=False):
    """Start a program that logs there, and let native code of it crash."""
    program = CRASHING.format(place=place, crashes=crashes)
    done = subprocess.run([sys.executable, "-c", program, folder], check=False)
    assert done.returncode == (-signal.SIGSEGV if crashes else 0)


def test_the_trace_of_a_crash_outlives_the_next_starts(home):
    """The person restarts at once; who helps looks days later."""
    folder = home / "logs"
    run_of_its_own(folder, "the_table", crashes=True)
    for _ in range(3):
        assert "crashes_in_the_table" in "\n".join(last_crash(folder, 100))
        run_of_its_own(folder)


def test_of_several_crashes_the_last_one_is_told(home):
    folder = home / "logs"
    for place in ("the_list", "the_table"):
        run_of_its_own(folder, place, crashes=True)
    run_of_its_own(folder)
    told = "\n".join(last_crash(folder, 100))
    assert "crashes_in_the_table" in told
    assert "crashes_in_the_list" not in told
    assert sorted(one.name for one in folder.glob("crash*")) == ["crash.log", "crash.previous.log"]


def test_of_a_crash_the_moment_and_the_first_lines_are_told_without_secrets(logs):
    trace = logs.folder / "crash.previous.log"
    lines = ["Fatal Python error: Segmentation fault", f'  File "x?token={TOKEN}"', "more"]
    trace.write_text("\n".join(lines), "utf-8")
    os.utime(trace, (1_700_000_000, 1_700_000_000))
    written, _, *told = last_crash(logs.folder, 2)
    assert "2023-11-14T22:13:20" in written
    assert len(told) == 2
    assert told[0] == lines[0]
    assert TOKEN not in told[1]


def test_without_a_crash_nothing_is_told(logs):
    logs.catch_everything()
    assert last_crash(logs.folder, 100) == []


def test_closing_puts_the_root_logger_back(home):
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    Logs(home / "logs", "debug").close()
    assert (root.level, list(root.handlers)) == before


def test_logs_that_cannot_be_written_leave_nothing_behind(home):
    """Row 27: whoever starts goes on without; each line would only complain."""
    folder = home / "state"
    folder.mkdir()
    before = list(logging.getLogger().handlers)
    with unwritable(folder), pytest.raises(OSError, match="denied"):
        Logs(folder)
    assert logging.getLogger().handlers == before
