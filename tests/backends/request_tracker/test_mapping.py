"""What Request Tracker tells, in our words; oddities as a real one gives them."""

from typing import Any

import pytest

from deskclient.backends.port import RowKind
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.links import WORDS
from deskclient.backends.request_tracker.mapping import (
    custom_names,
    entry_row,
    file_row,
    group_row,
    groups_named,
    is_file,
    latest,
    merged_row,
    moment,
    number,
    person_ref,
    person_row,
    priority,
    ticket_row,
    watcher_ref,
)
from deskclient.backends.request_tracker.parts import chosen_words
from deskclient.backends.strict_json import decode
from deskclient.domain.check import check_doc
from deskclient.domain.errors import ServerError
from deskclient.domain.file_names import number_in
from deskclient.domain.kinds.attachment import ATTACHMENT

TICKET = b"""{"id": "7", "Subject": "\\u041f\\u0440\\u0438\\u043d\\u0442\\u0435\\u0440",
 "Status": "stalled",
 "Queue": {"id": "3", "type": "queue"}, "Owner": {"id": "Nobody", "type": "user"},
 "Requestor": [{"id": "a@b.test", "type": "user"}, {"id": "c@b.test", "type": "user"}],
 "Cc": [{"id": "27", "type": "group"}, {"id": "d@b.test", "type": "user"}], "AdminCc": [],
 "Priority": "75", "TimeWorked": "", "Created": "2026-11-27T19:02:52Z",
 "LastUpdated": "2026-11-27T19:02:53Z", "Due": "1970-01-01T00:00:00Z", "Resolved": "",
 "CustomFields": ""}"""


def said(kind: str, **more: Any) -> wire.Transaction:
    usual: dict[str, Any] = {"id": "90", "object_id": "7", "created": "2026-11-27T19:02:52Z"}
    return wire.Transaction(type=kind, **{**usual, **more})


def test_a_ticket_is_read_with_all_that_is_not_set():
    row = ticket_row(decode(TICKET, wire.Ticket), 90)
    assert (row.server_id, row.ver, row.what) == ("7", 90, RowKind.PUT)
    assert row.doc == {
        "number": 7,
        "subject": "Принтер",
        "status": "stalled",
        "priority": "normal",
        "queue": "3",
        "owner": None,
        "requester": "a@b.test",
        "watchers": ["c@b.test", "d@b.test", "group:27"],
        "minutes_spent": 0,
        "due_at": None,
        "solved_at": None,
        "created_at": "2026-11-27T19:02:52.000Z",
        "updated_at": "2026-11-27T19:02:53.000Z",
        **{name: [] for name in WORDS},
    }


def test_a_deleted_ticket_is_none():
    row = ticket_row(decode(TICKET.replace(b"stalled", b"deleted"), wire.Ticket), 91)
    assert (row.what, row.doc, row.ver) == (RowKind.TOMBSTONE, None, 91)


def test_a_merged_ticket_names_the_one_it_went_into():
    row = merged_row(7, 8, 92)
    assert (row.what, row.server_id, row.moved_to) == (RowKind.TOMBSTONE, "7", "8")


@pytest.mark.parametrize("broken", [b"[]", b'{"id": {}}', b'{"Subject": "x"}', b"<html>", b""])
def test_what_is_no_ticket_is_refused(broken):
    with pytest.raises(ServerError):
        decode(broken, wire.Ticket)


@pytest.mark.parametrize(
    ("value", "read"),
    [("12", 12), (12, 12), ("", 0), (None, 0), ("-3", -3), ("--3", 0), ("9" * 5000, 0), ("x", 0)],
)
def test_numbers_come_as_text_or_not_at_all(value, read):
    assert number(value) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-12-01T10:30:00Z", "2026-12-01T10:30:00.000Z"),
        ("2026-12-01T10:30:00", "2026-12-01T10:30:00.000Z"),
        ("1970-01-01T00:00:00Z", None),
        ("", None),
        (None, None),
        ("soon", None),
    ],
)
def test_moments_are_of_utc_and_1970_is_none(text, read):
    assert moment(text) == read


@pytest.mark.parametrize(
    ("level", "name"), [(0, "low"), ("24", "low"), (50, "normal"), (75, "normal"), (100, "high")]
)
def test_priorities_are_named_by_their_height(level, name):
    assert priority(level) == name


def test_groups_and_nobody_are_no_persons():
    assert person_ref(wire.Ref("27", "group")) is None
    assert watcher_ref(wire.Ref("27", "group")) == "group:27"
    assert watcher_ref(wire.Ref("Nobody", "user")) is None
    assert person_ref(wire.Ref("Nobody", "user")) is None
    assert person_ref(wire.Ref("anna", "user")) == "anna"


def test_who_bears_an_address_for_a_name_does_not_sign_in():
    agent = person_row(wire.User(id="anna", name="anna", real_name="Anna", privileged=""))
    requester = person_row(wire.User(id="a@b.test", name="a@b.test", privileged=""))
    assert agent.doc is not None
    assert requester.doc is not None
    assert (agent.doc["login"], agent.doc["name"]) == ("anna", "Anna")
    assert (requester.doc["login"], requester.doc["name"]) == (None, "a@b.test")


