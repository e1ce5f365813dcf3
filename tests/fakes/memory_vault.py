"""Keys and tokens in memory, with a keyring that can be locked and a passphrase that can be wrong."""

import secrets

from deskclient.domain.errors import KeyMissingError
from deskclient.services.profile_api import KeyPlace


class MemoryVault:
    """As strict as the real one; ``restart()`` plays a new run of the program."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}
        self.sessions: dict[str, tuple[str, str]] = {}
        self.passphrases: dict[str, str] = {}
        self.unlocked: set[str] = set()
        self.locked = ""

    def restart(self) -> None:
        """Forget what lives in memory only."""
        self.unlocked.clear()

    def trouble(self) -> str:
        return self.locked

    def make_key(self, profile_id: str, place: KeyPlace, passphrase: str) -> bytes:
        self.put_key(profile_id, place, secrets.token_bytes(32))
        self.passphrases[profile_id] = passphrase
        return self.keys[profile_id]

    def key(self, profile_id: str, place: KeyPlace) -> bytes:
        open_now = profile_id in self.unlocked if place is not KeyPlace.KEYRING else not self.locked
        if profile_id not in self.keys or not open_now:
            raise KeyMissingError("The key cannot be had now")
        return self.keys[profile_id]

    def unlock(self, profile_id: str, place: KeyPlace, passphrase: str) -> None:
        if place is not KeyPlace.PASSPHRASE or self.passphrases.get(profile_id) != passphrase:
            raise KeyMissingError("The passphrase is not right")
        self.unlocked.add(profile_id)

    def put_key(self, profile_id: str, place: KeyPlace, key: bytes) -> None:
        self.keys[profile_id] = key
        self.unlocked.add(profile_id)

    def tokens(self, profile_id: str, place: KeyPlace) -> tuple[str, str] | None:
        return self.sessions.get(profile_id)

    def put_tokens(
        self, profile_id: str, place: KeyPlace, tokens: tuple[str, str] | None
    ) -> None:
        if tokens is None:
            self.sessions.pop(profile_id, None)
        else:
            self.sessions[profile_id] = tokens

    def forget(self, profile_id: str, place: KeyPlace) -> None:
        for kept in (self.keys, self.sessions, self.passphrases):
            kept.pop(profile_id, None)
        self.unlocked.discard(profile_id)
