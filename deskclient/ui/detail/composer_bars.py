"""The bars around the composer's text: what is written to whom, and what to do with it."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.lacking import kept_names
from deskclient.services.reply_check import ReplyWarning
from deskclient.ui.elided_label import ElidedLabel
from deskclient.ui.forms.minutes_edit import MinutesEdit
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text
from deskclient.ui.wrap_row import WrapRow


class Mode(StrEnum):
    """What is written; the values are those of the entry's type."""

    REPLY = "reply"
    NOTE = "note"


class TopBar(WrapRow):
    """Reply or note, to whom, and templates."""

    mode_chosen = Signal(object)
    templates_wanted = Signal()

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parts.theme.metrics.xs, parent)
        self._parts = parts
        self.reply_button = self._switch(Mode.REPLY)
        self.note_button = self._switch(Mode.NOTE)
        self._group = QButtonGroup(self)
        for button in (self.reply_button, self.note_button):
            self._group.addButton(button)
        right = self.second.parentWidget()
        self.whom = ElidedLabel(right)
        self.whom.setProperty("role", "small")
        self.whom.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint = ElidedLabel(right)
        self.hint.setProperty("role", "small")
        self.template_button = QToolButton(right)
        self.template_button.setProperty("role", "quiet")
        self.template_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.template_button.clicked.connect(self.templates_wanted)
        for widget in (self.reply_button, self.note_button):
            self.first.addWidget(widget)
        self.second.addSpacing(parts.theme.metrics.s)
        self.second.addWidget(self.whom, 1)
        self.second.addWidget(self.hint)
        self.second.addWidget(self.template_button)
        kept = frozenset(kept_names(parts.desk.registry))
        self.note_button.setHidden("entry.type=note" not in kept)
        self.template_button.setHidden("reply_template" not in kept)
        parts.theme.changed.connect(self._redraw)
        self.retranslate()
        self._redraw()

    def retranslate(self) -> None:
        """Write the fixed words in the language in force."""
        self.reply_button.setText(" " + self.tr("Reply"))
        self.note_button.setText(" " + self.tr("Internal note"))
        self.template_button.setText(" " + self.tr("Template"))
        self.template_button.setToolTip(
            self.tr("Put in a template, or type / and its shortcut in the text")
        )

    def show_mode(self, mode: Mode) -> None:
        """Show what is being written."""
        (self.note_button if mode is Mode.NOTE else self.reply_button).setChecked(True)

    def address(self, mode: Mode, requester: str) -> None:
        """Say who will read it."""
        if mode is Mode.NOTE:
            self.whom.setText(self.tr("Only colleagues see this note."))
        elif requester:
            self.whom.setText(self.tr("To {name}").format(name=requester))
        else:
            self.whom.setText(self.tr("This ticket has no requester yet."))

    def hint_shortcuts(self, titles: Sequence[str]) -> None:
        """Say which templates fit what is typed; Tab puts an exact one in."""
        self.hint.setText(
            self.tr("Tab: {names}").format(names=" · ".join(titles)) if titles else ""
        )

    def _switch(self, mode: Mode) -> QToolButton:
        button = QToolButton(self.first.parentWidget())
        button.setCheckable(True)
        button.setProperty("role", "quiet")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(partial(self.mode_chosen.emit, mode))
        return button

    def _redraw(self) -> None:
        icons, colors = self._parts.theme.icons, self._parts.theme.colors
        self.reply_button.setIcon(icons.icon("reply", colors.accent))
        self.note_button.setIcon(icons.icon("lock", colors.warning))
        self.template_button.setIcon(icons.icon("file-text", colors.muted))


