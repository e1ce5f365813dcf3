"""Files that are there whole or not at all, also after a loss of power."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deskclient.domain.errors import MemoryShortError
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
