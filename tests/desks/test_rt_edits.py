"""What is changed at a real Request Tracker: as it was meant, and over nobody else's change."""

import asyncio

import pytest
from msgspec.structs import replace

from deskclient.domain.errors import NetworkError
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.desks.rt_wishes import (
    IDS,
    REQUESTER,
    edit,
    entry,
    is_write,
    make,
    only,
    ready,
    sent_long_ago,
)

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("field", "value", "login"),
    [
        ("subject", "Другая тема «ё»", "anna"),
        ("status", "stalled", "anna"),
        ("status", "resolved", "anna"),
        ("status", "rejected", "anna"),
        ("priority", "high", "anna"),
        ("priority", "low", "anna"),
        ("queue", "3", "anna"),
        ("owner", "anna", "anna"),
        ("owner", "ben", "anna"),
        ("requester", "somebody.new@rt.test", "anna"),
        ("due_at", "2026-12-01T10:30:00.000Z", "anna"),
        ("due_at", "2026-12-01T10:30:00.000Z", "ben"),
    ],
)
def test_a_field_is_written_and_reads_back_as_wanted(rt, field, value, login):
    number = rt.create("Before", Priority=75, Requestor="ben")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        verdict = await only(reading.adapter, edit(number, before, **{field: value}))
        again = await only(reading.adapter, edit(number, before, **{field: value}))
        return verdict, again, await reading.adapter.record("ticket", number)

    verdict, again, row = rt.run(work, rt.reading(login))
    assert verdict.kind is VerdictKind.APPLIED
    assert verdict.doc[field] == value
    assert (verdict.doc, verdict.ver) == (row.doc, row.ver)
    assert (again.kind, again.ver) == (VerdictKind.MERGED, row.ver)


def test_a_field_can_be_emptied(rt):
    number = rt.create("Emptied", Owner="anna", Due="2026-12-01 10:00:00")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        owner = await only(reading.adapter, edit(number, before, owner=None))
        due = await only(reading.adapter, edit(number, before, due_at=None))
        return before, owner, due

    before, owner, due = rt.run(work, rt.reading())
    assert (before["owner"], before["due_at"]) == ("anna", "2026-12-01T10:00:00.000Z")
    assert (owner.doc["owner"], due.doc["due_at"]) == (None, None)


def test_watchers_come_and_go_and_those_of_others_stay(rt):
    number = rt.create("Watched", Cc=["ben", "one@rt.test"], AdminCc=["two@rt.test"])
    patch = Patch(add={"watchers": ("anna",)}, remove={"watchers": ("ben", "two@rt.test")})
    op = make("ticket", Action.EDIT, number, unit="watchers", patch=patch)
    verdict = rt.run(lambda one: only(one.adapter, op), rt.reading())
    assert verdict.kind is VerdictKind.APPLIED
    assert verdict.doc["watchers"] == ["anna", "one@rt.test"]


def test_minutes_add_up(rt):
    number = rt.create("Counted", TimeWorked=20)
    op = make("ticket", Action.EDIT, number, patch=Patch(incr={"minutes_spent": 15}))

    async def work(reading):
        await only(reading.adapter, op)
        return await only(reading.adapter, replace(op, op_id=OpId(IDS.new())))

    assert rt.run(work, rt.reading()).doc["minutes_spent"] == 50


def test_a_comment_meanwhile_is_no_conflict_but_the_same_field_is(rt):
    number = rt.create("Two at once")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        rt.comment(number, "Meanwhile")
        rt.colleague("PUT", f"/ticket/{number}", {"Priority": 100})
        subject = await only(reading.adapter, edit(number, before, subject="Mine"))
        rt.colleague("PUT", f"/ticket/{number}", {"Owner": "ben"})
        owner = await only(reading.adapter, edit(number, before, owner="anna"))
        return subject, owner

    subject, owner = rt.run(work, rt.reading())
    assert subject.kind is VerdictKind.APPLIED
    assert subject.doc["priority"] == "high"
    assert owner.kind is VerdictKind.CONFLICT
    (one,) = owner.conflicts
    assert (one.field, one.base, one.mine, one.theirs) == ("owner", None, "anna", "ben")
    assert one.theirs_by == "ben"
    assert one.theirs_at
    assert owner.doc["owner"] == "ben"


