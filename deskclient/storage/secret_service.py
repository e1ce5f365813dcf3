"""Reads one secret from the Secret Service of a Linux desktop, with as little code as it takes.

``keyring`` and ``secretstorage`` agree on a key with the service before each reading, so that the
secret crosses the bus encrypted; a third of the time to the first list went into that. The bus is a
socket of this person alone, and whoever may listen on it may as well ask for the secret. So the
plain way, which every Secret Service has to offer, loses nothing.
"""

from importlib import import_module
from typing import Any

_NAME = "org.freedesktop.secrets"
_ROOT = "/org/freedesktop/secrets"
_SERVICE = "org.freedesktop.Secret.Service"
_WAIT_S = 5.0


def read_secret(service: str, name: str) -> str | None:
    """Look a secret up under the attributes ``keyring`` gives it; any trouble gives ``None``.

    Also where it is locked: unlocking asks the person, which is left to the library.
    """
    try:
        # Comes with keyring; where it does not, there is no Secret Service either.
        bus: Any = import_module("jeepney.io.blocking")
        wrappers: Any = import_module("jeepney.wrappers")
    except ImportError:
        return None
    try:
        with bus.open_dbus_connection(bus="SESSION") as connection:
            return _Asking(connection, wrappers).secret({"service": service, "username": name})
    except (wrappers.DBusErrorResponse, OSError, ValueError, KeyError):
        return None


class _Asking:
    """One conversation with the service."""

    def __init__(self, connection: Any, wrappers: Any) -> None:
        self._connection = connection
        self._wrappers = wrappers

    def secret(self, attributes: dict[str, str]) -> str | None:
        """Give the first secret with these attributes that is not locked."""
        unlocked, _locked = self._call("SearchItems", "a{ss}", (attributes,))
        if not unlocked:
            return None
        _, session = self._call("OpenSession", "sv", ("plain", ("s", "")))
        (found,) = self._call("GetSecrets", "aoo", (unlocked[:1], session))
        _session, _parameters, value, _type = found[unlocked[0]]
        return bytes(value).decode("utf-8")

    def _call(self, method: str, signature: str, body: tuple[object, ...]) -> Any:
        at = self._wrappers.DBusAddress(_ROOT, bus_name=_NAME, interface=_SERVICE)
        message = self._wrappers.new_method_call(at, method, signature, body)
        reply = self._connection.send_and_get_reply(message, timeout=_WAIT_S)
        return self._wrappers.unwrap_msg(reply)
