"""Puts an open profile together: first what is light, the engine only when it is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.desk_words import DeskWords, shaped
from deskclient.domain.errors import FolderGoneError, ReadOnlyError
from deskclient.domain.events import Event, ProblemRaised
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.domain.lacking import without
from deskclient.services.desk import DeskParts, OpenDesk
from deskclient.services.engine_port import RunningEngine
from deskclient.services.export import Unsent
from deskclient.services.files import FileBytes
from deskclient.services.profile_api import KeyPlace
from deskclient.services.profile_list import Profile
from deskclient.services.settings import Settings
from deskclient.services.vault_port import Vault
from deskclient.storage.port import Reader
from deskclient.storage.vault import StoreKeys


class Held(Protocol):
    """A profile folder that no other program may write to."""

    def release(self) -> None:
        """Give it up."""
        ...


class FolderDoor(Struct, frozen=True):
    """How a profile's folder is entered; the real ways are in :mod:`~deskclient.services.program`.

    All raise :class:`deskclient.domain.errors.StorageError`.
    """

    lock: Callable[[Path, str], Held]
    """Take the folder (and say where we listen), or fail because another program has it."""
    hold: Callable[[Path], Held]
    """Take a folder that cannot be written, for reading; fails as ``lock`` does."""
    is_gone: Callable[[Path], bool]
    """Tell whether a folder has nothing of a profile any more."""
    warning: Callable[[Path], ProblemRaised | None]
    """Tell what may happen to a folder that can be worked in, but should stand elsewhere."""
    open_reader: Callable[[Path, StoreKeys, Registry], Reader]
    file_bytes: Callable[[Path, StoreKeys], FileBytes]
    check_key: Callable[[Path, bytes], None]
    """Raise :class:`KeyMissingError` unless the stores were made with this key."""
    read_words: Callable[[Path, StoreKeys], DeskWords]
    """Read what the desk calls things."""
    keep_words: Callable[[Path, StoreKeys, DeskWords], None]
    read_unsent: Callable[[Path, StoreKeys, Registry], Unsent]
    """Read the outbox whatever version wrote it, without changing anything."""


class Opener(Struct, frozen=True):
    """Opens profiles for work."""

    door: FolderDoor
    registry: Registry
    vault: Vault
    clock: Clock
    randomness: Randomness
    ids: IdMaker
    settings: Settings
    offline: bool

    def open(self, profile: Profile, folder: Path, address: str) -> OpenDesk:
        """Open; raises :class:`StorageError`, with the folder given up again.

        Where the folder cannot be written, what is kept there is shown, and no engine will run.
        """
        if self.door.is_gone(folder):
            raise FolderGoneError(folder)
        keys = self.vault.keys(profile.profile_id, KeyPlace(profile.key_place))
        refusal: ReadOnlyError | None = None
        try:
            held = self.door.lock(folder, address)
        except ReadOnlyError as trouble:
            refusal, held = trouble, self.door.hold(folder)
        try:
            parts = self._parts(profile, folder, keys, held)
            return OpenDesk(parts if refusal is None else replace(parts, start=_refuse(refusal)))
        except BaseException:
            held.release()
            raise

    def registry_of(self, profile: Profile, folder: Path, keys: StoreKeys) -> Registry:
        """Give all kinds as the profile's desk has them; raises :class:`StorageError`."""
        words = self.door.read_words(folder, keys)
        return without(shaped(self.registry, words), profile.lacks)

    def _parts(self, profile: Profile, folder: Path, keys: StoreKeys, held: Held) -> DeskParts:
        settings, scope = self.settings, self.settings.first_scope()
        registry = self.registry_of(profile, folder, keys)
        files = self.door.file_bytes(folder, keys)
        return DeskParts(
            me=profile.me(),
            registry=registry,
            open_reader=lambda: self.door.open_reader(folder, keys, registry),
            files=files,
            clock=self.clock,
            ids=self.ids,
            undo_send_s=lambda: settings.number("undo_send_s"),
            hold_if_moved_on=lambda: settings.flag("hold_if_moved_on"),
            first_scope=scope,
            start=lambda emit, rest: self._start(profile, folder, keys, registry, emit, rest),
            read_unsent=lambda: self.door.read_unsent(folder, keys, registry),
            release=held.release,
        )

    def _start(
        self,
        profile: Profile,
        folder: Path,
        keys: StoreKeys,
        registry: Registry,
        emit: Callable[[Event], None],
        rest: Callable[[], None],
    ) -> RunningEngine:
        # Only here: this brings SQLAlchemy, httpx and asyncio, and runs in a thread of its own.
        from deskclient.services.engine_blobs import EngineBlobs  # noqa: PLC0415
        from deskclient.services.engine_room import EngineWishes, start_room  # noqa: PLC0415
        from deskclient.services.folder_eraser import FolderEraser  # noqa: PLC0415
        from deskclient.services.tokens import VaultTokens  # noqa: PLC0415
        from deskclient.storage.blobs import BlobStore  # noqa: PLC0415
        from deskclient.sync.settings import EngineSettings  # noqa: PLC0415

        # Before the stores are opened: what was put in their place may keep them from it.
        warning = self.door.warning(folder)
        if warning is not None:
            emit(warning)
        place = KeyPlace(profile.key_place)
        wishes = EngineWishes(
            folder=folder,
            keys=keys,
            registry=registry,
            backend=profile.backend,
            desk_url=profile.desk_url,
            instance=profile.instance,
            person_id=profile.person_id,
            tokens=VaultTokens(self.vault, profile.profile_id, place),
            blobs=EngineBlobs(BlobStore(folder, keys.store, keys.cache), folder, self.clock),
            eraser=FolderEraser(folder, self.vault, profile.profile_id, place, self.clock),
            clock=self.clock,
            randomness=self.randomness,
            ids=self.ids,
            first_scope=self.settings.first_scope(),
            offline=self.offline or self.settings.flag("start_offline"),
            settings=EngineSettings(),
            rest=rest,
            known_words=self.door.read_words(folder, keys),
            keep_words=lambda words: self.door.keep_words(folder, keys, words),
        )
        return start_room(wishes, emit)


def _refuse(
    refusal: ReadOnlyError,
) -> Callable[[Callable[[Event], None], Callable[[], None]], RunningEngine]:
    """Start nothing: an engine would have nowhere to write what it hears."""

    def start(_emit: Callable[[Event], None], _rest: Callable[[], None]) -> RunningEngine:
        raise refusal

    return start
