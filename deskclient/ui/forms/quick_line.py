"""One line that understands ``@person #queue !high ~email tag:vip``, with what it understood."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.quick_create import Candidate, Part, QuickTicket, Unresolved
from deskclient.domain.words import fold
from deskclient.ui.choice_popup import ChoicePopup, Option
from deskclient.ui.flow_layout import FlowLayout
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text

_UNDERSTAND_AFTER_MS = 60


class QuickLine(QWidget):
    """Reads what is typed and shows it as chips; what is unclear asks."""

    understood = Signal(object)
    """The :class:`QuickTicket` the line makes now."""
    create_wanted = Signal()
    """Enter."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._kind = parts.desk.registry["ticket"]
        self._ticket = QuickTicket({}, (), ())
        self._chips: list[QToolButton] = []
        self.line = QLineEdit()
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.create_wanted)
        self.hint = QLabel()
        self.hint.setProperty("role", "small")
        self._chip_host = QWidget()
        self._flow = FlowLayout(self._chip_host, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(parts.theme.metrics.s)
        for widget in (self.line, self._chip_host, self.hint):
            layout.addWidget(widget)
        self.setFocusProxy(self.line)
        self._soon = QTimer(self, interval=_UNDERSTAND_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self.read_line)
        self._say()

    @property
    def ticket(self) -> QuickTicket:
        """What the line makes."""
        return self._ticket

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, typed: str) -> None:
        """Show a line, as from a draft."""
        self.line.setText(typed)
        self.read_line()

    def read_line(self) -> None:
        """Understand the line now."""
        self._soon.stop()
        self._ticket = self._parts.desk.reads.quick(self.line.text())
        self._draw()
        self.understood.emit(self._ticket)

    def _say(self) -> None:
        self.line.setPlaceholderText(self.tr("Printer on floor 3 jams @helen #printing !high"))
        self.line.setAccessibleName(self.tr("New ticket in one line"))
        self.hint.setText(
            self.tr("@ requester   # queue   ! priority   ~ channel   owner:me   tag:vip")
            if all(not self._kind.field_map[name].server_only for name in ("channel", "tags"))
            else self.tr("@ requester   # queue   ! priority   owner:me")
        )
        self._draw()

    def chip_texts(self) -> list[str]:
        """The words on the chips, in order."""
        return [chip.text().strip() for chip in self._chips]

    def _on_edited(self) -> None:
        self._soon.start()

    def _draw(self) -> None:
        for chip in self._chips:
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._understood_chip(one) for one in self._ticket.parts]
        self._chips += [self._unclear_chip(one) for one in self._ticket.unresolved]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._chip_host.setVisible(bool(self._chips))

    def _label(self, name: str) -> str:
        return domain_text(self._kind.field_map[name].label)

    def _chip(self, words: str, icon: str, ink: str) -> QToolButton:
        chip = QToolButton()
        chip.setProperty("role", "chip")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIcon(self._parts.theme.icons.icon(icon, ink))
        chip.setText(f" {words}")
        chip.setAccessibleName(words)
        return chip

    def _understood_chip(self, part: Part) -> QToolButton:
        shown = domain_text(part.shown)
        words = self.tr("{field}: {value}").format(field=self._label(part.field), value=shown)
        chip = self._chip(words, "check", self._parts.theme.colors.success)
        chip.setToolTip(self.tr("Click to take it out of the line"))
        chip.clicked.connect(partial(self._replace, part.start, part.end, ""))
        return chip

    def _unclear_chip(self, one: Unresolved) -> QToolButton:
        label = self._label(one.field)
        if one.repeated:
            words = self.tr("{field} is already given: {typed}").format(
                field=label, typed=one.typed
            )
        elif one.candidates:
            words = self.tr("Which {field}? {typed}").format(field=label.lower(), typed=one.typed)
        else:
            words = self.tr("No such {field}: {typed}").format(field=label.lower(), typed=one.typed)
        chip = self._chip(words, "circle-help", self._parts.theme.colors.warning)
        if one.candidates:
            chip.clicked.connect(partial(self._ask, one, chip))
        return chip

    def _ask(self, one: Unresolved, chip: QToolButton) -> None:
        options = [_option(found, one.candidates) for found in one.candidates]
        popup = ChoicePopup(self._parts.theme, self._label(one.field), options, self)
        popup.chosen.connect(partial(self._on_meant, one))
        popup.show_at(chip.mapToGlobal(QPoint(0, chip.height() + 2)))

    def _on_meant(self, one: Unresolved, title: object) -> None:
        sign = one.typed[0] if one.typed[:1] in "@#!~" else f"{one.typed.partition(':')[0]}:"
        self._replace(one.start, one.end, f'{sign}"{title}"')

    def _replace(self, start: int, end: int, words: str) -> None:
        typed = self.line.text()
        self.line.setText(" ".join(f"{typed[:start]}{words}{typed[end:]}".split()))
        self.read_line()
        self.line.setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)


def _option(found: Candidate, among: Sequence[Candidate]) -> Option:
    """Offer a record by its title; namesakes by a name that only this one has."""
    others = {fold(name) for one in among if one is not found for name in one.names}
    own = next((name for name in found.names if fold(name) not in others), found.title)
    if fold(found.title) not in others:
        return Option(found.title, found.title)
    return Option(own, f"{found.title} · {own}")
