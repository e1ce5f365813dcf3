"""The real ways into a profile folder: its lock, its stores, its files."""

from pathlib import Path

from deskclient.domain.desk_words import DeskWords
from deskclient.domain.errors import ReadOnlyError, StorageError
from deskclient.domain.kind import Registry
from deskclient.domain.words import phrase
from deskclient.services.erasing import read_erasure
from deskclient.services.export import Unsent, collect_unsent
from deskclient.services.files import FileBytes
from deskclient.services.folder_place import refusal_of, warning_of
from deskclient.services.op_maker import about
from deskclient.services.opening import FolderDoor, Held
from deskclient.services.profile_api import OpenElsewhereError
from deskclient.storage.blobs import BlobStore
from deskclient.storage.connect import Creator, open_in_place, open_target
from deskclient.storage.desk_words import read_words, write_words
from deskclient.storage.files import may_write
from deskclient.storage.key_check import require_key
from deskclient.storage.lock import ProfileBusyError, ProfileLock
from deskclient.storage.port import Reader
from deskclient.storage.reader import open_reader
from deskclient.storage.vault import StoreKeys

LOCK, OUTBOX, CARD = "profile.lock", "outbox.db", "profile.json"


def real_folder_door() -> FolderDoor:
    """Give the ways as they are used in earnest."""
    return FolderDoor(
        lock=_lock,
        hold=_hold,
        is_gone=_is_gone,
        warning=warning_of,
        open_reader=_open_reader,
        file_bytes=_file_bytes,
        check_key=require_key,
        read_words=_read_words,
        keep_words=_keep_words,
        read_unsent=_read_unsent,
    )


class _Unheld:
    """Stands for a lock where there is no file to lock."""

    def release(self) -> None:
        """Do nothing."""


def _is_gone(folder: Path) -> bool:
    # Signing in leaves the card, the first opening the outbox.
    return not any((folder / name).exists() for name in (OUTBOX, CARD))


def _lock(folder: Path, address: str) -> Held:
    refusal = refusal_of(folder)
    if refusal is not None:
        raise refusal
    if not may_write(folder):
        raise ReadOnlyError(
            "Nothing can be saved: the profile folder cannot be written",
            phrase("What is shown is what was kept in {folder} before.", folder=folder),
            "Allow writing to that folder, then close this window and open it again.",
        )
    try:
        return ProfileLock(folder / LOCK, address)
    except ProfileBusyError as busy:
        raise OpenElsewhereError(busy.address) from busy


def _hold(folder: Path) -> Held:
    path = folder / LOCK
    if not path.exists():
        return _Unheld()
    try:
        return ProfileLock(path, to_write=False)
    except ProfileBusyError as busy:
        raise OpenElsewhereError(busy.address) from busy


def _creator(folder: Path) -> Creator:
    return open_target if may_write(folder) else open_in_place


def _file_bytes(folder: Path, keys: StoreKeys) -> FileBytes:
    return BlobStore(folder, keys.store, keys.cache)


def _open_reader(folder: Path, keys: StoreKeys, registry: Registry) -> Reader:
    erasure = read_erasure(folder)
    if erasure is not None and not erasure.done:
        raise StorageError("The copy here is being erased", "The desk has ordered it.")
    # Before any file is judged by it: a wrong key must not make a cache look damaged.
    require_key(folder, keys.store)
    return open_reader(folder, keys.cache, registry, creator=_creator(folder))


def _read_words(folder: Path, keys: StoreKeys) -> DeskWords:
    return read_words(folder, keys.cache)


def _keep_words(folder: Path, keys: StoreKeys, words: DeskWords) -> None:
    write_words(folder, keys.cache, words)


def _read_unsent(folder: Path, keys: StoreKeys, registry: Registry) -> Unsent:
    # Here and not above: SQLAlchemy comes with it, and the first paint must not wait for that.
    from deskclient.storage.stores import open_outbox_read_only  # noqa: PLC0415

    outbox = open_outbox_read_only(folder, keys.store, creator=_creator(folder))
    try:
        unsent = collect_unsent(outbox)
    finally:
        outbox.close()
    return Unsent(unsent.ops, unsent.drafts, _titles(folder, keys, registry, unsent))


def _titles(
    folder: Path, keys: StoreKeys, registry: Registry, unsent: Unsent
) -> dict[tuple[str, str], str]:
    """Look titles up in the cache, as far as it can be read."""
    try:
        reader = _open_reader(folder, keys, registry)
    except StorageError:
        return {}
    found: dict[tuple[str, str], str] = {}
    try:
        for op in unsent.ops:
            name, record_id = about(op)
            kind = registry.get(name)
            view = None if kind is None else reader.record(name, record_id)
            if kind is not None and view is not None:
                found[op.kind, op.record_id] = str(view.doc.get(kind.title_field) or "")
    except StorageError:
        return found
    finally:
        reader.close()
    return found
