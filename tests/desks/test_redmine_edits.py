"""What is changed at a real Redmine: as it was meant, and over nobody else's change."""

import asyncio

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import NetworkError
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation, Patch, VerdictKind
from tests.desks.rt_wishes import (
    IDS,
    edit,
    is_write,
    make,
    only,
    push,
    ready,
    sent_long_ago,
)

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


def named(redmine, value):
    """Put the desk's own number in place of a name that begins with an @."""
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    name = value[1:]
    return str(redmine.person(name) if name in redmine.marks.tokens else redmine.project(name))


@pytest.mark.parametrize(
    ("field", "value", "login"),
    [
        ("subject", "Другая тема «ё»", "anna"),
        ("status", "st_4", "anna"),
        ("status", "st_3", "anna"),
        ("status", "st_5", "anna"),
        ("priority", "pr_4", "anna"),
        ("priority", "pr_1", "anna"),
        ("queue", "@telephony", "anna"),
        ("owner", "@anna", "anna"),
        ("owner", "@ben", "anna"),
        ("due_at", "2026-12-01T12:00:00.000Z", "anna"),
        ("due_at", "2026-12-01T12:00:00.000Z", "ben"),
    ],
)
def test_a_field_is_written_and_reads_back_as_wanted(redmine, field, value, login):
    number = str(redmine.create("Before", priority_id=3))
    wanted = named(redmine, value)

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        verdict = await only(reading.adapter, edit(number, before, **{field: wanted}))
        again = await only(reading.adapter, edit(number, before, **{field: wanted}))
        return verdict, again, await reading.adapter.record("ticket", number)

    verdict, again, row = redmine.run(work, redmine.reading(login))
    assert verdict.kind is VerdictKind.APPLIED
    assert verdict.doc[field] == wanted
    assert (verdict.doc, verdict.ver) == (row.doc, row.ver)
    assert (again.kind, again.ver) == (VerdictKind.MERGED, row.ver)


def test_a_field_can_be_emptied(redmine):
    anna = redmine.person("anna")
    number = str(redmine.create("Emptied", assigned_to_id=anna, due_date="2026-12-01"))

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        owner = await only(reading.adapter, edit(number, before, owner=None))
        due = await only(reading.adapter, edit(number, before, due_at=None))
        return before, owner, due

    before, owner, due = redmine.run(work, redmine.reading())
    assert (before["owner"], before["due_at"]) == (str(anna), "2026-12-01T12:00:00.000Z")
    assert (owner.doc["owner"], due.doc["due_at"]) == (None, None)


def test_watchers_come_and_go_and_those_of_others_stay(redmine):
    ids = {one: redmine.person(one) for one in ("anna", "ben", "chloe")}
    number = str(redmine.create("Watched", watcher_user_ids=[ids["ben"], ids["chloe"]]))
    patch = Patch(add={"watchers": (str(ids["anna"]),)}, remove={"watchers": (str(ids["ben"]),)})
    op = make("ticket", Action.EDIT, number, unit="watchers", patch=patch)
    verdict = redmine.run(lambda one: only(one.adapter, op), redmine.reading())
    assert verdict.kind is VerdictKind.APPLIED
    assert verdict.doc["watchers"] == sorted([str(ids["anna"]), str(ids["chloe"])])


def test_minutes_add_up_on_the_day_when_they_were_noted(redmine):
    number = str(redmine.create("Counted"))
    patch = Patch(incr={"minutes_spent": 7})
    op = make("ticket", Action.EDIT, number, patch=patch, acted_at="2026-11-20T12:00:00.000Z")

    async def work(reading):
        await only(reading.adapter, op)
        return await only(reading.adapter, replace(op, op_id=OpId(IDS.new())))

    assert redmine.run(work, redmine.reading()).doc["minutes_spent"] == 14
    assert redmine.days_of_work(number) == ["2026-11-20"] * 2


def test_time_is_never_taken_back(redmine):
    number = str(redmine.create("Not negative"))
    op = make("ticket", Action.EDIT, number, patch=Patch(incr={"minutes_spent": -5}))
    verdict = redmine.run(lambda one: only(one.adapter, op), redmine.reading())
    assert (verdict.kind, verdict.problem.rule) == (VerdictKind.REJECTED, "not_kept")


def test_a_note_meanwhile_is_no_conflict_but_the_same_field_is(redmine):
    number, ben = redmine.create("Two at once"), redmine.person("ben")
    anna = str(redmine.person("anna"))

    async def work(reading):
        before = (await reading.adapter.record("ticket", str(number))).doc
        redmine.edit(number, notes="Meanwhile", priority_id=4)
        subject = await only(reading.adapter, edit(str(number), before, subject="Mine"))
        redmine.edit(number, assigned_to_id=ben)
        owner = await only(reading.adapter, edit(str(number), before, owner=anna))
        return subject, owner

    subject, owner = redmine.run(work, redmine.reading())
    assert subject.kind is VerdictKind.APPLIED
    assert subject.doc["priority"] == "pr_4"
    assert owner.kind is VerdictKind.CONFLICT
    (one,) = owner.conflicts
    assert (one.field, one.base, one.mine, one.theirs) == ("owner", None, anna, str(ben))
    assert one.theirs_by == str(ben)
    assert one.theirs_at
    assert owner.doc["owner"] == str(ben)


