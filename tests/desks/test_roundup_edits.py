"""What is changed at a real Roundup: as it was meant, and over nobody else's change."""

import pytest

from deskclient.domain.errors import NetworkError
from deskclient.domain.fields import Value
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.desks.roundup_office import OTHER_QUEUE, sends_to
from tests.desks.rt_wishes import edit, is_write, make, only, ready, sent_long_ago

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("roundup"), pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "Другая тема «ё»"),
        ("status", "4"),
        ("status", "8"),
        ("priority", "1"),
        ("queue", OTHER_QUEUE),
        ("queue", "0"),
        ("owner", "3"),
        ("tags", ["ещё одна", "принтер"]),
        ("watchers", ["5", "6"]),
        ("rf_serial", "SN-ж-2"),
        ("rf_weight", "2.5"),
        ("rf_weight", "0"),
        ("rf_seats", 0),
        ("rf_seats", 7),
        ("rf_insured", True),
        ("rf_insured", False),
        ("rf_visit", "2026-12-01T10:30:00.000Z"),
        ("rf_effort", "1d 2:30"),
        ("rf_place", "2"),
        ("rf_affected", ["First", "Подвал"]),
    ],
)
@pytest.mark.parametrize("login", ["anna", "ben"])
def test_a_field_is_written_and_reads_back_as_wanted_and_can_be_emptied(
    roundup, field, value, login
):
    number = roundup.create("Before", login=login)

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        op = edit(number, before, **{field: value})
        verdict = await only(reading.adapter, op)
        again = await only(reading.adapter, op)
        empty: Value = [] if isinstance(value, list) else None
        emptied = await only(reading.adapter, edit(number, verdict.doc, **{field: empty}))
        return verdict, again, emptied

    verdict, again, emptied = roundup.run(work, roundup.reading(login))
    assert verdict.kind is VerdictKind.APPLIED
    assert verdict.doc[field] == value
    assert (again.kind, again.doc) == (VerdictKind.MERGED, verdict.doc)
    if field == "subject":
        assert (emptied.kind, emptied.problem.field) == (VerdictKind.REJECTED, "subject")
    elif field == "queue":
        assert emptied.doc["queue"] == "0"
    else:
        assert emptied.doc[field] == ([] if isinstance(value, list) else None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("rf_effort", "soon"), ("rf_weight", "heavy"), ("rf_place", "999"), ("owner", "999999")],
)
def test_what_the_desk_does_not_understand_is_refused_in_its_words(roundup, field, value):
    number = roundup.create("Refused")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        return await only(reading.adapter, edit(number, before, **{field: value}))

    verdict = roundup.run(work, roundup.reading())
    assert verdict.kind is VerdictKind.REJECTED
    assert value in verdict.problem.message


def test_a_span_is_told_in_the_desks_own_form(roundup):
    number = roundup.create("Long")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        return await only(reading.adapter, edit(number, before, rf_effort="+3:00"))

    verdict = roundup.run(work, roundup.reading())
    assert (verdict.kind, verdict.doc["rf_effort"]) == (VerdictKind.APPLIED, "3:00")


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "planned"), ("priority", "normal"), ("due_at", "2026-12-01T10:30:00.000Z")],
)
def test_what_the_tracker_does_not_have_is_refused_unsent(roundup, field, value):
    number = roundup.create("Not kept")

    async def work(reading):
        verdict = await only(reading.adapter, edit(number, {}, **{field: value}))
        return verdict, [one for one in reading.line.requests if one.startswith("PUT")]

    verdict, sent = roundup.run(work, roundup.reading())
    assert (verdict.kind, verdict.problem.rule) == (VerdictKind.REJECTED, "not_kept")
    assert verdict.problem.field == field
    assert sent == []


