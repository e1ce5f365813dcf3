"""The list of profiles."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskclient.domain.errors import ReadOnlyError
from deskclient.services.profile_api import UnsentWork
from deskclient.ui.profiles.window import ProfilesWindow
from deskclient.ui.surroundings import Surroundings
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.profiles_in_memory import DANA, OLEG, ProfilesInMemory


@pytest.fixture
def profiles() -> ProfilesInMemory:
    made = ProfilesInMemory(DANA, OLEG)
    made.work["p-dana"] = UnsentWork(3, 0, 0, 0, 0)
    return made


@pytest.fixture
def window(
    qtbot: QtBot, surroundings: Surroundings, profiles: ProfilesInMemory
) -> Iterator[ProfilesWindow]:
    desk = FakeDesk()
    made = ProfilesWindow(surroundings, profiles, lambda: {"p-dana": desk}, lambda _: None)
    yield made
    made.departure.hide()
    made.close()
    made.deleteLater()


def texts(window: ProfilesWindow, profile_id: str) -> str:
    return "\n".join(label.text() for label in window.cards[profile_id].findChildren(QLabel))


def test_each_profile_tells_desk_person_unsent_work_last_sync_and_room(window, qtbot):
    window.show_list()
    qtbot.waitUntil(lambda: not window.cards["p-dana"].room.isHidden())
    told = texts(window, "p-dana")
    for words in ("Harbour Service Desk", "Dana Whitfield", "3 change", "148 MB", "2026"):
        assert words in told


def test_a_signed_out_profile_offers_signing_in(window, qtbot):
    window.show_list()
    card = window.cards["p-oleg"]
    with qtbot.waitSignal(window.sign_in_asked) as asked:
        card.open_button.click()
    assert asked.args[0].profile_id == "p-oleg"


def test_opening_tells_the_profile_and_closes_the_list(window, qtbot):
    window.show_list()
    with qtbot.waitSignal(window.open_asked) as asked:
        window.cards["p-dana"].open_button.click()
    assert asked.args == ["p-dana"]
    assert not window.isVisible()


def test_a_profile_gets_a_name_of_ones_own(window, profiles):
    window.show_list()
    window.cards["p-dana"].menu.actions()[0].trigger()
    window.rename_dialog.line.setText(" Harbour, night shift ")
    window.rename_dialog._on_accepted()
    assert profiles.known["p-dana"].label == "Harbour, night shift"
    assert "Harbour, night shift" in texts(window, "p-dana")


def test_a_name_that_cannot_be_kept_is_told(window, profiles):
    profiles.failure = ReadOnlyError("The list of profiles cannot be written")
    window.show_list()
    window.cards["p-dana"].menu.actions()[0].trigger()
    window.rename_dialog.line.setText("Other")
    window.rename_dialog._on_accepted()
    shown = "\n".join(label.text() for label in window.findChildren(QLabel))
    assert "The list of profiles cannot be written" in shown


def test_signing_out_and_removing_ask_the_departure_check(window, qtbot):
    window.show_list()
    window.sign_out("p-dana")
    qtbot.waitUntil(lambda: window.departure.work is not None)
    assert window.departure.isVisible()


def test_every_button_of_a_card_names_its_profile(window):
    window.show_list()
    for card in window.cards.values():
        for button in (card.open_button, card.more):
            assert card.profile.person_name in button.accessibleName()


def test_no_profile_at_all_says_what_to_do(window, profiles):
    profiles.known = {}
    window.show_list()
    shown = "\n".join(label.text() for label in window.findChildren(QLabel))
    assert "There is no profile here yet." in shown
