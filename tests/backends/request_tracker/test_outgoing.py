"""What a person wants, in the words of Request Tracker."""

import base64
from typing import Any

import pytest

from deskclient.backends.other_desks.bundles import Bundle, bundles
from deskclient.backends.request_tracker.mapping import priority
from deskclient.backends.request_tracker.outgoing import (
    later_status,
    message,
    moment_word,
    new_ticket,
    not_kept_in,
    priority_level,
    problem_in,
)
from deskclient.domain.operation import Action, Patch
from tests.backends.request_tracker.wishes import attached, change, opened, said, wish


def files_in(body: dict[str, Any]) -> list[dict[str, str]]:
    return list(body["Attachments"])


def test_a_ticket_its_first_message_and_its_files_go_together():
    ticket = opened("t")
    first = said("m", ticket.record_id, "message")
    file, second = attached("f", first), said("n", ticket.record_id, "reply")
    edit = change({}, subject="x")
    assert bundles([ticket, first, file, second, edit]) == [
        Bundle(ticket, first, (file,)),
        Bundle(entry=second),
        Bundle(other=edit),
    ]


def test_what_does_not_belong_together_stays_apart():
    ticket = opened("t")
    note, other = said("n", ticket.record_id, "note"), said("o", "8", "reply")
    stray = attached("f", note)
    assert bundles([ticket, note]) == [Bundle(ticket), Bundle(entry=note)]
    assert bundles([other, stray]) == [Bundle(entry=other), Bundle(other=stray)]
    assert bundles([]) == []


@pytest.mark.parametrize("name", ["low", "normal", "high"])
def test_priorities_read_back_as_they_were_written(name):
    assert priority(priority_level(name)) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2026-12-01T10:30:00.000Z", "2026-12-01 10:30:00"),
        ("2026-12-01T13:30:00+03:00", "2026-12-01 10:30:00"),
        (None, "1970-01-01 00:00:00"),
        ("soon", "1970-01-01 00:00:00"),
    ],
)
def test_moments_are_written_as_rt_stores_them(text, word):
    assert moment_word(text) == word


@pytest.mark.parametrize(
    ("subject", "fits"), [("x" * 200, True), ("ж" * 100, True), ("ж" * 101, False)]
)
def test_a_subject_that_rt_would_cut_is_refused(subject, fits):
    assert (problem_in(change({}, subject=subject)) is None) == fits
    assert (problem_in(opened("t", subject=subject)) is None) == fits


def test_a_login_of_digits_is_never_sent_for_it_names_another_account():
    adds = Patch(add={"watchers": ("42",)})
    assert problem_in(change({}, owner="42")) is not None
    assert problem_in(wish("w", "ticket", Action.EDIT, "7", patch=adds)) is not None
    assert problem_in(change({}, queue="42")) is None


@pytest.mark.parametrize("name", ["owner", "requester"])
def test_a_group_is_nobody_that_a_ticket_can_be_given_to_or_come_from(name):
    problem = problem_in(change({}, **{name: "group:27"}))
    assert problem is not None
    assert problem.field == name


def test_half_a_character_is_refused_with_the_field_it_stands_in():
    problem = problem_in(said("n", body="torn \ud83d"))
    assert problem is not None
    assert problem.field == "body"


def test_a_single_nought_is_something_to_say():
    assert message(said("n", body="0"))["Content"] == "0\n"


def test_only_edits_of_nothing_that_is_kept_are_refused_as_such():
    assert not_kept_in(change({}, asset_tag="A-1")) is not None
    assert not_kept_in(change({}, status="resolved", resolution_code="fixed")) is None


def test_a_new_ticket_names_its_operation_and_leaves_out_what_is_not_set():
    assert new_ticket(opened("op-1")) == {
        "Queue": "3",
        "Subject": "Принтер",
        "CustomFields": {"ClientId": "op-1"},
        "Requestor": ["ivan@rt.test"],
    }


def test_a_status_no_new_ticket_can_have_comes_later():
    op = opened("t", status="stalled")
    assert "Status" not in new_ticket(op)
    assert later_status(op) == "stalled"
    assert later_status(opened("t", status="resolved")) == ""


@pytest.mark.parametrize(
    ("name", "media_type", "content", "sent_type"),
    [
        ("a.txt", "text/plain; charset=utf-8", "ж".encode(), "text/plain"),
        ("a.txt", "text/plain", "ж".encode("cp1251"), "application/octet-stream"),
        ("a.txt", "text/plain", "a".encode("utf-16-le"), "application/octet-stream"),
        ("a.eml", "message/rfc822", b"a", "application/octet-stream"),
        ("a.png", "image/png", b"\xff", "image/png"),
        ("a", "", b"a", "application/octet-stream"),
    ],
)
def test_files_go_under_a_type_that_leaves_their_bytes_alone(name, media_type, content, sent_type):
    entry = said("m")
    values = {**attached("f", entry, name, content).patch.set, "media_type": media_type}
    op = wish("f", "attachment", patch=Patch(set=values))
    digest = str(values["sha256"])
    (file,) = files_in(message(entry, [op], {digest: content}))
    assert file["FileType"] == sent_type
    assert base64.b64decode(file["FileContent"]) == content


def test_names_of_files_go_as_bytes_and_an_empty_file_is_not_nothing():
    entry = said("m")
    op = attached("f", entry, "отчёт.txt", b"")
    (file,) = files_in(message(entry, [op], {str(op.patch.set["sha256"]): b""}))
    assert file["FileName"].encode("latin-1").decode() == "отчёт.txt"
    assert file["FileContent"]
    assert base64.b64decode(file["FileContent"]) == b""
