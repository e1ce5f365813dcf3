"""Editors for moments and days, with a calendar and a way back to none."""

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime
from PySide6.QtWidgets import (
    QDateEdit,
    QDateTimeEdit,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.times import from_text, to_text
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.parts import Parts


class MomentEditor(FieldEditor):
    """A moment or a day. Absent ones show a button that sets one to begin from."""

    def __init__(self, spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._parts = parts
        self._day_only = spec.type is FieldType.DATE
        self._showing = False
        self._held = held = QWidget(self)
        self._filled, self._unset = QWidget(held), QWidget(held)
        make = QDateEdit if self._day_only else QDateTimeEdit
        self.edit = make(self._filled)
        self.edit.setCalendarPopup(True)
        self.edit.installEventFilter(self)
        self.edit.dateTimeChanged.connect(self._on_changed)
        self.edit.editingFinished.connect(self.commit)
        self.set_button = QPushButton(self.tr("Set a date…"), self._unset)
        self.set_button.setProperty("role", "quiet")
        # Enter in another field of a dialog must not press it.
        self.set_button.setAutoDefault(False)
        self.set_button.setIcon(parts.theme.icons.icon("calendar", parts.theme.colors.muted))
        self.set_button.clicked.connect(self._on_set)
        self.clear_button = QToolButton(self._filled)
        self.clear_button.setProperty("role", "quiet")
        self.clear_button.setIcon(parts.theme.icons.icon("x", parts.theme.colors.muted))
        self.clear_button.setAccessibleName(self.tr("Remove the date"))
        self.clear_button.setToolTip(self.clear_button.accessibleName())
        self.clear_button.clicked.connect(self._on_clear)
        self._stack_up()

    def _stack_up(self) -> None:
        held = self._held
        self._stack = QStackedLayout(held)
        row = QHBoxLayout(self._filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self.clear_button)
        beside = QHBoxLayout(self._unset)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.set_button)
        beside.addStretch()
        self._stack.addWidget(self._unset)
        self._stack.addWidget(self._filled)
        self.hold(held)
        for one in (self.edit, self.set_button):
            one.setAccessibleName(held.accessibleName())
        self._follow()

    def _follow(self) -> None:
        self.setFocusProxy(self.set_button if self._stack.currentIndex() == 0 else self.edit)

    def _on_set(self) -> None:
        now = QDateTime.fromMSecsSinceEpoch(int(self._parts.clock.now().timestamp() * 1000))
        whole_hour = QDateTime(now.date(), QTime(min(23, now.time().hour() + 1), 0))
        self._put(whole_hour)
        self.touch()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commit()

    def _on_clear(self) -> None:
        self._stack.setCurrentIndex(0)
        self._follow()
        self.touch()
        self.commit()

    def _on_changed(self) -> None:
        if not self._showing:
            self.touch()

    def _put(self, moment: QDateTime) -> None:
        self._showing = True
        self.edit.setDateTime(moment)
        self._showing = False
        self._stack.setCurrentIndex(1)
        self._follow()

    @override
    def value(self) -> Value:
        if self._stack.currentIndex() == 0:
            return None
        if self._day_only:
            return self.edit.date().toString(Qt.DateFormat.ISODate)
        millis = self.edit.dateTime().toMSecsSinceEpoch()
        return to_text(datetime.fromtimestamp(millis / 1000, UTC))

    @override
    def _show(self, value: Value) -> None:
        moment = _read(value, day_only=self._day_only)
        if moment is None:
            self._stack.setCurrentIndex(0)
            self._follow()
        else:
            self._put(moment)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _read(value: Value, *, day_only: bool) -> QDateTime | None:
    if not isinstance(value, str) or not value:
        return None
    if day_only:
        day = QDate.fromString(value, Qt.DateFormat.ISODate)
        return QDateTime(day, QTime(0, 0)) if day.isValid() else None
    try:
        return QDateTime.fromMSecsSinceEpoch(int(from_text(value).timestamp() * 1000))
    except ValueError:
        return None
