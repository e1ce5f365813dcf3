"""The one quiet sentence at the end: what is unsent is kept. It goes by itself and asks nothing."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel
from typing_extensions import override

from deskclient.ui.theme.theme import Theme, set_look

SHOWN_MS = 2500


class Farewell(QFrame):
    """Stands in the middle of the screen for a moment; a click ends it at once."""

    def __init__(self, waiting: int, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        set_look(self, ground="raised")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(10)
        picture = QLabel(self)
        picture.setPixmap(
            theme.icons.pixmap("hard-drive-upload", theme.colors.accent, theme.px(20))
        )
        row.addWidget(picture)
        text = self.tr("%n change(s) are kept here and go out the next time.", "", waiting)
        row.addWidget(QLabel(text, self))
        self.setAccessibleName(text)
        QTimer.singleShot(SHOWN_MS, self, self.close)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close()
