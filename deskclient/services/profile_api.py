"""What the window may ask of profiles: sign-in, opening, leaving. The values and the one Protocol.

Nothing here blocks for the network: what needs the desk, the keyring or the disk returns a future,
whose exception is a :class:`deskclient.domain.errors.DeskError` with words for the person.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from deskclient.domain.discreet import Discreet
from deskclient.domain.errors import StorageError
from deskclient.services.api import Desk


class OpenElsewhereError(StorageError):
    """Another running window has the profile.

    Attributes:
        address: Where that window listens for being brought to the front; empty if unknown.
    """

    def __init__(self, address: str) -> None:
        super().__init__(
            "The profile is open already",
            "Another window of this program uses it.",
            "That window comes to the front.",
        )
        self.address = address


class KeyPlace(StrEnum):
    """Where the key of a profile's stores (and its tokens) live."""

    KEYRING = "keyring"
    """The system's keyring: the normal case."""
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a place
    """A file locked by a passphrase the person types at each start."""
    SESSION = "session"
    """Only in memory: what is kept here cannot be read after the program ends."""


class KeyState(StrEnum):
    """Whether a profile can be opened now."""

    READY = "ready"
    PASSPHRASE_NEEDED = "passphrase_needed"  # noqa: S105 - a state
    KEYRING_LOCKED = "keyring_locked"
    """The keyring does not answer now: unlock it and try again, or use the recovery key."""
    MISSING = "missing"
    """The key is not where it was: the recovery key is needed. Nothing is erased."""


class ProfileInfo(Struct, frozen=True):
    """One desk and one user on this computer, as the chooser shows it."""

    profile_id: str
    desk_name: str
    desk_url: str
    person_name: str
    login: str
    key_place: KeyPlace
    signed_in: bool
    """False after a sign-out that kept unsent work: signing in again brings it back."""
    last_used: str
    demo: bool = False
    label: str = ""
    """The person's own name for it."""
    backend: str = "native"
    """Which kind of desk it is; see :mod:`deskclient.backends.registry`."""
    ways: tuple[str, ...] = ("password",)
    """How one signs in there; see :class:`deskclient.backends.way_in.Way`."""
    erased_at: str = ""
    """When the desk ordered the copy here erased; empty again once somebody has signed in."""

    @property
    def title(self) -> str:
        """The person's name for it, or the desk's."""
        return self.label or self.desk_name


class DeskFound(Struct, frozen=True):
    """The desk that answers at an address."""

    url: str
    instance: str
    """What tells it apart from all others; empty where only the session shows it."""
    name: str
    version: str
    sign_in: tuple[str, ...]
    """How one gets in, the usual way first: ``password``, ``token``."""
    backend: str = "native"
    kind: str = ""
    """What program it is, as its makers call it; empty for our own."""
    promise: str = ""
    """What will and will not work there, in one English sentence; empty if all does."""
    lacks: tuple[str, ...] = ()
    """Kinds, and fields as ``kind.field``, that nobody can write there."""
    keeps_password: bool = False
    """Whether the password must be kept, because the desk gives nothing in its place."""


class SignInForm(Discreet, frozen=True):
    """What the person typed to get in."""

    url: str
    login: str
    """Empty where a token says it."""
    password: str
    """The password, or the token."""
    key_place: KeyPlace = KeyPlace.KEYRING
    passphrase: str = ""
    demo: bool = False
    way: str = "password"
    backend: str = ""
    """Which kind of desk is there; empty to find it out."""


class SignedIn(Discreet, frozen=True):
    """A profile that is ready to be opened."""

    profile: ProfileInfo
    recovery_key: str = ""
    """Shown once, when the profile is made; empty for one that was there before."""


