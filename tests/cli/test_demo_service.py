"""The demo desk as a process of its own."""

import json
import socket
import sys

import pytest

from deskclient.cli.demo_service import DemoService
from deskclient.domain.errors import ServerError

STAND_IN = """
import socket, sys
wanted = int(sys.argv[sys.argv.index("--port") + 1])
listener = socket.create_server(("127.0.0.1", wanted))
print(f"listening http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    listener.accept()[0].close()
"""
COMMAND = (sys.executable, "-c", STAND_IN)


def answers(url):
    try:
        socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), 2).close()
    except OSError:
        return False
    return True


@pytest.fixture
def demo(home):
    made = []

    def make(command=COMMAND):
        made.append(DemoService(home / "service", answers, command))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def test_the_service_starts_and_ends_with_the_client(demo):
    service = demo()
    url = service.start()
    assert answers(url)
    service.stop()
    assert not answers(url)


def test_the_next_start_uses_the_same_address(demo):
    first = demo()
    url = first.start()
    first.stop()
    assert demo().start() == url


def test_an_address_that_is_taken_is_replaced(demo):
    first = demo()
    port = int(first.start().rsplit(":", 1)[1])
    first.stop()
    with socket.create_server(("127.0.0.1", port)) as taken:
        taken.settimeout(0)
        service = DemoService(first._folder, lambda _: False, COMMAND)
        url = service.start()
        assert not url.endswith(f":{port}")
        service.stop()


def test_a_service_left_by_an_earlier_run_is_found_and_ended(demo):
    first = demo()
    url = first.start()
    second = demo()
    assert second.start() == url
    second.stop()
    first._process.wait(10)
    assert not answers(url)


def test_a_service_that_does_not_start_says_where_its_words_are(demo, home):
    with pytest.raises(ServerError, match=r"service\.log"):
        demo((sys.executable, "-c", "raise SystemExit('no room')")).start()
    assert "no room" in (home / "service" / "service.log").read_text()


def test_a_reset_ends_the_service_and_removes_its_data(demo, home):
    service = demo()
    url = service.start()
    demo().reset()
    service._process.wait(10)
    assert not answers(url)
    assert not (home / "service").exists()


def test_a_damaged_note_is_no_obstacle(demo, home):
    (home / "service").mkdir()
    (home / "service" / "service.json").write_text("{")
    url = demo().start()
    assert json.loads((home / "service" / "service.json").read_text())["url"] == url
