"""What to look at again before a reply goes out. Pure; it warns and never forbids."""

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from deskclient.domain.templates import unfilled

_FILE_WORDS = re.compile(
    r"""\b(?:
        attach(?:ed|ing|ment|ments)? | enclosed
      | screenshots? | see\ the\ file
      | во\ вложени\w+ | вложени[ея]\w* | вложил[аи]? | прилага\w+ | приложил[аи]? | приложен\w*
      | прикрепил[аи]? | прикрепля\w+ | прикрепл[её]н\w* | скриншот\w*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|without|don't|cannot|can't|не|нет|без)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_QUOTE = re.compile(r"^\s*>.*$", re.MULTILINE)
_BLANK = re.compile(r"(?:\[\.{3}\]|<[^<>\n]{2,40}>|_{4,}|\bX{3,}\b|\bTODO\b)")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


class ReplyRule(StrEnum):
    """What a warning is about."""

    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    MISSING_FILE = "missing_file"


class ReplyWarning(Struct, frozen=True):
    """One thing to look at again."""

    rule: ReplyRule
    message: str
    """One English sentence; translated in the context ``domain``."""
    found: str = ""
    """The words that raised it."""


def check_reply(body: str, files: int, *, public: bool = True) -> tuple[ReplyWarning, ...]:
    """List what to look at again.

    Args:
        body: The text as written, with quoted lines (``> …``) if there are any.
        files: How many files are attached.
        public: A reply the requester gets; an internal note is only checked for being empty.
    """
    own = _QUOTE.sub("", body)
    found = list(_emptiness(own, files))
    if public:
        found += _placeholders(own)
        found += _missing_file(own, files)
    return tuple(found)


def _emptiness(own: str, files: int) -> Iterator[ReplyWarning]:
    if not _INVISIBLE.sub("", own):
        message = (
            "There is no text, only files." if files else "There is no text besides what is quoted."
        )
        yield ReplyWarning(ReplyRule.EMPTY, message)


def _placeholders(own: str) -> Iterator[ReplyWarning]:
    blanks = tuple(dict.fromkeys(found[0] for found in _BLANK.finditer(own)))
    for left in (*unfilled(own), *blanks):
        yield ReplyWarning(ReplyRule.PLACEHOLDER, "A placeholder is still to be filled in.", left)


def _missing_file(own: str, files: int) -> Iterator[ReplyWarning]:
    if files:
        return
    for found in _FILE_WORDS.finditer(own):
        if not _NEGATED.search(own[max(0, found.start() - 40) : found.start()]):
            yield ReplyWarning(
                ReplyRule.MISSING_FILE,
                "The text mentions a file, but none is attached.",
                found[0],
            )
            return
