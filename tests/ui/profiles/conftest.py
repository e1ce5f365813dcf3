"""Look and words for windows that stand outside of any profile."""

import pytest

from deskclient.ui.language import Language
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from tests.fakes.fixed_clock import FixedClock


@pytest.fixture
def surroundings(theme: Theme, language: Language, clock: FixedClock) -> Surroundings:
    return Surroundings(theme, Texts(clock, language.locale))