def test_members_come_and_go_and_those_of_others_stay(roundup, roundup_wire):
    number = roundup.create("Watched", nosy=["5", "6"])
    reading, line = roundup.lossy(roundup_wire)
    patch = Patch(add={"watchers": ("7",), "tags": ("vpn",)}, remove={"watchers": ("6",)})
    op = make("ticket", Action.EDIT, number, unit="watchers", patch=patch)
    todo = ["+8"]

    def meanwhile(request):
        if request.method == "PUT" and todo:
            roundup.change(number, nosy=todo.pop())

    async def work(reading):
        line.meanwhile = meanwhile
        return await only(reading.adapter, op)

    verdict = roundup.run(work, reading)
    assert verdict.kind is VerdictKind.APPLIED
    assert {"5", "7", "8"} <= set(verdict.doc["watchers"])
    assert "6" not in verdict.doc["watchers"]
    assert verdict.doc["tags"] == ["vpn"]


def test_another_field_meanwhile_is_no_conflict_but_the_same_field_is(roundup):
    number = roundup.create("Two at once")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        roundup.write(number, "Meanwhile")
        roundup.change(number, priority="1")
        subject = await only(reading.adapter, edit(number, before, subject="Mine"))
        roundup.change(number, assignedto=roundup.number("ben"))
        owner = await only(reading.adapter, edit(number, before, owner=roundup.number("anna")))
        return subject, owner

    subject, owner = roundup.run(work, roundup.reading())
    ben, anna = roundup.number("ben"), roundup.number("anna")
    assert subject.kind is VerdictKind.APPLIED
    assert subject.doc["priority"] == "1"
    assert owner.kind is VerdictKind.CONFLICT
    (one,) = owner.conflicts
    assert (one.field, one.base, one.mine, one.theirs) == ("owner", None, anna, ben)
    assert owner.doc["owner"] == ben
    assert roundup.issue(number)["assignedto"] == ben


def test_somebody_faster_between_look_and_write_is_seen(roundup, roundup_wire):
    number = roundup.create("Race before the condition")
    reading, line = roundup.lossy(roundup_wire)
    todo = ["Theirs"]

    def meanwhile(request):
        if request.method == "PUT" and todo:
            roundup.change(number, title=todo.pop())

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        line.meanwhile = meanwhile
        return await only(reading.adapter, edit(number, before, subject="Mine"))

    verdict = roundup.run(work, reading)
    assert verdict.kind is VerdictKind.CONFLICT
    assert verdict.conflicts[0].theirs == "Theirs"
    assert roundup.issue(number)["title"] == "Theirs"


def test_a_lost_answer_to_an_edit_is_found_by_what_stands_there(roundup, roundup_wire):
    number = roundup.create("The answer gets lost")
    reading, line = roundup.lossy(roundup_wire)

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        op = edit(number, before, subject="Mine", rf_seats=4)
        (mine,) = await ready(reading.adapter, op)
        line.lose = is_write
        with pytest.raises(NetworkError) as lost:
            await reading.adapter.push([mine], "me")
        line.lose = lambda _: False
        return lost.value.maybe_sent, (await reading.adapter.find([mine]))[op.op_id]

    maybe_sent, verdict = roundup.run(work, reading)
    assert maybe_sent
    assert (verdict.kind, verdict.doc["subject"]) == (VerdictKind.APPLIED, "Mine")


def test_an_edit_that_never_arrived_is_proved_absent_only_after_a_while(roundup, roundup_wire):
    number = roundup.create("Never arrives")
    reading, line = roundup.lossy(roundup_wire)

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        op = edit(number, before, subject="Mine")
        (mine,) = await ready(reading.adapter, op)
        line.swallow = sends_to("/data/issue/")
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.swallow = lambda _: False
        at_once = await reading.adapter.find([mine])
        return op, at_once, await reading.adapter.find([sent_long_ago(mine)])

    op, at_once, later = roundup.run(work, reading)
    assert (at_once, later) == ({}, {op.op_id: None})
    assert roundup.issue(number)["title"] == "Never arrives"


def test_two_fields_of_one_edit_are_written_together_or_not_at_all(roundup):
    number = roundup.create("Together")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        return await only(reading.adapter, edit(number, before, subject="Mine", rf_effort="soon"))

    assert roundup.run(work, roundup.reading()).kind is VerdictKind.REJECTED
    assert roundup.issue(number)["title"] == "Together"
