"""A vault in a file, locked with a passphrase: scrypt makes the key, AES-GCM keeps the secrets."""

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typing_extensions import override

from deskclient.domain.errors import DamagedError, KeyMissingError
from deskclient.storage.codec import decode, encode
from deskclient.storage.files import file_faults, write_whole
from deskclient.storage.vault import Vault

_MARK = b"DCVAULT1"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_COST_LOG = 17
_BLOCK = 8
_MAX_COST_LOG = 20
"""A file that asks for more memory than this was not written by us."""


class PassphraseVault(Vault):
    """Open after construction; the passphrase itself is not kept."""

    def __init__(
        self,
        path: Path,
        passphrase: str,
        *,
        cost_log: int = _COST_LOG,
        anew: Mapping[str, str] | None = None,
    ) -> None:
        """Open the file, or make it if there is none.

        Args:
            path: The file.
            passphrase: What locks it.
            cost_log: How dear a guess is, for a file that is made.
            anew: Make the file with these secrets in place of one whose passphrase is forgotten.

        Raises:
            KeyMissingError: the passphrase is wrong.
            DamagedError: the file is not a vault.
        """
        self._path, self._cost_log = path, cost_log
        self._secrets = dict(anew or {})
        stored = _read(path) if anew is None else None
        if stored is None:
            self.change_passphrase(passphrase)
        else:
            self._salt, self._cost_log, nonce, sealed = stored
            self._key = _derive(passphrase, self._salt, self._cost_log)
            self._secrets = self._unseal(nonce, sealed)

    @property
    @override
    def lasting(self) -> bool:
        return True

    @override
    def get(self, name: str) -> str | None:
        return self._secrets.get(name)

    @override
    def put(self, name: str, secret: str) -> None:
        self._secrets[name] = secret
        self._save()

    @override
    def delete(self, name: str) -> None:
        if self._secrets.pop(name, None) is not None:
            self._save()

    def change_passphrase(self, passphrase: str) -> None:
        """Lock everything with another passphrase from now on."""
        self._salt = secrets.token_bytes(_SALT_BYTES)
        self._key = _derive(passphrase, self._salt, self._cost_log)
        self._save()

    def _head(self) -> bytes:
        return _MARK + bytes([self._cost_log]) + self._salt

    def _save(self) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        plain = encode(self._secrets).encode()
        sealed = _cipher(self._key).encrypt(nonce, plain, self._head())
        write_whole(self._path, self._head() + nonce + sealed)

    def _unseal(self, nonce: bytes, sealed: bytes) -> dict[str, str]:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - most start without it

        try:
            plain = _cipher(self._key).decrypt(nonce, sealed, self._head())
        except InvalidTag as error:
            raise KeyMissingError(
                "The passphrase does not fit",
                "Your keys stay locked.",
                "Type the passphrase again, or use the recovery key.",
            ) from error
        return {str(name): str(secret) for name, secret in decode(plain.decode()).items()}


def _read(path: Path) -> tuple[bytes, int, bytes, bytes] | None:
    with file_faults():
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            return None
    at = len(_MARK)
    salt_end = at + 1 + _SALT_BYTES
    nonce_end = salt_end + _NONCE_BYTES
    if not stored.startswith(_MARK) or len(stored) <= nonce_end or stored[at] > _MAX_COST_LOG:
        raise DamagedError("The file with your keys is damaged", str(path))
    return stored[at + 1 : salt_end], stored[at], stored[salt_end:nonce_end], stored[nonce_end:]


def _derive(passphrase: str, salt: bytes, cost_log: int) -> bytes:
    cost = 1 << cost_log
    # OpenSSL refuses more than 32 MB unless told; it needs 128 * n * r bytes and some more.
    room = 128 * cost * _BLOCK + (1 << 20)
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=cost, r=_BLOCK, p=1, maxmem=room, dklen=32
    )


def _cipher(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(key)
