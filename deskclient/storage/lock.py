"""One writer for each profile: a lock of the operating system, gone with its process."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from deskclient.domain.errors import StorageError
from deskclient.storage.codec import decode, encode
from deskclient.storage.files import file_faults

_FAR = 1 << 30
"""Where Windows locks one byte: beyond the content, which others may read."""


class ProfileBusyError(StorageError):
    """Another running program holds the profile.

    Attributes:
        address: Where it listens for being brought to the front; empty if it did not say.
    """

    def __init__(self, address: str) -> None:
        super().__init__(
            "The profile is open already",
            "Another window of this program uses it.",
            "That window comes to the front.",
        )
        self.address = address


class ProfileLock:
    """Held from construction until :meth:`release`. A crash releases it."""

    def __init__(self, path: Path, address: str = "", *, to_write: bool = True) -> None:
        """Take the lock, or find out who has it.

        Args:
            path: Of the lock's file.
            address: Where this process listens.
            to_write: False where nothing can be written: the file must be there, and nobody
                learns where we listen.

        Raises:
            ProfileBusyError: somebody else holds it.
            ReadOnlyError: the folder cannot be written.
        """
        with file_faults():
            if to_write:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            how = os.O_RDWR | os.O_CREAT if to_write else os.O_RDONLY
            self._handle = os.open(path, how, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise ProfileBusyError(_address_in(path)) from error
        self._held = True
        if to_write:
            self.listen_at(address)

    def listen_at(self, address: str) -> None:
        """Tell others where this process listens."""
        content = encode({"pid": os.getpid(), "address": address}).encode()
        with file_faults():
            # Blanks where something longer stood: a file that is cut short is flushed to its disk,
            # and the start would wait for that.
            content = content.ljust(os.fstat(self._handle).st_size)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, content)

    def release(self) -> None:
        """Let others have the profile. The file stays: removing it would make two locks of one."""
        if self._held:
            self._held = False
            os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _address_in(path: Path) -> str:
    try:
        return str(decode(path.read_text("utf-8"))["address"])
    except (OSError, StorageError, KeyError, TypeError, UnicodeDecodeError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
