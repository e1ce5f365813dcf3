"""Words for the person."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale

from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.times import to_text
from deskclient.domain.words import Verbatim
from deskclient.ui.language import Language
from deskclient.ui.text import Texts, domain_text, fold
from tests.fakes.desk_content import NOW

ENGLISH = QLocale("en_GB")


@pytest.fixture
def texts(qapp, clock):
    return Texts(clock, lambda: ENGLISH)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=40), "14 Oct"),
        (timedelta(days=400), "19 Oct 2025"),
        (timedelta(hours=-2), "in 2 h"),
        (timedelta(days=-3), "in 3 d"),
    ],
)
def test_distances_are_short(texts, ago, words):
    assert texts.relative(to_text(NOW - ago)) == words


def test_a_date_is_told_anew_in_another_language_and_in_another_year(qapp, clock):
    language = Language(qapp)
    texts, moment = Texts(clock), to_text(NOW - timedelta(days=40))
    said = []
    try:
        for code in ("en", "ru", "en"):
            language.apply(code)
            said.append(texts.relative(moment))
        clock.advance(timedelta(days=60).total_seconds())
        said.append(texts.relative(moment))
    finally:
        language.apply("en")
    assert said[0] == said[2]
    assert len({*said}) == 3
    assert "2026" in said[3]


def test_a_word_that_the_desk_has_chosen_is_not_translated(qapp):
    language = Language(qapp)
    language.apply("ru")
    try:
        assert domain_text("Resolved") != "Resolved"
        assert domain_text(Verbatim("Resolved")) == "Resolved"
    finally:
        language.apply("en")


def test_a_missed_limit_says_so(texts):
    assert texts.due(to_text(NOW - timedelta(hours=4))) == "4 h late"
    assert texts.due(to_text(NOW + timedelta(hours=4))) == "in 4 h"


@pytest.mark.parametrize("broken", ["", "yesterday", "2026-13-45"])
def test_what_is_no_moment_gives_no_words(texts, broken):
    assert texts.relative(broken) == ""
    assert texts.exact(broken) == ""
    assert not texts.is_past(broken)


def test_values_are_written_by_their_type(texts):
    def title(kind, record_id):
        return f"{kind} {record_id}"

    fields = TICKET.field_map
    assert texts.value(fields["status"], "open", title) == "Open"
    assert texts.value(fields["status"], "from_a_newer_version", title) == "from_a_newer_version"
    assert texts.value(fields["queue"], "q1", title) == "queue q1"
    assert texts.value(fields["tags"], ["a", "b"], title) == "a, b"
    assert texts.value(fields["remote_allowed"], False, title) == "No"
    assert texts.value(fields["due_at"], None, title) == ""


def test_words_are_compared_without_case_and_without_yo():
    assert fold("Ёлкин") == fold("ЕЛКИН")


def test_large_counts_are_short(texts):
    assert [texts.count(one) for one in (0, 7, 9999, 12_345)] == ["", "7", "9999", "12k"]
