"""Pictures of the windows around the work: sign-in, profiles, leaving, settings, diagnostics."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskclient.domain.errors import NetworkError
from deskclient.services.profile_api import DeskFound, UnsentWork
from deskclient.services.settings import Settings
from deskclient.ui.actions.all import standard_actions
from deskclient.ui.main_window import MainWindow
from deskclient.ui.parts import Tone
from deskclient.ui.profiles.departure import DepartureDialog, Leaving
from deskclient.ui.profiles.window import ProfilesWindow
from deskclient.ui.settings.open_profile import OpenProfile
from deskclient.ui.settings.window import SettingsWindow
from deskclient.ui.sign_in.failures import entry_failure
from deskclient.ui.sign_in.person_step import PersonStep
from deskclient.ui.sign_in.scope_step import ScopeStep
from deskclient.ui.sign_in.window import SignInWindow
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import Texts
from tests.fakes.fixed_clock import FixedClock
from tests.fakes.profiles_in_memory import DANA, FOUND, OLEG, ProfilesInMemory
from tools.shots.studio import Studio

_WORK = UnsentWork(
    7, 1, 2, 1, 2_400_000, ("Printer on floor 3 jams", "VPN drops every ten minutes"),
    {"reply": 2, "edit": 4, "create": 1},
)  # fmt: skip


def _around(studio: Studio) -> Surroundings:
    return Surroundings(studio.theme, Texts(FixedClock(), studio.language.locale))


def _sign_in(studio: Studio, window: MainWindow) -> SignInWindow:
    profiles = ProfilesInMemory()
    page = SignInWindow(_around(studio), profiles, profiles.open, window)
    page.show_new("desk.example")
    return page


def no_answer(studio: Studio, window: MainWindow) -> QWidget:
    """An address where nobody answers."""
    page = _sign_in(studio, window)
    error = NetworkError(
        "The name of the desk was not found",
        "No computer has the name in the address.",
        "Check the address of the desk with your administrator.",
    )
    page.banner.say(Tone.DANGER, *entry_failure(error))
    return page


def no_keyring(studio: Studio, window: MainWindow) -> QWidget:
    """A person signs in where the system has no keyring."""
    page = _sign_in(studio, window)
    found = DeskFound(FOUND.url, "", FOUND.name, FOUND.version, ())
    page.show_step(PersonStep(studio.theme, found, "No keyring service answers.", None, page))
    return page


def what_is_kept(studio: Studio, window: MainWindow) -> QWidget:
    """The choice of what is kept offline, with its size."""
    page = _sign_in(studio, window)
    step = ScopeStep(_around(studio), studio.desk, window.bridge, page)
    page.show_step(step)
    step.editor.some_queues.click()
    return page


def profiles(studio: Studio, window: MainWindow) -> QWidget:
    """The desks and people of this computer."""
    known = ProfilesInMemory(DANA, OLEG)
    known.work[DANA.profile_id] = _WORK
    desks = {DANA.profile_id: studio.desk}
    page = ProfilesWindow(_around(studio), known, lambda: desks, lambda _: None, window)
    page.show_list()
    return page


def leaving(studio: Studio, window: MainWindow) -> QWidget:
    """Signing out with unsent work."""
    known = ProfilesInMemory(DANA)
    known.work[DANA.profile_id] = _WORK
    page = DepartureDialog(_around(studio), known, lambda _: None, window)
    page.show_for(DANA, Leaving.SIGN_OUT)
    return page


def _settings(studio: Studio, window: MainWindow, page_key: str) -> QWidget:
    settings = Settings(Path("settings-of-no-one.json"), FixedClock())
    known = ProfilesInMemory(DANA)
    page = SettingsWindow(_around(studio), settings, standard_actions(), known, window)
    page.show_for(OpenProfile(studio.desk, DANA), page_key)
    return page


def appearance(studio: Studio, window: MainWindow) -> QWidget:
    """The first page of the settings."""
    return _settings(studio, window, "look")


def kept_offline(studio: Studio, window: MainWindow) -> QWidget:
    """The page of what is kept offline."""
    return _settings(studio, window, "offline")


def security(studio: Studio, window: MainWindow) -> QWidget:
    """Where the key is."""
    return _settings(studio, window, "security")