def test_somebody_faster_between_look_and_write_is_seen(rt, proxy):
    number = rt.create("Race before the condition")
    reading, line = rt.lossy(proxy)
    todo = ["Theirs"]

    def meanwhile(request):
        if request.method == "PUT" and todo:
            rt.colleague("PUT", f"/ticket/{number}", {"Subject": todo.pop()})

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        line.meanwhile = meanwhile
        return await only(reading.adapter, edit(number, before, subject="Mine"))

    verdict = rt.run(work, reading)
    assert verdict.kind is VerdictKind.CONFLICT
    assert verdict.conflicts[0].theirs == "Theirs"
    assert verdict.doc["subject"] == "Theirs"


class WithoutCondition:
    """Lets writes through whose condition would not hold: two that RT checked at once."""

    def __init__(self, line, colleague):
        self._line, self._colleague = line, colleague
        self._send = line.send
        line.send = self.send

    async def send(self, request):
        if request.method == "PUT" and self._colleague is not None:
            colleague, self._colleague = self._colleague, None
            colleague()
            plain = {name: one for name, one in request.headers.items() if name != "If-Match"}
            request = type(request)(method="PUT", url=request.url, headers=plain, body=request.body)
        return await self._send(request)


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "wish"),
    [
        ("subject", "Mine", "Theirs", {"Subject": "Theirs"}),
        ("owner", "anna", "ben", {"Owner": "ben"}),
        ("status", "open", "stalled", {"Status": "stalled"}),
        ("priority", "low", "high", {"Priority": 100}),
        ("due_at", None, "2026-12-05T08:00:00.000Z", {"Due": "2026-12-05 08:00:00"}),
    ],
)
def test_what_a_race_went_over_is_given_back_and_asked_about(rt, field, mine, theirs, wish):
    number = rt.create("Race", Priority=75, Due="2026-12-01 10:00:00")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        WithoutCondition(reading.line, lambda: rt.colleague("PUT", f"/ticket/{number}", wish))
        return await only(reading.adapter, edit(number, before, **{field: mine}))

    verdict = rt.run(work, rt.reading())
    assert verdict.kind is VerdictKind.CONFLICT
    (one,) = verdict.conflicts
    assert (one.field, one.mine, one.theirs, one.theirs_by) == (field, mine, theirs, "ben")
    assert verdict.doc[field] == theirs


def test_minutes_and_watchers_of_others_survive_a_race(rt):
    number = rt.create("Sums", TimeWorked=5)
    steps = make("ticket", Action.EDIT, number, patch=Patch(incr={"minutes_spent": 15}))
    people = make("ticket", Action.EDIT, number, patch=Patch(add={"watchers": ("anna",)}))

    async def work(reading):
        path = f"/ticket/{number}"
        WithoutCondition(reading.line, lambda: rt.colleague("PUT", path, {"TimeWorked": 30}))
        minutes = await only(reading.adapter, steps)
        WithoutCondition(reading.line, lambda: rt.colleague("PUT", path, {"Cc": ["x@rt.test"]}))
        return minutes, await only(reading.adapter, people)

    minutes, watchers = rt.run(work, rt.reading())
    assert minutes.doc["minutes_spent"] == 45
    assert watchers.doc["watchers"] == ["anna", "x@rt.test"]


@pytest.mark.parametrize(
    ("values", "rule", "words"),
    [
        ({"owner": REQUESTER}, "refused", "own"),
        ({"queue": "999"}, "refused", "does not exist"),
        ({"status": "no such"}, "refused", "valid status"),
        ({"status": "planned"}, "refused", "valid status"),
        ({"subject": "ж" * 101}, "too_long", "Cyrillic"),
        ({"asset_tag": "A-1"}, "not_kept", "field"),
    ],
)
def test_a_refused_value_is_refused_in_the_desks_words(rt, values, rule, words):
    number = rt.create("Refused", Requestor=REQUESTER)

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        base = {name: before.get(name) for name in values}
        return await only(reading.adapter, edit(number, base, **values))

    verdict = rt.run(work, rt.reading())
    assert (verdict.kind, verdict.problem.rule) == (VerdictKind.REJECTED, rule)
    assert words in verdict.problem.message
    assert verdict.problem.field == next(iter(values))


