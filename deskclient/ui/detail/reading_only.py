"""What stands in the composer's place where the person may only read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from deskclient.ui.parts import Parts


class ReadingOnly(QFrame):
    """A lock and a sentence: a box that nobody may write into would promise too much."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._lock = QLabel(self)
        self.words = QLabel(self)
        self.words.setProperty("role", "muted")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        space = parts.theme.metrics
        row.setContentsMargins(space.xs, space.s, space.xs, space.s)
        row.setSpacing(space.s)
        row.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        parts.theme.changed.connect(self._redraw)
        self._redraw()
        self.hide()

    def say(self, queue: str) -> None:
        """Name the queue that may only be read; an empty name hides the sentence."""
        self.setVisible(bool(queue))
        said = self.tr(
            "You may read the queue “{queue}”, but not answer or change its tickets. "
            "Whoever manages the desk can give you the right to."
        ).format(queue=queue)
        self.words.setText(said)
        self.setAccessibleName(said)

    def _redraw(self) -> None:
        theme = self._parts.theme
        self._lock.setPixmap(theme.icons.pixmap("lock", theme.colors.muted, theme.px(16)))
