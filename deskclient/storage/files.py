"""Files that are there whole or not at all, also after a loss of power."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deskclient.domain.errors import FolderGoneError, MemoryShortError, ReadOnlyError
from deskclient.storage.os_faults import os_storage_error

COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What belongs to a database file, by what follows its name."""


@contextmanager
def file_faults() -> Iterator[None]:
    """Translate what the operating system raises inside."""
    try:
        yield
    except OSError as error:
        raise os_storage_error(error) from error
    except MemoryError as error:
        raise MemoryShortError from error


def may_write(folder: Path) -> bool:
    """Tell whether files can be made in a folder, by making one: permissions do not tell all.

    Any other trouble, such as a full disk or no folder at all, is not taken for a refusal.
    """
    trial = folder / f"writable-{os.getpid()}.trial"
    try:
        os.close(os.open(trial, os.O_WRONLY | os.O_CREAT, 0o600))
        trial.unlink()
    except OSError as error:
        return not isinstance(os_storage_error(error), ReadOnlyError)
    return True


def make_inside(folder: Path) -> None:
    """Make a folder of a profile, unless it is there.

    Raises:
        FolderGoneError: the profile's own folder is not there, and is not made anew.
    """
    with file_faults():
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except FileNotFoundError as error:
            raise FolderGoneError(folder.parent) from error


def file_guard(path: Path) -> Callable[[], None]:
    """Give what raises :class:`FolderGoneError` once another file, or none, is at ``path``."""

    def found() -> tuple[int, int]:
        with file_faults():
            try:
                stat = path.stat()
            except (FileNotFoundError, NotADirectoryError) as error:
                raise FolderGoneError(path.parent) from error
        return stat.st_dev, stat.st_ino

    opened = found()

    def require() -> None:
        if found() != opened:
            raise FolderGoneError(path.parent)

    return require


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file's content in one step."""
    fresh = path.with_name(path.name + ".new")
    with file_faults():
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
            sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise


def sync_file(path: Path) -> None:
    """Make a file's content safe."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in a folder safe; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_database(source: Path, folder: Path) -> Path:
    """Copy a database's bytes with everything that belongs to it, without opening it."""
    with file_faults():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for ending in COMPANIONS:
            part = source.with_name(source.name + ending)
            if part.exists():
                target = folder / part.name
                shutil.copyfile(part, target)
                sync_file(target)
        sync_folder(folder)
    return folder / source.name


def remove_database(path: Path) -> None:
    """Delete a database; its log goes first, lest it be applied to another file."""
    with file_faults():
        for ending in reversed(COMPANIONS):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def move_database(path: Path, folder: Path) -> Path:
    """Put a database aside."""
    with file_faults():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for ending in reversed(COMPANIONS):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.replace(folder / part.name)
        sync_folder(path.parent)
    return folder / path.name


def free_folder(parent: Path, name: str) -> Path:
    """Find a name no folder has yet: ``name-1``, then ``name-2``, and so on."""
    number = 1
    while (parent / f"{name}-{number}").exists():
        number += 1
    return parent / f"{name}-{number}"
