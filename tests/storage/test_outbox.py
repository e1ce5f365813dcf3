"""The outbox: each change of it is there after a restart, whole."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from deskclient.domain.errors import StorageError
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import (
    OP_SCHEMA,
    Action,
    FieldConflict,
    Operation,
    OpProblem,
    OpState,
    Patch,
    Verdict,
    VerdictKind,
)
from deskclient.storage.outbox_rows import op_to_row, row_to_op
from deskclient.storage.port import Draft, Rewrite, StagedFile
from deskclient.storage.stores import memory_stores
from tests.storage.builders import BORN, edit


def acked(op_id: str, ver: int = 5, server_id: str = "S1") -> Verdict:
    return Verdict(
        op_id=OpId(op_id), kind=VerdictKind.APPLIED, server_id=ServerId(server_id), ver=ver, seq=9
    )


def test_operations_keep_the_order_they_were_made_in(opening):
    outbox = opening().outbox
    first = outbox.add([edit("z", subject="one"), edit("a", subject="two")])
    outbox.add([edit("m", "t2", subject="three")])
    outbox = opening().outbox
    assert [one.op_id for one in outbox.pending()] == ["z", "a", "m"]
    assert [one.seq for one in first] == [1, 2]
    assert [one.op_id for one in outbox.of_record("ticket", RecordId("t1"))] == ["z", "a"]


def test_a_number_is_never_given_out_twice(stores):
    stores.outbox.add([edit("a", subject="x"), edit("b", subject="y")])
    stores.outbox.settle([OpId("a"), OpId("b")])
    (again,) = stores.outbox.add([edit("c", subject="z")])
    assert again.seq == 3


def test_squashing_replaces_and_the_draft_goes_in_the_same_commit(stores):
    stores.outbox.add([edit("a", subject="x")])
    stores.outbox.save_draft(Draft("d1", "reply", "t1", {"body": "half"}, BORN))
    file = StagedFile("f" * 64, 3, "a.txt", "text/plain")
    stores.outbox.add(
        [edit("b", subject="y")], files=[file], replaces=[OpId("a")], finished_draft="d1"
    )
    assert [one.op_id for one in stores.outbox.pending()] == ["b"]
    assert stores.outbox.drafts() == ()
    assert stores.outbox.staged("f" * 64) == file


def test_a_refused_addition_changes_nothing(stores):
    stores.outbox.add([edit("a", subject="x")])
    stores.outbox.save_draft(Draft("d1", "reply", "t1", {"body": "half"}, BORN))
    with pytest.raises(StorageError) as refused:
        stores.outbox.add([edit("b", subject="y"), edit("a", subject="z")], finished_draft="d1")
    assert "UNIQUE" in str(refused.value.__cause__)
    assert [one.op_id for one in stores.outbox.pending()] == ["a"]
    assert len(stores.outbox.drafts()) == 1


def test_sending_acknowledging_and_settling(opening):
    """Row 6: between W5 and W7 the operation stays, with what it was acknowledged at."""
    outbox = opening().outbox
    (made,) = outbox.add([replace(edit("a", subject="x"), action=Action.CREATE)])
    sending = replace(
        made, state=OpState.INFLIGHT, attempt=1, token="tok", witness="w7", first_sent_at=BORN
    )
    outbox.mark_sending([sending])
    outbox = opening().outbox
    assert outbox.get(OpId("a")) == sending
    outbox.mark_acked([(sending, acked("a"))], "epoch-1", BORN)
    outbox = opening().outbox
    found = outbox.get(OpId("a"))
    assert found is not None
    assert (found.state, found.ack_ver, found.ack_seq) == (OpState.ACKED, 5, 9)
    assert outbox.server_id("ticket", RecordId("t1")) == "S1"
    assert outbox.record_id("ticket", ServerId("S1")) == "t1"
    assert outbox.record_id("ticket", ServerId("other")) == "other"
    later = outbox.add([replace(edit("b", subject="y"), record_id=RecordId("S1"))])[0]
    outbox.mark_acked([(later, acked("b"))], "epoch-1", BORN)
    assert outbox.record_id("ticket", ServerId("S1")) == "t1"
    outbox.settle([OpId("a"), OpId("b")])
    assert outbox.pending() == ()
    sent, _later = outbox.sent_since(BORN)
    assert (sent.operation.op_id, sent.ack_ver, sent.epoch) == ("a", 5, "epoch-1")
    assert [what for _, what, _ in outbox.events(OpId("a"))] == [
        "made",
        "sending",
        "acked",
        "settled",
    ]
    outbox.forget_sent("2027-01-01T00:00:00.000Z")
    assert outbox.sent_since("") == ()


def test_what_the_desk_merged_is_known_for_a_while_the_newest_first(opening):
    """Row 51: the list survives a restart and the end of the operation itself."""
    outbox = opening().outbox
    for name, kind in (("a", "merged"), ("b", "applied"), ("c", "merged"), ("d", "merged")):
        (made,) = outbox.add([edit(name, subject=name)])
        answer = replace(acked(name), kind=VerdictKind(kind))
        outbox.mark_acked([(made, answer)], "epoch-1", BORN)
        outbox.settle([made.op_id])
    outbox = opening().outbox
    assert [one.operation.op_id for one in outbox.merged_lately(20)] == ["d", "c", "a"]
    assert [one.operation.op_id for one in outbox.merged_lately(2)] == ["d", "c"]
    assert outbox.merged_lately(1)[0].operation.patch.set == {"subject": "d"}


def test_both_values_of_a_collision_are_kept_until_it_is_decided(opening):
    outbox = opening().outbox
    (made,) = outbox.add([edit("a", subject="mine")])
    clash = FieldConflict("subject", "base", "mine", "theirs", "p2", BORN, ("x", "y"))
    outbox.add_conflicts(OpId("a"), [clash], 7)
    outbox = opening().outbox
    (stored,) = outbox.conflicts()
    assert (stored.op_id, stored.conflict, stored.theirs_ver) == ("a", clash, 7)
    outbox.replace(replace(made, base={"subject": "theirs"}, base_ver=7))
    assert outbox.conflicts() == ()
    found = outbox.get(OpId("a"))
    assert found is not None
    assert (found.state, found.base_ver) == (OpState.QUEUED, 7)


def test_a_reason_goes_with_the_state(stores):
    """Row 21: a refused operation says why, and the others go on."""
    stores.outbox.add([edit("a", subject="x"), edit("b", subject="y")])
    why = OpProblem("forbidden", "You may not do this.", "subject", "Ask.")
    stores.outbox.set_state([OpId("a")], OpState.REJECTED, why)
    stores.outbox.set_state([OpId("b")], OpState.HELD, hold_until=BORN)
    first, second = stores.outbox.pending()
    assert (first.state, first.problem) == (OpState.REJECTED, why)
    assert (second.state, second.problem, second.hold_until) == (OpState.HELD, None, BORN)


def test_discarding_is_noted(stores):
    stores.outbox.add([edit("a", subject="x")])
    stores.outbox.discard([OpId("a")])
    assert stores.outbox.pending() == ()
    assert [what for _, what, _ in stores.outbox.events(OpId("a"))] == ["made", "discarded"]


def test_drafts_facts_and_files_are_replaced_by_name(opening):
    """Row 1: what was saved of a draft is there after a kill."""
    outbox = opening().outbox
    outbox.save_draft(Draft("d1", "reply", "t1", {"body": "Гал"}, BORN))
    outbox.save_draft(Draft("d1", "reply", "t1", {"body": "Галочка"}, BORN))
    outbox.set_meta("epoch", "e1")
    outbox.set_meta("epoch", "e2")
    file = StagedFile("a" * 64, 10, "x.png", "image/png", "up1", 4, complete=False)
    outbox.save_staged(file)
    outbox = opening().outbox
    assert [one.content["body"] for one in outbox.drafts()] == ["Галочка"]
    assert outbox.get_meta("epoch") == "e2"
    assert outbox.get_meta("unknown") == ""
    assert outbox.staged("a" * 64) == file
    outbox.delete_draft("d1")
    outbox.forget_staged(["a" * 64])
    assert outbox.drafts() == outbox.staged_files() == ()


def test_an_older_form_is_brought_up():
    """Row 22: an operation of an older version is understood after an upgrade."""
    row = {**op_to_row(edit("a", subject="x")), "seq": 4, "op_schema": OP_SCHEMA - 1}
    row["caption"] = row.pop("label")
    op = row_to_op(row, {OP_SCHEMA - 1: lambda old: {**old, "label": old["caption"]}})
    assert op.state is OpState.QUEUED
    assert op.patch.set == {"subject": "x"}


@pytest.mark.parametrize(
    "broken",
    [
        {"op_schema": OP_SCHEMA + 1},
        {"op_schema": 0},
        {"patch": "{"},
        {"patch": '{"set": 5}', "depends_on": "7"},
        {"state": "dreaming"},
        {"action": "explode"},
        {"problem": '{"what": 1}'},
    ],
)
def test_what_cannot_be_understood_is_held_and_never_sent(stores, broken):
    """Row 22: it is kept, held and can be exported; the others go on."""
    row = {**op_to_row(edit("a", subject="x")), "seq": 4, **broken}
    op = row_to_op(row)
    assert (op.op_id, op.state) == ("a", OpState.HELD)
    assert op.problem is not None
    assert op.problem.rule == "unreadable"


VALUES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20)
DOCS = st.dictionaries(st.text(max_size=8), VALUES | st.lists(st.text(max_size=5)), max_size=4)
MEMBERS = st.dictionaries(
    st.text(max_size=5), st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=3
)
OPS = st.builds(
    Operation,
    op_id=st.uuids().map(lambda one: OpId(str(one))),
    kind=st.sampled_from(["ticket", "entry"]),
    record_id=st.text(max_size=8).map(RecordId),
    action=st.sampled_from(Action),
    patch=st.builds(
        Patch,
        set=DOCS,
        add=MEMBERS,
        remove=MEMBERS,
        incr=st.dictionaries(st.text(max_size=5), st.integers(-99, 99), max_size=2),
    ),
    base=DOCS,
    base_ver=st.integers(0, 2**40),
    depends_on=st.lists(st.text(max_size=5).map(OpId), max_size=3).map(tuple),
    public=st.booleans(),
    state=st.sampled_from(OpState),
    token=st.text(max_size=9),
    seen_ord=st.integers(0, 999),
    problem=st.none() | st.builds(OpProblem, st.text(max_size=5), st.text(max_size=5)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(OPS, max_size=4, unique_by=lambda one: one.op_id))
def test_what_goes_in_comes_out(ops):
    outbox = memory_stores(standard_registry()).outbox
    stored = outbox.add(ops)
    assert outbox.pending() == stored
    assert [replace(one, seq=0) for one in stored] == ops
    outbox.close()


def test_the_file_is_not_readable_without_the_key(stores, folder):
    stores.outbox.add([edit("a", subject="x")])
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(folder / "outbox.db").execute("SELECT * FROM op")


def test_what_takes_the_place_of_another_stands_where_that_stood(opening):
    outbox = opening().outbox
    first, _ = outbox.add([edit("a", subject="x"), edit("b", subject="y")])
    anew = replace(first, op_id=OpId("c"))
    (stored,) = outbox.rewrite(Rewrite(add=[anew], stand_ins={OpId("a"): OpId("c")}))
    assert stored.seq == 1
    outbox = opening().outbox
    assert [one.op_id for one in outbox.pending()] == ["c", "b"]
    assert [one.seq for one in outbox.add([edit("d", subject="z")])] == [3]


def test_what_the_desk_has_forgotten_waits_again_and_is_no_longer_called_confirmed(opening):
    outbox = opening().outbox
    made, kept = outbox.add([edit("a", subject="x"), edit("b", subject="y")])
    outbox.mark_acked([(made, acked("a")), (kept, acked("b"))], "epoch-1", BORN)
    outbox.settle([OpId("a"), OpId("b")])
    outbox.rewrite(Rewrite(add=[replace(made, seq=0)], forgotten=[OpId("a")]))
    outbox = opening().outbox
    assert [one.op_id for one in outbox.pending()] == ["a"]
    assert [one.operation.op_id for one in outbox.sent_since("")] == ["b"]
