"""Screens outside of the main window: signing in, profiles, settings, diagnostics."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from deskclient.backends.request_tracker.sign_in import KIND, PROMISE
from deskclient.domain.errors import NetworkError
from deskclient.domain.events import JobProgress, ProblemRaised
from deskclient.domain.words import phrase
from deskclient.services.diagnostics import Diagnostics
from deskclient.services.folders import folders_under
from deskclient.services.profile_api import DeskFound, KeyState, UnsentWork
from deskclient.services.settings import Settings
from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.keymap import Keymap
from deskclient.ui.diagnostics.problem_book import ProblemBook
from deskclient.ui.diagnostics.sources import LocalSources
from deskclient.ui.diagnostics.window import DiagnosticsWindow, Watched
from deskclient.ui.main_window import MainWindow
from deskclient.ui.profiles.departure import DepartureDialog, Leaving
from deskclient.ui.profiles.window import ProfilesWindow
from deskclient.ui.settings.keys_dialog import KeysDialog
from deskclient.ui.settings.open_profile import OpenProfile
from deskclient.ui.settings.window import SettingsWindow
from deskclient.ui.shell.erased import ErasedPage
from deskclient.ui.sign_in.person_step import PersonStep
from deskclient.ui.sign_in.recovery_step import RecoveryStep
from deskclient.ui.sign_in.unlock_window import UnlockWindow
from deskclient.ui.sign_in.window import SignInWindow
from tests.fakes.profiles_in_memory import DANA, OLEG, ProfilesInMemory
from tools.shots.screen import Screen, settle
from tools.shots.studio import Studio

_WORK = UnsentWork(
    7, 1, 2, 1, 2_400_000, ("Printer on floor 3 jams",), {"reply": 2, "edit": 4, "create": 1}
)
_LOG = (
    "2026-11-23 10:00:00,000 INFO engine deskclient.sync.pull: page 1 of 40",
    "2026-11-23 10:00:01,000 WARNING engine deskclient.sync.push: asked to wait 30 s",
    "2026-11-23 10:00:31,000 ERROR engine deskclient.sync.push: no answer from the desk",
)
_PROBLEM = ProblemRaised(
    "moved:1", "A message went to the ticket that yours was merged into",
    "The ticket was merged on the desk before your message arrived.",
    kind="ticket", record_id="k-1290", retryable=True,
)  # fmt: skip


def _alone(show: Callable[[Studio], QWidget]) -> Callable[[Studio, MainWindow], QWidget]:
    """Draw a window that stands without the main window."""

    def prepare(studio: Studio, window: MainWindow) -> QWidget:
        window.hide()
        return studio.hold(show(studio))

    return prepare


# --- signing in -------------------------------------------------------------------------------


def _sign_in(studio: Studio, trouble: str = "") -> SignInWindow:
    profiles = ProfilesInMemory()
    profiles.trouble = trouble
    return SignInWindow(studio.surroundings, profiles, profiles.open)


def address(studio: Studio) -> QWidget:
    """The address of a desk."""
    window = _sign_in(studio)
    window.show_new("desk.example")
    return window


def _to_person(studio: Studio, trouble: str = "") -> SignInWindow:
    window = _sign_in(studio, trouble)
    window.show_new("desk.example")
    window.next.click()
    settle()
    if isinstance(window.step, PersonStep):
        window.step.login.setText("dana")
        window.step.password.setText("secret")
    return window


def person(studio: Studio) -> QWidget:
    """Name and password."""
    return _to_person(studio)


def other_desk(*, by_password: bool) -> Callable[[Studio], QWidget]:
    """A desk of another kind, with several ways in."""

    def show(studio: Studio) -> QWidget:
        profiles = ProfilesInMemory()
        profiles.found = DeskFound(
            "https://help.example.org",
            "",
            "Example help desk",
            "",
            ("token", "password"),
            "request_tracker",
            KIND,
            PROMISE,
            keeps_password=True,
        )
        window = SignInWindow(studio.surroundings, profiles, profiles.open)
        window.show_new("help.example.org")
        window.next.click()
        settle()
        if isinstance(window.step, PersonStep) and by_password:
            window.step.by_password.click()
        return window

    return show


def wrong_password(studio: Studio) -> QWidget:
    """A refused sign-in."""
    window = _to_person(studio)
    if isinstance(window.step, PersonStep):
        window.step.password.setText("wrong")
    window.next.click()
    settle()
    return window


def no_answer(studio: Studio) -> QWidget:
    """An address where nobody answers."""
    profiles = ProfilesInMemory()
    profiles.found = NetworkError(
        "The name of the desk was not found",
        "No computer has the name in the address.",
        "Check the address of the desk with your administrator.",
    )
    window = SignInWindow(studio.surroundings, profiles, profiles.open)
    window.show_new("desk.example")
    window.next.click()
    settle()
    return window


def key_choice(studio: Studio) -> QWidget:
    """No keyring: a passphrase, or this session only."""
    return _to_person(studio, "The keyring does not answer.")


def recovery_key(studio: Studio) -> QWidget:
    """The recovery key of a new profile."""
    window = _to_person(studio)
    window.next.click()
    settle()
    return window


def scope(studio: Studio) -> QWidget:
    """What is kept offline."""
    window = _to_person(studio)
    window.next.click()
    settle()
    if isinstance(window.step, RecoveryStep):
        window.step.kept.click()
    window.next.click()
    settle()
    return window


def progress(studio: Studio) -> QWidget:
    """The first download."""
    profiles = ProfilesInMemory()
    window = SignInWindow(studio.surroundings, profiles, profiles.open)
    window.show_new("desk.example")
    for _ in range(4):
        window.next.click()
        settle()
        if isinstance(window.step, PersonStep):
            window.step.login.setText("dana")
            window.step.password.setText("secret")
        if isinstance(window.step, RecoveryStep):
            window.step.kept.click()
    for desk in profiles.desks.values():
        desk.tell(
            JobProgress("pull", "Fetching tickets and messages for the first time", 740, 2000)
        )
    return window


def unlock(state: KeyState) -> Callable[[Studio], QWidget]:
    """A profile whose key is not at hand."""

    def show(studio: Studio) -> QWidget:
        window = UnlockWindow(studio.surroundings, ProfilesInMemory(DANA), DANA)
        window.show_for(state)
        return window

    return show


# --- profiles ---------------------------------------------------------------------------------


def profiles_list(studio: Studio) -> QWidget:
    """Two profiles."""
    window = ProfilesWindow(
        studio.surroundings, ProfilesInMemory(DANA, OLEG), dict, lambda _one: None
    )
    window.show_list()
    return window


def departure(leaving: Leaving) -> Callable[[Studio], QWidget]:
    """Leaving with unsent work."""

    def show(studio: Studio) -> QWidget:
        profiles = ProfilesInMemory(DANA)
        profiles.work["p-dana"] = _WORK
        dialog = DepartureDialog(studio.surroundings, profiles, lambda _one: None)
        dialog.show_for(DANA, leaving)
        settle()
        return dialog

    return show


def erased(studio: Studio) -> QWidget:
    """The desk had the copy here erased; unsent work is kept."""
    profile = replace(DANA, signed_in=False, erased_at="2026-11-23T08:15:00.000Z")
    profiles = ProfilesInMemory(profile)
    profiles.work["p-dana"] = _WORK
    page = ErasedPage(studio.surroundings, profiles, profile)
    page.open()
    page.finish()
    settle()
    return page


# --- settings and diagnostics -----------------------------------------------------------------


def settings_page(page: str) -> Callable[[Studio], QWidget]:
    """One page of the settings."""

    def show(studio: Studio) -> QWidget:
        settings = Settings(studio.folder / "settings.json", studio.clock)
        window = SettingsWindow(
            studio.surroundings, settings, Keymap(standard_actions()), ProfilesInMemory(DANA)
        )
        window.show_for(OpenProfile(studio.desk, DANA))
        window.show_page(page)
        settle()
        button = window.security.findChild(QPushButton, "show-key")
        if page == "security" and button is not None:
            button.click()
            settle()
        return window

    return show


def keys_of_command(studio: Studio) -> QWidget:
    """The keys of one command, with keys pressed that another has."""
    page = studio.hold(settings_page("shortcuts")(studio))
    button = page.findChild(QPushButton, "keys:tools.outbox")
    if button is not None:
        button.click()
    settle()
    dialog = page.findChild(KeysDialog)
    if dialog is None:
        return page
    # The studio takes it down itself.
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.line.setKeySequence(QKeySequence("Ctrl+N"))
    settle()
    return dialog


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check found."""

    name: str
    grade: str
    text: str
    hint: str = ""


