"""Rows of a page are read one by one where needed; a bad one never stops the others."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.backends.native.mapping import CHANGES, RowIn, bad_rows, remote_rows
from deskclient.backends.strict_json import (
    MAX_DEPTH,
    decode,
    decode_row,
    depth_of,
    is_whole,
    split_rows,
)
from deskclient.domain.errors import ServerError

GOOD = b'{"kind":"ticket","id":"a","ver":2,"seq":7,"doc":{"subject":"Printer"}}'


def page(*rows: bytes) -> bytes:
    return b'{"rows":[' + b",".join(rows) + b'],"next":"n","more":false,"server_time":"t"}'


def row(doc: bytes, name: bytes = b"b") -> bytes:
    return b'{"kind":"ticket","id":"' + name + b'","ver":1,"seq":1,"doc":' + doc + b"}"


def ids(body: bytes) -> tuple[list[str], list[str]]:
    read = CHANGES.read(body)
    return [one.server_id for one in remote_rows(read)], [one.server_id for one in bad_rows(read)]


def test_a_clean_page_takes_the_fast_way():
    rich = row(
        b'{"s":"a \\"quote\\": b\\n","n":1,"tags":["x"],"log":[{"by":"x","was":[]},{"n":1}]}'
    )
    tombstone = b'{"kind":"ticket","id":"c","ver":3,"op":"tombstone"}'
    assert CHANGES._read_fast(page(GOOD, rich, tombstone)) is not None


@pytest.mark.parametrize(
    "doc",
    [
        pytest.param(b'{"a":1,"a":2}', id="duplicate key"),
        pytest.param(b'{"log":[{"a":1,"a":2}]}', id="duplicate key inside"),
        pytest.param(b'{"a":NaN}', id="NaN"),
        pytest.param(b'{"a":-Infinity}', id="infinity"),
        pytest.param(b'{"a":9007199254740993}', id="beyond 2^53"),
        pytest.param(b'{"a":' + b"9" * 5000 + b"}", id="endless number"),
        pytest.param(b'{"a":1e999}', id="float overflow"),
        pytest.param(b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}", id="deep list"),
        pytest.param(b'{"a":' * 2000 + b"1" + b"}" * 2000, id="deep object"),
        pytest.param(b'{"a":{"b":{"c":1}}}', id="object where none may be"),
        pytest.param(b'"no object"', id="no document"),
        pytest.param(b'{"a":"' + b"x" * (5 << 20) + b'"}', id="giant"),
        pytest.param(b'{"a":tru}', id="no JSON"),
    ],
)
def test_a_bad_record_is_set_aside_and_the_rest_goes_on(doc):
    """Row 41, row 43, row 21."""
    assert ids(page(GOOD, row(doc), GOOD)) == (["a", "a"], ["b"])


def test_a_record_without_a_readable_name_gets_a_stable_one():
    """Row 21."""
    nameless = b'{"kind":7,"id":{},"ver":1}'
    first, second = (bad_rows(CHANGES.read(page(nameless, GOOD)))[0] for _ in range(2))
    assert first == second
    assert len(first.server_id) == 32
    assert first.raw == nameless


@pytest.mark.parametrize(
    "text", [b'"a\\ud800b"', b'"\\udc00"', b'"a\\u0000b"', b'"a\xff"', b'"\xed\xa0\x80"']
)
def test_text_that_cannot_be_stored_is_shown_with_a_mark_and_kept_raw(text):
    """Row 42: U+FFFD in the document, the bytes beside it."""
    odd = row(b'{"subject":' + text + b"}")
    rows = remote_rows(CHANGES.read(page(GOOD, odd)))
    assert rows[0].raw is None
    assert rows[1].raw == odd
    assert rows[1].doc is not None
    shown = rows[1].doc["subject"]
    assert isinstance(shown, str)
    assert "\ufffd" in shown
    shown.encode()


@pytest.mark.parametrize("text", ["\U0001f600", "e\u0301 é", "\u202eabc", "кириллица", "𝔸"])
def test_every_other_text_comes_through_unchanged(text):
    """Row 42: emoji, both normal forms, direction marks, four bytes; escaped or not."""
    for ascii_only in (True, False):
        doc = json.dumps({"s": text}, ensure_ascii=ascii_only).encode()
        (found,) = remote_rows(CHANGES.read(page(row(doc))))
        assert (found.doc, found.raw) == ({"s": text}, None)


def test_a_page_cut_anywhere_is_thrown_away_as_a_whole():
    """Row 40: nothing half-applied."""
    whole = page(GOOD, row(b'{"a":"}]\\"","b":[{"c":1}]}'))
    for end in range(len(whole)):
        with pytest.raises(ServerError) as caught:
            CHANGES.read(whole[:end])
        assert caught.value.retryable


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"<html>", b'{"rows":{}}', b'{"rows":[]}'])
def test_a_page_of_another_shape_is_thrown_away(body):
    """Row 40."""
    with pytest.raises(ServerError):
        CHANGES.read(body)


def test_unknown_members_are_ignored():
    """Row 24: the desk may have learnt more."""
    newer = b'{"kind":"ticket","id":"n","ver":1,"seq":1,"doc":{"new":1.5},"shape":{"a":[1]}}'
    body = page(GOOD, newer)[:-1] + b',"digest":"x"}'
    assert ids(body) == (["a", "n"], [])


def test_spaces_between_tokens_change_nothing():
    loose = json.dumps(json.loads(page(GOOD, row(b'{"a":[{"b":1}]}'))), indent=3).encode()
    assert ids(loose) == (["a", "b"], [])


@pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1])
def test_depth_is_bounded_before_parsing(depth):
    """Row 41."""
    nested = b'{"x":"]}[{\\"",' + b'"a":[' + b"[" * (depth - 2) + b"]" * (depth - 2) + b"]}"
    assert depth_of(nested) == depth
    if depth > MAX_DEPTH:
        with pytest.raises(ServerError):
            decode(nested, dict)
    else:
        decode(nested, dict)


@pytest.mark.parametrize(
    "body", [b"", b'{"instance":1}', b'{"instance":"' + b"\xff", b"[" * 99_999]
)
def test_a_whole_answer_that_cannot_be_read_is_the_desks_failure(body):
    """Row 40, row 41."""
    with pytest.raises(ServerError):
        decode(body, dict[str, str])


TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8)
INNER = st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2) | TEXTS, max_size=3)
VALUES = st.one_of(
    TEXTS,
    st.integers(-(2**53), 2**53),
    st.booleans(),
    st.none(),
    st.lists(TEXTS | INNER, max_size=3),
)


@given(st.lists(st.dictionaries(TEXTS, VALUES, max_size=5), max_size=4))
def test_the_fast_and_the_careful_way_read_the_same(docs):
    rows = [row(msgspec.json.encode(doc)) for doc in docs]
    body = page(*rows)
    fast, slow = CHANGES._read_fast(body), CHANGES.read_cut(split_rows(body, "rows"))
    assert not slow.bad
    assert fast is None or list(slow.rows) == fast.rows
    assert [one.doc for one in slow.rows] == docs
    assert not slow.raws


@pytest.mark.parametrize("end", [b"", b"\\"])
def test_a_page_cut_off_in_a_text_full_of_quotes_is_refused_as_fast_as_any(end):
    """Row 40: a text looked at from each of its quotes would take an hour."""
    cut = page(GOOD)[:-1] + b',"mail":"' + b'<a href=\\"x\\">' * 200_000 + end
    with pytest.raises(ServerError):
        CHANGES.read(cut)
    assert not is_whole(cut)


@given(st.binary(max_size=60), st.integers(0, 80))
def test_no_bytes_break_the_reader(noise, at):
    body = page(GOOD, GOOD)
    broken = body[:at] + noise + body[at:]
    try:
        read = CHANGES.read(broken)
    except ServerError:
        return
    assert len(read.rows) + len(read.bad) <= 62


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reading_of_a_row(noise):
    try:
        found, _ = decode_row(noise, RowIn)
    except ValueError:
        return
    assert found.kind
