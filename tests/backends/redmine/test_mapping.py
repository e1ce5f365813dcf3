"""What Redmine tells, in our words; oddities as a real one gives them."""

import json
from typing import Any

import msgspec
import pytest

from deskclient.backends.port import RowKind
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import Custom
from deskclient.backends.redmine.mapping import (
    due,
    entry_rows,
    likely_version,
    moment,
    named_row,
    people_in,
    person_row,
    queue_row,
    ticket_row,
    version,
)
from deskclient.backends.redmine.names import Names

ISSUE: dict[str, Any] = {
    "id": 7,
    "project": {"id": 3, "name": "Accounts"},
    "tracker": {"id": 1, "name": "Bug"},
    "status": {"id": 5, "name": "Closed", "is_closed": True},
    "priority": {"id": 4, "name": "Urgent"},
    "author": {"id": 35, "name": "Юлия Иванова"},
    "assigned_to": {"id": 10, "name": "Елена Морозова"},
    "subject": "Принтер",
    "description": "Не печатает.\r\n\r\n*Срочно*",
    "due_date": "2026-12-04",
    "spent_hours": 1.255,
    "custom_fields": [{"id": 2, "name": "Serial", "value": "SN"}, {"id": 9, "name": "Этаж"}],
    "created_on": "2026-11-27T19:02:52Z",
    "updated_on": "2026-11-27T19:02:59Z",
    "closed_on": "2026-11-27T19:02:58Z",
    "watchers": [{"id": 6, "name": "Anna Petrova"}],
    "parent": {"id": 2},
    "children": [{"id": 9, "subject": "A part", "children": [{"id": 10}]}],
    "relations": [
        {"id": 1, "issue_id": 7, "issue_to_id": 30, "relation_type": "blocks"},
        {"id": 2, "issue_id": 31, "issue_to_id": 7, "relation_type": "blocks"},
        {"id": 3, "issue_id": 7, "issue_to_id": 32, "relation_type": "duplicates"},
        {"id": 4, "issue_id": 33, "issue_to_id": 7, "relation_type": "duplicates"},
        {"id": 5, "issue_id": 5, "issue_to_id": 7, "relation_type": "relates"},
        {"id": 6, "issue_id": 7, "issue_to_id": 34, "relation_type": "relates"},
        {"id": 7, "issue_id": 7, "issue_to_id": 35, "relation_type": "precedes", "delay": 0},
        {"id": 8, "issue_id": 36, "issue_to_id": 7, "relation_type": "copied_to"},
        {"id": 9, "issue_id": 7, "issue_to_id": 37, "relation_type": "of a plugin"},
    ],
}


def issue(**changes):
    return msgspec.convert({**ISSUE, **changes}, wire.Issue)


def journal(number=1, **more):
    usual = {"id": number, "user": {"id": 10, "name": "Елена Морозова"}, "notes": ""}
    return msgspec.convert({**usual, "created_on": "2026-11-27T19:02:58Z", **more}, wire.Journal)


def detail(prop, name, old, new):
    return {"property": prop, "name": name, "old_value": old, "new_value": new}


def test_an_issue_is_read_with_all_it_has():
    row = ticket_row(issue(), (), Names())
    assert (row.server_id, row.what) == ("7", RowKind.PUT)
    assert row.doc == {
        "number": 7,
        "subject": "Принтер",
        "status": "st_5",
        "priority": "pr_4",
        "tracker": "tr_1",
        "queue": "3",
        "owner": "10",
        "requester": "35",
        "watchers": ["6"],
        "minutes_spent": 75,
        "due_at": "2026-12-04T12:00:00.000Z",
        "solved_at": "2026-11-27T19:02:58.000Z",
        "created_at": "2026-11-27T19:02:52.000Z",
        "updated_at": "2026-11-27T19:02:59.000Z",
        "cf_2": "SN",
        "cf_9": None,
        "needed_by": ["30"],
        "depends_on": ["31"],
        "duplicates": ["32"],
        "duplicated_by": ["33"],
        "related": ["34", "5"],
        "part_of": ["2"],
        "parts": ["9"],
    }


