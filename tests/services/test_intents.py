"""What a person sets in a form becomes intents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.fields import Doc
from deskclient.domain.kinds.entry import ENTRY
from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.merge import merge_patch
from deskclient.services.intents import born_doc, check_birth, check_edit, plan_edit

SEEN: Doc = {
    "number": 7,
    "subject": "Printer jams",
    "status": "open",
    "priority": "normal",
    "impact": "person",
    "urgency": "soon",
    "queue": "q1",
    "requester": "p1",
    "request_kind": "incident",
    "channel": "phone",
    "tags": ["a", "b"],
    "minutes_spent": 10,
    "updated_at": "2026-01-01T00:00:00.000Z",
}


def rules(troubles):
    return [(one.field, one.rule) for one in troubles]


def test_each_merge_unit_becomes_one_operation():
    changes = {
        "status": "solved",
        "resolution_code": "fixed",
        "resolution": "New drum",
        "owner": "p2",
    }
    units = plan_edit(TICKET, SEEN, changes)
    assert {unit.unit: dict(unit.patch.set) for unit in units} == {
        "status": {"status": "solved", "resolution_code": "fixed", "resolution": "New drum"},
        "owner": {"owner": "p2"},
    }


def test_the_base_holds_the_whole_unit_as_it_was_seen():
    (unit,) = plan_edit(TICKET, SEEN, {"urgency": "now"})
    assert dict(unit.base) == {"priority": "normal", "impact": "person", "urgency": "soon"}


def test_sets_become_members_added_and_removed():
    (unit,) = plan_edit(TICKET, SEEN, {"tags": ["b", "c", "c"]})
    assert (dict(unit.patch.add), dict(unit.patch.remove)) == ({"tags": ("c",)}, {"tags": ("a",)})
    assert not unit.patch.set


def test_a_counter_becomes_a_step():
    (unit,) = plan_edit(TICKET, SEEN, {"minutes_spent": 25})
    assert dict(unit.patch.incr) == {"minutes_spent": 15}


def test_what_stays_the_same_is_no_change():
    assert plan_edit(TICKET, SEEN, {**SEEN, "owner": None, "tags": ["b", "a"], "due_at": ""}) == ()
    assert plan_edit(TICKET, {**SEEN, "tags": []}, {"tags": None}) == ()


def test_clearing_a_field_is_a_change_to_nothing():
    (unit,) = plan_edit(TICKET, {**SEEN, "owner": "p2"}, {"owner": None})
    assert dict(unit.patch.set) == {"owner": None}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "solved"}, [("resolution_code", "required"), ("resolution", "required")]),
        ({"status": "new"}, [("status", "transition")]),
        ({"subject": "  "}, [("subject", "required")]),
        ({"priority": "extreme"}, [("priority", "choice")]),
        ({"number": 8}, [("number", "server_only")]),
        ({"shoe_size": 8}, [("shoe_size", "unknown_field")]),
        ({"tags": "vip"}, [("tags", "type")]),
        ({"minutes_spent": "10"}, [("minutes_spent", "type")]),
        ({"subject": "bad\x00"}, [("subject", "characters")]),
        ({"subject": "x" * 301}, [("subject", "too_long")]),
        ({"priority": "high"}, []),
    ],
)
def test_an_edit_that_cannot_be_saved_says_why(changes, expected):
    assert rules(check_edit(TICKET, SEEN, changes)) == expected


def test_what_is_written_once_is_never_edited():
    assert rules(check_edit(ENTRY, {"body": "x"}, {"body": "y"})) == [("", "append_only")]


def test_an_old_fault_elsewhere_does_not_block_an_edit():
    old = {**SEEN, "channel": "telegraph"}
    assert check_edit(TICKET, old, {"owner": "p2"}) == ()


def test_a_new_ticket_gets_its_defaults_and_what_follows_from_them():
    doc = born_doc(TICKET, {"subject": "x", "impact": "site", "urgency": "now", "tags": ["b", "a"]})
    assert doc["priority"] == "critical"
    assert doc["status"] == "new"
    assert doc["tags"] == ["a", "b"]
    assert "entry_count" not in doc


def test_a_new_ticket_without_its_required_fields_is_refused():
    assert rules(check_birth(TICKET, {"subject": "x"})) == [
        ("queue", "required"),
        ("requester", "required"),
    ]


VALUES = {
    "subject": st.sampled_from(["a", "b", "c"]),
    "priority": st.sampled_from(["low", "normal", "high"]),
    "impact": st.sampled_from(["person", "site"]),
    "owner": st.sampled_from([None, "p1", "p2"]),
    "tags": st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True).map(sorted),
    "minutes_spent": st.integers(0, 50),
}


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_the_planned_operations_make_exactly_what_was_wanted(changes):
    doc: Doc = SEEN
    for unit in plan_edit(TICKET, SEEN, changes):
        merged = merge_patch(TICKET, doc, unit.patch, unit.base)
        assert merged.conflicts == ()
        doc = merged.doc
    if changes.get("priority") == SEEN["priority"] and changes.get("impact") == "site":
        # A priority left as it was is no wish: it follows from impact and urgency.
        changes = {**changes, "priority": "high"}
    for name, wanted in changes.items():
        assert (doc.get(name) or None) == (wanted or None), name
