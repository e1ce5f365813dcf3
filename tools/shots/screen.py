"""What a screen is: one picture, and what brings the window there."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from deskclient.ui.main_window import MainWindow
from deskclient.ui.views import find_view
from tools.shots.studio import Studio


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: a name for its file, and what brings the window there.

    ``prepare`` may give another widget to draw, such as a dialog, instead of the window.
    """

    name: str
    prepare: Callable[[Studio, MainWindow], QWidget | None]


def show_view(studio: Studio, window: MainWindow, view_id: str) -> None:
    """Show one of the views."""
    view = find_view(studio.desk, view_id)
    if view is not None:
        window.show_view(view)


def front_dialog() -> QWidget | None:
    """The dialog or popup in front."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def settle(milliseconds: int = 150) -> None:
    """Let timers and queued calls of the window run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
