"""Reading of JSON from a desk that may be broken or hostile.

Whole answers are read or refused as one; lists of records row by row, so that one record that
cannot be understood does not stop the others. Three lines of defence bound the depth: a look at the
brackets before parsing, row types that allow only so many levels, and the parser's own guard.

The fast way reads a page in C and proves afterwards, by counting, that no name was repeated in an
object (the parser keeps the last one silently). Whatever it cannot prove goes the slow way.
"""

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Struct, field

from deskclient.domain.errors import ServerError, UnreadableError
from deskclient.domain.words import phrase

MAX_DEPTH = 32
MAX_ROW_BYTES = 4 << 20
HEAD_BYTES = 64 << 10
"""How much is kept of a row that is too big: enough to name it and to see what it is."""
EXACT = 2**53
"""Beyond it other JSON readers round whole numbers, so such a number cannot be trusted."""

ExactInt: TypeAlias = Annotated[int, msgspec.Meta(ge=-EXACT, le=EXACT)]
_Plain: TypeAlias = str | ExactInt | bool | float | None
_Inner: TypeAlias = _Plain | list[_Plain | dict[str, _Plain | list[str]]]
Member: TypeAlias = _Plain | list[_Plain | dict[str, _Inner]]
"""A value in a document: as :data:`deskclient.domain.fields.Value`, to a fixed depth."""

PageT = TypeVar("PageT", bound=msgspec.Struct)
RowT = TypeVar("RowT", bound=msgspec.Struct)
AnyT = TypeVar("AnyT")

_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_STRUCTURE = bytes(byte for byte in range(256) if byte not in b'"[]{}')
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
# A text without an end is one token to the end: looked at anew from each quote in it, a page that
# was cut off would take for ever.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Unreadable(Struct, frozen=True):
    """A row that could not be understood."""

    raw: bytes
    error: str
    names: Mapping[str, str]
    """Whatever texts could be made out at its top level, to name the record."""

    def name(self, key: str) -> str:
        """Give the text under ``key``, or a digest of the row, so that it has a stable name."""
        return self.names.get(key) or hashlib.sha256(self.raw).hexdigest()[:32]


class Giant(Struct, frozen=True):
    """A row that is too big to be read."""

    head: bytes
    """Its first :data:`HEAD_BYTES`."""
    size: int
    """Of all of it, in bytes."""

    @classmethod
    def of(cls, row: bytes | bytearray, size: int) -> "Giant":
        """Keep the head of a row of ``size`` bytes, of which ``row`` may be the beginning."""
        return cls(bytes(row[:HEAD_BYTES]), size)

    def unreadable(self) -> Unreadable:
        """Tell that it could not be read."""
        names = _names_in(self.head)
        return Unreadable(self.head, f"the record is too big: {self.size} bytes", names)


class CutPage(Struct, frozen=True):
    """A page cut into its parts, which are not parsed yet."""

    envelope: bytes
    """The page with an empty list of rows."""
    rows: Sequence[bytes]
    giants: Sequence[Giant] = ()


class Rows(Struct, Generic[PageT, RowT], frozen=True):
    """A page that was read."""

    page: PageT
    """Everything but the rows, which may stand there too."""
    rows: Sequence[RowT]
    raws: Mapping[int, bytes] = field(default_factory=dict)
    """By position in ``rows``: the bytes of rows whose text had to be changed."""
    bad: tuple[Unreadable, ...] = ()


def decode(body: bytes, into: type[AnyT]) -> AnyT:
    """Read one whole answer.

    Raises:
        ServerError: it is no JSON of this shape; nothing of it is used.
    """
    check_depth(body)
    try:
        return msgspec.json.decode(body, type=into)
    except _UNREADABLE as error:
        raise broken_answer(str(error)) from error


def check_depth(body: bytes) -> None:
    """Refuse deep nesting without parsing.

    Raises:
        ServerError: deeper than :data:`MAX_DEPTH`.
    """
    if not _shallow(body.translate(_ONE_KIND, _BRACKETS)) and depth_of(body) > MAX_DEPTH:
        raise broken_answer("it is nested too deeply")


