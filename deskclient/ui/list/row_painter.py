"""Paints list rows: two lines, or one line in columns. Texts are laid out once and kept."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QPointF, QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from deskclient.domain.fields import FieldType, Value
from deskclient.domain.replay import RecordState
from deskclient.services.api import ListRow
from deskclient.ui.list.row_text import Piece, RowTexts
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step

_KEPT = 1500
_NARROWEST = 8
"""Pixels below which no text is begun."""
STATE_ICONS = {
    RecordState.PENDING: ("cloud-upload", "warning"),
    RecordState.SENDING: ("cloud-upload", "accent"),
    RecordState.UNCONFIRMED: ("cloud-alert", "warning"),
    RecordState.HELD: ("timer", "warning"),
    RecordState.BLOCKED: ("ban", "danger"),
    RecordState.REJECTED: ("octagon-alert", "danger"),
    RecordState.CONFLICT: ("git-compare", "danger"),
}
"""Icon and colour token of each state of a record that is not simply on the desk."""
PRIORITY_INKS = {"critical": "danger", "high": "warning", "low": "muted", "normal": "muted"}


class _Text(Struct, frozen=True):
    x: float
    y: float
    piece: Piece
    ink: str


class _Icon(Struct, frozen=True):
    x: float
    y: float
    pixmap: QPixmap


class _Laid(Struct, frozen=True):
    """What a row looks like, ready to draw at its own origin."""

    row: ListRow
    texts: tuple[_Text, ...]
    icons: tuple[_Icon, ...]


class Cell(Struct, frozen=True):
    """Where a column stands in the row."""

    column: int
    x: int
    width: int


class RowPainter:
    """Draws rows of one model in the theme in force. Call :meth:`forget` when either changes."""

    def __init__(self, model: WindowModel, theme: Theme) -> None:
        self._model = model
        self._theme = theme
        self._laid: dict[int, _Laid] = {}
        self._shape: object = None
        self._colors: dict[str, QColor] = {}
        self._called: dict[tuple[int, Value], str] = {}
        self._set_fonts()

    def forget(self) -> None:
        """Lay everything out anew: theme, language, density or the minute changed."""
        self._laid.clear()
        self._colors.clear()
        self._called.clear()
        self._set_fonts()

    def _set_fonts(self) -> None:
        theme = self._theme
        self._body, self._strong = RowTexts(theme.font()), RowTexts(theme.font(strong=True))
        self._small = RowTexts(theme.font(Step.SMALL))

    def _ink(self, token: str) -> QColor:
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = self._theme.color(token)
        return color

    # --- drawing ----------------------------------------------------------------------------

    def draw(
        self, painter: QPainter, rect: QRect, row: ListRow, cells: Sequence[Cell] | None
    ) -> None:
        """Draw the content of a row on a ground that is painted already.

        Args:
            painter: Where to.
            rect: The row.
            row: What.
            cells: Columns of a one-line row; ``None`` for the two-line form.
        """
        laid = self._layout(rect, row, cells)
        painter.translate(rect.topLeft())
        font: QFont | None = None
        ink = ""
        for icon in laid.icons:
            painter.drawPixmap(QPointF(icon.x, icon.y), icon.pixmap)
        for text in laid.texts:
            if text.piece.font is not font:
                font = text.piece.font
                painter.setFont(font)
            if text.ink != ink:
                ink = text.ink
                painter.setPen(self._ink(ink))
            text.piece.draw(painter, text.x, text.y)
        painter.translate(-rect.x(), -rect.y())

    def draw_ground(self, painter: QPainter, rect: QRect, *, selected: bool, hovered: bool) -> None:
        """Fill a row's ground and draw the line beneath it."""
        if selected:
            painter.fillRect(rect, self._ink("selection"))
        elif hovered:
            painter.fillRect(rect, self._ink("hover"))
        painter.setPen(QPen(self._ink("border"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def draw_focus(self, painter: QPainter, rect: QRect) -> None:
        """Draw the focus ring of the current row."""
        ring = self._theme.metrics.focus
        painter.setPen(QPen(self._ink("accent"), ring))
        painter.drawRect(rect.adjusted(ring // 2, ring // 2, -ring, -ring))

    # --- laying out ---------------------------------------------------------------------------

    def _layout(self, rect: QRect, row: ListRow, cells: Sequence[Cell] | None) -> _Laid:
        shape = (rect.width(), rect.height(), tuple(cells) if cells is not None else None)
        if shape != self._shape or len(self._laid) > _KEPT:
            self._laid.clear()
            self._shape = shape
        laid = self._laid.get(row.key)
        if laid is None or laid.row is not row:
            pen = _Pen(self._theme)
            if cells is None:
                self._lay_two_lines(pen, rect, row)
            else:
                self._lay_columns(pen, rect, row, cells)
            laid = self._laid[row.key] = _Laid(row, tuple(pen.texts), tuple(pen.icons))
        return laid

    def _value(self, row: ListRow, name: str) -> Value:
        column = self._model.column_of(name)
        return row.values[column] if column >= 0 else None

    def _text(self, row: ListRow, name: str) -> str:
        column = self._model.column_of(name)
        return self._words(row, column) if column >= 0 else ""

    def _words(self, row: ListRow, column: int) -> str:
        """Write a cell; what a choice is called is looked up once."""
        if self._model.columns[column].type is not FieldType.CHOICE:
            return self._model.text(row, column)
        key = column, row.values[column]
        found = self._called.get(key)
        if found is None:
            found = self._called[key] = self._model.text(row, column)
        return found

    def _lay_two_lines(self, pen: "_Pen", rect: QRect, row: ListRow) -> None:
        theme, gap = self._theme, self._theme.metrics.s
        icon = theme.px(theme.metrics.icon)
        strong = self._strong if row.unread else self._body
        high, low = strong.height, self._small.height
        top = (rect.height() - high - low - 4) / 2
        second = top + high + 4
        left, right = gap + 4, rect.width() - gap - 4
        self._mark_priority(pen, row, left, top + (high - icon) / 2, icon)
        self._mark_state(pen, row, left, second + (low - icon) / 2, icon)
        left += icon + gap
        time = self._text(row, "updated_at")
        edge = pen.text_right(time, right, top + (high - low) / 2, self._small, "muted")
        subject = self._text(row, self._model.kind.title_field)
        pen.text(subject, left, top, edge - gap - left, strong, "text")
        edge = self._lay_status(pen, row, right, second, low)
        pen.text(self._second_line(row), left, second, edge - gap - left, self._small, "muted")

    def _lay_status(self, pen: "_Pen", row: ListRow, right: float, y: float, height: int) -> float:
        """Put status and a raised priority, icon and word, at the right end; gives where."""
        column = self._model.column_of("status")
        if column < 0:
            return right
        spec = self._model.columns[column]
        choice = spec.choice(row.values[column])
        icon = self._theme.px(14)
        edge = pen.text_right(self._words(row, column), right, y, self._small, "muted")
        if choice is not None and choice.icon:
            edge -= icon + 4
            pen.icon(choice.icon, "muted", edge, y + (height - icon) / 2, icon)
        return self._lay_raised(pen, row, edge, y)

    def _lay_raised(self, pen: "_Pen", row: ListRow, edge: float, y: float) -> float:
        if self._model.is_late(row):
            edge = pen.text_right(self._late_words(), edge - 12, y, self._small, "danger")
        priority = self._value(row, "priority")
        if priority in {None, "normal"}:
            return edge
        ink = PRIORITY_INKS.get(str(priority), "muted")
        return pen.text_right(self._text(row, "priority"), edge - 12, y, self._small, ink)

    @staticmethod
    def _late_words() -> str:
        return QCoreApplication.translate("Rows", "Overdue")

    def _second_line(self, row: ListRow) -> str:
        parts = (self._text(row, name) for name in ("number", "requester", "queue"))
        return " · ".join(part for part in parts if part)

    def _mark_priority(self, pen: "_Pen", row: ListRow, x: float, y: float, size: int) -> None:
        column = self._model.column_of("priority")
        choice = self._model.columns[column].choice(row.values[column]) if column >= 0 else None
        if choice is not None and choice.value != "normal":
            pen.icon(choice.icon, PRIORITY_INKS.get(choice.value, "muted"), x, y, size)

    def _mark_state(self, pen: "_Pen", row: ListRow, x: float, y: float, size: int) -> None:
        look = STATE_ICONS.get(row.state)
        if look is not None:
            pen.icon(look[0], look[1], x, y, size)

    def _lay_columns(self, pen: "_Pen", rect: QRect, row: ListRow, cells: Sequence[Cell]) -> None:
        gap = self._theme.metrics.s
        height = self._body.height
        y = (rect.height() - height) / 2
        icon = self._theme.px(self._theme.metrics.icon)
        for at, cell in enumerate(cells):
            x = cell.x + gap
            if at == 0:
                self._mark_state(pen, row, x - 4, (rect.height() - icon) / 2, icon)
                x += icon
            self._lay_cell(pen, row, cell, (x, y, cell.x + cell.width - x - gap, height))

    def _lay_cell(
        self, pen: "_Pen", row: ListRow, cell: Cell, box: tuple[float, float, float, int]
    ) -> None:
        spec, value = self._model.columns[cell.column], row.values[cell.column]
        x, y, width, height = box
        text = self._words(row, cell.column)
        title = spec.name == self._model.kind.title_field
        font = self._strong if title and row.unread else self._body
        ink = "text" if title else self._ink_of(spec.name, value)
        if spec.name == "due_at" and self._model.is_late(row):
            ink = "danger"
        choice = spec.choice(value) if spec.type is FieldType.CHOICE else None
        if choice is not None and choice.icon and width > 24:
            size = self._theme.px(14)
            pen.icon(choice.icon, ink, x, y + (height - size) / 2, size)
            x, width = x + size + 6, width - size - 6
        if spec.column is not None and spec.column.numeric:
            pen.text_right(text, x + width, y, font, ink)
        else:
            pen.text(text, x, y, width, font, ink)

    @staticmethod
    def _ink_of(name: str, value: Value) -> str:
        if name == "priority":
            return PRIORITY_INKS.get(str(value), "muted")
        return "muted" if name in {"number", "updated_at", "created_at"} else "text"

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


class _Pen:
    """Collects what a row is made of."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.texts: list[_Text] = []
        self.icons: list[_Icon] = []

    def text(self, text: str, x: float, y: float, width: float, font: RowTexts, ink: str) -> None:
        """Put a text, cut at its end if it is too long."""
        if text and width >= _NARROWEST:
            self._put(font.cut(text, width), x, y, ink)

    def text_right(self, text: str, right: float, y: float, font: RowTexts, ink: str) -> float:
        """Put a text that ends at ``right``; gives where it begins."""
        if not text:
            return right
        piece = font.measured(text)
        self._put(piece, right - piece.width, y, ink)
        return right - piece.width

    def icon(self, name: str, ink: str, x: float, y: float, size: int) -> None:
        """Put an icon."""
        color = getattr(self._theme.colors, ink)
        self.icons.append(_Icon(round(x), round(y), self._theme.icons.pixmap(name, color, size)))

    def _put(self, piece: Piece, x: float, y: float, ink: str) -> None:
        self.texts.append(_Text(round(x), round(y), piece, ink))
