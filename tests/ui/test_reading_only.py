"""A window where nothing can be saved: reading goes on, and it is said why nothing else does."""

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from deskclient.domain.ids import RecordId
from deskclient.ui.actions.deck import Writing
from deskclient.ui.forms.new_ticket import NewTicket
from tests.fakes.reading_only import READING_ONLY


def test_commands_that_write_are_off_while_nothing_can_be_saved(window, qtbot, desk):
    """Row 27: reading goes on, and the status area says why."""
    window.panel.list.select_position(2)
    actions = window.actions_set.actions
    writing = ("file.new", "ticket.take", "ticket.priority_high", "ticket.merge", "view.save")
    assert all(actions[one].isEnabled() for one in writing)
    desk.sync.set(READING_ONLY)
    qtbot.waitUntil(lambda: not actions["file.new"].isEnabled())
    assert [one for one in writing if actions[one].isEnabled()] == []
    assert not window.top._new.isEnabled()
    reading = ("file.sync", "ticket.reply", "ticket.open_tab", "tools.outbox", "edit.copy_number")
    assert all(actions[one].isEnabled() for one in reading)
    assert window.status.link_words() == READING_ONLY.title
    assert window.status._advice.isVisible()
    assert window.status._advice.text() == READING_ONLY.hint
    window.panel.list.select_position(3)
    assert window.detail.record_id() == window.panel.model.row(3).record_id


def test_asking_for_a_sync_says_why_none_runs_while_nothing_can_be_saved(window, qtbot, desk):
    """Row 27: it does not look as if nothing had happened."""
    desk.sync.set(READING_ONLY)
    window.run("file.sync")
    assert READING_ONLY.hint in window.toasts.shown[-1].text


def test_a_button_that_would_write_says_why_it_does_not(window, qtbot, desk):
    """Row 27: such as “New ticket” where no ticket is shown."""
    desk.sync.set(READING_ONLY)
    qtbot.waitUntil(lambda: not window.actions_set["file.new"].isEnabled())
    window.run("file.new")
    assert READING_ONLY.hint in window.toasts.shown[-1].text
    assert window.findChildren(NewTicket) == []


def write(window, words):
    window.open_record("ticket", RecordId("k-1290"), in_tab=True)
    panel = window.pages.current_panel()
    panel.write(Writing.REPLY)
    panel.panel().composer.text.setPlainText(words)


@pytest.fixture
def lost_words(window, desk):
    """Words typed a moment ago that nothing can keep."""
    desk.drafts.full = True
    write(window, "Precious words")
    yield "Precious words"
    desk.drafts.full = False
    desk.drafts.lost.clear()


def question(window):
    (box,) = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    return box


def press(box, words):
    (button,) = [one for one in box.findChildren(QPushButton) if words in one.text()]
    button.click()


def test_a_window_does_not_close_over_words_that_cannot_be_kept(window, lost_words):
    """Row 27: it is asked first, once, and going back leaves the words where they are."""
    assert not window.close()
    assert not window.close()
    assert "cannot be kept" in question(window).text()
    press(question(window), "back")
    assert window.isVisible()
    assert window.pages.current_panel().panel().composer.text.toPlainText() == lost_words


def test_whoever_says_so_closes_the_window_without_the_words(window, qtbot, lost_words):
    """Row 27."""
    window.close()
    with qtbot.waitSignal(window.closed):
        press(question(window), "without")
    assert lost_words
    assert not window.isVisible()


def test_nothing_is_asked_about_words_that_are_kept(window, desk):
    write(window, "Kept words")
    assert window.close()
    assert [one.content["body"] for one in desk.drafts.all()] == ["Kept words"]


@pytest.mark.usefixtures("lost_words")
def test_a_window_that_its_profile_leaves_asks_nothing_more(window):
    """Signing out and erasing have asked already, or must not wait."""
    window.leave()
    assert not window.isVisible()
