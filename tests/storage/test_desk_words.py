"""What a desk calls things is kept sealed, and can be lost without harm."""

import os

import pytest

from deskclient.domain.desk_words import KindWords, OwnField, States, shaped
from deskclient.domain.errors import ReadOnlyError
from deskclient.domain.fields import Choice
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.domain.workflow import Phase
from deskclient.storage.desk_words import NAME, read_words, write_words
from deskclient.storage.reader import open_reader
from deskclient.storage.stores import open_stores
from tests.storage.builders import feed, snap, ticket

FLOORS = tuple(Choice(f"Этаж {one}", f"Этаж {one}") for one in range(9_000))
WORDS = {"ticket": KindWords(fields=(OwnField(name="cf_2", label="Этаж", choices=FLOORS),))}


def test_what_is_kept_is_read_again_and_cannot_be_read_in_the_file(folder, key):
    folder.mkdir()
    assert read_words(folder, key) == {}
    write_words(folder, key, WORDS)
    assert read_words(folder, key) == WORDS
    assert "Этаж".encode() not in (folder / NAME).read_bytes()
    write_words(folder, key, {})
    assert list(folder.iterdir()) == []


def test_a_damaged_file_or_another_key_counts_as_none(folder, key, expected_logs):
    folder.mkdir()
    expected_logs.expect("what the desk calls things cannot be read here")
    write_words(folder, key, WORDS)
    assert read_words(folder, bytes(32)) == {}
    whole = (folder / NAME).read_bytes()
    for content in (b"", whole[:-1], whole[:70_000], whole.replace(whole[40:44], b"????")):
        (folder / NAME).write_bytes(content)
        assert read_words(folder, key) == {}


def test_what_was_kept_stays_if_the_new_cannot_be_written(folder, key, monkeypatch):
    folder.mkdir()
    write_words(folder, key, WORDS)

    def refuse(_handle):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ReadOnlyError):
        write_words(folder, key, {"ticket": KindWords()})
    assert read_words(folder, key) == WORDS


def test_when_the_desk_has_other_states_what_is_open_is_told_anew(folder, key, registry):
    stores = open_stores(folder, key, registry)
    page = [snap("t1", ticket(1, status="on_hold")), snap("t2", ticket(2, status="open"))]
    stores.cache.apply_page(page, feed())
    stores.close()
    states = States(initial="open", phases={"open": Phase.ACTIVE, "on_hold": Phase.DONE})
    choices = {"status": (Choice("open", "open"), Choice("on_hold", "on hold"))}
    theirs = shaped(registry, {"ticket": KindWords(choices=choices, states=states)})
    stores = open_stores(folder, key, theirs)
    assert stores.cache_replaced == ""
    reader = open_reader(folder, key, theirs)
    is_open = ListQuery("ticket", (Filter("status", Comparison.OPEN),))
    assert [row.record_id for row in reader.first_rows(is_open, 5)] == ["t2"]
    held = ListQuery("ticket", (Filter("status", values=("on_hold",)),))
    assert [row.record_id for row in reader.first_rows(held, 5)] == ["t1"]
    reader.close()
    stores.close()
