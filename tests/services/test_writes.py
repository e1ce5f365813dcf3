"""The person's wishes become operations that are safe here."""

import pytest

from deskclient.domain.errors import DiskFullError
from deskclient.domain.events import RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import Action, OpState
from deskclient.domain.replay import RecordState
from deskclient.services.api import NewReply, Refusal
from deskclient.services.op_maker import what_of
from deskclient.storage.port import Draft
from tests.fakes.inline_engine import InlineEngine
from tests.services.opened import ME, wait

T1 = RecordId("t1")
NEW = {"subject": "No network", "queue": "q1", "requester": "p7"}


def ops(opened):
    return opened.stores.outbox.pending()


def test_an_edit_is_shown_and_stored_with_its_base(opened):
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}, "form-1"))
    (op,) = ops(opened)
    assert done.op_ids == (op.op_id,)
    assert (op.base["priority"], op.base_ver, op.unit) == ("normal", 3, "priority")
    assert what_of(op) == "edit"
    view = opened.desk.reads.record("ticket", "t1")
    assert (view.doc["priority"], view.state) == ("high", RecordState.PENDING)
    assert RecordsChanged("ticket", (T1,), origin="form-1") in opened.events


def test_one_form_with_two_units_makes_two_operations_of_one_group(opened):
    opened.ticket()
    wait(
        opened.desk.writes.edit(
            "ticket",
            ["t1"],
            {"owner": "me", "status": "solved", "resolution_code": "fixed", "resolution": "ok"},
        )
    )
    assert sorted(op.unit for op in ops(opened)) == ["owner", "status"]
    assert len({op.label for op in ops(opened)}) == 1


def test_a_refused_edit_says_why_and_stores_nothing(opened):
    opened.ticket()
    with pytest.raises(Refusal) as refused:
        wait(opened.desk.writes.edit("ticket", ["t1"], {"status": "solved"}))
    assert {one.field for one in refused.value.troubles} == {"resolution_code", "resolution"}
    assert ops(opened) == ()


def test_a_bulk_edit_with_one_illegal_step_changes_nothing(opened):
    opened.ticket("t1")
    opened.ticket("t2", status="closed")
    with pytest.raises(Refusal):
        wait(opened.desk.writes.edit("ticket", ["t1", "t2"], {"status": "pending_customer"}))
    assert ops(opened) == ()


def test_twenty_tickets_assigned_are_one_group(opened):
    ids = [f"t{n}" for n in range(20)]
    for one in ids:
        opened.ticket(one)
    done = wait(opened.desk.writes.edit("ticket", ids, {"owner": "me"}))
    assert len(done.op_ids) == 20
    assert {what_of(op) for op in ops(opened)} == {"bulk"}
    assert len({op.label for op in ops(opened)}) == 1


def test_a_long_selection_is_worked_off_in_the_background(opened):
    ids = [f"t{n}" for n in range(450)]
    for one in ids:
        opened.ticket(one)
    done = wait(opened.desk.writes.edit("ticket", ids, {"owner": "me"}))
    assert len(done.op_ids) == 450
    assert len(ops(opened)) == 450


def test_a_ticket_that_vanished_is_refused_in_words(opened):
    with pytest.raises(Refusal) as refused:
        wait(opened.desk.writes.edit("ticket", ["gone"], {"owner": "me"}))
    assert refused.value.troubles[0].rule == "gone"


def test_saving_what_is_there_already_does_nothing(opened):
    opened.ticket()
    assert wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "normal"})).op_ids == ()
    assert ops(opened) == ()


def test_a_failure_to_store_reaches_the_form(opened):
    """Row 25: nothing is claimed to be saved, and the form still has it."""
    opened.ticket()
    opened.engine.failure = DiskFullError("The disk is full")
    with pytest.raises(DiskFullError):
        wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    opened.engine.failure = None
    wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    assert len(ops(opened)) == 1


def test_a_new_ticket_comes_with_its_first_message_and_files(opened):
    staged = wait(opened.desk.files.stage_bytes(b"picture", "screen.png", "image/png"))
    done = wait(opened.desk.writes.create("ticket", NEW, body="It is down", files=[staged]))
    ticket, entry, file = ops(opened)
    assert [op.action for op in (ticket, entry, file)] == [Action.CREATE] * 3
    assert done.record_ids == (ticket.record_id,)
    assert ticket.op_id in entry.depends_on
    assert {ticket.op_id, entry.op_id} <= set(file.depends_on)
    assert entry.patch.set["author"] == "p7"
    assert entry.patch.set["type"] == "message"
    assert file.patch.set["entry"] == entry.record_id
    assert entry.group_id == file.group_id != ""
    assert {what_of(op) for op in ops(opened)} == {"create"}
    (shown,) = opened.desk.reads.thread(ticket.record_id)
    assert [one.doc["name"] for one in shown.attachments] == ["screen.png"]


def test_a_ticket_with_only_a_screenshot_uses_its_subject_as_text(opened):
    staged = wait(opened.desk.files.stage_bytes(b"picture", "screen.png", "image/png"))
    wait(opened.desk.writes.create("ticket", NEW, files=[staged]))
    assert ops(opened)[1].patch.set["body"] == "No network"