@pytest.mark.parametrize(
    "patch",
    [
        Patch(set={"subject": "Once"}),
        Patch(set={"owner": "anna"}),
        Patch(set={"due_at": "2026-12-01T10:30:00.000Z"}),
        Patch(incr={"minutes_spent": 15}),
        Patch(add={"watchers": ("anna",)}),
    ],
)
@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_answer_to_an_edit_is_settled(rt, proxy, patch, arrives):
    number = rt.create("Edited in the dark")
    reading, line = rt.lossy(proxy)

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        op = make("ticket", Action.EDIT, number, base=before, patch=patch)
        (mine,) = await ready(reading.adapter, op)
        if arrives:
            line.lose = is_write
        else:
            line.swallow = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.lose = line.swallow = lambda _: False
        rt.comment(number, "Meanwhile")
        at_once = await reading.adapter.find([mine])
        return op, at_once, await reading.adapter.find([sent_long_ago(mine)])

    op, at_once, later = rt.run(work, reading)
    if arrives:
        assert at_once[op.op_id].kind is VerdictKind.APPLIED
        assert at_once[op.op_id].doc == later[op.op_id].doc
    else:
        assert (at_once, later) == ({}, {op.op_id: None})


@pytest.mark.parametrize("round_", range(4))
def test_of_two_who_write_one_field_at_once_one_is_asked(rt, round_):
    number = rt.create(f"Both at once {round_}")

    async def work(reading):
        other = rt.reading("ben").adapter
        before = (await reading.adapter.record("ticket", number)).doc
        verdicts = await asyncio.gather(
            only(reading.adapter, edit(number, before, subject="From Anna")),
            only(other, edit(number, before, subject="From Ben")),
        )
        await other.close()
        return verdicts, (await reading.adapter.record("ticket", number)).doc["subject"]

    verdicts, subject = rt.run(work, rt.reading())
    kinds = {one.kind: one for one in verdicts}
    assert set(kinds) == {VerdictKind.APPLIED, VerdictKind.CONFLICT}
    assert kinds[VerdictKind.CONFLICT].conflicts[0].theirs == subject
    assert kinds[VerdictKind.APPLIED].doc["subject"] in {subject, "From Anna", "From Ben"}


@pytest.mark.parametrize("round_", range(4))
def test_minutes_of_two_who_note_them_at_once_add_up(rt, round_):
    number = rt.create(f"Both count {round_}")
    steps = [
        make("ticket", Action.EDIT, number, patch=Patch(incr={"minutes_spent": step}))
        for step in (15, 7)
    ]

    async def work(reading):
        other = rt.reading("ben").adapter
        verdicts = await asyncio.gather(only(reading.adapter, steps[0]), only(other, steps[1]))
        await other.close()
        return verdicts, (await reading.adapter.record("ticket", number)).doc["minutes_spent"]

    verdicts, minutes = rt.run(work, rt.reading())
    assert {one.kind for one in verdicts} == {VerdictKind.APPLIED}
    assert minutes == 22


def test_a_status_set_along_with_a_reply_is_no_conflict_with_what_rt_makes_of_the_reply(rt):
    number = rt.create("Answered and put off")

    async def work(reading):
        before = (await reading.adapter.record("ticket", number)).doc
        await only(reading.adapter, entry(number, "reply", "Please restart it."))
        now = (await reading.adapter.record("ticket", number)).doc
        wish = edit(number, before, status="stalled")
        return before["status"], now["status"], await only(reading.adapter, wish)

    before, opened, verdict = rt.run(work, rt.reading())
    assert (before, opened) == ("new", "open")
    assert (verdict.kind, verdict.doc["status"]) == (VerdictKind.APPLIED, "stalled")


def test_minutes_noted_before_a_merge_are_found_there_and_not_sent_to_the_survivor(rt, proxy):
    number, survivor = rt.create("Merged too soon"), rt.create("Takes over")
    reading, line = rt.lossy(proxy)
    wish = make("ticket", Action.EDIT, number, unit="minutes_spent")
    wish = replace(wish, patch=Patch(incr={"minutes_spent": 7}))

    async def work(reading):
        (mine,) = await ready(reading.adapter, wish)
        line.lose = is_write
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.lose = lambda _: False
        merge = {"MergeInto": survivor}
        await asyncio.to_thread(rt.colleague, "PUT", f"/ticket/{number}", merge)
        return (await reading.adapter.find([sent_long_ago(mine)]))[mine.op_id]

    verdict = rt.run(work, reading)
    assert verdict.kind is VerdictKind.APPLIED
    assert rt.colleague("GET", f"/ticket/{survivor}")["TimeWorked"] == "7"
