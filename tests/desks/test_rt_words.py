"""What a real Request Tracker calls things, and its custom fields in both directions."""

import pytest

from deskclient.domain.desk_words import shaped
from deskclient.domain.fields import FieldType
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import Action, Patch, VerdictKind
from deskclient.domain.workflow import Phase
from tests.desks.rt_wishes import edit, make, new_ticket, only

pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("rt"), pytest.mark.timeout(600)]

SEEN = "2026-12-01T15:30:00.000Z"


@pytest.fixture(scope="module")
def told(rt):
    """What the session says to one who sees declarations, and to one who does not."""

    async def work(reading):
        return (await reading.adapter.session()).words["ticket"]

    return {login: rt.run(work, rt.reading(login)) for login in ("anna", "ben")}


def fields_of(words):
    return {one.label: one for one in words.fields}


def run(rt, work, login="anna"):
    async def whole(reading):
        await reading.adapter.session()
        return await work(reading)

    return rt.run(whole, rt.reading(login))


async def doc_of(reading, ticket):
    return (await reading.adapter.record("ticket", ticket)).doc


def test_fields_come_with_their_declared_types_to_those_who_may_see_them(told):
    fields = fields_of(told["anna"])
    assert "ClientId" not in fields
    assert {name: one.type for name, one in fields.items()} == {
        "Floor": FieldType.CHOICE,
        "Этаж": FieldType.CHOICE,
        "Affected": FieldType.TEXT_SET,
        "Serial": FieldType.TEXT,
        "Phones": FieldType.TEXT_SET,
        "Location": FieldType.LONG_TEXT,
        "Steps": FieldType.LONG_TEXT,
        "Photo": FieldType.TEXT,
        "Contract": FieldType.TEXT,
        "Delivery": FieldType.DATE,
        "Visit": FieldType.MOMENT,
        "Vendor": FieldType.TEXT,
        "Town": FieldType.TEXT,
        "Towns": FieldType.TEXT_SET,
        "Address": FieldType.TEXT,
        "Net": FieldType.TEXT,
        "Report": FieldType.LONG_TEXT,
    }
    assert {name for name, one in fields.items() if not one.writable} == {
        *("Photo", "Contract", "Report"),
    }
    floors = {"Ground", "First", "Second", "Подвал"}
    assert {one.value for one in fields["Floor"].choices} == floors


def test_others_get_the_fields_by_name(told):
    assert fields_of(told["ben"]).keys() == fields_of(told["anna"]).keys()
    assert {one.type for one in told["ben"].fields} == {FieldType.TEXT}


@pytest.mark.parametrize("login", ["anna", "ben"])
def test_states_of_a_life_cycle_of_the_administrators_own_are_found(told, login):
    flow = shaped(standard_registry(), {"ticket": told[login]})["ticket"].workflow
    assert flow is not None
    assert flow.phases["received"] is Phase.ACTIVE
    assert flow.phases["at vendor"] is Phase.ACTIVE
    assert flow.phases["returned"] is Phase.DONE
    assert set(flow.next_states("received")) == {"at vendor", "returned"}
    # No ticket waits for parts: the state is known from the step that leads there.
    assert "ждёт запчасти" in flow.next_states("at vendor")
    assert "deleted" not in flow.phases
    assert set(flow.next_states("new")) == {"open", "stalled", "resolved", "rejected"}
    assert not flow.is_open("rejected")


def test_values_of_every_type_are_read(rt, told):
    doc = run(rt, lambda one: doc_of(one, str(rt.marks.typed)))
    label = {one.name: one.label for one in told["anna"].fields}
    values = {label[name]: doc[name] for name in label}
    assert values == {
        "Floor": "Second",
        "Этаж": "Подвал",
        "Affected": ["First", "Подвал"],
        "Serial": "SN-ж-1",
        "Phones": ["12", "13"],
        "Location": "Room 5\nback wall",
        "Steps": "* one\n* two",
        "Photo": None,
        "Contract": None,
        "Delivery": "2026-12-01",
        "Visit": "2026-12-01T10:30:00.000Z",
        "Vendor": "Own words",
        "Town": "Ground",
        "Towns": ["First", "Ground"],
        "Address": "192.0.2.7",
        "Net": "192.0.2.0-192.0.2.255",
        "Report": "All well",
    }


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Floor", "Подвал"),
        ("Affected", ["First", "Подвал"]),
        ("Serial", "SN-7"),
        ("Phones", ["1", "2"]),
        ("Location", "Комната 5\nу стены"),
        ("Delivery", "2026-12-24"),
        ("Visit", SEEN),
        ("Vendor", "Own words"),
        ("Address", "192.0.2.9"),
    ],
)
def test_a_value_is_written_changed_and_taken_out_again(rt, told, label, value):
    name = fields_of(told["anna"])[label].name
    ticket = rt.create(f"Field {label}")

    async def work(reading):
        first = await only(reading.adapter, edit(ticket, {name: None}, **{name: value}))
        there = (await doc_of(reading, ticket))[name]
        last = await only(reading.adapter, edit(ticket, {name: value}, **{name: None}))
        return first, there, last, (await doc_of(reading, ticket))[name]

    first, there, last, after = run(rt, work)
    assert first.kind is VerdictKind.APPLIED
    assert there == value
    assert last.kind is VerdictKind.APPLIED
    assert after is None


