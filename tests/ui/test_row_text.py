"""Texts of rows: the same whether drawn once or kept, and never wider than their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QStaticText

from deskclient.ui.list.row_text import RowTexts

LINES = [
    "Printer jams (1042)",
    "Не печатает МФУ Ёлкина",
    "gjpqy ,; — “quoted”",
    "مرحبا 你好 e\u0301",
]
RIGHT = Qt.TextElideMode.ElideRight
SIZES = [8.0, 9.5, 11.0, 15.5]


def drawn(piece):
    picture = QImage(400, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setFont(piece.font)
    piece.draw(painter, 7, 11)
    painter.end()
    return picture


def font_of(size):
    font = QFont()
    font.setPointSizeF(size)
    return font


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("line", LINES)
def test_a_text_looks_the_same_each_time_it_is_drawn(qapp, line, size):
    texts = RowTexts(font_of(size))
    piece = texts.piece(line)
    first, *again = [drawn(piece) for _ in range(3)]
    texts.lay_out_seen()
    assert all(picture == first for picture in (*again, drawn(piece), drawn(piece)))
    assert first != drawn(RowTexts(font_of(size)).piece(""))


@pytest.mark.parametrize("width", [30, 80, 150, 400])
@pytest.mark.parametrize("line", LINES)
def test_a_text_is_cut_where_its_place_ends_and_only_there(qapp, line, width):
    texts = RowTexts(font_of(11.0))
    metrics = QFontMetrics(texts.font)
    wide = metrics.horizontalAdvance
    cut = texts.cut(line, width).text
    # With some fonts Qt's own cut of letters that join is a little too wide.
    assert wide(cut) <= max(width, wide(metrics.elidedText(line, RIGHT, width)))
    if wide(line) <= width:
        assert cut == line


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "line", [*LINES, "AVAVAV To. f) Ту. Г, fi ffi", "Cafe\u0301 на углу", "i" * 90, "Щ" * 90]
)
def test_a_text_that_just_fits_is_whole_and_one_pixel_less_cuts_it(qapp, line, size):
    texts = RowTexts(font_of(size))
    width = QFontMetrics(texts.font).horizontalAdvance(line)
    assert texts.cut(line, width).text == line
    assert texts.cut(line, width - 1).text != line


def test_a_text_is_laid_out_between_two_paintings_once_it_was_drawn_again(qapp, monkeypatch):
    """Within a painting it would take twice the time of drawing it."""
    prepared = []
    monkeypatch.setattr(QStaticText, "prepare", lambda _text, font: prepared.append(font))
    texts = RowTexts(font_of(11.0))
    piece = texts.piece("Printer jams")
    drawn(piece)
    texts.lay_out_seen()
    assert prepared == []
    for _ in range(5):
        drawn(piece)
    assert prepared == []
    texts.lay_out_seen()
    texts.lay_out_seen()
    assert prepared == [texts.font]


def test_rows_that_say_the_same_share_what_is_kept(qapp):
    texts = RowTexts(font_of(11.0))
    assert texts.measured("Open") is texts.piece("Open")
    assert texts.measured("Open").width == QFontMetrics(texts.font).horizontalAdvance("Open")
