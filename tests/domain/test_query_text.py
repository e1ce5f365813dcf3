"""The search line: what a person types becomes a query, and goes back to what they would type."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.query import Comparison, Filter, ListQuery, ParsedQuery, Word
from deskclient.domain.query_text import format_query, parse_query
from deskclient.domain.words import fold

KIND = standard_registry()["ticket"]
ME = RecordId("person-me")
RECORDS = {
    ("queue", "q-net"): ("Network team", ("network", "сеть")),
    ("queue", "q-apps"): ("Applications", ("apps", "приложения")),
    ("queue", "q-none"): ("None", ("none",)),
    ("person", "p-anna"): ("Anna Ivanova", ()),
    ("person", "p-odd"): ('The "odd" one', ()),
    ("person", ME): ("Tom Reed", ()),
    ("category", "c-forms"): ("Отчёты", ()),
}


class KnownNames:
    def find(self, kind: str, text: str) -> Sequence[RecordId]:
        return [
            RecordId(record_id)
            for (of, record_id), (title, words) in RECORDS.items()
            if of == kind and fold(text) in {fold(record_id), fold(title), *map(fold, words)}
        ]

    def title(self, kind: str, record_id: RecordId) -> str:
        return RECORDS.get((kind, record_id), ("", ()))[0]


def parse(text: str) -> ParsedQuery:
    return parse_query(text, KIND, KnownNames(), ME)


def write(query: ListQuery) -> str:
    return format_query(query, KIND, KnownNames(), ME)


def only_filter(text: str) -> Filter:
    parsed = parse(text)
    assert parsed.unknown == ()
    (found,) = parsed.query.filters
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("queue:network", Filter("queue", values=("q-net",))),
        ("очередь:сеть", Filter("queue", values=("q-net",))),
        ('queue:"Network team"', Filter("queue", values=("q-net",))),
        ("ОЧЕРЕДЬ:Сеть", Filter("queue", values=("q-net",))),
        ("категория:отчеты", Filter("category", values=("c-forms",))),
        ("is:open", Filter("status", Comparison.OPEN)),
        ("-is:open", Filter("status", Comparison.OPEN, negated=True)),
        ("is:unsent", Filter("", Comparison.UNSENT)),
        ("is:new", Filter("status", values=("new",))),
        ("статус:решена", Filter("status", values=("solved",))),
        ("status:open", Filter("status", values=("open",))),
        ("-tag:vip", Filter("tags", values=("vip",), negated=True)),
        ("priority:high", Filter("priority", values=("high",))),
        ("приоритет:высокий", Filter("priority", values=("high",))),
        ("priority:high,critical", Filter("priority", values=("high", "critical"))),
        ("priority:high приоритет:critical", Filter("priority", values=("high", "critical"))),
        ("owner:me", Filter("owner", values=(ME,))),
        ("исполнитель:я", Filter("owner", values=(ME,))),
        ("owner:none", Filter("owner", Comparison.EMPTY)),
        ('queue:"none"', Filter("queue", values=("q-none",))),
        ("created:7d", Filter("created_at", Comparison.AFTER, ("7d",))),
        ("создана:7д", Filter("created_at", Comparison.AFTER, ("7d",))),
        ("due:<+3d", Filter("due_at", Comparison.BEFORE, ("+3d",))),
        ("срок:<сейчас", Filter("due_at", Comparison.BEFORE, ("now",))),
        ("created:>2026-01-01", Filter("created_at", Comparison.AFTER, ("2026-01-02",))),
        ("created:>=2026-01-01", Filter("created_at", Comparison.AFTER, ("2026-01-01",))),
        ("created:<2026-01-01", Filter("created_at", Comparison.BEFORE, ("2026-01-01",))),
        ("number:>1000", Filter("number", Comparison.AFTER, (1001,))),
    ],
)
def test_a_filter_means_the_same_in_both_languages(typed, meant):
    assert only_filter(typed) == meant


def test_a_day_means_that_day():
    assert parse("created:2026-01-31").query.filters == (
        Filter("created_at", Comparison.AFTER, ("2026-01-31",)),
        Filter("created_at", Comparison.BEFORE, ("2026-02-01",)),
    )


def test_words_and_phrases_stand_beside_filters():
    parsed = parse('printer "paper jam" is:open -toner')
    assert parsed.query.words == (
        Word("printer"),
        Word("paper jam", phrase=True),
        Word("toner", negated=True),
    )


@pytest.mark.parametrize("typed", ["1042", "1042 1042", "#1042", "is:open 1042", "printer #1042"])
def test_a_number_jumps_to_its_ticket(typed):
    assert parse(typed).query.number == 1042


@pytest.mark.parametrize("typed", ["printer 1042", "-1042", '"1042"', "0042", "1042a"])
def test_a_number_among_words_is_a_word(typed):
    assert parse(typed).query.number is None


@pytest.mark.parametrize(
    "typed",
    [
        "queue:nowhere",
        "nosuch:thing",
        "priority:purple",
        "created:someday",
        "created:2026-02-30",
        "number:many",
        "queue:",
        "created:>9999-12-31",
    ],
)
def test_what_cannot_be_understood_is_reported_and_the_rest_works(typed):
    parsed = parse(f"is:open {typed} printer")
    assert parsed.unknown == (typed,)
    assert parsed.query.filters == (Filter("status", Comparison.OPEN),)
    assert parsed.query.words == (Word("printer"),)


def test_nobody_signed_in_owns_nothing():
    assert parse_query("owner:me", KIND, KnownNames(), None).unknown == ("owner:me",)


def test_a_name_that_cannot_be_typed_is_written_by_its_id():
    query = ListQuery("ticket", (Filter("owner", values=("p-odd",)),))
    assert write(query) == "owner:p-odd"
    assert parse(write(query)).query == query


def test_a_query_is_written_as_a_person_would_type_it():
    typed = 'очередь:сеть is:open -tag:vip owner:me created:7d "paper jam" принтер'
    assert write(parse(typed).query) == (
        'queue:"Network team" is:open -tag:vip owner:me created:>=7d "paper jam" принтер'
    )


PIECES = st.sampled_from(
    [
        *("queue:network", "очередь:сеть", "is:open", "-is:done", "is:unsent", "tag:vip", '"'),
        *("-tag:vip", 'tag:"two words"', "priority:high,low", "owner:me", "owner:none", "-"),
        *("-owner:anna", 'requester:"Anna Ivanova"', "created:7d", "created:>2026-01-01", "#"),
        *("due:today", "due:+3d", "due:<now", "number:>=7", "1042", "#1042", "0042", '"a b"'),
        *("принтер", "-toner", "a:b:c", "::", ":x:y", "--x", "##12", "queue:", ":", ",", "<a"),
        *("category:отчеты", "updated:2026-02-28", "#a", "tag:,", "tag:none", 'tag:"none"'),
    ]
)
LINES = st.one_of(
    st.text(max_size=60),
    st.text(alphabet='ab1:#-"<>=, \t,яё', max_size=40),
    st.lists(PIECES, max_size=8).map(" ".join),
    st.lists(PIECES, max_size=6).map("".join),
)


@settings(deadline=None)
@given(LINES)
def test_anything_typed_is_read_and_reading_what_was_written_gives_it_again(typed):
    query = parse(typed).query
    again = parse(write(query))
    assert again.query == query
    assert again.unknown == ()


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5))
def test_typing_on_never_breaks_the_line(pieces):
    line = " ".join(pieces)
    for before, after in pairwise(range(len(line) + 1)):
        assert before < after
        parse(line[:after])
