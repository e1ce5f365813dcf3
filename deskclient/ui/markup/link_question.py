"""Shows where a link leads before it is opened."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QVBoxLayout, QWidget

from deskclient.ui.markup.links import Link, LinkWarning
from deskclient.ui.theme.theme import Theme

Opener = Callable[[QUrl], bool]


class LinkQuestion(QDialog):
    """Asks before leaving the program. Shown with ``open()``; blocks nothing."""

    def __init__(
        self,
        link: Link,
        theme: Theme,
        parent: QWidget | None = None,
        opener: Opener = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._opener = opener
        space = theme.metrics
        self.setWindowTitle(self.tr("Open this link?"))
        self.setMinimumWidth(theme.px(420))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        layout.setSpacing(space.m)
        layout.addWidget(_label(self.tr("This link leads to:"), "muted"))
        layout.addWidget(_label(link.honest_host, "title"))
        if link.ascii_host != link.host:
            layout.addWidget(_label(self._other_form(), "muted"))
        target = _label(
            link.target if len(link.target) <= 300 else f"{link.target[:300]}…", "small"
        )
        layout.addWidget(target)
        if link.warnings:
            layout.addWidget(self._warnings(theme))
        layout.addSpacing(space.s)
        layout.addWidget(self._buttons(theme))

    def _other_form(self) -> str:
        if LinkWarning.LOOKALIKE in self._link.warnings:
            return self.tr("It is written to look like {host}.").format(host=self._link.host)
        return self._link.ascii_host

    def _warnings(self, theme: Theme) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "danger")
        inner = QVBoxLayout(frame)
        inner.setSpacing(theme.metrics.xs)
        for warning in sorted(self._link.warnings):
            inner.addWidget(_label(self._words(warning), "danger"))
        return frame

    def _words(self, warning: LinkWarning) -> str:
        return {
            LinkWarning.OTHER_HOST: self.tr(
                "The text of the link names another address than this one."
            ),
            LinkWarning.LOOKALIKE: self.tr(
                "The address uses letters of another alphabet that look like familiar ones."
            ),
            LinkWarning.USER_PART: self.tr(
                "What stands before the @ in this address is not where it leads."
            ),
            LinkWarning.BARE_ADDRESS: self.tr("The address is a number instead of a name."),
        }[warning]

    def _buttons(self, theme: Theme) -> QDialogButtonBox:
        box = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        go = box.addButton(self.tr("&Open"), role.AcceptRole)
        copy = box.addButton(self.tr("&Copy address"), role.ActionRole)
        stay = box.addButton(self.tr("Do &not open"), role.RejectRole)
        copy.setIcon(theme.icons.icon("copy", theme.colors.text))
        go.clicked.connect(self._open)
        copy.clicked.connect(self._copy)
        stay.clicked.connect(self.reject)
        chosen = stay if self._link.warnings else go
        chosen.setDefault(True)
        chosen.setProperty("role", "primary")
        chosen.setFocus()
        return box

    def _open(self) -> None:
        self._opener(QUrl(self._link.target, QUrl.ParsingMode.StrictMode))
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link.target)
        self.reject()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(label.textFormat().PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(label.textInteractionFlags().TextSelectableByMouse)
    return label
