"""What waits, in the person's terms."""

import json
import zipfile

import pytest

from deskclient.domain.errors import ReadOnlyError, RefusedError
from deskclient.domain.events import OutboxCount
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import (
    FieldConflict,
    OpProblem,
    OpState,
    Verdict,
    VerdictKind,
)
from deskclient.services.api import Decision, NewReply
from deskclient.services.drafts import files_of
from deskclient.storage.port import Draft
from tests.services.opened import wait

T1 = RecordId("t1")
WHEN = "2026-11-23T10:00:00.000Z"
NEW = {"subject": "No network", "queue": "q1", "requester": "p7"}


def items(opened):
    return opened.desk.outbox.items()


def reply(opened, body="Hello", **more):
    return wait(opened.desk.writes.write_entry(NewReply(T1, "reply", body, **more)))


def test_operations_made_together_are_one_item(opened):
    opened.ticket()
    reply(opened, minutes=5)
    wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    wait(opened.desk.writes.create("ticket", NEW, body="It is down"))
    assert [(i.label, i.record_title, i.record_number, len(i.ops)) for i in items(opened)] == [
        ("reply", "Printer jams", 1042, 2),
        ("edit", "Printer jams", 1042, 1),
        ("create", "No network", None, 2),
    ]


def test_as_much_is_told_to_wait_as_is_listed(opened):
    opened.ticket()
    reply(opened, minutes=5)
    wait(opened.desk.writes.create("ticket", NEW, body="It is down"))
    told = [event.waiting for event in opened.events if isinstance(event, OutboxCount)]
    assert told[-1] == len(items(opened)) == wait(opened.desk.unsent_work()).changes == 2


def test_a_bulk_change_is_one_item(opened):
    ids = [f"t{n}" for n in range(3)]
    for one in ids:
        opened.ticket(one)
    wait(opened.desk.writes.edit("ticket", ids, {"owner": "me"}))
    assert [(i.label, len(i.ops)) for i in items(opened)] == [("bulk", 3)]


def test_what_the_desk_has_is_not_waiting_any_more(opened):
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    opened.engine.move(done.op_ids, OpState.ACKED)
    assert items(opened) == ()


def test_what_was_merged_is_told_with_the_title_of_its_ticket(opened):
    """Row 51: read from the sent log; the operation itself has long been settled."""
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    sent = [op for op in opened.engine.outbox.pending() if op.op_id in done.op_ids]
    merged = [(op, Verdict(op_id=op.op_id, kind=VerdictKind.MERGED)) for op in sent]
    opened.engine.outbox.mark_acked(merged, "e", WHEN)
    opened.engine.outbox.settle(done.op_ids)
    (item,) = opened.desk.outbox.in_words(wait(opened.desk.outbox.merged()))
    assert (item.record_title, item.record_number) == ("Printer jams", 1042)
    assert [op.op_id for op in item.ops] == list(done.op_ids)


def test_items_follow_a_change_of_state(opened):
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    assert items(opened)[0].ops[0].state is OpState.QUEUED
    opened.engine.move(done.op_ids, OpState.INFLIGHT)
    assert items(opened)[0].ops[0].state is OpState.INFLIGHT


def test_a_conflict_comes_with_its_fields_and_the_decision_goes_back(opened):
    """Row 52: both values are kept until one is chosen."""
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    conflict = FieldConflict("priority", "normal", "high", "low")
    opened.stores.outbox.add_conflicts(done.op_ids[0], (conflict,), 4)
    opened.engine.move(done.op_ids, OpState.CONFLICT)
    assert items(opened)[0].conflicts == (conflict,)
    opened.desk.outbox.decide([Decision(done.op_ids[0], {"priority": "high"})])
    assert opened.engine.wishes == [("decide", {done.op_ids[0]: {"priority": "high"}})]


def test_what_a_restored_desk_has_forgotten_is_marked(opened):
    """Row 18: the item says that it was confirmed before."""
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    problem = OpProblem("resend", "The desk was restored and has lost this change.")
    opened.stores.outbox.set_state(done.op_ids, OpState.HELD, problem)
    opened.engine.move([], OpState.HELD)
    assert items(opened)[0].resend
    opened.desk.outbox.resend(done.op_ids)
    assert opened.engine.wishes == [("resend", done.op_ids)]


def test_an_upload_tells_how_far_it_is(opened):
    opened.ticket()
    staged = wait(opened.desk.files.stage_bytes(b"x" * 100, "log.txt", "text/plain"))
    reply(opened, files=(staged,))
    assert (items(opened)[0].upload_done, items(opened)[0].upload_total) == (0, 100)


