"""Profiles in memory: each opens a fake desk of its own."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from msgspec.structs import replace

from deskclient.domain.errors import DamagedError, FolderGoneError, KeyMissingError
from deskclient.services.profile_api import (
    Departure,
    DeskFound,
    KeyPlace,
    KeyState,
    OpenElsewhereError,
    ProfileInfo,
    SignedIn,
    SignInForm,
    UnsentWork,
)
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.futures import finished


def profile_info(profile_id: str) -> ProfileInfo:
    """A profile that is signed in."""
    return ProfileInfo(
        profile_id=profile_id,
        desk_name=f"Desk {profile_id}",
        desk_url=f"https://{profile_id}.example",
        person_name="Dana Whitfield",
        login="dana",
        key_place=KeyPlace.KEYRING,
        signed_in=True,
        last_used="2026-11-23T10:00:00.000Z",
    )


class FakeProfiles:
    """What a window asks of profiles; a test sets states and looks at desks."""

    def __init__(self, *names: str) -> None:
        self.infos = [profile_info(name) for name in names]
        self.states: dict[str, KeyState] = {}
        self.desks: dict[str, FakeDesk] = {}
        self.broken: set[str] = set()
        self.gone: dict[str, Path] = {}
        self.foreign_keys: set[str] = set()
        self.elsewhere: dict[str, str] = {}
        self.finished: list[str] = []
        self.left: list[tuple[str, Departure]] = []

    def all(self) -> Sequence[ProfileInfo]:
        return list(self.infos)

    def last_used(self) -> ProfileInfo | None:
        return next((one for one in self.infos if one.signed_in), None)

    def keyring_trouble(self) -> str:
        return ""

    def probe(self, address: str) -> "Future[DeskFound]":
        return finished(DeskFound(address, "instance", "Found desk", "1", ("password",)))

    def sign_in(self, form: SignInForm) -> "Future[SignedIn]":
        for known in self.infos:
            if (known.desk_url, known.login) == (form.url, form.login):
                return self._sign_in_again(known)
        info = replace(profile_info("fresh"), desk_url=form.url, login=form.login)
        self.infos.append(info)
        return finished(SignedIn(info, "recovery-key"))

    def _sign_in_again(self, known: ProfileInfo) -> "Future[SignedIn]":
        if self.key_state(known.profile_id) is not KeyState.READY:
            locked: Future[SignedIn] = Future()
            locked.set_exception(KeyMissingError("The profile is locked"))
            return locked
        renewed = replace(known, signed_in=True)
        self.infos = [renewed if one is known else one for one in self.infos]
        return finished(SignedIn(renewed, ""))

    def key_state(self, profile_id: str) -> KeyState:
        return self.states.get(profile_id, KeyState.READY)

    def unlock(self, profile_id: str, secret: str) -> None:
        self.states[profile_id] = KeyState.READY

    def open(self, profile_id: str, address: str = "") -> FakeDesk:
        if self.key_state(profile_id) is not KeyState.READY:
            raise KeyMissingError("The key is missing")
        if profile_id in self.foreign_keys:
            raise KeyMissingError("The key does not fit")
        if profile_id in self.gone:
            raise FolderGoneError(self.gone[profile_id])
        if profile_id in self.broken:
            raise DamagedError("A local file is damaged", "outbox.db cannot be read.")
        if profile_id in self.elsewhere:
            raise OpenElsewhereError(self.elsewhere[profile_id])
        desk = FakeDesk()
        desk.me = replace(desk.me, profile_id=profile_id, desk_name=f"Desk {profile_id}")
        self.desks[profile_id] = desk
        return desk

    def recovery_key(self, profile_id: str) -> str:
        return "recovery-key"

    def change_passphrase(self, profile_id: str, current: str, new: str) -> None:
        """Nothing is locked here."""

    def rename(self, profile_id: str, label: str) -> None:
        self.infos = [
            replace(one, desk_name=label) if one.profile_id == profile_id else one
            for one in self.infos
        ]

    def size(self, profile_id: str) -> "Future[int]":
        return finished(12_000_000)

    def unsent(self, profile_id: str) -> "Future[UnsentWork]":
        return finished(UnsentWork(0, 0, 0, 0, 0))

    def export(self, profile_id: str, target: Path) -> "Future[int]":
        return finished(0)

    def finish_erasing(self, profile_id: str) -> "Future[None]":
        self.finished.append(profile_id)
        return finished(None)

    def sign_out(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        self.left.append((profile_id, choice))
        self.infos = [
            replace(one, signed_in=False) if one.profile_id == profile_id else one
            for one in self.infos
        ]
        return finished(None)

    def wipe(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        self.left.append((profile_id, choice))
        self.infos = [one for one in self.infos if one.profile_id != profile_id]
        return finished(None)
