"""The whole client but its window at a desk that promises little, by an extension of somebody else.

The extension is a distribution of its own in a folder of its own: nothing in this program or its
metadata names it.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskclient.backends.registry import Backends
from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import NEEDS_DECISION, OpState
from deskclient.services.api import Desk, NewReply
from tests.backends.poor.poor_office import PoorOffice, poor_office
from tests.e2e.person import Person, is_settled, until, wait

EXTENSION = """
from tests.fakes.desks.poor.adapter import PoorAdapter
from tests.fakes.desks.poor.sign_in import PoorSignIn
"""
METADATA = "Metadata-Version: 2.1\nName: poor-desk-extension\nVersion: 1.0\n"
ENTRY_POINTS = """
[deskclient.backends]
poor = poor_desk_extension:PoorAdapter

[deskclient.sign_in]
poor = poor_desk_extension:PoorSignIn
"""


@pytest.fixture
def extension(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a distribution of somebody else beside this program."""
    folder = home / "site-packages"
    info = folder / "poor_desk_extension-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "poor_desk_extension.py").write_text(EXTENSION)
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(str(folder))
    yield
    sys.modules.pop("poor_desk_extension", None)


@pytest.fixture
def office() -> Iterator[PoorOffice]:
    with poor_office() as made:
        yield made


@pytest.fixture
def anna(home: Path, extension: None, office: PoorOffice) -> Iterator[Person]:
    person = Person(home / "anna")
    person.program.settings.set("undo_send_s", 0)
    person.sign_in(office.url, "anna", "secret of anna")
    yield person
    person.quit()


def test_an_extension_is_there_as_soon_as_it_is_installed(extension):
    backends = Backends()
    assert tuple(backends.names())[-1] == "poor"
    assert backends.load("poor").__module__ == "tests.fakes.desks.poor.adapter"


def test_without_it_nobody_knows_such_a_desk():
    assert "poor" not in Backends().names()


def test_whoever_signs_in_is_told_what_the_desk_cannot_promise(home, extension, office):
    person = Person(home / "anna")
    found = wait(person.program.profiles.probe(office.url))
    person.quit()
    assert (found.backend, found.kind) == ("poor", "Poor Desk")
    assert "so they may come late" in found.promise
    assert "may overwrite the other unseen" in found.promise
    assert "attachment" in found.lacks


def test_everything_is_here_after_the_first_sync_and_news_come_when_asked_for(anna, office):
    desk = anna.open_synced()
    assert desk.sync.facts()["Changes are found by"] == "list"
    assert desk.sync.facts()["Edits are checked by"] == "none alone"
    assert shown(desk, "17") == ["It hums."]
    office.server.say(17, "It still hums.", by="ivan")
    office.server.remove(18)
    made = office.server.make("A new one")
    desk.sync.sync_now()
    until(desk, lambda: len(shown(desk, "17")) == 2)
    until(desk, lambda: is_gone(desk, "18") and shown(desk, str(made)) == ["It hums."])


def test_a_day_offline_is_on_the_desk_once_though_every_answer_was_lost(anna, office):
    """Row 10, row 52: replies, notes, fields, a new ticket, a loss and a collision."""
    server, desk = office.server, anna.open_synced()
    desk.sync.set_offline(True)
    wait(desk.writes.write_entry(NewReply(RecordId("1"), "reply", "It is plugged in now.")))
    wait(desk.writes.write_entry(NewReply(RecordId("1"), "note", "He had unplugged it.")))
    wait(desk.writes.edit("ticket", [RecordId("2")], {"status": "resolved"}))
    wait(desk.writes.edit("ticket", [RecordId("3")], {"subject": "Mine"}))
    wait(desk.writes.edit("ticket", [RecordId("4")], {"subject": "Too late"}))
    doc: dict[str, Value] = {"subject": "From the cellar", "queue": "2", "requester": "ivan"}
    (created,) = wait(desk.writes.create("ticket", doc, body="It is dark here.")).record_ids

    server.change(3, title="Theirs")
    server.remove(4)
    server.lost = 4

    desk.sync.set_offline(False)
    until(desk, lambda: only_decisions_are_left(desk))

    assert server.lost == 0
    words = [one["text"] for one in server.tickets[1].messages]
    assert words == ["It hums.", "It is plugged in now.", "He had unplugged it."]
    assert [one["public"] for one in server.tickets[1].messages] == [True, True, False]
    assert server.tickets[2].status == "resolved"
    (made,) = [one for one in server.tickets.values() if one.title == "From the cellar"]
    assert [one["text"] for one in made.messages] == ["It is dark here."]
    view = desk.reads.record("ticket", created)
    assert view is not None
    assert view.doc["number"] == made.number
    two_decisions_are_left(desk)


def test_what_was_written_here_is_shown_once_when_the_list_has_told_it(anna, office):
    desk = anna.open_synced()
    wait(desk.writes.write_entry(NewReply(RecordId("5"), "reply", "Done.")))
    until(desk, lambda: is_settled(desk))
    office.server.say(5, "Thanks", by="ivan")
    desk.sync.sync_now()
    until(desk, lambda: "Thanks" in shown(desk, "5"))
    assert shown(desk, "5") == ["It hums.", "Done.", "Thanks"]


def test_a_program_that_is_started_again_goes_on_from_what_it_knew(anna, office):
    """Row 7."""
    anna.open_synced()
    anna.quit()
    # Two starts within a second of the desk's clock are told apart by nothing.
    now = office.server.now
    office.server.now = lambda: now() + timedelta(seconds=2)
    office.server.change(9, title="Renamed meanwhile")
    office.server.asked.clear()
    desk = anna.open()
    until(desk, lambda: title(desk, "9") == "Renamed meanwhile")
    tickets = {path for _, path in office.server.asked if path.startswith("/api/tickets/")}
    assert tickets == {"/api/tickets/9", "/api/tickets/9/messages"}


def two_decisions_are_left(desk: Desk) -> None:
    """What is gone, and what a colleague set meanwhile."""
    left = {op.record_id: op for item in desk.outbox.items() for op in item.ops}
    assert set(left) == {"3", "4"}
    assert left[RecordId("3")].state is OpState.CONFLICT
    problem = left[RecordId("4")].problem
    assert problem is not None
    assert problem.rule == "gone"


def only_decisions_are_left(desk: Desk) -> bool:
    return all(op.state in NEEDS_DECISION for item in desk.outbox.items() for op in item.ops)


def shown(desk: Desk, ticket: str) -> list[str]:
    return [str(one.entry.doc.get("body")).strip() for one in desk.reads.thread(RecordId(ticket))]


def title(desk: Desk, ticket: str) -> Value:
    view = desk.reads.record("ticket", RecordId(ticket))
    return None if view is None else view.doc["subject"]


def is_gone(desk: Desk, ticket: str) -> bool:
    return desk.reads.record("ticket", RecordId(ticket)) is None
