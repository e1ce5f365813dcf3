"""The conversation of a ticket, newest last; only what is near the eye is built.

What is being read never moves: the entry at the top of the view is the anchor, and whatever is
added above or below it, or grows when a picture arrives, leaves it where it is.
"""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.api import ThreadEntry
from deskclient.ui.detail.change_words import ChangeWords
from deskclient.ui.detail.entry_view import ChangeLine, EntryView
from deskclient.ui.markup.renderer import BodyRenderer
from deskclient.ui.parts import Parts

FIRST = 6
"""Entries built before the first paint; they fill a screen."""
STEP = 4
"""Entries built in one idle moment."""
SPARE = 12
"""Used entry views of each type kept for the next ticket."""
READY = 30
"""Entries built without being asked; earlier ones follow the scroll bar."""


class _Hold(Enum):
    END = auto()
    """The newest entry stays in view, as after opening."""
    ANCHOR = auto()
    """The entry at the top of the view stays where it is."""


class _Ground(QWidget):
    """Tells when its entries have got their places, before anything is painted."""

    laid_out = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.laid_out.emit()
        return handled


class Conversation(QScrollArea):
    """Shows the entries of one ticket."""

    news = Signal(int)
    """How many entries arrived below what is in view; 0 once they have been seen."""

    def __init__(self, parts: Parts, renderer: BodyRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._renderer = renderer
        self._words = ChangeWords(parts)
        self._thread: list[ThreadEntry] = []
        self._built: dict[str, EntryView | ChangeLine] = {}
        self._spare: dict[str, list[EntryView]] = {}
        self._start = 0
        """Index of the first entry that is built."""
        self._goal = 0
        """Index down to which entries are to be built."""
        self._hold = _Hold.END
        self._anchor: tuple[QWidget, int] | None = None
        self._unseen = 0
        self._moving = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._idle.timeout.connect(self._build_more)
        self._lay_ground()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._keep_place)

    def _lay_ground(self) -> None:
        space = self._parts.theme.metrics
        self._ground = _Ground()
        self.setWidget(self._ground)
        self._ground.setProperty("ground", "window")
        self._ground.laid_out.connect(self._keep_place)
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(space.l, space.m, space.l, space.m)
        self._column.setSpacing(space.s)
        self.earlier = QPushButton(self._ground)
        self.earlier.setProperty("role", "link")
        self.earlier.clicked.connect(self._on_earlier)
        self.earlier.hide()
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        self.instead = QLabel(self._ground, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.instead.setProperty("role", "muted")
        self.instead.hide()
        self._column.addWidget(self.instead)
        self._column.addStretch()

    # --- showing ----------------------------------------------------------------------------

    def show_thread(self, thread: Sequence[ThreadEntry]) -> None:
        """Show another ticket's conversation, its newest entry in view."""
        self._clear()
        self._thread = list(thread)
        self._start = len(self._thread)
        self._goal = max(0, len(self._thread) - READY)
        self._hold, self._anchor, self._unseen = _Hold.END, None, 0
        self._build(FIRST)
        self._column.activate()
        self._keep_place()
        self.news.emit(0)
        if self._start > self._goal:
            self._idle.start()

    def refresh(self, thread: Sequence[ThreadEntry], *, mine: bool = False) -> None:
        """Bring in what changed; with ``mine`` go to the end, where my own words stand."""
        known = {one.entry.record_id for one in self._thread}
        shown_from = (
            self._thread[self._start].entry.record_id if self._start < len(self._thread) else ""
        )
        old = {str(one.entry.record_id): one for one in self._thread[self._start :]}
        self._thread = list(thread)
        ids = [str(one.entry.record_id) for one in self._thread]
        self._start = ids.index(shown_from) if shown_from in ids else max(0, len(ids) - FIRST)
        if self._start >= len(ids) and ids:
            self._start = len(ids) - 1
        self._goal = min(self._goal, self._start)
        self._sync_widgets(old)
        fresh = [one for one in self._thread if one.entry.record_id not in known]
        if mine or self._at_end():
            self.go_to_end()
        elif fresh:
            self._unseen += len(fresh)
            self.news.emit(self._unseen)
        self._write_earlier()

    def say_instead(self, words: str) -> None:
        """Say why there is no conversation; empty where there is one."""
        self.instead.setText(words)
        self.instead.setVisible(bool(words))

    def go_to_end(self) -> None:
        """Bring the newest entry into view."""
        self._hold, self._anchor, self._unseen = _Hold.END, None, 0
        self._keep_place()
        self.news.emit(0)

    @property
    def entries(self) -> Sequence[ThreadEntry]:
        """The entries there are, built or not."""
        return tuple(self._thread)

    def entry_widgets(self) -> list[QWidget]:
        """The widgets built so far, oldest first."""
        return [
            self._built[one.entry.record_id]
            for one in self._thread
            if one.entry.record_id in self._built
        ]

    def rebuild(self) -> None:
        """Draw and write everything anew: the look or the language has changed."""
        self.setAccessibleName(self.tr("Conversation"))
        self._clear()
        for view in [one for spare in self._spare.values() for one in spare]:
            view.deleteLater()
        self._spare.clear()
        self.show_thread(self._thread)

    def retime(self) -> None:
        """Say anew how long ago everything was; called each minute."""
        for widget in self._built.values():
            widget.retime()

    # --- building ---------------------------------------------------------------------------

    def _build(self, count: int) -> None:
        """Build the next ``count`` entries above those there are."""
        for _ in range(min(count, self._start)):
            self._start -= 1
            widget = self._make(self._thread[self._start])
            self._column.insertWidget(1, widget)
            widget.show()
        self._write_earlier()

    def _build_more(self) -> None:
        self._build(min(STEP, self._start - self._goal))
        if self._start > self._goal:
            self._idle.start()

    def _on_earlier(self) -> None:
        self._goal = max(0, self._start - READY)
        self._build_more()

    def _write_earlier(self) -> None:
        left = self._start
        self.earlier.setVisible(left > 0)
        self.earlier.setText(self.tr("Show %n earlier entries", "", left))

    def _entry_view(self, type_: str) -> EntryView:
        """Take a used view or make one: making and styling one costs as much as filling five."""
        spare = self._spare.get(type_)
        if spare:
            return spare.pop()
        return EntryView(type_, self._parts, self._renderer, self._ground)

    def _make(self, one: ThreadEntry) -> EntryView | ChangeLine:
        if one.entry.doc.get("type") == "event":
            line = ChangeLine(one.entry, self._words.line(one.entry), self._parts.texts)
            self._built[one.entry.record_id] = line
            return line
        widget = self._entry_view(str(one.entry.doc.get("type")))
        widget.show_entry(one, self._inner_width())
        self._built[one.entry.record_id] = widget
        return widget

    def _sync_widgets(self, before: dict[str, ThreadEntry]) -> None:
        wanted = self._thread[self._start :]
        keep = {
            str(one.entry.record_id) for one in wanted if before.get(one.entry.record_id) == one
        }
        for record_id in [one for one in self._built if str(one) not in keep]:
            self._drop(record_id)
        for at, one in enumerate(wanted):
            widget = self._built.get(one.entry.record_id) or self._make(one)
            if self._column.indexOf(widget) != at + 1:
                self._column.insertWidget(at + 1, widget)
            widget.show()

    def _drop(self, record_id: str) -> None:
        widget = self._built.pop(record_id)
        if self._anchor is not None and self._anchor[0] is widget:
            self._anchor = None
        widget.hide()
        self._column.removeWidget(widget)
        if isinstance(widget, EntryView):
            spare = self._spare.setdefault(widget.entry_type, [])
            if len(spare) < SPARE:
                spare.append(widget)
                return
        widget.deleteLater()

    def _clear(self) -> None:
        self._idle.stop()
        for record_id in list(self._built):
            self._drop(record_id)

    def _inner_width(self) -> int:
        margins = self._column.contentsMargins()
        return max(120, self.viewport().width() - margins.left() - margins.right())

    # --- keeping the place ------------------------------------------------------------------

    def _at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return self._hold is _Hold.END or bar.value() >= bar.maximum() - 4

    def _on_scrolled(self) -> None:
        if self._moving:
            return
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - 4:
            self._hold, self._anchor = _Hold.END, None
            if self._unseen:
                self._unseen = 0
                self.news.emit(0)
            return
        self._hold = _Hold.ANCHOR
        self._take_anchor()
        if bar.value() < self.viewport().height() and self._start > 0 and not self._idle.isActive():
            self._goal = max(0, min(self._goal, self._start - STEP * 2))
            self._idle.start()

    def _take_anchor(self) -> None:
        top = self.verticalScrollBar().value()
        for widget in self.entry_widgets():
            if widget.y() + widget.height() > top:
                self._anchor = (widget, widget.y() - top)
                return

    def _keep_place(self) -> None:
        bar = self.verticalScrollBar()
        self._moving = True
        if self._hold is _Hold.END:
            bar.setValue(self._end())
        elif self._anchor is not None:
            widget, distance = self._anchor
            bar.setValue(widget.y() - distance)
        self._moving = False

    def _end(self) -> int:
        """Where the newest entry is in view: its top, if it is taller than the view."""
        bottom = self.verticalScrollBar().maximum()
        widgets = self.entry_widgets()
        if not widgets:
            return bottom
        return min(bottom, max(0, widgets[-1].y() - 8)) if self._is_tall(widgets[-1]) else bottom

    def _is_tall(self, widget: QWidget) -> bool:
        return widget.height() > self.viewport().height() - 24

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for widget in self._built.values():
            if isinstance(widget, EntryView):
                widget.fit(self._inner_width())
        self._keep_place()
