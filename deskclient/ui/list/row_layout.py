"""Lays list rows out, on two lines or in columns: which text stands where, in which font and ink.

A list that is typed through lays out new rows with every key. What does not depend on the row is
found once: places, fonts, and what a status, a priority, a person or a queue is called.
"""

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPixmap

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.replay import RecordState
from deskclient.services.api import ListRow
from deskclient.ui.list.row_text import Piece, RowTexts
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step

_KEPT = 1500
_SECOND_LINE = ("number", "requester", "section", "catalog", "holder", "queue")
_NARROWEST = 8
"""Pixels below which no text is begun."""
_LINE_GAP = 4
_RAISED_GAP = 12
_CHOICE_ICON = 14
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


class Hand:
    """A font in a colour; texts in one hand are drawn together."""

    __slots__ = ("color", "texts")

    def __init__(self, texts: RowTexts, color: QColor) -> None:
        self.texts = texts
        self.color = color


PlacedText: TypeAlias = tuple[Hand, int, int, Piece]
PlacedIcon: TypeAlias = tuple[int, int, QPixmap]


class Laid(Struct, frozen=True):
    """What a row looks like, ready to be drawn at its own origin."""

    row: ListRow
    texts: Sequence[PlacedText]
    icons: Sequence[PlacedIcon]


class Cell(Struct, frozen=True):
    """Where a column stands in the row."""

    column: int
    x: int
    width: int


class Shape(Struct, frozen=True):
    """The form of all rows of a list."""

    width: int
    height: int
    cells: tuple[Cell, ...] | None
    """Columns of a one-line row; ``None`` for the two-line form."""


class _Lines(Struct, frozen=True):
    """Where things stand on two lines; an unread title may be of another height."""

    title: int
    time: int
    second: int
    priority: int
    state: int
    status: int
    left: int
    text: int
    right: int


class _Status(Struct, frozen=True):
    """What a status looks like at the end of the second line."""

    words: Piece | None
    icon: QPixmap | None


class _Priority(Struct, frozen=True):
    """What a priority looks like: a mark in front, and words if it is out of the ordinary."""

    hand: Hand
    words: Piece | None
    mark: QPixmap | None


