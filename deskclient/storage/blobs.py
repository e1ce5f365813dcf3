"""Attached files by SHA-256: outgoing ones frozen when attached, received ones within a budget."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct

from deskclient.domain.errors import DamagedError, StorageError
from deskclient.domain.file_names import is_digest, is_file_name
from deskclient.domain.safe_names import safe_name
from deskclient.storage.connect import Key
from deskclient.storage.files import file_faults, make_inside, sync_folder
from deskclient.storage.port import StagedFile
from deskclient.storage.sealed_file import (
    CHUNK,
    Cipher,
    Sealer,
    content_size,
    make_cipher,
    read_chunks,
)

MAX_BYTES = 2_000_000_000
_PART = ".part"
_KEEP_PART_S = 7 * 86_400.0
_KEEP_NEW_S = 3_600.0
"""The window may be freezing a file while the engine starts and looks for half-written ones."""


class TooLargeError(StorageError):
    """The file is larger than may be attached."""

    retryable = False


class BlobStore:
    """The files of one profile. Safe to use from several threads: every file appears whole.

    Args:
        folder: Of the profile.
        key: Seals outgoing files.
        cache_key: Seals received ones; the same key if not given.
        max_bytes: How large a file may be.
    """

    def __init__(
        self, folder: Path, key: Key, cache_key: Key | None = None, *, max_bytes: int = MAX_BYTES
    ) -> None:
        self._fetched = folder / "blobs"
        self._staged = folder / "staged"
        self._keys = {self._staged: key, self._fetched: key if cache_key is None else cache_key}
        self._made: dict[Path, Cipher] = {}
        self._max_bytes = max_bytes

    def _cipher(self, folder: Path) -> Cipher:
        # Made with the first file: the library behind it is not needed to start.
        if folder not in self._made:
            self._made[folder] = make_cipher(self._keys[folder])
        return self._made[folder]

    # --- outgoing -----------------------------------------------------------------------------

    def stage_file(self, path: Path, media_type: str) -> StagedFile:
        """Freeze a copy of a file as it is now.

        Raises:
            TooLargeError: it is larger than may be attached.
            StorageError: it cannot be read, or there is no room.
        """
        with file_faults(), path.open("rb") as source:
            return self._stage(iter(lambda: source.read(CHUNK), b""), path.name, media_type)

    def stage_bytes(self, content: bytes, name: str, media_type: str) -> StagedFile:
        """Freeze content, such as a pasted picture."""
        return self._stage([content], name, media_type)

    def _stage(self, content: Iterable[bytes], name: str, media_type: str) -> StagedFile:
        with Incoming(self._staged, self._cipher(self._staged), self._max_bytes) as incoming:
            for part in content:
                incoming.write(part)
            digest = incoming.keep()
        return StagedFile(digest, incoming.size, safe_name(name), media_type)

    def promote(self, digest: str) -> None:
        """Keep an outgoing file as a received one, now that the desk has it."""
        source = self._staged / _checked(digest)
        with file_faults():
            if not source.exists():
                return
            if self._keys[self._staged] != self._keys[self._fetched]:
                self._seal_anew(source, digest)
                source.unlink(missing_ok=True)
                return
            make_inside(self._fetched)
            source.replace(self._fetched / digest)
            sync_folder(self._fetched)

    def _seal_anew(self, source: Path, digest: str) -> None:
        """Seal an outgoing file as a received one; a damaged one is left out, the desk has it."""
        with suppress(DamagedError), self.receive(digest) as incoming:
            for part in read_chunks(source, self._cipher(self._staged)):
                incoming.write(part)
            incoming.keep()

    # --- received -----------------------------------------------------------------------------

    def receive(self, digest: str) -> "Incoming":
        """Begin to store a file the desk sends; its digest is checked at the end."""
        return Incoming(
            self._fetched, self._cipher(self._fetched), self._max_bytes, _checked(digest)
        )

    def resume(self, digest: str) -> "Incoming | None":
        """Go on with a file that was set aside half received; ``None`` if there is none."""
        path = self._fetched / f"{_checked(digest)}{_PART}"
        if not path.exists():
            return None
        try:
            cipher = self._cipher(self._fetched)
            return Incoming(self._fetched, cipher, self._max_bytes, digest, resume=True)
        except DamagedError:
            with file_faults():
                path.unlink(missing_ok=True)
            return None

    def evict(self, budget: int, needed: frozenset[str] = frozenset()) -> int:
        """Delete received files, the least recently used first, until the rest fits.

        Gives the bytes freed. A file that another program holds stays.
        """
        found = self._received()
        return _drop(found, sum(one.size for one in found) - budget, needed)

    def let_go(self, least: int, needed: frozenset[str]) -> int:
        """Delete received files, the least recently used first, until ``least`` bytes are freed.

        Gives the bytes freed, which are fewer where no more can be deleted.
        """
        return _drop(self._received(), least, needed)

    def _received(self) -> "list[_Received]":
        """List the received files, the least recently used first."""
        found: list[_Received] = []
        for path in _files(self._fetched):
            with suppress(OSError):
                facts = path.stat()
                found.append(_Received(facts.st_mtime, facts.st_size, path))
        return sorted(found, key=lambda one: (one.used_s, one.size, one.path))

    def clean(self, now_s: float) -> None:
        """Remove half-written files of a process that ended an hour ago; for the start.

        Half received ones stay for a week, to be gone on with.
        """
        new = [path for folder in (self._fetched, self._staged) for path in folder.glob("*.new")]
        some = dict.fromkeys(new, _KEEP_NEW_S)
        some |= dict.fromkeys(self._fetched.glob(f"*{_PART}"), _KEEP_PART_S)
        old: list[Path] = []
        for path, kept_s in some.items():
            with suppress(OSError):
                # What is written meanwhile is younger than now; a clock may have been far ahead.
                if abs(now_s - path.stat().st_mtime) >= kept_s:
                    old.append(path)
        for path in old:
            with file_faults():
                path.unlink(missing_ok=True)

    # --- reading ------------------------------------------------------------------------------

    def has(self, digest: str) -> bool:
        """Tell whether a file is here; unlike :meth:`find` this does not count as use."""
        name = _checked(digest)
        return (self._staged / name).exists() or (self._fetched / name).exists()

    def find(self, digest: str) -> Path | None:
        """Find where a file's sealed bytes are; received ones count as used now."""
        name = _checked(digest)
        staged, fetched = self._staged / name, self._fetched / name
        if staged.exists():
            return staged
        with suppress(OSError):
            os.utime(fetched)
        return fetched if fetched.exists() else None

    def size(self, digest: str) -> int | None:
        """Give a file's size, or ``None`` if it is not here."""
        path = self.find(digest)
        return None if path is None else content_size(path, self._cipher(path.parent))

    def read(self, digest: str, limit: int) -> bytes | None:
        """Give the content of a small file; ``None`` if it is not here or above ``limit``.

        Raises:
            DamagedError: the content is not what its name says.
        """
        path = self.find(digest)
        if path is None or content_size(path, self._cipher(path.parent)) > limit:
            return None
        with file_faults():
            content = b"".join(read_chunks(path, self._cipher(path.parent)))
        if is_digest(digest) and sha256(content).hexdigest() != digest:
            raise DamagedError("A stored file is damaged", "Its content was changed.")
        return content

    def parts(self, digest: str, offset: int = 0) -> Iterator[bytes]:
        """Read a file from ``offset`` on, for an upload that goes on where it was cut.

        Raises:
            StorageError: it is not here.
        """
        path = self.find(digest)
        if path is None:
            raise StorageError("The attached file is missing", digest)
        if offset >= content_size(path, self._cipher(path.parent)):
            return
        skip = offset % CHUNK
        with file_faults():
            for part in read_chunks(path, self._cipher(path.parent), offset // CHUNK):
                yield part[skip:]
                skip = 0

    def export(self, digest: str, folder: Path, name: str) -> Path | None:
        """Write a readable copy for another program, marked as received from outside."""
        path = self.find(digest)
        if path is None:
            return None
        target = folder / digest[:16] / safe_name(name)
        with file_faults():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = target.with_name(f"{secrets.token_hex(8)}.new")
            try:
                with fresh.open("xb") as file:
                    for part in read_chunks(path, self._cipher(path.parent)):
                        file.write(part)
                fresh.chmod(0o600)
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)
        _mark_as_received(target)
        return target


