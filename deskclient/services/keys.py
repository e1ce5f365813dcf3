"""Keys of stores and tokens of sessions: one way to them, wherever a profile keeps them."""

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from deskclient.domain.errors import KeyMissingError, RefusedError
from deskclient.services.profile_api import KeyPlace
from deskclient.storage import vault as secrets_at
from deskclient.storage.vault import STORE_KEY, TOKEN, SessionVault, StoreKeys, secret_name
from deskclient.storage.vault_keyring import QuickVault, system_vault
from deskclient.storage.vault_passphrase import PassphraseVault

_log = logging.getLogger(__name__)
_FILE = "vault.bin"


class SystemVault:
    """The :class:`~deskclient.services.vault_port.Vault` of this person on this computer.

    Args:
        profiles: The folder of the profile folders, where passphrase vaults live.
        keyring: Gives the system keyring for use; tests bring their own.
        look: Looks whether the system keyring can be used; raises :class:`KeyMissingError`.
        cost_log: How dear a guess at a passphrase is; tests take less.
    """

    def __init__(
        self,
        profiles: Path,
        keyring: Callable[[], secrets_at.Vault] = QuickVault,
        look: Callable[[], object] = system_vault,
        cost_log: int = 17,
    ) -> None:
        self._profiles = profiles
        self._keyring = keyring()
        self._look = look
        self._cost_log = cost_log
        self._session = SessionVault()
        self._unlocked: dict[str, PassphraseVault] = {}
        self._lock = threading.RLock()

    def trouble(self) -> str:
        """Why the system keyring cannot be used; empty if it can."""
        try:
            self._look()
        except KeyMissingError as trouble:
            return trouble.detail or trouble.title
        return ""

    def make_key(self, profile_id: str, place: KeyPlace, passphrase: str) -> bytes:
        """Make and keep a new key."""
        with self._lock:
            if place is KeyPlace.PASSPHRASE:
                self._make_file(profile_id, passphrase)
            return secrets_at.make_key(self._at(profile_id, place), profile_id)

    def key(self, profile_id: str, place: KeyPlace) -> bytes:
        """Give the key; for a passphrase only after :meth:`unlock`."""
        with self._lock:
            return secrets_at.load_key(self._at(profile_id, place), profile_id)

    def keys(self, profile_id: str, place: KeyPlace) -> StoreKeys:
        """Give the key and that of the cache."""
        with self._lock:
            return secrets_at.load_keys(self._at(profile_id, place), profile_id)

    def make_cache_key(self, profile_id: str, place: KeyPlace) -> None:
        """Give an empty cache a key of its own, unless it has one."""
        with self._lock:
            secrets_at.make_cache_key(self._at(profile_id, place), profile_id)

    def forget_cache_key(self, profile_id: str, place: KeyPlace) -> None:
        """Make what was cached unreadable for good."""
        with self._lock:
            secrets_at.forget_cache_key(self._at(profile_id, place), profile_id)

    def unlock(self, profile_id: str, place: KeyPlace, passphrase: str) -> None:
        """Open what a passphrase locks, for this run."""
        if place is not KeyPlace.PASSPHRASE or not self._file(profile_id).exists():
            raise KeyMissingError(
                "No passphrase opens this profile",
                "Its key is kept elsewhere.",
                "Unlock your keyring, or type the recovery key.",
            )
        with self._lock:
            self._unlocked[profile_id] = PassphraseVault(self._file(profile_id), passphrase)

    def change_passphrase(self, profile_id: str, current: str, new: str) -> None:
        """Lock with another passphrase; ``current`` is empty where the recovery key opened it."""
        name, path = secret_name(profile_id, STORE_KEY), self._file(profile_id)
        with self._lock:
            typed = self._session.get(name)
            if typed is not None and not current:
                token = self._session.get(secret_name(profile_id, TOKEN))
                known = {name: typed, **({secret_name(profile_id, TOKEN): token} if token else {})}
                vault = PassphraseVault(path, new, cost_log=self._cost_log, anew=known)
            else:
                vault = PassphraseVault(path, current)
                vault.change_passphrase(new)
                if typed is not None:
                    vault.put(name, typed)
            self._unlocked[profile_id] = vault
            for one in (STORE_KEY, TOKEN):
                self._session.delete(secret_name(profile_id, one))

    def put_key(self, profile_id: str, place: KeyPlace, key: bytes) -> None:
        """Keep a key again that was typed as recovery key.

        Where the passphrase is lost too, or the keyring is away, it holds for this run.
        """
        text = secrets_at.key_to_text(key)
        with self._lock:
            try:
                if self.key(profile_id, place) == key:
                    return  # with that of the cache beside it
            except KeyMissingError:
                _log.info("the key is kept anew")
            try:
                self._at(profile_id, place).put(secret_name(profile_id, STORE_KEY), text)
            except KeyMissingError:
                self._session.put(secret_name(profile_id, STORE_KEY), text)

    def tokens(self, profile_id: str, place: KeyPlace) -> tuple[str, ...] | None:
        """Give what was kept of the session, or ``None``."""
        with self._lock:
            text = self._at(profile_id, place).get(secret_name(profile_id, TOKEN))
        try:
            access, refresh, *more = json.loads(text or "null")
        except (ValueError, TypeError):
            return None
        return tuple(map(str, (access, refresh, *more)))

    def put_tokens(self, profile_id: str, place: KeyPlace, tokens: tuple[str, ...] | None) -> None:
        """Keep tokens, or forget them."""
        name = secret_name(profile_id, TOKEN)
        with self._lock:
            if tokens is None:
                self._at(profile_id, place).delete(name)
            else:
                self._at(profile_id, place).put(name, json.dumps(tokens))

    def forget(self, profile_id: str, place: KeyPlace) -> None:
        """Remove key and tokens for good."""
        with self._lock:
            for name in (STORE_KEY, TOKEN):
                self._session.delete(secret_name(profile_id, name))
            if place is KeyPlace.PASSPHRASE:
                self._unlocked.pop(profile_id, None)
                self._file(profile_id).unlink(missing_ok=True)
                return
            for name in (STORE_KEY, TOKEN):
                self._at(profile_id, place).delete(secret_name(profile_id, name))

    def _at(self, profile_id: str, place: KeyPlace) -> secrets_at.Vault:
        if place is KeyPlace.SESSION or self._session.get(secret_name(profile_id, STORE_KEY)):
            return self._session
        if place is KeyPlace.KEYRING:
            return self._keyring
        known = self._unlocked.get(profile_id)
        if known is None:
            raise KeyMissingError(
                "The profile is locked",
                "Its key is kept under a passphrase.",
                "Type the passphrase.",
            )
        return known

    def _make_file(self, profile_id: str, passphrase: str) -> None:
        if not passphrase:
            raise RefusedError("A passphrase is needed", "Without one nothing would be locked.")
        path = self._file(profile_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._unlocked[profile_id] = PassphraseVault(path, passphrase, cost_log=self._cost_log)

    def _file(self, profile_id: str) -> Path:
        return self._profiles / profile_id / _FILE