def test_a_new_ticket_can_be_edited_before_it_is_on_the_desk(opened):
    done = wait(opened.desk.writes.create("ticket", NEW))
    wait(opened.desk.writes.edit("ticket", done.record_ids, {"priority": "high"}))
    assert opened.desk.reads.record("ticket", done.record_ids[0]).doc["priority"] == "high"


def test_a_saved_view_belongs_to_whoever_makes_it(opened):
    wait(opened.desk.writes.create("saved_view", {"name": "Mine", "query": "owner:me"}))
    assert ops(opened)[0].patch.set["owner"] == ME.person_id


def test_a_reply_solves_the_ticket_only_after_it_went(opened):
    opened.ticket()
    new = NewReply(
        T1,
        "reply",
        "Fixed.",
        status="solved",
        extra={"resolution_code": "fixed", "resolution": "drum"},
        minutes=5,
    )
    wait(opened.desk.writes.write_entry(new))
    entry, *edits = ops(opened)
    assert entry.public
    assert entry.patch.set["channel"] == "email"
    assert {op.unit for op in edits} == {"status", "minutes_spent"}
    assert all(op.depends_on == (entry.op_id,) for op in edits)
    assert {what_of(op) for op in ops(opened)} == {"reply"}


def test_a_public_reply_waits_for_the_undo_time_and_a_note_does_not(opened):
    opened.ticket()
    opened.undo_send_s = 10
    wait(opened.desk.writes.write_entry(NewReply(T1, "reply", "Hello")))
    wait(opened.desk.writes.write_entry(NewReply(T1, "note", "Hm")))
    reply, note = ops(opened)
    assert reply.hold_until > reply.acted_at
    assert (note.hold_until, note.public) == ("", False)


def test_a_reply_remembers_the_newest_message_that_was_seen(opened):
    opened.ticket()
    for place in (1, 2, 3):
        opened.engine.have(
            "entry", f"e{place}", 1, ticket="t1", type="message", body="?", ord=place
        )
    wait(opened.desk.writes.write_entry(NewReply(T1, "reply", "Hello")))
    opened.hold = False
    wait(opened.desk.writes.write_entry(NewReply(T1, "reply", "Again")))
    assert [op.seen_ord for op in ops(opened)] == [3, 0]


@pytest.mark.parametrize("body", ["", "  \n "])
def test_an_empty_reply_is_refused(opened, body):
    opened.ticket()
    with pytest.raises(Refusal):
        wait(opened.desk.writes.write_entry(NewReply(T1, "reply", body)))


def test_the_draft_of_a_reply_vanishes_with_its_commit(opened):
    opened.ticket()
    opened.desk.drafts.save(Draft("reply:t1", "reply", "t1", {"body": "Hel"}, "2026"))
    wait(opened.desk.writes.write_entry(NewReply(T1, "reply", "Hello", draft_id="reply:t1")))
    assert opened.desk.drafts.load("reply", "t1") is None
    assert list(opened.stores.outbox.drafts()) == []


def test_two_changes_within_a_moment_are_planned_on_each_other(unstarted):
    """The second one must see the first, although nothing is stored yet."""
    unstarted.engine = InlineEngine(unstarted.stores, unstarted.registry, lambda _: None)
    unstarted.ticket(minutes_spent=10, tags=["a"])
    first = unstarted.desk.writes.edit("ticket", ["t1"], {"minutes_spent": 15, "tags": ["a", "b"]})
    second = unstarted.desk.writes.edit("ticket", ["t1"], {"minutes_spent": 18, "tags": ["b"]})
    assert not first.done()
    unstarted.start()
    wait(first)
    wait(second)
    steps = [op.patch.incr["minutes_spent"] for op in ops(unstarted) if op.patch.incr]
    assert steps == [5, 3]
    assert unstarted.desk.reads.record("ticket", "t1").doc["tags"] == ["b"]


def test_deleting_keeps_the_title_for_words(opened):
    made = wait(opened.desk.writes.create("saved_view", {"name": "Mine"}))
    opened.stores.outbox.discard(made.op_ids)
    opened.engine.have("saved_view", "v1", 4, name="Old view", owner="me")
    wait(opened.desk.writes.delete("saved_view", ["v1"]))
    (op,) = ops(opened)
    assert (op.action, op.base_ver, op.base["name"]) == (Action.DELETE, 4, "Old view")


def test_what_was_written_once_cannot_be_deleted(opened):
    with pytest.raises(Refusal):
        wait(opened.desk.writes.delete("entry", ["e1"]))


def test_undo_takes_an_unsent_change_back(opened):
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    wait(opened.desk.writes.undo(done.op_ids))
    assert opened.desk.reads.record("ticket", "t1").doc["priority"] == "normal"
    assert ops(opened) == ()


def test_checks_answer_at_once(opened):
    opened.ticket()
    writes = opened.desk.writes
    assert {one.field for one in writes.check("ticket", {"subject": "x"})} == {"queue", "requester"}
    assert writes.check("saved_view", {"name": "x"}) == ()
    assert writes.check_change("ticket", "t1", {"status": "new"})[0].rule == "transition"
    assert writes.check_change("ticket", "t1", {"status": "planned"})[0].field == "planned_at"


def test_a_held_reply_is_shown_as_held(opened):
    opened.ticket()
    opened.undo_send_s = 10
    wait(opened.desk.writes.write_entry(NewReply(T1, "reply", "Hello")))
    assert ops(opened)[0].state is OpState.HELD
