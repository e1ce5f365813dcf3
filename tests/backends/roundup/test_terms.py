"""What a tracker has that no other one has, made out of what it tells."""

import asyncio

import pytest

from deskclient.backends.roundup import wire
from deskclient.backends.roundup.reading import read_terms
from deskclient.backends.roundup.rest import Rest, by_password
from deskclient.backends.roundup.schema import (
    Property,
    PropertyType,
    Schema,
    guessed,
    schema_in,
)
from deskclient.backends.roundup.terms import Named, Terms, named, phases
from deskclient.backends.tokens import MemoryTokenStore
from deskclient.domain.clock import SystemClock
from deskclient.domain.desk_words import shaped
from deskclient.domain.fields import FieldType
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.workflow import Phase
from tests.backends.roundup.small_tracker import SCHEMA, SmallTracker, schema_xml

TOLD = {
    **SCHEMA,
    "weight": "Number",
    "insured": "Boolean",
    "boss": 'Link to "user"',
    "related": 'Multilink to "issue"',
    "secret": "Password",
    "place": 'Link to "place"',
    "Capital": "String",
}
PLACES = tuple(Named(str(n), f"Room {n}") for n in range(1, 4))


def test_the_schema_is_read_with_its_types():
    schema = schema_in(schema_xml(TOLD))
    assert schema is not None
    assert schema.get("title") == Property("title", PropertyType.STRING)
    assert schema.get("place") == Property("place", PropertyType.LINK, "place")
    assert schema.get("secret") is None
    assert schema.queue == Property("queue", PropertyType.LINK, "queue")
    assert [one.name for one in schema.own()] == [
        *("Capital", "boss", "insured", "place", "related", "weight")
    ]
    assert schema.links() == ("place",)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><p>Sign in</html>",
        b"<methodResponse><fault/></methodResponse>",
        schema_xml(TOLD).replace(b"?>", b"?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1),
    ],
)
def test_what_is_no_schema_is_none(body):
    assert schema_in(body) is None


def test_a_queue_that_is_a_text_is_no_queue():
    schema = Schema((Property("queue", PropertyType.STRING),))
    assert schema.queue is None
    assert [one.name for one in schema.own()] == ["queue"]


def test_types_are_guessed_by_values_where_the_desk_tells_no_schema():
    link: wire.Link = {"id": "4", "link": "https://desk.example/t/rest/data/place/4"}
    schema = guessed(
        [
            {"title": None, "place": None, "nosy": [], "weight": 1.5, "when": None},
            {"title": "x", "place": link, "nosy": [link], "seats": 3, "effort": "+ 1d 2:30"},
            {"when": "2026-12-01.10:30:00", "title": 5},
        ]
    )
    assert {one.name: (one.type.value, one.to) for one in schema.properties} == {
        "title": ("String", ""),
        "place": ("Link", "place"),
        "nosy": ("Multilink", "place"),
        "weight": ("Number", ""),
        "seats": ("Integer", ""),
        "effort": ("Interval", ""),
        "when": ("Date", ""),
    }


@pytest.mark.parametrize("schema", [SCHEMA, None])
def test_a_tracker_is_read_with_or_without_its_schema(schema):
    desk = SmallTracker(1_795_780_800)
    desk.schema = schema
    desk.make(1, 1_795_780_000)
    rest = Rest(desk, "https://d", MemoryTokenStore(by_password("anna", "x")), SystemClock())
    terms = asyncio.run(read_terms(rest))
    assert terms.statuses == (Named("1", "unread", 1.0), Named("2", "done", 2.0))
    assert [one.name for one in terms.queues] == ["Network"]
    assert terms.keywords == {"1": "vpn"}


def test_fields_of_the_trackers_own_become_fields_of_ours():
    schema = schema_in(schema_xml(TOLD))
    assert schema is not None
    terms = Terms(schema=schema, classes={"place": PLACES})
    made = {prop.name: field for prop, field in terms.own()}
    # A name that cannot be one of ours is left out.
    assert set(made) == {"boss", "insured", "place", "related", "weight"}
    assert (made["boss"].type, made["boss"].ref) == (FieldType.REF, "person")
    assert (made["related"].type, made["related"].ref) == (FieldType.REF_SET, "ticket")
    assert [one.label for one in made["place"].choices] == ["Room 1", "Room 2", "Room 3"]
    ticket = shaped(standard_registry(), terms.words())["ticket"]
    assert {f"rf_{name}" for name in made} <= set(ticket.field_map)


def test_a_list_too_long_to_choose_from_is_only_shown():
    places = tuple(Named(str(n), f"Room {n}") for n in range(501))
    prop = Property("place", PropertyType.LINK, "place")
    field = Terms(classes={"place": places}).field_of(prop)
    assert field is not None
    assert (field.choices, field.writable) == ((), False)


def test_a_class_that_may_not_be_seen_is_no_field():
    assert Terms().field_of(Property("place", PropertyType.LINK, "place")) is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ("unread", "deferred", "chatting", "need-eg", "done-cbb", "resolved"),
            ("new", "waiting", "active", "waiting", "done", "done"),
        ),
        (("Новая", "В работе", "Закрыта"), ("new", "active", "done")),
        (("eins", "zwei", "drei"), ("new", "active", "done")),
        (("On Hold", "only"), ("new", "done")),
        (("alone",), ("new",)),
        ((), ()),
    ],
)
def test_how_far_an_issue_is_is_told_by_what_statuses_are_usually_called(names, expected):
    found = phases([Named(str(at), name) for at, name in enumerate(names)])
    assert tuple(found.values()) == tuple(Phase(one) for one in expected)


def test_small_classes_come_in_their_order_whatever_names_their_label():
    items: list[wire.Item] = [
        {"id": "10", "link": "x", "title": "b", "order": 1},
        {"id": "9", "link": "x", "title": "a", "order": 1},
        {"id": "1", "link": "x", "order": 5},
    ]
    assert [(one.id, one.name) for one in named(items)] == [("9", "a"), ("10", "b"), ("1", "1")]


def test_every_status_may_follow_every_other():
    statuses = (Named("1", "unread"), Named("2", "chatting"), Named("3", "resolved"))
    ticket = shaped(standard_registry(), Terms(statuses=statuses).words())["ticket"]
    assert ticket.workflow is not None
    assert ticket.workflow.steps["3"] == {"1", "2"}
    assert ticket.field_map["status"].default == "1"
