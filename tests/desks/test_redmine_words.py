"""What a real Redmine calls its own: statuses, trackers and fields of every format."""

import pytest

from deskclient.domain.desk_words import shaped
from deskclient.domain.errors import NetworkError
from deskclient.domain.fields import FieldType
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.desks.rt_wishes import edit, is_write, make, only, ready, sent_long_ago

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]

SUPPORT = 3
"""The tracker that has all fields."""


def ticket_kind(redmine, login):
    session = redmine.run(lambda one: one.adapter.session(), redmine.reading(login))
    return shaped(standard_registry(), session.words)["ticket"], session.words["ticket"]


def fields_of(words):
    return {one.label: one for one in words.fields}


@pytest.mark.parametrize("login", ["anna", "admin"])
def test_statuses_are_the_desks_and_open_as_the_desk_says(redmine, login):
    kind, _ = ticket_kind(redmine, login)
    flow = kind.workflow
    names = {one.label: flow.is_open(one.value) for one in kind.field_map["status"].choices}
    assert names == {
        "New": True,
        "In Progress": True,
        "Resolved": True,
        "Feedback": True,
        "Closed": False,
        "Rejected": False,
        "On hold": True,
    }
    assert flow.initial == "st_1"
    assert kind.field_map["priority"].default == "pr_2"
    assert [one.label for one in kind.field_map["tracker"].choices] == ["Bug", "Feature", "Support"]


def test_an_administrator_sees_what_fields_hold_and_others_their_names(redmine):
    admin = fields_of(ticket_kind(redmine, "admin")[1])
    anna = fields_of(ticket_kind(redmine, "anna")[1])
    assert admin["Floor"].type is admin["Vendor"].type is FieldType.CHOICE
    assert [one.label for one in admin["Vendor"].choices] == ["Northwind", "Вектор"]
    assert admin["Expert"].type is FieldType.REF
    # Other people are told of fields only by issues that have them.
    assert {one.name for one in anna.values()} >= {"cf_2", "cf_10"}
    assert anna["Serial"].type is FieldType.TEXT
    assert anna["Affected"].type is FieldType.TEXT_SET
    assert "ClientId" not in {*admin, *anna}


def test_words_are_the_same_as_long_as_nobody_changes_them(redmine):
    before = ticket_kind(redmine, "anna")[1]
    redmine.create("Of another tracker", tracker_id=2)
    assert ticket_kind(redmine, "anna")[1] == before


def test_values_of_every_format_are_read(redmine):
    name = str(redmine.marks.typed)

    async def work(reading):
        await reading.adapter.session()
        return (await reading.adapter.record("ticket", name)).doc

    admin = redmine.run(work, redmine.reading("admin"))
    anna = redmine.run(work, redmine.reading("anna"))
    ids = {label: one.name for label, one in fields_of(ticket_kind(redmine, "admin")[1]).items()}
    told = {label: admin[field] for label, field in ids.items() if field in admin}
    people = sorted(str(one) for one in [redmine.person("anna"), redmine.person("ben")])
    assert told == {
        "Tracker": "tr_3",
        "Serial": "SN-ж-1",
        "Location": "Room 5\nback wall",
        "Manual": "https://desk.example/manual",
        "Seats": "12",
        "Weight": "2.5",
        "Delivery": "2026-12-01",
        "Floor": "Second",
        "Affected": ["First", "Подвал"],
        "Этаж": "Подвал",
        "Under warranty": True,
        "Expert": str(redmine.person("anna")),
        "Informed": people,
        "Rolled out": "1",
        "Vendor": "2",
        "Vendors": ["Northwind", "Вектор"],
    }
    assert (anna["cf_2"], anna["cf_9"]) == (admin["cf_2"], admin["cf_9"])


