"""Who asks: how to reach them, what devices they have, and what else of theirs is open."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.services.api import ListRow
from deskclient.ui.parts import Notice, Parts
from deskclient.ui.theme.theme import Theme

_LISTED = 5
_LINK_SIDES = 14
"""Room the style leaves beside the words of a link button."""
_REACHED_BY = ("phone", "email", "place")


class RequesterCard(QFrame):
    """A person with phone, mail, organisation, devices and other open tickets.

    Args:
        parts: Of the window.
        wide: Whether the tickets stand beside the person, not below.
        parent: The widget around it.
    """

    def __init__(self, parts: Parts, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self._parts = parts
        self._wide = wide
        self._held: QWidget | None = None
        self.setProperty("ground", "card")
        self._layout = QVBoxLayout(self)
        space = parts.theme.metrics
        self._layout.setContentsMargins(space.m, space.s, space.m, space.m)

    def show_person(self, person_id: RecordId | None, without: RecordId | None = None) -> None:
        """Show a person, and their open tickets but one; hidden for nobody."""
        if self._held is not None:
            self._held.hide()
            self._held.deleteLater()
            self._held = None
        found = None if person_id is None else self._parts.desk.reads.record("person", person_id)
        self.setVisible(found is not None)
        if found is None:
            return
        self._held = QWidget()
        about, beside = self._columns(self._held)
        self._add_person(about, found.doc)
        self._add_devices(about, found.record_id)
        if beside is about:
            about.addSpacing(self._parts.theme.metrics.s)
        self._add_tickets(beside, found.record_id, without)
        for column in (about, beside):
            column.addStretch()
        self._layout.addWidget(self._held)

    def _columns(self, held: QWidget) -> tuple[QVBoxLayout, QVBoxLayout]:
        """Give where the person stands and where the tickets do; one place in a narrow card."""
        about = _column()
        if not self._wide:
            held.setLayout(about)
            return about, about
        beside = _column()
        both = QHBoxLayout(held)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(self._parts.theme.metrics.l)
        both.addLayout(about, 1)
        both.addLayout(beside, 1)
        return about, beside

    def _add_person(self, layout: QVBoxLayout, doc: Doc) -> None:
        layout.addWidget(_label(str(doc.get("name") or ""), "strong"))
        organisation = doc.get("organisation")
        about = [
            str(doc.get("title") or ""),
            self._parts.desk.reads.title(
                "organisation", RecordId(organisation) if isinstance(organisation, str) else None
            ),
        ]
        said = " · ".join(one for one in about if one)
        if said:
            layout.addWidget(_label(said, "small"))
        for name in _REACHED_BY:
            value = doc.get(name)
            if isinstance(value, str) and value:
                layout.addWidget(self._reach(name, value))

    def _reach(self, name: str, value: str) -> QWidget:
        if name == "place":
            return _label(value, "muted")
        icon = "phone" if name == "phone" else "mail"
        button = ElidedLink(value, self._parts.theme, icon)
        button.setAutoDefault(False)
        button.setToolTip(self.tr("Copy {value}").format(value=value))
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(partial(self._copy, value))
        return button

    def _copy(self, value: str) -> None:
        QGuiApplication.clipboard().setText(value)
        self._parts.host.notify(Notice(self.tr("Copied: {value}").format(value=value)))

    def _add_devices(self, layout: QVBoxLayout, person_id: RecordId) -> None:
        query = ListQuery("asset", (Filter("holder", values=(person_id,)),))
        rows = self._parts.desk.reads.first_rows(query, _LISTED + 1)
        if not rows:
            return
        layout.addSpacing(self._parts.theme.metrics.s)
        layout.addWidget(_label(self.tr("Devices"), "section"))
        for row in rows[:_LISTED]:
            layout.addWidget(self._device_link(row), 0, Qt.AlignmentFlag.AlignLeft)
        if len(rows) > _LISTED:
            layout.addWidget(_label(self.tr("… and more"), "small"))

    def _device_link(self, row: ListRow) -> QPushButton:
        values = self._values("asset", row)
        shown = " · ".join(str(values[one]) for one in ("name", "tag") if values.get(one))
        button = ElidedLink(shown, self._parts.theme)
        button.setAccessibleName(self.tr("Open device {title}").format(title=shown))
        button.clicked.connect(partial(self._parts.host.open_record, "asset", row.record_id))
        return button

    def _values(self, kind: str, row: ListRow) -> dict[str, object]:
        columns = self._parts.desk.registry[kind].columns
        return dict(zip((spec.name for spec in columns), row.values, strict=True))

    def _add_tickets(
        self, layout: QVBoxLayout, person_id: RecordId, without: RecordId | None
    ) -> None:
        query = ListQuery(
            "ticket",
            (
                Filter("requester", values=(person_id,)),
                Filter("status", Comparison.OPEN),
            ),
        )
        rows = self._parts.desk.reads.first_rows(query, _LISTED + 2)
        rows = [row for row in rows if row.record_id != without]
        if not rows:
            words = self.tr("No other open tickets.") if without else self.tr("No open tickets.")
            layout.addWidget(_label(words, "small"))
            return
        head = self.tr("Other open tickets") if without else self.tr("Open tickets")
        layout.addWidget(_label(head, "section"))
        for row in rows[:_LISTED]:
            layout.addWidget(self._ticket_link(row), 0, Qt.AlignmentFlag.AlignLeft)
        if len(rows) > _LISTED:
            layout.addWidget(_label(self.tr("… and more"), "small"))

    def _ticket_link(self, row: ListRow) -> QPushButton:
        values = self._values("ticket", row)
        number = values.get("number")
        subject = str(values.get("subject") or "")
        shown = f"#{number}  {subject}" if number else subject
        button = ElidedLink(shown, self._parts.theme)
        button.setAccessibleName(self.tr("Open ticket {title}").format(title=shown))
        button.clicked.connect(partial(self._parts.host.open_record, "ticket", row.record_id))
        return button


class ElidedLink(QPushButton):
    """A link that shortens itself to the width there is; the tip shows all of it."""

    def __init__(self, words: str, theme: Theme, icon: str = "") -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._picture = icon
        self.setProperty("role", "link")
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._theme.color("accent"))
        side = self._theme.metrics.xs + 1
        inner = self.rect().adjusted(side, 0, -side, 0)
        if self._picture:
            size = self._theme.px(self._theme.metrics.icon)
            picture = self._theme.icons.icon(self._picture, self._theme.colors.muted)
            picture.paint(painter, inner.left(), (self.height() - size) // 2, size, size)
            inner.adjust(self._beside(), 0, 0, 0)
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()

    def _beside(self) -> int:
        metrics = self._theme.metrics
        return self._theme.px(metrics.icon) + metrics.xs if self._picture else 0

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        whole = metrics.horizontalAdvance(self._words) + _LINK_SIDES + self._beside()
        return QSize(whole, metrics.height() + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LINK_SIDES + self._beside(), self.sizeHint().height())


def _column() -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    return layout


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
