"""Search-as-you-type for records of large kinds: a person by name, sign-in name, mail or phone."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QIcon, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Doc, FieldSpec, FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import RecordView
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Step

ID_ROLE = Qt.ItemDataRole.UserRole
SUBTITLE_ROLE = Qt.ItemDataRole.UserRole + 1
FOUND_AT_MOST = 12


def subtitle_of(kind: Kind, doc: Doc, parts: Parts) -> str:
    """Tell a record from its namesakes: its other searchable fields and its organisation."""
    shown: list[str] = []
    if doc.get("is_group") is True:
        shown.append(QCoreApplication.translate("RefEditor", "Group"))
    for spec in kind.fields:
        if spec.name == kind.title_field or spec.server_only:
            continue
        value = doc.get(spec.name)
        if spec.searchable and spec.type is FieldType.TEXT and isinstance(value, str) and value:
            shown.append(value)
        elif spec.type is FieldType.REF and spec.ref == "organisation" and isinstance(value, str):
            shown.append(parts.desk.reads.title(spec.ref, RecordId(value)))
    return " · ".join(shown)


class NameFinder(QCompleter):
    """Fills its popup with the records that fit what is typed.

    Args:
        kind_name: What is looked for.
        parts: Of the window.
        line: Where it is typed.
        groups: Whether a group of people will do.
    """

    found = Signal(str)
    """The id of the record chosen."""

    def __init__(
        self, kind_name: str, parts: Parts, line: QLineEdit, *, groups: bool = False
    ) -> None:
        super().__init__(line)
        self._kind = parts.desk.registry[kind_name]
        self._groups = groups
        self._parts = parts
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(8)
        self.list = QListView()
        self.setPopup(self.list)
        self.list.setItemDelegate(TwoLines(parts.theme, self.list))
        self.activated.connect(self._on_activated)
        self.setWidget(line)

    def look_up(self, typed: str) -> int:
        """Find and show the records that fit; gives how many there are."""
        self._model.clear()
        words = typed.strip()
        records = (
            self._parts.desk.reads.find_names(self._kind.name, words, 2 * FOUND_AT_MOST)
            if words
            else ()
        )
        fit = [one for one in records if self._groups or one.doc.get("is_group") is not True]
        for record in fit[:FOUND_AT_MOST]:
            self._model.appendRow(self._item(record))
        if self._model.rowCount() == 0:
            self.list.hide()
            return 0
        self.complete()
        self.list.setCurrentIndex(self._model.index(0, 0))
        return self._model.rowCount()

    def _on_activated(self) -> None:
        self.found.emit(str(self.list.currentIndex().data(ID_ROLE)))

    def _item(self, record: RecordView) -> QStandardItem:
        item = QStandardItem(str(record.doc.get(self._kind.title_field) or record.record_id))
        item.setData(record.record_id, ID_ROLE)
        item.setData(subtitle_of(self._kind, record.doc, self._parts), SUBTITLE_ROLE)
        return item


class RefEditor(FieldEditor):
    """A reference to one record of a large kind."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._parts = parts
        self._chosen: RecordId | None = None
        self.line = QLineEdit(self)
        self.line.setClearButtonEnabled(not spec.required)
        self.line.setPlaceholderText(self.tr("Type a name, sign-in name, mail or phone"))
        self.finder = NameFinder(spec.ref, parts, self.line)
        self.finder.found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)
        self.line.textEdited.connect(self._on_typed)
        self.hold(self.line, watch_focus=True)

    def choose(self, record_id: RecordId) -> None:
        """Take a record, as the person does in the popup."""
        self._chosen = record_id
        self._write()
        self.touch()
        self.commit()

    def _on_found(self, record_id: str) -> None:
        self.choose(RecordId(record_id))

    def _on_typed(self, typed: str) -> None:
        if not typed.strip() and self._chosen is not None:
            self._chosen = None
            self.touch()
        self.finder.look_up(typed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list of names takes the focus while the person goes on typing here.
        if isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.PopupFocusReason:
            return False
        return super().eventFilter(watched, event)

    @override
    def commit(self) -> None:
        # Half a name is no choice: what was chosen before comes back.
        self._write()
        super().commit()

    def _write(self) -> None:
        title = self._parts.desk.reads.title(self.spec.ref, self._chosen)
        if self.line.text() != title:
            self.line.setText(title)
            self.line.setCursorPosition(0)

    @override
    def value(self) -> Value:
        return self._chosen

    @override
    def _show(self, value: Value) -> None:
        self._chosen = RecordId(value) if isinstance(value, str) and value else None
        self._write()


class TwoLines(QStyledItemDelegate):
    """An icon if there is one, a name, and under it in small what tells namesakes apart."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def _height(self, index: QModelIndex | QPersistentModelIndex) -> int:
        two = bool(index.data(SUBTITLE_ROLE))
        return self._theme.px(46 if two else 30)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._theme.px(280), self._height(index))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        space = self._theme.metrics
        painter.save()
        rect = QRect(option.rect)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.color("selection"))
        inner = rect.adjusted(space.s, space.xs, -space.s, -space.xs)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            top = rect.top() + (rect.height() - space.icon) // 2
            icon.paint(painter, QRect(inner.left(), top, space.icon, space.icon))
            inner.setLeft(inner.left() + space.icon + space.s)
        painter.setPen(self._theme.color("text"))
        painter.setFont(self._theme.font())
        subtitle = str(index.data(SUBTITLE_ROLE) or "")
        top = Qt.AlignmentFlag.AlignTop if subtitle else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(top | Qt.AlignmentFlag.AlignLeft), str(index.data()))
        if subtitle:
            painter.setPen(self._theme.color("muted"))
            small = self._theme.font(Step.SMALL)
            painter.setFont(small)
            cut = painter.fontMetrics().elidedText(
                subtitle, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(
                inner, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), cut
            )
        painter.restore()
