"""The desk's order to erase the copy on this computer: noted first, then carried out to its end.

The note is a file of its own in the profile's folder, so that a start finds it before it opens
anything: a program that was ended in the middle of the erasing ends it then. Unsent work, its files
and its key are never touched.
"""

import logging
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from deskclient.domain.errors import KeyMissingError, StorageError
from deskclient.services.profile_api import KeyPlace
from deskclient.services.vault_port import Vault
from deskclient.storage.files import write_whole

_log = logging.getLogger(__name__)
_NOTE = "erasure.json"


class Erasure(Struct, frozen=True, kw_only=True):
    """One order and how far it is carried out."""

    order_id: str = ""
    receipt: str = ""
    """What the desk is told when it is done; says nothing to anybody else."""
    at: str = ""
    """When it was heard."""
    done: bool = False
    confirmed: bool = False
    over: bool = False
    """Somebody has signed in again: it need not be told any more."""


def read_erasure(folder: Path) -> Erasure | None:
    """Find the order a profile has heard last; ``None`` if there never was one."""
    try:
        text = (folder / _NOTE).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as trouble:
        _log.warning("the note of an order to erase cannot be read: %s", trouble)
        return None
    try:
        return msgspec.json.decode(text, type=Erasure)
    except msgspec.DecodeError:
        # There was an order; what it was called can be heard from the desk again.
        return Erasure()


def note_erasure(folder: Path, erasure: Erasure) -> None:
    """Note an order, or how far it is carried out; durable on return.

    Raises:
        StorageError: it cannot be written.
    """
    write_whole(folder / _NOTE, msgspec.json.encode(erasure))


def forget_cached(vault: Vault, profile_id: str, place: KeyPlace) -> bool:
    """Forget what opens the cache and the session; tells whether nothing of it is left."""
    try:
        vault.put_tokens(profile_id, place, None)
        vault.forget_cache_key(profile_id, place)
    except KeyMissingError as trouble:
        _log.info("the key of the cache could not be forgotten yet: %s", trouble)
        # Where no secret was kept, or the key is gone altogether, there is nothing to forget.
        return place is KeyPlace.SESSION or (place is KeyPlace.KEYRING and not vault.trouble())
    except StorageError as trouble:
        _log.warning("the key of the cache could not be forgotten: %s", trouble)
        return False
    return True


def sign_in_again(folder: Path) -> None:
    """Note that somebody works in the profile again; the desk may still lack the receipt."""
    erasure = read_erasure(folder)
    if erasure is not None and not erasure.over:
        with suppress(StorageError):
            note_erasure(folder, replace(erasure, over=True))