class UnsentWork(Struct, frozen=True):
    """The departure check: what would be lost if the stores of a profile went now."""

    changes: int
    """What the person did that is not on the desk, as the outbox lists it."""
    decisions: int
    """Those of them that wait for the person."""
    drafts: int
    files: int
    file_bytes: int
    titles: tuple[str, ...] = ()
    """Subjects of the records concerned, at most ten."""
    by_label: Mapping[str, int] = {}
    """Outbox items by what they are: ``reply``, ``edit`` …"""
    readable: bool = True
    """False if the store could not be read: then nobody can say that nothing is in it."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.drafts or not self.readable)


class Departure(StrEnum):
    """What is to become of unsent work when a profile is left."""

    KEEP = "keep"
    """Stays here, encrypted, until the same person signs in again."""
    EXPORT = "export"
    """Written to a readable ZIP first, then removed here."""
    DISCARD = "discard"
    """Removed."""


class Profiles(Protocol):
    """All profiles of this computer's user."""

    def all(self) -> Sequence[ProfileInfo]:
        """Every profile, the one used last first."""
        ...

    def last_used(self) -> ProfileInfo | None:
        """The signed-in profile to open at start."""
        ...

    def keyring_trouble(self) -> str:
        """Why the system keyring cannot be used, in one English sentence; empty if it can."""
        ...

    def probe(self, address: str) -> "Future[DeskFound]":
        """Ask who answers at a typed address; completes ``desk.example`` to ``https://…``."""
        ...

    def sign_in(self, form: SignInForm) -> "Future[SignedIn]":
        """Sign in and make the profile, or renew the one this person has for this desk."""
        ...

    def key_state(self, profile_id: str) -> KeyState:
        """Tell what opening needs; asks the keyring."""
        ...

    def unlock(self, profile_id: str, secret: str) -> None:
        """Unlock by passphrase or recovery key for this run; a recovery key is stored again.

        Raises:
            KeyMissingError: it does not open this profile.
        """
        ...

    def open(self, profile_id: str, address: str = "") -> Desk:
        """Open for work. Reads answer at once; the engine starts with :meth:`Desk.start_engine`.

        Args:
            profile_id: Which one.
            address: Where this window listens for being brought to the front.

        Raises:
            KeyMissingError: see :meth:`key_state`.
            OpenElsewhereError: another window has it.
            StorageError: the folder cannot be used.
        """
        ...

    def recovery_key(self, profile_id: str) -> str:
        """The recovery key once more, for an unlocked profile."""
        ...

    def change_passphrase(self, profile_id: str, current: str, new: str) -> None:
        """Lock a profile with another passphrase; takes its time by design.

        ``current`` is empty where the recovery key opened it, because the passphrase is forgotten.

        Raises:
            KeyMissingError: ``current`` does not fit.
            RefusedError: no passphrase locks this profile, or the new one is empty.
        """
        ...

    def rename(self, profile_id: str, label: str) -> None:
        """Give a profile a name of the person's own; empty goes back to the desk's.

        Raises:
            StorageError: the list cannot be written.
        """
        ...

    def size(self, profile_id: str) -> "Future[int]":
        """Count the bytes a profile takes on this computer."""
        ...

    def unsent(self, profile_id: str) -> "Future[UnsentWork]":
        """The departure check, for an open or a closed profile."""
        ...

    def export(self, profile_id: str, target: Path) -> "Future[int]":
        """Write unsent work of an open or closed profile to a ZIP; gives how much it is."""
        ...

    def finish_erasing(self, profile_id: str) -> "Future[None]":
        """Carry out what is left of the desk's order to erase, and tell the desk if it listens.

        Unsent work stays. Nothing is done where there was no order; the profile must be closed.
        """
        ...

    def sign_out(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        """End the session on the desk, remove cache and tokens; the profile must be closed.

        Unsent work is kept, exported to ``target`` or discarded as chosen; without unsent work
        the choice does not matter.
        """
        ...

    def wipe(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        """Remove everything of a profile from this computer, the key too; it must be closed.

        Raises:
            RefusedError: ``choice`` is KEEP although there is unsent work.
        """
        ...
