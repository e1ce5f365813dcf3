"""The parts of a window, for the tests of this folder."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.detail.rig import Rig


@pytest.fixture
def rig(qapp: QApplication) -> Rig:
    """A desk in memory with everything a panel is given."""
    return Rig(qapp)
