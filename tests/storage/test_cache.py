"""The cache: pages are whole, newer wins, what is shown follows snapshots and views."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from deskclient.domain.digest import row_digest
from deskclient.domain.errors import DamagedError
from deskclient.domain.fields import Choice, Column, FieldSpec, FieldType
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Reach, Registry
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.domain.replay import RecordState
from deskclient.storage.cache import SqlCache
from deskclient.storage.cache_file import CacheNotReadyError
from deskclient.storage.port import Feed, Quarantined, Snap
from deskclient.storage.reader import open_reader
from deskclient.storage.stores import MemoryStores, memory_stores, open_stores
from tests.storage.builders import BORN, FIRST, entry, feed, snap, ticket, view

ALL = ListQuery("ticket")
SUBJECT = [spec.name for spec in standard_registry()["ticket"].columns].index("subject")


def shown(stores, reader, record_id="t1"):
    found = reader.record("ticket", RecordId(record_id))
    return None if found is None else found.doc["subject"]


@pytest.fixture
def memory():
    stores = memory_stores(standard_registry())
    yield stores
    stores.close()


def test_a_page_and_its_position_are_one(opening):
    """Row 7: after a kill inside a page both are as before it."""
    stores = opening()
    stores.cache.apply_page([snap("t1", ticket(1))], feed(cursor="one"))
    no_state: Any = "no state"
    with pytest.raises(KeyError):
        stores.cache.apply_page(
            [snap("t2", ticket(2))], feed(cursor="two"), [view("t3", ticket(3), no_state)]
        )
    stores = opening()
    found = stores.cache.feed()
    assert found is not None
    assert found.cursor == "one"
    assert stores.cache.snap("ticket", RecordId("t2")) is None
    assert stores.cache.digest() == (1, row_digest("ticket", "t1", 1))


def test_a_snapshot_never_goes_back_within_a_generation(memory):
    """Row 12: a stale page that comes late changes nothing."""
    cache = memory.cache
    cache.apply_page([snap("t1", ticket(1, subject="new"), 5)], feed())
    assert cache.apply_page([snap("t1", ticket(1, subject="old"), 4)], feed()) == ()
    assert shown(memory, memory.reader) == "new"
    cache.apply_page([snap("t1", ticket(1, subject="restored"), 2)], feed(2))
    assert shown(memory, memory.reader) == "restored"


def test_what_is_gone_does_not_come_back_with_a_late_page(memory):
    """Row 12: a tombstone is remembered with its version."""
    cache = memory.cache
    cache.apply_page([snap("t1", ticket(1), 3)], feed())
    assert cache.apply_page([snap("t1", None, 4)], feed()) == (("ticket", "t1"),)
    cache.apply_page([snap("t1", ticket(1), 3)], feed())
    assert shown(memory, memory.reader) is None
    found = cache.snap("ticket", RecordId("t1"))
    assert found is not None
    assert (found.doc, found.ver) == (None, 4)
    cache.apply_page([snap("t1", ticket(1, subject="again"), 5)], feed())
    assert shown(memory, memory.reader) == "again"
    assert cache.digest()[0] == 1


def test_a_view_covers_the_snapshot_until_it_is_taken_away(memory):
    """Row 6: the overlay stays while the snapshot below it moves."""
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1))], feed())
    cache.write_views([view("t1", ticket(1, subject="mine"))])
    found = reader.record("ticket", RecordId("t1"))
    assert (found.doc["subject"], found.state, found.pending) == ("mine", RecordState.PENDING, 1)
    assert found.snap["subject"] == "Ticket 1"
    cache.apply_page(
        [snap("t1", ticket(1, subject="theirs"), 2)],
        feed(),
        [view("t1", ticket(1, subject="mine"))],
    )
    assert shown(memory, reader) == "mine"
    assert reader.record("ticket", RecordId("t1")).snap["subject"] == "theirs"
    cache.show_snapshots([("ticket", RecordId("t1"))])
    found = reader.record("ticket", RecordId("t1"))
    assert (found.doc["subject"], found.state, found.pending) == ("theirs", RecordState.SYNCED, 0)


def test_a_deleted_record_hides_and_comes_back(memory):
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap("t1", ticket(1)), entry("e1", "t1", "words")], feed())
    key = reader.first_rows(ALL, 5)[0].key
    cache.write_views([view("t1", None)])
    assert reader.count(ALL) == 0
    assert len(reader.children("entry", RecordId("t1"))) == 1
    found = cache.snap("ticket", RecordId("t1"))
    assert found is not None
    assert found.doc is not None
    assert cache.digest()[0] == 2
    cache.show_snapshots([("ticket", RecordId("t1"))])
    assert reader.first_rows(ALL, 5)[0].key == key


def test_what_shows_more_than_its_snapshot_is_known_after_a_restart(opening):
    """Row 2: the views of records with operations are computed again at the start."""
    cache = opening().cache
    cache.apply_page([snap(f"t{n}", ticket(n)) for n in range(5)], feed())
    cache.write_views([view("t1", ticket(1, subject="mine")), view("t2", None)])
    cache.write_views([view("t3", ticket(3)), view("new", ticket(9))])
    found = opening().cache.overlaid()
    assert sorted(found) == [("ticket", one) for one in ("new", "t1", "t2", "t3")]


def test_a_record_made_here_keeps_its_place_when_the_desk_has_it(memory):
    cache, reader = memory.cache, memory.reader
    cache.write_views([view("t1", ticket(5, subject="made here"))])
    key = reader.first_rows(ALL, 5)[0].key
    assert reader.record("ticket", RecordId("t1")).ver == 0
    made = snap("t1", ticket(5, created_at="2026-03-01T00:00:00.000Z"), 1)
    cache.apply_snaps([replace(made, own=True)], [])
    (row,) = reader.first_rows(ALL, 5)
    assert (row.key, row.state, row.unread) == (key, RecordState.SYNCED, False)
    cache.write_views([view("t9", ticket(9))])
    cache.show_snapshots([("ticket", RecordId("t9"))])
    assert reader.record("ticket", RecordId("t9")) is None


def test_only_records_that_look_different_are_told(memory):
    cache = memory.cache
    page = [snap("t1", ticket(1)), snap("t2", ticket(2))]
    assert cache.apply_page(page, feed()) == (("ticket", "t1"), ("ticket", "t2"))
    assert cache.apply_page(page, feed()) == ()
    again = [snap("t1", ticket(1), 2), snap("t2", ticket(2, subject="x"), 2)]
    assert cache.apply_page(again, feed()) == (("ticket", "t2"),)
    assert cache.apply_page(
        [snap("t1", ticket(1), 3)], feed(), [view("t1", ticket(1), RecordState.SENDING)]
    ) == (("ticket", "t1"),)


def test_a_new_generation_drops_what_it_did_not_bring_but_no_unsent_work(memory):
    cache, reader = memory.cache, memory.reader
    cache.apply_page([snap(f"t{n}", ticket(n), 7) for n in range(1, 5)], feed())
    cache.write_views([view("t2", ticket(2, subject="unsent")), view("t3", None)])
    cache.write_views([view("local", ticket(8, subject="made here"))])
    cache.apply_page([snap("t1", ticket(1), 1)], feed(2, cursor="", page="2"))
    assert cache.count_stale(2) == (3, 4)
    changed = cache.end_generation(feed(2))
    assert {record_id for _, record_id in changed} == {"t4"}
    assert {row.record_id for row in reader.first_rows(ALL, 9)} == {"t1", "t2", "local"}
    assert shown(memory, reader, "t2") == "unsent"
    assert reader.record("ticket", RecordId("t2")).ver == 0
    assert cache.digest() == (1, row_digest("ticket", "t1", 1))
    assert cache.count_stale(2) == (0, 1)


def test_what_belongs_to_a_vanished_ticket_goes_with_it(memory):
    cache, reader = memory.cache, memory.reader
    page = [snap("t1", ticket(1)), entry("e1", "t1", "old"), entry("e2", "t1", "x")]
    cache.apply_page(page, feed())
    cache.write_views([view("e2", entry("e2", "t1", "unsent").doc, kind="entry")])
    cache.drop_records([("ticket", RecordId("t1"))])
    assert [one.record_id for one in reader.children("entry", RecordId("t1"))] == ["e2"]
    assert cache.digest() == (0, 0)


def test_a_poison_record_is_put_aside_and_the_page_goes_on(memory):
    """Row 21: quarantined and visible; the others are stored. Row 42: a lone surrogate is one."""
    bad = Quarantined("ticket", "S9", b"\xff", "no JSON")
    page = [snap("t1", ticket(1, subject="\ud800")), snap("t2", ticket(2))]
    memory.cache.apply_page(page, feed(), quarantined=[bad])
    assert [row.record_id for row in memory.reader.first_rows(ALL, 5)] == ["t2"]
    found = memory.cache.quarantine()
    assert {one.server_id for one in found} == {"S9", "t1"}
    memory.cache.apply_page([snap("t1", ticket(1), 2)], feed())
    assert {one.server_id for one in memory.cache.quarantine()} == {"S9"}


def test_a_poison_record_that_leaves_is_set_aside_no_longer(memory):
    """Row 21, row 47: nobody can do anything about it any more."""
    bad = Quarantined("ticket", "S9", b"\xff", "no JSON")
    memory.cache.apply_page([], feed(), quarantined=[bad])
    memory.cache.apply_page([], feed(), left=[("ticket", RecordId("S9"))])
    assert not memory.cache.quarantine()


def test_a_complete_pull_tells_anew_what_cannot_be_understood(memory):
    """Row 21: what the desk has no more, or tells right now, does not stay set aside."""
    bad = [Quarantined("ticket", one, b"\xff", "no JSON") for one in ("S8", "S9")]
    memory.cache.apply_page([], feed(), quarantined=bad)
    again = replace(feed(), generation=feed().generation + 1, cursor="")
    memory.cache.apply_page([], again, quarantined=bad[:1])
    memory.cache.apply_page([snap("t1", ticket(1))], again)
    assert {one.server_id for one in memory.cache.quarantine()} == {"S8"}


@pytest.mark.parametrize(
    "odd",
    [
        {"subject": 5},
        {"status": "unheard_of"},
        {"status": 7},
        {"tags": "not a list"},
        {"tags": [1, None]},
        {"created_at": "yesterday"},
        {"created_at": None},
        {"asset_tag": ["x"]},
        {"queue": ["a", "b"]},
        {"due_at": {"x": 1}},
        {"unknown_field": {"deep": [1]}},
        {"minutes_spent": True},
    ],
)
def test_values_of_unexpected_shape_are_kept_as_they_are(memory, odd):
    """Row 24: unknown fields and values of a newer desk stay whole."""
    memory.cache.apply_page([snap("t1", ticket(1, **odd))], feed())
    found = memory.reader.record("ticket", RecordId("t1"))
    assert {name: found.doc[name] for name in odd} == odd
    (row,) = memory.reader.first_rows(ALL, 1)
    assert row.record_id == "t1"


def test_records_born_at_one_moment_with_one_hash_get_two_places(memory, monkeypatch):
    monkeypatch.setattr("deskclient.storage.cache.natural_key", lambda *_: 77)
    memory.cache.apply_page([snap(f"t{n}", ticket(1)) for n in range(3)], feed())
    memory.cache.apply_page([snap(f"u{n}", ticket(1)) for n in range(2)], feed())
    assert sorted(memory.reader.keys(ALL)) == [77, 78, 79, 80, 81]


def test_the_fingerprint_of_a_row_is_part_of_the_protocol_and_never_changes():
    assert row_digest("ticket", "Ё1", 7) == 10822884557536296275


IDS = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.one_of(
    st.tuples(st.just("page"), IDS, st.integers(1, 5), st.booleans()),
    st.tuples(st.just("snap"), IDS, st.integers(1, 5), st.booleans()),
    st.tuples(st.just("view"), IDS, st.integers(1, 5), st.booleans()),
    st.tuples(st.just("bare"), IDS, st.just(0), st.just(value=False)),
    st.tuples(st.just("drop"), IDS, st.just(0), st.just(value=False)),
    st.tuples(st.just("generation"), IDS, st.just(0), st.just(value=False)),
    st.tuples(st.just("index"), IDS, st.just(0), st.just(value=False)),
)


def act(cache: SqlCache, what: str, one: Snap, position: Feed) -> None:
    records = [("ticket", one.record_id)]
    steps: dict[str, Callable[[], object]] = {
        "page": lambda: cache.apply_page([one], position),
        "snap": lambda: cache.apply_snaps([one], []),
        "view": lambda: cache.write_views([view(one.record_id, one.doc)]),
        "bare": lambda: cache.show_snapshots(records),
        "drop": lambda: cache.drop_records(records),
        "generation": lambda: cache.end_generation(position),
        "index": lambda: cache.index_step(2),
    }
    steps[what]()


@settings(deadline=None, max_examples=80)
@given(st.lists(STEPS, max_size=25))
def test_counts_digest_and_index_always_follow_the_rows(steps):
    stores = memory_stores(standard_registry())
    cache, reader, generation = stores.cache, stores.reader, 1
    for what, record_id, number, gone in steps:
        doc = None if gone else ticket(number, subject=f"word{number}")
        generation += what == "generation"
        act(cache, what, snap(record_id, doc, number), feed(generation))
    while cache.index_step(2):
        pass
    snaps = cache.snaps("ticket", [RecordId(one) for one in "abcd"]).values()
    live = [one for one in snaps if one.doc is not None]
    total = sum(row_digest("ticket", one.server_id, one.ver) for one in live) % 2**64
    assert cache.digest() == (len(live), total)
    assert cache.count_stale(generation + 1)[1] == len(live)
    for number in range(1, 6):
        word = f"word{number}"
        wanted = {row.record_id for row in reader.first_rows(ALL, 9) if row.values[SUBJECT] == word}
        raw = cache._database.raw
        found = raw.execute(
            "SELECT id FROM fts_ticket f LEFT JOIN k_ticket t ON t.key = f.rowid"
            " WHERE fts_ticket MATCH ?",
            (word,),
        ).fetchall()
        assert sorted(row[0] for row in found) == sorted(wanted)
    stores.close()


FAMILIES = st.lists(
    st.tuples(
        st.sampled_from(["ticket", "entry", "person"]),
        st.integers(0, 3),
        st.integers(1, 3),
        st.sampled_from(["straw", "berry", "melon", ""]),
    ),
    max_size=14,
)


def told(kind: str, number: int, ver: int, word: str) -> Snap:
    """A record of a small desk in which everything belongs to everything."""
    if kind == "person":
        return snap(f"p{number}", {"name": f"Ann {word}", "created_at": BORN}, ver, kind)
    if kind == "entry":
        return replace(entry(f"e{number}", f"t{number % 2}", f"said {word}"), ver=ver)
    return snap(f"t{number}", ticket(number, subject=word, requester=f"p{number}"), ver)


def found_words(stores: MemoryStores) -> dict[str, set[tuple[str, str]]]:
    """What each word finds, as kind and id."""
    raw = stores.cache._database.raw
    return {
        word: {
            (kind, row[0])
            for kind in ("ticket", "person")
            for row in raw.execute(
                f"SELECT coalesce(t.id, 'nothing') FROM fts_{kind} f"  # noqa: S608 - ours
                f" LEFT JOIN k_{kind} t ON t.key = f.rowid WHERE fts_{kind} MATCH ?",
                (word,),
            )
        }
        for word in ("straw", "berry", "melon", "ann", "said")
    }


@settings(deadline=None, max_examples=40)
@given(FAMILIES, st.integers(1, 6))
def test_a_first_pull_finds_the_same_as_indexing_later_whatever_comes_together(rows, size):
    at_once, later = (memory_stores(standard_registry()) for _ in range(2))
    for start in range(0, len(rows), size):
        page = [told(*row) for row in rows[start : start + size]]
        at_once.cache.apply_page(page, FIRST)
        later.cache.apply_page(page, feed(cursor="c"))
    for stores in (at_once, later):
        while stores.cache.index_step(2):
            pass
    assert found_words(at_once) == found_words(later)
    assert at_once.cache.digest() == later.cache.digest()
    kept = [
        stores.cache.snaps("ticket", [RecordId(f"t{n}") for n in range(4)])
        for stores in (at_once, later)
    ]
    assert kept[0] == kept[1]
    at_once.close()
    later.close()


def test_new_records_of_a_first_pull_are_found_without_being_indexed_later(memory):
    page = [snap("t1", ticket(1, subject="straw")), entry("e1", "t1", "berry")]
    memory.cache.apply_page(page, FIRST)
    assert found_words(memory)["straw"] == {("ticket", "t1")}
    assert found_words(memory)["berry"] == {("ticket", "t1")}
    assert memory.cache.index_step(0) == 0


def test_a_reply_that_comes_after_its_ticket_makes_it_be_indexed_again(memory):
    memory.cache.apply_page([snap("t1", ticket(1))], FIRST)
    memory.cache.apply_page([entry("e1", "t1", "berry")], FIRST)
    assert memory.cache.index_step(0) == 1
    assert memory.cache.index_step(5) == 0
    assert found_words(memory)["berry"] == {("ticket", "t1")}


def test_a_first_page_that_cannot_be_stored_leaves_nothing_and_comes_again(memory, monkeypatch):
    def fail(*_: object) -> None:
        raise DamagedError("no")

    page = [snap("p1", {"name": "Ann"}, kind="person"), snap("t1", ticket(1, subject="straw"))]
    with monkeypatch.context() as patch:
        patch.setattr("deskclient.storage.cache.put_quarantined", fail)
        with pytest.raises(DamagedError):
            memory.cache.apply_page(page, FIRST)
    assert not memory.reader.first_rows(ALL, 1)
    assert found_words(memory)["straw"] == set()
    memory.cache.apply_page(page, FIRST)
    assert found_words(memory)["ann"] == {("ticket", "t1"), ("person", "p1")}
    assert memory.cache.digest()[0] == 2


def test_records_of_a_first_pull_with_one_hash_get_two_places(memory, monkeypatch):
    monkeypatch.setattr("deskclient.storage.cache.natural_key", lambda *_: 77)
    memory.cache.apply_page([snap(f"t{n}", ticket(1, subject="straw")) for n in range(3)], FIRST)
    assert sorted(memory.reader.keys(ALL)) == [77, 78, 79]
    while memory.cache.index_step(5):
        pass
    assert len(found_words(memory)["straw"]) == 3


def test_lists_get_their_indexes_only_after_the_first_pull(memory):
    memory.cache.apply_page([snap("t1", ticket(1))], FIRST)
    assert memory.cache.prepare_step() is None
    memory.cache.end_generation(feed())
    left = [memory.cache.prepare_step() for _ in range(3)]
    assert left == sorted(left, reverse=True)
    assert left[0] > left[2] > 0
    while memory.cache.prepare_step():
        pass
    assert memory.cache.prepare_step() == 0


def test_a_cache_at_rest_lets_go_of_its_pages_and_still_has_all_records(memory):
    memory.cache.apply_page([snap(f"t{n}", ticket(n)) for n in range(50)], FIRST)
    asked: list[str] = []
    memory.cache._database.session.before = asked.append
    memory.cache.rest()
    assert asked == ["PRAGMA shrink_memory"]
    assert memory.cache.digest()[0] == 50


GADGET = Kind(
    name="gadget",
    label="Gadget",
    label_plural="Gadgets",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(
        FieldSpec(name="name", type=FieldType.TEXT, label="Name", searchable=True, column=Column()),
        FieldSpec(
            name="grade",
            type=FieldType.CHOICE,
            label="Grade",
            choices=(Choice("poor", "Poor", rank=1), Choice("good", "Good", rank=0)),
            column=Column(),
            indexed=True,
        ),
    ),
)


def test_another_registry_rebuilds_the_tables_from_what_they_hold(folder, key, registry):
    """Row 22: an upgrade adds kinds and columns without pulling everything again."""
    small = Registry(tuple(kind for kind in registry if kind.name != "attachment"))
    stores = open_stores(folder, key, small)
    stores.cache.apply_page([snap("t1", ticket(1, tags=["vip"]), 4), snap("t2", ticket(2))], feed())
    mine = ticket(1, subject="mine", tags=["vip"])
    stores.cache.write_views([view("t2", None), view("t1", mine)])
    wanted = stores.cache.digest()
    stores.close()
    larger = registry.with_kinds(GADGET)
    with pytest.raises(CacheNotReadyError):
        open_reader(folder, key, larger)
    stores = open_stores(folder, key, larger)
    assert stores.cache_replaced == ""
    assert stores.cache.digest() == wanted
    found = stores.cache.feed()
    assert found is not None
    assert found.cursor == "c"
    gadgets = {"g1": {"name": "Router"}, "g2": {"grade": "poor"}}
    page = [snap(name, doc, kind="gadget") for name, doc in gadgets.items()]
    stores.cache.apply_page(page, feed())
    while stores.cache.index_step(50):
        pass
    reader = open_reader(folder, key, larger)
    assert [one.record_id for one in reader.find_names("gadget", "rout", 5)] == ["g1"]
    query = ListQuery("ticket", (Filter("tags", values=("vip",)),))
    assert [row.state for row in reader.first_rows(query, 5)] == [RecordState.PENDING]
    poor = ListQuery("gadget", (Filter("grade", values=("poor",)),), sort="grade")
    assert [row.values for row in reader.first_rows(poor, 5)] == [(None, "poor")]
    assert reader.count(ListQuery("gadget", (Filter("status", Comparison.OPEN),))) == 0
    stores.cache.show_snapshots([("ticket", RecordId("t2"))])
    assert reader.count(ALL) == 2
    reader.close()
    stores.close()


def test_a_cache_of_another_format_is_made_anew(folder, key, registry):
    stores = open_stores(folder, key, registry)
    stores.cache.apply_page([snap("t1", ticket(1))], feed())
    with stores.cache._database.write() as session:
        session.run("UPDATE meta SET v = 'old' WHERE k IN ('format', 'layout')")
    stores.close()
    stores = open_stores(folder, key, registry)
    assert stores.cache.feed() is None
    assert stores.cache_replaced
    stores.close()


def test_moments_of_birth_order_the_keys(memory):
    memory.cache.apply_page(
        [snap(f"t{n}", ticket(n, created_at=f"20{n:02}-01-01T00:00:00.000Z")) for n in range(20)],
        feed(),
    )
    memory.cache.apply_page([snap("born", ticket(1, created_at=BORN))], feed())
    rows = memory.reader.first_rows(ListQuery("ticket", sort="created_at"), 50)
    assert [row.record_id for row in rows] == [*(f"t{n}" for n in range(20)), "born"]
