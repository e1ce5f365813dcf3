"""The row of filter chips above a list: each says a condition, changes it or takes it away."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from deskclient.domain.fields import FieldType, Value
from deskclient.domain.kind import Kind
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.ui.choice_popup import ChoicePopup, Option
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.list.filter_words import STATES, FilterWords
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look

Count = Callable[[Mapping[str, ListQuery], Callable[[Mapping[str, int]], None]], None]
"""Counts lists by name and tells the numbers."""

_COUNTED = 24
"""With more choices than this nobody reads the numbers, and each costs a look at the table."""
_STATE_TESTS = frozenset({Comparison.OPEN, Comparison.DONE, Comparison.UNSENT})


class Chip(QWidget):
    """One condition: a click changes it, the cross or Delete takes it away."""

    clicked = Signal()
    removed = Signal()

    def __init__(self, one: Filter, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._body = QToolButton(self)
        set_look(self._body, role="chip", active=True, part="body")
        self._body.setToolTip(self.tr("Change this condition; Delete takes it away."))
        self._body.clicked.connect(self.clicked)
        self._cross = QToolButton(self)
        self._cross.setIcon(theme.icons.icon("x", theme.colors.muted))
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self._cross, role="chip", active=True, part="cross")
        self._cross.setToolTip(self.tr("Take this condition away."))
        self._cross.clicked.connect(self.removed)
        layout.addWidget(self._body)
        layout.addWidget(self._cross)
        self.setFocusProxy(self._body)
        self.say(one, text)

    def say(self, one: Filter, text: str) -> None:
        """Stand for a condition."""
        self.condition = one
        if text != self._body.text():
            self._body.setText(text)
            self._cross.setAccessibleName(self.tr("Take away: {condition}").format(condition=text))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
            return
        super().keyPressEvent(event)


class ChipBar(QWidget):
    """Shows and changes the filters of a query."""

    changed = Signal(object)
    """The query the person made."""
    save_asked = Signal()

    def __init__(
        self,
        words: FilterWords,
        kind: Kind,
        theme: Theme,
        parent: QWidget,
        count: Count,
        *,
        keeps_views: bool = True,
    ) -> None:
        """Set up.

        Args:
            words: Says and offers filters.
            kind: What is filtered.
            theme: The look.
            parent: The owner.
            count: Counts lists and calls back on this thread; a newer wish ends an older one.
            keeps_views: Whether what the person made can be kept under a name.
        """
        super().__init__(parent)
        self._words = words
        self._count = count
        self._popup: ChoicePopup | None = None
        self._kind = kind
        self._theme = theme
        self._query = ListQuery(kind.name)
        self._flow = FlowLayout(self)
        self._add = QToolButton(self)
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_look(self._add, role="chip")
        self._add.clicked.connect(self.offer_fields)
        self._save = QToolButton(self)
        self._save.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_look(self._save, role="chip")
        self._save.clicked.connect(self.save_asked)
        self._chips: list[Chip] = []
        self._spare: list[Chip] = []
        self._changed_by_hand = False
        self._keeps_views = keeps_views
        theme.changed.connect(self._rebuild)
        self._rebuild()

    def take(self, query: ListQuery, *, changed: bool) -> None:
        """Change the filters of a query from now on; :meth:`say_conditions` shows them.

        Args:
            query: What the list shows.
            changed: Whether it differs from the view it came from, so that saving makes sense.
        """
        self._query = query
        self._changed_by_hand = changed

    def say_conditions(self) -> None:
        """Show the filters; making chips takes longer than reading the first rows of a list."""
        self._fill()

    def _rebuild(self) -> None:
        for chip in (*self._chips, *self._spare):
            self._flow.removeWidget(chip)
            chip.deleteLater()
            chip.hide()
        self._chips, self._spare = [], []
        for button, icon, text in (
            (self._add, "funnel-plus", self.tr("Filter")),
            (self._save, "bookmark-plus", self.tr("Save view")),
        ):
            button.setIcon(self._theme.icons.icon(icon, self._theme.colors.muted))
            button.setText(f" {text}")
            button.setAccessibleName(text)
            self._flow.addWidget(button)
        self._add.setToolTip(self.tr("Add a condition"))
        self._save.setToolTip(self.tr("Keep these conditions as a view"))
        self._fill()

    def _fill(self) -> None:
        """Say the filters; chips once made are used again, for dressing one takes its time."""
        filters = self._query.filters
        for chip, one in zip(self._chips, filters, strict=False):
            chip.say(one, self._words.say(one))
        self._save.setVisible(self._changed_by_hand and self._keeps_views)
        if len(filters) == len(self._chips):
            return
        while len(self._chips) > len(filters):
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            self._spare.append(chip)
        for one in filters[len(self._chips) :]:
            chip = self._chip(one)
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()
        for button in (self._add, self._save):
            # They stand last.
            self._flow.removeWidget(button)
            self._flow.addWidget(button)
        self.updateGeometry()

    def _chip(self, one: Filter) -> Chip:
        text = self._words.say(one)
        if self._spare:
            chip = self._spare.pop()
            chip.say(one, text)
            return chip
        chip = Chip(one, text, self._theme, self)
        chip.clicked.connect(partial(self._edit, chip))
        chip.removed.connect(partial(self._remove, chip))
        return chip

    def _remove(self, chip: Chip) -> None:
        filters = tuple(kept for kept in self._query.filters if kept != chip.condition)
        self._tell(filters)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, filters: tuple[Filter, ...]) -> None:
        query = self._query
        self.changed.emit(ListQuery(query.kind, filters, query.words, query.sort, query.number))

    def offer_fields(self) -> None:
        """Open the popup of fields."""
        popup = ChoicePopup(self._theme, self.tr("Filter by"), self._words.fields(), self)
        popup.chosen.connect(self._offer_values)
        popup.show_at(self._below(self._add))

    def _edit(self, chip: Chip) -> None:
        one = chip.condition
        field = STATES if one.test in _STATE_TESTS else one.field
        if field in self._kind.field_map or field == STATES:
            self._offer_values(field, chip)

    def _offer_values(self, field: Value, beside: QWidget | None = None) -> None:
        name = str(field)
        spec = self._kind.field_map.get(name)
        title = domain_text(spec.label) if spec is not None else self.tr("State")
        options = self._words.options(name, self._query.filters)
        several = spec is not None and spec.type is not FieldType.MOMENT
        popup = ChoicePopup(self._theme, title, options, self, several=several)
        popup.chosen.connect(partial(self._on_chosen, name))
        popup.show_at(self._below(beside or self._add))
        self._ask_counts(popup, name, options)

    def _ask_counts(self, popup: ChoicePopup, field: str, options: Sequence[Option]) -> None:
        """Have each choice counted beside the other conditions, unless they are many."""
        self._popup = popup
        popup.destroyed.connect(partial(self._forget_popup, popup))
        if len(options) > _COUNTED:
            return
        others = tuple(one for one in self._query.filters if not self._concerns(one, field))
        queries = {}
        for option in options:
            made = self._words.filter_of(field, (option.value,))
            if made is not None:
                queries[str(option.value)] = replace(self._query, filters=(*others, made))
        self._count(queries, partial(self._on_counts, popup))

    def _forget_popup(self, popup: ChoicePopup) -> None:
        if self._popup is popup:
            self._popup = None

    def _on_counts(self, popup: ChoicePopup, counts: Mapping[str, int]) -> None:
        if self._popup is popup:
            popup.show_counts({value: self._words.number(count) for value, count in counts.items()})

    @staticmethod
    def _below(widget: QWidget) -> QPoint:
        return widget.mapToGlobal(QPoint(0, widget.height() + 4))

    def _on_chosen(self, field: str, chosen: object) -> None:
        values = chosen if isinstance(chosen, tuple) else (chosen,)
        made = self._words.filter_of(field, values)
        kept = tuple(one for one in self._query.filters if not self._concerns(one, field))
        self._tell((*kept, made) if made is not None else kept)

    @staticmethod
    def _concerns(one: Filter, field: str) -> bool:
        of_state = one.test in _STATE_TESTS
        return of_state if field == STATES else one.field == field and not of_state

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()
        super().changeEvent(event)
