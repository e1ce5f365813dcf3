"""What stands where a list or a detail has nothing to show: why, and the next useful act."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from deskclient.ui.theme.theme import Theme, set_look
from deskclient.ui.theme.tokens import Step

_PICTURE = 40


class EmptyState(QWidget):
    """A picture, a sentence, an explanation and up to two buttons."""

    acted = Signal(str)
    """The name of the act behind the pressed button."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = ""
        self._picture = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._detail = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._first = QPushButton(self)
        self._second = QPushButton(self)
        self._build()
        theme.changed.connect(self._redraw)

    def _build(self) -> None:
        set_look(self._title, role="title")
        set_look(self._detail, role="muted")
        set_look(self._first, role="primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for widget in (self._picture, self._title, self._detail):
            layout.addWidget(widget)
        layout.addSpacing(8)
        for button in (self._first, self._second):
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
            button.clicked.connect(self._on_clicked)
        layout.addStretch(3)

    def say(
        self, icon: str, title: str, detail: str = "", acts: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show a state.

        Args:
            icon: Name of the picture.
            title: What is so, in one sentence.
            detail: Why, or what can be done.
            acts: Up to two pairs of act name and words for its button; the first is the useful one.
        """
        self._title.setText(title)
        self._detail.setText(detail)
        self.setAccessibleName(f"{title} {detail}".strip())
        self._detail.setVisible(bool(detail))
        for at, button in enumerate((self._first, self._second)):
            button.setVisible(at < len(acts))
            if at < len(acts):
                button.setObjectName(acts[at][0])
                button.setText(acts[at][1])
        if icon != self._icon:
            self._icon = icon
            self._redraw()

    def _redraw(self) -> None:
        if not self._icon:
            return
        size = self._theme.px(_PICTURE)
        self._picture.setPixmap(
            self._theme.icons.pixmap(self._icon, self._theme.colors.muted, size)
        )
        self._title.setFont(self._theme.font(Step.TITLE, strong=True))

    def _on_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.acted.emit(button.objectName())
