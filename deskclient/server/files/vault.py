"""Where the bytes live: parts of uploads, and whole contents under their SHA-256."""

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from typing_extensions import override

_PIECE = 1 << 20


class Vault(Protocol):
    """Keeps bytes; every method may raise ``OSError``."""

    def write(self, upload_id: str, position: int, data: bytes) -> None:
        """Write a piece of an upload where it belongs, over what may be there."""
        ...

    def flush(self, upload_id: str) -> None:
        """Make what was written safe from a power cut."""
        ...

    def digest(self, upload_id: str, size: int) -> str:
        """Give the SHA-256 of the first ``size`` bytes of an upload."""
        ...

    def keep(self, upload_id: str, sha256: str, size: int) -> None:
        """Turn a finished upload into a content."""
        ...

    def discard(self, upload_id: str) -> None:
        """Forget an upload's bytes."""
        ...

    def size(self, sha256: str) -> int | None:
        """Give the size of a content, or ``None`` if it is not here."""
        ...

    def read(self, sha256: str, start: int, count: int) -> bytes:
        """Give a piece of a content."""
        ...

    def remove(self, sha256: str) -> None:
        """Forget a content."""
        ...

    def contents(self) -> Iterator[str]:
        """List the digests of all contents."""
        ...


class MemoryVault(Vault):
    """Bytes in memory: for simulation and tests."""

    def __init__(self) -> None:
        self._parts: dict[str, bytearray] = {}
        self._contents: dict[str, bytes] = {}
        self._lock = threading.Lock()

    @override
    def write(self, upload_id: str, position: int, data: bytes) -> None:
        with self._lock:
            part = self._parts.setdefault(upload_id, bytearray())
            part[position : position + len(data)] = data

    @override
    def flush(self, upload_id: str) -> None:
        """Nothing is safe here anyway."""

    @override
    def digest(self, upload_id: str, size: int) -> str:
        return hashlib.sha256(bytes(self._parts.get(upload_id, b"")[:size])).hexdigest()

    @override
    def keep(self, upload_id: str, sha256: str, size: int) -> None:
        with self._lock:
            self._contents[sha256] = bytes(self._parts.pop(upload_id, b"")[:size])

    @override
    def discard(self, upload_id: str) -> None:
        self._parts.pop(upload_id, None)

    @override
    def size(self, sha256: str) -> int | None:
        found = self._contents.get(sha256)
        return None if found is None else len(found)

    @override
    def read(self, sha256: str, start: int, count: int) -> bytes:
        return self._contents[sha256][start : start + count]

    @override
    def remove(self, sha256: str) -> None:
        self._contents.pop(sha256, None)

    @override
    def contents(self) -> Iterator[str]:
        yield from list(self._contents)


class DiskVault(Vault):
    """Bytes in a folder; a content appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._parts = folder / "uploads"
        self._contents = folder / "contents"
        for path in (self._parts, self._contents):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _part(self, upload_id: str) -> Path:
        return self._parts / f"{upload_id}.part"

    def _content(self, sha256: str) -> Path:
        return self._contents / sha256[:2] / sha256

    @override
    def write(self, upload_id: str, position: int, data: bytes) -> None:
        handle = os.open(self._part(upload_id), os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.seek(position)
            file.write(data)

    @override
    def flush(self, upload_id: str) -> None:
        path = self._part(upload_id)
        if path.exists():
            with path.open("rb+") as file:
                os.fsync(file.fileno())

    @override
    def digest(self, upload_id: str, size: int) -> str:
        found, left = hashlib.sha256(), size
        path = self._part(upload_id)
        if size and path.exists():
            with path.open("rb") as file:
                while left > 0 and (piece := file.read(min(left, _PIECE))):
                    found.update(piece)
                    left -= len(piece)
        return found.hexdigest()

    @override
    def keep(self, upload_id: str, sha256: str, size: int) -> None:
        path, target = self._part(upload_id), self._content(sha256)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        with path.open("rb+") as file:
            file.truncate(size)
            os.fsync(file.fileno())
        path.replace(target)
        _sync_folder(target.parent)

    @override
    def discard(self, upload_id: str) -> None:
        self._part(upload_id).unlink(missing_ok=True)

    @override
    def size(self, sha256: str) -> int | None:
        try:
            return self._content(sha256).stat().st_size
        except FileNotFoundError:
            return None

    @override
    def read(self, sha256: str, start: int, count: int) -> bytes:
        with self._content(sha256).open("rb") as file:
            file.seek(start)
            return file.read(count)

    @override
    def remove(self, sha256: str) -> None:
        self._content(sha256).unlink(missing_ok=True)

    @override
    def contents(self) -> Iterator[str]:
        for path in sorted(self._contents.glob("??/*")):
            yield path.name


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def vault_of(folder: Path | None) -> Vault:
    """Open the vault in a folder, or one in memory."""
    return MemoryVault() if folder is None else DiskVault(folder)
