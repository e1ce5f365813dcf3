"""What profiles ask of the place where keys and tokens are kept."""

from typing import Protocol

from deskclient.services.profile_api import KeyPlace
from deskclient.storage.vault import StoreKeys


class Vault(Protocol):
    """Keys of stores and tokens of sessions, by profile. Safe from any thread; may block.

    Everything raises :class:`deskclient.domain.errors.KeyMissingError` if the secret cannot be
    had now; nothing is ever erased because of that.
    """

    def trouble(self) -> str:
        """Why the system keyring cannot be used; empty if it can."""
        ...

    def make_key(self, profile_id: str, place: KeyPlace, passphrase: str) -> bytes:
        """Make and keep a new key."""
        ...

    def key(self, profile_id: str, place: KeyPlace) -> bytes:
        """Give the key; for a passphrase only after :meth:`unlock`."""
        ...

    def keys(self, profile_id: str, place: KeyPlace) -> StoreKeys:
        """Give the key and that of the cache; see :meth:`key`."""
        ...

    def make_cache_key(self, profile_id: str, place: KeyPlace) -> None:
        """Give an empty cache a key of its own, unless it has one."""
        ...

    def forget_cache_key(self, profile_id: str, place: KeyPlace) -> None:
        """Make what was cached unreadable for good."""
        ...

    def unlock(self, profile_id: str, place: KeyPlace, passphrase: str) -> None:
        """Open what a passphrase locks, for this run."""
        ...

    def change_passphrase(self, profile_id: str, current: str, new: str) -> None:
        """Lock with another passphrase; ``current`` is empty where the recovery key opened it."""
        ...

    def put_key(self, profile_id: str, place: KeyPlace, key: bytes) -> None:
        """Keep a key again that was typed as recovery key."""
        ...

    def tokens(self, profile_id: str, place: KeyPlace) -> tuple[str, ...] | None:
        """Give what was kept of the session: access and refresh token first; or ``None``."""
        ...

    def put_tokens(self, profile_id: str, place: KeyPlace, tokens: tuple[str, ...] | None) -> None:
        """Keep tokens, or forget them."""
        ...

    def forget(self, profile_id: str, place: KeyPlace) -> None:
        """Remove key and tokens for good."""
        ...
