"""Files of one simulated machine, in memory."""

from hashlib import sha256

from deskclient.domain.errors import DamagedError


class MemoryBlobs:
    """See :class:`deskclient.sync.ports.Blobs`; survives the death of the client like a disk."""

    def __init__(self) -> None:
        self._staged: dict[str, bytes] = {}
        self._fetched: dict[str, bytes] = {}
        self._partial: dict[str, bytearray] = {}

    def stage(self, content: bytes) -> str:
        """Freeze an outgoing file; gives its digest."""
        digest = sha256(content).hexdigest()
        self._staged[digest] = content
        return digest

    async def read_staged(self, sha256: str, offset: int, size: int) -> bytes:
        """Give some bytes of an outgoing file."""
        if sha256 not in self._staged:
            raise DamagedError("An attached file is gone")
        return self._staged[sha256][offset : offset + size]

    def has(self, sha256: str) -> bool:
        """Tell whether the whole file is here."""
        return sha256 in self._staged or sha256 in self._fetched

    def used_bytes(self) -> int:
        """Tell how much room fetched files take."""
        return sum(map(len, self._fetched.values()))

    async def trim(self, budget: int, keep: frozenset[str]) -> None:
        """Delete fetched files, the oldest first, until the rest fits."""
        for digest in [one for one in self._fetched if one not in keep]:
            if self.used_bytes() <= budget:
                return
            del self._fetched[digest]

    async def partial(self, sha256: str) -> int:
        """Tell how much of a file under way is here."""
        return len(self._partial.get(sha256, b""))

    async def append(self, sha256: str, offset: int, chunk: bytes) -> None:
        """Add the next bytes of a file under way."""
        held = self._partial.setdefault(sha256, bytearray())
        held[offset:] = chunk

    async def finish(self, sha256: str) -> bool:
        """Check and keep a file under way."""
        held = bytes(self._partial.pop(sha256, b""))
        if _digest(held) != sha256:
            return False
        self._fetched[sha256] = held
        return True


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
