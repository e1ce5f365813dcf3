"""One ticket: shown at once, never jumping, changed where it stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from deskclient.domain.errors import DiskFullError
from deskclient.domain.events import JobProgress, Link, RecordsChanged, SyncStatus
from deskclient.ui.actions.deck import Writing
from deskclient.ui.choice_popup import ChoicePopup
from deskclient.ui.detail.composer_bars import Mode
from deskclient.ui.detail.conversation import READY
from deskclient.ui.detail.entry_view import ChangeLine, EntryView
from deskclient.ui.detail.field_button import options_of
from deskclient.ui.detail.panel import DetailPanel
from deskclient.ui.theme.tokens import SchemeChoice
from tests.ui.detail.rig import failing


def show(qtbot, panel, record_id):
    panel.show_record(record_id)
    qtbot.waitUntil(lambda: not panel.conversation._idle.isActive())
    qtbot.waitUntil(lambda: not panel._side_timer.isActive())
    return panel


def bodies(panel):
    return [
        one.body.text() for one in panel.conversation.entry_widgets() if isinstance(one, EntryView)
    ]


def test_a_conversation_is_shown_newest_last(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 3)
    show(qtbot, panel, ticket)
    assert bodies(panel) == ["Hello. 0", "Hello. 1", "Hello. 2"]
    assert panel.title().startswith("#1290 ")


def test_how_long_ago_it_was_stays_true_while_the_ticket_is_open(qtbot, rig, panel):
    ticket = rig.ticket(due_at="2026-11-24T12:00:00.000Z")
    rig.entries(ticket, 1)
    show(qtbot, panel, ticket)
    (view,) = panel.conversation.entry_widgets()
    panel.side.setCurrentIndex(1)
    before = view._time.text(), panel.header.due.text()
    rig.clock.advance(3 * 3600)
    panel.minute.timeout.emit()
    after = view._time.text(), panel.header.due.text()
    assert all(was != now for was, now in zip(before, after, strict=True))
    assert "h" in view._time.text()


def test_five_hundred_entries_are_built_only_near_the_eye(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 500, "A sentence of some words. " * 10)
    show(qtbot, panel, ticket)
    assert len(panel.conversation.entry_widgets()) == READY
    assert "470" in panel.conversation.earlier.text()


def test_scrolling_up_builds_earlier_entries_without_moving_what_is_read(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 200, "A sentence of some words. " * 10)
    show(qtbot, panel, ticket)
    bar = panel.conversation.verticalScrollBar()
    bar.setValue(100)
    widget, distance = panel.conversation._anchor
    qtbot.waitUntil(lambda: len(panel.conversation.entry_widgets()) > READY)
    qtbot.waitUntil(lambda: not panel.conversation._idle.isActive())
    qtbot.waitUntil(lambda: widget.y() - bar.value() == distance)


def test_a_new_entry_does_not_move_what_is_read(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 40, "A sentence of some words. " * 10)
    show(qtbot, panel, ticket)
    bar = panel.conversation.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    widget, distance = panel.conversation._anchor
    rig.desk.arrive("entry", "fresh", ticket=ticket, type="message", body="News", ord=99)
    qtbot.waitUntil(lambda: not panel.news_button.isHidden())
    assert panel.news_button.text().startswith("1 ")
    qtbot.waitUntil(lambda: widget.y() - bar.value() == distance)
    assert "News" in bodies(panel)
    panel.news_button.click()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert panel.news_button.isHidden()


def test_an_entry_of_another_ticket_changes_nothing(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 2)
    show(qtbot, panel, ticket)
    before = panel.conversation.entry_widgets()
    rig.desk.arrive("entry", "other", ticket="k-1200", type="message", body="x", ord=9)
    rig.desk.arrive("ticket", ticket, subject="Another subject")
    qtbot.waitUntil(lambda: panel.header.subject.text() == "Another subject")
    assert panel.conversation.entry_widgets() == before


def test_a_note_and_a_reply_stand_on_their_own_grounds(qtbot, rig, panel):
    ticket = rig.ticket()
    for at, type_ in enumerate(("message", "reply", "note")):
        rig.entry(ticket, f"e{at}", at, type=type_)
    rig.entry(
        ticket, "ev", 9, type="event", changes=[{"field": "status", "old": "new", "new": "open"}]
    )
    show(qtbot, panel, ticket)
    *talk, change = panel.conversation.entry_widgets()
    assert [one.property("ground") for one in talk] == ["card", "own", "note"]
    assert talk[2]._channel.text() == "Internal note"
    assert isinstance(change, ChangeLine)
    assert "Status: New → Open" in change.text()


def test_a_line_has_at_most_eighty_characters(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entry(ticket, "long", 1, body="word " * 400)
    panel.resize(1900, 700)
    show(qtbot, panel, ticket)
    (view,) = panel.conversation.entry_widgets()
    width = view.body.document().textWidth()
    assert width / view.body.fontMetrics().averageCharWidth() < 84


def test_what_waits_is_marked_and_told_in_words(qtbot, rig, panel):
    ticket = rig.ticket(priority="normal")
    show(qtbot, panel, ticket)
    assert panel.header.badge.text() == ""
    assert panel.header.badge.toolTip() == "On the desk"
    rig.desk.writes.edit("ticket", [ticket], {"priority": "high"}, "window")
    qtbot.waitUntil(lambda: panel.header.badge.text().strip() == "Saved here")
    panel.header.badge.popover.fill(ticket)
    words = [
        label.text() for label in panel.header.badge.popover.findChildren(type(panel.header.number))
    ]
    assert "Priority: Normal → High" in words


def test_undo_in_the_popover_takes_the_change_back(qtbot, rig, panel):
    ticket = rig.ticket(priority="normal")
    show(qtbot, panel, ticket)
    rig.desk.writes.edit("ticket", [ticket], {"priority": "high"}, "window")
    popover = panel.header.badge.popover
    popover.fill(ticket)
    next(b for b in popover.findChildren(type(panel.news_button)) if b.text() == "Undo").click()
    assert rig.desk.reads.record("ticket", ticket).doc["priority"] == "normal"
    qtbot.waitUntil(lambda: panel.header.badge.text() == "")


def test_only_legal_next_statuses_can_be_chosen(rig):
    ticket = rig.desk.reads.record("ticket", rig.ticket(status="solved"))
    kind = rig.desk.registry["ticket"]
    found = options_of(kind.field_map["status"], ticket.doc, rig.parts, kind)
    assert [one.value for one in found] == ["open", "solved", "closed"]


def test_only_agents_can_own_and_i_come_first(rig):
    ticket = rig.desk.reads.record("ticket", rig.ticket())
    kind = rig.desk.registry["ticket"]
    found = options_of(kind.field_map["owner"], ticket.doc, rig.parts, kind)
    assert [one.label for one in found][:2] == ["—", "Dana Whitfield"]
    assert "Helen Marsh" not in [one.label for one in found]


def test_a_field_opens_and_chooses_by_keyboard(qtbot, rig, panel):
    ticket = rig.ticket(priority="normal")
    show(qtbot, panel, ticket)
    button = panel.header.buttons["priority"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Down)
    popup = button.findChild(ChoicePopup)
    qtbot.keyClick(popup._list, Qt.Key.Key_Up)
    qtbot.keyClick(popup._list, Qt.Key.Key_Return)
    assert rig.desk.reads.record("ticket", ticket).doc["priority"] == "high"


def test_solving_from_the_head_asks_for_the_resolution(qtbot, rig, panel):
    ticket = rig.ticket(resolution_code=None, resolution=None)
    show(qtbot, panel, ticket)
    panel.header.buttons["status"].choose("solved")
    assert rig.desk.reads.record("ticket", ticket).doc["status"] == "open"
    assert panel.composer.steps._form.names() == ("resolution_code", "resolution")
    assert panel.header.buttons["status"].text().strip() == "Open"


def test_a_step_that_needs_nothing_is_saved_at_once(qtbot, rig, panel):
    ticket = rig.ticket()
    show(qtbot, panel, ticket)
    panel.header.buttons["status"].choose("pending_customer")
    assert rig.desk.reads.record("ticket", ticket).doc["status"] == "pending_customer"


def test_the_subject_is_edited_in_place(qtbot, rig, panel):
    ticket = rig.ticket()
    show(qtbot, panel, ticket)
    line = panel.header.subject
    line.setFocus()
    line.setText("A better subject")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: rig.desk.reads.record("ticket", ticket).doc["subject"] == "A better subject"
    )


def test_escape_and_an_empty_subject_change_nothing(qtbot, rig, panel):
    ticket = rig.ticket(subject="As it was")
    show(qtbot, panel, ticket)
    line = panel.header.subject
    line.setText("Something")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "As it was"
    line.setText("  ")
    line._keep()
    assert line.text() == "As it was"
    assert rig.desk.outbox.ops == []


def test_a_field_beside_the_conversation_is_saved_when_left(qtbot, rig, panel):
    ticket = rig.ticket()
    show(qtbot, panel, ticket)
    editor = panel.side.form.editor("asset_tag")
    editor.line.setText("PC-100")
    editor.line.textEdited.emit("PC-100")
    editor.line.editingFinished.emit()
    assert rig.desk.reads.record("ticket", ticket).doc["asset_tag"] == "PC-100"


def test_a_refused_value_is_told_at_its_field(qtbot, rig, panel):
    ticket = rig.ticket()
    show(qtbot, panel, ticket)
    editor = panel.side.form.editor("affected_count")
    editor.line.setText("-5")
    editor.line.textEdited.emit("-5")
    editor.line.editingFinished.emit()
    qtbot.waitUntil(lambda: bool(rig.host.errors))
    assert "not likely" in panel.side.form._cells["affected_count"].trouble.text()


def test_a_change_that_could_not_be_saved_shows_the_old_value_again(qtbot, rig, panel, monkeypatch):
    """Row 25: never shown as done if it is not safe."""
    ticket = rig.ticket(priority="normal")
    show(qtbot, panel, ticket)
    error = DiskFullError("The disk is full")
    monkeypatch.setattr(rig.desk.writes, "edit", failing(error))
    panel.header.buttons["priority"].choose("high")
    qtbot.waitUntil(lambda: rig.host.errors == [error])
    assert panel.header.buttons["priority"].text().strip() == "Normal"


def test_the_requester_is_shown_with_other_open_tickets(qtbot, rig, panel):
    show(qtbot, panel, "k-1290")
    words = [one.text() for one in panel.side.card.findChildren(type(panel.header.number))]
    assert "Yusuf Demir" in words
    assert "Other open tickets" in words


def test_a_long_address_does_not_push_the_fields_out_of_the_panel(qtbot, rig, panel):
    long = "konstantin.preobrazhensky-voznesensky@branch15.client.example"
    person = rig.desk.reads.record("ticket", "k-1290").doc["requester"]
    doc = dict(rig.desk.reads.record("person", person).doc)
    rig.desk.records.put("person", person, {**doc, "email": long}, ver=2)
    show(qtbot, panel, "k-1290")
    link = next(
        one for one in panel.side.card.findChildren(QAbstractButton) if long in one.toolTip()
    )
    qtbot.waitUntil(link.isVisible)
    inner = panel.side.form.parentWidget()
    assert inner.width() == inner.parentWidget().width()
    link.click()
    assert long in rig.host.notices[-1].text


def test_the_history_tells_what_changed(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entry(
        ticket,
        "ev",
        1,
        type="event",
        author="p-a2",
        changes=[{"field": "queue", "old": "q-net", "new": "q-desk"}],
    )
    show(qtbot, panel, ticket)
    panel.side.setCurrentIndex(1)
    words = [one.text() for one in panel.side.history.findChildren(type(panel.header.number))]
    assert "Tomás Oliveira changed Queue: Network → Service desk" in words


def test_the_history_tells_of_one_member_of_a_list_and_keeps_lines_together(qtbot, rig, panel):
    ticket = rig.ticket()
    changes = [
        {"field": "watchers", "old": "", "new": "p-a2"},
        {"field": "Location", "old": "", "new": "Room 5\nback wall"},
        {"field": "refers_to", "old": "", "new": "#9"},
    ]
    rig.entry(ticket, "ev", 1, type="event", author="p-a2", changes=changes)
    show(qtbot, panel, ticket)
    panel.side.setCurrentIndex(1)
    words = [one.text() for one in panel.side.history.findChildren(type(panel.header.number))]
    told = "Watchers: — → Tomás Oliveira; Location: — → Room 5 back wall; Refers to: — → #9"
    assert f"Tomás Oliveira changed {told}" in words


def test_nothing_selected_offers_a_new_ticket(qtbot, rig, panel):
    show(qtbot, panel, "k-1290")
    panel.show_record(None)
    assert panel.record_id() is None
    assert panel._stack.currentWidget() is panel.empty
    panel.empty._first.click()
    assert rig.host.ran[-1] == "file.new"


def test_a_ticket_that_vanishes_leaves_the_empty_state(qtbot, rig, panel):
    ticket = rig.ticket()
    show(qtbot, panel, ticket)
    rig.desk.writes.delete("ticket", [ticket])
    qtbot.waitUntil(lambda: panel.record_id() is None)


def test_writing_opens_the_composer(qtbot, rig, panel):
    show(qtbot, panel, rig.ticket())
    panel.write(Writing.NOTE)
    assert panel.composer.mode == Mode.NOTE
    panel.write(Writing.RESOLVE)
    assert panel.composer.mode == Mode.REPLY
    assert panel.composer.steps.status == "solved"


def test_half_a_reply_survives_the_end_of_the_window(qtbot, rig, panel):
    ticket = rig.ticket()
    show(qtbot, panel, ticket)
    panel.composer.text.setPlainText("Half a reply")
    panel.close()
    again = DetailPanel(rig.parts)
    qtbot.addWidget(again)
    again.show_record(ticket)
    assert again.composer.text.toPlainText() == "Half a reply"


def test_a_sent_reply_stands_at_the_end_marked_as_saved_here(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 3)
    show(qtbot, panel, ticket)
    panel.composer.text.setPlainText("My reply")
    with qtbot.waitSignal(panel.composer.sent):
        panel.composer.send()
    last = panel.conversation.entry_widgets()[-1]
    assert last.body.text() == "My reply"
    assert last._state.text() == "Saved here"
    assert panel.header.badge.text().strip() == "Saved here"


def test_a_missing_conversation_is_asked_for(qtbot, rig, panel, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(rig.desk.sync, "load_thread", asked.append)
    show(qtbot, panel, rig.ticket())
    assert asked == ["t-test"]


def test_a_missing_conversation_says_that_it_is_not_here(qtbot, rig, panel):
    rig.desk.sync.set(SyncStatus(Link.OFFLINE))
    show(qtbot, panel, rig.ticket())
    assert "not on this computer yet" in panel.conversation.instead.text()
    rig.desk.arrive("entry", "first", ticket="t-test", type="message", body="Hi", ord=1)
    qtbot.waitUntil(panel.conversation.instead.isHidden)


@pytest.mark.parametrize(
    ("done", "words"), [(1, "Nothing has been written yet."), (0, "did not give the conversation")]
)
def test_a_conversation_that_stays_empty_is_not_said_to_be_on_its_way(
    qtbot, rig, panel, done, words
):
    """“Being fetched” ends with the fetching, whatever it brought."""
    show(qtbot, panel, rig.ticket())
    assert "being fetched" in panel.conversation.instead.text()
    rig.desk.tell(JobProgress("thread:t-other", "", 1, 1, ended=True))
    rig.desk.tell(JobProgress("thread:t-test", "", done, 1, ended=True))
    qtbot.waitUntil(lambda: words in panel.conversation.instead.text())


def test_the_look_changes_while_a_ticket_is_shown(qtbot, rig, panel):
    ticket = rig.ticket()
    rig.entries(ticket, 2)
    show(qtbot, panel, ticket)
    rig.theme.apply(SchemeChoice.DARK)
    assert bodies(panel) == ["Hello. 0", "Hello. 1"]
    rig.theme.apply(SchemeChoice.LIGHT)


def test_every_control_has_a_name(qtbot, rig, panel):
    show(qtbot, panel, "k-1290")
    nameless = [
        one
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit)
        for one in panel.findChildren(kind)
        if one.isVisible()
        and not one.accessibleName()
        and not getattr(one, "text", str)()
        and not one.objectName().startswith("qt_")
        and type(one).__module__.startswith("deskclient")
    ]
    assert nameless == []


def test_a_ticket_that_changes_before_the_persons_eyes_stays_read(qtbot, rig, panel):
    ticket = rig.ticket()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.show_record(ticket)
    qtbot.waitUntil(lambda: rig.desk.sync.read == [ticket])
    rig.desk.arrive("ticket", ticket, priority="low")
    qtbot.waitUntil(lambda: rig.desk.sync.read == [ticket, ticket])


def test_marking_as_read_is_no_news_to_be_read(qtbot, rig, panel):
    ticket = rig.ticket()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.show_record(ticket)
    qtbot.waitUntil(lambda: rig.desk.sync.read == [ticket])
    with qtbot.waitSignal(rig.bridge.records_changed):
        rig.desk.tell(RecordsChanged("ticket", (ticket,), frozenset({"unread"})))
    assert not panel._read_timer.isActive()


@pytest.mark.parametrize("wide", [True, False], ids=["beside", "hidden"])
def test_the_keyboard_goes_into_a_named_field_at_once(qtbot, rig, panel, wide):
    """Row 50: also before the side has been filled, and where it is not shown."""
    panel.resize(1000 if wide else 500, 700)
    panel.activateWindow()
    panel.show_record(rig.ticket(category=None))
    panel.go_to("category")
    editor = panel.side.form.editor("category")
    qtbot.waitUntil(lambda: editor.isAncestorOf(QApplication.focusWidget()))
    assert panel.side.isVisible()
    panel.go_to("subject")
    qtbot.waitUntil(panel.header.subject.hasFocus)
    panel.go_to("queue")
    qtbot.waitUntil(panel.header.buttons["queue"].hasFocus)
    panel.go_to("no_such_field")
    assert panel.header.buttons["queue"].hasFocus()
