"""What windows are given that stand outside of any profile: sign-in, profiles, settings."""

from dataclasses import dataclass

from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Look and words; a window makes its own bridge."""

    theme: Theme
    texts: Texts