_FINDINGS = (
    _Found("Program", "ok", "Deskclient 0.1.0 on Python 3.11.2"),
    _Found(
        "Keyring",
        "warn",
        "The keyring does not answer.",
        "Profiles can be locked by a passphrase instead, or be kept for a session only.",
    ),
    _Found(
        "Disk",
        "FAIL",
        phrase("{size} MB free", size=12),
        "Below 200 MB the local copy may have to be cut down; unsent work goes first.",
    ),
    _Found("Clock", "ok", "2026-11-23 10:42 UTC"),
)


def diagnostics_page(page: str) -> Callable[[Studio, MainWindow], QWidget]:
    """One page of the diagnostics."""

    def prepare(studio: Studio, main: MainWindow) -> QWidget:
        folders = folders_under(studio.folder)
        folders.logs.mkdir(parents=True, exist_ok=True)
        (folders.logs / "deskclient.log").write_text("\n".join(_LOG), "utf-8")
        sources = LocalSources(
            Diagnostics(folders, studio.clock),
            folders.logs,
            Settings(folders.settings_file, studio.clock),
            lambda: [partial(_same, one) for one in _FINDINGS],
            list,
        )
        window = studio.hold(DiagnosticsWindow(studio.surroundings, sources))
        book = ProblemBook(main.bridge, window)
        book.add(_PROBLEM)
        main.hide()
        window.show_for(Watched(studio.desk, book), page)
        settle(400)
        return window

    return prepare


