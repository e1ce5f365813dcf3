"""The diagnostics window: health, problems, log, bundle, records not understood, the sync."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from deskclient.domain.events import Link, ProblemRaised, SyncStatus
from deskclient.services.api import NotUnderstood
from deskclient.services.diagnostics import Diagnostics
from deskclient.services.folders import Folders, folders_under
from deskclient.services.settings import Settings
from deskclient.ui.bridge import Bridge
from deskclient.ui.diagnostics.problem_book import ProblemBook
from deskclient.ui.diagnostics.sources import LocalSources
from deskclient.ui.diagnostics.sync_words import guarantees
from deskclient.ui.diagnostics.window import DiagnosticsWindow, Watched
from deskclient.ui.page_parts import ScrollPage
from deskclient.ui.surroundings import Surroundings
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fixed_clock import FixedClock

LINES = [
    "2026-11-23 10:00:00,000 INFO engine deskclient.sync.pull: page 1 of 40",
    "2026-11-23 10:00:01,000 WARNING engine deskclient.sync.push: asked to wait",
    "2026-11-23 10:00:02,000 INFO engine deskclient.sync: password=hunter2hunter2",
]
PROBLEM = ProblemRaised(
    "file:1", "A file could not be fetched", "photo.jpg", "It is asked for again.",
    kind="ticket", record_id="t-1", retryable=True,
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    name: str
    grade: str
    text: str
    hint: str = ""


class Room:
    """Diagnostics over real files."""

    def __init__(self, surroundings: Surroundings, folders: Folders, clock: FixedClock) -> None:
        folders.logs.mkdir(parents=True)
        (folders.logs / "deskclient.log").write_text("\n".join(LINES), "utf-8")
        self.findings = [
            Finding("Keyring", "warn", "No keyring answers.", "Choose a passphrase."),
            Finding("Disk", "FAIL", "12 MB free"),
            Finding("Clock", "ok", "2026-11-23"),
        ]
        sources = LocalSources(
            Diagnostics(folders, clock),
            folders.logs,
            Settings(folders.settings_file, clock),
            lambda: [partial(self._finding, at) for at in range(3)],
            list,
        )
        self.window = DiagnosticsWindow(surroundings, sources)
        self.desk = FakeDesk()
        self.bridge = Bridge(self.window)
        self.book = ProblemBook(self.bridge, self.window)

    def _finding(self, at: int) -> Finding:
        return self.findings[at]

    def show(self, page: str) -> None:
        self.window.show_for(Watched(self.desk, self.book), page)

    def texts(self, page: ScrollPage) -> str:
        inner = page.widget()
        assert inner is not None
        return "\n".join(label.text() for label in inner.findChildren(QLabel))


@pytest.fixture
def room(
    qtbot: QtBot, surroundings: Surroundings, tmp_path: Path, clock: FixedClock
) -> Iterator[Room]:
    made = Room(surroundings, folders_under(tmp_path), clock)
    yield made
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_health_tells_each_check_in_words_and_not_by_colour_alone(room, qtbot):
    room.show("health")
    qtbot.waitUntil(lambda: room.window.health.findings is not None)
    told = room.texts(room.window.health)
    for words in ("Keyring", "Take care", "Choose a passphrase.", "Must be mended", "Good"):
        assert words in told


def test_checking_again_tells_what_is_so_now(room, qtbot):
    room.show("health")
    qtbot.waitUntil(lambda: room.window.health.findings is not None)
    room.findings[1] = Finding("Disk", "ok", "90 GB free")
    room.window.health.widget().findChild(QPushButton, "again").click()
    qtbot.waitUntil(lambda: "90 GB free" in room.texts(room.window.health))


def test_a_check_that_breaks_is_told_and_does_not_end_the_window(room, qtbot):
    room.findings.clear()
    room.show("health")
    qtbot.waitUntil(lambda: "should not" in room.texts(room.window.health))


def test_a_problem_stays_until_it_is_dismissed(room, qtbot):
    room.bridge.post(PROBLEM)
    qtbot.waitUntil(lambda: bool(room.book.all()))
    room.show("problems")
    assert "A file could not be fetched" in room.texts(room.window.problems)
    room.window.problems.widget().findChild(QPushButton, "dismiss:file:1").click()
    assert room.book.all() == ()
    assert "Nothing needs your attention." in room.texts(room.window.problems)


def test_a_problem_can_be_tried_again_and_its_ticket_shown(room, qtbot):
    room.book.add(PROBLEM)
    room.show("problems")
    page = room.window.problems.widget()
    page.findChild(QPushButton, "retry:file:1").click()
    assert room.desk.sync.syncs == 1
    with qtbot.waitSignal(room.window.open_asked) as asked:
        page.findChild(QPushButton, "show:file:1").click()
    assert asked.args == ["ticket", "t-1"]


def test_a_ticket_that_was_not_understood_is_not_offered_to_be_shown(room):
    room.book.add(
        ProblemRaised("quarantine:ticket:s-1", "Not understood", kind="ticket", record_id="s-1")
    )
    room.show("problems")
    assert (
        room.window.problems.widget().findChild(QPushButton, "show:quarantine:ticket:s-1") is None
    )


def test_the_same_problem_twice_is_one_row(room):
    room.book.add(PROBLEM)
    room.book.add(PROBLEM)
    assert len(room.book.all()) == 1


def test_records_not_understood_tell_why_and_what_came(room, qtbot):
    room.desk.sync.bad = [NotUnderstood("ticket", "s-17", "unknown state", '{"status": "parked"}')]
    room.show("records")
    qtbot.waitUntil(lambda: "unknown state" in room.texts(room.window.records))
    assert room.window.records.widget().findChild(QPlainTextEdit) is None
    room.window.records.widget().findChild(QPushButton, "ticket:s-17").click()
    shown = room.window.records.widget().findChild(QPlainTextEdit)
    assert "parked" in shown.toPlainText()


def test_the_log_is_shown_without_secrets(room, qtbot):
    room.show("log")
    qtbot.waitUntil(lambda: "page 1 of 40" in room.window.log.text.toPlainText())
    assert "hunter2" not in room.window.log.text.toPlainText()


def test_the_log_can_be_narrowed_by_words_and_to_troubles(room, qtbot):
    room.show("log")
    log = room.window.log
    qtbot.waitUntil(lambda: len(log.shown()) == 3)
    log.filter.setText("PULL page")
    assert log.shown() == [LINES[0]]
    log.filter.clear()
    log.troubles.click()
    assert log.text.toPlainText() == LINES[1]


def test_the_bundle_holds_what_is_ticked_and_nothing_else(room, qtbot, tmp_path):
    room.show("bundle")
    page = room.window.bundle
    qtbot.waitUntil(lambda: page.parts.count() > 0)
    item = next(
        page.parts.item(at) for at in range(page.parts.count())
        if page.parts.item(at).data(Qt.ItemDataRole.UserRole) == "log.txt"
    )  # fmt: skip
    item.setCheckState(Qt.CheckState.Unchecked)
    target = tmp_path / "bundle.zip"
    page.save_to(str(target))
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "bundle.zip" in page.banner.accessibleName())
    with zipfile.ZipFile(target) as saved:
        assert "log.txt" not in saved.namelist()
        assert "about.txt" in saved.namelist()
        for name, text in page.chosen().files.items():
            assert saved.read(name).decode() == text


def test_every_part_of_the_bundle_can_be_read_first(room, qtbot):
    room.show("bundle")
    page = room.window.bundle
    qtbot.waitUntil(lambda: page.parts.count() > 0)
    for at in range(page.parts.count()):
        page.parts.setCurrentRow(at)
        name = page.parts.item(at).data(Qt.ItemDataRole.UserRole)
        assert page.text.toPlainText() == page._diagnosis.files[name]


def test_the_trace_of_a_crash_is_a_part_that_can_be_read_and_left_out(room, qtbot, tmp_path):
    trace = tmp_path / "state" / "logs" / "crash.previous.log"
    trace.write_text("Fatal Python error: Aborted\n  token=hunter2hunter2\n", "utf-8")
    room.show("bundle")
    page = room.window.bundle
    qtbot.waitUntil(lambda: page.parts.count() > 0)
    (at,) = [at for at in range(page.parts.count()) if "crash.txt" in page.parts.item(at).text()]
    page.parts.setCurrentRow(at)
    assert "Fatal Python error: Aborted" in page.text.toPlainText()
    assert "hunter2" not in page.text.toPlainText()
    page.parts.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert "crash.txt" not in page.chosen().files


def test_what_was_left_out_stays_left_out_when_collected_again(room, qtbot):
    room.show("bundle")
    page = room.window.bundle
    qtbot.waitUntil(lambda: page.parts.count() > 0)
    page.parts.item(1).setCheckState(Qt.CheckState.Unchecked)
    before = set(page.chosen().files)
    page.collect()
    qtbot.waitUntil(page.save.isEnabled)
    assert set(page.chosen().files) == before


def test_a_bundle_that_cannot_be_saved_is_told(room, qtbot, tmp_path):
    room.show("bundle")
    page = room.window.bundle
    qtbot.waitUntil(lambda: page.parts.count() > 0)
    (tmp_path / "plain").write_text("a file, no folder")
    page.save_to(str(tmp_path / "plain" / "bundle.zip"))
    qtbot.waitUntil(lambda: not page.banner.isHidden())
    assert "saved as" not in page.banner.accessibleName()


def test_about_this_sync_tells_state_what_is_kept_and_the_guarantees(room, qtbot):
    facts = {
        "Changes waiting": "3",
        "New records are made once by": "key",
        "Edits are checked by": "merge",
        "Last errors": "10:00 The desk does not answer",
    }
    room.desk.sync.facts = lambda: facts
    room.desk.sync.current = SyncStatus(
        Link.UNREACHABLE, "The desk does not answer", clock_offset_s=-600.0
    )
    room.show("sync")
    qtbot.waitUntil(lambda: "Tickets" in room.texts(room.window.sync))
    told = room.texts(room.window.sync)
    for words in (
        "does not answer; it is asked again",
        "exactly once",
        "nobody's change is overwritten unseen",
        "Tickets of every queue you may see.",
        "10 minute",
        "ahead of the desk",
        "Not yet",
    ):
        assert words in told


def test_about_this_sync_follows_the_status(room, qtbot):
    room.show("sync")
    room.desk.sync.set(SyncStatus(Link.AUTH_NEEDED))
    qtbot.waitUntil(lambda: "sign in again" in room.texts(room.window.sync))


def test_all_facts_can_be_copied_at_once(room):
    room.show("sync")
    room.window.sync.widget().findChild(QPushButton, "copy").click()
    copied = QGuiApplication.clipboard().text()
    assert "Harbour Service Desk" in copied
    assert "Tickets of every queue you may see." in copied


def test_without_an_open_profile_the_computer_can_still_be_checked(room, qtbot):
    room.window.show_for(None)
    qtbot.waitUntil(lambda: room.window.health.findings is not None)
    room.window.show_page("sync")
    assert "No profile is open" in room.texts(room.window.sync)


def test_a_closed_window_does_not_listen_to_the_desk(room):
    room.show("sync")
    room.window.close()
    assert room.desk.listeners == []


def test_the_pages_are_reached_by_keyboard(room, qtbot):
    room.show("health")
    qtbot.keyClick(room.window.nav, Qt.Key.Key_Down)
    assert room.window.page() == "problems"
    assert room.window.stack.currentWidget() is room.window.problems


def test_a_desk_that_cannot_find_what_was_overwritten_says_so():
    (told,) = guarantees({"Edits are checked by": "etag alone"})
    assert "overwrite the other unseen" in told
    (compared,) = guarantees({"Edits are checked by": "none alone"})
    assert "just before they are sent" in compared
    assert "overwrite the other unseen" in compared
    (promised,) = guarantees({"Edits are checked by": "etag"})
    assert "nobody's change is overwritten unseen" in promised


def test_a_desk_with_nothing_but_a_list_says_what_follows_from_that():
    facts = {"Changes are found by": "list", "Deletions are told by": "list"}
    late, gone = guarantees(facts)
    assert "only the last is seen" in late
    assert "when the list is compared" in gone
