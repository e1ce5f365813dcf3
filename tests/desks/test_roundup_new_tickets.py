"""What is made at a real Roundup: whole, and only once."""

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import NetworkError
from deskclient.domain.operation import VerdictKind
from tests.desks.roundup_office import PRIVATE_QUEUE, QUEUE, new_issue, sends_to
from tests.desks.rt_wishes import IDS, attachment, entry, hold, push, ready

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_ticket_is_made_with_its_first_message_and_a_file(roundup, login):
    op = new_issue(
        "Не работает принтер",
        owner=roundup.number("anna"),
        watchers=[roundup.number("chloe")],
        status="4",
        tags=[f"новая метка {login}", "принтер"],
        rf_visit="2026-12-01T10:30:00.000Z",
        rf_insured=True,
        rf_place="2",
        rf_affected=["First", "Подвал"],
        rf_seats=3,
        rf_effort="1d 2:30",
    )
    first = entry(op.record_id, "message", "Не печатает.\nСовсем.")
    file = attachment(first, "снимок.txt", "ж".encode())

    async def work(reading):
        await hold(reading.adapter, file, "ж".encode())
        verdicts = await push(reading.adapter, op, first, file)
        name = verdicts[0].server_id
        row = await reading.adapter.record("ticket", name)
        return verdicts, row, await reading.adapter.thread(name)

    verdicts, row, thread = roundup.run(work, roundup.reading(login))
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED] * 3
    ticket, message, part = verdicts
    assert ticket.doc == row.doc
    wanted = {key: value for key, value in op.patch.set.items() if key != "watchers"}
    assert {key: ticket.doc[key] for key in wanted} == wanted
    assert ticket.doc["requester"] == roundup.number(login)
    assert roundup.number("chloe") in ticket.doc["watchers"]
    (told,) = [one for one in thread if one.kind == "entry"]
    assert (told.server_id, told.doc) == (message.server_id, message.doc)
    assert message.doc["type"] == "message"
    assert message.doc["body"] == "Не печатает.\nСовсем."
    assert (part.doc["entry"], part.doc["ticket"]) == (message.server_id, ticket.server_id)


def test_whoever_it_is_for_watches_it_and_words_of_other_desks_are_left_to_this_one(roundup):
    requester = roundup.number("dmitri")
    op = new_issue("For somebody", requester=requester, status="new", priority="normal")
    (verdict,) = roundup.run(lambda one: push(one.adapter, op), roundup.reading())
    assert verdict.kind is VerdictKind.APPLIED
    assert requester in verdict.doc["watchers"]
    assert verdict.doc["requester"] == roundup.number("anna")
    assert verdict.doc["status"] == "1"


def test_a_ticket_without_a_queue_is_in_the_one_for_those(roundup):
    op = new_issue("Nowhere", queue="0")
    (verdict,) = roundup.run(lambda one: push(one.adapter, op), roundup.reading())
    assert verdict.doc["queue"] == "0"
    assert roundup.issue(verdict.server_id)["queue"] is None


def test_a_note_is_never_what_a_ticket_begins_with(roundup):
    op = new_issue("Begins with a note")
    note = entry(op.record_id, "note", "Not for the requester.")
    verdicts = roundup.run(lambda one: push(one.adapter, op, note), roundup.reading())
    assert [one.kind for one in verdicts] == [VerdictKind.APPLIED, VerdictKind.REJECTED]
    assert roundup.words(verdicts[0].server_id) == []


def test_a_nameless_ticket_and_one_in_a_queue_that_is_none_are_refused_with_what_belongs_to_it(
    roundup,
):
    async def work(reading):
        found = []
        for op in (new_issue(" "), new_issue("Nowhere", queue="999")):
            first = entry(op.record_id, "message", "Nothing.")
            found.append(await push(reading.adapter, op, first))
        return found

    nameless, nowhere = roundup.run(work, roundup.reading())
    assert [one.kind for one in nameless] == [VerdictKind.REJECTED, VerdictKind.BLOCKED]
    assert nameless[0].problem.field == "subject"
    assert [one.kind for one in nowhere] == [VerdictKind.REJECTED, VerdictKind.BLOCKED]
    assert "999" in nowhere[0].problem.message


def test_a_ticket_made_where_it_cannot_be_seen_is_told_as_made(roundup):
    op = new_issue(f"Into the dark {IDS.new()}", queue=PRIVATE_QUEUE)
    (verdict,) = roundup.run(lambda one: push(one.adapter, op), roundup.reading())
    assert verdict.kind is VerdictKind.APPLIED
    assert roundup.named(op.patch.set["subject"]) == [verdict.server_id]


@pytest.mark.parametrize("stage", ["/data/file/", "/data/msg/", "/data/issue/@poe/"])
@pytest.mark.parametrize("fault", ["lose", "swallow"])
def test_a_new_ticket_is_made_once_wherever_the_line_breaks(roundup, roundup_wire, stage, fault):
    """Row 10: on the way there or back, of its file, its message or itself."""
    subject = f"Made in the dark {IDS.new()}"
    reading, line = roundup.lossy(roundup_wire)
    op = new_issue(subject)
    first = entry(op.record_id, "message", "Первое слово.")
    file = attachment(first, "a.txt", b"a")
    ops = (op, first, file)
    other = new_issue(subject)

    async def work(reading):
        await hold(reading.adapter, file, b"a")
        mine = await ready(reading.adapter, *ops)
        await push(reading.adapter, other, entry(other.record_id, "message", "Other."))
        setattr(line, fault, sends_to(stage))
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine, "me")
        setattr(line, fault, lambda _: False)
        found = dict(await reading.adapter.find(mine))
        was_absent = found == dict.fromkeys([one.op_id for one in ops])
        if was_absent:
            again = [replace(one, attempt=2) for one in await ready(reading.adapter, *ops)]
            found = {one.op_id: one for one in await reading.adapter.push(again, "me")}
        return found, was_absent

    found, was_absent = roundup.run(work, reading)
    assert was_absent == (fault == "swallow" or stage != "/data/issue/@poe/")
    assert {one.kind for one in found.values()} == {VerdictKind.APPLIED}
    assert set(found) == {one.op_id for one in ops}
    assert found[first.op_id].doc["body"] == "Первое слово."
    assert len(roundup.named(subject)) == 2
    assert roundup.words(found[op.op_id].server_id) == ["Первое слово."]
    assert roundup.issue(found[op.op_id].server_id)["files"] == [found[file.op_id].server_id]


def test_a_ticket_without_words_is_found_by_its_subject_among_equals(roundup, roundup_wire):
    subject = f"Wordless {IDS.new()}"
    roundup.create(subject)
    reading, line = roundup.lossy(roundup_wire)
    ops = [new_issue(subject) for _ in range(3)]

    async def work(reading):
        mine = await ready(reading.adapter, *ops)
        line.lose = sends_to("/data/issue/@poe/")
        for one in mine[:2]:
            with pytest.raises(NetworkError):
                await reading.adapter.push([one], "me")
        line.lose = lambda _: False
        return await reading.adapter.find(mine)

    found = roundup.run(work, reading)
    names = {found[one.op_id].server_id for one in ops[:2]}
    assert len(names) == 2
    assert names < set(roundup.named(subject))
    assert found[ops[2].op_id] is None
    assert {roundup.issue(one)["queue"] for one in names} == {QUEUE}
