"""One line makes a ticket."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.quick_create import Candidate, fold, parse_quick

ME = RecordId("me-id")
PEOPLE = (
    Candidate(RecordId("p1"), "Ivan Ivanov", ("Ivan Ivanov", "ivanov", "ivanov@example.org")),
    Candidate(RecordId("p2"), "Пётр Семёнов", ("Пётр Семёнов", "semenov")),
    Candidate(RecordId("p3"), "Ivana Ivanovich", ("Ivana Ivanovich", "ivanovich")),
)
QUEUES = (
    Candidate(RecordId("q1"), "Network", ("Network", "network", "сеть")),
    Candidate(RecordId("q2"), "Printing", ("Printing", "print", "печать")),
)
RECORDS = {"person": PEOPLE, "queue": QUEUES}


def look(kind, typed):
    wanted = fold(typed)
    return [
        one
        for one in RECORDS.get(kind, ())
        if any(
            word.startswith(wanted)
            for name in one.names
            for word in (fold(name), *fold(name).split())
        )
    ]


def parse(line):
    return parse_quick(line, TICKET, look, ME)


def test_one_line_sets_every_field_it_names():
    made = parse("Printer jams @ivanov #network !high ~email tag:vip")
    assert made.doc == {
        "subject": "Printer jams",
        "requester": "p1",
        "queue": "q1",
        "priority": "high",
        "channel": "email",
        "tags": ["vip"],
    }
    assert made.unresolved == ()


def test_a_russian_line_means_the_same():
    made = parse("Принтер жуёт бумагу @семенов #сеть !высокий ~почта метка:срочно исполнитель:я")
    assert made.doc == {
        "subject": "Принтер жуёт бумагу",
        "requester": "p2",
        "queue": "q1",
        "priority": "high",
        "channel": "email",
        "tags": ["срочно"],
        "owner": ME,
    }


def test_an_exact_name_wins_over_longer_ones():
    assert parse("x @ivanov").doc["requester"] == "p1"


def test_an_ambiguous_name_stays_in_the_subject_with_its_candidates():
    made = parse("Call back @ivan please")
    assert made.doc == {"subject": "Call back @ivan please"}
    assert [one.record_id for one in made.unresolved[0].candidates] == ["p1", "p3"]


def test_what_is_not_understood_stays_in_the_subject():
    made = parse("Error #404 at !here and user@example.org")
    assert made.doc["subject"] == "Error #404 at !here and user@example.org"
    assert [one.typed for one in made.unresolved] == ["#404", "!here"]


def test_a_link_and_a_status_word_are_only_words():
    line = "See http://desk/x is:open 12:30"
    made = parse(line)
    assert made.doc == {"subject": line}
    assert made.unresolved == ()


def test_a_quoted_name_may_hold_spaces():
    assert parse('Laptop @"Ivana Ivanovich" slow').doc == {
        "subject": "Laptop slow",
        "requester": "p3",
    }


def test_punctuation_behind_a_name_does_not_hide_it():
    assert parse("No paper, @ivanov, #print.").doc == {
        "subject": "No paper,",
        "requester": "p1",
        "queue": "q2",
    }


def test_a_second_value_for_one_field_is_reported_and_kept():
    made = parse("Down !high !low")
    assert made.doc == {"subject": "Down !low", "priority": "high"}
    assert made.unresolved[0].repeated


def test_tags_add_up():
    assert parse("x tag:b tag:a tag:b").doc["tags"] == ["a", "b"]


def test_the_beginning_of_a_choice_is_enough_if_nothing_else_begins_so():
    assert parse("x !crit").doc["priority"] == "critical"


def test_positions_point_at_the_typed_part():
    line = "Printer @ivanov now"
    part = parse(line).parts[0]
    assert line[part.start : part.end] == "@ivanov"


def test_a_sign_inside_a_word_is_no_field():
    assert parse("C# and a@b").doc == {"subject": "C# and a@b"}


PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "@ivanov",
            "@ivan",
            "#network",
            "#404",
            "!high",
            "!low",
            "~email",
            "tag:vip",
            '@"',
            '"',
            "@",
        ]
    ),
)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_no_word_is_ever_lost_and_nothing_raises(line):
    made = parse(line)
    covered = line
    for part in reversed(made.parts):
        covered = covered[: part.start] + " " + covered[part.end :]
    assert str(made.doc["subject"]).split() == covered.split()
    for one in made.unresolved:
        assert one.typed.split()[0] in str(made.doc["subject"])


@given(st.text())
def test_any_text_without_known_parts_is_the_subject(text):
    plain = re.sub(r"[@#!~:]", "", text)
    assert parse(plain).doc == {"subject": " ".join(plain.split())}


@pytest.mark.parametrize("line", ["", "   ", "@", "#", 'tag:""', "tag:", "@ivanov"])
def test_a_line_without_words_has_an_empty_subject_or_keeps_its_signs(line):
    made = parse(line)
    assert made.doc["subject"] == ("" if line == "@ivanov" else " ".join(line.split()))
