"""The words of any HTML, in time linear in its length: for what is too wild to be parsed. Pure."""

import re
from collections.abc import Iterator
from html import unescape

_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]*>|<!--|<![^<>]*>|<\?[^<>]*>")
_WORDLESS = frozenset({"script", "style", "head", "title", "svg", "textarea", "template"})
_BREAKS = frozenset(
    {"p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "ul", "ol"}
    | {"blockquote"}
)


def words_of(source: str) -> str:
    """Give the text of an HTML source: no tags, no scripts, lines where blocks end."""
    lines: list[str] = []
    for raw in unescape("".join(_texts(source))).split("\n"):
        line = " ".join(raw.split())
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()


def _texts(source: str) -> Iterator[str]:
    at = 0
    while (found := _PIECE.search(source, at)) is not None:
        yield source[at : found.start()].replace("\n", " ")
        name = (found[2] or "").lower()
        at = found.end()
        if found.group() == "<!--":
            at = _after(source, "-->", at)
        elif name in _WORDLESS and not found[1]:
            at = _after(source, f"</{name}", at)
        elif name in _BREAKS:
            yield "\n"
    yield source[at:].replace("\n", " ")


def _after(source: str, end: str, at: int) -> int:
    """Find where the wordless part that begins at ``at`` has ended; without an end, all is in it.

    The end tag's own bracket is left to be skipped as a tag of its own.
    """
    found = source.find(end, at)
    if found < 0:
        found = source.find(end.upper(), at)
    if found < 0:
        return len(source)
    return found + (len(end) if end == "-->" else 0)
