"""The composition root of the client: builds everything, runs the event loop, takes it down."""

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from deskclient import __version__
from deskclient.services.folders import Folders, choose_folders
from deskclient.services.options import ClientOptions
from deskclient.services.program import Program, build_program
from deskclient.ui.garbage import GarbageCollection
from deskclient.ui.icons import IconSource
from deskclient.ui.language import Language
from deskclient.ui.shell.kept_look import LookFollower, apply_language, apply_look
from deskclient.ui.shell.shell import Shell
from deskclient.ui.shell.single_instance import channel_name, hand_over
from deskclient.ui.theme.theme import STYLE_ARGUMENTS, Theme

_log = logging.getLogger(__name__)


Check = Callable[[], object]
TIDY_MS = 3000
"""When the window and the engine are up: no garbage was looked for until then."""
_EARS_MS = 1000


def no_checks(_program: Program) -> Sequence[Check]:
    """Look at nothing."""
    return ()


def run_client(
    options: ClientOptions, checks: Callable[[Program], Sequence[Check]] = no_checks
) -> int:
    """Run the window until the person quits; gives the exit code.

    Args:
        options: How to start.
        checks: Gives what the diagnostics look at on this computer; asked when they are shown.

    The order is what makes the start fast: the first rows are read and painted before the engine,
    the network and the detail are even imported.
    """
    application = _application(options)
    folders = choose_folders(options.data_dir)
    name = channel_name(folders.data)
    if not options.quit_after_paint and hand_over(name, options.open_record):
        return 0
    with build_program(options) as program:
        shell = _shell(application, program, folders)
        shell.demo = options.demo
        shell.address = name
        shell.checks = lambda: checks(program)
        shell.emptied.connect(application.quit)
        ears = _Ears(shell, name)
        if options.quit_after_paint:
            shell.painted.connect(shell.quit)
        else:
            dress = partial(_dress, application, shell)
            shell.painted.connect(ears.open)
            shell.painted.connect(dress)
            shell.painted.connect(lambda: _after_paint(program, folders, options))
            if options.open_record:
                shell.painted.connect(lambda: shell.show_record(options.open_record))
            # Where no list is painted: somebody has to sign in first.
            QTimer.singleShot(_EARS_MS, ears.open)
            QTimer.singleShot(_EARS_MS, dress)
        QTimer.singleShot(0, lambda: shell.start(options.profile_id))
        QTimer.singleShot(TIDY_MS, GarbageCollection(application).begin)
        code = application.exec()
        ears.close()
    logging.shutdown()
    return code


def _application(options: ClientOptions) -> QApplication:
    QCoreApplication.setApplicationName("Deskclient")
    QCoreApplication.setApplicationVersion(__version__)
    QCoreApplication.setOrganizationName("deskclient")
    application = QApplication([sys.argv[0], *options.qt_arguments, *STYLE_ARGUMENTS])
    application.setDesktopFileName("org.deskclient.Deskclient")
    # The shell decides when it is over: a closed window may leave another one asking.
    application.setQuitOnLastWindowClosed(False)
    return application


def _shell(application: QApplication, program: Program, folders: Folders) -> Shell:
    icons = IconSource(application.devicePixelRatio())
    theme, language = Theme(application, icons), Language(application)
    apply_language(program.settings, language)
    apply_look(program.settings, theme)
    LookFollower(program.settings, theme, language)
    folders.make_config()
    return Shell(program.profiles, program.settings, theme, language, program.clock, folders)


class _Ears:
    """Hears of later starts, once the first rows are there: it takes Qt's network library."""

    def __init__(self, shell: Shell, name: str) -> None:
        self._shell = shell
        self._name = name
        self._close: Callable[[], None] | None = None

    def open(self) -> None:
        """Begin to listen, unless begun."""
        if self._close is None:
            from deskclient.ui.shell.local_channel import InstanceServer  # noqa: PLC0415 - takes QtNetwork

            server = InstanceServer(self._name, self._shell)
            server.wished.connect(self._shell.show_record)
            self._close = server.close

    def close(self) -> None:
        """Stop listening."""
        if self._close is not None:
            self._close()


def _dress(application: QApplication, shell: Shell) -> None:
    """Give the windows the program's icon; desktops that know its entry have it from there."""
    if application.windowIcon().isNull():
        application.setWindowIcon(shell.surroundings.theme.icons.program())


def _after_paint(program: Program, folders: Folders, options: ClientOptions) -> None:
    """Do what nobody waits for: logs to files."""
    from deskclient.services.logs import Logs  # noqa: PLC0415 - not before the first rows

    try:
        logs = Logs(folders.logs, options.log_level or program.settings.text("log_level"))
        logs.catch_everything()
    except OSError as trouble:
        _log.warning("no log can be written: %s", trouble)
    _log.info("Deskclient %s is up.", __version__)