@pytest.mark.parametrize(
    ("label", "value", "login"),
    [
        ("Serial", "SN-2", "anna"),
        ("Seats", "40", "anna"),
        ("Affected", ["First", "Ground"], "anna"),
        ("Location", "Room 6\nfront", "admin"),
        ("Delivery", "2026-12-24", "admin"),
        ("Floor", "Ground", "admin"),
        ("Under warranty", True, "admin"),
        ("Expert", "@ben", "admin"),
        ("Informed", ["@anna", "@ben"], "admin"),
        ("Vendor", "1", "admin"),
        ("Vendors", ["Вектор"], "admin"),
        ("Tracker", "tr_2", "anna"),
    ],
)
def test_a_field_of_the_desks_own_is_written_and_emptied(redmine, label, value, login):
    def meant(one):
        return str(redmine.person(one[1:])) if isinstance(one, str) and one[:1] == "@" else one

    value = sorted(map(meant, value)) if isinstance(value, list) else meant(value)
    number = str(redmine.create("With fields", tracker_id=SUPPORT, login="admin"))
    name = fields_of(ticket_kind(redmine, login)[1])[label].name

    async def work(reading):
        await reading.adapter.session()
        before = (await reading.adapter.record("ticket", number)).doc
        set_ = await only(reading.adapter, edit(number, before, **{name: value}))
        again = await only(reading.adapter, edit(number, before, **{name: value}))
        if label == "Tracker":
            return set_, again, None
        empty: list[str] | None = [] if isinstance(value, list) else None
        return set_, again, await only(reading.adapter, edit(number, set_.doc, **{name: empty}))

    set_, again, emptied = redmine.run(work, redmine.reading(login))
    assert (set_.kind, again.kind) == (VerdictKind.APPLIED, VerdictKind.MERGED)
    assert set_.doc[name] == value
    assert emptied is None or (emptied.kind, bool(emptied.doc[name])) == (
        VerdictKind.APPLIED,
        False,
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"cf_5": "many"}, "not a number"),
        ({"cf_7": "tomorrow"}, "not a valid date"),
        ({"cf_8": "Roof"}, "not included"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_the_desks_words(redmine, values, words):
    number = str(redmine.create("Wrong fields", tracker_id=SUPPORT))
    op = edit(number, {}, **values)
    verdict = redmine.run(lambda one: only(one.adapter, op), redmine.reading())
    assert verdict.kind is VerdictKind.REJECTED
    assert words in verdict.problem.message


def test_a_field_that_an_issue_does_not_have_is_refused(redmine):
    number = str(redmine.create("Without fields", tracker_id=1))
    op = edit(number, {}, cf_2="SN")
    verdict = redmine.run(lambda one: only(one.adapter, op), redmine.reading())
    assert (verdict.kind, verdict.problem.field) == (VerdictKind.REJECTED, "cf_2")


def test_a_field_of_the_desks_own_that_we_went_over_is_given_back(redmine, redmine_wire):
    number = redmine.create("Two serials", tracker_id=SUPPORT)
    reading, line = redmine.lossy(redmine_wire)
    todo = [{"custom_fields": [{"id": 2, "value": "Theirs"}]}]

    def meanwhile(request):
        if is_write(request) and todo:
            redmine.edit(number, **todo.pop())

    async def work(reading):
        before = (await reading.adapter.record("ticket", str(number))).doc
        line.meanwhile = meanwhile
        return await only(reading.adapter, edit(str(number), before, cf_2="Mine"))

    verdict = redmine.run(work, reading)
    (one,) = verdict.conflicts
    assert (one.field, one.mine, one.theirs) == ("cf_2", "Mine", "Theirs")
    assert verdict.doc["cf_2"] == "Theirs"


def test_members_of_a_list_come_and_go_beside_those_of_others(redmine):
    number = redmine.create("Floors", tracker_id=SUPPORT)
    redmine.edit(number, custom_fields=[{"id": 9, "value": ["First", "Ground"]}])
    patch = Patch(add={"cf_9": ("Second",)}, remove={"cf_9": ("First",)})
    op = make("ticket", Action.EDIT, str(number), patch=patch)

    async def work(reading):
        await reading.adapter.session()
        return await only(reading.adapter, op)

    verdict = redmine.run(work, redmine.reading())
    assert verdict.doc["cf_9"] == ["Ground", "Second"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_answer_to_such_an_edit_is_settled(redmine, redmine_wire, arrives):
    number = redmine.create("Serial in the dark", tracker_id=SUPPORT)
    reading, line = redmine.lossy(redmine_wire)

    async def work(reading):
        before = (await reading.adapter.record("ticket", str(number))).doc
        (mine,) = await ready(reading.adapter, edit(str(number), before, cf_2="SN-9"))
        setattr(line, "lose" if arrives else "swallow", is_write)
        with pytest.raises(NetworkError):
            await reading.adapter.push([mine], "me")
        line.lose = line.swallow = lambda _: False
        return (await reading.adapter.find([sent_long_ago(mine)]))[mine.op_id]

    verdict = redmine.run(work, reading)
    assert (verdict is not None) is arrives
    assert not arrives or verdict.doc["cf_2"] == "SN-9"
