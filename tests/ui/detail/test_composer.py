"""The composer loses nothing and tells where things are."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox

from deskclient.domain.errors import DiskFullError
from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import without
from deskclient.domain.operation import OpState
from deskclient.services.drafts import draft_id_of
from deskclient.ui.detail.composer import Composer
from deskclient.ui.detail.composer_bars import Mode
from deskclient.ui.forms.draft_keeper import SAVE_AT_MOST_MS, DraftKeeper
from tests.ui.detail.rig import Rig, failing


@pytest.fixture
def composer(qtbot, rig):
    made = Composer(rig.parts)
    qtbot.addWidget(made)
    made.show_ticket(rig.desk.reads.record("ticket", rig.ticket()))
    made.show()
    return made


def view(rig, record_id):
    return rig.desk.reads.record("ticket", record_id)


def draft(rig, kind="reply", ticket="t-test"):
    return rig.desk.drafts.load(kind, ticket)


def test_typing_is_kept_within_two_seconds(qtbot, rig, composer):
    assert SAVE_AT_MOST_MS < 2000
    composer.text.setPlainText("Half a reply")
    qtbot.waitUntil(lambda: draft(rig) is not None, timeout=2000)
    assert draft(rig).content["body"] == "Half a reply"
    assert draft(rig).draft_id == draft_id_of("reply", "t-test")


def test_a_steady_typist_is_saved_too(qtbot, rig, composer):
    def type_on():
        composer.text.insertPlainText("x")
        return draft(rig) is not None

    qtbot.waitUntil(type_on, timeout=2500)


def test_a_draft_that_could_not_be_stored_is_tried_again(qtbot, rig, composer):
    """Row 25: without another key: whoever has stopped typing has the same right to it."""
    rig.desk.drafts.full = True
    composer.text.setPlainText("Half a reply")
    composer.keep()
    assert len(rig.desk.drafts.unsaved()) == 1
    (keeper,) = composer.findChildren(DraftKeeper)
    assert keeper._again.isActive()
    keeper._again.setInterval(0)
    qtbot.wait(20)
    assert len(rig.desk.drafts.unsaved()) == 1
    rig.desk.drafts.full = False
    qtbot.waitUntil(lambda: not rig.desk.drafts.unsaved())
    qtbot.waitUntil(lambda: not keeper._again.isActive())


def test_a_draft_comes_back_with_its_files_status_and_time(qtbot, rig, composer):
    composer.begin(Mode.NOTE)
    composer.text.setPlainText("Called them")
    composer.tray.add_picture(b"png")
    qtbot.waitUntil(lambda: len(composer.tray.files) == 1)
    composer.bottom.set_minutes(25)
    composer._on_status("solved")
    composer.steps._form.editor("resolution").text.setPlainText("Replaced it")
    composer.keep()
    again = Composer(rig.parts)
    qtbot.addWidget(again)
    again.show_ticket(view(rig, "t-test"))
    assert again.mode is Mode.NOTE
    assert again.text.toPlainText() == "Called them"
    assert [one.name for one in again.tray.files] == ["Screenshot 1.png"]
    assert again.bottom.minutes() == 25
    assert again.steps.status == "solved"
    assert again.steps.values()["resolution"] == "Replaced it"


def test_each_ticket_has_its_own_draft(rig, composer):
    composer.text.setPlainText("For the first")
    composer.show_ticket(view(rig, "k-1200"))
    assert composer.text.toPlainText() == ""
    composer.text.setPlainText("For the second")
    composer.show_ticket(view(rig, "t-test"))
    assert composer.text.toPlainText() == "For the first"
    assert draft(rig, ticket="k-1200").content["body"] == "For the second"


def test_reply_and_note_are_kept_apart(rig, composer):
    composer.text.setPlainText("To the requester")
    composer.begin(Mode.NOTE)
    assert composer.text.toPlainText() == ""
    composer.text.setPlainText("Among us")
    composer.begin(Mode.REPLY)
    assert composer.text.toPlainText() == "To the requester"
    assert draft(rig, "note").content["body"] == "Among us"


def test_an_emptied_draft_is_forgotten(rig, composer):
    composer.text.setPlainText("x")
    composer.keep()
    composer.text.clear()
    composer.keep()
    assert draft(rig) is None


def test_a_note_looks_different_and_says_who_sees_it(composer):
    composer.begin(Mode.NOTE)
    assert composer.property("ground") == "note"
    assert composer.top.whom.text() == "Only colleagues see this note."
    assert composer.bottom.send_button.text().strip() == "Add note"
    composer.begin(Mode.REPLY)
    assert composer.property("ground") != "note"


def test_ctrl_enter_sends(qtbot, rig, composer):
    composer.text.setPlainText("It is done.")
    with qtbot.waitSignal(composer.sent):
        qtbot.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (op,) = rig.desk.outbox.ops
    assert op.patch.set["body"] == "It is done."
    assert composer.text.toPlainText() == ""


def test_nothing_is_sent_without_words(rig, composer):
    composer.send()
    assert rig.desk.outbox.ops == []
    assert not composer.warnings.isHidden()


def test_undo_brings_the_text_back(qtbot, rig, composer):
    composer.text.setPlainText("Too early")
    with qtbot.waitSignal(composer.sent):
        composer.send()
    assert not composer.undo_bar.isHidden()
    composer.undo_bar.undo_button.click()
    qtbot.waitUntil(lambda: composer.text.toPlainText() == "Too early")
    assert rig.desk.outbox.ops == []
    assert composer.undo_bar.isHidden()


def test_undo_of_a_revised_reply_sends_the_revised_text(qtbot, rig, composer):
    composer.text.setPlainText("First")
    with qtbot.waitSignal(composer.sent):
        composer.send()
    composer.undo_bar.undo_button.click()
    qtbot.waitUntil(lambda: composer.text.toPlainText() == "First")
    composer.text.setPlainText("Second")
    with qtbot.waitSignal(composer.sent):
        composer.send()
    assert [op.patch.set["body"] for op in rig.desk.outbox.ops] == ["Second"]


def test_the_bar_counts_down_and_sends_now(qtbot, rig, composer, monkeypatch):
    sent = []
    monkeypatch.setattr(rig.desk.outbox, "send_now", lambda ids: sent.append(tuple(ids)))
    composer.text.setPlainText("Soon")
    write = rig.desk.writes.write_entry

    def held(new, origin=""):
        future = write(new, origin)
        (op,) = rig.desk.outbox.ops
        until = "2026-11-23T10:42:10.000Z"
        rig.desk.outbox.ops = [replace(op, state=OpState.HELD, hold_until=until)]
        return future

    monkeypatch.setattr(rig.desk.writes, "write_entry", held)
    with qtbot.waitSignal(composer.sent):
        composer.send()
    assert composer.undo_bar.words.text().startswith("Reply saved here. It goes in 10 ")
    rig.clock.advance(4)
    composer.undo_bar._tick()
    assert composer.undo_bar.words.text().startswith("Reply saved here. It goes in 6 ")
    composer.undo_bar.now_button.click()
    assert sent == [("op-2",)]
    assert composer.undo_bar.isHidden()


def test_the_bar_goes_when_the_time_is_over(qtbot, rig, composer):
    composer.text.setPlainText("Gone")
    with qtbot.waitSignal(composer.sent):
        composer.send()
    composer.undo_bar._until = rig.clock.now()
    composer.undo_bar._tick()
    assert composer.undo_bar.isHidden()


def test_offline_it_says_where_the_reply_is(qtbot, rig, composer):
    rig.desk.sync.set(SyncStatus(Link.UNREACHABLE))
    composer.text.setPlainText("Later")
    with qtbot.waitSignal(composer.sent):
        composer.send()
    said = "Reply saved here. It goes to the desk when it can be reached."
    assert composer.undo_bar.words.text() == said


def test_a_full_disk_leaves_the_text_and_says_so(qtbot, rig, composer, monkeypatch):
    """Row 25: the edit stays on screen and "not saved" is said."""
    error = DiskFullError("The disk is full")
    monkeypatch.setattr(rig.desk.writes, "write_entry", failing(error))
    composer.text.setPlainText("Precious words")
    composer.send()
    qtbot.waitUntil(lambda: not composer.warnings.isHidden())
    assert "not saved" in composer.warnings.words.text()
    assert composer.text.toPlainText() == "Precious words"
    assert rig.host.errors == [error]
    assert draft(rig).content["body"] == "Precious words"


def test_a_pasted_screenshot_becomes_a_png(qtbot, rig, composer):
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    data = QMimeData()
    data.setImageData(picture)
    composer.text.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(composer.tray.files) == 1)
    (file,) = composer.tray.files
    assert (file.name, file.media_type) == ("Screenshot 1.png", "image/png")
    assert rig.desk.files.contents[file.sha256].startswith(b"\x89PNG")


def test_dropped_files_are_attached_and_can_be_taken_off(qtbot, composer, tmp_path: Path):
    path = tmp_path / "log.txt"
    path.write_text("words")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    composer.text.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(composer.tray.files) == 1)
    assert composer.text.toPlainText() == ""
    composer.tray.remove(composer.tray.files[0])
    assert composer.tray.files == ()


def test_a_folder_is_refused_in_words(rig, composer, tmp_path: Path):
    composer.tray.add_path(tmp_path)
    assert "is not a file" in rig.host.notices[0].text


def test_pasted_web_text_brings_only_its_words(composer):
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    composer.text.insertFromMimeData(data)
    assert composer.text.toPlainText() == "bold"


def test_a_forgotten_file_is_asked_about_once(qtbot, rig, composer):
    composer.text.setPlainText("Please see the attached log.")
    composer.send()
    assert rig.desk.outbox.ops == []
    assert "none is attached" in composer.warnings.words.text()
    with qtbot.waitSignal(composer.sent):
        composer.send()
    assert len(rig.desk.outbox.ops) == 1


def test_solving_asks_for_the_resolution_and_sends_it_together(qtbot, rig, composer):
    composer.begin(Mode.REPLY, "solved")
    composer.text.setPlainText("We replaced the roller.")
    composer.send()
    assert rig.desk.outbox.ops == []
    composer.steps._form.put({"resolution_code": "fixed", "resolution": "Roller replaced"})
    with qtbot.waitSignal(composer.sent):
        composer.send()
    doc = rig.desk.records.by_kind["ticket"]["t-test"].doc
    assert (doc["status"], doc["resolution_code"]) == ("solved", "fixed")


def test_escape_in_the_fields_of_a_step_leaves_the_status_as_it_is(qtbot, rig, composer):
    composer.text.setPlainText("Replaced the cable.")
    composer.begin(Mode.REPLY, "solved")
    assert composer.steps.isVisibleTo(composer)
    qtbot.keyClick(composer.steps.findChildren(QComboBox)[0], Qt.Key.Key_Escape)
    assert not composer.steps.isVisibleTo(composer)
    assert composer.text.toPlainText() == "Replaced the cable."
    assert composer.focusWidget() is composer.text


def test_only_legal_next_statuses_are_offered(composer):
    words = [action.text() for action in composer.bottom._menu.actions()]
    assert "Send and set “Solved”" in words
    assert not any("New" in one for one in words)


def test_a_template_is_filled_from_the_ticket(rig, composer):
    rig.desk.records.put(
        "reply_template",
        "rt-9",
        {"name": "Hi", "shortcut": "hi", "body": "Hello {{requester.name}}, {{me.name}}"},
    )
    composer._insert_template("rt-9")
    assert composer.text.toPlainText() == "Hello Yusuf Demir, Dana Whitfield"


def test_a_shortcut_is_replaced_by_its_template(qtbot, rig, composer):
    rig.desk.records.put(
        "reply_template", "rt-9", {"name": "Hi", "shortcut": "hi", "body": "Hello"}
    )
    composer.text.insertPlainText("Well, /hi")
    assert "Hi" in composer.top.hint.text()
    qtbot.keyClick(composer.text, Qt.Key.Key_Tab)
    assert composer.text.toPlainText() == "Well, Hello"


def test_the_skeleton_selects_the_place_for_the_solution(composer):
    composer._insert_template("skeleton")
    assert composer.text.textCursor().selectedText() == "[...]"
    assert composer.text.toPlainText().startswith("Hello Yusuf Demir,")


@pytest.mark.parametrize(("typed", "minutes"), [("15", 15), ("1:30", 90), ("0:05", 5), ("", 0)])
def test_time_spent_is_typed_as_people_write_it(composer, typed, minutes):
    composer.bottom.spent.setText(typed)
    assert composer.bottom.minutes() == minutes


def test_the_bar_that_comes_and_goes_leaves_reply_and_note_where_they_are(qtbot, composer):
    composer.resize(600, 200)
    before = composer.top.y()
    composer.undo_bar.show()
    composer.layout().activate()
    assert composer.top.y() == before
    assert composer.undo_bar.y() > before


def test_a_queue_that_may_only_be_read_has_a_sentence_instead_of_a_text_box(rig, composer):
    rig.desk.me = replace(rig.desk.me, queues={"q-net": "read"})
    ticket = rig.ticket(queue="q-net")
    composer.show_ticket(view(rig, ticket))
    assert not composer.reading_only.isHidden()
    assert "You may read the queue “Network”" in composer.reading_only.words.text()
    assert composer.text.isHidden()
    assert composer.bottom.isHidden()
    composer.text.setPlainText("Written by force")
    composer.send()
    assert rig.desk.outbox.ops == []


def test_a_ticket_moved_to_a_queue_that_may_be_written_to_can_be_answered(rig, composer):
    rig.desk.me = replace(rig.desk.me, queues={"q-net": "read", "q-desk": "work"})
    composer.show_ticket(view(rig, rig.ticket(queue="q-net")))
    composer.show_ticket(view(rig, rig.ticket(queue="q-desk")))
    assert composer.reading_only.isHidden()
    assert not composer.text.isHidden()


@pytest.mark.parametrize("width", [640, 900])
def test_send_stays_inside_at_twice_the_text_size(qtbot, rig, composer, width):
    rig.theme.apply(text_scale=2.0)
    composer.bottom.name_action(Mode.REPLY, "Pending third party")
    composer.resize(width, 400)
    send, menu = composer.bottom.send_button, composer.bottom.menu_button

    def is_whole():
        ends = [one.mapTo(composer, one.rect().topRight()).x() for one in (send, menu)]
        return max(ends) < width and send.width() >= send.sizeHint().width()

    qtbot.waitUntil(is_whole)
    assert composer.width() == width


def test_a_row_becomes_two_where_there_is_no_room(qtbot, rig, composer):
    composer.resize(900, 400)
    qtbot.waitUntil(lambda: not composer.bottom.is_wrapped)
    composer.bottom.name_action(Mode.REPLY, "Pending third party and more")
    composer.resize(360, 400)
    qtbot.waitUntil(lambda: composer.bottom.is_wrapped)


def test_what_the_desk_does_not_keep_is_not_offered(qtbot, theme):
    lacks = ("entry.type=note", "reply_template", "ticket.minutes_spent")
    for registry, hidden in (
        (standard_registry(), False),
        (without(standard_registry(), lacks), True),
    ):
        composer = Composer(Rig(theme, registry).parts)
        qtbot.addWidget(composer)
        parts = (composer.top.note_button, composer.top.template_button, composer.bottom.spent)
        assert [one.isHidden() for one in parts] == [hidden] * 3
        assert not composer.top.reply_button.isHidden()


READING = SyncStatus(
    Link.READ_ONLY, "Nothing can be saved", "Of the folder.", "Allow writing to it."
)


def test_nothing_is_sent_while_nothing_can_be_saved_and_the_text_stays(qtbot, rig, composer):
    """Row 27: said where the person looks, and not called saved."""
    rig.desk.sync.set(READING)
    qtbot.waitUntil(lambda: not composer.bottom.send_button.isEnabled())
    assert not composer.bottom.menu_button.isEnabled()
    composer.text.setPlainText("Precious words")
    composer.keep()
    assert "Not saved" in composer.bottom.kept.text()
    composer.send()
    assert composer.warnings.words.text() == "Nothing can be saved. Allow writing to it."
    assert composer.text.toPlainText() == "Precious words"
    assert rig.desk.outbox.items() == []
    rig.desk.sync.set(SyncStatus(Link.ONLINE))
    qtbot.waitUntil(composer.bottom.send_button.isEnabled)
    composer.send()
    qtbot.waitUntil(lambda: composer.text.toPlainText() == "")


def test_a_composer_made_while_nothing_can_be_saved_sends_nothing(qtbot, rig):
    """Row 27: a ticket opened in a tab of its own, too."""
    rig.desk.sync.set(READING)
    made = Composer(rig.parts)
    qtbot.addWidget(made)
    made.show_ticket(rig.desk.reads.record("ticket", rig.ticket()))
    assert not made.bottom.send_button.isEnabled()
