"""From an edit and the issue as it stands to what is written."""

from datetime import timedelta, timezone
from typing import Any

import msgspec
import pytest

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import Custom
from deskclient.backends.redmine.history import changes, gone_over, last_change
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.outgoing import day_of, new_issue, not_kept_in, problem_in
from deskclient.backends.redmine.plan_edit import doc_of, plan_edit
from deskclient.domain.operation import Action, Patch
from tests.backends.request_tracker.wishes import change, said, wish

NAMES = Names(
    {"1": "st_1", "2": "st_2", "5": "st_5"},
    {"2": "pr_2", "4": "pr_4"},
    {"1": "tr_1", "3": "tr_3"},
    fields={
        "cf_9": Custom(number=9, label="Affected", multiple=True),
        "cf_11": Custom(number=11, label="Under warranty", format="bool"),
    },
)
ISSUE = msgspec.convert(
    {
        "id": 7,
        "project": {"id": 3, "name": "Accounts"},
        "tracker": {"id": 1, "name": "Bug"},
        "status": {"id": 1, "name": "New"},
        "priority": {"id": 2, "name": "Normal"},
        "author": {"id": 35},
        "assigned_to": {"id": 10},
        "subject": "Before",
        "due_date": "2026-12-04",
        "custom_fields": [
            {"id": 2, "name": "Serial", "value": "SN"},
            {"id": 9, "name": "Affected", "multiple": True, "value": ["b", "a"]},
            {"id": 11, "name": "Under warranty", "value": "1"},
        ],
        "watchers": [{"id": 6}, {"id": 8}],
        "allowed_statuses": [{"id": 1}, {"id": 2}],
        "created_on": "2026-11-27T19:02:52Z",
        "updated_on": "2026-11-27T19:02:59Z",
    },
    wire.Issue,
)
NOW = dict(doc_of(ISSUE, NAMES))


def planned(**values: Any):
    return plan_edit(change(NOW, **values), ISSUE, NAMES)


def own(number: int, value: object) -> dict[str, object]:
    return {"custom_fields": [{"id": number, "value": value}]}


@pytest.mark.parametrize(
    ("name", "value", "body"),
    [
        ("subject", "After", {"subject": "After"}),
        ("status", "st_2", {"status_id": "2"}),
        ("priority", "pr_4", {"priority_id": "4"}),
        ("tracker", "tr_3", {"tracker_id": "3"}),
        ("queue", "4", {"project_id": "4"}),
        ("owner", None, {"assigned_to_id": ""}),
        ("due_at", "2026-12-05T12:00:00.000Z", {"due_date": "2026-12-05"}),
        ("due_at", None, {"due_date": ""}),
        ("cf_2", "", own(2, "")),
        ("cf_9", ["c"], own(9, ["c"])),
        ("cf_11", False, own(11, "0")),
    ],
)
def test_a_field_that_nobody_changed_is_written(name, value, body):
    plan = planned(**{name: value})
    assert (plan.body, plan.conflicts, plan.unknown) == (body, (), "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "Before"),
        ("priority", "pr_2"),
        ("due_at", "2026-12-04T12:00:00.000Z"),
        ("watchers", ["8", "6"]),
        ("cf_2", "SN"),
        ("cf_9", ["a", "b"]),
        ("cf_11", True),
    ],
)
def test_what_is_as_wanted_is_not_written_whoever_did_it(name, value):
    assert plan_edit(change({**NOW, name: "other"}, **{name: value}), ISSUE, NAMES).is_empty


@pytest.mark.parametrize("name", ["subject", "owner", "cf_2", "cf_11"])
def test_a_field_that_somebody_changed_is_not_written(name):
    plan = plan_edit(change({**NOW, name: None}, **{name: "x"}), ISSUE, NAMES)
    (one,) = plan.conflicts
    assert (one.field, one.theirs, plan.body) == (name, NOW[name], {})


def test_a_status_that_may_not_come_next_is_told_with_those_that_may():
    plan = planned(status="st_5")
    (one,) = plan.conflicts
    assert one.choices == ("st_1", "st_2")
    assert plan.body == {}


def test_a_value_that_the_desk_does_not_have_is_named():
    assert planned(priority="pr_99").unknown == "priority"


