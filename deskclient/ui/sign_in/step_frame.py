"""The frame around one question: heading, banner, content that scrolls, progress, buttons."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.ui.page_parts import Banner, Column, grow_to_content, text_label
from deskclient.ui.sign_in.step import Step
from deskclient.ui.theme.theme import Theme, set_look

_SIZE = (560, 400)


class StepFrame(QDialog):
    """Shows one step at a time; what the buttons do is told by signals."""

    next_asked = Signal()
    back_asked = Signal()
    stop_asked = Signal()
    """What is under way is no longer wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.step: Step | None = None
        self.heading = text_label("", "page", self)
        self.banner = Banner(theme, self)
        self.area = QScrollArea(self)
        self.busy = text_label("", "muted", self)
        self.stop = QPushButton(self)
        self.back = QPushButton(self)
        self.cancel = QPushButton(self)
        self.next = QPushButton(self)
        self._busy_line = QWidget(self)
        self._busy_picture = QLabel(self)
        self._pinned = QWidget(self)
        self._pinned_box = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 20, 24, 8)
        top.setSpacing(12)
        top.addWidget(self.heading)
        top.addWidget(self.banner)
        column.addLayout(top)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area, 1)
        self._pinned_box.setContentsMargins(24, 4, 24, 12)
        self._pinned.setLayout(self._pinned_box)
        self._pinned.hide()
        column.addWidget(self._pinned)
        column.addWidget(self._build_busy())
        line = QFrame(self)
        set_look(line, role="line")
        column.addWidget(line)
        column.addLayout(self._build_buttons())

    def _build_busy(self) -> QWidget:
        row = QHBoxLayout(self._busy_line)
        row.setContentsMargins(24, 6, 24, 6)
        row.addWidget(self._busy_picture)
        row.addWidget(self.busy, 1)
        set_look(self.stop, role="link")
        # It takes the focus while Enter, which began the work, still travels up to the window.
        self.stop.setAutoDefault(False)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self.stop_asked)
        self._busy_line.hide()
        return self._busy_line

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 16)
        row.setSpacing(8)
        set_look(self.back, role="quiet")
        set_look(self.next, role="primary")
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.next)
        for button in (self.back, self.cancel):
            button.setAutoDefault(False)
        self.next.setDefault(True)
        self.next.clicked.connect(self.next_asked)
        self.back.clicked.connect(self.back_asked)
        self.cancel.clicked.connect(self.reject)
        return row

    # --- showing ----------------------------------------------------------------------------

    def show_step(self, step: Step, *, can_go_back: bool = False) -> None:
        """Put a step in place of the one before."""
        old = self.area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._pin(None)
        self.step = step
        self.banner.clear()
        self.idle()
        inner = Column()
        box = QVBoxLayout(inner)
        box.setContentsMargins(24, 4, 24, 16)
        box.addWidget(step)
        self.area.setWidget(inner)
        self._pin(step.pinned())
        step.changed.connect(self._on_changed)
        step.submitted.connect(self._on_submitted)
        self.back.setVisible(can_go_back)
        self.refresh()
        self.next.setFocus()
        step.focus_first()
        QTimer.singleShot(0, self, self._grow)

    def _pin(self, part: QWidget | None) -> None:
        while self._pinned_box.count():
            item = self._pinned_box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if part is not None:
            self._pinned_box.addWidget(part)
        self._pinned.setVisible(part is not None)

    def _grow(self) -> None:
        grow_to_content(self, self.area)

    def set_busy(self, words: str) -> None:
        """Say what is under way, with a way to stop it; the fields wait."""
        theme = self.theme
        self.busy.setText(words)
        self._busy_picture.setPixmap(
            theme.icons.pixmap("hourglass", theme.colors.muted, theme.px(16))
        )
        self._busy_line.show()
        if self.step is not None:
            self.step.setEnabled(False)
        self.refresh()
        self.stop.setFocus()

    def idle(self) -> None:
        """End what :meth:`set_busy` began."""
        was_busy = self.is_busy()
        self._busy_line.hide()
        if self.step is not None:
            self.step.setEnabled(True)
            if was_busy:
                self.step.focus_first()
        self.refresh()

    def is_busy(self) -> bool:
        """Whether something is under way."""
        return not self._busy_line.isHidden()

    def refresh(self) -> None:
        """Write heading and buttons, and allow what can be done now."""
        self.stop.setText(self.tr("Cancel"))
        self.stop.setAccessibleName(self.tr("Stop waiting for the answer"))
        self.back.setText(self.tr("‹ &Back"))
        self.cancel.setText(self.tr("Close"))
        if self.step is None:
            return
        self.heading.setText(self.step.heading())
        self.next.setText(self.step.next_words())
        self.next.setEnabled(self.step.ready() and not self.is_busy())
        self.back.setEnabled(not self.is_busy())

    def fit(self) -> None:
        """Take a size that suits the text and the screen."""
        room = self.screen().availableGeometry().size()
        width = min(self.theme.px(_SIZE[0]), room.width() - 48)
        height = min(self.theme.px(_SIZE[1]), room.height() - 64)
        self.resize(width, height)

    def _on_changed(self) -> None:
        self.refresh()
        QTimer.singleShot(0, self, self._grow)

    def _on_submitted(self) -> None:
        if self.next.isEnabled():
            self.next_asked.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
