"""Building blocks of pages that are read from top to bottom: texts, banners, fact rows, pages."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontDatabase,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.domain.errors import DeskError
from deskclient.ui.parts import Tone
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look

COLUMN_PX = 680
"""Lines longer than this are hard to read."""
_LOOKS = {
    Tone.INFO: ("info", "accent", "own"),
    Tone.SUCCESS: ("circle-check", "success", "success"),
    Tone.WARNING: ("triangle-alert", "warning", "warning"),
    Tone.DANGER: ("octagon-alert", "danger", "danger"),
}


def text_label(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a text that wraps; people can select it with the mouse, but Tab passes by."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A wrapping label asks for little width by itself and would break after a few words.
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if role:
        set_look(label, role=role)
    return label


def fixed_font(theme: Theme) -> QFont:
    """Give the system's font of equal widths in the text size in force."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    size = theme.font().pointSizeF()
    if size > 0:
        font.setPointSizeF(size)
    return font


def error_words(error: BaseException) -> tuple[str, str]:
    """Say a failure as a title and what to do; unknown ones point to the log."""
    if isinstance(error, DeskError):
        rest = " ".join(domain_text(part) for part in (error.detail, error.hint) if part)
        return domain_text(error.title), rest
    return (
        QCoreApplication.translate("PageParts", "Something went wrong that should not."),
        QCoreApplication.translate("PageParts", "The log in the diagnostics has the details."),
    )


class Banner(QFrame):
    """A sentence that stands in the page until it is no longer true; said aloud when it comes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.INFO
        self._picture = QLabel(self)
        self.title = text_label("", "strong", self)
        self.detail = text_label("", "", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        theme.changed.connect(self._redraw)
        self.hide()

    def say(self, tone: Tone, title: str, detail: str = "") -> None:
        """Show a sentence, and more of it in a second one."""
        self._tone = tone
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        set_look(self, ground=_LOOKS[tone][2])
        self.setAccessibleName(f"{title} {detail}".strip())
        self._redraw()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def fail(self, error: BaseException) -> None:
        """Show why something did not work."""
        self.say(Tone.DANGER, *error_words(error))

    def clear(self) -> None:
        """Go away."""
        self.hide()

    def _redraw(self) -> None:
        icon, ink, _ = _LOOKS[self._tone]
        size = self._theme.px(18)
        self._picture.setPixmap(self._theme.icons.pixmap(icon, self._theme.color(ink).name(), size))


class FactTable(QWidget):
    """Names on the left, values on the right; the values can be selected."""

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, (name, value) in enumerate(facts):
            label = text_label(name, "muted", self)
            shown = text_label(value or "—", "", self)
            shown.setAccessibleName(f"{name}: {value}")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)


class Column(QWidget):
    """Content of a scroll area: as high as its texts need at the width they have.

    Wrapped texts otherwise ask for the height they would need in the narrowest place.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        # Without such texts nobody asks for the height at a width: then the least height counts.
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(least.width(), 0) if wraps else least


def grow_to_content(window: QWidget, area: QScrollArea) -> None:
    """Make a window high enough for what its scroll area holds, as far as the screen allows."""
    inner = area.widget()
    layout = None if inner is None else inner.layout()
    if layout is None:
        return
    layout.activate()
    wanted = layout.totalHeightForWidth(area.viewport().width())
    missing = wanted - area.viewport().height()
    room = window.screen().availableGeometry().height() - 64
    if missing > 0 and window.height() < room:
        window.resize(window.width(), min(room, window.height() + missing))


class ScrollPage(QScrollArea):
    """A page as high as it needs to be; built when first seen, and when language or look change.

    Subclasses write :meth:`fill`; named children get the keyboard back after a rebuild.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._built = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_look(self, ground="surface")
        theme.changed.connect(self.rebuild)

    def fill(self, column: QVBoxLayout) -> None:
        """Put everything into the column."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Build the page anew; one that is not seen goes empty until it is."""
        named = self._focused_name()
        at = self.verticalScrollBar().value()
        self.forget()
        if self.isVisible():
            self._build(named, at)

    def forget(self) -> None:
        """Go empty until the page is seen again."""
        self._built = False
        old = self.takeWidget()
        if old is not None:
            # It may hold the very control that asked for this.
            old.hide()
            old.setParent(None)
            old.deleteLater()

    def _build(self, named: str, at: int) -> None:
        inner = Column()
        set_look(inner, ground="surface")
        inner.setMaximumWidth(self.theme.px(COLUMN_PX) + 48)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.fill(column)
        column.addStretch(1)
        self.setWidget(inner)
        inner.show()
        self._built = True
        self.verticalScrollBar().setValue(at)
        again = inner.findChild(QWidget, named) if named else None
        if isinstance(again, QWidget):
            again.setFocus()

    def _focused_name(self) -> str:
        return next((one.objectName() for one in self.findChildren(QWidget) if one.hasFocus()), "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if not self._built:
            self._build("", 0)
        super().showEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.rebuild()
        super().changeEvent(event)
