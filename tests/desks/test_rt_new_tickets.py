"""What is made at a real Request Tracker: whole, and only once."""

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import NetworkError
from deskclient.domain.operation import VerdictKind
from tests.desks.rt_wishes import (
    IDS,
    REQUESTER,
    attachment,
    entry,
    hold,
    is_write,
    new_ticket,
    push,
    ready,
    said,
    sent_long_ago,
)

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_ticket_is_made_with_its_first_message_and_a_file_in_one_request(rt, login):
    op = new_ticket(
        "Не работает принтер",
        owner="anna",
        priority="high",
        due_at="2026-12-01T10:30:00.000Z",
        watchers=["ben"],
        status="stalled",
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
            len(posts),
            await reading.adapter.record("ticket", name),
            await reading.adapter.thread(name),
        )

    verdicts, posts, row, thread = rt.run(work, rt.reading(login))
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED] * 3
    assert posts == 1
    ticket, message, part = verdicts
    assert (ticket.doc, ticket.ver) == (row.doc, row.ver)
    assert ticket.doc["subject"] == "Не работает принтер"
    assert (ticket.doc["status"], ticket.doc["priority"]) == ("stalled", "high")
    assert (ticket.doc["owner"], ticket.doc["requester"]) == ("anna", REQUESTER)
    assert ticket.doc["due_at"] == "2026-12-01T10:30:00.000Z"
    assert ticket.doc["watchers"] == ["ben"]
    (told,) = [one for one in thread if one.server_id == message.server_id]
    assert told.doc == message.doc
    assert message.doc["body"] == "Не печатает.\nСовсем."
    assert (part.doc["entry"], part.doc["ticket"]) == (message.server_id, ticket.server_id)


def test_a_note_is_never_what_a_ticket_begins_with(rt):
    op = new_ticket("Begins with a note")
    note = replace(entry(op.record_id, "note", "Not for the requester."), depends_on=(op.op_id,))
    verdicts = rt.run(lambda one: push(one.adapter, op, note), rt.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED, VerdictKind.BLOCKED]
    assert said(rt, verdicts[0].server_id, "Comment") == []


def test_a_ticket_nobody_may_make_there_is_refused_with_what_belongs_to_it(rt):
    op = new_ticket("Nowhere", queue="999")
    first = entry(op.record_id, "message", "Nothing.")
    verdicts = rt.run(lambda one: push(one.adapter, op, first), rt.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.FORBIDDEN, VerdictKind.BLOCKED]
    assert "999" in verdicts[0].problem.message


def tickets_named(rt, subject):
    found = rt.colleague("GET", f"/tickets?query=Subject='{subject}'&fields=Subject,Status")
    return found["items"]


@pytest.mark.parametrize("has_marker", [True, False])
def test_a_lost_answer_to_a_new_ticket_is_found_and_made_only_once(rt, proxy, has_marker):
    subject = f"Made in the dark {IDS.new()}"
    reading, line = rt.lossy(proxy)
    op = new_ticket(subject, status="stalled")
    first = entry(op.record_id, "message", "Первое слово.")
    file = attachment(first, "a.txt", b"a")
    others = new_ticket(subject), new_ticket(subject)

    async def work(reading):
        await hold(reading.adapter, file, b"a")
        mine = await ready(reading.adapter, op, first, file)
        await push(reading.adapter, others[0], entry(others[0].record_id, "message", "Other."))
        line.lose = lambda request: request.method == "POST"
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine, "me")
        line.lose = lambda _: False
        if not has_marker:
            (made,) = [one for one in tickets_named(rt, subject) if int(one["id"]) == newest(rt)]
            cleared = {"CustomFields": {"ClientId": None}}
            rt.colleague("PUT", f"/ticket/{made['id']}", cleared)
        return await reading.adapter.find(mine)

    found = rt.run(work, reading)
    assert {one.kind for one in found.values()} == {VerdictKind.APPLIED}
    assert set(found) == {op.op_id, first.op_id, file.op_id}
    assert found[first.op_id].doc["body"] == "Первое слово."
    assert found[op.op_id].doc["status"] == "stalled"
    assert len(tickets_named(rt, subject)) == 2


def newest(rt):
    found = rt.colleague("GET", "/tickets?query=id>0&orderby=id&order=DESC&per_page=1")
    return int(found["items"][0]["id"])


def test_a_new_ticket_that_never_arrived_is_proved_absent_after_a_while(rt, proxy):
    subject = f"Made nowhere {IDS.new()}"
    reading, line = rt.lossy(proxy)
    op = new_ticket(subject)
    first = entry(op.record_id, "message", "Nothing.")

    async def work(reading):
        mine = await ready(reading.adapter, op, first)
        line.swallow = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine, "me")
        line.swallow = lambda _: False
        at_once = await reading.adapter.find(mine)
        return at_once, await reading.adapter.find([sent_long_ago(mine[0]), mine[1]])

    at_once, later = rt.run(work, reading)
    assert (at_once, later) == ({}, {op.op_id: None, first.op_id: None})
    assert tickets_named(rt, subject) == []