def meanwhile(line, colleague):
    """Let a colleague act between our look and our write, once."""
    todo = [colleague]

    def act(request):
        if is_write(request) and todo:
            todo.pop()()

    line.meanwhile = act


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "wish"),
    [
        ("subject", "Mine", "Theirs", {"subject": "Theirs"}),
        ("owner", "@anna", "@ben", {"assigned_to_id": "@ben"}),
        ("status", "st_2", "st_4", {"status_id": 4}),
        ("priority", "pr_1", "pr_4", {"priority_id": 4}),
        ("due_at", None, "2026-12-05T12:00:00.000Z", {"due_date": "2026-12-05"}),
        ("queue", "@security", "@telephony", {"project_id": "@telephony"}),
    ],
)
def test_what_we_went_over_is_given_back_and_asked_about(
    redmine, redmine_wire, field, mine, theirs, wish
):
    number = redmine.create("Race", priority_id=3, due_date="2026-12-01")
    reading, line = redmine.lossy(redmine_wire)
    mine, theirs = named(redmine, mine), named(redmine, theirs)
    wish = {name: named(redmine, value) for name, value in wish.items()}

    async def work(reading):
        before = (await reading.adapter.record("ticket", str(number))).doc
        meanwhile(line, lambda: redmine.edit(number, notes="Quick", **wish))
        return await only(reading.adapter, edit(str(number), before, **{field: mine}))

    verdict = redmine.run(work, reading)
    assert verdict.kind is VerdictKind.CONFLICT
    (one,) = verdict.conflicts
    ben = str(redmine.person("ben"))
    assert (one.field, one.mine, one.theirs, one.theirs_by) == (field, mine, theirs, ben)
    assert verdict.doc[field] == theirs


def test_minutes_and_watchers_of_others_survive_a_race(redmine, redmine_wire):
    number, chloe = redmine.create("Sums"), redmine.person("chloe")
    anna = str(redmine.person("anna"))
    steps = make("ticket", Action.EDIT, str(number), patch=Patch(incr={"minutes_spent": 15}))
    people = make("ticket", Action.EDIT, str(number), patch=Patch(add={"watchers": (anna,)}))
    reading, line = redmine.lossy(redmine_wire)
    time = {"time_entry": {"issue_id": number, "hours": 0.5}}

    async def work(reading):
        meanwhile(line, lambda: redmine.colleague("POST", "/time_entries", time))
        minutes = await only(reading.adapter, steps)
        path = f"/issues/{number}/watchers"
        meanwhile(line, lambda: redmine.colleague("POST", path, {"user_id": chloe}))
        return minutes, await only(reading.adapter, people)

    minutes, watchers = redmine.run(work, reading)
    assert minutes.doc["minutes_spent"] == 45
    assert watchers.doc["watchers"] == sorted([anna, str(chloe)])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"owner": "1"}, "Assignee"),
        ({"queue": "999"}, "did not take"),
        ({"queue": "@personnel"}, "did not take"),
        ({"status": "no such"}, "does not have"),
        ({"subject": ""}, "blank"),
        ({"subject": "ж" * 256}, "too long"),
        ({"asset_tag": "A-1"}, "field"),
    ],
)
def test_a_refused_value_is_refused_in_the_desks_words(redmine, values, words):
    number = str(redmine.create("Refused"))
    values = {name: named(redmine, one) for name, one in values.items()}

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        base = {name: before.get(name) for name in values}
        return await only(reading.adapter, edit(number, base, **values))

    verdict = redmine.run(work, redmine.reading())
    assert verdict.kind is VerdictKind.REJECTED
    assert words in verdict.problem.message


def test_a_status_that_is_not_the_next_one_comes_back_with_those_that_are(redmine):
    number = str(redmine.create("Step by step"))
    redmine.hire("rita", "Developer")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        return await only(reading.adapter, edit(number, before, status="st_7"))

    verdict = redmine.run(work, redmine.by_password("rita"))
    assert verdict.kind is VerdictKind.CONFLICT
    (one,) = verdict.conflicts
    assert (one.field, one.mine, one.theirs) == ("status", "st_7", "st_1")
    assert "st_2" in one.choices
    assert "st_7" not in one.choices
    assert redmine.issue(number)["status"]["name"] == "New"


