"""How words are compared and how sentences carry values. Pure."""

from collections.abc import Mapping
from types import MappingProxyType


def fold(text: str) -> str:
    """Give the form in which two texts are the same word."""
    return text.casefold().replace("ё", "е")


class Verbatim(str):
    """A word that somebody at a desk has chosen: it is shown as it is, in any language."""

    __slots__ = ()


class Phrase(str):
    """A sentence with values in it, in English; the window can say it in another language.

    Attributes:
        pattern: The sentence with ``{name}`` for each value.
        values: What stands for the names. Text that is itself declared English is translated too.
    """

    __slots__ = ("pattern", "values")

    pattern: str
    values: Mapping[str, object]


def phrase(pattern: str, **values: object) -> Phrase:
    """Make a sentence with values in it.

    Args:
        pattern: A literal, because the texts for translation are collected from the code.
        values: One for each ``{name}``.
    """
    made = Phrase(pattern.format(**values))
    made.pattern = pattern
    made.values = MappingProxyType(values)
    return made