def test_a_moment_is_the_same_for_somebody_in_another_zone(rt, told):
    name = fields_of(told["anna"])["Visit"].name
    ticket = rt.create("A visit")
    # Without the declaration a field is only text: so the one in New York must be let see it.
    server = rt.server

    async def work(reading):
        await only(reading.adapter, edit(ticket, {name: None}, **{name: SEEN}))
        return await doc_of(reading, ticket)

    with server.declaring_fields_to("ben"):
        assert run(rt, work, "ben")[name] == SEEN
    assert run(rt, lambda one: doc_of(one, ticket))[name] == SEEN


def test_members_are_added_to_what_a_colleague_has_added(rt, told):
    name = fields_of(told["anna"])["Phones"].name
    ticket = rt.create("Phones")
    rt.colleague("PUT", f"/ticket/{ticket}", {"CustomFields": {"Phones": ["1", "2"]}})

    async def work(reading):
        patch = Patch(add={name: ("3",)}, remove={name: ("1",)})
        op = make("ticket", Action.EDIT, ticket, unit=name, base={name: ["1"]}, patch=patch)
        return await only(reading.adapter, op), await doc_of(reading, ticket)

    verdict, doc = run(rt, work)
    assert verdict.kind is VerdictKind.APPLIED
    assert doc[name] == ["2", "3"]


def test_what_a_colleague_wrote_meanwhile_is_asked_about(rt, told):
    name = fields_of(told["anna"])["Floor"].name
    ticket = rt.create("Which floor?")
    rt.colleague("PUT", f"/ticket/{ticket}", {"CustomFields": {"Floor": "First"}})

    async def work(reading):
        return await only(reading.adapter, edit(ticket, {name: None}, **{name: "Подвал"}))

    verdict = run(rt, work)
    assert verdict.kind is VerdictKind.CONFLICT
    (conflict,) = verdict.conflicts
    assert (conflict.field, conflict.theirs, conflict.theirs_by) == (name, "First", "ben")


def test_a_value_that_rt_does_not_take_is_refused_in_its_words(rt, told):
    name = fields_of(told["anna"])["Address"].name
    ticket = rt.create("No address")

    async def work(reading):
        return await only(reading.adapter, edit(ticket, {name: None}, **{name: "300.1.1.1"}))

    verdict = run(rt, work)
    assert verdict.kind is VerdictKind.REJECTED
    assert "Invalid value" in verdict.problem.message


def test_a_field_of_another_queue_is_refused_by_name(rt):
    ticket = rt.create("Here")

    async def work(reading):
        return await only(reading.adapter, edit(ticket, {}, cf_99999="x"))

    verdict = run(rt, work)
    assert verdict.kind is VerdictKind.REJECTED
    assert (verdict.problem.rule, verdict.problem.field) == ("not_kept", "cf_99999")


def test_a_new_ticket_takes_its_fields_along(rt, told):
    fields = fields_of(told["anna"])
    values = {"Floor": "Подвал", "Affected": ["First"], "Visit": SEEN, "Delivery": "2026-12-24"}
    given = {fields[label].name: value for label, value in values.items()}

    async def work(reading):
        verdict = await only(reading.adapter, new_ticket("With fields", **given))
        return await doc_of(reading, verdict.server_id)

    doc = run(rt, work)
    assert {name: doc[name] for name in given} == given


def test_a_new_ticket_begins_as_its_queue_has_it(rt):
    async def work(reading):
        queues = {row.doc["name"]: row.server_id for row in (await reading.pull())[0][:8]}
        verdict = await only(reading.adapter, new_ticket("A drill", queue=queues["Repairs"]))
        return await doc_of(reading, verdict.server_id)

    assert run(rt, work)["status"] == "received"


def test_what_is_here_is_fetched_anew_when_fields_show_their_types(rt):
    async def place(reading):
        await reading.adapter.session()
        return (await reading.pull())[1]

    async def news(reading):
        await reading.adapter.session()
        return await reading.adapter.changes(None, cursor, 0)

    cursor = rt.run(place, rt.reading("ben"))
    rows = rt.run(news, rt.reading("ben")).rows
    assert not [row for row in rows if row.kind == "ticket"]
    with rt.server.declaring_fields_to("ben"), pytest.raises(Exception, match="starts anew"):
        rt.run(news, rt.reading("ben"))
