"""Where keys and tokens live: the system keyring, a passphrase, or this session's memory."""

import base64
import secrets
from hashlib import sha256
from typing import Protocol

from typing_extensions import override

from deskclient.domain.discreet import Discreet
from deskclient.domain.errors import KeyMissingError
from deskclient.storage.connect import KEY_BYTES

STORE_KEY = "store-key"
TOKEN = "token"  # noqa: S105 - the name of a secret, not one
_CHECK_CHARS = 4
_GROUP = 4
_LOOK_ALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})


class Vault(Protocol):
    """Keeps short secrets by name. Raises :class:`KeyMissingError` when it cannot be reached."""

    @property
    def lasting(self) -> bool:
        """Whether secrets outlive the process."""
        ...

    def get(self, name: str) -> str | None:
        """Give a secret, or ``None`` if there is none of that name."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keep a secret; on return it can be read back."""
        ...

    def delete(self, name: str) -> None:
        """Forget a secret; an absent one is no error."""
        ...


class SessionVault(Vault):
    """For this session only: everything is gone with the process."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    @property
    @override
    def lasting(self) -> bool:
        return False

    @override
    def get(self, name: str) -> str | None:
        return self._secrets.get(name)

    @override
    def put(self, name: str, secret: str) -> None:
        self._secrets[name] = secret

    @override
    def delete(self, name: str) -> None:
        self._secrets.pop(name, None)


class StoreKeys(Discreet, frozen=True):
    """The keys of one profile, kept as one secret: what opens at the start is asked for once.

    What the desk can give again has a key of its own, so that it can be made unreadable for good,
    wherever its bytes still lie on a disk, while what only this person has stays readable.
    """

    store: bytes
    """For the outbox and outgoing files; the recovery key."""
    cache: bytes
    """For the cache and received files; a profile from before there were two has one key."""


def secret_name(profile_id: str, what: str) -> str:
    """Name a profile's secret in a vault that serves several profiles."""
    return f"{profile_id}/{what}"


def load_key(vault: Vault, profile_id: str) -> bytes:
    """Give the key of a profile's stores.

    Raises:
        KeyMissingError: there is none, or it cannot be had now. Nothing is made in its place.
    """
    return load_keys(vault, profile_id).store


def load_keys(vault: Vault, profile_id: str) -> StoreKeys:
    """Give both keys; see :func:`load_key`."""
    text = vault.get(secret_name(profile_id, STORE_KEY))
    if text is None:
        raise KeyMissingError(
            "The key is missing",
            "Your data is here, but its key is not in the keyring.",
            "Unlock your keyring, or type the recovery key.",
        )
    return _keys_from_text(text)


def make_key(vault: Vault, profile_id: str) -> bytes:
    """Make and keep the key of a new profile; an existing key is never replaced."""
    name = secret_name(profile_id, STORE_KEY)
    found = vault.get(name)
    if found is not None:
        return _keys_from_text(found).store
    key = secrets.token_bytes(KEY_BYTES)
    vault.put(name, key_to_text(key))
    return key


def make_cache_key(vault: Vault, profile_id: str) -> None:
    """Give a profile a key for its cache, which must be empty, unless it has one already."""
    keys = load_keys(vault, profile_id)
    if keys.cache == keys.store:
        fresh = secrets.token_bytes(KEY_BYTES)
        text = f"{key_to_text(keys.store)} {key_to_text(fresh)}"
        vault.put(secret_name(profile_id, STORE_KEY), text)


def forget_cache_key(vault: Vault, profile_id: str) -> None:
    """Make what was cached unreadable; the key of the outbox stays as it is."""
    keys = load_keys(vault, profile_id)
    if keys.cache != keys.store:
        vault.put(secret_name(profile_id, STORE_KEY), key_to_text(keys.store))


def _keys_from_text(text: str) -> StoreKeys:
    first, _, second = text.strip().partition(" ")
    store = key_from_text(first)
    return StoreKeys(store, key_from_text(second) if second else store)


def key_to_text(key: bytes) -> str:
    """Write a key for paper: groups of letters and digits, with a check at the end."""
    letters = base64.b32encode(key).decode().rstrip("=") + _check(key)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def key_from_text(text: str) -> bytes:
    """Read what :func:`key_to_text` wrote, as a person would type it.

    Raises:
        KeyMissingError: it is no key, or a letter is wrong.
    """
    letters = "".join(text.split()).replace("-", "").upper().translate(_LOOK_ALIKES)
    body, check = letters[:-_CHECK_CHARS], letters[-_CHECK_CHARS:]
    try:
        key = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES or not secrets.compare_digest(_check(key).encode(), check.encode()):
        raise KeyMissingError(
            "This is not a recovery key",
            "A letter is wrong or missing.",
            "Compare it with the one you wrote down.",
        )
    return key


def _check(key: bytes) -> str:
    digest = sha256(b"deskclient recovery key\0" + key).digest()
    return base64.b32encode(digest).decode()[:_CHECK_CHARS]
