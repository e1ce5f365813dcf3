"""Names under which the bytes of attachments are kept: what they are, or where the desk has them.

Most desks, ours among them, know a file by the SHA-256 of its content. Some have numbers only, and
tell nothing of the content before it is fetched: there the number is the name, and the content
cannot be checked against it.
"""

import re
from hashlib import sha256

LENGTH = 64
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NUMBERED = re.compile(r"n[0-9a-f]{63}")
_OWNER_DIGITS = 47
_NUMBER_DIGITS = 16


def is_digest(name: str) -> bool:
    """Tell whether a name is the digest of the content."""
    return _DIGEST.fullmatch(name) is not None


def is_file_name(name: str) -> bool:
    """Tell whether something is a name of a file at all; nothing else may become a path."""
    return is_digest(name) or _NUMBERED.fullmatch(name) is not None


def numbered(desk: str, number: int) -> str:
    """Name the file that a desk has under a number below 2**64.

    Args:
        desk: What tells the desk apart from all others.
        number: The desk's own.
    """
    return f"n{_mark(desk)}{number:0{_NUMBER_DIGITS}x}"


def number_in(name: str, desk: str) -> int | None:
    """Give the number of a file at a desk; ``None`` if it is not named by that desk's numbers."""
    if not is_file_name(name) or name[1 : 1 + _OWNER_DIGITS] != _mark(desk) or is_digest(name):
        return None
    return int(name[-_NUMBER_DIGITS:], 16)


def _mark(desk: str) -> str:
    return sha256(desk.encode()).hexdigest()[:_OWNER_DIGITS]