@pytest.mark.parametrize(
    "patch",
    [
        Patch(set={"subject": "Once"}),
        Patch(set={"owner": "@anna"}),
        Patch(set={"due_at": "2026-12-01T12:00:00.000Z"}),
        Patch(incr={"minutes_spent": 15}),
        Patch(add={"watchers": ("@anna",)}),
    ],
)
@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_answer_to_an_edit_is_settled(redmine, redmine_wire, patch, arrives):
    number = redmine.create("Edited in the dark")
    reading, line = redmine.lossy(redmine_wire)
    patch = Patch(
        set={name: named(redmine, one) for name, one in patch.set.items()},
        add={name: tuple(named(redmine, one) for one in some) for name, some in patch.add.items()},
        incr=patch.incr,
    )

    async def work(reading):
        before = (await reading.adapter.record("ticket", str(number))).doc
        op = make("ticket", Action.EDIT, str(number), base=before, patch=patch)
        (mine,) = await ready(reading.adapter, op)
        if arrives:
            line.lose = is_write
        else:
            line.swallow = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.lose = line.swallow = lambda _: False
        redmine.edit(number, notes="Meanwhile")
        at_once = await reading.adapter.find([mine])
        return op, at_once, await reading.adapter.find([sent_long_ago(mine)])

    op, at_once, later = redmine.run(work, reading)
    if arrives:
        assert at_once[op.op_id].kind is VerdictKind.APPLIED
        assert at_once[op.op_id].doc == later[op.op_id].doc
    else:
        assert (at_once, later) == ({}, {op.op_id: None})


def test_two_equal_bookings_whose_answers_were_lost_are_two(redmine, redmine_wire):
    number = str(redmine.create("Booked in the dark"))
    reading, line = redmine.lossy(redmine_wire)
    wishes = [
        make("ticket", Action.EDIT, number, patch=Patch(incr={"minutes_spent": 10}))
        for _ in range(2)
    ]

    async def work(reading):
        mine: list[Operation] = []
        for one in wishes:
            (noted,) = await ready(reading.adapter, one)
            mine.append(replace(noted, witness=mine[0].witness if mine else noted.witness))
        line.lose = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push(mine[:1], "me")
        line.lose = lambda _: False
        first = await reading.adapter.find([sent_long_ago(one) for one in mine])
        return first, await push(reading.adapter, wishes[1])

    found, (again,) = redmine.run(work, reading)
    assert found[wishes[0].op_id].kind is VerdictKind.APPLIED
    assert found[wishes[1].op_id] is None
    assert again.doc["minutes_spent"] == 20


def test_a_lost_answer_to_a_deletion_is_settled(redmine, redmine_wire):
    number = str(redmine.create("Deleted in the dark"))
    reading, line = redmine.lossy(redmine_wire, "admin")

    async def work(reading):
        (mine,) = await ready(reading.adapter, make("ticket", Action.DELETE, number))
        before = await reading.adapter.find([sent_long_ago(mine)])
        line.lose = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.lose = lambda _: False
        return before[mine.op_id], (await reading.adapter.find([mine]))[mine.op_id]

    before, after = redmine.run(work, reading)
    assert before is None
    assert after.kind is VerdictKind.APPLIED


@pytest.mark.parametrize("round_", range(4))
def test_of_two_who_write_one_field_at_once_none_is_lost_in_silence(redmine, round_):
    number = str(redmine.create(f"Both at once {round_}"))

    async def work(reading):
        other = redmine.reading("ben").adapter
        before = (await reading.adapter.record("ticket", number)).doc
        verdicts = await asyncio.gather(
            only(reading.adapter, edit(number, before, subject="From Anna")),
            only(other, edit(number, before, subject="From Ben")),
        )
        await other.close()
        return verdicts, (await reading.adapter.record("ticket", number)).doc["subject"]

    verdicts, subject = redmine.run(work, redmine.reading())
    kinds = {one.kind: one for one in verdicts}
    assert set(kinds) == {VerdictKind.APPLIED, VerdictKind.CONFLICT}
    assert kinds[VerdictKind.CONFLICT].conflicts[0].theirs == subject
    assert kinds[VerdictKind.APPLIED].doc["subject"] in {subject, "From Anna", "From Ben"}


@pytest.mark.parametrize("round_", range(2))
def test_minutes_and_notes_of_two_who_write_at_once_all_arrive(redmine, round_):
    number = str(redmine.create(f"Both count {round_}"))
    steps = [
        make("ticket", Action.EDIT, number, patch=Patch(incr={"minutes_spent": step}))
        for step in (15, 7)
    ]

    async def work(reading):
        other = redmine.reading("ben").adapter
        verdicts = await asyncio.gather(only(reading.adapter, steps[0]), only(other, steps[1]))
        await other.close()
        return verdicts, (await reading.adapter.record("ticket", number)).doc["minutes_spent"]

    verdicts, minutes = redmine.run(work, redmine.reading())
    assert {one.kind for one in verdicts} == {VerdictKind.APPLIED}
    assert minutes == 22
