"""Profiles in memory with the face of :class:`deskclient.services.profile_api.Profiles`.

Futures are done at once unless ``hold`` is set; then a test lets them go with ``release()``.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace
from typing_extensions import override

from deskclient.domain.errors import DeskError, KeyMissingError, RefusedError
from deskclient.services.api import Desk
from deskclient.services.profile_api import (
    Departure,
    DeskFound,
    KeyPlace,
    KeyState,
    ProfileInfo,
    Profiles,
    SignedIn,
    SignInForm,
    UnsentWork,
)
from tests.fakes.fake_desk import FakeDesk

T = TypeVar("T")
KEY = "-".join(["4T7W", "9KQ2", "XN5D", "0RBA", "H1VM", "6YJC", "P8ZE"] * 2)
FOUND = DeskFound(
    "https://desk.example", "instance-1", "Harbour Service Desk", "1.2", ("password",)
)
NOTHING = UnsentWork(0, 0, 0, 0, 0)
DANA = ProfileInfo(
    "p-dana", "Harbour Service Desk", "https://desk.example", "Dana Whitfield", "dana",
    KeyPlace.KEYRING, signed_in=True, last_used="2026-11-20T08:15:00.000Z",
)  # fmt: skip
OLEG = ProfileInfo(
    "p-oleg", "Завод: поддержка", "https://support.zavod.example:8443", "Олег Руднев", "o.rudnev",
    KeyPlace.PASSPHRASE, signed_in=False, last_used="2026-11-02T12:00:00.000Z",
)  # fmt: skip


class ProfilesInMemory(Profiles):
    """Every part is public, so that a test can look and change."""

    def __init__(self, *known: ProfileInfo) -> None:
        self.known = {one.profile_id: one for one in known}
        self.trouble = ""
        self.found: DeskFound | DeskError = FOUND
        self.password = "secret"
        self.signs_in = DANA
        self.state = KeyState.READY
        self.secret = ""
        self.work: dict[str, UnsentWork | DeskError] = {}
        self.calls: list[tuple[str, ...]] = []
        self.failure: DeskError | None = None
        self.desks: dict[str, FakeDesk] = {}
        self.hold = False
        self._held: list[Callable[[], None]] = []

    def release(self) -> None:
        """Let the held answers come."""
        held, self._held = self._held, []
        for answer in held:
            answer()

    def _answer(self, make: Callable[[], T]) -> "Future[T]":
        future: Future[Any] = Future()

        def settle() -> None:
            try:
                future.set_result(make())
            except DeskError as error:
                future.set_exception(error)

        if self.hold:
            self._held.append(settle)
        else:
            settle()
        return future

    @override
    def all(self) -> Sequence[ProfileInfo]:
        return tuple(self.known.values())

    @override
    def last_used(self) -> ProfileInfo | None:
        return next(iter(self.known.values()), None)

    @override
    def keyring_trouble(self) -> str:
        return self.trouble

    @override
    def probe(self, address: str) -> "Future[DeskFound]":
        self.calls.append(("probe", address))
        return self._answer(lambda: _value(self.found))

    @override
    def sign_in(self, form: SignInForm) -> "Future[SignedIn]":
        self.calls.append(("sign_in", form.login, form.key_place.value, form.passphrase))
        return self._answer(lambda: self._sign_in(form))

    def _sign_in(self, form: SignInForm) -> SignedIn:
        if form.password != self.password:
            raise RefusedError(
                "The sign-in was refused", "The sign-in name or the password is wrong."
            )
        profile = replace(self.signs_in, key_place=form.key_place)
        fresh = profile.profile_id not in self.known
        self.known[profile.profile_id] = profile
        return SignedIn(profile, KEY if fresh else "")

    @override
    def key_state(self, profile_id: str) -> KeyState:
        return self.state

    @override
    def unlock(self, profile_id: str, secret: str) -> None:
        if secret != self.secret:
            raise KeyMissingError(
                "The passphrase does not fit", "Your keys stay locked.", "Type it again."
            )

    @override
    def open(self, profile_id: str, address: str = "") -> Desk:
        desk = self.desks[profile_id] = FakeDesk()
        return desk

    @override
    def recovery_key(self, profile_id: str) -> str:
        return KEY

    @override
    def change_passphrase(self, profile_id: str, current: str, new: str) -> None:
        if current != self.secret:
            raise KeyMissingError("The passphrase does not fit", "Your keys stay locked.")
        self.secret = new

    @override
    def rename(self, profile_id: str, label: str) -> None:
        if self.failure is not None:
            raise self.failure
        self.known[profile_id] = replace(self.known[profile_id], label=label)

    @override
    def size(self, profile_id: str) -> "Future[int]":
        return self._answer(lambda: 148_000_000)

    @override
    def unsent(self, profile_id: str) -> "Future[UnsentWork]":
        return self._answer(lambda: _value(self.work.get(profile_id, NOTHING)))

    @override
    def export(self, profile_id: str, target: Path) -> "Future[int]":
        self.calls.append(("export", profile_id, str(target)))
        return self._answer(lambda: 1)

    @override
    def finish_erasing(self, profile_id: str) -> "Future[None]":
        self.calls.append(("finish_erasing", profile_id))
        return self._answer(self._finish)

    def _finish(self) -> None:
        if self.failure is not None:
            raise self.failure

    @override
    def sign_out(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        return self._answer(lambda: self._leave("sign_out", profile_id, choice, target))

    @override
    def wipe(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        return self._answer(lambda: self._leave("wipe", profile_id, choice, target))

    def _leave(self, how: str, profile_id: str, choice: Departure, target: Path | None) -> None:
        if self.failure is not None:
            raise self.failure
        self.calls.append((how, profile_id, choice.value, "" if target is None else target.name))
        self.known.pop(profile_id, None)


def _value(value: T | DeskError) -> T:
    if isinstance(value, DeskError):
        raise value
    return value