def depth_of(body: bytes) -> int:
    """Give the exact depth of nesting, or one more than allowed if brackets do not pair.

    The two kinds of brackets are taken for one: a wrong pair is the parser's to find.
    """
    bare = body.replace(rb"\\", b"").replace(rb"\"", b"").translate(_ONE_KIND, _STRUCTURE)
    outside = b"".join(bare.split(b'"')[::2])
    return _levels(outside)


def _shallow(brackets: bytes) -> bool:
    # Brackets inside of strings are counted too; a doubtful case is looked at exactly.
    return _levels(brackets) <= MAX_DEPTH


def _levels(brackets: bytes) -> int:
    # Every round removes the innermost level everywhere, in C.
    for level in range(MAX_DEPTH + 1):
        if not brackets:
            return level
        fewer = brackets.replace(b"[]", b"")
        if len(fewer) == len(brackets):
            break
        brackets = fewer
    return MAX_DEPTH + 1


class PageReader(Generic[PageT, RowT]):
    """Reads pages whose member ``key`` is a list of rows.

    Args:
        page: The whole page with its rows, as msgspec reads it on the fast way.
        row: One row.
        key: The name of the list.
        count_names: Gives the number of names in all objects of a page that was read, counted as
            the desk writes them; the bytes may tell what need not be looked for. A name too few
            costs speed, never correctness.
    """

    def __init__(
        self,
        page: type[PageT],
        row: type[RowT],
        key: str,
        count_names: Callable[[PageT, bytes], int],
    ) -> None:
        self._page = msgspec.json.Decoder(page)
        self._row = row
        self.key = key
        self._count_names = count_names

    def read(self, body: bytes) -> Rows[PageT, RowT]:
        """Read a page.

        Raises:
            ServerError: the page as such is damaged or cut off; nothing of it is used.
        """
        page = self._read_fast(body)
        if page is not None:
            return Rows(page, getattr(page, self.key))
        return self.read_cut(split_rows(body, self.key))

    def read_cut(self, cut: CutPage) -> Rows[PageT, RowT]:
        """Read a page that came in parts.

        Raises:
            ServerError: what surrounds the rows is damaged; nothing of the page is used.
        """
        try:
            page = self._page.decode(cut.envelope)
        except _UNREADABLE as error:
            raise broken_answer(str(error)) from error
        rows: list[RowT] = []
        raws: dict[int, bytes] = {}
        bad = [giant.unreadable() for giant in cut.giants]
        for piece in cut.rows:
            try:
                row, changed = decode_row(piece, self._row)
            except ValueError as error:
                bad.append(Unreadable(piece, str(error), _names_in(piece)))
                continue
            if changed:
                raws[len(rows)] = piece
            rows.append(row)
        return Rows(page, rows, raws, tuple(bad))

    def _read_fast(self, body: bytes) -> PageT | None:
        if len(body) > MAX_ROW_BYTES or rb"\u0000" in body or rb'\\":' in body:
            return None
        if not _shallow(body.translate(_ONE_KIND, _BRACKETS)):
            return None
        try:
            page = self._page.decode(body)
        except _UNREADABLE:
            return None
        # Compact JSON has a quote and a colon after each name; in texts the quote is escaped.
        names = body.count(b'":') - body.count(rb"\":")
        return page if names == self._count_names(page, body) else None


def split_rows(body: bytes, key: str) -> CutPage:
    """Cut a page into what surrounds the list ``key`` and the rows in it, without parsing rows.

    Raises:
        ServerError: brackets do not pair: the page was cut off or is no JSON.
    """
    spans, start, end = _row_spans(body, b'"' + key.encode() + b'"')
    if end < 0:
        raise broken_answer("it was cut off")
    giants = [
        Giant.of(body[first : first + HEAD_BYTES], last - first)
        for first, last in spans
        if last - first > MAX_ROW_BYTES
    ]
    rows = [body[first:last] for first, last in spans if last - first <= MAX_ROW_BYTES]
    return CutPage(body[:start] + b"[]" + body[end:], rows, giants)


