"""Unlocking a profile whose key is not at hand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskclient.services.profile_api import KeyState
from deskclient.ui.sign_in.unlock_window import (
    KeyringStep,
    PassphraseStep,
    RecoveryKeyStep,
    UnlockWindow,
)
from deskclient.ui.surroundings import Surroundings
from tests.fakes.profiles_in_memory import KEY, OLEG, ProfilesInMemory


@pytest.fixture
def profiles() -> ProfilesInMemory:
    return ProfilesInMemory(OLEG)


@pytest.fixture
def window(
    qtbot: QtBot, surroundings: Surroundings, profiles: ProfilesInMemory
) -> Iterator[UnlockWindow]:
    made = UnlockWindow(surroundings, profiles, OLEG)
    yield made
    made.close()
    made.deleteLater()


def test_the_right_passphrase_unlocks(window, profiles, qtbot):
    profiles.secret = "open sesame"
    window.show_for(KeyState.PASSPHRASE_NEEDED)
    window.step.line.setText("open sesame")
    with qtbot.waitSignal(window.unlocked) as unlocked:
        window.next.click()
    assert unlocked.args == ["p-oleg"]
    assert not window.isVisible()


def test_enter_unlocks_and_does_not_press_cancel_at_once(window, profiles, qtbot):
    profiles.secret = "open sesame"
    window.show_for(KeyState.PASSPHRASE_NEEDED)
    window.step.line.setText("open sesame")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.unlocked):
        qtbot.keyClick(window.step.line, Qt.Key.Key_Return)


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(window, profiles, qtbot):
    profiles.secret = "open sesame"
    window.show_for(KeyState.PASSPHRASE_NEEDED)
    window.step.line.setText("guess")
    window.next.click()
    qtbot.waitUntil(lambda: "does not fit" in window.banner.accessibleName())
    assert isinstance(window.step, PassphraseStep)
    assert window.step.isEnabled()


def test_the_recovery_key_is_another_way_in(window, profiles, qtbot):
    profiles.secret = KEY
    window.show_for(KeyState.PASSPHRASE_NEEDED)
    window.step.other.click()
    assert isinstance(window.step, RecoveryKeyStep)
    window.step.text.setPlainText(f" {KEY}\n")
    with qtbot.waitSignal(window.unlocked):
        window.next.click()


def test_back_from_the_recovery_key_leads_to_the_passphrase(window):
    window.show_for(KeyState.PASSPHRASE_NEEDED)
    window.step.other.click()
    window.back.click()
    assert isinstance(window.step, PassphraseStep)


def test_a_missing_key_asks_for_the_recovery_key_at_once(window):
    window.show_for(KeyState.MISSING)
    assert isinstance(window.step, RecoveryKeyStep)
    assert window.back.isHidden()


def test_a_locked_keyring_is_asked_again_without_a_restart(window, profiles, qtbot):
    profiles.state = KeyState.KEYRING_LOCKED
    window.show_for(KeyState.KEYRING_LOCKED)
    assert isinstance(window.step, KeyringStep)
    window.next.click()
    qtbot.waitUntil(lambda: "still does not answer" in window.banner.accessibleName())
    profiles.state = KeyState.READY
    with qtbot.waitSignal(window.unlocked):
        window.next.click()
