"""Signing in from the address to the first tickets, or again after a session has ended."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deskclient.domain.errors import DeskError, KeyMissingError
from deskclient.domain.scope import Scope
from deskclient.services.api import Desk
from deskclient.services.profile_api import (
    Departure,
    DeskFound,
    KeyPlace,
    ProfileInfo,
    Profiles,
    SignedIn,
)
from deskclient.ui.background import in_background
from deskclient.ui.bridge import Bridge
from deskclient.ui.parts import Tone
from deskclient.ui.sign_in.address_step import AddressStep
from deskclient.ui.sign_in.failures import entry_failure
from deskclient.ui.sign_in.person_step import PersonStep
from deskclient.ui.sign_in.progress_step import ProgressStep
from deskclient.ui.sign_in.recovery_step import RecoveryStep
from deskclient.ui.sign_in.scope_step import ScopeStep
from deskclient.ui.sign_in.step_frame import StepFrame
from deskclient.ui.surroundings import Surroundings

WHILE_CHOOSING = Scope(mine=True, queues=(), days=0, attachment_bytes=0)
"""What comes while the person chooses: the names of the queues, and their own tickets."""


class SignInWindow(StepFrame):
    """Nothing here blocks: each question to the desk can be cancelled and its answer dropped."""

    opened = Signal(object)
    """A new profile's :class:`Desk`, open and started: show its window."""
    renewed = Signal(object)
    """A :class:`SignedIn` of a profile that was here before."""
    key_needed = Signal(object)
    """A :class:`ProfileInfo` whose key is not at hand: nobody gets in before it is unlocked."""

    def __init__(
        self,
        surroundings: Surroundings,
        profiles: Profiles,
        open_desk: Callable[[str], Desk],
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            surroundings: Look and words.
            profiles: All profiles.
            open_desk: Opens a profile by its id; raises :class:`StorageError`.
            parent: The window in front of which it stands, if any.
        """
        super().__init__(surroundings.theme, parent)
        self._surroundings = surroundings
        self._profiles = profiles
        self._open_desk = open_desk
        self._bridge = Bridge(self)
        self._attempt = 0
        self._address = ""
        self._again: ProfileInfo | None = None
        self._desk: Desk | None = None
        self._wanted: Scope | None = None
        self._stop_listening: Callable[[], None] | None = None
        self.next_asked.connect(self._on_next)
        self.back_asked.connect(self._on_back)
        self.stop_asked.connect(self._on_stop)

    # --- entry points -----------------------------------------------------------------------

    def show_new(self, address: str = "") -> None:
        """Begin with the address of a desk."""
        self._again = None
        self.setWindowTitle(self.tr("Sign in to a desk"))
        self._ask_address(address)
        self._present()

    def show_again(self, profile: ProfileInfo) -> None:
        """Let the person of a profile sign in again; nobody else can."""
        self._again = profile
        self.setWindowTitle(self.tr("Sign in to {desk}").format(desk=profile.desk_name))
        found = DeskFound(
            profile.desk_url, "", profile.desk_name, "", profile.ways, backend=profile.backend
        )
        self.show_step(PersonStep(self.theme, found, "", profile, self))
        self._present()

    def _present(self) -> None:
        self.fit()
        self.open()
        if self.step is not None:
            self.step.focus_first()

    # --- moving on --------------------------------------------------------------------------

    def _on_next(self) -> None:
        step = self.step
        if isinstance(step, AddressStep):
            self._probe(step.address.text().strip())
        elif isinstance(step, PersonStep):
            self._sign_in(step)
        elif isinstance(step, RecoveryStep):
            self._choose_scope(step.profile_id)
        elif isinstance(step, ScopeStep):
            self._start_download(step)
        elif isinstance(step, ProgressStep):
            self._finish()

    def _on_back(self) -> None:
        if isinstance(self.step, PersonStep):
            self._ask_address(self._address)

    def _on_stop(self) -> None:
        self._attempt += 1
        self.idle()
        self.banner.say(Tone.INFO, self.tr("Stopped. Nothing was changed."))

    def _fail(self, attempt: int, error: BaseException) -> None:
        if attempt != self._attempt:
            return
        self.idle()
        if isinstance(error, KeyMissingError) and self._again is not None:
            # First the news, so that whoever counts open windows never counts none.
            self.key_needed.emit(self._again)
            self.accept()
            return
        if isinstance(self.step, PersonStep):
            self.step.forget_password()
            self.step.focus_first()
        self.banner.say(Tone.DANGER, *entry_failure(error))

    def _begin(self, words: str) -> int:
        self._attempt += 1
        self.banner.clear()
        self.set_busy(words)
        return self._attempt

    # --- the desk ---------------------------------------------------------------------------

    def _ask_address(self, address: str) -> None:
        step = AddressStep(self)
        step.address.setText(address)
        self.show_step(step)

    def _probe(self, address: str) -> None:
        self._address = address
        attempt = self._begin(self.tr("Asking who answers at {address}…").format(address=address))
        self._bridge.when_done(
            self._profiles.probe(address),
            partial(self._on_found, attempt),
            partial(self._fail, attempt),
        )

    def _on_found(self, attempt: int, found: DeskFound) -> None:
        if attempt != self._attempt:
            return
        # The keyring may ask the person to unlock it, so it is asked aside.
        self._bridge.when_done(
            in_background(self._profiles.keyring_trouble),
            partial(self._ask_person, attempt, found),
            partial(self._fail, attempt),
        )

    def _ask_person(self, attempt: int, found: DeskFound, trouble: str) -> None:
        if attempt == self._attempt:
            step = PersonStep(self.theme, found, trouble, None, self)
            self.show_step(step, can_go_back=True)

    # --- the person -------------------------------------------------------------------------

    def _sign_in(self, step: PersonStep) -> None:
        attempt = self._begin(self.tr("Signing in…"))
        self._bridge.when_done(
            self._profiles.sign_in(step.form()),
            partial(self._on_signed_in, attempt),
            partial(self._fail, attempt),
        )

    def _on_signed_in(self, attempt: int, signed: SignedIn) -> None:
        if attempt != self._attempt:
            # Cancelled meanwhile: a profile nobody wanted must not stay.
            self._forget(signed)
            return
        if self._again is not None and signed.profile.profile_id != self._again.profile_id:
            self._forget(signed)
            self._refuse_other(self._again, signed)
            return
        if not signed.recovery_key:
            self.idle()
            # First the news, so that whoever counts open windows never counts none.
            self.renewed.emit(signed)
            self.accept()
        elif signed.profile.key_place is KeyPlace.SESSION:
            self._choose_scope(signed.profile.profile_id)
        else:
            self.show_step(RecoveryStep(self.theme, signed, self))

    def _forget(self, signed: SignedIn) -> None:
        if signed.recovery_key:
            self._profiles.wipe(signed.profile.profile_id, Departure.DISCARD)

    def _refuse_other(self, again: ProfileInfo, signed: SignedIn) -> None:
        self.idle()
        self.banner.say(
            Tone.DANGER,
            self.tr("This profile belongs to {person}.").format(person=again.person_name),
            self.tr(
                "The desk says that you are {other}. Nothing was changed here; to work as "
                "{other}, add another profile."
            ).format(other=signed.profile.person_name),
        )

    # --- what is kept -----------------------------------------------------------------------

    def _choose_scope(self, profile_id: str) -> None:
        try:
            desk = self._open_desk(profile_id)
        except DeskError as error:
            self.idle()
            self.banner.say(Tone.DANGER, *entry_failure(error))
            return
        self._desk = desk
        self._wanted = desk.sync.scope()
        desk.sync.set_scope(WHILE_CHOOSING)
        self._stop_listening = desk.listen(self._bridge.post)
        attempt = self._attempt
        self._bridge.when_done(desk.start_engine(), _nothing, partial(self._fail, attempt))
        step = ScopeStep(self._surroundings, desk, self._bridge, self)
        step.editor.set_scope(self._wanted)
        self.show_step(step)

    def _start_download(self, step: ScopeStep) -> None:
        self._wanted = None
        step.desk.sync.set_scope(step.editor.scope())
        self.show_step(ProgressStep(self._surroundings, step.desk, self._bridge, self))

    def _finish(self) -> None:
        desk, self._desk = self._desk, None
        self._end_listening()
        self.opened.emit(desk)
        self.accept()

    def _end_listening(self) -> None:
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None

    @override
    def reject(self) -> None:
        self._attempt += 1
        desk, self._desk = self._desk, None
        self._end_listening()
        self.idle()
        if desk is not None and self._wanted is not None:
            # Closed without a choice: the usual one holds, and the window can open.
            desk.sync.set_scope(self._wanted)
        self._wanted = None
        if desk is not None:
            self.opened.emit(desk)
        super().reject()


def _nothing(_: None) -> None:
    """What is to be done when the engine runs: nothing, its events tell the rest."""
