"""What is shown of a record follows from the snapshot and the operations alone."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kinds.ticket import TICKET
from deskclient.domain.operation import Action, Operation, OpState, Patch
from deskclient.domain.replay import RecordState, replay
from tests.domain.strategies import DOCS, UNITS, edit, patches

CHANGES = st.sampled_from(UNITS).flatmap(lambda unit: st.tuples(st.just(unit), patches(unit)))


def creation(doc) -> Operation:
    return Operation(
        op_id=OpId("create"),
        kind="ticket",
        record_id=RecordId("t1"),
        action=Action.CREATE,
        patch=Patch(set=doc),
        acted_at="2026-11-23T09:00:00.000Z",
    )


@given(DOCS)
def test_without_operations_the_snapshot_is_shown(doc):
    view = replay(TICKET, doc, 3, [])
    assert view is not None
    assert (view.doc, view.state, view.pending) == (doc, RecordState.SYNCED, 0)


def test_nothing_makes_nothing():
    assert replay(TICKET, None, 0, []) is None


@given(DOCS, CHANGES)
def test_an_own_change_is_shown_until_the_snapshot_has_it(doc, change):
    unit, patch = change
    acked = replace(edit(doc, unit, patch, "e"), state=OpState.ACKED, ack_ver=4)
    before, after = replay(TICKET, doc, 3, [acked]), replay(TICKET, doc, 4, [acked])
    assert before is not None
    assert after is not None
    assert {name: before.doc[name] for name in patch.set if name != "tried_already"} == {
        name: value for name, value in patch.set.items() if name != "tried_already"
    }
    assert after.doc == doc
    assert after.pending == 0


@given(DOCS, CHANGES)
def test_a_creation_sent_anew_still_comes_before_the_edits_of_its_record(doc, change):
    """A creation that was refused and repaired stands behind its edits in the order of storing."""
    unit, patch = change
    create, change_op = creation(doc), edit(doc, unit, patch, "e")
    right = replay(TICKET, None, 0, [create, change_op])
    wrong = replay(TICKET, None, 0, [change_op, create])
    assert right is not None
    assert wrong is not None
    assert right.doc == wrong.doc


@given(DOCS, CHANGES)
def test_a_refused_edit_is_not_shown_but_its_state_is(doc, change):
    unit, patch = change
    view = replay(TICKET, doc, 1, [replace(edit(doc, unit, patch, "e"), state=OpState.REJECTED)])
    assert view is not None
    assert view.doc == doc
    assert view.state is RecordState.REJECTED


@given(DOCS)
def test_a_deletion_hides_unless_it_was_refused(doc):
    delete = replace(creation(doc), action=Action.DELETE, patch=Patch())
    shown = replay(TICKET, doc, 1, [delete])
    refused = replay(TICKET, doc, 1, [replace(delete, state=OpState.REJECTED)])
    assert shown is not None
    assert refused is not None
    assert (shown.deleted, refused.deleted) == (True, False)


@given(DOCS, st.lists(st.sampled_from(OpState), min_size=1, max_size=4))
def test_the_worst_state_of_its_operations_is_the_records(doc, states):
    ops = [
        replace(edit(doc, "subject", Patch(set={"subject": "x"}), f"e{n}"), state=state, ack_ver=9)
        for n, state in enumerate(states)
    ]
    view = replay(TICKET, doc, 1, ops)
    assert view is not None
    assert view.pending == len(ops)
    ranks = {state: rank for rank, state in enumerate(RecordState)}
    each = [replay(TICKET, doc, 1, [op]) for op in ops]
    assert ranks[view.state] == max(ranks[one.state] for one in each if one is not None)


def test_a_record_made_here_stands_among_the_newest_at_once():
    view = replay(TICKET, None, 0, [creation({"subject": "New"})])
    assert view is not None
    assert view.doc["created_at"] == view.doc["updated_at"] == "2026-11-23T09:00:00.000Z"
