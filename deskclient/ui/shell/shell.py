"""Holds the windows: opens profiles, lets people in, asks when they leave."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError
from deskclient.domain.ids import RecordId
from deskclient.services.api import Desk
from deskclient.services.profile_api import (
    Departure,
    KeyState,
    ProfileInfo,
    Profiles,
    SignedIn,
    UnsentWork,
)
from deskclient.services.settings import Settings
from deskclient.ui.actions.all import standard_actions
from deskclient.ui.bridge import Bridge
from deskclient.ui.language import Language
from deskclient.ui.main_window import MainWindow
from deskclient.ui.memory import FileMemory
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.window.wiring import WindowTools


class Shell(QObject):
    """Implements :class:`deskclient.ui.window.decks.Program`. One window for each open profile."""

    emptied = Signal()
    """The last window was closed."""
    painted = Signal()
    """The first list of this run is on the screen."""

    def __init__(
        self,
        profiles: Profiles,
        settings: Settings,
        theme: Theme,
        language: Language,
        clock: Clock,
        memory_folder: Path,
    ) -> None:
        super().__init__()
        self._profiles = profiles
        self._settings = settings
        self._theme = theme
        self._clock = clock
        self._folder = memory_folder
        self._bridge = Bridge(self)
        self._language = language
        self._tools = WindowTools(theme, language, clock, standard_actions(), self)
        self._windows: dict[str, MainWindow] = {}
        self._desks: dict[str, Desk] = {}
        self._asking: list[QWidget] = []
        self._leaving = 0
        """Profiles that are being signed out or removed: the program is not over meanwhile."""
        self.demo = False
        self.open_diagnostics_page: Callable[[QWidget | None], None] = _nothing
        self.open_settings_page: Callable[[QWidget | None], None] = _nothing

    # --- opening ----------------------------------------------------------------------------

    def start(self, profile_id: str) -> None:
        """Open a profile, the one used last, or the sign-in window."""
        every = {one.profile_id: one for one in self._profiles.all()}
        profile = every.get(profile_id) or self._profiles.last_used()
        if profile is None:
            self.ask_sign_in(None)
        else:
            self.enter(profile)

    def enter(self, profile: ProfileInfo) -> None:
        """Open a profile, asking first for whatever it needs."""
        window = self._windows.get(profile.profile_id)
        if window is not None:
            bring_to_front(window)
            return
        if not profile.signed_in:
            self.ask_sign_in(profile)
            return
        state = self._profiles.key_state(profile.profile_id)
        if state is KeyState.READY:
            self._open(profile)
        else:
            self._ask_unlock(profile, state)

    def _open(self, profile: ProfileInfo) -> None:
        try:
            desk = self._profiles.open(profile.profile_id)
        except DeskError as error:
            self._say_cannot_open(profile, error)
            return
        memory = FileMemory(self._folder / f"window-{profile.profile_id}.ini")
        window = MainWindow(desk, self._tools, memory, demo=profile.demo or self.demo)
        self._desks[profile.profile_id] = desk
        self._windows[profile.profile_id] = window
        window.painted.connect(lambda: self._on_painted(profile.profile_id))
        window.closed.connect(lambda: self._on_closed(profile.profile_id))
        window.show()

    def _on_painted(self, profile_id: str) -> None:
        # The engine's imports and threads wait until the person sees their tickets.
        desk, window = self._desks[profile_id], self._windows[profile_id]
        window.bridge.when_done(desk.start_engine(), lambda _none: None, window.report)
        self.painted.emit()

    def _on_closed(self, profile_id: str) -> None:
        window = self._windows.pop(profile_id, None)
        desk = self._desks.pop(profile_id, None)
        if desk is not None:
            desk.close()
        if window is not None:
            window.deleteLater()
        self._tell_if_empty()

    def _tell_if_empty(self) -> None:
        if not self._windows and not self._asking and not self._leaving:
            self.emptied.emit()

    def window_in_front(self) -> MainWindow | None:
        """Give the window the person works in, or any."""
        every = list(self._windows.values())
        return next((one for one in every if one.isActiveWindow()), every[0] if every else None)

    def desks(self) -> list[Desk]:
        """Give the open desks."""
        return list(self._desks.values())

    def show_record(self, kind_and_id: str) -> None:
        """Bring the window to the front, with a record if one is named as ``ticket/<id>``."""
        window = self.window_in_front()
        front: QWidget | None = window or (self._asking[-1] if self._asking else None)
        if front is not None:
            bring_to_front(front)
        kind, _, record_id = kind_and_id.partition("/")
        if window is not None and record_id:
            window.open_record(kind, RecordId(record_id), in_tab=True)

    # --- asking -----------------------------------------------------------------------------

    def _ask(self, window: QWidget) -> None:
        self._asking.append(window)
        window.destroyed.connect(lambda: self._on_answered(window))
        window.show()

    def _on_answered(self, window: QWidget) -> None:
        self._asking = [one for one in self._asking if one is not window]
        self._tell_if_empty()

    def ask_sign_in(self, again: ProfileInfo | None) -> None:
        """Show the sign-in window."""
        from deskclient.ui.entry.sign_in import SignInWindow  # noqa: PLC0415 - not at every start

        page = SignInWindow(self._profiles, self._theme, again)

        def enter(result: SignedIn) -> None:
            self._on_signed_in(result)
            page.close()

        page.signed_in.connect(enter)
        page.others_asked.connect(self.open_profiles)
        self._ask(page)

    def _on_signed_in(self, result: SignedIn) -> None:
        self._open(result.profile)
        if result.recovery_key:
            from deskclient.ui.entry.unlock import RecoveryKeyWindow  # noqa: PLC0415

            window = self._windows.get(result.profile.profile_id)
            self._ask(RecoveryKeyWindow(result.recovery_key, self._theme, window))

    def _ask_unlock(self, profile: ProfileInfo, state: KeyState) -> None:
        from deskclient.ui.entry.unlock import UnlockWindow  # noqa: PLC0415

        page = UnlockWindow(self._profiles, profile, state, self._theme)
        page.unlocked.connect(lambda _id: self._open(profile))
        self._ask(page)

    def _say_cannot_open(self, profile: ProfileInfo, error: DeskError) -> None:
        from deskclient.ui.entry.cannot_open import CannotOpen  # noqa: PLC0415

        page = CannotOpen(profile, error, self._theme)
        page.again.connect(lambda: self.enter(profile))
        page.others_asked.connect(self.open_profiles)
        self._ask(page)

    # --- what windows ask of the program (Program) ------------------------------------------

    def keep_setting(self, key: str, value: str | int | bool) -> None:  # noqa: FBT001 - a value
        """Remember a setting that was changed in a window."""
        self._settings.set(key, value)

    def open_profiles(self) -> None:
        """Show the chooser of profiles."""
        from deskclient.ui.entry.profile_chooser import ProfileChooser  # noqa: PLC0415

        texts = Texts(self._clock, self._language.locale)
        page = ProfileChooser(self._profiles, texts, self._theme, self.window_in_front())
        page.open_asked.connect(self.enter)
        page.add_asked.connect(lambda: self.ask_sign_in(None))
        page.remove_asked.connect(lambda profile: self._leave(profile, wipe=True))
        self._ask(page)

    def open_settings(self) -> None:
        """Show the settings."""
        self.open_settings_page(self.window_in_front())

    def open_diagnostics(self) -> None:
        """Show the diagnostics."""
        self.open_diagnostics_page(self.window_in_front())

    def sign_out(self, profile_id: str) -> None:
        """Ask what to do with unsent work, then end the session."""
        found = [one for one in self._profiles.all() if one.profile_id == profile_id]
        for profile in found:
            self._leave(profile, wipe=False)

    def _leave(self, profile: ProfileInfo, *, wipe: bool) -> None:
        def ask(unsent: UnsentWork) -> None:
            from deskclient.ui.entry.departure import DepartureWindow  # noqa: PLC0415

            window = self._windows.get(profile.profile_id)
            page = DepartureWindow(profile, unsent, self._theme, window, wipe=wipe)
            page.decided.connect(
                lambda choice, file: self._depart(profile, choice, file, wipe=wipe)
            )
            self._ask(page)

        self._bridge.when_done(self._profiles.unsent(profile.profile_id), ask, self._report)

    def _depart(
        self, profile: ProfileInfo, choice: Departure, target: Path | None, *, wipe: bool
    ) -> None:
        self._leaving += 1
        window = self._windows.get(profile.profile_id)
        if window is not None:
            window.close()
        act = self._profiles.wipe if wipe else self._profiles.sign_out
        future = act(profile.profile_id, choice, target)
        self._bridge.when_done(future, lambda _none: self._after_leaving(), self._on_not_left)

    def _after_leaving(self) -> None:
        self._leaving -= 1
        if not self._windows:
            self.start("")

    def _on_not_left(self, error: BaseException) -> None:
        self._after_leaving()
        self._report(error)

    def _report(self, error: BaseException) -> None:
        window = self.window_in_front()
        if window is not None:
            window.report(error)

    def quit(self) -> None:
        """Close everything; unsent work is kept."""
        for asking in list(self._asking):
            asking.close()
        for window in list(self._windows.values()):
            window.close()


def bring_to_front(window: QWidget) -> None:
    """Show a window in front of all others."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


def _nothing(_parent: QWidget | None) -> None:
    """Do nothing until somebody puts a page in."""
