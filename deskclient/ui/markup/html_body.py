"""Mail HTML made safe: our own list of what may stay, measured before it is parsed. Pure.

Styles, colours and sizes of the sender go entirely: the message is shown in the person's own type
and theme, and nothing is left that could name an address to load from.
"""

import re
from html import unescape
from html.parser import HTMLParser

import nh3
from typing_extensions import override

from deskclient.ui.markup.anchors import anchor
from deskclient.ui.markup.body import BodyNotice, BodyPart, SafeBody
from deskclient.ui.markup.characters import breakable, harmless
from deskclient.ui.markup.plain_body import SHOWN_CHARS, plain_body
from deskclient.ui.markup.words import words_of

SOURCE_LIMIT = 1_000_000
"""Longer sources are shown as text."""
RESULT_LIMIT = 150_000
"""Longer cleaned HTML is shown as text: laying it out would stall the window."""
DEPTH_LIMIT = 120
TAG_LIMIT = 20_000
TABLE_DEPTH_LIMIT = 3
"""Nested tables cost the layout twice as much for each level; deeper ones lose their frames."""
_DATA_PICTURE = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]{1,350000}", re.IGNORECASE
)
_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
# fmt: off
_KEPT = _TABLES | frozenset(
    {
        "a", "b", "big", "blockquote", "br", "center", "cite", "code", "dd", "del", "div",
        "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd",
        "li", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "tt", "u", "ul", "var",
    }
)
_DROPPED_WHOLE = frozenset(
    {
        "script", "style", "title", "head", "object", "embed", "applet", "iframe", "frame",
        "frameset", "noframes", "noscript", "template", "svg", "math", "select", "option",
        "textarea", "audio", "video", "canvas", "map", "xml",
    }
)
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)
# fmt: on
# Closed by what follows them, so an unclosed one nests nothing.
_SELF_CLOSING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_WORDY_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
"""May hold thousands of attributes, which a parser compares with each other."""


def html_body(source: str) -> SafeBody:
    """Make mail HTML showable, whatever it is; takes at most a tenth of a second or so."""
    if len(source) > SOURCE_LIMIT or not _is_tame(source):
        return _as_text(source)
    tables = _depth_of_tables(source) <= TABLE_DEPTH_LIMIT
    clean = nh3.clean(
        harmless(source),
        tags=set(_KEPT if tables else _KEPT - _TABLES),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes={"a": {"href"}, "img": {"src", "alt"}, "td": _SPANS, "th": _SPANS},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "cid", "data"},
        link_rel=None,
        strip_comments=True,
    )
    if len(_DATA_PICTURE.sub("", clean)) > RESULT_LIMIT:
        return _as_text(source)
    weaver = _Weaver()
    weaver.feed(clean)
    weaver.close()
    return weaver.body()


_SPANS = {"colspan", "rowspan"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        kept = value.lower().startswith("cid:") or _DATA_PICTURE.fullmatch(value)
        return value if kept else None
    if tag == "a" and name == "href":
        return value if value.lower().startswith(("http:", "https:", "mailto:")) else None
    if name in _SPANS:
        return value if value.isdecimal() and 0 < int(value[:4]) <= 30 else None
    return value


def _is_tame(source: str) -> bool:
    """Tell whether the source is shallow and short enough to be parsed; errs to the safe side."""
    if any(_is_wordy(found.group()) for found in _WORDY_TAG.finditer(source)):
        return False
    depth = tags = 0
    for found in _TAG.finditer(source):
        tags += 1
        name = found[2].lower()
        if name in _VOID or name in _SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEPTH_LIMIT or tags > TAG_LIMIT:
            return False
    return True


def _is_wordy(tag: str) -> bool:
    return len(_DATA_PICTURE.sub("", tag).split()) > 400


def _depth_of_tables(source: str) -> int:
    depth = deepest = 0
    for found in re.finditer(r"<(/?)table\b", source, re.IGNORECASE):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _as_text(source: str) -> SafeBody:
    # Cut before anything is searched; what follows is linear in what is left.
    cut = source[: SHOWN_CHARS * 4]
    notices = {BodyNotice.AS_TEXT}
    if len(cut) < len(source):
        notices.add(BodyNotice.SHORTENED)
    return plain_body(words_of(cut), notices=frozenset(notices))


class _Weaver(HTMLParser):
    """Walks cleaned, well-formed HTML: cuts out quotes, marks links, replaces lost pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._parts: list[BodyPart] = []
        self._out: list[str] = []
        self._quotes = 0
        self._lines = 0
        self._href: str | None = None
        self._link_from = 0
        self._link_text: list[str] = []
        self._blocked = 0

    def body(self) -> SafeBody:
        """Give what was woven."""
        self._end_link()
        self._cut(quoted=self._quotes > 0)
        return SafeBody(tuple(self._parts), frozenset(), self._blocked)

    def _cut(self, *, quoted: bool) -> None:
        html = "".join(self._out)
        if html:
            self._parts.append(BodyPart(html, quoted, max(1, self._lines) if quoted else 0))
        self._out, self._lines, self._link_from = [], 0, 0

    def _end_link(self) -> None:
        if self._href is None:
            return
        inner = "".join(self._out[self._link_from :])
        del self._out[self._link_from :]
        self._out.append(anchor(self._href, inner, "".join(self._link_text)))
        self._href = None

    def _picture(self, attrs: dict[str, str | None]) -> None:
        if attrs.get("src"):
            self._out.append(self.get_starttag_text() or "")
            return
        self._blocked += 1
        words = (attrs.get("alt") or "").strip()
        if words:
            self._text(words)

    def _text(self, text: str) -> None:
        self._out.append(_escape(breakable(text)))
        if self._href is not None:
            self._link_text.append(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._picture(dict(attrs))
            return
        if tag == "a":
            self._end_link()
            self._href = dict(attrs).get("href") or ""
            self._link_from, self._link_text = len(self._out), []
            return
        if tag == "blockquote":
            self._end_link()
            if self._quotes == 0:
                self._cut(quoted=False)
            self._quotes += 1
        self._lines += tag in {"br", "p", "div", "li", "tr"}
        self._out.append(self.get_starttag_text() or "")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
            return
        self._out.append(f"</{tag}>")
        if tag == "blockquote" and self._quotes > 0:
            self._end_link()
            self._quotes -= 1
            if self._quotes == 0:
                self._cut(quoted=True)

    @override
    def handle_data(self, data: str) -> None:
        self._text(data)

    @override
    def handle_entityref(self, name: str) -> None:
        self._text(unescape(f"&{name};"))

    @override
    def handle_charref(self, name: str) -> None:
        self._text(unescape(f"&#{name};"))


def _escape(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\xa0", "&nbsp;")
    )
