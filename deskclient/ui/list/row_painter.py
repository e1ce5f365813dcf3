"""Paints list rows: grounds first, then icons, then the texts of all rows, one font at a time."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from deskclient.domain.replay import RecordState
from deskclient.services.api import ListRow
from deskclient.ui.list.row_layout import Hand, RowLayout, Shape
from deskclient.ui.list.row_text import Piece
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step


class RowPainter:
    """Draws rows of one model in the theme in force. Call :meth:`forget` when either changes."""

    def __init__(self, model: WindowModel, theme: Theme) -> None:
        self._theme = theme
        self._model = model
        self._layout = RowLayout(model, theme)
        self._brushes: dict[str, QBrush] = {}

    def forget(self) -> None:
        """Do everything anew: theme, language or density changed."""
        self._layout.forget()
        self._brushes.clear()

    def forget_rows(self) -> None:
        """Lay the rows out anew: the minute changed."""
        self._layout.forget_rows()

    def forget_names(self) -> None:
        """Lay the rows out anew: what they refer to is called otherwise."""
        self._layout.forget_names()

    def make_ready(self) -> None:
        """Get ready to draw the same rows again; to be called when there is time."""
        self._layout.lay_out_seen()

    def _brush(self, token: str) -> QBrush:
        brush = self._brushes.get(token)
        if brush is None:
            # Asked of a pen: to make one, the binding would load all that a brush can be made of.
            brush = self._brushes[token] = QPen(self._theme.color(token)).brush()
        return brush

    def draw_grounds(
        self,
        painter: QPainter,
        tops: Sequence[int],
        shape: Shape,
        chosen: AbstractSet[int],
        at: int,
    ) -> None:
        """Fill the grounds of rows and draw the lines beneath them.

        Args:
            painter: Where to.
            tops: Where each row begins.
            shape: The form of the rows.
            chosen: Which of them are selected, by their place in ``tops``.
            at: Which of them the mouse is on; -1 for none.
        """
        width, height = shape.width, shape.height
        # Erased rather than filled: for a filling, the binding would first load all gradients.
        for token, places in (("selection", chosen), ("hover", {at} - set(chosen))):
            painter.setBackground(self._brush(token))
            for place in places:
                if 0 <= place < len(tops):
                    painter.eraseRect(0, tops[place], width, height)
        painter.setBackground(self._brush("border"))
        for top in tops:
            # A flat rectangle: a drawn line takes ten times as long.
            painter.eraseRect(0, top + height - 1, width, 1)

    def draw(
        self, painter: QPainter, tops: Sequence[int], rows: Sequence[ListRow | None], shape: Shape
    ) -> None:
        """Draw the content of rows on a ground that is painted already; vanished ones say so."""
        written: dict[Hand, list[tuple[int, int, Piece]]] = {}
        for top, row in zip(tops, rows, strict=True):
            if row is None:
                continue
            laid = self._layout.lay(row, shape)
            for x, y, pixmap in laid.icons:
                painter.drawPixmap(x, top + y, pixmap)
            for hand, x, y, piece in laid.texts:
                if hand in written:
                    written[hand].append((x, top + y, piece))
                else:
                    written[hand] = [(x, top + y, piece)]
        for hand, pieces in written.items():
            painter.setFont(hand.texts.font)
            painter.setPen(hand.color)
            for x, y, piece in pieces:
                piece.draw(painter, x, y)
        self._draw_gone(painter, tops, rows, shape)

    def _draw_gone(
        self, painter: QPainter, tops: Sequence[int], rows: Sequence[ListRow | None], shape: Shape
    ) -> None:
        """Keep the place of records that left the list: nothing moves under the mouse."""
        gone = [at for at, row in zip(tops, rows, strict=True) if row is None]
        if not gone or len(gone) == len(tops):
            # Where no row at all is to be had, nothing can be read now, and nobody knows.
            return
        theme = self._theme
        painter.setFont(theme.font(Step.SMALL))
        painter.setPen(theme.color("muted"))
        left = 2 * theme.metrics.s + 4 + theme.px(theme.metrics.icon)
        words = self._model.gone_words()
        for top in gone:
            place = QRect(left, top, shape.width - left, shape.height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def draw_focus(self, painter: QPainter, rect: QRect) -> None:
        """Draw the focus ring of the current row."""
        ring = self._theme.metrics.focus
        painter.setPen(QPen(self._theme.color("accent"), ring))
        painter.drawRect(rect.adjusted(ring // 2, ring // 2, -ring, -ring))

    def state_words(self, state: RecordState) -> str:
        """Say how a record stands towards the desk."""
        return domain_text(STATE_WORDS[state]) if state in STATE_WORDS else ""


STATE_WORDS = {
    RecordState.PENDING: "Waiting to be sent.",
    RecordState.SENDING: "Being sent.",
    RecordState.UNCONFIRMED: "Sent, not confirmed yet; it will be checked before it is sent again.",
    RecordState.HELD: "Held back until you or the clock release it.",
    RecordState.BLOCKED: "Waits for another change that was refused.",
    RecordState.REJECTED: "Refused by the desk; your text is kept.",
    RecordState.CONFLICT: "You and the desk changed the same field; a decision is needed.",
}
"""English sentences, translated in the context ``domain``."""
