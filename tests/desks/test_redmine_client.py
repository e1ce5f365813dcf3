"""The whole client but its window, at a real Redmine: a day offline and what came of it."""

from collections.abc import Iterator

import pytest

from deskclient.domain.errors import RefusedError, SignInError
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import NEEDS_DECISION, OpState
from deskclient.services.api import Desk, NewReply
from tests.desks.redmine_office import RedmineOffice
from tests.e2e.person import Person, is_settled, until, wait
from tools.desks.redmine.server import PASSWORD

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]

PATIENCE_S = 180


@pytest.fixture
def ben(home, redmine: RedmineOffice) -> Iterator[Person]:
    """An agent in New York's time zone, signed in by password."""
    person = Person(home / "ben")
    person.program.settings.set("undo_send_s", 0)
    person.sign_in(redmine.url, "ben", PASSWORD)
    yield person
    person.quit()


def synced(person: Person) -> Desk:
    desk = person.open()
    until(desk, lambda: bool(desk.sync.status().last_sync), PATIENCE_S)
    return desk


def problems(desk: Desk) -> list[tuple[str, str, str]]:
    """What still waits, and why; for the message of a failure."""
    return [
        (item.label, op.state.value, "" if op.problem is None else op.problem.message)
        for item in desk.outbox.items()
        for op in item.ops
    ]


def named(desk: Desk, kind: str, name: str) -> RecordId:
    return next(one.record_id for one in desk.reads.reference(kind) if one.doc["name"] == name)


def choice(desk: Desk, field: str, label: str) -> str:
    """Give the value of a choice by the desk's own name for it."""
    choices = desk.registry["ticket"].field_map[field].choices
    return next(one.value for one in choices if one.label == label)


def shown(desk: Desk, ticket: str) -> list[str]:
    return [str(one.entry.doc.get("body")).strip() for one in desk.reads.thread(RecordId(ticket))]


def only_decisions_are_left(desk: Desk) -> bool:
    return all(op.state in NEEDS_DECISION for item in desk.outbox.items() for op in item.ops)


def test_a_day_offline_is_on_the_desk_once_and_as_the_person_meant_it(ben, redmine):
    """Row 34: replies, a note, moves, time, new issues with files, a deletion, a collision."""
    answered = [str(redmine.create(f"To be answered {n}", tracker_id=3)) for n in range(5)]
    gone, raced = (str(redmine.create(name)) for name in ("Deleted", "Raced"))
    desk = synced(ben)
    other = named(desk, "queue", "Telephony")

    desk.sync.set_offline(True)
    for number, ticket in enumerate(answered):
        wait(desk.writes.write_entry(NewReply(RecordId(ticket), "reply", f"Ответ {number}.")))
    wait(desk.writes.write_entry(NewReply(RecordId(answered[0]), "note", "Only for us.")))
    wait(desk.writes.edit("ticket", [RecordId(one) for one in answered[:2]], {"queue": other}))
    wait(desk.writes.edit("ticket", [RecordId(answered[2])], {"minutes_spent": 35}))
    closed = choice(desk, "status", "Closed")
    wait(desk.writes.edit("ticket", [RecordId(answered[3])], {"status": closed}))
    wait(desk.writes.edit("ticket", [RecordId(answered[4])], {"cf_2": "SN-7"}))
    created = new_tickets(desk, named(desk, "queue", "Network"))
    wait(desk.writes.edit("ticket", [RecordId(gone)], {"subject": "Renamed in the cellar"}))
    wait(desk.writes.edit("ticket", [RecordId(raced)], {"subject": "Named by me"}))

    redmine.delete(int(gone))
    redmine.edit(int(raced), "anna", subject="Named by Anna")
    redmine.edit(int(answered[1]), "anna", notes="Meanwhile", private_notes=True)

    desk.sync.set_offline(False)
    until(desk, lambda: only_decisions_are_left(desk), PATIENCE_S)

    two_decisions_are_left(desk, RecordId(gone), RecordId(raced), str(redmine.person("anna")))
    for number, ticket in enumerate(answered):
        assert redmine.notes(ticket) == [f"Ответ {number}."]
    assert redmine.notes(answered[0], private=True) == ["Only for us."]
    for ticket in answered[:2]:
        assert str(redmine.issue(ticket)["project"]["id"]) == other
    assert round(redmine.issue(answered[2])["spent_hours"] * 60) == 35
    booked = desk.reads.record("ticket", RecordId(answered[2]))
    assert booked is not None
    assert booked.doc["minutes_spent"] == 35
    assert redmine.issue(answered[3])["status"]["name"] == "Closed"
    fields = {one["id"]: one["value"] for one in redmine.issue(answered[4])["custom_fields"]}
    assert fields[2] == "SN-7"
    for number, here in enumerate(created, 1):
        (made,) = redmine.named(f"Из подвала {number}")
        issue = redmine.issue(made)
        assert issue["description"] == "It is dark here."
        assert [one["filename"] for one in issue["attachments"]] == [f"журнал{number}.log"]
        it_is_shown_as_the_desk_has_it(desk, here, made)


