"""The parts of a window, for the tests of this folder."""

import pytest
from pytestqt.qtbot import QtBot

from deskclient.ui.detail.panel import DetailPanel
from deskclient.ui.theme.theme import Theme
from tests.ui.detail.rig import Rig


@pytest.fixture
def rig(theme: Theme) -> Rig:
    """A desk in memory with everything a panel is given."""
    return Rig(theme)


@pytest.fixture
def panel(qtbot: QtBot, rig: Rig) -> DetailPanel:
    """The place of a ticket, on the screen and empty."""
    made = DetailPanel(rig.parts)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made