def _row_spans(body: bytes, key: bytes) -> tuple[list[tuple[int, int]], int, int]:
    """Find the objects of the list, and where the list begins and ends (-1: nowhere)."""
    spans: list[tuple[int, int]] = []
    depth, begin, end, first, last_text = 0, -1, -1, 0, b""
    for token in _TOKEN.finditer(body):
        text = token.group()
        if text[0] == 0x22:
            last_text = text if depth == 1 else last_text
            continue
        if text in b"[{":
            if depth == 1 and text == b"[" and last_text == key and begin < 0:
                begin = token.start()
            if depth == 2 and begin >= 0 > end:
                first = token.start()
            depth += 1
            continue
        depth -= 1
        if depth == 2 and begin >= 0 > end:
            spans.append((first, token.end()))
        if depth == 1 and begin >= 0 > end:
            end = token.end()
    return spans, begin, end if depth == 0 else -1


def is_whole(body: bytes) -> bool:
    """Tell whether brackets pair, so that nothing was cut off on the way."""
    depth = 0
    for token in _TOKEN.finditer(body):
        text = token.group()
        if text[0] != 0x22:
            depth += 1 if text in b"[{" else -1
    return depth == 0 and bool(body)


def decode_row(piece: bytes, into: type[RowT]) -> tuple[RowT, bool]:
    """Read one row with every check; also tell whether its text had to be changed.

    Raises:
        ValueError: it cannot be understood; the message says why.
    """
    if len(piece) > MAX_ROW_BYTES:
        msg = f"the record is too big: {len(piece)} bytes"
        raise ValueError(msg)
    if depth_of(piece) > MAX_DEPTH:
        msg = "the record is nested too deeply"
        raise ValueError(msg)
    text = piece.decode("utf-8", "replace")
    changed = [text.encode() != piece]
    value = json.loads(
        text,
        object_pairs_hook=_unique,
        parse_int=_exact_int,
        parse_float=_finite,
        parse_constant=_refuse_constant,
    )
    try:
        return msgspec.convert(_storable(value, changed), into), changed[0]
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "a name occurs twice in one object"
        raise ValueError(msg)
    return found


def _exact_int(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > EXACT:
        msg = "a number is too big to be exact"
        raise ValueError(msg)
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        msg = "a number is too big"
        raise ValueError(msg)
    return number


def _refuse_constant(text: str) -> float:
    msg = f"{text} is no number of JSON"
    raise ValueError(msg)


def _storable(value: Any, changed: list[bool]) -> Any:
    """Copy a value with U+FFFD for what no store can hold; notes whether there was any."""
    if isinstance(value, str):
        clean, count = _UNSTORABLE.subn("\ufffd", value)
        changed[0] = changed[0] or bool(count)
        return clean
    if isinstance(value, list):
        return [_storable(one, changed) for one in value]
    if isinstance(value, dict):
        return {_storable(name, changed): _storable(one, changed) for name, one in value.items()}
    return value


def _names_in(piece: bytes) -> dict[str, str]:
    """Make out short texts at the top level of a damaged row."""
    found: dict[str, str] = {}
    for name, text in _top_texts(piece):
        found.setdefault(name, text)
    return found


def _top_texts(piece: bytes) -> Iterator[tuple[str, str]]:
    depth, name = 0, b""
    for token in _TOKEN.finditer(piece):
        text = token.group()
        if text[0] != 0x22:
            depth += 1 if text in b"[{" else -1
            name = b""
        elif depth == 1 and piece[token.end() : token.end() + 1] == b":":
            name = text
        elif depth == 1 and name and _is_short(text):
            yield name[1:-1].decode("utf-8", "replace"), text[1:-1].decode("utf-8", "replace")
            name = b""


def _is_short(text: bytes) -> bool:
    return len(text) <= 82 and text[-1:] == b'"' and b"\\" not in text


def count_nested(values: Sequence[Any]) -> int:
    """Count the names in objects that stand in lists among ``values``, at any depth."""
    count = 0
    for value in values:
        if type(value) is list and value:
            for one in value:
                if type(one) is dict:
                    count += len(one) + count_nested(list(one.values()))
    return count


def broken_answer(why: str) -> ServerError:
    """Make the error for an answer that cannot be used at all."""
    return ServerError(
        "The answer of the desk cannot be understood",
        phrase("All of it was thrown away: {why}.", why=why),
        "The next try comes by itself.",
    )


def unreadable(why: str) -> UnreadableError:
    """Make the error for one record, asked for by name, that cannot be understood."""
    return UnreadableError(
        "A record of the desk cannot be understood",
        phrase("It was not read: {why}.", why=why),
        "It is read again as soon as the desk sends it anew.",
    )
