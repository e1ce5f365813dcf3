"""Each wall fails the test that runs into it, seen from outside in a pytest of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFENDERS = """
import contextlib, logging, socket, threading, time
from hypothesis import given, strategies

def test_swallows_a_refused_connection():
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 9), timeout=1)

def test_warns():
    logging.getLogger("somewhere").warning("surprise")

def test_forgets_a_thread():
    threading.Thread(target=time.sleep, args=(6,), daemon=True, name="forgotten").start()

def test_forgets_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    qapp.left = QWidget()
    qapp.left.show()

def test_warns_as_expected(expected_logs):
    expected_logs.expect("surprise")
    logging.getLogger("somewhere").warning("surprise")

@given(strategies.integers())
def test_property(number):
    assert isinstance(number, int)
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("offenders") / "test_offenders.py"
    file.write_text(OFFENDERS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:randomly"]
    command += ["-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider", "-rA", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("test_swallows_a_refused_connection", "tried to reach 192.0.2.1"),
        ("test_warns", "WARNING somewhere: surprise"),
        ("test_forgets_a_thread", "left these behind: forgotten"),
        ("test_forgets_a_window", "still shown"),
    ],
)
def test_an_offender_fails(report, name, complaint):
    line = next(line for line in report.splitlines() if line.startswith("ERROR") and name in line)
    assert line
    assert complaint in report


@pytest.mark.parametrize("name", ["test_warns_as_expected", "test_property"])
def test_an_honest_test_passes(report, name):
    assert any(line.startswith("PASSED") and line.endswith(name) for line in report.splitlines())
