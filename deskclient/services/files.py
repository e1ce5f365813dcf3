"""Attached files: frozen when attached, decrypted copies to open, fetched when asked for."""

import logging
import mimetypes
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from typing_extensions import override

from deskclient.domain.errors import ReadOnlyError, RefusedError, StorageError
from deskclient.domain.file_trouble import told_of
from deskclient.domain.words import phrase
from deskclient.services.api import Files
from deskclient.services.engine_link import EngineLink
from deskclient.storage.port import StagedFile

_log = logging.getLogger(__name__)
T = TypeVar("T")

MAX_FILE_BYTES = 100_000_000
MAX_CONTENT_BYTES = 20_000_000
_UNKNOWN = "application/octet-stream"


class FileBytes(Protocol):
    """The encrypted files of a profile; see :class:`deskclient.storage.blobs.BlobStore`.

    All raise :class:`deskclient.domain.errors.StorageError`.
    """

    def stage_file(self, path: Path, media_type: str) -> StagedFile:
        """Freeze a copy of a file."""
        ...

    def stage_bytes(self, content: bytes, name: str, media_type: str) -> StagedFile:
        """Freeze bytes."""
        ...

    def read(self, digest: str, limit: int) -> bytes | None:
        """All bytes of a file; ``None`` if it is not here or above ``limit``."""
        ...

    def export(self, digest: str, folder: Path, name: str) -> Path | None:
        """Write a readable copy under a safe name; ``None`` if the file is not here."""
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
            return self._store.stage_bytes(content, name, media_type or _UNKNOWN)

        return self.in_background(freeze)

    @override
    def local_path(self, sha256: str, name: str) -> Path | None:
        try:
            return self._store.export(sha256, self._folder_of_copies(), name)
        except (StorageError, ValueError) as trouble:
            _log.info("no readable copy could be made: %s", trouble)
            return None

    @override
    def content(self, sha256: str) -> bytes | None:
        return self.read(sha256, MAX_CONTENT_BYTES)

    def read(self, sha256: str, limit: int = MAX_FILE_BYTES) -> bytes | None:
        """Give a file's bytes; ``None`` if they are not here, too many or damaged."""
        try:
            return self._store.read(sha256, limit)
        except (StorageError, ValueError) as trouble:
            _log.info("a file could not be read: %s", trouble)
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
            shutil.rmtree(self._copies, ignore_errors=True)

    def _stage(self, path: Path) -> StagedFile:
        try:
            self._check_size(path.stat().st_size, path.name)
        except OSError as trouble:
            raise ReadOnlyError(
                "The file cannot be read",
                told_of(trouble, path, reading=True),
                "Check that it still exists and may be opened.",
            ) from trouble
        media_type = mimetypes.guess_type(path.name)[0] or _UNKNOWN
        return self._store.stage_file(path, media_type)

    def _check_size(self, size: int, name: str) -> None:
        if size > self._max_bytes:
            raise RefusedError(
                "The file is too large",
                phrase(
                    "{name} has {size} MB; at most {most} MB can be attached.",
                    name=name,
                    size=size // 1_000_000,
                    most=self._max_bytes // 1_000_000,
                ),
                "Put it where the requester can fetch it and send a link.",
            )
        if size == 0:
            raise RefusedError("The file is empty", phrase("{name} holds nothing.", name=name))

    def _folder_of_copies(self) -> Path:
        if self._copies is None:
            self._copies = Path(tempfile.mkdtemp(prefix="deskclient-"))
        return self._copies
