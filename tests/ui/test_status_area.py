"""The line at the foot of the window: what is under way, and what can be done about it."""

import pytest
from PySide6.QtCore import Qt

from deskclient.domain.events import JobProgress, Link, SyncStatus
from deskclient.ui.window.status_area import StatusArea


def test_a_job_can_be_cancelled_from_the_status_area(window, desk, qtbot):
    desk.tell(JobProgress("first-sync", "Fetching tickets", 10, 100))
    qtbot.waitUntil(window.status._cancel.isVisible)
    qtbot.mouseClick(window.status._cancel, Qt.MouseButton.LeftButton)
    assert desk.sync.cancelled == ["first-sync"]
    desk.tell(JobProgress("first-sync", "Fetching tickets", 100, 100, ended=True))
    qtbot.waitUntil(lambda: not window.status._cancel.isVisible())


@pytest.mark.parametrize("link", [Link.OFFLINE, Link.UNREACHABLE, Link.AUTH_NEEDED])
def test_a_fetch_is_not_said_to_go_on_without_the_desk(window, desk, qtbot, link):
    desk.tell(JobProgress("pull", "Fetching tickets", 10, 100))
    qtbot.waitUntil(lambda: window.status._job_text.text() == "Fetching tickets: 10 of 100")
    desk.tell(SyncStatus(link))
    waits = "10 of 100 are here; the rest comes with the next connection."
    qtbot.waitUntil(lambda: window.status._job_text.text() == waits)
    desk.tell(SyncStatus(Link.ONLINE))
    qtbot.waitUntil(lambda: window.status._job_text.text() == "Fetching tickets: 10 of 100")


def test_what_needs_no_desk_is_not_said_to_wait_for_it(window, desk, qtbot):
    desk.tell(JobProgress("index", "Preparing the search", 10, 100))
    desk.tell(SyncStatus(Link.OFFLINE))
    qtbot.waitUntil(lambda: window.status.link_words().startswith("Offline"))
    assert window.status._job_text.text() == "Preparing the search: 10 of 100"


def test_a_fetch_stopped_before_the_window_opened_can_be_taken_up(window, desk, qtbot):
    desk.sync.fetching = JobProgress("pull", "Fetching tickets", 10, 100, ended=True, stopped=True)
    area = StatusArea(window.parts)
    qtbot.addWidget(area)
    area.show()
    assert area._job_text.text() == "Fetching is stopped; 10 of 100 are here."
    qtbot.mouseClick(area._cancel, Qt.MouseButton.LeftButton)
    assert desk.sync.syncs == 1
