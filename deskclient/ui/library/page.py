"""The library: all articles, or all assets, found by a few letters and read beside the list."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.events import RecordsChanged
from deskclient.domain.fields import Doc, FieldType
from deskclient.domain.ids import RecordId
from deskclient.domain.query import ListQuery
from deskclient.services.api import RecordView
from deskclient.ui.empty_state import EmptyState
from deskclient.ui.library.record_page import FORMAT_FIELD, RecordPage
from deskclient.ui.list.columns import standard_columns
from deskclient.ui.list.either import Either
from deskclient.ui.list.feed import ListFeed
from deskclient.ui.list.record_list import RecordList
from deskclient.ui.markup.words import words_of
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import set_look

_DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class LibraryPage(QWidget):
    """Lists one kind and shows the record that is chosen."""

    insert_wanted = Signal(str)
    """The words of an article that shall go into the reply being written."""

    def __init__(self, parts: Parts, query: ListQuery, parent: QWidget | None = None) -> None:
        """Put the page together.

        Args:
            parts: The window's parts.
            query: All there is, in the order of the list.
            parent: The owner.
        """
        super().__init__(parent)
        self._parts = parts
        self._query = query
        self._kind = parts.desk.registry[query.kind]
        self._body = next((s.name for s in self._kind.fields if s.type is FieldType.MARKUP), "")
        set_look(self, ground="surface")
        self._across = QSplitter(Qt.Orientation.Horizontal, self)
        self._left = QWidget(self._across)
        self.line = _FindLine(self._left)
        self.model = WindowModel(self._kind, parts.desk.reads, parts.texts, self)
        self.feed = ListFeed(self.model, parts.desk.reads, parts.bridge, self)
        self.list = RecordList(self.model, parts.theme, self._left)
        self.none = EmptyState(parts.theme, self._left)
        self._area = Either(self.list, self.none, self._left)
        self._right = QWidget(self._across)
        self.insert_button = QPushButton(self._right)
        self.reader = RecordPage(self._kind, parts, self._right)
        self.unread = EmptyState(parts.theme, self._right)
        self._place = Either(self.reader, self.unread, self._right)
        self._arrange()
        self._connect()
        self._say()
        self._show_nothing()
        self.feed.show(query)

    # --- showing ----------------------------------------------------------------------------

    def show_record(self, record_id: RecordId) -> None:
        """Show one record, wherever it stands in the list."""
        if self.line.text():
            self.line.clear()
        self.list.select_position(self.model.position_of_id(record_id))
        self._read(record_id)

    def record_id(self) -> RecordId | None:
        """What is being read."""
        shown = self.reader.view if self._place.shown() is self.reader else None
        return None if shown is None else shown.record_id

    def _read(self, record_id: RecordId | None) -> None:
        view = None
        if record_id is not None:
            view = self._parts.desk.reads.record(self._kind.name, record_id)
        if view is None:
            self._show_nothing()
            return
        self.reader.show_record(view)
        self._place.show_face(self.reader)
        self.insert_button.setVisible(bool(self._body and view.doc.get(self._body)))

    def _show_nothing(self) -> None:
        self._place.show_face(self.unread)
        self.insert_button.hide()

    def search(self, typed: str) -> None:
        """Show what a text finds; all for an empty one."""
        query = self._query
        if typed.strip():
            query = self._parts.desk.reads.parse(typed, self._kind.name).query
        self.feed.show(query)

    def _on_counted(self, count: int) -> None:
        if not count:
            self._say_none()
        self._area.show_face(self.list if count else self.none)

    def _on_opened(self) -> None:
        if self.model.rowCount():
            self._area.show_face(self.list)

    def _on_records(self, event: RecordsChanged) -> None:
        shown = self.record_id()
        if event.kind == self._kind.name and shown in event.ids:
            self._read(shown)

    # --- inserting --------------------------------------------------------------------------

    def _insert(self) -> None:
        shown = self.reader.view
        if shown is not None and not self.insert_button.isHidden():
            self.insert_wanted.emit(article_words(shown, self._body))

    # --- words ------------------------------------------------------------------------------

    def _say(self) -> None:
        plural = domain_text(self._kind.label_plural)
        self.list.setAccessibleName(plural)
        find = self.tr("Search here: {what}").format(what=plural)
        self.line.setPlaceholderText(find)
        self.line.setAccessibleName(find)
        self.insert_button.setText(self.tr("&Insert into reply"))
        self.insert_button.setToolTip(
            self.tr("Put the text where the cursor stands in the reply (Ctrl+Enter)")
        )
        self._say_none()
        self.unread.say(
            self._kind.icon,
            self.tr("Nothing is chosen."),
            self.tr("Choose a line in the list to read it here."),
        )

    def _say_none(self) -> None:
        if self.line.text().strip():
            self.none.say(
                "search",
                self.tr("Nothing found."),
                self.tr("Words are found by their beginnings."),
                (("clear", self.tr("Clear the search")),),
            )
            return
        self.none.say(
            self._kind.icon,
            self.tr("There is nothing to look up."),
            self.tr("What the desk keeps here, and lets you see, comes with the next sync."),
        )

    # --- arrangement ------------------------------------------------------------------------

    def _arrange(self) -> None:
        space = self._parts.theme.metrics
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._across)
        self._across.setHandleWidth(1)
        self._across.setChildrenCollapsible(False)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, space.s, 0, 0)
        top = QHBoxLayout()
        top.setContentsMargins(space.s, 0, space.s, 0)
        top.addWidget(self.line)
        left.addLayout(top)
        left.addWidget(self._area, 1)
        self._left.setMinimumWidth(self._parts.theme.px(260))
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._place, 1)
        acts = QHBoxLayout()
        acts.setContentsMargins(space.xl, space.s, space.xl, space.s)
        acts.addWidget(self.insert_button)
        acts.addStretch(1)
        right.addLayout(acts)
        set_look(self.insert_button, role="primary")
        set_look(self.line, role="search")
        self._across.setStretchFactor(0, 2)
        self._across.setStretchFactor(1, 3)
        self.list.header.set_columns(standard_columns(self.model.columns))
        self.list.setDragEnabled(False)
        self.setFocusProxy(self.line)

    def _connect(self) -> None:
        self.line.textChanged.connect(self.search)
        self.line.left.connect(self._on_left)
        self.feed.counted.connect(self._on_counted)
        self.feed.opened.connect(self._on_opened)
        self.feed.about_to_open.connect(self.list.forget_place)
        self.feed.when_opening(self.list.rows_in_sight)
        self.list.picked.connect(self._read)
        self.list.opened.connect(lambda _one: self.reader.setFocus())
        self.list.typed.connect(self._on_typed)
        self.list.header.sort_asked.connect(self._on_sort)
        self.none.acted.connect(lambda _act: self.line.clear())
        self.insert_button.clicked.connect(self._insert)
        self._parts.bridge.records_changed.connect(self._on_records)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self._insert)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_left(self) -> None:
        self.list.setFocus()
        if self.list.count_selected() == 0:
            self.list.select_position(0)

    def _on_typed(self, text: str) -> None:
        self.line.setFocus()
        self.line.setText(text)

    def _on_sort(self, sort: str) -> None:
        self.list.header.set_sort(sort)
        self._query = ListQuery(self._kind.name, sort=sort)
        self.search(self.line.text())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.list.redress()
            self.reader.refresh()
        super().changeEvent(event)


class _FindLine(QLineEdit):
    """Goes to the list with Down or Enter, and empties itself with Escape."""

    left = Signal()
    """The person wants to choose from what was found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _DOWN and not event.modifiers():
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def article_words(view: RecordView, field: str) -> str:
    """Give the text of an article without its looks, as replies are written."""
    doc: Doc = view.doc
    text = str(doc.get(field) or "")
    return words_of(text) if doc.get(FORMAT_FIELD) == "html" else text
