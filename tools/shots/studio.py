"""Where pictures are taken: one application, one look at a time, a fresh desk for each picture."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.keymap import Keymap
from deskclient.ui.icons import IconSource
from deskclient.ui.language import Language
from deskclient.ui.main_window import MainWindow
from deskclient.ui.memory import BriefMemory
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Density, SchemeChoice
from deskclient.ui.window.wiring import WindowTools
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_program import FakeProgram
from tests.fakes.fixed_clock import FixedClock

W = TypeVar("W", bound=QWidget)


class Studio:
    """Gives windows over a fake desk; a screen changes the desk before or after."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        """Set up.

        Args:
            application: The application.
            folder: For files that a screen needs; empty at first.
        """
        self.application = application
        self.folder = folder
        self.clock = FixedClock()
        self.text_scale = 1.0
        self.theme = Theme(application, IconSource())
        self.language = Language(application)
        self.desk = FakeDesk()
        self._window: MainWindow | None = None
        self._others: list[QWidget] = []

    @property
    def surroundings(self) -> Surroundings:
        """What windows without a profile are given."""
        return Surroundings(self.theme, Texts(self.clock, self.language.locale))

    def hold(self, widget: W) -> W:
        """Keep a window until the picture is taken."""
        self._others.append(widget)
        return widget

    def dress(self, scheme: SchemeChoice, language: str) -> None:
        """Choose the look and the language of the pictures to come."""
        self.language.apply(language)
        self.theme.apply(scheme, Density.COMFORTABLE, self.text_scale)

    def window(self, size: QSize) -> MainWindow:
        """Open a main window on a fresh desk."""
        self.desk = FakeDesk()
        self.theme.apply(density=Density.COMFORTABLE, text_scale=self.text_scale)
        tools = WindowTools(
            self.theme, self.language, self.clock, Keymap(standard_actions()), FakeProgram()
        )
        self._window = MainWindow(self.desk, tools, BriefMemory())
        self._window.resize(size)
        self._window.show()
        # A person sees the window when the detail, which is built last, has said that it is empty.
        self._window.detail.show_record(None)
        return self._window

    def clear(self) -> None:
        """Close everything that is open."""
        for widget in self.application.topLevelWidgets():
            if widget.isVisible():
                widget.close()
        for other in self._others:
            other.deleteLater()
        self._others.clear()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
