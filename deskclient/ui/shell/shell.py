"""The program around its windows: opens profiles, lets people in, asks when they leave."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, FolderGoneError, KeyMissingError
from deskclient.domain.ids import RecordId
from deskclient.services.api import Desk
from deskclient.services.folders import Folders
from deskclient.services.profile_api import (
    KeyPlace,
    KeyState,
    OpenElsewhereError,
    ProfileInfo,
    Profiles,
    SignedIn,
)
from deskclient.services.settings import Settings
from deskclient.ui.diagnostics.problem_book import ProblemBook
from deskclient.ui.language import Language
from deskclient.ui.main_window import MainWindow
from deskclient.ui.memory import FileMemory
from deskclient.ui.shell.erased_pages import ErasedPages
from deskclient.ui.shell.kept_keys import kept_keymap
from deskclient.ui.shell.single_instance import hand_over
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.window.wiring import WindowTools


class Shell(QObject):
    """Implements :class:`deskclient.ui.window.decks.Program`. One window for each open profile.

    The dialogs are imported when they are asked for: most starts need none of them.
    """

    emptied = Signal()
    """The last window was closed and nothing is asked any more."""
    painted = Signal()
    """A first list is on the screen."""

    def __init__(
        self,
        profiles: Profiles,
        settings: Settings,
        theme: Theme,
        language: Language,
        clock: Clock,
        folders: Folders,
    ) -> None:
        super().__init__()
        self._profiles = profiles
        self._settings = settings
        self._theme = theme
        self._clock = clock
        self._folders = folders
        self._tools = WindowTools(theme, language, clock, kept_keymap(settings), self)
        self.surroundings = Surroundings(theme, Texts(clock, language.locale))
        self._windows: dict[str, MainWindow] = {}
        self._desks: dict[str, Desk] = {}
        self._asking: list[QWidget] = []
        self._books: dict[str, ProblemBook] = {}
        self._erased = self._make_erased_pages()
        self.demo = False
        self.address = ""
        """Where this program listens for being brought to the front."""
        self.checks: Callable[[], Sequence[Callable[[], object]]] = tuple
        """Gives what the diagnostics look at; asked each time, since profiles come and go."""

    def _make_erased_pages(self) -> ErasedPages:
        made = ErasedPages(self.surroundings, self._profiles, self._ask, self)
        made.sign_in_asked.connect(self.ask_sign_in)
        made.remove_asked.connect(lambda one: self._ask_leave(one, remove=True))
        made.unlock_asked.connect(self._unlock)
        return made

    # --- opening ----------------------------------------------------------------------------

    def start(self, profile_id: str) -> None:
        """Open a profile, the one used last, or what leads to one.

        Whoever has signed out may have left unsent work: their profile is offered first.
        """
        every = self._profiles.all()
        self._erased.finish_all(every)
        wanted = next((one for one in every if one.profile_id == profile_id), None)
        erased = next((one for one in every if one.erased_at), None)
        profile = wanted or self._profiles.last_used() or erased
        if profile is not None:
            self.enter(profile)
        elif every:
            self.open_profiles()
        elif self._folders.lost:
            self._say_lost(profile_id)
        else:
            self.ask_sign_in(None)

    def _profile(self, profile_id: str) -> ProfileInfo | None:
        every = self._profiles.all()
        return next((one for one in every if one.profile_id == profile_id), None)

    def enter_id(self, profile_id: str) -> None:
        """Open a profile by its id."""
        profile = self._profile(profile_id)
        if profile is not None:
            self.enter(profile)

    def enter(self, profile: ProfileInfo) -> None:
        """Open a profile, asking first for whatever it needs."""
        window = self._windows.get(profile.profile_id)
        if window is not None:
            bring_to_front(window)
        elif profile.erased_at:
            self._erased.show(profile)
        elif not profile.signed_in:
            self.ask_sign_in(profile)
        else:
            self._open(profile)

    def _open(self, profile: ProfileInfo) -> None:
        try:
            desk = self._open_desk(profile.profile_id)
        except OpenElsewhereError as error:
            # Another program has it, perhaps with other folders: its window is what is wanted.
            if hand_over(error.address, ""):
                self._tell_if_empty()
            else:
                self._say_cannot_open(profile, error)
            return
        except KeyMissingError as error:
            # Asked only now: to get a key from the keyring takes time, and mostly it is there.
            state = self._profiles.key_state(profile.profile_id)
            if state is KeyState.READY:
                self._say_cannot_open(profile, error)  # it is not the key of these files
            else:
                self._ask_unlock(profile, state)
            return
        except DeskError as error:
            self._say_cannot_open(profile, error)
            return
        self.show_desk(desk)

    def _open_desk(self, profile_id: str) -> Desk:
        return self._profiles.open(profile_id, self.address)

    def show_desk(self, desk: Desk) -> None:
        """Show the window of an open desk."""
        profile_id = desk.me.profile_id
        memory = FileMemory(self._folders.window_memory(profile_id))
        profile = self._profile(profile_id)
        demo = self.demo or (profile is not None and profile.demo)
        window = MainWindow(desk, self._tools, memory, demo=demo)
        self._desks[profile_id] = desk
        self._windows[profile_id] = window
        self._books[profile_id] = ProblemBook(window.bridge, window)
        self._erased.close(profile_id)
        window.bridge.erase_ordered.connect(lambda _event: self._on_erase_ordered(profile_id))
        window.painted.connect(lambda: self._on_painted(profile_id))
        window.closed.connect(memory.write)
        window.closed.connect(lambda: self._on_closed(profile_id))
        window.show()

    def _on_painted(self, profile_id: str) -> None:
        # The engine's imports and threads wait until the person sees their tickets; whoever only
        # wants to see them closes the window here.
        self.painted.emit()
        desk, window = self._desks.get(profile_id), self._windows.get(profile_id)
        if desk is not None and window is not None:
            window.bridge.when_done(desk.start_engine(), _nothing, window.report)

    def close_profile(self, profile_id: str) -> None:
        """Close the window of a profile and the profile itself; its dialogs stay."""
        window = self._windows.get(profile_id)
        if window is not None:
            for child in self._asking:
                # Whoever asked to close stays to say how it went.
                if child.parentWidget() is window:
                    child.setParent(None, child.windowFlags())
                    child.show()
            window.leave()

    def _on_closed(self, profile_id: str) -> None:
        window = self._windows.pop(profile_id, None)
        desk = self._desks.pop(profile_id, None)
        self._books.pop(profile_id, None)
        if desk is not None:
            desk.close()
        if window is not None:
            if window.count.waiting and not self._asking:
                from deskclient.ui.shell.farewell import Farewell  # noqa: PLC0415 - for an end

                self._ask(Farewell(window.count.waiting, self._theme))
            window.deleteLater()
        self._tell_if_empty()

    def _tell_if_empty(self) -> None:
        if not self._windows and not self._asking:
            self.emptied.emit()

    def window_in_front(self) -> MainWindow | None:
        """Give the window the person works in, or any."""
        every = list(self._windows.values())
        return next((one for one in every if one.isActiveWindow()), every[0] if every else None)

    def desks(self) -> dict[str, Desk]:
        """Give the open desks by profile."""
        return dict(self._desks)

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

    def _ask(self, page: QWidget) -> None:
        """Keep a page until it is closed; the program is not over before."""
        self._asking.append(page)
        if isinstance(page, QDialog):
            page.finished.connect(lambda _result: self._on_answered(page))
        else:
            page.destroyed.connect(lambda: self._on_answered(page))
            page.show()

    def _on_answered(self, page: QWidget) -> None:
        if page in self._asking:
            self._asking.remove(page)
            if isinstance(page, QDialog):
                page.deleteLater()
        self._tell_if_empty()

    def ask_sign_in(self, again: ProfileInfo | None) -> None:
        """Let somebody in: to a new desk, or again to one that is here, once it is unlocked."""
        if again is not None and again.key_place is KeyPlace.PASSPHRASE:
            state = self._profiles.key_state(again.profile_id)
            if state is not KeyState.READY:
                self._ask_unlock(again, state)
                return
        from deskclient.ui.sign_in.window import SignInWindow  # noqa: PLC0415

        own = None if again is None else self._windows.get(again.profile_id)
        page = SignInWindow(
            self.surroundings, self._profiles, self._open_desk, own or self.window_in_front()
        )
        page.opened.connect(self.show_desk)
        page.renewed.connect(self._on_renewed)
        page.key_needed.connect(self._on_key_needed)
        self._ask(page)
        if again is None:
            page.show_new()
        else:
            page.show_again(again)

    def _on_renewed(self, result: SignedIn) -> None:
        desk = self._desks.get(result.profile.profile_id)
        if desk is not None:
            # Its engine waits since the session ended; it has new tokens now.
            desk.sync.sync_now()
        self.enter(result.profile)

    def _on_key_needed(self, profile: ProfileInfo) -> None:
        self._ask_unlock(profile, self._profiles.key_state(profile.profile_id))

    def _ask_unlock(self, profile: ProfileInfo, state: KeyState) -> None:
        from deskclient.ui.sign_in.unlock_window import UnlockWindow  # noqa: PLC0415

        page = UnlockWindow(self.surroundings, self._profiles, profile)
        page.unlocked.connect(self.enter_id)
        self._ask(page)
        page.show_for(state)

    def _unlock(self, profile: ProfileInfo) -> None:
        state = self._profiles.key_state(profile.profile_id)
        if state is not KeyState.READY:
            self._ask_unlock(profile, state)

    def _say_cannot_open(self, profile: ProfileInfo, error: DeskError) -> None:
        from deskclient.ui.shell.cannot_open import CannotOpen  # noqa: PLC0415

        page = CannotOpen(profile, error, self._theme)
        page.again.connect(lambda: self.enter(profile))
        page.others_asked.connect(self.open_profiles)
        self._ask(page)
        page.open()

    def _say_lost(self, profile_id: str) -> None:
        from deskclient.ui.shell.cannot_open import NothingThere  # noqa: PLC0415

        page = NothingThere(FolderGoneError(self._folders.data), self._theme)
        page.again.connect(lambda: self.start(profile_id))
        page.anew.connect(lambda: self.ask_sign_in(None))
        self._ask(page)
        page.open()

    def _ask_leave(self, profile_id: str, *, remove: bool) -> None:
        from deskclient.ui.profiles.departure import DepartureDialog, Leaving  # noqa: PLC0415

        profile = self._profile(profile_id)
        if profile is None:
            return
        page = DepartureDialog(
            self.surroundings, self._profiles, self.close_profile, self.window_in_front()
        )
        page.left.connect(self._on_left)
        self._ask(page)
        page.show_for(profile, Leaving.REMOVE if remove else Leaving.SIGN_OUT)

    def _on_erase_ordered(self, profile_id: str) -> None:
        """Close everything that shows the copy, and say what has happened instead."""
        window, profile = self._windows.get(profile_id), self._profile(profile_id)
        if window is None or profile is None:
            return
        for child in list(self._asking):
            if child.parentWidget() is window:
                child.close()
        self._erased.show(profile, lambda: self.close_profile(profile_id))

    def _on_left(self, profile_id: str) -> None:
        self._erased.close(profile_id)
        if not self._windows:
            self.start("")

    # --- what windows ask of the program (Program) ------------------------------------------

    def keep_setting(self, key: str, value: str | int | bool) -> None:  # noqa: FBT001 - a value
        """Remember a setting that was changed in a window."""
        self._settings.set(key, value)

    def open_profiles(self) -> None:
        """Show the list of profiles."""
        from deskclient.ui.profiles.window import ProfilesWindow  # noqa: PLC0415

        page = ProfilesWindow(
            self.surroundings,
            self._profiles,
            self.desks,
            self.close_profile,
            self.window_in_front(),
        )
        page.open_asked.connect(self.enter_id)
        page.add_asked.connect(lambda: self.ask_sign_in(None))
        page.sign_in_asked.connect(self.ask_sign_in)
        self._ask(page)
        page.show_list()

    def open_settings(self) -> None:
        """Show the settings, with those of the profile in front."""
        from deskclient.ui.settings.open_profile import OpenProfile  # noqa: PLC0415
        from deskclient.ui.settings.window import SettingsWindow  # noqa: PLC0415

        window = self.window_in_front()
        page = SettingsWindow(
            self.surroundings, self._settings, self._tools.keymap, self._profiles, window
        )
        page.sign_out_asked.connect(self.sign_out)
        page.remove_asked.connect(lambda one: self._ask_leave(one, remove=True))
        desk = window.parts.desk if window is not None else None
        info = self._profile(desk.me.profile_id) if desk is not None else None
        self._ask(page)
        page.show_for(OpenProfile(desk, info) if desk is not None and info is not None else None)

    def open_diagnostics(self) -> None:
        """Show the diagnostics, with those of the profile in front."""
        from deskclient.ui.shell import diagnostics  # noqa: PLC0415

        window = self.window_in_front()
        facts = partial(diagnostics.facts_of, self._windows, self._books)
        sources = diagnostics.make_sources(
            self._folders, self._clock, self._settings, self.checks, facts
        )
        page = diagnostics.make_window(self.surroundings, sources, window)
        page.open_asked.connect(lambda kind, one: self.show_record(f"{kind}/{one}"))
        self._ask(page)
        desk = window.parts.desk if window is not None else None
        book = self._books.get(desk.me.profile_id) if desk is not None else None
        diagnostics.show_for(page, desk, book)

    def sign_in_again(self, profile_id: str) -> None:
        """Let the person of a profile sign in again after their session has ended."""
        profile = self._profile(profile_id)
        if profile is not None:
            self.ask_sign_in(profile)

    def sign_out(self, profile_id: str) -> None:
        """Ask what to do with unsent work, then end the session."""
        self._ask_leave(profile_id, remove=False)

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


def _nothing(_result: object) -> None:
    """Take a result nobody needs."""