class RowLayout:
    """Lays out rows of one model in the theme in force."""

    def __init__(self, model: WindowModel, theme: Theme) -> None:
        self._model = model
        self._theme = theme
        self._title = model.column_of(model.kind.title_field)
        self._updated = model.column_of("updated_at")
        self._status = model.column_of("status")
        self._priority = model.column_of("priority")
        named = (model.column_of(name) for name in _SECOND_LINE)
        self._second = tuple(at for at in named if at >= 0)
        self._shape: Shape | None = None
        self._laid: dict[int, Laid] = {}
        self.forget()

    def forget(self) -> None:
        """Do everything anew: theme, language or density changed."""
        theme = self._theme
        self._fonts = {
            "body": RowTexts(theme.font()),
            "strong": RowTexts(theme.font(strong=True)),
            "small": RowTexts(theme.font(Step.SMALL)),
        }
        self._hands: dict[tuple[str, str], Hand] = {}
        self._lines: dict[bool, _Lines] = {}
        self._icon = theme.px(theme.metrics.icon)
        self._choice_icon = theme.px(_CHOICE_ICON)
        self._late = self._fonts["small"].measured(QCoreApplication.translate("Rows", "Overdue"))
        self.forget_names()

    def lay_out_seen(self) -> None:
        """Lay out the texts that come again and again; to be called when there is time."""
        for texts in self._fonts.values():
            texts.lay_out_seen()

    def forget_rows(self) -> None:
        """Lay all rows out anew: the minute changed, which times are told from."""
        self._laid.clear()

    def forget_names(self) -> None:
        """Lay all rows out anew: what values are called has changed."""
        self.forget_rows()
        self._statuses: dict[Value, _Status] = {}
        self._priorities: dict[Value, _Priority] = {}
        self._called: tuple[dict[Value, str] | None, ...] = tuple(
            {} if self._is_named_once(spec) else None for spec in self._model.columns
        )

    def _is_named_once(self, spec: FieldSpec) -> bool:
        """Tell whether the model says when another name holds; rows do when their own fields do."""
        refers = spec.type is FieldType.REF and spec.ref != self._model.kind.name
        return refers or spec.type is FieldType.CHOICE

    def lay(self, row: ListRow, shape: Shape) -> Laid:
        """Give what a row looks like."""
        if shape != self._shape or len(self._laid) > _KEPT:
            self._laid.clear()
            self._lines.clear()
            self._shape = shape
        laid = self._laid.get(row.key)
        # A list that is looked for again has the same rows, read anew.
        if laid is None or laid.row != row:
            pen = _Pen(self._theme)
            if shape.cells is None:
                self._lay_two_lines(pen, row, shape)
            else:
                self._lay_columns(pen, row, shape.height, shape.cells)
            laid = self._laid[row.key] = Laid(row, pen.texts, pen.icons)
        return laid

    # --- what values are called and look like --------------------------------------------------

    def _hand(self, font: str, ink: str) -> Hand:
        hand = self._hands.get((font, ink))
        if hand is None:
            made = Hand(self._fonts[font], self._theme.color(ink))
            hand = self._hands[font, ink] = made
        return hand

    def _words(self, row: ListRow, column: int) -> str:
        """Write a cell; what a choice or a record is called is looked up once."""
        called = self._called[column]
        if called is None:
            return self._model.text(row, column)
        value = row.values[column]
        words = called.get(value)
        if words is None:
            words = called[value] = self._model.text(row, column)
        return words

    def _small(self, row: ListRow, column: int) -> Piece | None:
        words = self._words(row, column)
        return self._fonts["small"].measured(words) if words else None

    def _status_of(self, row: ListRow) -> _Status:
        value = row.values[self._status]
        found = self._statuses.get(value)
        if found is None:
            choice = self._model.columns[self._status].choice(value)
            icon = None
            if choice is not None and choice.icon:
                icon = self._pixmap(choice.icon, "muted", self._choice_icon)
            found = self._statuses[value] = _Status(self._small(row, self._status), icon)
        return found

    def _priority_of(self, row: ListRow) -> _Priority:
        value = row.values[self._priority]
        found = self._priorities.get(value)
        if found is None:
            spec = self._model.columns[self._priority]
            choice = spec.choice(value)
            ink = PRIORITY_INKS.get(str(value), "muted")
            usual = value in {None, spec.default}
            words = None if usual else self._small(row, self._priority)
            marked = choice is not None and not usual
            mark = self._pixmap(choice.icon, ink, self._icon) if choice and marked else None
            found = self._priorities[value] = _Priority(self._hand("small", ink), words, mark)
        return found

    def _pixmap(self, name: str, ink: str, size: int) -> QPixmap:
        return self._theme.icons.pixmap(name, getattr(self._theme.colors, ink), size)

    # --- two lines ----------------------------------------------------------------------------

    def _lines_of(self, shape: Shape, *, unread: bool) -> _Lines:
        found = self._lines.get(unread)
        if found is None:
            gap, icon, small = self._theme.metrics.s, self._icon, self._choice_icon
            high = self._fonts["strong" if unread else "body"].height
            low = self._fonts["small"].height
            top = (shape.height - high - low - _LINE_GAP) / 2
            second = top + high + _LINE_GAP
            found = self._lines[unread] = _Lines(
                title=round(top),
                time=round(top + (high - low) / 2),
                second=round(second),
                priority=round(top + (high - icon) / 2),
                state=round(second + (low - icon) / 2),
                status=round(second + (low - small) / 2),
                left=gap + 4,
                text=gap + 4 + icon + gap,
                right=shape.width - gap - 4,
            )
        return found

    def _lay_two_lines(self, pen: "_Pen", row: ListRow, shape: Shape) -> None:
        unread, gap = row.unread, self._theme.metrics.s
        at, muted = self._lines_of(shape, unread=unread), self._hand("small", "muted")
        time = self._words(row, self._updated) if self._updated >= 0 else ""
        edge = pen.text_right(muted, time, at.right, at.time)
        title = self._hand("strong" if unread else "body", "text")
        pen.text(title, self._words(row, self._title), at.text, at.title, edge - gap - at.text)
        edge = self._lay_state(pen, row, at, muted)
        parts = [words for one in self._second if (words := self._words(row, one))]
        pen.text(muted, " · ".join(parts), at.text, at.second, edge - gap - at.text)

    def _lay_state(self, pen: "_Pen", row: ListRow, at: _Lines, muted: Hand) -> int:
        """Put the marks in front, and status and a raised priority at the right; gives where."""
        edge = at.right
        if row.state in STATE_ICONS:
            pen.icon(*STATE_ICONS[row.state], at.left, at.state, self._icon)
        if self._status >= 0:
            status = self._status_of(row)
            edge = pen.piece_right(muted, status.words, edge, at.second)
            if status.icon is not None:
                edge -= self._choice_icon + 4
                pen.icons.append((edge, at.status, status.icon))
            if self._model.is_late(row):
                danger = self._hand("small", "danger")
                edge = pen.piece_right(danger, self._late, edge - _RAISED_GAP, at.second)
        if self._priority >= 0:
            priority = self._priority_of(row)
            if priority.mark is not None:
                pen.icons.append((at.left, at.priority, priority.mark))
            if priority.words is not None and self._status >= 0:
                edge -= _RAISED_GAP
                edge = pen.piece_right(priority.hand, priority.words, edge, at.second)
        return edge

    # --- columns ------------------------------------------------------------------------------

    def _lay_columns(self, pen: "_Pen", row: ListRow, height: int, cells: Sequence[Cell]) -> None:
        gap, icon = self._theme.metrics.s, self._icon
        line = self._fonts["body"].height
        y = (height - line) / 2
        for at, cell in enumerate(cells):
            x = cell.x + gap
            if at == 0:
                if row.state in STATE_ICONS:
                    pen.icon(*STATE_ICONS[row.state], x - 4, round((height - icon) / 2), icon)
                x += icon
            self._lay_cell(pen, row, cell.column, (x, y, cell.x + cell.width - x - gap))

    def _lay_cell(
        self, pen: "_Pen", row: ListRow, column: int, box: tuple[int, float, int]
    ) -> None:
        spec, value = self._model.columns[column], row.values[column]
        x, y, width = box
        text = self._words(row, column)
        is_title = column == self._title
        ink = "text" if is_title else self._ink_of(spec.name, value)
        if spec.name == "due_at" and self._model.is_late(row):
            ink = "danger"
        choice = spec.choice(value) if spec.type is FieldType.CHOICE else None
        if choice is not None and choice.icon and width > 24:
            size = self._choice_icon
            above = (self._fonts["body"].height - size) / 2
            pen.icon(choice.icon, ink, x, round(y + above), size)
            x, width = x + size + 6, width - size - 6
        hand = self._hand("strong" if is_title and row.unread else "body", ink)
        if spec.column is not None and spec.column.numeric:
            pen.text_right(hand, text, x + width, round(y))
        else:
            pen.text(hand, text, x, round(y), width)

    @staticmethod
    def _ink_of(name: str, value: Value) -> str:
        if name == "priority":
            return PRIORITY_INKS.get(str(value), "muted")
        return "muted" if name in {"number", "updated_at", "created_at"} else "text"


class _Pen:
    """Collects what a row is made of."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.texts: list[PlacedText] = []
        self.icons: list[PlacedIcon] = []

    def text(self, hand: Hand, text: str, x: int, y: int, width: int) -> None:
        """Put a text, cut at its end if it is too long."""
        if text and width >= _NARROWEST:
            self.texts.append((hand, x, y, hand.texts.cut(text, width)))

    def text_right(self, hand: Hand, text: str, right: int, y: int) -> int:
        """Put a text that ends at ``right``; gives where it begins."""
        return self.piece_right(hand, hand.texts.measured(text) if text else None, right, y)

    def piece_right(self, hand: Hand, piece: Piece | None, right: int, y: int) -> int:
        """Put a text that is measured already, if there is one."""
        if piece is None:
            return right
        x = right - piece.width
        self.texts.append((hand, x, y, piece))
        return x

    def icon(self, name: str, ink: str, x: int, y: int, size: int) -> None:
        """Put an icon."""
        color = getattr(self._theme.colors, ink)
        self.icons.append((x, y, self._theme.icons.pixmap(name, color, size)))
