"""A file that goes on changing after it was attached; a real service, the client with its files."""

import pytest

from deskclient.domain.events import Link
from deskclient.domain.query import ListQuery
from deskclient.server.demo.world import DEMO_PASSWORD
from deskclient.services.api import NewReply
from tests.e2e.colleague import Colleague
from tests.e2e.person import Person, is_settled, until, wait
from tests.services.real_service import RealService, make_demo_data

ATTACHED = b"2026-11-23 the log as it was attached\n" * 5_000
LATER = b"2026-11-24 the log as it is a day on.\n" * 5_000


@pytest.fixture
def service(home):
    make_demo_data(home / "data")
    made = RealService(home / "data", home / "service")
    yield made.start()
    made.kill()


@pytest.fixture
def anna(home, service):
    person = Person(home / "anna").sign_in(service.url, "anna", DEMO_PASSWORD)
    yield person
    person.quit()


def rewrite(path):
    """Change it in place, as a program that has it open does."""
    with path.open("r+b") as file:
        file.write(LATER)


def replace(path):
    """Put another file in its place, as an editor does when it saves."""
    fresh = path.with_name("fresh.log")
    fresh.write_bytes(LATER)
    fresh.replace(path)


def append(path):
    """Write on at its end."""
    with path.open("ab") as file:
        file.write(LATER)


@pytest.mark.parametrize("change", [rewrite, replace, append])
def test_what_was_attached_arrives_although_the_file_changed_before_it_was_sent(
    anna, service, home, change
):
    """Row 53: offline, over a restart, and whichever way the original changes."""
    desk = anna.open_synced()
    ticket = desk.reads.first_rows(ListQuery("ticket"), 1)[0].record_id
    service.kill()
    until(desk, lambda: desk.sync.status().link is not Link.ONLINE)
    original = home / "server.log"
    original.write_bytes(ATTACHED)
    staged = wait(desk.files.stage(original))
    change(original)
    wait(desk.writes.write_entry(NewReply(ticket, "note", "See the log.", files=(staged,))))
    anna.quit()
    desk = anna.open()
    assert LATER in original.read_bytes()
    assert desk.files.content(staged.sha256) == ATTACHED

    service.start()
    desk.sync.sync_now()
    until(desk, lambda: is_settled(desk))
    chloe = Colleague(service.url, "chloe", DEMO_PASSWORD)
    files = [
        row["doc"]
        for row in chloe.thread(ticket)
        if row["kind"] == "attachment" and row["doc"]["name"] == "server.log"
    ]
    assert [(one["size"], chloe.file(one["sha256"])) for one in files] == [
        (len(ATTACHED), ATTACHED)
    ]
