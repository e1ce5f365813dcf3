"""What windows are given that stand outside of any profile: sign-in, profiles, settings."""

from msgspec import Struct

from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme


class Surroundings(Struct, frozen=True):
    """Look and words; a window makes its own bridge."""

    theme: Theme
    texts: Texts
