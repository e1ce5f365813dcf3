"""Files in memory, for the engine's port."""

import hashlib

from deskclient.domain.errors import DamagedError


class MemoryBlobs:
    """Staged and fetched files by digest."""

    def __init__(self) -> None:
        self.staged: dict[str, bytes] = {}
        self.fetched: dict[str, bytes] = {}
        self.parts: dict[str, bytearray] = {}

    def stage(self, content: bytes) -> str:
        """Freeze an outgoing file."""
        digest = hashlib.sha256(content).hexdigest()
        self.staged[digest] = content
        return digest

    async def read_staged(self, sha256: str, offset: int, size: int) -> bytes:
        content = self.staged.get(sha256)
        if content is None:
            raise DamagedError("The file is not here any more")
        return content[offset : offset + size]

    def has(self, sha256: str) -> bool:
        return sha256 in self.fetched or sha256 in self.staged

    def used_bytes(self) -> int:
        return sum(len(content) for content in self.fetched.values())

    async def trim(self, budget: int, keep: frozenset[str]) -> None:
        """Delete fetched files, the oldest first, until the rest fits."""
        for digest in [one for one in self.fetched if one not in keep]:
            if self.used_bytes() <= budget:
                return
            del self.fetched[digest]

    async def partial(self, sha256: str) -> int:
        return len(self.parts.get(sha256, b""))

    async def append(self, sha256: str, offset: int, chunk: bytes) -> None:
        part = self.parts.setdefault(sha256, bytearray())
        del part[offset:]
        part += chunk

    async def finish(self, sha256: str) -> bool:
        content = bytes(self.parts.pop(sha256, b""))
        if hashlib.sha256(content).hexdigest() != sha256:
            return False
        self.fetched[sha256] = content
        return True
