"""Unmistakable values: each is given out once, so that finding it twice proves a duplicate."""

import re

from tools.simulate.chance import Chance

_MARK = re.compile(r"⟦(\d+)⟧")
_WORDS = ("printer", "сеть", "paper", "ключ", "VPN", "экран", "café", "👩‍💻", "שלום", "x" * 40)
_BASE = 4
_DIGITS = 26
"""4 ** 26 is the largest power that JSON numbers hold exactly."""


class Marks:
    """Gives out marks for one history."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._text = 0
        self._digit = 0

    def text(self) -> str:
        """Give a short text with a mark."""
        self._text += 1
        return f"{self._chance.one_of(_WORDS)} ⟦{self._text}⟧"

    def name(self) -> str:
        """Give a mark that is also a word: for tags and file names."""
        self._text += 1
        return f"m{self._text}"

    def minutes(self) -> int:
        """Give a step of a counter in a digit of its own; 0 when all are given out."""
        if self._digit >= _DIGITS:
            return 0
        self._digit += 1
        return int(_BASE ** (self._digit - 1))


def marks_in(text: str) -> list[str]:
    """List the marks of a text."""
    return _MARK.findall(text)


def digits_in(total: int) -> list[int]:
    """Name the steps that a sum holds, each as often as it holds it."""
    found: list[int] = []
    place = 0
    while total > 0:
        total, digit = divmod(total, _BASE)
        found += [place] * digit
        place += 1
    return found


def repeated_digits(total: int) -> bool:
    """Tell whether a sum of steps holds one of them more than once, or less than never."""
    if total < 0:
        return True
    while total:
        total, digit = divmod(total, _BASE)
        if digit > 1:
            return True
    return False
