"""The settings window, made from what the settings declare."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deskclient.domain.scope import Scope
from deskclient.domain.settings import SECTIONS, SETTINGS, SettingKind
from deskclient.services.profile_api import KeyPlace
from deskclient.services.settings import Settings
from deskclient.ui.quiet_inputs import NumberLine, QuietCombo
from deskclient.ui.settings.keys_dialog import KeysDialog
from deskclient.ui.settings.open_profile import OpenProfile
from deskclient.ui.settings.passphrase_dialog import PassphraseDialog
from deskclient.ui.settings.row import SettingRow
from deskclient.ui.settings.window import SettingsWindow
from deskclient.ui.shell.kept_keys import kept_keymap
from deskclient.ui.sign_in.recovery_key_view import RecoveryKeyView
from deskclient.ui.surroundings import Surroundings
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fixed_clock import FixedClock
from tests.fakes.profiles_in_memory import DANA, ProfilesInMemory


@pytest.fixture
def settings(tmp_path: Path, clock: FixedClock) -> Settings:
    return Settings(tmp_path / "settings.json", clock)


@pytest.fixture
def window(
    qtbot: QtBot, surroundings: Surroundings, settings: Settings
) -> Iterator[SettingsWindow]:
    profiles = ProfilesInMemory(DANA)
    profiles.secret = "open sesame"
    made = SettingsWindow(surroundings, settings, kept_keymap(settings), profiles)
    yield made
    made.close()
    made.deleteLater()
    # Otherwise it stays until some later test happens to wait.
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def row(window: SettingsWindow, key: str) -> Any:
    spec = next(spec for spec in SETTINGS if spec.key == key)
    window.show_page(spec.section)
    return window.sections[spec.section].rows[key]


def texts(window: SettingsWindow) -> str:
    page = window.stack.currentWidget()
    assert page is not None
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_every_declared_setting_has_a_row_with_a_name(window):
    window.show_for(None)
    for spec in SETTINGS:
        assert row(window, spec.key).control.accessibleName() == spec.label


def test_every_section_has_a_page(window):
    window.show_for(None)
    for key in SECTIONS:
        window.show_page(key)
        assert window.stack.currentWidget() is window.sections[key]


def test_a_choice_is_applied_and_kept_at_once(window, settings, tmp_path, clock):
    window.show_for(None)
    combo = row(window, "theme").control
    assert isinstance(combo, QuietCombo)
    combo.setCurrentIndex(combo.findData("dark"))
    combo.activated.emit(combo.currentIndex())
    assert settings.text("theme") == "dark"
    assert Settings(tmp_path / "settings.json", clock).text("theme") == "dark"


def test_a_flag_is_applied_by_a_click(window, settings):
    window.show_for(None)
    box = row(window, "hold_if_moved_on").control
    assert isinstance(box, QCheckBox)
    box.click()
    assert settings.flag("hold_if_moved_on") is False


def test_a_number_is_applied_when_its_field_is_left(window, settings, qtbot):
    window.show_for(None)
    line = row(window, "undo_send_s").control
    assert isinstance(line, NumberLine)
    line.selectAll()
    qtbot.keyClicks(line, "25")
    assert settings.number("undo_send_s") == 10
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert settings.number("undo_send_s") == 25


def test_a_number_out_of_bounds_goes_back(window, settings, qtbot):
    window.show_for(None)
    line = row(window, "undo_send_s").control
    line.setText("999")
    line.editingFinished.emit()
    assert line.text() == "10"
    assert settings.number("undo_send_s") == 10


def test_the_arrow_keys_step_a_number(window, settings, qtbot):
    window.show_for(None)
    line = row(window, "undo_send_s").control
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert settings.number("undo_send_s") == 20
    for _ in range(5):
        qtbot.keyClick(line, Qt.Key.Key_Down)
    assert settings.number("undo_send_s") == 0


def test_the_way_back_to_the_default_is_there_only_where_it_differs(window, settings):
    window.show_for(None)
    one = row(window, "check_replies")
    assert one.back.isHidden()
    one.control.click()
    assert not one.back.isHidden()
    one.back.click()
    assert settings.flag("check_replies") is True
    assert one.back.isHidden()


def test_a_change_made_elsewhere_is_shown(window, settings):
    window.show_for(None)
    settings.set("density", "compact")
    assert row(window, "density").control.currentData() == "compact"


def test_a_closed_window_listens_no_more(window, settings):
    window.show_for(None)
    window.close()
    assert settings._listeners == []


def test_a_setting_that_needs_a_restart_says_so(qtbot, theme, settings):
    spec = replace(next(s for s in SETTINGS if s.kind is SettingKind.FLAG), restart=True)
    one = SettingRow(theme, settings, spec)
    qtbot.addWidget(one)
    assert any("starts again" in label.text() for label in one.findChildren(QLabel))


@pytest.mark.parametrize(
    ("typed", "key"),
    [("undo", "undo_send_s"), ("DARK", "theme"), ("placeholders", "check_replies")],
)
def test_a_setting_is_found_by_its_name_its_help_and_its_choices(window, typed, key):
    window.show_for(None)
    window.search.setText(typed)
    assert window.stack.currentWidget() is window.found
    assert key in window.found.rows


def test_an_empty_search_brings_the_page_back(window):
    window.show_for(None, "writing")
    window.search.setText("dark")
    window.search.clear()
    assert window.stack.currentWidget() is window.sections["writing"]


def test_nothing_found_is_said(window):
    window.show_for(None)
    window.search.setText("zeppelin")
    assert "No setting has these words." in texts(window)


def test_what_is_kept_offline_is_applied_by_its_button_alone(window):
    desk = FakeDesk()
    window.show_for(OpenProfile(desk, DANA), "offline")
    page = window.offline
    assert page.editor is not None
    assert not page.apply.isEnabled()
    page.editor.some_queues.click()
    page.editor.queues["q-net"].click()
    assert desk.sync.kept == Scope()
    page.apply.click()
    assert desk.sync.kept == Scope(queues=("q-net",))
    assert not page.apply.isEnabled()


def test_keeping_less_says_what_goes_and_what_stays(window):
    window.show_for(OpenProfile(FakeDesk(), DANA), "offline")
    window.offline.editor.mine.click()
    words = window.offline.banner.accessibleName()
    assert "removed from this computer" in words
    assert "have not been sent are kept" in words


def test_a_choice_not_applied_can_be_taken_back(window):
    desk = FakeDesk()
    window.show_for(OpenProfile(desk, DANA), "offline")
    window.offline.editor.mine.click()
    window.offline.undo.click()
    assert window.offline.editor.scope() == desk.sync.kept
    assert not window.offline.undo.isEnabled()


def test_the_size_is_asked_while_the_person_chooses(window, qtbot):
    desk = FakeDesk()
    window.show_for(OpenProfile(desk, DANA), "offline")
    editor = window.offline.editor
    vars(desk.sync)["estimate"] = lambda scope, done: done(7 if scope.queues else 2000, 5_000, 0)
    editor.some_queues.click()
    editor.queues["q-net"].click()
    qtbot.waitUntil(lambda: "7 ticket" in window.offline.editor.cost.accessibleName())


def test_a_closed_window_does_not_listen_to_the_desk(window):
    desk = FakeDesk()
    window.show_for(OpenProfile(desk, DANA), "offline")
    window.close()
    assert desk.listeners == []


def test_a_shortcut_is_found_by_command_and_by_key(window):
    window.show_for(None, "shortcuts")
    page = window.shortcuts
    page._on_typed("outbox")
    assert page.found == ["tools.outbox"]
    page._on_typed("ctrl+k")
    assert "go.palette" in page.found
    page._on_typed("zeppelin")
    assert page.found == []


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def keys_dialog(window: SettingsWindow, action_id: str) -> KeysDialog:
    window.show_for(None, "shortcuts")
    press(window.shortcuts, f"keys:{action_id}")
    return next(one for one in window.shortcuts.findChildren(KeysDialog) if one.isVisible())


def test_keys_are_changed_by_pressing_them(window, qtbot):
    dialog = keys_dialog(window, "tools.outbox")
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert "New ticket" in dialog.state.text()
    dialog.go.click()
    button = window.shortcuts.findChild(QPushButton, "keys:tools.outbox")
    assert button.text() == "Ctrl+N"
    assert button.accessibleName().endswith("Ctrl+N")
    press(window.shortcuts, "restore-all")
    assert window.shortcuts.findChild(QPushButton, "keys:file.new").text() == "Ctrl+N"


def test_a_key_that_typing_needs_is_refused_in_words(window, qtbot):
    dialog = keys_dialog(window, "tools.outbox")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Left)
    assert "moving and typing" in dialog.state.text()
    assert not dialog.go.isEnabled()


def test_the_keys_of_a_command_can_be_taken_away_and_come_back(window):
    press(keys_dialog(window, "file.new"), "none")
    assert window.shortcuts.findChild(QPushButton, "keys:file.new").text() == "—"
    press(keys_dialog(window, "file.new"), "standard")
    assert window.shortcuts.findChild(QPushButton, "keys:file.new").text() == "Ctrl+N"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (KeyPlace.KEYRING, "keyring of this system"),
        (KeyPlace.PASSPHRASE, "passphrase you type"),
        (KeyPlace.SESSION, "only while the program runs"),
    ],
)
def test_security_says_where_the_key_is(window, place, words):
    window.show_for(OpenProfile(FakeDesk(), replace(DANA, key_place=place)), "security")
    assert words in texts(window)


def test_the_recovery_key_is_shown_on_demand_and_hidden_with_the_window(window, qtbot):
    window.show_for(OpenProfile(FakeDesk(), DANA), "security")
    page = window.security
    assert page.findChild(RecoveryKeyView) is None
    page.findChild(QPushButton, "show").click()
    qtbot.waitUntil(lambda: bool(page.widget().findChildren(RecoveryKeyView)))
    window.close()
    assert page.widget() is None


def passphrase_dialog(window: SettingsWindow) -> PassphraseDialog:
    locked = replace(DANA, key_place=KeyPlace.PASSPHRASE)
    window.show_for(OpenProfile(FakeDesk(), locked), "security")
    button = window.security.findChild(QPushButton, "passphrase")
    assert isinstance(button, QPushButton)
    button.click()
    (found,) = window.findChildren(PassphraseDialog)
    return found


def test_the_passphrase_is_changed_by_who_knows_it(window, qtbot):
    page = passphrase_dialog(window)
    assert not page.go.isEnabled()
    qtbot.keyClicks(page.current, "open sesame")
    qtbot.keyClicks(page.first, "a short sentence")
    assert not page.go.isEnabled()
    qtbot.keyClicks(page.again, "a short sentence")
    with qtbot.waitSignal(page.changed):
        page.go.click()
    assert "has been changed" in texts(window)


def test_a_wrong_current_passphrase_is_said_and_can_be_typed_again(window, qtbot):
    page = passphrase_dialog(window)
    qtbot.keyClicks(page.current, "no")
    for line in (page.first, page.again):
        qtbot.keyClicks(line, "long enough")
    page.go.click()
    qtbot.waitUntil(page.banner.isVisible)
    assert page.go.isEnabled()
    assert [line.accessibleName() for line in (page.current, page.first, page.again)] == [
        "Current passphrase",
        "New passphrase",
        "The new passphrase again",
    ]
    page.reject()


def test_only_a_profile_with_a_passphrase_offers_another_one(window):
    window.show_for(OpenProfile(FakeDesk(), DANA), "security")
    assert window.security.findChild(QPushButton, "passphrase") is None


def test_leaving_is_handed_on_to_the_departure_check(window, qtbot):
    window.show_for(OpenProfile(FakeDesk(), DANA), "security")
    with qtbot.waitSignal(window.sign_out_asked) as asked:
        window.security.findChild(QPushButton, "sign_out").click()
    assert asked.args == ["p-dana"]
    with qtbot.waitSignal(window.remove_asked):
        window.security.findChild(QPushButton, "remove").click()


def test_a_change_of_language_rewrites_the_page_under_the_hand(window, settings, language, qtbot):
    window.show_for(None)
    settings.listen(lambda key, value: language.apply(str(value)) if key == "language" else None)
    combo = row(window, "language").control
    combo.setCurrentIndex(combo.findData("ru"))
    combo.activated.emit(combo.currentIndex())
    qtbot.wait(20)
    assert row(window, "language").control.currentData() == "ru"
    assert row(window, "language").control is not combo
