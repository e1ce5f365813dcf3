"""What a desk calls its own things, as the registry takes it."""

import pytest

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import Custom, described, learned, number_of
from deskclient.backends.redmine.names import Lists, words_in
from deskclient.domain.desk_words import shaped
from deskclient.domain.fields import FieldType
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.workflow import Phase

STATUSES = [
    wire.StatusRef(1, "New"),
    wire.StatusRef(2, "In Progress"),
    wire.StatusRef(4, "Нужен отклик"),
    wire.StatusRef(7, "On hold"),
    wire.StatusRef(5, "Archived", is_closed=True),
]
PRIORITIES = [
    wire.Priority(1, "Low"),
    wire.Priority(2, "Normal", is_default=True),
    wire.Priority(3, "High"),
    wire.Priority(4, "Urgent"),
    wire.Priority(5, "Immediate"),
]
LISTS = Lists(STATUSES, PRIORITIES, [wire.Tracker(3, "Support", wire.StatusRef(2))])


def ticket(lists=LISTS):
    return shaped(standard_registry(), words_in(lists))["ticket"]


def test_statuses_keep_the_desks_names_and_what_is_closed_is_done():
    kind = ticket()
    flow = kind.workflow
    assert flow is not None
    choices = kind.field_map["status"].choices
    assert [(one.value, one.label) for one in choices] == [
        ("st_1", "New"),
        ("st_2", "In Progress"),
        ("st_4", "Нужен отклик"),
        ("st_7", "On hold"),
        ("st_5", "Archived"),
    ]
    assert list(flow.phases.values()) == [
        Phase.NEW,
        Phase.ACTIVE,
        Phase.WAITING,
        Phase.ACTIVE,
        Phase.DONE,
    ]
    assert [flow.is_open(one) for one in flow.phases] == [True, True, True, True, False]
    assert flow.initial == kind.field_map["status"].default == "st_2"


def test_the_first_status_is_the_usual_one_where_no_tracker_says_so():
    flow = ticket(Lists(STATUSES, PRIORITIES)).workflow
    assert flow is not None
    assert flow.initial == "st_1"


def test_priorities_are_offered_from_the_most_urgent_on():
    field = ticket().field_map["priority"]
    assert [one.label for one in field.choices] == [
        "Immediate",
        "Urgent",
        "High",
        "Normal",
        "Low",
    ]
    assert [one.words[0] for one in field.choices] == [
        "critical",
        "critical",
        "high",
        "normal",
        "low",
    ]
    assert field.default == "pr_2"


def test_a_tracker_is_a_choice():
    field = ticket().field_map["tracker"]
    assert [(one.value, one.label) for one in field.choices] == [("tr_3", "Support")]
    assert not field.required


def test_a_desk_without_lists_says_nothing():
    assert words_in(Lists()) == {}


def row(number, name, form, **more):
    return wire.FieldRow(number, name, "issue", form, **more)


def test_an_administrator_is_told_what_fields_hold():
    values = [wire.PossibleValue("1", "Northwind"), wire.PossibleValue("2", "Вектор")]
    every = [wire.Ref(1), wire.Ref(2)]
    found = described(
        [
            row(2, "Serial", "string", is_required=True, trackers=every),
            row(3, "Location", "text", is_required=True, trackers=every[:1]),
            row(8, "Floor", "list", possible_values=[wire.PossibleValue("Подвал")]),
            row(9, "Affected", "list", multiple=True, possible_values=values),
            row(11, "Under warranty", "bool", possible_values=values),
            row(7, "Delivery", "date"),
            row(12, "Expert", "user"),
            row(13, "Informed", "user", multiple=True),
            row(14, "Rolled out", "version"),
            row(15, "Contract", "attachment"),
            row(16, "Vendor", "enumeration", possible_values=values),
            row(18, "ClientId", "string"),
            wire.FieldRow(1, "Organisation", "user", "string"),
        ],
        trackers=2,
    )
    assert {one.label: one.type for one in found} == {
        "Serial": FieldType.TEXT,
        "Location": FieldType.LONG_TEXT,
        "Floor": FieldType.CHOICE,
        "Affected": FieldType.TEXT_SET,
        "Under warranty": FieldType.BOOLEAN,
        "Delivery": FieldType.DATE,
        "Expert": FieldType.REF,
        "Informed": FieldType.REF_SET,
        "Rolled out": FieldType.TEXT,
        "Vendor": FieldType.CHOICE,
    }
    assert [one.label for one in found if one.required] == ["Serial"]
    kind = ticket(Lists(STATUSES, PRIORITIES, (), found))
    assert [one.label for one in kind.field_map["cf_16"].choices] == ["Northwind", "Вектор"]
    assert kind.field_map["cf_12"].ref == "person"


def test_others_know_names_and_places_of_fields():
    issue = wire.Made(
        7,
        wire.Ref(1),
        custom_fields=[
            wire.CustomField(9, "Affected", ["x"], multiple=True),
            wire.CustomField(2, "Serial", "SN"),
            wire.CustomField(18, "ClientId", "u-1"),
        ],
    )
    projects = [
        wire.Project(1, "A", issue_custom_fields=[wire.Ref(2, "Serial"), wire.Ref(5, "Seats")]),
        wire.Project(3, "B", issue_custom_fields=[wire.Ref(5, "Seats")]),
    ]
    found = learned([issue], projects)
    assert [(one.name, one.label, one.type, one.queues) for one in found] == [
        ("cf_2", "Serial", FieldType.TEXT, ("1",)),
        ("cf_5", "Seats", FieldType.TEXT, ("1", "3")),
        ("cf_9", "Affected", FieldType.TEXT_SET, ()),
    ]


LABELS = {"3": "Northwind", "4": "Вектор"}


@pytest.mark.parametrize(
    ("field", "raw", "value", "written"),
    [
        (Custom(number=1, label=""), "SN", "SN", "SN"),
        (Custom(number=1, label=""), None, None, ""),
        (Custom(number=1, label=""), "", None, ""),
        (Custom(number=1, label="", format="bool"), "1", True, "1"),
        (Custom(number=1, label="", format="bool"), "0", False, "0"),
        (Custom(number=1, label="", format="bool"), "", None, ""),
        (Custom(number=1, label="", format="date"), "2026-12-01", "2026-12-01", "2026-12-01"),
        (Custom(number=1, label="", format="enumeration", labels=LABELS), "4", "4", "4"),
        (
            Custom(number=1, label="", format="enumeration", multiple=True, labels=LABELS),
            ["4", "3"],
            ["Northwind", "Вектор"],
            ["3", "4"],
        ),
        (
            Custom(number=1, label="", format="user", multiple=True),
            ["7", "6"],
            ["6", "7"],
            ["6", "7"],
        ),
        (Custom(number=1, label="", multiple=True), "", [], []),
    ],
)
def test_values_are_read_and_written_as_the_desk_has_them(field, raw, value, written):
    assert field.read(raw) == value
    assert field.write(value) == written


@pytest.mark.parametrize("name", ["subject", "cf_", "cf_x", "2", "cf_٣"])
def test_what_is_no_name_of_a_field_has_no_number(name):
    assert number_of(name) == 0
    assert number_of("cf_12") == 12
