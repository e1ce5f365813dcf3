"""A window where nothing can be saved: reading goes on, and it is said why nothing else does."""

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
