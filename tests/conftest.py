"""Walls around every test: no network but loopback, no real keyring, no real folders, no traces."""

import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

# Before anything imports Qt: a test needs no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Child processes must not find the person's keyring either; who needs one names one.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import hypothesis
import keyring
import pytest

from deskclient.ui.garbage import collect_due
from tests.fakes.guards import LogGuard, NetworkGuard, forgotten_qt_objects, forgotten_threads
from tests.fakes.memory_keyring import MemoryKeyring

_numbers = count()

# Shared machines stall now and then: an example that took long has found nothing.
hypothesis.settings.register_profile("deskclient", deadline=None, print_blob=True)
hypothesis.settings.load_profile("deskclient")


@pytest.fixture(scope="session")
def homes() -> Iterator[Path]:
    """A short path that holds the folders of every test; short because sockets live there too."""
    path = Path(tempfile.mkdtemp(prefix="dc"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style the program itself asks for, see ``STYLE_ARGUMENTS``."""
    return ["deskclient", "-style", "Fusion"]


@pytest.fixture(autouse=True)
def home(homes: Path) -> Iterator[Path]:
    """The person's folders, empty and private to the test."""
    path = homes / str(next(_numbers))
    path.mkdir(mode=0o700)
    folders = {
        "HOME": path,
        "USERPROFILE": path,
        "APPDATA": path / "roaming",
        "LOCALAPPDATA": path / "local",
        "XDG_CACHE_HOME": path / "cache",
        "XDG_CONFIG_HOME": path / "config",
        "XDG_DATA_HOME": path / "data",
        "XDG_RUNTIME_DIR": path,
        "XDG_STATE_HOME": path / "state",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in folders.items():
            patch.setenv(name, str(folder))
        yield path


@pytest.fixture(autouse=True)
def memory_keyring() -> MemoryKeyring:
    """The keyring of the test: empty, in memory, in place of the system's."""
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    return ring


@pytest.fixture(autouse=True)
def network_guard() -> Iterator[NetworkGuard]:
    """Fails the test that tried to leave loopback, even where the error was swallowed."""
    guard = NetworkGuard()
    with guard.active():
        yield guard
    if guard.attempts:
        pytest.fail(f"The test tried to reach {', '.join(guard.attempts)}.")


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[LogGuard]:
    """Fails the test that logs above INFO, unless it said ``expected_logs.expect(pattern)``."""
    guard = LogGuard()
    with guard.active():
        yield guard
    if guard.unexpected():
        pytest.fail("Nobody expected these log lines:\n" + "\n".join(guard.unexpected()))


@pytest.fixture(autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """As in the program: a thread of a test must not destroy what an earlier one left of Qt."""
    gc.disable()
    yield
    collect_due()


@pytest.fixture(autouse=True)
def _no_traces(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = forgotten_threads(before)
    if "qapp" in request.fixturenames:
        left += forgotten_qt_objects()
    if left:
        pytest.fail(f"The test left these behind: {', '.join(left)}.")