class WarningStrip(QFrame):
    """What may have been forgotten; the same warnings are shown once, then sending goes on."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ReplyWarning, ...] = ()
        self.setProperty("ground", "warning")
        self.words = QLabel(self)
        self.words.setProperty("role", "warning")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        space = parts.theme.metrics
        row.setContentsMargins(space.m, space.xs, space.m, space.xs)
        row.addWidget(self.words)
        self.hide()

    def show_found(self, found: tuple[ReplyWarning, ...]) -> None:
        """Show warnings and how to go on regardless."""
        self._shown = found
        lines = [self._line(one) for one in found]
        lines.append(self.tr("Send again if it is meant so."))
        self.words.setText("\n".join(lines))
        self.show()

    def was_shown(self, found: tuple[ReplyWarning, ...]) -> bool:
        """Tell whether the person has just seen these very warnings."""
        return not self.isHidden() and self._shown == found

    def say(self, sentence: str) -> None:
        """Show one sentence."""
        self._shown = ()
        self.words.setText(sentence)
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = ()
        self.hide()

    def _line(self, one: ReplyWarning) -> str:
        said = domain_text(one.message)
        if not one.found:
            return said
        return self.tr("{sentence} “{found}”").format(sentence=said, found=one.found)


class BottomBar(WrapRow):
    """Attach, minutes spent, whether it is kept, and the button that sends."""

    attach_wanted = Signal()
    send_wanted = Signal()
    minutes_changed = Signal()
    status_chosen = Signal(str)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parts.theme.metrics.s, parent)
        self._parts = parts
        left, right = self.first.parentWidget(), self.second.parentWidget()
        self.attach_button = QToolButton(left)
        self.attach_button.setProperty("role", "quiet")
        self.attach_button.clicked.connect(self.attach_wanted)
        self.spent = MinutesEdit(parts.theme, left)
        self.spent.minutes_changed.connect(self.minutes_changed)
        self.spent.setHidden("ticket.minutes_spent" not in set(kept_names(parts.desk.registry)))
        self.kept = ElidedLabel(left)
        self.kept.setProperty("role", "small")
        self.send_button = QToolButton(right)
        self.send_button.setProperty("role", "primary")
        self.send_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.send_button.clicked.connect(self.send_wanted)
        self.menu_button = QToolButton(right)
        self.menu_button.setProperty("role", "primary")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.menu_button.setMenu(self._menu)
        self._has_states = self._reading_only = False
        self._action = ""
        self._arrange()
        parts.theme.changed.connect(self._redraw)
        self.retranslate()
        self._redraw()

    def retranslate(self) -> None:
        """Write the fixed words in the language in force."""
        self.attach_button.setToolTip(self.tr("Attach files; dropping and pasting works too"))
        self.attach_button.setAccessibleName(self.tr("Attach files"))
        self.spent.setPlaceholderText(self.tr("0:00", "minutes spent, none yet"))
        self.spent.setToolTip(self.tr("Time spent, as minutes or 1:30; the watch times a call"))
        self.spent.setAccessibleName(self.tr("Minutes spent"))
        self.menu_button.setAccessibleName(self.tr("Send and set the status"))
        self.menu_button.setToolTip(self.menu_button.accessibleName())

    def minutes(self) -> int:
        """Minutes to count with the entry, those of a running timer included."""
        self.spent.count()
        return self.spent.minutes()

    def set_minutes(self, minutes: int) -> None:
        """Show minutes from a draft."""
        self.spent.set_minutes(minutes)

    def say_kept(self, words: str) -> None:
        """Say whether the draft is kept."""
        self.kept.setText(words)

    def offer_statuses(self, states: Sequence[tuple[str, str, str]]) -> None:
        """Offer to send and go to a status: value, words, icon."""
        self._menu.clear()
        for value, words, icon in states:
            drawn = self._parts.theme.icons.icon(icon, self._parts.theme.colors.muted)
            said = self.tr("Send and set “{status}”").format(status=words)
            action = self._menu.addAction(drawn, said)
            action.triggered.connect(partial(self._on_status, value))
        self._has_states = bool(states)
        self._enable()

    def name_action(self, mode: Mode, status: str) -> None:
        """Name what the button does."""
        if mode is Mode.NOTE:
            words = self.tr("Add note as {status}") if status else self.tr("Add note")
        else:
            words = self.tr("Send as {status}") if status else self.tr("Send reply")
        words = words.format(status=status)
        self.send_button.setText(f" {words}")
        self.send_button.setAccessibleName(words)
        self._action = words
        self._enable()

    def show_link(self, status: SyncStatus) -> None:
        """Send nothing while nothing can be written here."""
        self._reading_only = status.link is Link.READ_ONLY
        self._enable()

    def _enable(self) -> None:
        self.send_button.setEnabled(not self._reading_only)
        self.menu_button.setEnabled(self._has_states and not self._reading_only)
        self.send_button.setToolTip(
            self.tr("Nothing can be sent while nothing can be saved here")
            if self._reading_only
            else self.tr("{action} (Ctrl+Enter)").format(action=self._action)
        )

    def _on_status(self, value: str) -> None:
        self.status_chosen.emit(value)

    def _arrange(self) -> None:
        for widget in (self.attach_button, self.spent, self.kept):
            self.first.addWidget(widget)
        self.second.setSpacing(1)
        self.second.addStretch(1)
        self.second.addWidget(self.send_button)
        self.second.addWidget(self.menu_button)

    def _redraw(self) -> None:
        icons, colors = self._parts.theme.icons, self._parts.theme.colors
        self.attach_button.setIcon(icons.icon("paperclip", colors.text))
        self.send_button.setIcon(icons.icon("send", colors.on_accent))
        self.menu_button.setIcon(icons.icon("chevron-down", colors.on_accent))
