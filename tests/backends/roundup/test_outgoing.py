"""What is wanted, as Roundup takes it: it leaves out in silence what JSON calls false."""

from datetime import UTC, datetime

import pytest

from deskclient.backends.roundup import wire
from deskclient.backends.roundup.mapping import stamp, version
from deskclient.backends.roundup.outgoing import (
    Brought,
    addition,
    message,
    new_issue,
    problem_in,
    text_of,
    upload,
)
from deskclient.backends.roundup.plan_edit import is_as_wanted, plan_edit
from deskclient.backends.roundup.schema import Property, PropertyType, Schema
from deskclient.backends.roundup.terms import Named, Terms
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, Patch

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
_TYPES = {
    "superseder": ("Multilink", "issue"),
    "assignedto": ("Link", "user"),
    "title": ("String", ""),
    "status": ("Link", "status"),
    "priority": ("Link", "priority"),
    "nosy": ("Multilink", "user"),
    "keyword": ("Multilink", "keyword"),
    "queue": ("Link", "queue"),
    "insured": ("Boolean", ""),
    "seats": ("Integer", ""),
    "visit": ("Date", ""),
    "effort": ("Interval", ""),
    "affected": ("Multilink", "place"),
}
SCHEMA = Schema(tuple(Property(n, PropertyType(t), to) for n, (t, to) in sorted(_TYPES.items())))
TERMS = Terms(
    schema=SCHEMA,
    statuses=(Named("1", "unread"), Named("8", "resolved")),
    priorities=(Named("1", "critical"),),
    queues=(Named("1", "Network"),),
    keywords={"1": "vpn", "2": "принтер"},
    classes={"place": (Named("1", "Ground"), Named("4", "Подвал"))},
)
ISSUE: wire.Item = {
    "id": "7",
    "title": "Before",
    "status": "1",
    "priority": "1",
    "queue": "1",
    "assignedto": "4",
    "nosy": ["4", "5"],
    "keyword": ["1"],
    "affected": ["1"],
    "insured": 1,
    "seats": 3,
    "visit": "2026-12-01.10:30:00",
    "effort": "+ 1d 2:30",
}


def wish(kind="ticket", action=Action.CREATE, **more):
    return Operation(op_id=OpId("op-1"), kind=kind, record_id=RecordId("7"), action=action, **more)


def change(base=None, **values):
    return wish(action=Action.EDIT, base=base or {}, patch=Patch(set=values))


@pytest.mark.parametrize(
    ("name", "value", "body"),
    [
        ("subject", "After", {"title": "After"}),
        ("status", "8", {"status": "8"}),
        ("queue", "0", {"queue": "-1"}),
        ("owner", None, {"assignedto": "-1"}),
        ("watchers", ["5", "6"], {"nosy": "+6,-4"}),
        ("watchers", [], {"nosy": "-4,-5"}),
        ("tags", ["принтер", "vpn"], {"keyword": "+2"}),
        ("rf_affected", ["Подвал"], {"affected": "+4,-1"}),
        ("rf_insured", False, {"insured": "no"}),
        ("rf_insured", None, {"insured": ""}),
        ("rf_seats", 0, {"seats": "0"}),
        ("rf_seats", None, {"seats": ""}),
        ("rf_visit", "2026-12-01T13:30:01.999+03:00", {"visit": "2026-12-01.10:30:01+0000"}),
        ("rf_effort", "2d", {"effort": "2d"}),
    ],
)
def test_a_changed_field_is_written_in_words_that_are_not_left_out(name, value, body):
    plan = plan_edit(change(**{name: value}), ISSUE, TERMS)
    assert plan.body == body
    assert not is_as_wanted(change(**{name: value}), ISSUE, TERMS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "Before  "),
        ("watchers", ["5", "4"]),
        ("tags", ["vpn"]),
        ("rf_insured", True),
        ("rf_visit", "2026-12-01T10:30:00.400Z"),
        ("rf_effort", "1d 2:30"),
        ("due_at", "2026-12-01T10:30:00.000Z"),
    ],
)
def test_what_is_so_already_or_is_not_kept_is_not_written(name, value):
    assert plan_edit(change(**{name: value}), ISSUE, TERMS).body == {}
    assert is_as_wanted(change(**{name: value}), ISSUE, TERMS)


def test_what_somebody_else_changed_is_asked_for_and_nothing_is_written():
    base = {"subject": "Earlier", "rf_seats": 3}
    plan = plan_edit(change(base, subject="After", rf_seats=5), ISSUE, TERMS)
    (one,) = plan.conflicts
    assert (one.field, one.base, one.mine, one.theirs) == ("subject", "Earlier", "After", "Before")
    assert plan.body == {}