@pytest.mark.parametrize(
    ("name", "me", "works"),
    [
        ("anna", "ben", True),
        ("a@b.test", "ben", False),
        ("a@b.test", "a@b.test", True),
        ("RT_System", "ben", False),
    ],
)
def test_who_works_there_is_told_by_the_login_and_whoever_asks_does(name, me, works):
    row = person_row(wire.User(id=name, name=name, privileged=""), me)
    assert row.doc is not None
    assert row.doc["is_agent"] is works


def test_a_group_that_only_a_ticket_names_gives_way_to_its_true_name():
    ticket = decode(TICKET, wire.Ticket)
    (named,) = groups_named(ticket)
    told = group_row(wire.Group(id="27", name="Agents"))
    assert named.server_id == told.server_id == "group:27"
    assert named.ver < told.ver


@pytest.mark.parametrize(
    ("kind", "author", "read"),
    [
        ("Create", "anna", "message"),
        ("Correspond", "a@b.test", "message"),
        ("Correspond", "anna", "reply"),
        ("Comment", "a@b.test", "note"),
    ],
)
def test_who_speaks_how(kind, author, read):
    words = wire.Part(id=1, content_type="text/html", content="<p>Да</p>")
    row = entry_row(said(kind, creator=wire.Ref(author, "user")), 7, ["a@b.test"], words)
    assert row is not None
    assert row.doc is not None
    assert (row.doc["type"], row.doc["body"], row.doc["body_format"]) == (read, "<p>Да</p>", "html")


def test_a_change_is_an_event_in_our_words():
    row = entry_row(
        said("Status", field_name="Status", old_value="new", new_value="stalled"), 7, [], None
    )
    assert row is not None
    assert row.doc is not None
    assert row.doc["changes"] == [{"field": "status", "old": "new", "new": "stalled"}]


@pytest.mark.parametrize(
    ("word", "field"),
    [("MergedInto", "merged_into"), ("RefersTo", "refers_to"), ("ReferredToBy", "referred_by")],
)
def test_a_link_is_told_by_the_name_of_its_field_and_the_number_it_leads_to(word, field):
    more = {"field_name": word, "new_value": "fsck.com-rt://rt.test/ticket/9"}
    row = entry_row(said("AddLink", **more), 7, [], None)
    assert row is not None
    assert row.doc is not None
    assert row.doc["changes"] == [{"field": field, "old": "", "new": "#9"}]


def test_a_change_of_a_custom_field_is_told_by_the_name_of_the_field():
    ticket = wire.Ticket(id=7, custom_fields=[wire.CustomValues(id="4", name="Serial")])
    event = said("CustomField", field_name="4", old_value="", new_value="SN-81")
    for named, told in ((custom_names(ticket), "Serial"), ({}, "4")):
        row = entry_row(event, 7, [], None, named)
        assert row is not None
        assert row.doc is not None
        assert row.doc["changes"] == [{"field": told, "old": "", "new": "SN-81"}]
    assert custom_names(wire.Ticket(id=7, custom_fields="")) == {}


def test_what_the_desk_notes_for_itself_is_no_entry():
    assert entry_row(said("EmailRecord"), 7, [], None) is None


def test_the_version_of_a_ticket_is_its_last_event():
    events = [said("Create", id="90"), said("Set", id=95), said("Create", id="99", object_id="8")]
    assert latest(events) == {7: 95, 8: 99}


def test_html_is_taken_before_plain_text_and_files_never():
    parts = [
        wire.Part(id=1, transaction_id="90", content_type="multipart/alternative"),
        wire.Part(id=2, transaction_id="90", content_type="text/plain"),
        wire.Part(id=3, transaction_id=wire.Ref("90"), content_type="text/html"),
        wire.Part(id=4, transaction_id="90", content_type="text/html", filename="page.html"),
        wire.Part(id=5, transaction_id="91", content_type="text/plain; charset=utf-8"),
    ]
    assert {spoken: part.id for spoken, part in chosen_words(parts).items()} == {90: 3, 91: 5}
    assert [one.id for one in parts if is_file(one)] == [4]


def test_a_picture_inside_a_mail_is_a_file_that_the_words_name():
    part = wire.Part(
        id="241",
        transaction_id="90",
        content_type="image/png",
        content_length="70",
        created="2026-11-27T22:03:29Z",
        headers="Content-Type: image/png\nContent-ID: <dot@rt.test>\nContent-Length: 70",
    )
    assert is_file(part)
    row = file_row(part, 7, "rt:29:2026")
    assert row.doc is not None
    assert not check_doc(ATTACHMENT, row.doc)
    assert (row.doc["content_id"], row.doc["name"]) == ("dot@rt.test", "241")
    assert (row.doc["ticket"], row.doc["entry"], row.ver) == ("7", "90", 90)
    assert number_in(str(row.doc["sha256"]), "rt:29:2026") == 241
