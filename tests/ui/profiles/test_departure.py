"""The departure check: what is unsent is shown, and nothing is destroyed by accident."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskclient.domain.errors import ReadOnlyError
from deskclient.services.profile_api import Departure, UnsentWork
from deskclient.ui.profiles.departure import DepartureDialog, Leaving
from deskclient.ui.surroundings import Surroundings
from tests.fakes.profiles_in_memory import DANA, ProfilesInMemory

WORK = UnsentWork(
    7, 1, 2, 1, 2_400_000, ("Printer on floor 3 jams",), {"reply": 2, "edit": 4, "create": 1}
)


class Leaver:
    """A person about to leave."""

    def __init__(self, qtbot: QtBot, surroundings: Surroundings) -> None:
        self.qtbot = qtbot
        self.profiles = ProfilesInMemory(DANA)
        self.closed: list[str] = []
        self.left: list[str] = []
        self.dialog = DepartureDialog(surroundings, self.profiles, self.closed.append)
        self.dialog.left.connect(self.left.append)

    def ask(self, work: UnsentWork, leaving: Leaving = Leaving.SIGN_OUT) -> None:
        self.profiles.work["p-dana"] = work
        self.dialog.show_for(DANA, leaving)
        self.qtbot.waitUntil(lambda: self.dialog.work is not None)

    def texts(self) -> str:
        return "\n".join(
            label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible()
        )


@pytest.fixture
def leaver(qtbot: QtBot, surroundings: Surroundings) -> Iterator[Leaver]:
    made = Leaver(qtbot, surroundings)
    yield made
    made.dialog.hide()
    made.dialog.deleteLater()


def test_unsent_work_is_told_by_what_it_is(leaver):
    leaver.ask(WORK)
    texts = leaver.texts()
    for words in ("Printer on floor 3 jams", "2.4 MB", "decision"):
        assert words in texts


def test_keeping_is_chosen_and_staying_is_the_default(leaver):
    leaver.ask(WORK)
    assert leaver.dialog.choice() is Departure.KEEP
    assert leaver.dialog.stay.isDefault()
    assert not leaver.dialog.go.isDefault()
    assert not leaver.dialog.go.autoDefault()


def test_enter_and_escape_leave_everything_as_it_is(leaver, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        leaver.ask(WORK)
        qtbot.keyClick(leaver.dialog, key)
        assert not leaver.dialog.isVisible()
    assert leaver.profiles.calls == []
    assert leaver.closed == []


def test_keeping_closes_the_profile_then_signs_out(leaver, qtbot):
    leaver.ask(WORK)
    leaver.dialog.go.click()
    qtbot.waitUntil(lambda: leaver.left == ["p-dana"])
    assert leaver.closed == ["p-dana"]
    assert leaver.profiles.calls == [("sign_out", "p-dana", "keep", "")]


def test_discarding_must_be_confirmed_by_a_tick(leaver, qtbot):
    leaver.ask(WORK)
    leaver.dialog.choices[Departure.DISCARD].click()
    assert not leaver.dialog.go.isEnabled()
    leaver.dialog.sure.click()
    leaver.dialog.go.click()
    qtbot.waitUntil(lambda: leaver.left == ["p-dana"])
    assert leaver.profiles.calls == [("sign_out", "p-dana", "discard", "")]


def test_removing_offers_no_keeping_and_exports_first(leaver, qtbot, tmp_path):
    leaver.ask(WORK, Leaving.REMOVE)
    assert leaver.dialog.choices[Departure.KEEP].isHidden()
    assert leaver.dialog.choice() is Departure.EXPORT
    leaver.dialog.export_to(str(tmp_path / "unsent.zip"))
    qtbot.waitUntil(lambda: leaver.left == ["p-dana"])
    assert leaver.profiles.calls == [("wipe", "p-dana", "export", "unsent.zip")]


def test_without_unsent_work_one_button_is_enough(leaver, qtbot):
    leaver.ask(UnsentWork(0, 0, 0, 0, 0))
    assert all(button.isHidden() for button in leaver.dialog.choices.values())
    assert leaver.dialog.stay.isDefault()
    leaver.dialog.go.click()
    qtbot.waitUntil(lambda: leaver.left == ["p-dana"])


def test_work_that_cannot_be_read_is_not_taken_for_none(leaver):
    leaver.ask(UnsentWork(0, 0, 0, 0, 0, readable=False))
    assert leaver.dialog.choices[Departure.EXPORT].isHidden()
    assert leaver.dialog.choice() is Departure.KEEP
    assert "nobody can say what is in it" in leaver.texts()


def test_a_check_that_failed_counts_as_work_that_cannot_be_read(leaver):
    leaver.profiles.work["p-dana"] = ReadOnlyError("The folder cannot be read")
    leaver.dialog.show_for(DANA, Leaving.REMOVE)
    leaver.qtbot.waitUntil(lambda: leaver.dialog.work is not None)
    assert not leaver.dialog.work.readable
    assert leaver.dialog.choice() is not Departure.DISCARD or not leaver.dialog.go.isEnabled()


def test_a_failure_is_told_and_can_be_tried_again(leaver, qtbot):
    leaver.ask(WORK)
    leaver.profiles.failure = ReadOnlyError("Not everything could be removed")
    leaver.dialog.go.click()
    qtbot.waitUntil(lambda: "Not everything" in leaver.dialog.banner.accessibleName())
    assert leaver.dialog.isVisible()
    assert leaver.dialog.go.isEnabled()
    leaver.profiles.failure = None
    leaver.dialog.go.click()
    qtbot.waitUntil(lambda: leaver.left == ["p-dana"])
