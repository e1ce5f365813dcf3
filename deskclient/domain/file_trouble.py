"""Why the operating system did not do what was asked of a file, in sentences. Pure."""

import errno
from collections.abc import Mapping
from os import PathLike, fsdecode

from deskclient.domain.words import Verbatim, phrase

READ_ONLY_DISK = "The disk allows reading only."
NO_RIGHT = "This person may not write there."
IN_USE = "Another program holds the file."
GONE = "The file or its folder is not there any more."
TOO_MANY = "Too many files are open on this computer."
BROKEN = "The disk reported an error."
FULL = "There is no room left on the disk."
_MAY_NOT_READ = "This person may not read it."
_LONG = "The path is longer than this system allows."
_OTHER_KIND = "A file stands where a folder should be, or a folder where a file should be."
_UNKNOWN = "This computer did not carry out what was asked of the file."
_IN_USE_WINDOWS = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which look like a missing right."""

_WHY: Mapping[int, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY_DISK,
    errno.EACCES: NO_RIGHT,
    errno.EPERM: NO_RIGHT,
    errno.EBUSY: IN_USE,
    errno.EAGAIN: IN_USE,
    errno.EDEADLK: IN_USE,
    errno.ETXTBSY: IN_USE,
    errno.ENOENT: GONE,
    errno.ESTALE: GONE,
    errno.EMFILE: TOO_MANY,
    errno.ENFILE: TOO_MANY,
    errno.EIO: BROKEN,
    errno.ENXIO: BROKEN,
    errno.ENODEV: BROKEN,
    errno.ENAMETOOLONG: _LONG,
    errno.ENOTDIR: _OTHER_KIND,
    errno.EISDIR: _OTHER_KIND,
    errno.EEXIST: _OTHER_KIND,
}


def why(error: OSError, *, reading: bool = False) -> str:
    """Say it in one sentence; the system's own words are for the log only.

    Args:
        error: What the system raised.
        reading: Whether the file was to be read only, so that no right to write was missing.
    """
    if getattr(error, "winerror", None) in _IN_USE_WINDOWS:
        return IN_USE
    found = _WHY.get(error.errno or 0, _UNKNOWN)
    return _MAY_NOT_READ if reading and found == NO_RIGHT else found


def told_of(
    error: OSError, path: PathLike[str] | str | None = None, *, reading: bool = False
) -> str:
    """Say it with the path beside it, which helps whoever looks after the computer.

    Args:
        error: What the system raised.
        path: What the person knows the file by; otherwise what the system told, if it did.
        reading: As for :func:`why`.
    """
    said = why(error, reading=reading)
    known = error.filename if path is None else path
    # Some calls know a file by its number only.
    if not isinstance(known, str | bytes | PathLike):
        return said
    return phrase("{why} Path: {path}", why=said, path=Verbatim(fsdecode(known)))
