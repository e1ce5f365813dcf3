"""The walls of conftest.py hold: each of these would otherwise pass in silence."""

import logging
import socket
import subprocess
import sys
import threading
from pathlib import Path

import keyring
import platformdirs
import pytest

from tests.fakes import guards
from tests.fakes.guards import ForbiddenNetworkError, LogGuard, forgotten_threads, is_loopback


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", b"example.org", "2001:db8::1"])
def test_a_look_up_beyond_loopback_is_refused_and_remembered(network_guard, host):
    with pytest.raises(ForbiddenNetworkError):
        socket.getaddrinfo(host, 80)
    assert network_guard.attempts
    network_guard.attempts.clear()


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_beyond_loopback_is_refused_and_remembered(network_guard, method):
    with socket.socket() as plug, pytest.raises(ForbiddenNetworkError):
        getattr(plug, method)(("192.0.2.1", 9))
    assert network_guard.attempts == ["192.0.2.1"]
    network_guard.attempts.clear()


def test_a_datagram_beyond_loopback_is_refused(network_guard):
    with (
        socket.socket(type=socket.SOCK_DGRAM) as plug,
        pytest.raises(ForbiddenNetworkError),
    ):
        plug.sendto(b"x", ("192.0.2.1", 9))
    network_guard.attempts.clear()


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", None])
def test_loopback_is_recognised(host):
    assert is_loopback(host)


def test_the_keyring_is_in_memory(memory_keyring):
    keyring.set_password("desk", "anna", "secret")
    assert memory_keyring.passwords == {("desk", "anna"): "secret"}


def test_child_processes_find_no_keyring():
    program = "import keyring; print(type(keyring.get_keyring()).__module__)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "keyring.backends.fail"


def test_the_folders_are_private_to_the_test(home):
    for folder in (platformdirs.user_data_dir("x"), platformdirs.user_config_dir("x")):
        assert Path(folder).is_relative_to(home)


def test_lines_above_info_are_found_unless_expected():
    guard = LogGuard()
    guard.expect("known trouble")
    quiet = logging.getLogger("tests.architecture")
    quiet.propagate = False
    quiet.addHandler(guard)
    quiet.info("fine")
    quiet.warning("known trouble with %s", "x")
    quiet.error("surprise")
    quiet.removeHandler(guard)
    assert guard.unexpected() == ["ERROR tests.architecture: surprise"]


def test_a_forgotten_thread_is_found(monkeypatch):
    monkeypatch.setattr(guards, "GRACE_S", 0.05)
    before = set(threading.enumerate())
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    try:
        assert forgotten_threads(before) == ["forgotten"]
    finally:
        stop.set()
        thread.join()
