"""The system keyring as a vault: only backends that are known to encrypt, read back when written.

``keyring`` costs a tenth of a second to import; on Linux a secret is first looked for by asking the
Secret Service ourselves, which is about a tenth of that.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from typing_extensions import override

from deskclient.domain.errors import KeyMissingError
from deskclient.storage.secret_service import read_secret
from deskclient.storage.vault import Vault

_log = logging.getLogger(__name__)
SERVICE = "deskclient"
REAL_BACKENDS = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)


class Backend(Protocol):
    """What is used of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None:
        """Give a secret, or ``None``."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        ...


class KeyringVault(Vault):
    """Secrets in a keyring backend the caller has chosen or :func:`system_vault` has found."""

    def __init__(self, backend: Backend, *, service: str = SERVICE) -> None:
        self._backend = backend
        self._service = service

    @property
    @override
    def lasting(self) -> bool:
        return True

    @override
    def get(self, name: str) -> str | None:
        with _keyring_faults():
            return self._backend.get_password(self._service, name)

    @override
    def put(self, name: str, secret: str) -> None:
        with _keyring_faults():
            self._backend.set_password(self._service, name, secret)
            kept = self._backend.get_password(self._service, name)
        if kept != secret:
            raise _missing("The keyring of this system did not give back what was put into it.")

    @override
    def delete(self, name: str) -> None:
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - costs start-up time

        # Raised also where there is none.
        with _keyring_faults(), suppress(PasswordDeleteError):
            self._backend.delete_password(self._service, name)


class QuickVault(Vault):
    """A keyring vault that reads without importing ``keyring`` where it can."""

    def __init__(self, *, service: str = SERVICE) -> None:
        self._service = service
        self._slow: Vault | None = None

    @property
    @override
    def lasting(self) -> bool:
        return True

    @override
    def get(self, name: str) -> str | None:
        found = read_secret(self._service, name) if _may_be_quick() else None
        return self._whole().get(name) if found is None else found

    @override
    def put(self, name: str, secret: str) -> None:
        self._whole().put(name, secret)

    @override
    def delete(self, name: str) -> None:
        self._whole().delete(name)

    def _whole(self) -> Vault:
        if self._slow is None:
            self._slow = system_vault(service=self._service)
        return self._slow


def system_vault(
    *, service: str = SERVICE, allowed: frozenset[str] = REAL_BACKENDS
) -> KeyringVault:
    """Find the keyring of this system.

    Raises:
        KeyMissingError: there is none that encrypts; offer a passphrase or this session only.
    """
    import keyring  # noqa: PLC0415 - costs start-up time

    chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", [chosen]):
        kind = type(backend)
        if f"{kind.__module__}.{kind.__qualname__}" in allowed:
            return KeyringVault(backend, service=service)
    raise _missing("No keyring that encrypts is running on this system.")


def _may_be_quick() -> bool:
    """Leave it to ``keyring`` wherever somebody has chosen a backend."""
    if "PYTHON_KEYRING_BACKEND" in os.environ or "keyring" in sys.modules:
        return False
    return sys.platform == "linux" and bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


@contextmanager
def _keyring_faults() -> Iterator[None]:
    """Translate what a keyring raises inside; its own words go to the log."""
    from keyring.errors import (  # noqa: PLC0415 - costs start-up time
        InitError,
        KeyringError,
        KeyringLocked,
        NoKeyringError,
    )

    try:
        yield
    except Exception as error:
        # Also what the library beneath it raises (of D-Bus, GLib, Windows) and it lets through.
        whole = None if isinstance(error, KeyringError | OSError) else error
        _log.info("the keyring failed: %s: %s", type(error).__name__, error, exc_info=whole)
        if isinstance(error, KeyringLocked):
            raise _missing("The keyring of this system is locked.") from error
        if isinstance(error, InitError | NoKeyringError | OSError):
            raise _missing("The keyring of this system cannot be reached.") from error
        raise _missing("The keyring of this system refused what was asked of it.") from error


def _missing(detail: str) -> KeyMissingError:
    return KeyMissingError(
        "The keyring cannot be used",
        detail,
        "Unlock it, choose a passphrase, or work for this session only.",
    )
