"""Telephone numbers, as a display shows them and as people write them down. Pure."""

import re

_WRITTEN = re.compile(r"\s*\+?[\d\s()./-]+")
_ENOUGH = 6
"""So many digits of a number mean it; fewer are in too many."""
_TRUNK = ("0", "8")
"""What is dialled before a number of the same country: most countries; Russia and some others."""


def dialled(text: str) -> str:
    """Give the digits of a telephone number; empty for any other text."""
    return re.sub(r"\D", "", text) if _WRITTEN.fullmatch(text) else ""


def is_called_by(kept: str, typed: str) -> bool:
    """Tell whether a kept number is meant by a typed one, both as :func:`dialled` gives them.

    With or without the code of the country; a long number also by a part of it.
    """
    if not kept or not typed:
        return False
    local = typed[1:] if typed.startswith(_TRUNK) else typed
    return kept == typed or any(len(one) >= _ENOUGH and one in kept for one in (typed, local))
