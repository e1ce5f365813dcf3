"""Attached files: frozen when attached, decrypted copies to open, fetched when asked for."""

import mimetypes
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from typing_extensions import override

from deskclient.domain.errors import ReadOnlyError, RefusedError, StorageError
from deskclient.services.api import Files
from deskclient.services.engine_link import EngineLink
from deskclient.services.export import safe_name
from deskclient.storage.port import StagedFile

T = TypeVar("T")

MAX_FILE_BYTES = 100_000_000
MAX_CONTENT_BYTES = 20_000_000
_UNKNOWN = "application/octet-stream"


class FileBytes(Protocol):
    """The encrypted bytes of a profile's files; see :mod:`deskclient.storage.blobs`."""

    def stage(self, path: Path) -> tuple[str, int]:
        """Freeze a copy of a file; gives SHA-256 and size."""
        ...

    def stage_bytes(self, content: bytes) -> str:
        """Freeze bytes; gives their SHA-256."""
        ...

    def size(self, sha256: str) -> int | None:
        """Size of a whole file, staged or fetched; ``None`` if it is not here."""
        ...

    def read(self, sha256: str) -> bytes | None:
        """All bytes of a file; ``None`` if it is not here."""
        ...

    def copy_out(self, sha256: str, target: Path) -> bool:
        """Write a readable copy; ``False`` if the file is not here."""
        ...


class FileDesk(Files):
    """Used from the UI thread; reading and hashing of attached files happens in its own thread."""

    def __init__(self, store: FileBytes, link: EngineLink, max_bytes: int = MAX_FILE_BYTES) -> None:
        self._store = store
        self._link = link
        self._max_bytes = max_bytes
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="deskclient-files")
        self._copies: Path | None = None

    @override
    def stage(self, path: Path) -> "Future[StagedFile]":
        return self.in_background(lambda: self._stage(path))

    @override
    def stage_bytes(self, content: bytes, name: str, media_type: str) -> "Future[StagedFile]":
        def freeze() -> StagedFile:
            self._check_size(len(content), name)
            sha256 = self._store.stage_bytes(content)
            return StagedFile(sha256, len(content), name, media_type or _UNKNOWN)

        return self.in_background(freeze)

    @override
    def local_path(self, sha256: str, name: str) -> Path | None:
        folder = self._folder_of_copies() / sha256[:16]
        target = folder / safe_name(name)
        if target.exists():
            return target
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            there = self._store.copy_out(sha256, target)
        except StorageError:
            return None
        if not there:
            return None
        # Read-only: a change made in the copy would be lost when the program ends.
        target.chmod(0o400)
        return target

    @override
    def content(self, sha256: str) -> bytes | None:
        try:
            size = self._store.size(sha256)
            if size is None or size > MAX_CONTENT_BYTES:
                return None
            return self._store.read(sha256)
        except StorageError:
            return None

    @override
    def fetch(self, sha256: str) -> None:
        self._link.call(lambda engine: engine.fetch_file(sha256))

    def in_background(self, work: Callable[[], T]) -> "Future[T]":
        """Run work on files in the files' thread."""
        return self._worker.submit(work)

    def close(self) -> None:
        """End the thread and remove the readable copies."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        if self._copies is not None:
            for path in self._copies.rglob("*"):
                path.chmod(0o700)
            shutil.rmtree(self._copies, ignore_errors=True)

    def _stage(self, path: Path) -> StagedFile:
        try:
            self._check_size(path.stat().st_size, path.name)
            sha256, size = self._store.stage(path)
        except OSError as trouble:
            raise ReadOnlyError(
                "The file cannot be read",
                f"{path.name}: {trouble.strerror or trouble}",
                "Check that it still exists and may be opened.",
            ) from trouble
        media_type = mimetypes.guess_type(path.name)[0] or _UNKNOWN
        return StagedFile(sha256, size, path.name, media_type)

    def _check_size(self, size: int, name: str) -> None:
        if size > self._max_bytes:
            raise RefusedError(
                "The file is too large",
                f"{name} has {size // 1_000_000} MB; at most {self._max_bytes // 1_000_000} MB "
                "can be attached.",
                "Put it where the requester can fetch it and send a link.",
            )
        if size == 0:
            raise RefusedError("The file is empty", f"{name} holds nothing.")

    def _folder_of_copies(self) -> Path:
        if self._copies is None:
            self._copies = Path(tempfile.mkdtemp(prefix="deskclient-"))
        return self._copies
