"""The key of a profile is not at hand: a passphrase, the keyring again, or the recovery key."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.profile_api import KeyState, ProfileInfo, Profiles
from deskclient.ui.background import in_background
from deskclient.ui.bridge import Bridge
from deskclient.ui.page_parts import text_label
from deskclient.ui.parts import Tone
from deskclient.ui.sign_in.step import Step, hint_label, labelled, name_field, small_label
from deskclient.ui.sign_in.step_frame import StepFrame
from deskclient.ui.surroundings import Surroundings
from deskclient.ui.theme.theme import set_look


class _WithOther(Step):
    """A step that offers the recovery key as another way."""

    other_asked = Signal()

    def add_other(self, column: QVBoxLayout) -> None:
        """Put the link at the end."""
        self.other = QPushButton(self.tr("Use the recovery key instead"), self)
        set_look(self.other, role="link")
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self.other_asked)
        column.addWidget(self.other, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


class PassphraseStep(_WithOther):
    """The passphrase of a profile."""

    def __init__(self, profile: ProfileInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._why = text_label("", "", self)
        self._label = small_label(self)
        self.line = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._why)
        labelled(column, self._label, self.line)
        self.add_other(column)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.submitted)
        self.words()

    def secret(self) -> str:
        """What was typed."""
        return self.line.text()

    @override
    def heading(self) -> str:
        return self.tr("Type your passphrase")

    @override
    def next_words(self) -> str:
        return self.tr("Unlock")

    @override
    def ready(self) -> bool:
        return bool(self.line.text())

    @override
    def words(self) -> None:
        name_field(self._label, self.line, self.tr("Passphrase"))
        why = self.tr("It locks what is kept here of {desk} for {person}.")
        profile = self._profile
        self._why.setText(why.format(desk=profile.desk_name, person=profile.person_name))

    @override
    def focus_first(self) -> None:
        self.line.setFocus()
        self.line.selectAll()


class RecoveryKeyStep(Step):
    """The recovery key, as it was written down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = text_label("", "", self)
        self._label = small_label(self)
        self.text = QPlainTextEdit(self)
        self._hint = hint_label(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._why)
        labelled(column, self._label, self.text)
        column.addWidget(self._hint)
        column.addStretch(1)
        self.text.textChanged.connect(self.changed)
        self.words()

    def secret(self) -> str:
        """What was typed."""
        return self.text.toPlainText().strip()

    @override
    def heading(self) -> str:
        return self.tr("Type your recovery key")

    @override
    def next_words(self) -> str:
        return self.tr("Unlock")

    @override
    def ready(self) -> bool:
        return bool(self.secret())

    @override
    def words(self) -> None:
        self._label.setText(self.tr("Recovery key"))
        self.text.setAccessibleName(self.tr("Recovery key"))
        self._why.setText(
            self.tr(
                "The key of this profile is not where it was. Nothing has been erased: with the "
                "recovery key you were shown when you first signed in, everything opens again."
            )
        )
        self._hint.setText(
            self.tr(
                "Capitals, spaces and dashes do not matter; 0 and O, 1 and I count as the same."
            )
        )

    @override
    def focus_first(self) -> None:
        self.text.setFocus()


class KeyringStep(_WithOther):
    """The keyring does not answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = text_label("", "", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._why)
        self.add_other(column)
        self.words()

    @override
    def heading(self) -> str:
        return self.tr("Unlock the keyring of this system")

    @override
    def next_words(self) -> str:
        return self.tr("Try again")

    @override
    def ready(self) -> bool:
        return True

    @override
    def words(self) -> None:
        self._why.setText(
            self.tr(
                "The key of this profile is in the keyring of this system, and the keyring does "
                "not give it out now. Unlock it, then try again. Nothing has been erased."
            )
        )


class UnlockWindow(StepFrame):
    """Ends with the profile unlocked, or closed."""

    unlocked = Signal(str)
    """The id of the profile that can be opened now."""

    def __init__(
        self,
        surroundings: Surroundings,
        profiles: Profiles,
        profile: ProfileInfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(surroundings.theme, parent)
        self._profiles = profiles
        self._profile = profile
        self._state = KeyState.MISSING
        self._bridge = Bridge(self)
        self._attempt = 0
        self.next_asked.connect(self._on_next)
        self.stop_asked.connect(self._on_stop)
        self.back_asked.connect(self._on_back)

    def show_for(self, state: KeyState) -> None:
        """Ask for what is missing."""
        self._state = state
        self.setWindowTitle(self.tr("Unlock {desk}").format(desk=self._profile.desk_name))
        self._ask(state)
        self.fit()
        self.open()
        if self.step is not None:
            self.step.focus_first()

    def _ask(self, state: KeyState) -> None:
        if state is KeyState.PASSPHRASE_NEEDED:
            self._show(PassphraseStep(self._profile, self))
        elif state is KeyState.KEYRING_LOCKED:
            self._show(KeyringStep(self))
        else:
            self._show(RecoveryKeyStep(self))

    def _show(self, step: Step) -> None:
        asks_key = isinstance(step, RecoveryKeyStep)
        if isinstance(step, _WithOther):
            step.other_asked.connect(self._ask_recovery_key)
        self.show_step(step, can_go_back=asks_key and self._state is not KeyState.MISSING)

    def _ask_recovery_key(self) -> None:
        self._show(RecoveryKeyStep(self))

    def _on_back(self) -> None:
        self._ask(self._state)

    def _on_next(self) -> None:
        self._attempt += 1
        attempt, profile_id, step = self._attempt, self._profile.profile_id, self.step
        self.banner.clear()
        if isinstance(step, KeyringStep):
            self.set_busy(self.tr("Asking the keyring…"))
            state = in_background(partial(self._profiles.key_state, profile_id))
            self._bridge.when_done(
                state, partial(self._on_state, attempt), partial(self._fail, attempt)
            )
            return
        if isinstance(step, PassphraseStep | RecoveryKeyStep):
            self.set_busy(self.tr("Unlocking…"))
            # Deriving a key takes its time by design.
            done = in_background(partial(self._profiles.unlock, profile_id, step.secret()))
            self._bridge.when_done(
                done, partial(self._on_unlocked, attempt), partial(self._fail, attempt)
            )

    def _on_state(self, attempt: int, state: KeyState) -> None:
        if attempt != self._attempt:
            return
        if state is KeyState.READY:
            self._on_unlocked(attempt, None)
        elif state is KeyState.KEYRING_LOCKED:
            self.idle()
            self.banner.say(Tone.WARNING, self.tr("The keyring still does not answer."))
        else:
            self._state = state
            self._ask(state)

    def _on_unlocked(self, attempt: int, _: None) -> None:
        if attempt != self._attempt:
            return
        self.idle()
        self.unlocked.emit(self._profile.profile_id)
        self.accept()

    def _fail(self, attempt: int, error: BaseException) -> None:
        if attempt == self._attempt:
            self.idle()
            self.banner.fail(error)

    def _on_stop(self) -> None:
        self._attempt += 1
        self.idle()

    @override
    def reject(self) -> None:
        self._attempt += 1
        self.idle()
        super().reject()
