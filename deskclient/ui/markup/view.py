"""Shows one safe body, as tall as its text. Loads nothing but the pictures it is handed."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QResizeEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget
from typing_extensions import override

from deskclient.ui.markup.body import BodyNotice, BodyPart, SafeBody
from deskclient.ui.markup.links import judge_link
from deskclient.ui.markup.pictures import data_picture, decode_picture
from deskclient.ui.theme.theme import Theme

LINE_CHARS = 80
"""Longest line that reads well."""
PICTURE_WIDTH = 560
_FOLD = "fold"

Pictures = Callable[[str], bytes | None]
"""Finds the bytes of an inline picture by its content id."""


def no_pictures(content_id: str) -> bytes | None:  # noqa: ARG001
    """Have no inline pictures."""
    return None


class MailView(QTextBrowser):
    """A body as text that can be selected, with quotes to unfold and links to ask about.

    The document never reaches Qt's own loader: every resource is answered here, and the answer is
    never empty, because Qt would then look for a file of that name.
    """

    link_wanted = Signal(object)
    """A :class:`Link` the person wants to open."""

    def __init__(
        self, theme: Theme, pictures: Pictures = no_pictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._body = SafeBody(())
        self._unfolded: set[int] = set()
        self.refused: list[str] = []
        """Addresses the body asked for and did not get."""
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self._on_anchor)
        self.highlighted.connect(self._on_hover)
        theme.changed.connect(self._restyle)
        self._dress()

    def show_body(self, body: SafeBody) -> None:
        """Show a body; quotes are folded unless there is nothing else."""
        self._body = body
        self._unfolded.clear()
        self._write()

    def reload_pictures(self) -> None:
        """Ask for the inline pictures again: one may have arrived."""
        self._write()

    def fit_width(self, width: int) -> None:
        """Lay out for a width ahead of being shown."""
        self.resize(min(width, self.maximumWidth()), self.height())
        self.setFixedHeight(self._height(self.viewport().width()))

    def text(self) -> str:
        """The text as it is shown."""
        return self.toPlainText()

    def _write(self) -> None:
        self.setHtml("".join([*self._notices(), *self._parts()]))
        self._fit()

    def _dress(self) -> None:
        self.document().setDefaultStyleSheet(self._sheet())
        self.document().setDefaultFont(self._theme.font())
        self.setMaximumWidth(self._widest())

    def _restyle(self) -> None:
        self._dress()
        self._write()

    def _widest(self) -> int:
        return ceil(QFontMetricsF(self._theme.font()).averageCharWidth() * (LINE_CHARS + 4))

    def _sheet(self) -> str:
        colors = self._theme.colors
        return (
            f"body, p, td, th, li {{ color: {colors.text}; }}"
            f" a {{ color: {colors.accent}; text-decoration: underline; }}"
            f" .host, .fold, .notice {{ color: {colors.muted}; }}"
            f" .warn {{ color: {colors.danger}; font-weight: 600; }}"
            f" blockquote, blockquote p {{ color: {colors.muted}; }}"
            " blockquote { margin-left: 12px; margin-right: 0; }"
            " p.line { margin: 0; white-space: pre-wrap; }"
            " p { margin-top: 0; margin-bottom: 8px; } pre { white-space: pre-wrap; }"
        )

    def _notices(self) -> list[str]:
        said = []
        if BodyNotice.AS_TEXT in self._body.notices:
            said.append(
                self.tr("This message is shown as plain text, because its formatting is too heavy.")
            )
        if BodyNotice.SHORTENED in self._body.notices:
            said.append(self.tr("Only the beginning of this very long message is shown."))
        if self._body.blocked_pictures:
            said.append(
                self.tr("%n remote picture(s) were not loaded.", "", self._body.blocked_pictures)
            )
        return [f'<p class="notice"><i>{one}</i></p>' for one in said]

    def _parts(self) -> list[str]:
        fold = self._body.has_own_words
        return [
            self._folded(number, part) if part.quoted and fold else part.html
            for number, part in enumerate(self._body.parts)
        ]

    def _folded(self, number: int, part: BodyPart) -> str:
        if number in self._unfolded:
            words = self.tr("Hide the quoted text")
            return f'<p><a class="fold" href="{_FOLD}:{number}">▾ {words}</a></p>{part.html}'
        words = self.tr("Show the quoted text, %n line(s)", "", part.lines)
        return f'<p><a class="fold" href="{_FOLD}:{number}">▸ {words}</a></p>'

    def _on_anchor(self, url: QUrl) -> None:
        if url.scheme() == _FOLD:
            self._unfolded ^= {int(url.path())}
            self._write()
            return
        link = judge_link(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if link is not None:
            self.link_wanted.emit(link)

    def _on_hover(self, url: QUrl) -> None:
        self.setToolTip("" if url.isEmpty() or url.scheme() == _FOLD else url.toDisplayString())

    def _fit(self) -> None:
        self.updateGeometry()
        height = self._height(self.viewport().width())
        if height != self.height():
            self.setFixedHeight(height)

    def _height(self, width: int) -> int:
        document = self.document()
        if document.textWidth() != width and width > 0:
            document.setTextWidth(width)
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if document.idealWidth() > width + 1 else 0
        return max(ceil(document.size().height()) + extra + self._chrome().height(), 8)

    def _chrome(self) -> QSize:
        """What the style puts around the text."""
        self.ensurePolished()
        return self.size() - self.viewport().size()

    def _picture(self, url: QUrl) -> QImage:
        content: bytes | None = None
        if url.scheme() == "cid":
            content = self._pictures(url.toString().partition(":")[2])
        elif url.scheme() == "data":
            content = data_picture(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        else:
            self.refused.append(url.toString())
        picture = decode_picture(content, PICTURE_WIDTH) if content else None
        return self._placeholder() if picture is None else picture

    def _placeholder(self) -> QImage:
        side = 16
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(0, 0, 0, 0))
        return image

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        url = QUrl(name)
        if type == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(url)
        self.refused.append(url.toString())
        return ""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 8)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
