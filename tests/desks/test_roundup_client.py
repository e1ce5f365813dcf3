"""The whole client but its window, at a real Roundup: a day offline and what came of it."""

from collections.abc import Iterator

import pytest

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import NEEDS_DECISION, OpState
from deskclient.services.api import Desk, NewReply
from tests.desks.roundup_office import OTHER_QUEUE, RoundupOffice
from tests.e2e.person import Person, is_settled, until, wait
from tools.desks.roundup.server import PASSWORD

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]

PATIENCE_S = 120


@pytest.fixture
def ben(home, roundup: RoundupOffice) -> Iterator[Person]:
    """An agent in New York's time zone, signed in by password."""
    person = Person(home / "ben")
    person.program.settings.set("undo_send_s", 0)
    person.sign_in(roundup.url, "ben", PASSWORD)
    yield person
    person.quit()


def synced(person: Person) -> Desk:
    desk = person.open()
    until(desk, lambda: bool(desk.sync.status().last_sync), PATIENCE_S)
    return desk


def files(roundup: RoundupOffice, ticket: str) -> list[str]:
    return [
        roundup.colleague("GET", f"/data/file/{one}", login="admin")["attributes"]["name"]
        for one in roundup.issue(ticket)["files"]
    ]


def problems(desk: Desk) -> list[tuple[str, str, str]]:
    """What still waits, and why; for the message of a failure."""
    return [
        (item.label, op.state.value, "" if op.problem is None else op.problem.message)
        for item in desk.outbox.items()
        for op in item.ops
    ]


def new_tickets(desk: Desk, queue: RecordId, watcher: str) -> list[RecordId]:
    """Make two tickets that somebody watches, each with a file."""
    made: list[RecordId] = []
    for number in (1, 2):
        file = wait(desk.files.stage_bytes(b"line\n" * 300, f"журнал{number}.log", "text/plain"))
        doc: dict[str, Value] = {
            "subject": f"Из подвала {number}",
            "queue": queue,
            "watchers": [watcher],
        }
        done = wait(desk.writes.create("ticket", doc, body="It is dark here.", files=(file,)))
        made.append(done.record_ids[0])
    return made


def test_a_day_offline_is_on_the_desk_once_and_as_the_person_meant_it(ben, roundup):
    """Row 34: five replies, two moves, two new tickets with files, a loss and a collision."""
    answered = [roundup.create(f"To be answered {n}") for n in range(5)]
    lost, raced = (roundup.create(name) for name in ("Lost", "Raced"))
    desk = synced(ben)
    other = RecordId(OTHER_QUEUE)

    desk.sync.set_offline(True)
    for number, ticket in enumerate(answered):
        wait(desk.writes.write_entry(NewReply(RecordId(ticket), "reply", f"Ответ {number}.")))
    wait(desk.writes.edit("ticket", [RecordId(one) for one in answered[:2]], {"queue": other}))
    wait(desk.writes.edit("ticket", [RecordId(answered[2])], {"tags": ["vpn", "из подвала"]}))
    created = new_tickets(desk, RecordId("2"), roundup.number("chloe"))
    wait(desk.writes.edit("ticket", [RecordId(lost)], {"subject": "Renamed in the cellar"}))
    wait(desk.writes.edit("ticket", [RecordId(raced)], {"subject": "Mine"}))

    roundup.retire(lost)
    roundup.change(raced, "anna", title="Theirs")
    roundup.write(answered[1], "Meanwhile", "anna")

    desk.sync.set_offline(False)
    until(desk, lambda: only_decisions_are_left(desk), PATIENCE_S)

    two_decisions_are_left(desk, RecordId(lost), RecordId(raced))
    for number, ticket in enumerate(answered):
        assert roundup.words(ticket).count(f"Ответ {number}.") == 1
    for ticket in answered[:2]:
        assert roundup.issue(ticket)["queue"] == OTHER_QUEUE
    assert len(roundup.issue(answered[2])["keyword"]) == 2
    for number, here in enumerate(created, 1):
        (made,) = roundup.named(f"Из подвала {number}")
        assert roundup.words(made) == ["It is dark here."]
        assert files(roundup, made) == [f"журнал{number}.log"]
        it_is_shown_as_the_desk_has_it(desk, here, int(made))


def two_decisions_are_left(desk: Desk, lost: RecordId, raced: RecordId) -> None:
    """What is retired, and what a colleague set meanwhile."""
    left = {op.record_id: op for item in desk.outbox.items() for op in item.ops}
    assert set(left) == {lost, raced}, problems(desk)
    problem = left[lost].problem
    assert problem is not None
    assert problem.rule == "gone"
    assert left[raced].state is OpState.CONFLICT
    (conflict,) = (one for item in desk.outbox.items() for one in item.conflicts)
    assert (conflict.field, conflict.mine, conflict.theirs) == ("subject", "Mine", "Theirs")


def it_is_shown_as_the_desk_has_it(desk: Desk, here: RecordId, number: int) -> None:
    """A ticket made here, under the number the desk gave it, with its message and file once."""
    view = desk.reads.record("ticket", here)
    assert view is not None
    assert view.doc["number"] == number
    assert shown(desk, here).count("It is dark here.") == 1
    names = [str(one.doc["name"]) for e in desk.reads.thread(here) for one in e.attachments]
    assert len(names) == 1
    assert names[0].startswith("журнал")


def only_decisions_are_left(desk: Desk) -> bool:
    return all(op.state in NEEDS_DECISION for item in desk.outbox.items() for op in item.ops)


def test_what_was_sent_is_shown_once_after_the_news_have_come(ben, roundup):
    ticket = roundup.create("Seen again")
    desk = synced(ben)
    file = wait(desk.files.stage_bytes(b"x" * 100, "shot.png", "image/png"))
    wait(desk.writes.write_entry(NewReply(RecordId(ticket), "reply", "Done.", (file,))))
    until(desk, lambda: is_settled(desk), PATIENCE_S)
    roundup.write(ticket, "Thanks", "anna")
    desk.sync.sync_now()
    until(desk, lambda: "Thanks" in shown(desk, ticket), PATIENCE_S)
    assert shown(desk, ticket).count("Done.") == 1
    (reply,) = [
        one for one in desk.reads.thread(RecordId(ticket)) if one.entry.doc.get("body") == "Done."
    ]
    assert [one.doc["name"] for one in reply.attachments] == ["shot.png"]


def shown(desk: Desk, ticket: str) -> list[str]:
    return [str(one.entry.doc.get("body")).strip() for one in desk.reads.thread(RecordId(ticket))]
