"""What the history proves of a request whose answer was lost."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from deskclient.backends.other_desks.witness import (
    Witness,
    has_settled,
    plain_words,
    same_files,
    says_the_same,
    witness_now,
    witness_of,
)
from deskclient.domain.times import to_text
from tests.backends.request_tracker.wishes import attached, said

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def ago(seconds):
    return to_text(NOW - timedelta(seconds=seconds))


@pytest.mark.parametrize("at", [NOW, None])
def test_a_witness_survives_its_way_through_the_store(at):
    witness = witness_now(1194, at)
    op = replace(said("n"), witness=witness.to_text())
    assert witness_of(op) == witness


@pytest.mark.parametrize("text", ["", "x", "7", "7 nonsense"])
def test_any_witness_can_be_read(text):
    assert witness_of(replace(said("n"), witness=text)).last in {0, 7}


@pytest.mark.parametrize(
    ("first", "last", "settled"),
    [(61, 61, True), (59, 59, False), (3600, 5, False), (5, 3600, False), (60, 60, True)],
)
def test_the_last_sending_must_be_long_enough_ago(first, last, settled):
    witness = Witness(7, ago(last)).to_text()
    op = replace(said("n"), first_sent_at=ago(first), witness=witness)
    assert has_settled(op, NOW, 60.0) == settled


def test_nothing_has_settled_without_knowing_when():
    op = replace(said("n"), first_sent_at=ago(600))
    assert has_settled(op, NOW, 60.0)
    assert not has_settled(op, None, 60.0)
    assert not has_settled(said("n"), NOW, 60.0)
    assert not has_settled(replace(op, witness="7 nonsense"), NOW, 60.0)


@pytest.mark.parametrize(
    ("mine", "theirs", "their_format"),
    [
        ("a\r\nb  \n\n", "a\nb", "plain"),
        ("a b", "<p>a</p>\n<p>b</p>", "html"),
        ("Tom & «ё»", "Tom &amp; «ё»", "html"),
        ("", "", "plain"),
    ],
)
def test_words_are_the_same_whatever_rt_made_of_line_ends_and_form(mine, theirs, their_format):
    doc = {"body": theirs, "body_format": their_format}
    assert says_the_same(said("n", body=mine), doc)
    assert not says_the_same(said("n", body=f"{mine}!"), doc)


def test_plain_text_keeps_what_looks_like_html():
    assert plain_words("<b>x</b>", "plain") == "<b>x</b>"


def test_files_are_compared_by_name_as_often_as_they_come():
    entry = said("m")
    files = [attached("1", entry, "a"), attached("2", entry, "b"), attached("3", entry, "a")]
    assert same_files(files, ["a", "a", "b"])
    assert not same_files(files, ["a", "b", "b"])
