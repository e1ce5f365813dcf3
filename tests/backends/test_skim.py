"""A page of any size is cut into its rows while it arrives; what is too big in it is not kept."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskclient.backends import skim
from deskclient.backends.skim import Skimmer
from deskclient.backends.strict_json import HEAD_BYTES, MAX_ROW_BYTES, CutPage, split_rows
from deskclient.backends.translate import TooBigError
from deskclient.domain.errors import ServerError

ROW = b'{"kind":"ticket","id":"%s","doc":{"subject":"%s"}}'


def page(*rows: bytes) -> bytes:
    return b'{"rows":[' + b",".join(rows) + b'],"next":"n2","more":true}'


def skimmed(body: bytes, step: int = 1 << 16, key: str = "rows") -> CutPage:
    skimmer = Skimmer(key)
    for start in range(0, len(body), step):
        skimmer.feed(body[start : start + step])
    return skimmer.finish()


texts = st.text(st.sampled_from('a"\\[]{},:\n rows'), max_size=12)
values = st.recursive(
    st.none() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)
rows = st.lists(st.dictionaries(texts, values, max_size=3), max_size=4)


@given(st.dictionaries(texts, values, max_size=3), rows, st.integers(1, 9), st.booleans())
def test_in_whatever_pieces_a_page_comes_it_is_cut_as_the_whole_page_is(around, rows, step, indent):
    members = {**around, "rows": rows, "next": "n"}
    body = json.dumps(members, indent=2 if indent else None).encode()
    cut = skimmed(body, step)
    whole = split_rows(body, "rows")
    assert (msgspec.json.decode(cut.envelope), cut.rows) == (
        msgspec.json.decode(whole.envelope),
        whole.rows,
    )
    assert [json.loads(row) for row in cut.rows] == rows


@pytest.mark.parametrize("step", [1 << 14, (1 << 16) + 1])
def test_of_a_giant_only_the_head_is_kept_and_its_neighbours_whole(step):
    """Row 41."""
    giant = ROW % (b"g", b'\\\\\\"]}' * (MAX_ROW_BYTES // 5))
    first, last = ROW % (b"a", b"x"), ROW % (b"b", b"y")
    cut = skimmed(page(first, giant, last), step)
    assert cut.rows == [first, last]
    assert msgspec.json.decode(cut.envelope) == {"rows": [], "next": "n2", "more": True}
    (found,) = cut.giants
    assert (found.head, found.size) == (giant[:HEAD_BYTES], len(giant))
    assert dict(found.unreadable().names) == {"kind": "ticket", "id": "g"}


def test_the_largest_allowed_row_is_no_giant():
    frame = len(ROW % (b"a", b""))
    row = ROW % (b"a", b"x" * (MAX_ROW_BYTES - frame))
    assert len(row) == MAX_ROW_BYTES
    assert skimmed(page(row)).rows == [row]
    assert skimmed(page(row[:-3] + b'x"}}')).rows == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>[]",
        page(ROW % (b"a", b"x"))[:-1],
        page(ROW % (b"a", b"x"))[:30],
        b'{"rows":[]}}',
        b'{"others":[]}',
        b'{"rows":[],"next":"n',
    ],
)
def test_what_is_cut_off_or_no_page_is_refused_whole(body):
    """Row 40."""
    with pytest.raises(ServerError):
        skimmed(body)


@pytest.mark.parametrize(
    ("limit", "body"),
    [
        ("MAX_SKIMMED_BYTES", page(ROW % (b"g", b"x" * 5000))),
        ("MAX_ANSWER_BYTES", page(*[ROW % (b"a", b"x" * 100)] * 20)),
        ("MAX_ANSWER_BYTES", page()[:-1] + b',"x":"' + b"x" * 2000 + b'"}'),
    ],
)
def test_an_answer_without_an_end_is_given_up(limit, body, monkeypatch):
    """Row 41: neither the way nor what is kept of it is endless."""
    monkeypatch.setattr(skim, limit, 1000)
    with pytest.raises(TooBigError):
        skimmed(body, 64)
