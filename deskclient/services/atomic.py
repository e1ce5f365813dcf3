"""Small files replaced as a whole: after a crash either the old or the new content is there."""

import os
from pathlib import Path

from deskclient.domain.errors import ReadOnlyError
from deskclient.domain.file_trouble import told_of


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace ``path`` by ``content``; the bytes are on the disk when this returns.

    Raises:
        ReadOnlyError: the folder cannot be written.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as trouble:
        raise ReadOnlyError(
            "A file could not be saved",
            told_of(trouble, path),
            "Check that the folder can be written and that the disk has room.",
        ) from trouble


def set_aside(path: Path, moment: str) -> Path:
    """Rename a file that cannot be read, so that it is kept but no longer in the way."""
    stamp = "".join(sign for sign in moment if sign.isalnum())
    aside = path.with_name(f"{path.name}.bad-{stamp}")
    path.replace(aside)
    return aside
