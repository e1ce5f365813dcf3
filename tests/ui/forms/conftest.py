"""The parts of a window, for the tests of this folder."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskclient.ui.theme.theme import Theme
from tests.ui.detail.rig import Rig


@pytest.fixture
def rig(theme: Theme) -> Rig:
    """A desk in memory with everything a panel is given."""
    return Rig(theme)


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """The window that owns a test's dialogs."""
    made = QWidget()
    qtbot.addWidget(made)
    return made
