"""The real window on a data set, driven from outside: acts, and when what they change is seen."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from deskclient.app import TIDY_MS
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.program import Program
from deskclient.storage.vault import STORE_KEY, SessionVault, key_to_text, secret_name
from deskclient.ui.garbage import GarbageCollection
from deskclient.ui.icons import IconSource
from deskclient.ui.language import Language
from deskclient.ui.main_window import MainWindow
from deskclient.ui.shell.kept_look import apply_language, apply_look
from deskclient.ui.shell.shell import Shell
from deskclient.ui.theme.theme import STYLE_ARGUMENTS, Theme
from deskclient.ui.views import standing_views
from tools.bench.known import KEY, PROFILE

PATIENCE_S = 15.0
_CALM_S = 0.15
_HEART_MS = 20
SWITCH_S = 0.0002


def application() -> QApplication:
    """Give the one application of this process."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    return QApplication([*sys.argv[:1], *STYLE_ARGUMENTS])


class Eye(QObject):
    """Counts how often one of some widgets was painted."""

    def __init__(self, *watched: QObject) -> None:
        super().__init__(watched[0])
        self.paints = 0
        for one in watched:
            one.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.paints += 1
        return False


class Stage:
    """One window and what is done to it."""

    def __init__(self, app: QApplication, shell: Shell, window: MainWindow) -> None:
        self._app = app
        self.shell = shell
        self.window = window
        self.desk = window.parts.desk
        self.list = window.panel.list
        # An empty list shows a sentence instead.
        self._eye = Eye(self.list.viewport(), window.panel.empty)
        # Waiting for events ends now and then, to look whether what is waited for is so.
        self._heart = QTimer(window, interval=_HEART_MS)
        self._heart.start()

    def until(self, reached: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Let the window work until something is so."""
        limit = time.perf_counter() + patience_s
        while not reached():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > limit:
                msg = "the window did not get there in time"
                raise TimeoutError(msg)

    def settle(self) -> None:
        """Wait until nothing has been painted for a while."""
        paints, since = self._eye.paints, time.perf_counter()
        while time.perf_counter() - since < _CALM_S:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._eye.paints != paints:
                paints, since = self._eye.paints, time.perf_counter()

    def show(self, name: str) -> None:
        """Show a standing view by its name."""
        views = standing_views(self.desk.me.person_id)
        self.window.show_view(next(one for one in views if one.id == f"work:{name}"))
        self.settle()

    def painted_ms(self, act: Callable[[], object]) -> float:
        """Do something and give the time until the list is painted after it.

        A click lets events through before it returns, the paint it leads to among them.
        """
        paints, started = self._eye.paints, time.perf_counter()
        act()
        self._until_painted_since(paints)
        return (time.perf_counter() - started) * 1000

    def until_painted(self) -> None:
        """Wait for the next paint of the list; a blank one, while rows are looked for, is none."""
        self._until_painted_since(self._eye.paints)

    def _until_painted_since(self, paints: int) -> None:
        self.until(lambda: self._eye.paints > paints)
        if self.window.panel.feed.looking:
            self.until(lambda: not self.window.panel.feed.looking)
            self._until_painted_since(self._eye.paints)

    def press(self, character: str) -> None:
        """Press a key in the search line; a finger lets go of it long after what it does."""
        self._send(QEvent.Type.KeyPress, character)

    def release(self, character: str) -> None:
        """Let go of a key in the search line."""
        self._send(QEvent.Type.KeyRelease, character)

    def _send(self, what: QEvent.Type, character: str) -> None:
        event = QKeyEvent(what, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(self.window.top.search, event)


@contextmanager
def stage(home: Path) -> Iterator[Stage]:
    """Open the window on a data set, offline, and close it at the end."""
    folders = folders_under(home)
    box = SessionVault()
    box.put(secret_name(PROFILE, STORE_KEY), key_to_text(KEY))
    vault = SystemVault(folders.profiles, lambda: box)
    options = ClientOptions(data_dir=home, offline=True)
    with (
        Program(options, vault, real_folder_door(), folders) as program,
        dressed(program, PROFILE) as made,
    ):
        made.until(made.desk.start_engine().done)
        made.settle()
        yield made


@contextmanager
def dressed(program: Program, profile_id: str) -> Iterator[Stage]:
    """Show the window of a profile as the client does, and close it at the end."""
    app, settings, folders = application(), program.settings, program.folders
    # As the client does: no collection while it starts, and what the start has made stays.
    gc.disable()
    QTimer.singleShot(TIDY_MS, GarbageCollection(app).begin)
    theme, language = Theme(app, IconSource()), Language(app)
    apply_language(settings, language)
    apply_look(settings, theme)
    folders.config.mkdir(parents=True, exist_ok=True)
    shell = Shell(program.profiles, settings, theme, language, program.clock, folders)
    shell.start(profile_id)
    window = shell.window_in_front()
    if window is None:
        msg = "the window did not open"
        raise RuntimeError(msg)
    sys.setswitchinterval(SWITCH_S)
    yield Stage(app, shell, window)
    shell.quit()
    app.processEvents()
