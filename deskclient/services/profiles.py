"""Profiles: signing in, opening, leaving. One folder, one key, one session each; they never mix."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.tokens import SessionTokens
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, KeyMissingError, RefusedError, StorageError
from deskclient.domain.times import to_text
from deskclient.domain.words import phrase
from deskclient.services.api import Desk
from deskclient.services.departure import (
    UNREADABLE,
    folder_bytes,
    forget_file,
    measure,
    remove_all,
    remove_cached,
)
from deskclient.services.desk import OpenDesk
from deskclient.services.entrance import Entrance
from deskclient.services.erasing import Erasure, forget_cached, sign_in_again
from deskclient.services.erasures import Erasures
from deskclient.services.export import Unsent, export_unsent
from deskclient.services.files import MAX_FILE_BYTES
from deskclient.services.folders import Folders
from deskclient.services.given_back import keep_one_heap
from deskclient.services.opening import Opener
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
from deskclient.services.profile_list import Profile, ProfileList, profile_id_of
from deskclient.storage.vault import key_from_text, key_to_text

_log = logging.getLogger(__name__)


class Door(Protocol):
    """First contact with desks; see :class:`deskclient.services.desk_door.DeskDoor`. Blocks."""

    def probe(self, address: str) -> DeskFound:
        """Ask who answers."""
        ...

    def sign_in(self, form: SignInForm) -> Entrance:
        """Begin a session."""
        ...

    def sign_out(self, backend: str, url: str, instance: str, tokens: SessionTokens) -> None:
        """End a session."""
        ...

    def confirm_erased(self, backend: str, url: str, instance: str, erasure: Erasure) -> bool:
        """Tell a desk that its order to erase is carried out."""
        ...


class ProfileDesk(Profiles):
    """Used from the UI thread; what takes time runs in one thread, one thing after the other."""

    def __init__(
        self,
        folders: Folders,
        opener: Opener,
        make_door: Callable[[], Door],
        clock: Clock,
    ) -> None:
        self._folders = folders
        self._opener = opener
        self._vault = opener.vault
        self._make_door = make_door
        self._clock = clock
        self._list = ProfileList(folders.profile_list, folders.profiles)
        self._erasures = Erasures(folders.profiles, self._list, opener, make_door)
        self._open: dict[str, OpenDesk] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="deskclient-profiles")

    def close(self) -> None:
        """Close every open profile and end the thread."""
        for desk in tuple(self._open.values()):
            desk.close()
        self._worker.shutdown(wait=True, cancel_futures=True)

    # --- looking ------------------------------------------------------------------------------

    @override
    def all(self) -> Sequence[ProfileInfo]:
        return tuple(self._erasures.info(one) for one in self._list.all())

    @override
    def last_used(self) -> ProfileInfo | None:
        return next((one for one in self.all() if one.signed_in), None)

    @override
    def keyring_trouble(self) -> str:
        return self._vault.trouble()

    @override
    def key_state(self, profile_id: str) -> KeyState:
        profile = self._known(profile_id)
        try:
            self._vault.key(profile_id, KeyPlace(profile.key_place))
        except KeyMissingError:
            return self._why_missing(profile)
        return KeyState.READY

    @override
    def recovery_key(self, profile_id: str) -> str:
        profile = self._known(profile_id)
        return key_to_text(self._vault.key(profile_id, KeyPlace(profile.key_place)))

    @override
    def change_passphrase(self, profile_id: str, current: str, new: str) -> None:
        place = KeyPlace(self._known(profile_id).key_place)
        if place is not KeyPlace.PASSPHRASE or not new:
            raise RefusedError("No passphrase was changed", "This profile is locked otherwise.")
        self._vault.change_passphrase(profile_id, current, new)

    @override
    def rename(self, profile_id: str, label: str) -> None:
        self._list.put(replace(self._known(profile_id), label=label))

    @override
    def size(self, profile_id: str) -> "Future[int]":
        return self._worker.submit(lambda: folder_bytes(self._folder(profile_id)))

    # --- coming -------------------------------------------------------------------------------

    @override
    def probe(self, address: str) -> "Future[DeskFound]":
        keep_one_heap()
        return self._worker.submit(lambda: self._make_door().probe(address))

    @override
    def sign_in(self, form: SignInForm) -> "Future[SignedIn]":
        keep_one_heap()
        return self._worker.submit(lambda: self._sign_in(form))

    @override
    def unlock(self, profile_id: str, secret: str) -> None:
        profile = self._known(profile_id)
        place = KeyPlace(profile.key_place)
        try:
            key = key_from_text(secret)
        except KeyMissingError:
            self._vault.unlock(profile_id, place, secret)
            return
        # Tried on the store first: a key that does not fit must not replace the one that does.
        self._opener.door.check_key(self._folder(profile_id), key)
        self._vault.put_key(profile_id, place, key)

    def unlock_if_locked(self, profile_id: str, passphrase: str) -> None:
        """Use a passphrase where one is asked for, and there is something to open with it."""
        if self._opener.door.is_gone(self._folder(profile_id)):
            return
        if self.key_state(profile_id) is KeyState.PASSPHRASE_NEEDED:
            self.unlock(profile_id, passphrase)

    @override
    def open(self, profile_id: str, address: str = "") -> Desk:
        profile = self._known(profile_id)
        if profile_id in self._open and not self._open[profile_id].closed:
            raise RefusedError("The profile is open already", "It is shown in another window.")
        if self._erasures.is_pending(profile):
            raise RefusedError("The copy here is being erased", "The desk has ordered it.")
        desk = self._opener.open(profile, self._folder(profile_id), address)
        self._open[profile_id] = desk
        # Beside the window's thread: the first rows do not wait until it is on the disk.
        self._worker.submit(lambda: self._note_use(profile_id))
        return desk

    def _note_use(self, profile_id: str) -> None:
        try:
            self._list.touch(profile_id, self._now())
        except StorageError as trouble:
            _log.info("the time of use was not noted: %s", trouble)

    # --- leaving ------------------------------------------------------------------------------

    @override
    def unsent(self, profile_id: str) -> "Future[UnsentWork]":
        desk = self._open.get(profile_id)
        if desk is not None and not desk.closed:
            return desk.unsent_work()
        return self._worker.submit(lambda: self._measure(self._known(profile_id)))

    @override
    def export(self, profile_id: str, target: Path) -> "Future[int]":
        desk = self._open.get(profile_id)
        if desk is not None and not desk.closed:
            return desk.outbox.export(target)
        return self._worker.submit(lambda: self._export(self._known(profile_id), target))

    @override
    def finish_erasing(self, profile_id: str) -> "Future[None]":
        return self._worker.submit(lambda: self._erasures.finish(self._known(profile_id)))

    @override
    def sign_out(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        return self._worker.submit(lambda: self._leave(profile_id, choice, target, stay=True))

    @override
    def wipe(
        self, profile_id: str, choice: Departure, target: Path | None = None
    ) -> "Future[None]":
        return self._worker.submit(lambda: self._leave(profile_id, choice, target, stay=False))

    # --- inside, in the worker ----------------------------------------------------------------

    def _sign_in(self, form: SignInForm) -> SignedIn:
        entrance = self._make_door().sign_in(form)
        desk, session = entrance.desk, entrance.session
        profile_id = profile_id_of(desk.instance, session.person_id)
        before = self._list.get(profile_id)
        place = form.key_place if before is None else KeyPlace(before.key_place)
        key, fresh = self._key_for(profile_id, place, form.passphrase)
        if before is not None and self._erasures.is_pending(before):
            self._erasures.finish(before)
        self._vault.put_tokens(profile_id, place, entrance.tokens.kept)
        profile = Profile(
            profile_id=profile_id,
            backend=desk.backend,
            desk_url=desk.url,
            desk_name=desk.name,
            instance=desk.instance,
            person_id=session.person_id,
            person_name=session.name,
            login=session.login,
            role=session.role,
            queues=dict(session.queues),
            key_place=place.value,
            last_used=self._now(),
            demo=form.demo,
            label="" if before is None else before.label,
            ways=desk.sign_in,
            lacks=desk.lacks,
        )
        folder = self._folder(profile_id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (folder / "cache.db").exists():
            # Only then: what is cached under another key would be lost.
            self._vault.make_cache_key(profile_id, place)
        keys = self._vault.keys(profile_id, place)
        self._opener.door.keep_words(folder, keys, session.words)
        sign_in_again(folder)
        self._list.put(profile)
        return SignedIn(profile.info(), key_to_text(key) if fresh else "")

    def _key_for(self, profile_id: str, place: KeyPlace, passphrase: str) -> tuple[bytes, bool]:
        """Give the key the person's stores have, or a new one where there are none."""
        if place is KeyPlace.PASSPHRASE and passphrase and self._is_locked(profile_id, place):
            self._vault.unlock(profile_id, place, passphrase)
        try:
            return self._vault.key(profile_id, place), False
        except KeyMissingError:
            if (self._folder(profile_id) / "outbox.db").exists():
                raise
        return self._vault.make_key(profile_id, place, passphrase), True

    def _is_locked(self, profile_id: str, place: KeyPlace) -> bool:
        try:
            self._vault.key(profile_id, place)
        except KeyMissingError:
            return (self._folder(profile_id) / "outbox.db").exists()
        return False

    def _measure(self, profile: Profile) -> UnsentWork:
        try:
            return measure(self._read(profile))
        except DeskError as trouble:
            _log.info("the outbox could not be read: %s", trouble)
            return UNREADABLE

    def _read(self, profile: Profile) -> Unsent:
        folder = self._folder(profile.profile_id)
        if not (folder / "outbox.db").exists():
            return Unsent((), ())
        keys = self._vault.keys(profile.profile_id, KeyPlace(profile.key_place))
        registry = self._opener.registry_of(profile, folder, keys)
        return self._opener.door.read_unsent(folder, keys, registry)

    def _leave(
        self, profile_id: str, choice: Departure, target: Path | None, *, stay: bool
    ) -> None:
        profile = self._known(profile_id)
        if profile_id in self._open and not self._open[profile_id].closed:
            raise RefusedError("The profile is still open", "Close its window first.")
        # The last occasion to tell the desk: the order is noted in the folder that goes.
        self._erasures.finish(profile)
        folder = self._folder(profile_id)
        held = self._opener.door.lock(folder, "") if folder.exists() else None
        try:
            keep = self._settle_unsent(profile, choice, target, stay=stay)
            self._end_session(profile)
            forget_cached(self._vault, profile_id, KeyPlace(profile.key_place))
            if folder.exists():
                remove_cached(folder)
        finally:
            if held is not None:
                held.release()
        if not keep:
            # The key goes first: without it the rest is noise, should removing be cut short.
            self._forget_key(profile)
            if folder.exists():
                remove_all(folder)
        if stay:
            self._list.put(replace(profile, signed_in=False))
        else:
            forget_file(self._folders.window_memory(profile_id))
            self._list.remove(profile_id)

    def _forget_key(self, profile: Profile) -> None:
        try:
            self._vault.forget(profile.profile_id, KeyPlace(profile.key_place))
        except KeyMissingError as trouble:
            # The files go anyway; a key without its files opens nothing.
            _log.info("the key could not be removed: %s", trouble)

    def _settle_unsent(
        self, profile: Profile, choice: Departure, target: Path | None, *, stay: bool
    ) -> bool:
        """Do with unsent work as chosen; tells whether the stores must stay."""
        work = self._measure(profile)
        if not work or choice is Departure.DISCARD:
            return False
        if choice is Departure.EXPORT:
            if target is None:
                raise RefusedError("No file was named for the export")
            self._export(profile, target)
            return False
        if not stay:
            raise RefusedError(
                "There is unsent work in this profile",
                "Removing it would lose what the desk does not have.",
                "Export it first, or say that it may be thrown away.",
            )
        return True

    def _export(self, profile: Profile, target: Path) -> int:
        folder = self._folder(profile.profile_id)
        keys = self._vault.keys(profile.profile_id, KeyPlace(profile.key_place))
        files = self._opener.door.file_bytes(folder, keys)
        unsent = self._read(profile)

        def read(sha256: str) -> bytes | None:
            return files.read(sha256, MAX_FILE_BYTES)

        return export_unsent(target, unsent, self._opener.registry, read)

    def _end_session(self, profile: Profile) -> None:
        place = KeyPlace(profile.key_place)
        try:
            tokens = self._vault.tokens(profile.profile_id, place)
        except KeyMissingError:
            return
        if tokens is not None:
            kept = SessionTokens(*tokens[:4])
            self._make_door().sign_out(profile.backend, profile.desk_url, profile.instance, kept)
            self._vault.put_tokens(profile.profile_id, place, None)

    def _why_missing(self, profile: Profile) -> KeyState:
        if profile.key_place == KeyPlace.PASSPHRASE.value:
            return KeyState.PASSPHRASE_NEEDED
        if profile.key_place == KeyPlace.KEYRING.value and self._vault.trouble():
            return KeyState.KEYRING_LOCKED
        return KeyState.MISSING

    def _known(self, profile_id: str) -> Profile:
        found = self._list.get(profile_id)
        if found is None:
            raise RefusedError(
                "There is no such profile",
                phrase("Nothing is known here of the profile {profile}.", profile=profile_id),
                "Sign in to the desk to make it.",
            )
        return found

    def _folder(self, profile_id: str) -> Path:
        return self._folders.profiles / profile_id

    def _now(self) -> str:
        return to_text(self._clock.now())
