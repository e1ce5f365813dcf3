"""Outgoing files, held here until their message goes, for desks that take them only inside it.

Nothing of this outlives the program; what is missing then is brought here once more.
"""

from hashlib import sha256

from deskclient.backends.port import UploadState
from deskclient.domain.errors import RefusedError, ServerError

MOST_BYTES = 64 << 20
"""All files together: they stand in memory, and a request holds each of them once more."""


class HeldFiles:
    """Bytes by their SHA-256, the least recently used forgotten first.

    Args:
        most_bytes: What is held at most.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._held: dict[str, _Coming] = {}

    def start(self, digest: str, size: int) -> UploadState:
        """Make room for a file; goes on with one that is here in part.

        Raises:
            RefusedError: the file alone is larger than all that is held.
        """
        if size > self._most_bytes:
            raise RefusedError(
                "The file is too large for this desk",
                "It takes files only together with their message, so this program sends none "
                "larger than 64 MB there.",
                "Put the file where the other side can fetch it, and send its address.",
            )
        coming = self._held.pop(digest, None)
        if coming is None or coming.size != size:
            coming = _Coming(size)
        self._held[digest] = coming
        self._make_room(digest)
        return coming.state(digest)

    def state(self, digest: str) -> UploadState | None:
        """Tell how much of a file is here; ``None`` for nothing."""
        coming = self._held.get(digest)
        return None if coming is None else coming.state(digest)

    def take(self, digest: str, offset: int, chunk: bytes) -> UploadState:
        """Take the next bytes; those that do not follow what is here are left out.

        Raises:
            ServerError: the file was never announced, or is forgotten: it begins anew.
        """
        coming = self._held.pop(digest, None)
        if coming is None:
            raise ServerError("The file is not here any more", "It is sent from its start.")
        self._held[digest] = coming
        if offset == len(coming.content):
            coming.content += chunk[: coming.size - offset]
        return coming.state(digest)

    def content(self, digest: str) -> bytes | None:
        """Give a whole file; ``None`` if not all of it is here."""
        coming = self._held.get(digest)
        if coming is None or not coming.state(digest).complete:
            return None
        return bytes(coming.content)

    def drop(self, digest: str) -> None:
        """Forget a file: its message has gone."""
        self._held.pop(digest, None)

    def holds_together(self, sizes: int) -> bool:
        """Tell whether files of this size together can ever be here at once."""
        return sizes <= self._most_bytes

    def _make_room(self, wanted: str) -> None:
        for digest in tuple(self._held):
            if sum(one.size for one in self._held.values()) <= self._most_bytes:
                return
            if digest != wanted:
                del self._held[digest]


class _Coming:
    """One file on its way."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self._is_right: bool | None = None

    def state(self, digest: str) -> UploadState:
        whole = len(self.content) == self.size
        if whole and self._is_right is None:
            self._is_right = sha256(self.content).hexdigest() == digest
            if not self._is_right:
                # Damaged on the way: told as whole but not complete once, then begun anew.
                self.content.clear()
                self._is_right = None
                return UploadState(digest, self.size, complete=False)
        return UploadState(digest, len(self.content), complete=bool(whole and self._is_right))
