"""Reading of a page larger than any answer may be: as it comes, without what is too big in it."""

import re

from deskclient.backends.http import MAX_ANSWER_BYTES
from deskclient.backends.inflate import too_big
from deskclient.backends.strict_json import MAX_ROW_BYTES, CutPage, Giant, broken_answer

MAX_SKIMMED_BYTES = 2 << 30
"""Where even this way ends: an answer without an end would hold up everything else."""

_MARK = re.compile(rb'["\[\]{}]')
_TEXT = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)


class Skimmer:
    """Cuts a page into its rows while it arrives; of a giant row only the head is kept.

    Gives what :func:`deskclient.backends.strict_json.split_rows` gives for the whole page.

    Args:
        key: The name of the list of rows.
    """

    def __init__(self, key: str) -> None:
        self._key = b'"' + key.encode() + b'"'
        self._envelope = bytearray()
        self._rows: list[bytes] = []
        self._giants: list[Giant] = []
        self._row = bytearray()
        self._row_bytes = 0
        self._depth = 0
        self._in_text = False
        self._escaped = False
        self._text_start = 0
        self._last_text = b""
        self._began = False
        self._ended = False
        self._taken = 0
        self._kept = 0

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            TooBigError: there are too many, or too many of them would have to be kept.
            ServerError: a bracket closes what was never opened.
        """
        self._taken += len(chunk)
        at = 0
        while at < len(chunk):
            at = self._text(chunk, at) if self._in_text else self._structure(chunk, at)
        if self._taken > MAX_SKIMMED_BYTES or self._kept > MAX_ANSWER_BYTES:
            raise too_big()

    def finish(self) -> CutPage:
        """Give what was kept.

        Raises:
            ServerError: brackets do not pair: the page was cut off or is no JSON.
        """
        if self._depth or self._in_text or not self._ended:
            raise broken_answer("it was cut off")
        return CutPage(bytes(self._envelope), self._rows, self._giants)

    def _text(self, chunk: bytes, at: int) -> int:
        """Go on inside a text; gives the place behind what was used."""
        if self._escaped:
            self._escaped = False
            self._keep(chunk[at : at + 1])
            return at + 1
        found = _TEXT.match(chunk, at)
        end = at if found is None else found.end()
        stop = chunk[end : end + 1]
        self._keep(chunk[at:end] + stop)
        if stop == b'"':
            self._in_text = False
            if self._depth == 1:
                self._last_text = bytes(self._envelope[self._text_start :])
        else:
            # What is escaped comes with the next piece.
            self._escaped = bool(stop)
        return end + len(stop)

    def _structure(self, chunk: bytes, at: int) -> int:
        """Go on outside of texts, to the next quote or bracket and past it."""
        found = _MARK.search(chunk, at)
        self._keep(chunk[at : len(chunk) if found is None else found.start()])
        if found is None:
            return len(chunk)
        mark = found.group()
        if mark == b'"':
            self._in_text = True
            self._text_start = len(self._envelope)
            self._keep(mark)
        elif mark in b"[{":
            self._open(mark)
        else:
            self._close(mark)
        return found.end()

    def _open(self, mark: bytes) -> None:
        if self._depth == 1 and mark == b"[" and not self._began and self._last_text == self._key:
            self._envelope += mark
            self._began = True
            self._depth += 1
        else:
            self._depth += 1
            self._keep(mark)

    def _close(self, mark: bytes) -> None:
        if not self._depth:
            raise broken_answer("its brackets do not pair")
        if self._in_list and self._depth == 2:
            self._ended = True
            self._envelope += b"]"
            self._depth -= 1
            return
        self._keep(mark)
        self._depth -= 1
        if self._in_list and self._depth == 2:
            self._end_row()

    @property
    def _in_list(self) -> bool:
        return self._began and not self._ended

    def _keep(self, piece: bytes) -> None:
        """Put bytes where they belong; what stands between rows belongs nowhere."""
        if not self._in_list:
            self._envelope += piece
            self._kept += len(piece)
        elif self._depth > 2:
            self._row_bytes += len(piece)
            self._row += piece[: max(0, MAX_ROW_BYTES - len(self._row))]

    def _end_row(self) -> None:
        if self._row_bytes > MAX_ROW_BYTES:
            self._giants.append(Giant.of(self._row, self._row_bytes))
        else:
            self._rows.append(bytes(self._row))
            self._kept += len(self._row)
        self._row.clear()
        self._row_bytes = 0
