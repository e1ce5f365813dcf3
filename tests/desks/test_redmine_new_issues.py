"""What is made at a real Redmine: whole, and only once."""

import pytest

from deskclient.domain.errors import NetworkError
from deskclient.domain.operation import VerdictKind
from tests.desks import rt_wishes
from tests.desks.rt_wishes import (
    IDS,
    attachment,
    entry,
    hold,
    is_write,
    only,
    push,
    ready,
    sent_long_ago,
)

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


def new_issue(redmine, subject, project="network", **more):
    queue = str(redmine.project(project))
    usual = {"queue": queue, "requester": None, "status": "st_1", "priority": "pr_2"}
    return rt_wishes.new_ticket(subject, **(usual | more))


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_an_issue_is_made_with_its_first_message_and_a_file_in_one_request(redmine, login):
    anna, ben = str(redmine.person("anna")), str(redmine.person("ben"))
    op = new_issue(
        redmine,
        "Не работает принтер",
        owner=anna,
        priority="pr_3",
        due_at="2026-12-01T12:00:00.000Z",
        watchers=[ben],
        status="st_4",
        minutes_spent=25,
    )
    first = entry(op.record_id, "message", "Не печатает.\nСовсем.")
    file = attachment(first, "снимок.txt", "ж".encode())

    async def work(reading):
        await hold(reading.adapter, file, "ж".encode())
        reading.line.begin()
        verdicts = await push(reading.adapter, op, first, file)
        posts = [one for one in reading.line.requests if one.startswith("POST")]
        name = verdicts[0].server_id
        return (
            verdicts,
            [one for one in posts if one.endswith("/issues.json")],
            await reading.adapter.record("ticket", name),
            await reading.adapter.thread(name),
        )

    verdicts, posts, row, thread = redmine.run(work, redmine.reading(login))
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED] * 3
    assert len(posts) == 1
    ticket, message, part = verdicts
    assert (ticket.doc, ticket.ver) == (row.doc, row.ver)
    assert ticket.doc["subject"] == "Не работает принтер"
    assert (ticket.doc["status"], ticket.doc["priority"]) == ("st_4", "pr_3")
    assert (ticket.doc["owner"], ticket.doc["watchers"]) == (anna, [ben])
    assert ticket.doc["requester"] == str(redmine.person(login))
    assert ticket.doc["due_at"] == "2026-12-01T12:00:00.000Z"
    assert ticket.doc["minutes_spent"] == 25
    (told,) = [one for one in thread if one.server_id == message.server_id]
    assert told.doc == message.doc
    assert message.doc["body"].split("\r\n") == ["Не печатает.", "Совсем."]
    assert (part.doc["entry"], part.doc["ticket"]) == (message.server_id, ticket.server_id)
    issue = redmine.issue(ticket.server_id)
    marks = [one["value"] for one in issue["custom_fields"] if one["name"] == "ClientId"]
    assert marks == [op.op_id]


def test_a_note_is_never_what_an_issue_begins_with(redmine):
    op = new_issue(redmine, "Begins with a note")
    # As the engine orders them: without its ticket in the same outbox it would be gone for good.
    words = "Not for the requester."
    note = entry(op.record_id, "note", words, depends_on=(op.op_id,))
    verdicts = redmine.run(lambda one: push(one.adapter, op, note), redmine.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED, VerdictKind.BLOCKED]
    assert redmine.issue(verdicts[0].server_id)["description"] in {"", None}


@pytest.mark.parametrize(
    ("wish", "kinds"),
    [
        ({"queue": "999"}, {VerdictKind.REJECTED, VerdictKind.FORBIDDEN}),
        ({"subject": ""}, {VerdictKind.REJECTED}),
        ({"subject": "x" * 256}, {VerdictKind.REJECTED}),
        ({"owner": "1"}, {VerdictKind.REJECTED}),
        ({"priority": "pr_99"}, {VerdictKind.REJECTED}),
    ],
)
def test_an_issue_that_the_desk_does_not_take_is_refused_with_what_belongs_to_it(
    redmine, wish, kinds
):
    op = new_issue(redmine, **({"subject": "Nowhere"} | wish))
    first = entry(op.record_id, "message", "Nothing.")
    verdicts = redmine.run(lambda one: push(one.adapter, op, first), redmine.reading())
    assert verdicts[0].kind in kinds
    assert verdicts[0].problem is None or verdicts[0].problem.message
    assert verdicts[1].kind is VerdictKind.BLOCKED


