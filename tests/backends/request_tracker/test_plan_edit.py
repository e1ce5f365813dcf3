"""From an edit and the ticket as it stands to what is written."""

from typing import Any

import pytest
from msgspec.structs import replace

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.history import (
    dropped_watchers,
    gone_over,
    touches,
)
from deskclient.backends.request_tracker.plan_edit import doc_of, plan_edit
from deskclient.domain.operation import Action, Patch
from tests.backends.request_tracker.wishes import change, wish


def user(name):
    return wire.Ref(name, "user")


def group(number):
    return wire.Ref(number, "group")


TICKET = wire.Ticket(
    id="7",
    subject="Before",
    status="open",
    queue=wire.Ref("3", "queue"),
    owner=user("ben"),
    requestor=[user("ivan@rt.test"), user("olga@rt.test")],
    cc=[user("anna"), group("27")],
    admin_cc=[user("carl")],
    priority="75",
    time_worked="20",
    due="2026-12-01T10:00:00Z",
)
NOW = doc_of(TICKET)


def event(number: int, who: str, kind: str = "Set", **more: Any) -> wire.Transaction:
    return wire.Transaction(id=str(number), type=kind, creator=user(who), **more)


@pytest.mark.parametrize(
    ("name", "value", "body"),
    [
        ("subject", "After", {"Subject": "After"}),
        ("status", "resolved", {"Status": "resolved"}),
        ("priority", "low", {"Priority": 0}),
        ("queue", "4", {"Queue": "4"}),
        ("owner", None, {"Owner": "Nobody"}),
        ("due_at", "2026-12-02T10:00:00.000Z", {"Due": "2026-12-02 10:00:00"}),
        ("due_at", None, {"Due": "1970-01-01 00:00:00"}),
        ("requester", "new@rt.test", {"Requestor": ["new@rt.test", "olga@rt.test"]}),
        (
            "watchers",
            ["anna", "carl", "group:27", "olga@rt.test", "x@rt.test"],
            {"Cc": ["anna", "27", "x@rt.test"]},
        ),
    ],
)
def test_a_field_that_nobody_changed_is_written(name, value, body):
    plan = plan_edit(change(dict(NOW), **{name: value}), TICKET)
    assert (plan.body, plan.conflicts) == (body, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "Before"),
        ("priority", "normal"),
        ("due_at", "2026-12-01T10:00:00.480Z"),
        ("requester", "olga@rt.test"),
        ("watchers", ["olga@rt.test", "group:27", "carl", "anna"]),
    ],
)
def test_what_is_as_wanted_is_not_written_whoever_did_it(name, value):
    plan = plan_edit(change({name: "something else"}, **{name: value}), TICKET)
    assert (plan.body, plan.conflicts) == ({}, ())


@pytest.mark.parametrize(
    ("name", "base", "mine"),
    [
        ("subject", "Old", "After"),
        ("owner", None, "anna"),
        ("due_at", None, "2026-12-09T10:00:00.000Z"),
    ],
)
def test_a_field_that_somebody_changed_is_asked_about(name, base, mine):
    plan = plan_edit(change({name: base}, **{name: mine}), TICKET)
    (one,) = plan.conflicts
    assert (one.field, one.base, one.mine, one.theirs) == (name, base, mine, NOW[name])
    assert plan.body == {}


def test_fields_that_the_desk_does_not_keep_go_unsaid_beside_those_it_keeps():
    plan = plan_edit(change(dict(NOW), status="resolved", resolution_code="fixed"), TICKET)
    assert plan.body == {"Status": "resolved"}


def test_watchers_are_taken_from_whichever_list_they_stand_in():
    patch = Patch(
        add={"watchers": ("x@rt.test", "anna")},
        remove={"watchers": ("anna", "carl", "olga@rt.test", "nobody")},
    )
    plan = plan_edit(wish("w", "ticket", Action.EDIT, "7", patch=patch), TICKET)
    assert plan.body == {
        "Cc": ["anna", "27", "x@rt.test"],
        "AdminCc": [],
        "Requestor": ["ivan@rt.test"],
    }


def test_a_group_that_asked_stays_when_it_watches_no_more():
    asked = replace(TICKET, requestor=[user("ivan@rt.test"), group("27")])
    patch = Patch(remove={"watchers": ("group:27",)})
    plan = plan_edit(wish("w", "ticket", Action.EDIT, "7", patch=patch), asked)
    assert plan.body == {"Cc": ["anna"]}


def test_a_group_comes_and_goes_by_its_number():
    patch = Patch(add={"watchers": ("group:28",)}, remove={"watchers": ("group:27",)})
    plan = plan_edit(wish("w", "ticket", Action.EDIT, "7", patch=patch), TICKET)
    assert plan.body == {"Cc": ["anna", "28"]}


@pytest.mark.parametrize(("step", "sum_"), [(15, 35), (-5, 15), (-50, 0)])
def test_minutes_are_added_to_what_the_desk_has(step, sum_):
    patch = Patch(incr={"minutes_spent": step})
    plan = plan_edit(wish("w", "ticket", Action.EDIT, "7", patch=patch), TICKET)
    assert plan.body == {"TimeWorked": sum_}


def test_an_owner_noted_twice_counts_once():
    assert touches(event(1, "ben", field_name="Owner"), "owner")
    assert not touches(event(2, "ben", "SetWatcher", field_name="Owner"), "owner")


def test_only_a_strangers_change_right_before_ours_was_gone_over():
    theirs = event(1, "ben", field_name="Subject", new_value="Theirs")
    ours = event(3, "anna", field_name="Subject", new_value="Mine")
    after = event(4, "ben", field_name="Subject", new_value="Later")
    other = event(2, "ben", field_name="Priority", new_value="9")
    assert gone_over([theirs, other, ours, after], ours, "subject") is theirs
    assert gone_over([other, ours, after], ours, "subject") is None
    own_before = event(2, "anna", field_name="Subject", new_value="Mine, first")
    assert gone_over([theirs, own_before, ours], ours, "subject") is None


def test_people_whom_our_list_left_out_are_known_by_their_accounts():
    events = [
        event(1, "ben", "AddWatcher", field_name="Cc", new_value="31"),
        event(2, "ben", "AddWatcher", field_name="Cc", new_value="32"),
        event(3, "anna", "DelWatcher", field_name="Cc", old_value="31"),
        event(4, "anna", "DelWatcher", field_name="Cc", old_value="40"),
    ]
    assert dropped_watchers(events, "anna") == [("Cc", "31")]
