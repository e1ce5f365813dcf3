"""One entry of a conversation: who, when, where from, what, and the files with it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.replay import RecordState
from deskclient.services.api import RecordView, ThreadEntry
from deskclient.ui.detail.attachment_chip import AttachmentChip
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.markup.body import SafeBody
from deskclient.ui.markup.link_question import LinkQuestion
from deskclient.ui.markup.links import Link
from deskclient.ui.markup.renderer import BodyRenderer
from deskclient.ui.markup.view import MailView
from deskclient.ui.outbox.words import record_state
from deskclient.ui.parts import Parts
from deskclient.ui.text import Texts, domain_text

_GROUND = {"message": "card", "reply": "own", "note": "note"}


class EntryView(QFrame):
    """A message, reply or note. Made for one type of entry; shows any number of them in turn."""

    def __init__(
        self, type_: str, parts: Parts, renderer: BodyRenderer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entry_type = type_
        self._parts = parts
        self._renderer = renderer
        self._kind = parts.desk.registry["entry"]
        self._entry: ThreadEntry | None = None
        self._key = ""
        self._files: QWidget | None = None
        self.setProperty("ground", _GROUND.get(type_, "card"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        space = parts.theme.metrics
        self._column = QVBoxLayout(self)
        # The text brings a padding of its own from the style; the rest is moved in to stand flush.
        self._column.setContentsMargins(space.m - space.s, space.s, space.m - space.s, space.s)
        self._column.setSpacing(space.xs)
        self._column.addLayout(self._head(type_))
        self.body = MailView(parts.theme, self._picture, self)
        self.body.link_wanted.connect(self._ask_link)
        self._column.addWidget(self.body)

    def show_entry(self, entry: ThreadEntry, width: int) -> None:
        """Show an entry, laid out for a width before it is painted, so that nothing jumps."""
        self._entry = entry
        self._write_head(entry)
        self._show_files(entry)
        self.fit(width)
        self._fill(entry)
        self.fit(width)

    def fit(self, width: int) -> None:
        """Lay the text out for a width."""
        inner = self._column.contentsMargins()
        sides = inner.left() + inner.right() + 2
        widest = self.body.maximumWidth() + sides
        self.setMaximumWidth(widest)
        self.body.fit_width(min(width, widest) - sides)

    # --- head -----------------------------------------------------------------------------

    def _head(self, type_: str) -> QHBoxLayout:
        space = self._parts.theme.metrics.s
        row = QHBoxLayout()
        row.setContentsMargins(space, 0, space, 0)
        row.setSpacing(space)
        self._author = QLabel()
        self._author.setProperty("role", "strong")
        self._author.setTextFormat(Qt.TextFormat.PlainText)
        self._channel, self._state, self._time = _small(), _small(), _small()
        self._state_icon = QLabel()
        if type_ == "note":
            lock = QLabel()
            lock.setPixmap(self._drawn("lock", "warning"))
            row.addWidget(lock)
        row.addWidget(self._author)
        row.addWidget(self._channel)
        row.addStretch()
        for label in (self._state_icon, self._state, self._time):
            row.addWidget(label)
        return row

    def _write_head(self, entry: ThreadEntry) -> None:
        doc, texts = entry.entry.doc, self._parts.texts
        author = self._name_of(doc.get("author"))
        self._author.setText(author)
        self._channel.setText(self._channel_words(entry))
        state = record_state(entry.entry.state)
        waits = entry.entry.state is not RecordState.SYNCED
        self._state_icon.setVisible(waits)
        self._state.setVisible(waits)
        if waits:
            self._state_icon.setPixmap(self._drawn(state.icon, state.ink))
            self._state.setText(state.title)
        moment = moment_of(entry.entry)
        self.retime()
        self._time.setToolTip(texts.exact(moment))
        said = self.tr("{type} from {author}, {time}").format(
            type=domain_text(self._type_label(entry)), author=author, time=texts.exact(moment)
        )
        self.setAccessibleName(said)
        self.body.setAccessibleName(said)

    def retime(self) -> None:
        """Say anew how long ago it was; the minute changed."""
        if self._entry is not None:
            self._time.setText(self._parts.texts.relative(moment_of(self._entry.entry)))

    def _name_of(self, author: Value) -> str:
        if isinstance(author, str) and author:
            return self._parts.desk.reads.title("person", RecordId(author))
        return self.tr("Unknown sender")

    def _channel_words(self, entry: ThreadEntry) -> str:
        if self.entry_type == "note":
            return self.tr("Internal note")
        choice = self._kind.field_map["channel"].choice(entry.entry.doc.get("channel"))
        channel = domain_text(choice.label) if choice is not None else ""
        if self.entry_type != "reply":
            return channel
        return self.tr("Reply · {channel}").format(channel=channel) if channel else self.tr("Reply")

    def _type_label(self, entry: ThreadEntry) -> str:
        choice = self._kind.field_map["type"].choice(entry.entry.doc.get("type"))
        return choice.label if choice is not None else self._kind.label

    def _drawn(self, name: str, ink: str) -> QPixmap:
        color = str(getattr(self._parts.theme.colors, ink))
        return self._parts.theme.icons.pixmap(name, color, 14, self.devicePixelRatioF())

    # --- body and files -------------------------------------------------------------------

    def _fill(self, entry: ThreadEntry) -> None:
        record = entry.entry
        text = str(record.doc.get("body") or "")
        self._key = f"{record.record_id}:{record.ver}:{len(text)}"
        body_format = str(record.doc.get("body_format") or "plain")
        body = self._renderer.render(self._key, text, body_format, partial(self._late, self._key))
        self.body.show_body(SafeBody(()) if body is None else body)

    def _late(self, key: str, body: SafeBody) -> None:
        try:
            if key == self._key:
                self.body.show_body(body)
        except RuntimeError:  # This entry is no longer shown.
            return

    def _show_files(self, entry: ThreadEntry) -> None:
        if self._files is not None:
            self._files.hide()
            self._column.removeWidget(self._files)
            self._files.deleteLater()
            self._files = None
        inline = self._inline_ids(entry)
        shown = [one for one in entry.attachments if _content_id(one) not in inline]
        if not shown:
            return
        space = self._parts.theme.metrics
        self._files = QWidget()
        chips = QWidget()
        indent = QVBoxLayout(self._files)
        indent.setContentsMargins(space.s, 0, space.s, space.xs)
        indent.addWidget(chips)
        flow = FlowLayout(chips, space.xs)
        for one in shown:
            flow.addWidget(AttachmentChip(one, self._parts))
        self._column.addWidget(self._files)

    def _inline_ids(self, entry: ThreadEntry) -> set[str]:
        body = str(entry.entry.doc.get("body") or "")
        return {one for one in map(_content_id, entry.attachments) if one and f"cid:{one}" in body}

    def _picture(self, content_id: str) -> bytes | None:
        wanted = content_id.strip("<>")
        for one in () if self._entry is None else self._entry.attachments:
            if _content_id(one) == wanted:
                sha256 = str(one.doc.get("sha256") or "")
                content = self._parts.desk.files.content(sha256)
                if content is None:
                    self._parts.desk.files.fetch(sha256)
                return content
        return None

    def _ask_link(self, link: Link) -> None:
        question = LinkQuestion(link, self._parts.theme, self.window())
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()


def _small() -> QLabel:
    label = QLabel()
    label.setProperty("role", "small")
    return label


def _content_id(record: RecordView) -> str:
    return str(record.doc.get("content_id") or "").strip("<>")


class ChangeLine(QLabel):
    """An event as one muted line."""

    def __init__(self, entry: RecordView, words: str, texts: Texts) -> None:
        super().__init__()
        self.record = entry
        self._words = words
        self._texts = texts
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setToolTip(texts.exact(moment_of(entry)))
        self.setContentsMargins(12, 0, 12, 0)
        self.retime()

    def retime(self) -> None:
        """Say anew how long ago it was; the minute changed."""
        when = self._texts.relative(moment_of(self.record))
        self.setText(f"{self._words} · {when}" if when else self._words)


def moment_of(entry: RecordView) -> str:
    """Give when it happened; where it was written offline that is before the desk had it."""
    return str(entry.doc.get("acted_at") or entry.doc.get("created_at") or "")
