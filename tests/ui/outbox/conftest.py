"""The parts of a window, for the tests of this folder."""

import pytest

from deskclient.ui.theme.theme import Theme
from tests.ui.detail.rig import Rig


@pytest.fixture
def rig(theme: Theme) -> Rig:
    """A desk in memory with everything a panel is given."""
    return Rig(theme)
