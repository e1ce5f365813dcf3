"""Plain text as safe HTML: links to click, quotes to fold, lines and spaces kept. Pure."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from deskclient.ui.markup.anchors import anchor
from deskclient.ui.markup.body import BodyNotice, BodyPart, SafeBody
from deskclient.ui.markup.characters import breakable, harmless

SHOWN_CHARS = 60_000
"""More text than this is shortened; a layout of it stays below a tenth of a second."""
_LINK = re.compile(
    r"""(?P<url>\bhttps?://[^\s<>"'«»]{1,2000})|(?P<mail>\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}\w{2,24})"""
)
SHOWN_LINES = 3_000
"""The same for lines, each of which is a paragraph to the layout."""
_EMPTY = '<p class="line" style="-qt-paragraph-type:empty"><br></p>'
_TRAILING = ".,;:!?…)]}"


def plain_body(text: str, *, notices: frozenset[BodyNotice] = frozenset()) -> SafeBody:
    """Make a plain text showable.

    Args:
        text: Anything, of any length.
        notices: What is already known to be different from what was sent.
    """
    if len(text) > SHOWN_CHARS:
        text = text[:SHOWN_CHARS]
        notices |= {BodyNotice.SHORTENED}
    lines = harmless(text).replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    if len(lines) > SHOWN_LINES:
        lines = lines[:SHOWN_LINES]
        notices |= {BodyNotice.SHORTENED}
    parts = []
    for quoted, group in groupby(lines, key=_is_quote):
        run = list(group)
        parts.append(BodyPart("".join(map(_line, run)), quoted, len(run) if quoted else 0))
    return SafeBody(tuple(parts), notices)


def _is_quote(line: str) -> bool:
    return line.startswith(">")


def _line(line: str) -> str:
    return f'<p class="line">{"".join(_runs(line))}</p>' if line.strip() else _EMPTY


def _runs(line: str) -> Iterator[str]:
    at = 0
    for found in _LINK.finditer(line):
        word = found.group()
        kept = word.rstrip(_TRAILING) if found["url"] else word
        if found["url"] and kept.count("(") > kept.count(")") and word[len(kept) :].startswith(")"):
            kept += ")"
        yield escape(breakable(line[at : found.start()]))
        href = kept if found["url"] else f"mailto:{kept}"
        yield anchor(href, escape(breakable(kept)), kept)
        at = found.start() + len(kept)
    yield escape(breakable(line[at:]))