def test_members_are_written_as_comings_and_goings():
    patch = Patch(
        add={"watchers": ("5", "9"), "tags": ("принтер",), "duplicates": ("12",)},
        remove={"watchers": ("4", "77"), "rf_affected": ("Ground",)},
    )
    op = wish(action=Action.EDIT, patch=patch)
    body = plan_edit(op, ISSUE, TERMS).body
    assert body == {"nosy": "+9,-4", "keyword": "+2", "affected": "-1", "superseder": "+12"}


def test_a_new_issue_leaves_to_the_desk_what_is_of_another_desk():
    op = wish(
        patch=Patch(
            set={
                "subject": "Принтер",
                "status": "new",
                "priority": "normal",
                "queue": "1",
                "owner": None,
                "requester": "9",
                "watchers": ["4"],
                "channel": "phone",
                "rf_insured": False,
                "rf_effort": None,
            },
            add={"tags": ("vpn",)},
        )
    )
    assert new_issue(op, TERMS, Brought("12", ("3", "4"))) == {
        "title": "Принтер",
        "queue": "1",
        "nosy": ["4", "9"],
        "keyword": ["1"],
        "insured": "no",
        "messages": "12",
        "files": "3,4",
    }
    assert addition(Brought("12")) == {"@op": "add", "messages": "12"}


def test_a_message_says_when_it_was_written_in_no_zone_but_utc_and_bears_its_operations_name():
    values = {"ticket": "7", "type": "reply", "body": "Да"}
    op = wish("entry", patch=Patch(set=values), acted_at="2026-11-28T10:00:00.500+03:00")
    assert message(op, "3", ["5"], NOW) == {
        "author": "3",
        "date": "2026-11-28.07:00:00+0000",
        "content": "Да",
        "messageid": "<op-1@deskclient.invalid>",
        "files": "5",
    }
    undated = wish("entry", patch=Patch(set=values), acted_at="yesterday")
    assert message(undated, "3", [], NOW)["date"] == stamp(NOW)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one</p><p>two &lt;3</p>", "one\ntwo <3"),
        ("<div>a<br>b<script>alert(1)</script></div>", "a\nb"),
        ("<p>line\nbroken</p>", "line broken"),
        ("<p>a</p><p></p><p></p><p></p><p>b</p>", "a\n\nb"),
    ],
)
def test_html_becomes_the_text_it_says(body, text):
    op = wish("entry", patch=Patch(set={"body": body, "body_format": "html"}))
    assert text_of(op) == text


def test_a_file_is_written_as_a_form_does_and_its_name_stays_on_one_line():
    values = {"name": 'отчёт "1"\r\n.txt', "media_type": "Text/Plain; charset=x"}
    file = upload(wish("attachment", patch=Patch(set=values)), b"\x00--\r\n\xff")
    body = file.body()
    head, _, rest = body.partition(b"\r\n\r\n")
    edge = head.split(b"\r\n")[0]
    assert rest.startswith('отчёт "1"  .txt\r\n'.encode())
    assert b"text/plain\r\n" in body
    assert body.endswith(b"\r\n\r\n\x00--\r\n\xff\r\n" + edge + b"--\r\n")
    assert body.count(edge) == 4


def test_a_file_of_nothing_and_one_of_no_type_can_go():
    file = upload(wish("attachment", patch=Patch(set={"media_type": "odd"})), b"")
    assert (file.name, file.media_type, file.content) == (
        "file",
        "application/octet-stream",
        b"\n",
    )


@pytest.mark.parametrize(
    ("op", "rule"),
    [
        (wish("saved_view"), "not_kept"),
        (wish("entry", patch=Patch(set={"type": "note", "body": "x"})), "not_kept"),
        (wish("entry", patch=Patch(set={"type": "reply", "body": "\ud83d"})), "text"),
        (wish(patch=Patch(set={"subject": " "})), "required"),
        (change(subject=None), "required"),
        (change(owner="4"), None),
        (wish(action=Action.DELETE), None),
    ],
)
def test_what_can_not_be_kept_is_said_without_asking(op, rule):
    problem = problem_in(op)
    assert (problem and problem.rule) == rule


def test_versions_rise_with_the_second_and_within_it():
    running, over = version(1000, 1000), version(1000, 1002)
    assert running < over < version(1001, 1001)
    assert version(1000, 1000, told=running) == running + 1
    assert version(1000, 1002, told=over) == over + 1
    assert version(1001, 1001, told=over) == version(1001, 1001)