def test_people_come_and_go_one_by_one():
    patch = Patch(add={"watchers": ("9", "6")}, remove={"watchers": ("8", "77")})
    plan = plan_edit(wish("w", "ticket", Action.EDIT, "7", patch=patch), ISSUE, NAMES)
    assert (plan.added, plan.removed, plan.body) == (("9",), ("8",), {})


def test_a_list_of_people_as_the_person_saw_it_takes_nobody_else_away():
    plan = plan_edit(change({"watchers": ["6"]}, watchers=["9"]), ISSUE, NAMES)
    assert (plan.added, plan.removed) == (("9",), ("6",))


def test_members_of_a_list_of_the_desks_own_come_and_go():
    patch = Patch(add={"cf_9": ("c",)}, remove={"cf_9": ("a",)})
    plan = plan_edit(wish("w", "ticket", Action.EDIT, "7", patch=patch), ISSUE, NAMES)
    assert plan.body == own(9, ["b", "c"])


def test_a_new_issue_is_written_with_fields_of_the_desks_own():
    op = wish(
        "n",
        "ticket",
        patch=Patch(set={"subject": "S", "queue": "3", "tracker": "tr_3", "cf_11": True}),
    )
    assert new_issue(op, "Text", NAMES, 18) == {
        "project_id": "3",
        "subject": "S",
        "description": "Text",
        "tracker_id": "3",
        "custom_fields": [{"id": 18, "value": "n"}, {"id": 11, "value": "1"}],
    }


EAST, WEST = timezone(timedelta(hours=10)), timezone(timedelta(hours=-8))


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-12-01T22:30:00.000Z", EAST, "2026-12-02"),
        ("2026-12-02T02:00:00.000Z", WEST, "2026-12-01"),
        ("2026-12-01T12:00:00.000Z", EAST, "2026-12-01"),
        ("2026-12-01T12:00:00.000Z", timezone(timedelta(hours=13)), "2026-12-01"),
        ("soon", EAST, ""),
        (None, EAST, ""),
    ],
)
def test_the_day_of_a_moment_is_the_persons_own(moment, zone, day):
    assert day_of(moment, zone) == day


@pytest.mark.parametrize(
    ("op", "rule"),
    [
        (wish("v", "saved_view"), "not_kept"),
        (said("s", body="\ud800"), "text"),
        (
            wish("m", "ticket", Action.EDIT, "7", patch=Patch(incr={"minutes_spent": -1})),
            "not_kept",
        ),
        (wish("h", "entry", patch=Patch(set={"type": "reply", "body_format": "html"})), "not_kept"),
    ],
)
def test_what_the_desk_cannot_keep_is_said_before_it_is_asked(op, rule):
    problem = problem_in(op)
    assert problem is not None
    assert problem.rule == rule


def test_an_edit_of_nothing_that_is_kept_is_refused_and_of_a_field_of_the_desk_is_not():
    assert not_kept_in(change({}, asset_tag="A-1")) is not None
    assert not_kept_in(change({}, cf_2="A-1")) is None


def journal(number: int, person: int, *details: tuple[str, str, str, str]) -> wire.Journal:
    names = ("property", "name", "old_value", "new_value")
    told = [dict(zip(names, one, strict=True)) for one in details]
    return msgspec.convert({"id": number, "user": {"id": person}, "details": told}, wire.Journal)


HISTORY = (
    journal(11, 7, ("attr", "subject", "A", "B"), ("cf", "2", "x", "y")),
    journal(12, 7, ("attr", "subject", "B", "C")),
    journal(13, 6, ("attr", "subject", "C", "D"), ("attr", "status_id", "1", "2")),
)


def test_whose_change_ours_went_over_is_told_by_the_journals():
    own_change = last_change(HISTORY[2:], "subject")
    assert own_change is not None
    other = gone_over(HISTORY, own_change, "subject")
    assert other is not None
    assert (other.journal.id, other.raw) == (12, "C")
    status = last_change(HISTORY, "status")
    assert status is not None
    assert gone_over(HISTORY, status, "status") is None
    assert [one.raw for one in changes(HISTORY, "cf_2")] == ["y"]


def test_our_own_earlier_change_is_nobody_elses():
    mine = (*HISTORY[:1], journal(14, 7, ("attr", "subject", "B", "E")))
    own_change = last_change(mine, "subject")
    assert own_change is not None
    assert gone_over(mine, own_change, "subject") is None