def test_an_issue_is_read_with_all_that_is_not_set():
    bare = {name: ISSUE[name] for name in ("id", "project", "created_on", "updated_on")}
    status = {"id": 9, "name": "On hold"}
    found = msgspec.convert(
        {**bare, "status": status, "closed_on": "2026-11-27T19:02:58Z"}, wire.Issue
    )
    doc = ticket_row(found, (), Names()).doc
    assert doc is not None
    # Opened again: the moment is that of an earlier end.
    assert (doc["status"], doc["solved_at"], doc["due_at"]) == ("st_9", None, None)
    assert (doc["owner"], doc["priority"], doc["minutes_spent"]) == (None, None, 0)


def test_versions_rise_with_every_change_within_one_second():
    at = ISSUE["updated_on"]
    steps = [
        version(at, [], ISSUE["created_on"]),
        version(at, [journal(created_on=at)], ISSUE["created_on"]),
        # A journal is written a little later than the issue, perhaps in the next second.
        version(at, [journal(created_on="2026-11-27T19:03:00Z"), journal(created_on=at)], ""),
        version("2026-11-27T19:03:00Z", [], ISSUE["created_on"]),
    ]
    assert steps == sorted(set(steps))


def test_a_new_issue_and_one_changed_once_have_the_version_a_list_suggests():
    at = ISSUE["created_on"]
    assert version(at, [], at) == likely_version(at)
    changed = version(ISSUE["updated_on"], [journal(created_on=ISSUE["updated_on"])], at)
    assert changed == likely_version(ISSUE["updated_on"])


def test_the_same_history_gives_the_same_version_in_whatever_order_it_comes():
    first, second = journal(1, created_on=ISSUE["updated_on"]), journal(2)
    versions = {
        version(ISSUE["updated_on"], some, "") for some in ([first, second], [second, first])
    }
    assert len(versions) == 1


def test_the_description_is_the_first_message_and_newer_when_it_was_rewritten():
    (before,) = entry_rows(issue(), (), Names())
    rewritten = journal(8, details=[detail("attr", "description", "a", "b")])
    after = entry_rows(issue(), (rewritten,), Names())[0]
    assert (before.server_id, after.server_id) == ("issue-7", "issue-7")
    assert before.doc is not None
    assert (before.doc["type"], before.doc["author"]) == ("message", "35")
    assert before.doc["body"] == ISSUE["description"]
    assert before.ver < after.ver


@pytest.mark.parametrize(
    ("author", "private", "read"),
    [(35, False, "message"), (10, False, "reply"), (35, True, "note"), (10, True, "note")],
)
def test_who_speaks_how(author, private, read):
    said = journal(5, notes="Да", private_notes=private, user={"id": author, "name": "?"})
    row = entry_rows(issue(), (said,), Names())[1]
    assert row.doc is not None
    assert (row.server_id, row.doc["type"], row.doc["body"]) == ("7-5", read, "Да")
    assert row.doc["body_format"] == "plain"


def test_a_note_with_changes_is_two_entries_and_an_empty_one_is_none():
    both = journal(5, notes="Да", details=[detail("attr", "status_id", "1", "5")])
    rows = entry_rows(issue(), (both, journal(6), journal(7, notes=None)), Names())
    assert [row.server_id for row in rows] == ["issue-7", "7-5-event", "7-5"]
    places = [int(str(row.doc["ord"])) for row in rows if row.doc is not None]
    assert places == sorted(places)