def new_tickets(desk: Desk, queue: RecordId) -> list[RecordId]:
    """Make two tickets, each with a file; the desk says that we have reported them."""
    made: list[RecordId] = []
    for number in (1, 2):
        file = wait(desk.files.stage_bytes(b"line\n" * 300, f"журнал{number}.log", "text/plain"))
        doc = {"subject": f"Из подвала {number}", "queue": queue}
        done = wait(desk.writes.create("ticket", doc, body="It is dark here.", files=(file,)))
        made.append(done.record_ids[0])
    return made


def two_decisions_are_left(desk: Desk, gone: RecordId, raced: RecordId, anna: str) -> None:
    """What was deleted, and what a colleague set meanwhile."""
    left = {op.record_id: op for item in desk.outbox.items() for op in item.ops}
    assert set(left) == {gone, raced}, problems(desk)
    problem = left[gone].problem
    assert problem is not None
    assert problem.rule == "gone"
    assert left[raced].state is OpState.CONFLICT
    (conflict,) = (one for item in desk.outbox.items() for one in item.conflicts)
    assert (conflict.field, conflict.mine) == ("subject", "Named by me")
    assert (conflict.theirs, conflict.theirs_by) == ("Named by Anna", anna)


def it_is_shown_as_the_desk_has_it(desk: Desk, here: RecordId, number: int) -> None:
    """An issue made here, under the number the desk gave it, with its message and file once."""
    view = desk.reads.record("ticket", here)
    assert view is not None
    assert view.doc["number"] == number
    assert shown(desk, here).count("It is dark here.") == 1
    names = [str(one.doc["name"]) for e in desk.reads.thread(here) for one in e.attachments]
    assert len(names) == 1
    assert names[0].startswith("журнал")


def test_what_was_sent_is_shown_once_after_the_news_have_come(ben, redmine):
    ticket = str(redmine.create("Seen again"))
    desk = synced(ben)
    file = wait(desk.files.stage_bytes(b"x" * 100, "shot.png", "image/png"))
    wait(desk.writes.write_entry(NewReply(RecordId(ticket), "reply", "Done.", (file,))))
    until(desk, lambda: is_settled(desk), PATIENCE_S)
    redmine.edit(int(ticket), "anna", notes="Thanks")
    desk.sync.sync_now()
    until(desk, lambda: "Thanks" in shown(desk, ticket), PATIENCE_S)
    assert shown(desk, ticket).count("Done.") == 1
    (reply,) = [
        one for one in desk.reads.thread(RecordId(ticket)) if one.entry.doc.get("body") == "Done."
    ]
    assert [one.doc["name"] for one in reply.attachments] == ["shot.png"]


def test_only_the_key_is_kept_of_a_password(ben, redmine):
    """What signs in again after a start is the key: the password stands nowhere."""
    synced(ben)
    ben.quit()
    redmine.colleague(
        "PUT", f"/users/{redmine.person('ben')}", {"user": {"password": "changed-since"}}, "admin"
    )
    try:
        desk = synced(ben)
        assert desk.me.login == "ben"
    finally:
        redmine.colleague(
            "PUT", f"/users/{redmine.person('ben')}", {"user": {"password": PASSWORD}}, "admin"
        )


def test_each_way_not_to_get_in_has_its_own_sentence(home, redmine):
    person = Person(home / "nobody")
    try:
        with pytest.raises(SignInError, match="name with this password"):
            person.sign_in(redmine.url, "anna", "guess")
        with pytest.raises(SignInError, match="does not know this API key"):
            person.sign_in(redmine.url, "", "0" * 40, way="token")
        redmine.server.let_programs_in(yes=False)
        with pytest.raises(RefusedError, match="REST interface is switched off"):
            person.sign_in(redmine.url, "anna", PASSWORD)
        redmine.server.let_programs_in(yes=True)
        redmine.colleague(
            "PUT",
            f"/users/{redmine.person('grace')}",
            {"user": {"must_change_passwd": True}},
            "admin",
        )
        with pytest.raises(RefusedError, match="has to be changed first"):
            person.sign_in(redmine.url, "grace", PASSWORD)
    finally:
        redmine.server.let_programs_in(yes=True)
        person.quit()