def _same(one: _Found) -> _Found:
    return one


SCREENS = (
    Screen("40-sign-in-address", _alone(address)),
    Screen("40-sign-in-no-answer", _alone(no_answer)),
    Screen("41-sign-in-person", _alone(person)),
    Screen("41-sign-in-token", _alone(other_desk(by_password=False))),
    Screen("41-sign-in-kept-password", _alone(other_desk(by_password=True))),
    Screen("42-sign-in-refused", _alone(wrong_password)),
    Screen("43-sign-in-key-choice", _alone(key_choice)),
    Screen("44-sign-in-recovery-key", _alone(recovery_key)),
    Screen("45-sign-in-scope", _alone(scope)),
    Screen("46-sign-in-progress", _alone(progress)),
    Screen("47-unlock-passphrase", _alone(unlock(KeyState.PASSPHRASE_NEEDED))),
    Screen("48-unlock-keyring", _alone(unlock(KeyState.KEYRING_LOCKED))),
    Screen("49-unlock-missing", _alone(unlock(KeyState.MISSING))),
    Screen("50-profiles", _alone(profiles_list)),
    Screen("51-departure-sign-out", _alone(departure(Leaving.SIGN_OUT))),
    Screen("52-departure-remove", _alone(departure(Leaving.REMOVE))),
    Screen("53-erased", _alone(erased)),
    *(
        Screen(f"{60 + at}-settings-{page}", _alone(settings_page(page)))
        for at, page in enumerate(
            ("look", "writing", "offline", "sync", "notifications", "shortcuts", "security")
        )
    ),
    Screen("67-settings-keys", _alone(keys_of_command)),
    *(
        Screen(f"{70 + at}-diagnostics-{page}", diagnostics_page(page))
        for at, page in enumerate(("health", "problems", "records", "sync", "log", "bundle"))
    ),
)