def test_changes_are_told_in_our_fields_and_in_names_where_an_answer_tells_them():
    names = Names(
        {"1": "st_1", "5": "st_5"},
        {"2": "pr_2"},
        {"1": "tr_1"},
        {"3": "Accounts", "4": "Network"},
        fields={
            "cf_77": Custom(number=77, label="Floor"),
            "cf_78": Custom(number=78, label="Vendors", multiple=True, labels={"3": "Acme"}),
        },
    )
    changed = journal(
        5,
        details=[
            detail("attr", "status_id", "1", "5"),
            detail("attr", "priority_id", None, "2"),
            detail("attr", "project_id", "4", "3"),
            detail("attr", "assigned_to_id", "99", "10"),
            detail("attr", "tracker_id", "2", "1"),
            detail("cf", "2", None, "SN"),
            detail("cf", "77", "a", "b"),
            detail("cf", "78", None, "3"),
            detail("attr", "due_date", None, "2026-12-04"),
            detail("attr", "done_ratio", "0", "40"),
            detail("attachment", "12", None, "a.txt"),
            detail("relation", "blocks", None, "8"),
        ],
    )
    row = entry_rows(issue(), (changed,), names)[1]
    assert row.doc is not None
    changes = row.doc["changes"]
    assert isinstance(changes, list)
    told = [tuple(one.values()) for one in changes if isinstance(one, dict)]
    assert told == [
        ("status", "st_1", "st_5"),
        ("priority", "", "pr_2"),
        ("queue", "Network", "Accounts"),
        ("owner", "99", "Елена Морозова"),
        ("tracker", "2", "tr_1"),
        ("Serial", "", "SN"),
        ("cf_77", "a", "b"),
        ("cf_78", [], ["Acme"]),
        ("due_at", None, "2026-12-04T12:00:00.000Z"),
        ("% done", "0", "40"),
        ("attachment", "", "a.txt"),
        ("needed_by", "", "#8"),
    ]


def test_everybody_an_issue_names_is_known():
    said = journal(user={"id": 44, "name": "Ben"})
    assert set(people_in(issue(), (said, journal(user=None)))) == {35, 10, 6, 44}


def test_whoever_is_only_named_is_older_than_whoever_was_looked_up():
    named = named_row(wire.Ref(6, "Anna Petrova"))
    user = wire.User(id=6, login="anna", firstname="Anna", lastname="Petrova")
    looked_up = person_row(user)
    assert named.ver < looked_up.ver
    assert named.doc is not None
    assert looked_up.doc is not None
    assert named.doc["name"] == looked_up.doc["name"] == "Anna Petrova"
    assert looked_up.doc["login"] == "anna"


def test_a_closed_project_is_not_active():
    open_one, closed = (queue_row(wire.Project(3, "Accounts", "acc", one)) for one in (1, 5))
    assert open_one.doc == {"name": "Accounts", "slug": "acc", "active": True}
    assert closed.doc is not None
    assert closed.doc["active"] is False


@pytest.mark.parametrize("text", ["", None, "soon", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_none(text):
    assert moment(text) is None


def test_a_day_is_its_noon():
    assert due("2026-12-04") == "2026-12-04T12:00:00.000Z"
    assert due("") is None


def test_the_answers_of_a_real_desk_are_read():
    body = json.dumps({"issue": {**ISSUE, "journals": [{"id": 1}], "done_ratio": 40}})
    assert msgspec.json.decode(body, type=wire.IssueAnswer).issue.id == 7


def test_links_are_named_in_the_history_as_in_the_ticket():
    told = [
        detail("relation", "blocked", None, "12"),
        detail("relation", "relates", "13", None),
        detail("relation", "copied_to", None, "14"),
        detail("attr", "parent_id", "2", "3"),
        detail("attr", "child_id", None, "9"),
    ]
    rows = entry_rows(issue(), (journal(1, details=told),), Names())
    assert rows[1].doc is not None
    assert rows[1].doc["changes"] == [
        {"field": "depends_on", "old": "", "new": "#12"},
        {"field": "related", "old": "#13", "new": ""},
        {"field": "Copied to", "old": "", "new": "#14"},
        {"field": "part_of", "old": "#2", "new": "#3"},
        {"field": "parts", "old": "", "new": "#9"},
    ]
