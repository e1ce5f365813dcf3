"""What a person sees when the desk had the copy on this computer erased."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel

from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import KeyMissingError, ReadOnlyError
from deskclient.domain.events import EraseOrdered, Link, OutboxCount, SyncStatus
from deskclient.services.folders import folders_under
from deskclient.services.profile_api import KeyState, UnsentWork
from deskclient.services.settings import Settings
from deskclient.ui.main_window import MainWindow
from deskclient.ui.profiles.departure import DepartureDialog
from deskclient.ui.shell.erased import ErasedPage
from deskclient.ui.shell.farewell import Farewell
from deskclient.ui.shell.shell import Shell
from deskclient.ui.sign_in.unlock_window import UnlockWindow
from deskclient.ui.sign_in.window import SignInWindow
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import Texts
from tests.fakes.fake_profiles import FakeProfiles
from tests.fakes.profiles_in_memory import DANA, ProfilesInMemory

ERASED = replace(DANA, signed_in=False, erased_at="2026-11-23T10:00:00.000Z")
WORK = UnsentWork(2, 0, 1, 1, 2_400_000, ("Printer jams",), {"reply": 1, "edit": 1})


def texts(page):
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def profiles():
    return ProfilesInMemory(ERASED)


@pytest.fixture
def surroundings(theme, language, clock):
    return Surroundings(theme, Texts(clock, language.locale))


@pytest.fixture
def page(qtbot, surroundings, profiles):
    made = ErasedPage(surroundings, profiles, ERASED)
    qtbot.addWidget(made)
    made.open()
    return made


def finish(qtbot, page):
    page.finish()
    qtbot.waitUntil(lambda: page.work is not None)


def test_the_page_says_what_happened_who_ordered_it_and_what_is_kept(qtbot, page, profiles):
    """Row 35."""
    profiles.work["p-dana"] = WORK
    assert "is being erased" in page.title.text()
    finish(qtbot, page)
    assert profiles.calls == [("finish_erasing", "p-dana")]
    said = texts(page)
    for words in (
        "The copy on this computer was erased",
        "administrator of Harbour Service Desk",
        "Dana Whitfield",
        "On the desk everything is as it was",
        "Kept here, encrypted",
        "1 reply not sent",
        "1 unfinished text",
        "2.4 MB",
    ):
        assert words in said
    assert page.export.isVisible()
    assert not page.again.isVisible()


def test_without_unsent_work_nothing_is_offered_for_export(qtbot, page):
    """Row 35."""
    finish(qtbot, page)
    assert "Nothing was unsent." in texts(page)
    assert not page.export.isVisible()


def test_what_is_kept_can_be_exported_and_stays(qtbot, page, profiles, tmp_path):
    """Row 35."""
    profiles.work["p-dana"] = WORK
    finish(qtbot, page)
    page.export_to(str(tmp_path / "unsent.zip"))
    qtbot.waitUntil(lambda: "1 item exported; they stay here as well." in texts(page))
    assert ("export", "p-dana", str(tmp_path / "unsent.zip")) in profiles.calls


def test_an_erasing_that_is_not_complete_says_why_and_can_be_tried_again(qtbot, page, profiles):
    """Row 35: another program holds a file."""
    profiles.failure = ReadOnlyError("Not everything could be removed", "cache.db: in use")
    finish(qtbot, page)
    qtbot.waitUntil(page.again.isVisible)
    assert "Not everything could be removed" in page.trouble.text()
    assert "is being erased" in page.title.text()
    profiles.failure = None
    page.again.click()
    qtbot.waitUntil(lambda: "was erased" in page.title.text())
    assert not page.again.isVisible()
    assert not page.trouble.isVisible()


def test_signing_in_and_removing_are_asked_of_the_program(qtbot, page):
    """Row 35."""
    with qtbot.waitSignal(page.sign_in_asked) as asked:
        page.go.click()
    assert asked.args == [ERASED]
    with qtbot.waitSignal(page.remove_asked) as removed:
        page.remove.click()
    assert removed.args == ["p-dana"]


def test_unsent_work_under_a_passphrase_is_unlocked_first(qtbot, page, profiles, monkeypatch):
    """Row 35: after a restart its key is not there yet."""
    profiles.work["p-dana"] = WORK
    finish(qtbot, page)
    locked = KeyMissingError("The profile is locked")
    monkeypatch.setattr(profiles, "export", lambda *_: profiles._answer(lambda: _fail(locked)))
    with qtbot.waitSignal(page.unlock_asked):
        page.export_to("unsent.zip")
    assert "The profile is locked" in page.trouble.text()


def _fail(error):
    raise error


def test_the_page_follows_the_language(qtbot, page, profiles, language):
    """Row 35: both languages say it in plain words."""
    profiles.work["p-dana"] = WORK
    finish(qtbot, page)
    language.apply("ru")
    qtbot.waitUntil(lambda: page.go.text() == "Войти снова…")
    said = texts(page)
    for words in ("Копия на этом компьютере стёрта", "администратор сервера", "сохранено здесь"):
        assert words in said
    language.apply("en")
    qtbot.waitUntil(lambda: page.go.text() == "Sign in again…")


# --- in the program ---------------------------------------------------------------------------


@pytest.fixture
def known():
    return FakeProfiles("one", "two")


@pytest.fixture
def shell(qtbot, known, theme, language, clock, tmp_path):
    settings = Settings(tmp_path / "settings.json", SystemClock())
    made = Shell(known, settings, theme, language, clock, folders_under(tmp_path))
    yield made
    made.quit()
    for widget in QApplication.topLevelWidgets():
        widget.close()
    made.deleteLater()


def erase(known, profile_id, *, signed_in):
    moment = "2026-11-23T10:00:00.000Z"
    known.infos = [
        replace(one, erased_at=moment, signed_in=signed_in) if one.profile_id == profile_id else one
        for one in known.infos
    ]


def shown(kind):
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def test_an_order_with_the_window_open_puts_the_page_in_its_place(qtbot, shell, known):
    """Row 35: lists and dialogs of the profile go, the other profile stays."""
    with qtbot.waitSignal(shell.painted):
        shell.start("one")
    with qtbot.waitSignal(shell.painted):
        shell.enter_id("two")
    known.desks["one"].tell(OutboxCount(2, 0))
    erase(known, "one", signed_in=True)
    known.desks["one"].tell(EraseOrdered("o1"))
    qtbot.waitUntil(lambda: len(shown(ErasedPage)) == 1)
    assert known.desks["one"].closed
    assert known.finished == ["one"]
    assert [one.parts.desk for one in shown(MainWindow)] == [known.desks["two"]]
    assert shown(Farewell) == []


def test_the_program_goes_on_although_its_only_window_is_closed(qtbot, shell, known):
    """Row 35: the page is what is left."""
    with qtbot.waitSignal(shell.painted):
        shell.start("one")
    erase(known, "one", signed_in=True)
    with qtbot.assertNotEmitted(shell.emptied, wait=100):
        known.desks["one"].tell(EraseOrdered("o1"))
        qtbot.waitUntil(lambda: len(shown(ErasedPage)) == 1)
    with qtbot.waitSignal(shell.emptied):
        shown(ErasedPage)[0].close()


@pytest.mark.parametrize("signed_in", [True, False])
def test_an_order_found_at_the_start_shows_the_page_instead(qtbot, shell, known, signed_in):
    """Row 35: erased before, or broken off in the middle."""
    known.infos = known.infos[:1]
    erase(known, "one", signed_in=signed_in)
    shell.start("")
    assert len(shown(ErasedPage)) == 1
    assert shown(MainWindow) == []
    assert set(known.finished) == {"one"}


def test_what_was_broken_off_in_another_profile_is_ended_too(qtbot, shell, known):
    """Row 35: although the person only sees the profile they use."""
    erase(known, "two", signed_in=True)
    with qtbot.waitSignal(shell.painted):
        shell.start("one")
    assert known.finished == ["two"]
    assert shown(ErasedPage) == []


def test_signing_in_again_or_removing_takes_the_page_away(qtbot, shell, known):
    """Row 35."""
    known.infos = known.infos[:1]
    erase(known, "one", signed_in=False)
    shell.start("one")
    page = shown(ErasedPage)[0]
    page.go.click()
    assert len(shown(SignInWindow)) == 1
    page.remove.click()
    qtbot.waitUntil(lambda: len(shown(DepartureDialog)) == 1)
    shell.enter_id("one")
    assert shown(ErasedPage) == [page]
    with qtbot.waitSignal(shell.painted):
        shell.show_desk(known.open("one"))
    assert shown(ErasedPage) == []


def test_a_locked_profile_is_unlocked_for_its_export(qtbot, shell, known):
    """Row 35."""
    known.infos = known.infos[:1]
    erase(known, "one", signed_in=False)
    shell.start("one")
    known.states["one"] = KeyState.PASSPHRASE_NEEDED
    page = shown(ErasedPage)[0]
    page.unlock_asked.emit(page.profile)
    assert len(shown(UnlockWindow)) == 1


def test_the_status_area_says_it_until_the_window_is_closed(qtbot, shell, known):
    """Row 35."""
    with qtbot.waitSignal(shell.painted):
        shell.start("one")
    window = shell._windows["one"]
    known.desks["one"].tell(SyncStatus(Link.ERASED, "The desk has ordered it"))
    area = window.status
    qtbot.waitUntil(lambda: area.link_words() == "The desk had this copy erased")
