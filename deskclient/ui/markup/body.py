"""What a message body becomes before it is shown: parts of safe HTML, quoted ones foldable."""

from enum import StrEnum

from msgspec import Struct


class BodyNotice(StrEnum):
    """Why a body is not shown exactly as it was sent."""

    AS_TEXT = "as_text"
    """Too long or too deeply nested for formatting: only its words are shown."""
    SHORTENED = "shortened"
    """Only the beginning is shown."""


class BodyPart(Struct, frozen=True):
    """A run of safe HTML. Parts joined in order make one well-formed document."""

    html: str
    quoted: bool = False
    lines: int = 0
    """About how many lines a quoted part has."""


class SafeBody(Struct, frozen=True):
    """A body that may be given to the view."""

    parts: tuple[BodyPart, ...]
    notices: frozenset[BodyNotice] = frozenset()
    blocked_pictures: int = 0
    """Remote pictures that were left out."""

    @property
    def has_own_words(self) -> bool:
        """Whether anything stands outside of the quotes; if not, folding would hide it all."""
        return any(not part.quoted and _has_words(part.html) for part in self.parts)


def _has_words(html: str) -> bool:
    inside = False
    for char in html:
        if char == "<":
            inside = True
        elif char == ">":
            inside = False
        elif not inside and not char.isspace():
            return True
    return False