def test_the_title_of_a_deletion_is_known_without_the_cache(opened):
    opened.engine.have("saved_view", "v1", 4, name="Old view", owner="me")
    wait(opened.desk.writes.delete("saved_view", ["v1"]))
    opened.stores.cache.drop_records([("saved_view", RecordId("v1"))])
    opened.engine.move([], OpState.QUEUED)
    assert items(opened)[0].record_title == "Old view"


def test_an_unsent_reply_goes_back_into_the_composer_with_all_it_had(opened):
    opened.ticket()
    opened.undo_send_s = 10
    staged = wait(opened.desk.files.stage_bytes(b"x", "log.txt", "text/plain"))
    done = reply(
        opened,
        "My answer",
        files=(staged,),
        minutes=7,
        status="solved",
        extra={"resolution_code": "fixed", "resolution": "drum"},
    )
    draft = wait(opened.desk.outbox.back_to_draft(done.op_ids))
    assert (draft.kind, draft.record_id, draft.content["body"]) == ("reply", "t1", "My answer")
    assert (draft.content["status"], draft.content["minutes"]) == ("solved", 7)
    assert [one.sha256 for one in files_of(draft)] == [staged.sha256]
    assert opened.desk.drafts.load("reply", "t1") == draft
    assert list(opened.stores.outbox.drafts()) == [draft]
    assert items(opened) == ()


def test_a_reply_begun_meanwhile_is_not_lost_when_one_comes_back(opened):
    opened.ticket()
    opened.undo_send_s = 10
    done = reply(opened, "First")
    opened.desk.drafts.save(Draft("reply:t1", "reply", "t1", {"body": "Second"}, "2026"))
    draft = wait(opened.desk.outbox.back_to_draft(done.op_ids))
    assert draft.content["body"] == "First\n\nSecond"
    assert opened.desk.drafts.all() == [draft]


def test_a_new_ticket_is_no_text_and_stays_with_all_that_is_written_on_it(opened):
    made = wait(opened.desk.writes.create("ticket", NEW, body="It is down"))
    (ticket,) = made.record_ids
    for body in ("One", "Two"):
        wait(opened.desk.writes.write_entry(NewReply(ticket, "note", body)))
    with pytest.raises(RefusedError):
        wait(opened.desk.outbox.back_to_draft(made.op_ids))
    assert len(items(opened)) == 3
    assert opened.desk.drafts.all() == []


def test_an_item_tells_what_waits_for_it(opened):
    """Row 57: what is written on a new ticket belongs to its creation."""
    made = wait(opened.desk.writes.create("ticket", NEW, body="It is down"))
    (ticket,) = made.record_ids
    first = wait(opened.desk.writes.write_entry(NewReply(ticket, "note", "One")))
    second = wait(opened.desk.writes.write_entry(NewReply(ticket, "reply", "Two")))
    creation, note, answer = items(opened)
    chain = [op.op_id for one in creation.behind for op in one.ops]
    assert chain == [*first.op_ids, *second.op_ids]
    assert note.behind == answer.behind == ()


def test_an_edit_cannot_become_a_draft(opened):
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    with pytest.raises(RefusedError):
        wait(opened.desk.outbox.back_to_draft(done.op_ids))
    assert len(items(opened)) == 1


def test_unsent_work_is_exported_so_that_a_person_can_read_it(opened, home):
    opened.ticket()
    staged = wait(opened.desk.files.stage_bytes(b"content", "../журнал.txt", "text/plain"))
    reply(opened, "Здравствуйте", files=(staged,))
    wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high", "tags": ["vip"]}))
    opened.desk.drafts.save(Draft("note:t1", "note", "t1", {"body": "half a note"}, "2026"))
    target = home / "unsent.zip"
    assert wait(opened.desk.outbox.export(target)) == len(items(opened)) + 1
    with zipfile.ZipFile(target) as archive:
        words = archive.read("unsent.txt").decode()
        for text in ("Здравствуйте", "Printer jams", "half a note", "+vip", "was: normal"):
            assert text in words
        assert len(json.loads(archive.read("changes.json"))) == 4
        (name,) = [one for one in archive.namelist() if one.startswith("files/")]
        assert archive.read(name) == b"content"
        assert ".." not in name


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(opened, home):
    opened.ticket()
    wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    with pytest.raises(ReadOnlyError):
        wait(opened.desk.outbox.export(home / "missing" / "unsent.zip"))
    assert not (home / "missing").exists()


def test_retry_discard_and_send_now_reach_the_engine(opened):
    opened.ticket()
    done = wait(opened.desk.writes.edit("ticket", ["t1"], {"priority": "high"}))
    opened.desk.outbox.retry(done.op_ids)
    opened.desk.outbox.send_now(done.op_ids)
    assert opened.engine.wishes == [("retry", done.op_ids), ("send_now", done.op_ids)]
    opened.desk.outbox.discard(done.op_ids)
    assert items(opened) == ()
