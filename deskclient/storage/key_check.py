"""Tells a wrong key from a damaged file: a fingerprint of the key lies beside the stores."""

import hmac
from pathlib import Path

from deskclient.domain.errors import KeyMissingError
from deskclient.storage.connect import Key, Plain
from deskclient.storage.files import file_faults, write_whole

FILE = "key.check"
_PURPOSE = b"deskclient key check 1"
_PLAIN_MARK = "plain"


def fingerprint(key: Key) -> str:
    """Give a text that proves a key without telling it."""
    if isinstance(key, Plain):
        return _PLAIN_MARK
    return hmac.new(key, _PURPOSE, "sha256").hexdigest()


def note_key(folder: Path, key: Key) -> None:
    """Write the fingerprint of the key the stores were made with."""
    write_whole(folder / FILE, fingerprint(key).encode())


def key_fits(folder: Path, key: Key) -> bool | None:
    """Tell whether the stores were made with this key; ``None`` if nobody wrote it down."""
    with file_faults():
        try:
            noted = (folder / FILE).read_text("ascii", "replace").strip()
        except FileNotFoundError:
            return None
    return hmac.compare_digest(noted.encode(), fingerprint(key).encode()) if noted else None


def require_key(folder: Path, key: Key) -> None:
    """Refuse a key the stores were not made with, before any file is judged by it.

    Raises:
        KeyMissingError: another key is needed; nothing was touched.
    """
    if key_fits(folder, key) is False:
        raise KeyMissingError(
            "The key does not fit",
            "Your data is here, but it was encrypted with another key than the one found.",
            "Unlock your keyring, or type the recovery key.",
        )
