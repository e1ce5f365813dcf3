"""The texts of rows: drawn straight away when first seen, laid out and kept once seen again.

Laying a text out for keeping costs twice what drawing it once does. A list that is typed through
shows most texts once; one that is scrolled shows them again and again. They are laid out between
two paintings, never within one.
"""

from math import inf

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QStaticText

_KEPT = 4000
_MARKS = range(0x300, 0x370)
_MORE_MARKS = range(0x483, 0x48A)
_SIMPLE = 0x530
"""Latin, Greek and Cyrillic letters come before it: but for marks, which stand upon others, none
is wider beside others than alone."""
_DRAWN_BEFORE = 2
"""Most lists are painted twice when they come: with their first rows, and with their length."""


class Piece:
    """One text in one font; rows that say the same share it."""

    __slots__ = ("_ascent", "_drawn", "_kept", "_wanted", "font", "text", "width")

    def __init__(self, text: str, font: QFont, ascent: float, wanted: "list[Piece]") -> None:
        self.text = text
        self.font = font
        self.width = -1
        """In pixels; -1 until somebody needs to know."""
        self._ascent = ascent
        self._wanted = wanted
        self._drawn = 0
        self._kept: QStaticText | None = None

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        """Draw it with its upper left corner there; the painter has the font."""
        if self._kept is not None:
            painter.drawStaticText(x, y, self._kept)
            return
        painter.drawText(QPointF(x, y + self._ascent), self.text)
        self._drawn += 1
        if self._drawn == _DRAWN_BEFORE:
            self._wanted.append(self)

    def lay_out(self) -> None:
        """Lay it out to be drawn faster from now on."""
        static = QStaticText(self.text)
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        static.prepare(font=self.font)
        self._kept = static


class _Widths(dict[str, float]):
    """Widths of letters that stand alone; one that others may make wider counts as endless."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        code = ord(letter)
        stands_upon = code in _MARKS or code in _MORE_MARKS
        simple = code < _SIMPLE and letter.isprintable() and not stands_upon
        width = self[letter] = self._metrics.horizontalAdvance(letter) if simple else inf
        return width


class RowTexts:
    """Gives the pieces of one font."""

    def __init__(self, font: QFont) -> None:
        # Where a script can do without: joining letters and kerning take half the time of a text.
        self.font = QFont(font)
        self.font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        self._metrics = QFontMetrics(self.font)
        exact = QFontMetricsF(self.font)
        self._ascent = exact.ascent()
        self._widths = _Widths(exact)
        self._wanted: list[Piece] = []
        self._pieces: dict[str, Piece] = {}
        self.height = self._metrics.height()

    def piece(self, text: str) -> Piece:
        """Give a text as it is."""
        found = self._pieces.get(text)
        if found is None:
            if len(self._pieces) > _KEPT:
                self._pieces.clear()
            found = self._pieces[text] = Piece(text, self.font, self._ascent, self._wanted)
        return found

    def lay_out_seen(self) -> None:
        """Lay out what was drawn again and again; to be called when there is time."""
        wanted = list(self._wanted)
        self._wanted.clear()
        for piece in wanted:
            piece.lay_out()

    def measured(self, text: str) -> Piece:
        """Give a text together with its width."""
        piece = self.piece(text)
        if piece.width < 0:
            piece.width = self._metrics.horizontalAdvance(text)
        return piece

    def cut(self, text: str, width: float) -> Piece:
        """Give a text, cut at its end if it is too long."""
        # Most texts have room to spare: to see it, the letters need not be laid out.
        spare = width - sum(map(self._widths.__getitem__, text))
        if spare < 1 and self._metrics.horizontalAdvance(text) > width:
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
        return self.piece(text)
