"""What was written to a ticket that is deleted at the desk becomes a new ticket's draft."""

import pytest

from deskclient.domain.errors import RefusedError, StorageError
from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId, ServerId
from deskclient.domain.operation import OpProblem, OpState
from deskclient.services.api import NewReply
from deskclient.services.drafts import files_of
from deskclient.storage.port import Draft, Feed, Snap
from tests.services.opened import wait

T1 = RecordId("t1")
GONE = OpProblem("gone", "The record has been deleted on the desk.")


def reply(opened, body="Change the drum.", **more):
    return wait(opened.desk.writes.write_entry(NewReply(T1, "reply", body, **more)))


def edit(opened, **changes):
    return wait(opened.desk.writes.edit("ticket", [T1], changes))


def lose(opened, ticket=T1):
    """Let the desk delete a ticket, and refuse for it what waits."""
    feed = opened.stores.cache.feed()
    gone = Snap("ticket", ticket, ServerId(ticket), 9, 9, None)
    opened.stores.cache.apply_page((gone,), Feed(feed.scope, "d", feed.epoch, 9))
    waiting = [op.op_id for op in opened.stores.outbox.pending()]
    opened.stores.outbox.set_state(waiting, OpState.REJECTED, GONE)
    opened.engine.move([], OpState.REJECTED)
    return waiting


def test_the_words_and_files_of_a_reply_are_a_new_ticket_that_knows_its_requester(opened):
    """Row 45: nothing that was written is lost, and it is where a screen shows it."""
    opened.ticket()
    staged = wait(opened.desk.files.stage_bytes(b"x", "log.txt", "text/plain"))
    reply(opened, files=(staged,), minutes=7, status="solved",
          extra={"resolution_code": "fixed", "resolution": "Changed the drum"})  # fmt: skip
    draft = wait(opened.desk.outbox.as_new_ticket(lose(opened)))
    assert (draft.kind, draft.record_id) == ("ticket", "")
    assert draft.content["body"] == "Change the drum.\n\nChanged the drum"
    told = {name: draft.content[name] for name in ("subject", "requester", "queue")}
    assert told == {"subject": "Printer jams", "requester": "p1", "queue": "q1"}
    assert draft.content["minutes_spent"] == 7
    assert "status" not in draft.content
    assert [one.sha256 for one in files_of(draft)] == [staged.sha256]
    assert opened.desk.drafts.load("ticket", "") == draft
    assert list(opened.stores.outbox.drafts()) == [draft]
    assert opened.desk.outbox.items() == ()


def test_an_edit_gives_a_new_ticket_the_fields_it_may_have(opened):
    """Row 45: the value that was wanted, and what the person saw beside it."""
    opened.ticket(tags=["old"])
    edit(opened, subject="Printer jams again")
    edit(opened, tags=["old", "vip"])
    ids = lose(opened)
    first = wait(opened.desk.outbox.as_new_ticket(ids[:1]))
    assert first.content["subject"] == "Printer jams again"
    assert "number" not in first.content
    both = wait(opened.desk.outbox.as_new_ticket(ids[1:]))
    assert both.content["subject"] == "Printer jams again"
    assert both.content["tags"] == ["old", "vip"]


def test_a_new_ticket_that_was_begun_keeps_its_words_and_fields(opened):
    """Row 45: the new words stand after those that are there."""
    opened.ticket()
    reply(opened)
    begun: dict[str, Value] = {
        "full": True,
        "subject": "No network",
        "body": "Since noon.",
        "typed": "No net @ann",
    }
    opened.desk.drafts.save(Draft("ticket:", "ticket", "", begun, "2026"))
    draft = wait(opened.desk.outbox.as_new_ticket(lose(opened)))
    assert draft.content["body"] == "Since noon.\n\nChange the drum."
    assert (draft.content["subject"], draft.content["typed"]) == ("No network", "No net @ann")
    assert draft.content["requester"] == "p1"
    assert opened.desk.drafts.all() == [draft]


def test_the_words_wait_on_where_the_draft_cannot_be_stored(opened, monkeypatch):
    """Row 45: there is the one or the other, never neither."""
    opened.ticket()
    reply(opened)
    ids = lose(opened)

    def full(*_given):
        raise StorageError("No room", "The disk is full.")

    monkeypatch.setattr("deskclient.storage.outbox._put_draft", full)
    with pytest.raises(StorageError):
        wait(opened.desk.outbox.as_new_ticket(ids))
    assert [op.patch.set["body"] for op in opened.stores.outbox.pending()] == ["Change the drum."]
    assert opened.desk.drafts.all() == []


def test_the_title_of_a_ticket_that_is_gone_is_still_known(opened):
    """Row 45: also after the cache has forgotten it, and for an edit that does not name it."""
    opened.ticket()
    reply(opened)
    edit(opened, priority="high")
    assert [one.is_shown for one in opened.desk.outbox.items()] == [True, True]
    lose(opened)
    found = [(o.record_number, o.record_title, o.is_shown) for o in opened.desk.outbox.items()]
    assert found == [(1042, "Printer jams", False)] * 2


def test_a_creation_is_not_taken_for_something_written_to_a_ticket(opened):
    new = {"subject": "No network", "queue": "q1", "requester": "p7"}
    made = wait(opened.desk.writes.create("ticket", new, body="It is down"))
    with pytest.raises(RefusedError):
        wait(opened.desk.outbox.as_new_ticket(made.op_ids))
    assert len(opened.desk.outbox.items()) == 1
