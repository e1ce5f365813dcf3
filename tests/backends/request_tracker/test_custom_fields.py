"""Custom fields by their types: read, written, and read again as they were."""

import pytest

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import (
    CustomField,
    own_field,
    settled,
    value_of,
    written,
)
from deskclient.backends.request_tracker.plan_edit import doc_of, plan_edit
from deskclient.domain.fields import FieldType
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, Patch

FLOOR = CustomField(2, "Floor", "Select", choices=("Ground", "Подвал"))
AFFECTED = CustomField(3, "Affected", "Select", many=True, choices=("Ground", "Подвал"))
VISIT = CustomField(11, "Visit", "DateTime", zone="America/New_York")
UNTOLD = CustomField(9, "Something")
REPORT = CustomField(17, "Report", "HTML")


@pytest.mark.parametrize(
    ("field", "kind", "writable"),
    [
        (FLOOR, FieldType.CHOICE, True),
        (AFFECTED, FieldType.TEXT_SET, True),
        (CustomField(4, "Serial", "Freeform"), FieldType.TEXT, True),
        (CustomField(6, "Place", "Text"), FieldType.LONG_TEXT, True),
        (CustomField(10, "Delivery", "Date"), FieldType.DATE, True),
        (VISIT, FieldType.MOMENT, True),
        (CustomField(11, "Visit", "DateTime"), FieldType.MOMENT, False),
        (CustomField(11, "Visit", "DateTime", zone="Mars/Base"), FieldType.MOMENT, False),
        (REPORT, FieldType.LONG_TEXT, False),
        (CustomField(8, "Photo", "Image"), FieldType.TEXT, False),
        (UNTOLD, FieldType.TEXT, True),
    ],
)
def test_a_field_is_declared_by_its_type(field, kind, writable):
    own = own_field(field)
    assert (own.type, own.writable, own.label) == (kind, writable, field.name)


def test_the_choices_and_queues_of_a_field_are_told():
    own = own_field(FLOOR, ("3", "4"))
    assert [one.value for one in own.choices] == ["Ground", "Подвал"]
    assert own.queues == ("3", "4")


@pytest.mark.parametrize(
    ("field", "values", "read"),
    [
        (FLOOR, ["Подвал"], "Подвал"),
        (FLOOR, [None], None),
        (FLOOR, [""], None),
        (AFFECTED, ["Подвал", "Ground", None], ["Ground", "Подвал"]),
        (AFFECTED, [], None),
        (VISIT, ["2026-12-01T15:30:00Z"], "2026-12-01T15:30:00.000Z"),
        (VISIT, ["2026-12-01 15:30:00"], "2026-12-01T15:30:00.000Z"),
        (VISIT, ["1970-01-01T00:00:00Z"], None),
        (VISIT, ["someday"], None),
        (CustomField(10, "Delivery", "Date"), ["1969-12-31"], None),
        (CustomField(8, "Photo", "Image"), [{"filename": "a.png", "_url": "x"}], "a.png"),
        (UNTOLD, ["12", 13], "12\n13"),
    ],
)
def test_what_a_ticket_has_is_read(field, values, read):
    assert value_of(field, values) == read


@pytest.mark.parametrize(
    ("field", "value", "there", "word"),
    [
        (FLOOR, "Подвал", [], "Подвал"),
        (FLOOR, None, ["Подвал"], None),
        (AFFECTED, ["b", "a"], [], ["b", "a"]),
        (AFFECTED, None, ["a", "b"], []),
        (VISIT, "2026-12-01T15:30:00.000Z", [], "2026-12-01 10:30:00"),
        (VISIT, "2026-07-01T15:30:00.000Z", [], "2026-07-01 11:30:00"),
        (VISIT, None, ["2026-12-01T15:30:00Z"], ""),
        (UNTOLD, "a\nb", ["12", "13"], ["a", "b"]),
        (UNTOLD, "a\nb", ["12"], "a\nb"),
        (UNTOLD, None, ["12", "13"], []),
    ],
)
def test_a_value_is_written_as_rt_takes_it(field, value, there, word):
    assert written(field, value, there) == word


def test_moments_are_compared_to_the_second():
    assert settled(VISIT, "2026-12-01T15:30:00.123Z") == "2026-12-01T15:30:00.000Z"


def ticket(**values):
    own = [
        wire.CustomValues(id=one.id, name=one.name, values=values.get(one.name, []), declared=one)
        for one in (FLOOR, AFFECTED, VISIT)
    ]
    marker = wire.CustomValues(id=19, name="ClientId", values=["u-1"])
    return wire.Ticket(id=7, subject="It broke", custom_fields=[*own, marker])


def edit(base, **patch):
    return Operation(
        op_id=OpId("op"),
        kind="ticket",
        record_id=RecordId("7"),
        action=Action.EDIT,
        acted_at="2026-11-28T10:00:00.000Z",
        base=base,
        patch=Patch(**patch),
    )


def test_a_ticket_tells_all_fields_of_its_queue_but_not_our_marker():
    doc = doc_of(ticket(Floor=["Ground"]))
    assert {name: doc[name] for name in doc if name.startswith("cf_")} == {
        "cf_2": "Ground",
        "cf_3": None,
        "cf_11": None,
    }


def test_an_edit_writes_only_what_differs_by_the_number_of_the_field():
    now = ticket(Floor=["Ground"], Visit=["2026-12-01T15:30:00Z"])
    op = edit({"cf_2": "Ground"}, set={"cf_2": "Подвал", "cf_11": "2026-12-01T15:30:00.000Z"})
    assert plan_edit(op, now).body == {"CustomFields": {"2": "Подвал"}}


def test_a_field_that_a_colleague_has_changed_is_asked_about():
    op = edit({"cf_2": None}, set={"cf_2": "Подвал"})
    plan = plan_edit(op, ticket(Floor=["Ground"]))
    assert plan.body == {}
    (conflict,) = plan.conflicts
    assert (conflict.field, conflict.mine, conflict.theirs) == ("cf_2", "Подвал", "Ground")


def test_members_are_added_to_and_taken_from_the_list_as_it_stands():
    op = edit({}, add={"cf_3": ("b",)}, remove={"cf_3": ("a",)})
    plan = plan_edit(op, ticket(Affected=["a", "c"]))
    assert plan.body == {"CustomFields": {"3": ["b", "c"]}}
    assert plan_edit(op, ticket(Affected=["b", "c"])).body == {}
