"""The windows on what waits, over the real client and the real service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deskclient.domain.ids import RecordId
from deskclient.domain.operation import OpState
from deskclient.domain.query import ListQuery
from deskclient.server.demo.world import DEMO_PASSWORD
from deskclient.services.api import Desk, NewReply
from deskclient.ui.bridge import Bridge
from deskclient.ui.decisions.window import DecisionsWindow
from deskclient.ui.forms.new_ticket import NewTicket
from deskclient.ui.outbox.window import OutboxWindow
from deskclient.ui.parts import Parts
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from tests.e2e.person import Person, until, wait
from tests.fakes.fixed_clock import FixedClock
from tests.services.real_service import RealService, make_demo_data
from tests.ui.detail.rig import RecordingHost

PATIENCE_MS = 30_000
TICKETS = ListQuery("ticket")


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "data"
    make_demo_data(folder)
    return folder


@pytest.fixture
def service(demo_data: Path, home: Path) -> Iterator[RealService]:
    made = RealService(demo_data, home / "service")
    yield made.start()
    made.kill()


@pytest.fixture
def people(home: Path, service: RealService) -> Iterator[dict[str, Person]]:
    """An agent who may only read one queue, and an administrator; each at a computer."""
    found = {login: Person(home / login) for login in ("ben", "admin")}
    for login, person in found.items():
        person.sign_in(service.url, login, DEMO_PASSWORD)
    yield found
    for person in found.values():
        person.quit()


class Screen:
    """What the panels of a window are given, over a desk of the real client."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        clock = FixedClock()
        self.host = RecordingHost()
        bridge = Bridge()
        self.leave = desk.listen(bridge.post)
        self.parts = Parts(desk, bridge, theme, Texts(clock), clock, self.host)


@pytest.fixture
def at_desk(people: dict[str, Person], theme: Theme) -> Iterator[Screen]:
    made = Screen(people["ben"].open_synced(), theme)
    yield made
    made.leave()


def press(widget: QWidget, said: str) -> None:
    """Click the button with these words."""
    [one for one in widget.findChildren(QPushButton) if one.text() == said][-1].click()


def bodies(desk: Desk, ticket: RecordId) -> list[object]:
    thread = [one.entry.doc for one in desk.reads.thread(ticket)]
    return [doc["body"] for doc in thread if doc["type"] != "event"]


def queue_named(desk: Desk, slug: str) -> str:
    return next(q.record_id for q in desk.reads.reference("queue") if q.doc["slug"] == slug)


def test_a_refused_new_ticket_is_mended_in_its_place_and_sent_once(
    qtbot: QtBot, at_desk: Screen
) -> None:
    """Row 57: what is written on it waits beneath it and goes after it."""
    desk = at_desk.parts.desk
    some = desk.reads.first_rows(TICKETS, 1)[0]
    known = desk.reads.record("ticket", some.record_id)
    assert known is not None
    doc = {"subject": "No light", "requester": known.doc["requester"]}
    new = {**doc, "queue": queue_named(desk, "security")}
    (ticket,) = wait(desk.writes.create("ticket", new, body="Since noon.")).record_ids
    for body in ("One", "Two"):
        wait(desk.writes.write_entry(NewReply(ticket, "note", body)))
    until(desk, lambda: desk.outbox.items()[0].ops[0].state is OpState.REJECTED)
    window = OutboxWindow(at_desk.parts)
    qtbot.addWidget(window)
    # A note that left in the same request waits for its own verdict a moment longer.
    qtbot.waitUntil(
        lambda: [line.title() for line in window.lines()] == ["No light"], timeout=PATIENCE_MS
    )
    press(window, "Open to edit")
    assert at_desk.host.opened == [("ticket", ticket)]
    assert len(desk.outbox.items()) == 3

    mended = {"queue": queue_named(desk, "network")}
    wait(desk.writes.edit("ticket", [ticket], mended))
    until(desk, lambda: not desk.outbox.items())
    qtbot.waitUntil(lambda: window.lines() == (), timeout=PATIENCE_MS)
    rows = desk.reads.first_rows(TICKETS, 500)
    titles = [desk.reads.title("ticket", row.record_id) for row in rows]
    assert titles.count("No light") == 1
    assert bodies(desk, ticket) == ["Since noon.", "One", "Two"]


def test_a_reply_to_a_deleted_ticket_is_found_in_the_form_of_a_new_one(
    qtbot: QtBot, at_desk: Screen, people: dict[str, Person]
) -> None:
    """Row 45: the words are where a screen shows them, with who asked."""
    desk = at_desk.parts.desk
    people["ben"].program.settings.set("undo_send_s", 60)
    ticket = desk.reads.first_rows(TICKETS, 1)[0].record_id
    seen = desk.reads.record("ticket", ticket)
    assert seen is not None
    wait(desk.writes.write_entry(NewReply(ticket, "reply", "Change the drum.")))
    other = people["admin"].open_synced()
    wait(other.writes.delete("ticket", [ticket]))
    until(desk, lambda: desk.outbox.items()[0].ops[0].state is OpState.REJECTED)

    window = DecisionsWindow(at_desk.parts)
    qtbot.addWidget(window)
    (item,) = desk.outbox.items()
    assert (item.record_number, item.record_title) == (seen.doc["number"], seen.doc["subject"])
    press(window, "New ticket of it")
    qtbot.waitUntil(lambda: at_desk.host.ran == ["file.new_form"], timeout=PATIENCE_MS)
    assert desk.outbox.items() == ()
    form = NewTicket(at_desk.parts, window, full_form=True)
    assert form.body.toPlainText() == "Change the drum."
    asked = {name: form.form.doc()[name] for name in ("subject", "requester", "queue")}
    assert asked == {name: seen.doc[name] for name in asked}
    form.close()
