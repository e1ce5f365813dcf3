"""Two waiting edits become one that does the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.merge import merge_patch
from deskclient.domain.operation import Action, Operation, OpState, Patch
from deskclient.domain.replay import replay
from deskclient.sync.squash import can_fold, can_squash, fold, is_unsent, squash
from tests.domain.strategies import DOCS, UNITS, base_of, edit, patches

PAIRS = st.sampled_from(UNITS).flatmap(
    lambda unit: st.tuples(st.just(unit), patches(unit), patches(unit))
)


def two(doc, pair):
    unit, first, second = pair
    older = edit(doc, unit, first, "older")
    seen = replay(TICKET, doc, 1, [older])
    assert seen is not None
    return older, edit(seen.doc, unit, second, "newer"), seen


def plain(doc):
    return {spec.name: spec.value_in(doc) for spec in TICKET.fields}


@given(DOCS, PAIRS)
def test_one_shows_what_two_showed(doc, pair):
    older, newer, _ = two(doc, pair)
    both = replay(TICKET, doc, 1, [older, newer])
    joined = squash(TICKET, older, newer)
    one = replay(TICKET, doc, 1, [] if joined is None else [joined])
    assert both is not None
    assert one is not None
    assert plain(one.doc) == plain(both.doc)


@given(DOCS, PAIRS)
def test_the_desk_makes_of_one_what_it_would_make_of_two(doc, pair):
    older, newer, _ = two(doc, pair)
    joined = squash(TICKET, older, newer)
    first = merge_patch(TICKET, doc, older.patch, older.base)
    second = merge_patch(TICKET, first.doc, newer.patch, newer.base)
    if first.conflicts or second.conflicts:
        return
    patch = Patch() if joined is None else joined.patch
    merged = merge_patch(TICKET, doc, patch, base_of(doc, older.unit))
    if not merged.conflicts:
        assert plain(merged.doc) == plain(second.doc)


@given(DOCS, PAIRS)
def test_a_creation_takes_an_edit_in(doc, pair):
    unit, _, patch = pair
    create = Operation(
        op_id=OpId("c"),
        kind="ticket",
        record_id=RecordId("t1"),
        action=Action.CREATE,
        patch=Patch(set=doc),
    )
    change = edit(doc, unit, patch, "e")
    both = replay(TICKET, None, 0, [create, change])
    one = replay(TICKET, None, 0, [fold(TICKET, create, change)])
    assert both is not None
    assert one is not None
    assert plain(one.doc) == plain(both.doc)


def test_going_back_to_the_start_leaves_nothing_to_send():
    doc = {"subject": "a"}
    older = edit(doc, "subject", Patch(set={"subject": "b"}), "older")
    newer = edit({"subject": "b"}, "subject", Patch(set={"subject": "a"}), "newer")
    assert squash(TICKET, older, newer) is None


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        ({"state": OpState.REJECTED, "first_sent_at": "x"}, True),
        ({"state": OpState.INFLIGHT, "first_sent_at": "x"}, False),
        ({"state": OpState.UNCONFIRMED, "first_sent_at": "x"}, False),
        ({"state": OpState.ACKED, "first_sent_at": "x"}, False),
        ({"state": OpState.QUEUED, "first_sent_at": "x"}, False),
        ({"group_id": "g"}, False),
    ],
)
def test_only_what_surely_was_not_applied_may_be_swallowed(change, may):
    older = replace(edit({}, "subject", Patch(set={"subject": "b"}), "o"), **change)
    newer = edit({}, "subject", Patch(set={"subject": "c"}), "n")
    assert can_squash(older, newer) is may
    assert is_unsent(older) is (may or "group_id" in change)


def test_a_creation_that_was_sent_takes_no_edit_in():
    create = replace(edit({}, "subject", Patch(set={"subject": "b"}), "c"), action=Action.CREATE)
    change = edit({}, "subject", Patch(set={"subject": "c"}), "e")
    assert can_fold(create, change)
    assert not can_fold(replace(create, attempt=1, first_sent_at="x"), change)
    assert can_fold(replace(create, attempt=1, state=OpState.REJECTED), change)