@pytest.mark.parametrize("has_marker", [True, False])
def test_a_lost_answer_to_a_new_issue_is_found_and_made_only_once(
    redmine, redmine_wire, has_marker
):
    subject = f"Made in the dark {IDS.new()}"
    reading, line = redmine.lossy(redmine_wire)
    op = new_issue(redmine, subject, status="st_4", minutes_spent=15)
    first = entry(op.record_id, "message", "Первое слово.")
    file = attachment(first, "a.txt", b"a")
    other = new_issue(redmine, subject)

    async def work(reading):
        await hold(reading.adapter, file, b"a")
        mine = await ready(reading.adapter, op, first, file)
        await push(reading.adapter, other, entry(other.record_id, "message", "Other."))
        line.lose = lambda one: one.method == "POST" and one.url.endswith("/issues.json")
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine, "me")
        line.lose = lambda _: False
        if not has_marker:
            cleared = [{"id": redmine.marks.client_field, "value": ""}]
            redmine.edit(max(redmine.named(subject)), "admin", custom_fields=cleared)
        again = await reading.adapter.find(mine)
        return again, await reading.adapter.find(mine)

    found, again = redmine.run(work, reading)
    assert {one.kind for one in found.values()} == {VerdictKind.APPLIED}
    assert set(found) == set(again) == {op.op_id, first.op_id, file.op_id}
    assert found[first.op_id].doc["body"] == "Первое слово."
    assert found[op.op_id].doc["status"] == "st_4"
    assert again[op.op_id].doc["minutes_spent"] == 15
    assert len(redmine.named(subject)) == 2


def test_one_that_was_changed_since_is_found_by_its_marker_and_is_in_doubt_without(
    redmine, redmine_wire
):
    reading, line = redmine.lossy(redmine_wire)
    op = new_issue(redmine, f"Renamed at once {IDS.new()}")
    first = entry(op.record_id, "message", "One word.")

    async def work(reading):
        mine = [sent_long_ago(one) for one in await ready(reading.adapter, op)]
        line.lose = lambda one: one.method == "POST"
        with pytest.raises(NetworkError):
            await reading.adapter.push([*mine, first], "me")
        line.lose = lambda _: False
        (made,) = redmine.named(op.patch.set["subject"])
        redmine.edit(made, "ben", subject="Renamed", description="Other words")
        found = await reading.adapter.find([*mine, first])
        cleared = [{"id": redmine.marks.client_field, "value": ""}]
        redmine.edit(made, "admin", custom_fields=cleared)
        # As after a start: nothing is known of the first answer.
        other = redmine.reading()
        doubt = await other.adapter.find([*mine, first])
        await other.adapter.close()
        return made, found, doubt

    made, found, doubt = redmine.run(work, reading)
    assert found[op.op_id].server_id == str(made)
    assert doubt == {}


def test_a_new_issue_that_never_arrived_is_proved_absent_after_a_while(redmine, redmine_wire):
    subject = f"Made nowhere {IDS.new()}"
    reading, line = redmine.lossy(redmine_wire)
    op = new_issue(redmine, subject)
    first = entry(op.record_id, "message", "Nothing.")

    async def work(reading):
        mine = await ready(reading.adapter, op, first)
        await only(reading.adapter, new_issue(redmine, subject))
        line.swallow = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine, "me")
        line.swallow = lambda _: False
        at_once = await reading.adapter.find(mine)
        return at_once, await reading.adapter.find([sent_long_ago(mine[0]), mine[1]])

    at_once, later = redmine.run(work, reading)
    assert (at_once, later) == ({}, {op.op_id: None, first.op_id: None})
    assert len(redmine.named(subject)) == 1
