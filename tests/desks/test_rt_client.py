"""The whole client but its window, at a real Request Tracker: a day offline and what came of it."""

from collections.abc import Iterator

import pytest

from deskclient.domain.ids import RecordId
from deskclient.domain.operation import NEEDS_DECISION, OpState
from deskclient.services.api import Desk, NewReply
from tests.desks.rt_office import RtOffice
from tests.e2e.person import Person, is_settled, until, wait

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]

PATIENCE_S = 120


@pytest.fixture
def ben(home, rt: RtOffice) -> Iterator[Person]:
    """An agent in New York's time zone, signed in by token."""
    person = Person(home / "ben")
    person.program.settings.set("undo_send_s", 0)
    person.sign_in(rt.url, "", rt.marks.tokens["ben"], way="token")
    yield person
    person.quit()


def synced(person: Person) -> Desk:
    desk = person.open()
    until(desk, lambda: bool(desk.sync.status().last_sync), PATIENCE_S)
    return desk


def words(rt: RtOffice, ticket: str) -> list[str]:
    """The texts of a ticket's messages, as the desk has them."""
    query = f"/ticket/{ticket}/attachments?fields=ContentType,Filename,Content&per_page=100"
    parts = rt.colleague("GET", query, login="anna")["items"]
    return [
        str(one["Content"]).strip()
        for one in parts
        if one["ContentType"].startswith("text/") and not one["Filename"]
    ]


def files(rt: RtOffice, ticket: str) -> list[str]:
    query = f"/ticket/{ticket}/attachments?fields=Filename&per_page=100"
    names = (one["Filename"] for one in rt.colleague("GET", query, login="anna")["items"])
    return [name for name in names if name]


def problems(desk: Desk) -> list[tuple[str, str, str]]:
    """What still waits, and why; for the message of a failure."""
    return [
        (item.label, op.state.value, "" if op.problem is None else op.problem.message)
        for item in desk.outbox.items()
        for op in item.ops
    ]


def named(desk: Desk, kind: str, name: str) -> RecordId:
    return next(one.record_id for one in desk.reads.reference(kind) if one.doc["name"] == name)


def new_tickets(desk: Desk, queue: RecordId) -> list[RecordId]:
    """Make two tickets for somebody, each with a file."""
    people = desk.reads.reference("person")
    requester = next(one.record_id for one in people if "@" in str(one.record_id))
    made: list[RecordId] = []
    for number in (1, 2):
        file = wait(desk.files.stage_bytes(b"line\n" * 300, f"журнал{number}.log", "text/plain"))
        doc = {"subject": f"Из подвала {number}", "queue": queue, "requester": requester}
        done = wait(desk.writes.create("ticket", doc, body="It is dark here.", files=(file,)))
        made.append(done.record_ids[0])
    return made


def test_a_day_offline_is_on_the_desk_once_and_as_the_person_meant_it(ben, rt):
    """Row 34: five replies, two moves, two new tickets with files, a merge and a collision."""
    answered = [rt.create(f"To be answered {n}") for n in range(5)]
    merged, survivor, raced = (rt.create(name) for name in ("Merged", "Survivor", "Raced"))
    desk = synced(ben)
    other = named(desk, "queue", "Telephony")

    desk.sync.set_offline(True)
    for number, ticket in enumerate(answered):
        wait(desk.writes.write_entry(NewReply(RecordId(ticket), "reply", f"Ответ {number}.")))
    wait(desk.writes.write_entry(NewReply(RecordId(answered[0]), "note", "Only for us.")))
    wait(desk.writes.edit("ticket", [RecordId(one) for one in answered[:2]], {"queue": other}))
    created = new_tickets(desk, named(desk, "queue", "Network"))
    wait(desk.writes.edit("ticket", [RecordId(merged)], {"subject": "Renamed in the cellar"}))
    wait(desk.writes.edit("ticket", [RecordId(raced)], {"status": "open"}))

    rt.colleague("PUT", f"/ticket/{merged}", {"MergeInto": survivor}, "anna")
    rt.colleague("PUT", f"/ticket/{raced}", {"Status": "stalled"}, "anna")
    rt.comment(answered[1], "Meanwhile", "anna")

    desk.sync.set_offline(False)
    until(desk, lambda: only_decisions_are_left(desk), PATIENCE_S)

    two_decisions_are_left(desk, RecordId(merged), RecordId(raced))
    for number, ticket in enumerate(answered):
        assert words(rt, ticket).count(f"Ответ {number}.") == 1
    assert words(rt, answered[0]).count("Only for us.") == 1
    for ticket in answered[:2]:
        queue = rt.colleague("GET", f"/ticket/{ticket}", login="anna")["Queue"]
        assert str(queue["id"]) == other
    for number, here in enumerate(created, 1):
        query = f"/tickets?query=Subject='Из подвала {number}'"
        (made,) = rt.colleague("GET", query, login="anna")["items"]
        assert words(rt, made["id"]).count("It is dark here.") == 1
        assert files(rt, made["id"]) == [f"журнал{number}.log"]
        it_is_shown_as_the_desk_has_it(desk, here, int(made["id"]))


def two_decisions_are_left(desk: Desk, merged: RecordId, raced: RecordId) -> None:
    """What went into another ticket, and what a colleague set meanwhile."""
    left = {op.record_id: op for item in desk.outbox.items() for op in item.ops}
    assert set(left) == {merged, raced}, problems(desk)
    problem = left[merged].problem
    assert problem is not None
    assert problem.rule == "moved"
    assert left[raced].state is OpState.CONFLICT
    (conflict,) = (one for item in desk.outbox.items() for one in item.conflicts)
    assert (conflict.field, conflict.mine) == ("status", "open")
    assert (conflict.theirs, conflict.theirs_by) == ("stalled", "anna")


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


def test_what_was_sent_is_shown_once_after_the_news_have_come(ben, rt):
    ticket = rt.create("Seen again")
    desk = synced(ben)
    file = wait(desk.files.stage_bytes(b"x" * 100, "shot.png", "image/png"))
    wait(desk.writes.write_entry(NewReply(RecordId(ticket), "reply", "Done.", (file,))))
    until(desk, lambda: is_settled(desk), PATIENCE_S)
    rt.comment(ticket, "Thanks", "anna")
    desk.sync.sync_now()
    until(desk, lambda: "Thanks" in shown(desk, ticket), PATIENCE_S)
    assert shown(desk, ticket).count("Done.") == 1
    (reply,) = [
        one for one in desk.reads.thread(RecordId(ticket)) if one.entry.doc.get("body") == "Done."
    ]
    assert [one.doc["name"] for one in reply.attachments] == ["shot.png"]


def shown(desk: Desk, ticket: str) -> list[str]:
    return [str(one.entry.doc.get("body")).strip() for one in desk.reads.thread(RecordId(ticket))]
