"""The program around its windows."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from deskclient.domain.clock import SystemClock
from deskclient.domain.events import OutboxCount
from deskclient.services.folder_place import warning_of
from deskclient.services.folders import folders_under
from deskclient.services.profile_api import KeyPlace, KeyState
from deskclient.services.settings import Settings
from deskclient.ui.diagnostics.window import DiagnosticsWindow
from deskclient.ui.main_window import MainWindow
from deskclient.ui.profiles.card import ProfileCard
from deskclient.ui.profiles.window import ProfilesWindow
from deskclient.ui.shell.farewell import Farewell
from deskclient.ui.shell.kept_look import LookFollower
from deskclient.ui.shell.shell import Shell
from deskclient.ui.sign_in.unlock_window import UnlockWindow
from deskclient.ui.sign_in.window import SignInWindow
from deskclient.ui.theme.tokens import SchemeChoice
from tests.fakes.fake_profiles import FakeProfiles


@pytest.fixture
def profiles():
    return FakeProfiles("one", "two")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json", SystemClock())


@pytest.fixture
def shell(qtbot, profiles, settings, theme, language, clock, tmp_path):  # noqa: PLR0913, PLR0917
    made = Shell(profiles, settings, theme, language, clock, folders_under(tmp_path))
    yield made
    made.quit()
    for widget in QApplication.topLevelWidgets():
        widget.close()
    made.deleteLater()


def open_window(qtbot, shell, profile_id):
    with qtbot.waitSignal(shell.painted):
        shell.start(profile_id)
    return shell._windows[profile_id]


def shown(kind):
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def test_the_engine_starts_only_after_the_first_rows_are_painted(qtbot, shell, profiles):
    started = []
    shell.painted.connect(lambda: started.append(profiles.desks["one"].started))
    with qtbot.waitSignal(shell.painted):
        shell.start("")
    assert started == [False]
    assert profiles.desks["one"].started


def test_each_profile_has_a_window_and_a_desk_of_its_own(qtbot, shell, profiles):
    first = open_window(qtbot, shell, "one")
    second = open_window(qtbot, shell, "two")
    assert first.parts.desk is profiles.desks["one"]
    assert second.parts.desk is profiles.desks["two"]


def test_a_profile_that_is_open_comes_to_the_front_instead(qtbot, shell):
    open_window(qtbot, shell, "one")
    shell.start("one")
    assert len(shown(MainWindow)) == 1


def test_closing_the_last_window_ends_the_program_and_closes_the_desk(qtbot, shell, profiles):
    window = open_window(qtbot, shell, "one")
    with qtbot.waitSignal(shell.emptied):
        window.close()
    assert profiles.desks["one"].closed


def test_quitting_with_unsent_work_says_once_that_it_is_kept(qtbot, shell, profiles):
    window = open_window(qtbot, shell, "one")
    profiles.desks["one"].tell(OutboxCount(2, 0))
    qtbot.waitUntil(lambda: window.count.waiting == 2)
    window.close()
    assert len(shown(Farewell)) == 1
    with qtbot.waitSignal(shell.emptied):
        shown(Farewell)[0].close()


@pytest.mark.parametrize("profile_id", ["one", "two"])
def test_signing_in_again_stands_before_the_window_of_its_profile(qtbot, shell, profile_id):
    windows = {each: open_window(qtbot, shell, each) for each in ("one", "two")}
    shell.sign_in_again(profile_id)
    (page,) = shown(SignInWindow)
    assert page.parentWidget() is windows[profile_id]


def test_a_locked_profile_asks_for_its_key_first(qtbot, shell, profiles):
    profiles.states["one"] = KeyState.PASSPHRASE_NEEDED
    shell.start("one")
    assert shown(MainWindow) == []
    assert len(shell._asking) == 1


def test_a_key_that_opens_other_files_is_told_not_asked_for(qtbot, shell, profiles):
    """The keyring gives a key, but the files were made with another."""
    profiles.foreign_keys.add("one")
    shell.start("one")
    assert shown(MainWindow) == []
    assert "The key does not fit" in shell._asking[0].trouble.text()


def test_a_damaged_profile_says_so_and_offers_to_try_again(qtbot, shell, profiles):
    profiles.broken.add("one")
    shell.start("one")
    page = shell._asking[0]
    assert "A local file is damaged" in page.trouble.text()
    profiles.broken.clear()
    with qtbot.waitSignal(shell.painted):
        page.go.click()
    assert len(shown(MainWindow)) == 1


def test_a_wish_of_a_second_start_opens_the_record(qtbot, shell):
    window = open_window(qtbot, shell, "one")
    record_id = window.panel.model.row(0).record_id
    shell.show_record(f"ticket/{record_id}")
    assert window.pages.current_ticket() == record_id


def test_without_any_profile_somebody_can_sign_in(qtbot, shell, profiles):
    profiles.infos.clear()
    shell.start("")
    assert len(shell._asking) == 1


def test_a_change_on_the_settings_page_is_seen_at_once(settings, theme, language):
    follower = LookFollower(settings, theme, language)
    settings.set("theme", "dark")
    settings.set("language", "ru")
    assert theme.choice is SchemeChoice.DARK
    assert language.choice == "ru"
    assert follower is not None


@pytest.mark.parametrize("command", ["tools.settings", "tools.diagnostics", "file.profiles"])
def test_settings_diagnostics_and_profiles_open_from_the_menu(qtbot, shell, command):
    window = open_window(qtbot, shell, "one")
    window.run(command)
    assert len(shell._asking) == 1
    assert shell._asking[0].isVisible()


def test_a_problem_in_the_status_area_leads_to_what_to_do_about_it(qtbot, shell, profiles):
    """Row 30: the whole of it and the way out stand there, not the title alone."""
    window = open_window(qtbot, shell, "one")
    synced = warning_of(Path("/srv/anna/Dropbox/deskclient/data/profiles/one"))
    assert synced is not None
    profiles.desks["one"].tell(synced)
    trouble = window.status._trouble
    qtbot.waitUntil(trouble.isVisible)
    assert synced.title in trouble.text()
    assert "--data-dir" in trouble.toolTip()
    qtbot.mouseClick(trouble, Qt.MouseButton.LeftButton)
    (page,) = shown(DiagnosticsWindow)
    assert page.page() == "problems"
    told = [label.text() for label in page.problems.findChildren(QLabel)]
    assert {synced.title, synced.detail, synced.hint} <= set(told)


def test_signing_out_asks_first(qtbot, shell, profiles):
    window = open_window(qtbot, shell, "one")
    window.run("file.sign_out")
    assert len(shell._asking) == 1
    assert profiles.left == []


def test_a_profile_that_another_program_has_says_so_if_nobody_answers_there(shell, profiles):
    profiles.elsewhere["one"] = "nobody-listens-here"
    shell.start("one")
    assert shown(MainWindow) == []
    assert len(shell._asking) == 1


def signed_out(profiles, **more):
    profiles.infos = [replace(one, signed_in=False, **more) for one in profiles.infos]


def test_whoever_has_signed_out_is_offered_their_profile_first(shell, profiles):
    signed_out(profiles)
    shell.start("")
    (page,) = shown(ProfilesWindow)
    assert {card.profile.profile_id for card in page.findChildren(ProfileCard)} == {"one", "two"}


def unlock(qtbot, window):
    window.step.line.setText("long pass phrase")
    qtbot.keyClick(window.step.line, Qt.Key.Key_Return)


def test_a_locked_profile_is_unlocked_before_its_person_signs_in_again(qtbot, shell, profiles):
    """Row 61: without the passphrase nobody could come back to the work that was kept."""
    signed_out(profiles, key_place=KeyPlace.PASSPHRASE)
    profiles.states["one"] = KeyState.PASSPHRASE_NEEDED
    shell.enter_id("one")
    assert shown(SignInWindow) == []
    (page,) = shown(UnlockWindow)
    unlock(qtbot, page)
    qtbot.waitUntil(lambda: len(shown(SignInWindow)) == 1)
    with qtbot.waitSignal(shell.painted):
        sign_in(qtbot, *shown(SignInWindow))


def test_a_key_that_is_missed_while_signing_in_again_is_asked_for(qtbot, shell, profiles):
    """Row 61."""
    signed_out(profiles)
    profiles.states["one"] = KeyState.MISSING
    shell.enter_id("one")
    sign_in(qtbot, *shown(SignInWindow))
    qtbot.waitUntil(lambda: len(shown(UnlockWindow)) == 1)
    assert shown(SignInWindow) == []


def sign_in(qtbot, window):
    window.step.password.setText("secret")
    qtbot.keyClick(window.step.password, Qt.Key.Key_Return)


def test_a_profile_whose_folder_is_gone_says_so_and_opens_once_it_is_back(qtbot, shell, profiles):
    """Row 27: nobody is told that everything is still there."""
    profiles.gone["one"] = Path("/media/stick/profile")
    shell.start("one")
    page = shell._asking[0]
    assert "/media/stick/profile" in page.trouble.text()
    assert page.about.text() == "Nothing was changed, and nothing was begun anew."
    profiles.gone.clear()
    with qtbot.waitSignal(shell.painted):
        page.go.click()


def test_profiles_that_are_gone_are_not_taken_for_a_first_start(qtbot, shell, profiles, tmp_path):
    """Row 27: windows are remembered, but not a profile is there."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "window-one.ini").touch()
    infos, profiles.infos = profiles.infos, []
    shell.start("")
    assert shown(SignInWindow) == []
    page = shell._asking[0]
    assert str(tmp_path / "data") in page.trouble.text()
    page.go.click()
    assert shown(MainWindow) == []
    profiles.infos = infos
    with qtbot.waitSignal(shell.painted):
        shell._asking[-1].go.click()


def test_whoever_wants_to_can_begin_anew_where_the_profiles_are_gone(
    qtbot, shell, profiles, tmp_path
):
    """Row 27: said first, then done as asked."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "window-one.ini").touch()
    profiles.infos = []
    shell.start("")
    shell._asking[0].anew.emit()
    assert len(shown(SignInWindow)) == 1
