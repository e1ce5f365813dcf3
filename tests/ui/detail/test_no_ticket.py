"""The ticket that is being read goes from here: it is said, and nothing begun is out of reach."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deskclient.domain.events import RecordMoved, RecordsChanged
from deskclient.domain.ids import RecordId
from deskclient.ui.actions.deck import Writing


def vanish(qtbot, rig, panel, ticket):
    """The sync takes the ticket away."""
    rig.desk.records.by_kind["ticket"].pop(ticket)
    rig.parts.bridge.post(RecordsChanged("ticket", (ticket,)))
    qtbot.waitUntil(lambda: panel.record_id() is None)


def said(panel):
    empty = panel.empty
    buttons = [one.text() for one in (empty._first, empty._second) if not one.isHidden()]
    return empty._title.text(), empty._detail.text(), buttons


def test_a_ticket_that_is_deleted_while_it_is_read_is_named(qtbot, rig, panel):
    ticket = rig.ticket()
    panel.show_record(ticket)
    vanish(qtbot, rig, panel, ticket)
    title, detail, buttons = said(panel)
    assert title == "#1290 is no longer here."
    assert detail.startswith("It was deleted, or it left")
    assert buttons == []
    panel.show_record(None)
    assert said(panel)[0] == "No ticket is open here."


@pytest.mark.parametrize("told_first", [True, False])
def test_a_ticket_that_was_merged_leads_to_the_other_one(qtbot, rig, panel, told_first):
    """Row 46: whichever of the two news comes first."""
    ticket, other = rig.ticket(), "k-1289"
    number = rig.desk.reads.record("ticket", other).doc["number"]
    panel.show_record(ticket)
    moved = RecordMoved("ticket", RecordId(ticket), RecordId(other))
    if told_first:
        rig.parts.bridge.record_moved.emit(moved)
    vanish(qtbot, rig, panel, ticket)
    if not told_first:
        rig.parts.bridge.record_moved.emit(moved)
    assert said(panel)[1:] == (f"It was merged into #{number}.", [f"Open #{number}"])
    panel.empty._first.click()
    assert rig.host.opened == [("ticket", other)]


def test_words_that_had_been_begun_can_be_taken_along(qtbot, rig, panel):
    ticket = rig.ticket()
    panel.show_record(ticket)
    panel.composer.text.setPlainText("Half a reply")
    vanish(qtbot, rig, panel, ticket)
    assert said(panel)[2] == ["Copy the words you had begun"]
    panel.empty._first.click()
    assert QApplication.clipboard().text() == "Half a reply"
    assert [one.text for one in rig.host.notices] == ["The words were copied."]


def test_a_key_meant_for_the_reply_presses_no_button(qtbot, rig, panel):
    ticket = rig.ticket()
    panel.show_record(ticket)
    panel.composer.text.setPlainText("Half a")
    panel.composer.text.setFocus()
    qtbot.waitUntil(panel.composer.text.hasFocus)
    QApplication.clipboard().setText("Mine")
    vanish(qtbot, rig, panel, ticket)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == "Mine"
    assert "#1290 is no longer here." in focused.accessibleName()


def test_words_go_along_to_the_other_ticket_and_stay_apart_by_kind(qtbot, rig, panel):
    ticket, other = rig.ticket(), "k-1289"
    panel.show_record(ticket)
    panel.composer.text.setPlainText("For everybody")
    panel.write(Writing.NOTE)
    panel.composer.text.setPlainText("For us alone")
    rig.parts.bridge.record_moved.emit(RecordMoved("ticket", RecordId(ticket), RecordId(other)))
    vanish(qtbot, rig, panel, ticket)
    panel.empty._second.click()
    assert QApplication.clipboard().text() in {"For everybody", "For us alone"}
    panel.empty._first.click()
    drafts = {one: rig.desk.drafts.load(one, other) for one in ("reply", "note")}
    bodies = {one: draft.content["body"] for one, draft in drafts.items()}
    assert bodies == {"reply": "For everybody", "note": "For us alone"}


def test_a_chain_of_merges_is_followed_to_its_end(qtbot, rig, panel):
    ticket, last = rig.ticket(), "k-1288"
    number = rig.desk.reads.record("ticket", last).doc["number"]
    panel.show_record(ticket)
    for source, target in ((ticket, "k-1289"), ("k-1289", last)):
        moved = RecordMoved("ticket", RecordId(source), RecordId(target))
        rig.parts.bridge.record_moved.emit(moved)
    vanish(qtbot, rig, panel, ticket)
    assert said(panel)[2] == [f"Open #{number}"]


def test_a_survivor_that_is_not_here_is_offered_once_it_comes(qtbot, rig, panel):
    ticket, other = rig.ticket(), "k-1289"
    kept = rig.desk.records.by_kind["ticket"].pop(other)
    panel.show_record(ticket)
    rig.parts.bridge.record_moved.emit(RecordMoved("ticket", RecordId(ticket), RecordId(other)))
    vanish(qtbot, rig, panel, ticket)
    elsewhere = "It was merged into a ticket that is not kept on this computer."
    assert said(panel)[1:] == (elsewhere, [])
    rig.desk.records.by_kind["ticket"][other] = kept
    rig.parts.bridge.post(RecordsChanged("ticket", (RecordId(other),)))
    qtbot.waitUntil(lambda: said(panel)[2] == [f"Open #{kept.doc['number']}"])


def test_what_has_gone_is_said_in_the_new_language(qtbot, rig, panel, language):
    ticket = rig.ticket()
    panel.show_record(ticket)
    vanish(qtbot, rig, panel, ticket)
    language.apply("ru")
    qtbot.waitUntil(lambda: said(panel)[0] == "#1290 здесь больше нет.")
