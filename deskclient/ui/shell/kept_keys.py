"""The keys of commands as the person left them."""

from functools import partial

from deskclient.services.settings import Settings
from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.keymap import Keymap

_KEPT = "shortcuts"


def kept_keymap(settings: Settings) -> Keymap:
    """Make the keymap of this computer's user; its changes are kept at once."""
    keep = partial(settings.remember, _KEPT)
    return Keymap(standard_actions(), settings.remembered(_KEPT), keep)