class _Received(Struct, frozen=True):
    used_s: float
    size: int
    path: Path


def _drop(found: Iterable[_Received], least: int, needed: frozenset[str]) -> int:
    freed = 0
    for one in found:
        if freed >= least:
            break
        if one.path.name not in needed:
            with suppress(OSError):
                one.path.unlink()
                freed += one.size
    return freed


class _Limits(Struct, frozen=True):
    max_bytes: int
    digest: str


class Incoming:
    """One file being written; left without :meth:`keep` or :meth:`set_aside`, it never was.

    One whose digest is known has a name by which it is found again.
    """

    def __init__(
        self,
        folder: Path,
        cipher: Cipher,
        max_bytes: int,
        digest: str = "",
        *,
        resume: bool = False,
    ) -> None:
        self._folder = folder
        self._limits = _Limits(max_bytes, digest)
        self._hash = sha256()
        self._path = folder / (f"{digest}{_PART}" if digest else f"{secrets.token_hex(16)}.new")
        self.size = 0
        with file_faults():
            make_inside(folder)
            self._file = self._path.open("r+b" if resume else "wb" if digest else "xb")
            self._drop: Callable[[], None] = self._discard
            self._sealer = Sealer(self._file, cipher)
            try:
                if resume:
                    self._sealer.resume(self._take)
                else:
                    self._sealer.begin()
            except BaseException:
                self._file.close()
                raise

    def _take(self, content: bytes) -> None:
        self.size += len(content)
        self._hash.update(content)

    def set_aside(self) -> None:
        """Close the file as it is, for :meth:`BlobStore.resume`."""
        self._drop = self._close

    def _close(self) -> None:
        with suppress(OSError):
            self._file.close()

    def write(self, content: bytes) -> None:
        """Add content."""
        self.size += len(content)
        if self.size > self._limits.max_bytes:
            raise TooLargeError("The file is too large", f"{self.size} bytes or more")
        self._hash.update(content)
        with file_faults():
            self._sealer.write(content)

    def keep(self) -> str:
        """Put the file in its place; gives its name: the digest, unless the desk has only numbers.

        Raises:
            DamagedError: it is not the file that was asked for.
        """
        expected, digest = self._limits.digest, self._hash.hexdigest()
        name = digest if expected == "" or is_digest(expected) else expected
        if expected not in {"", name}:
            raise DamagedError("A received file is damaged", "Its digest is not the expected one.")
        with file_faults():
            self._sealer.finish()
            self._file.close()
            self._path.replace(self._folder / name)
            sync_folder(self._folder)
        return name

    def _discard(self) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop()


def _checked(digest: str) -> str:
    """Only the name of a file may become a path."""
    if not is_file_name(digest):
        msg = "not the name of a file"
        raise ValueError(msg)
    return digest


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if is_file_name(path.name)]
    except FileNotFoundError:
        return []


def _mark_as_received(path: Path) -> None:
    """Tell Windows that the file came from outside, so that it warns before running it."""
    if os.name == "nt":
        with suppress(OSError):
            Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", "ascii")
