"""Turns what the operating system says of a file into the errors the rest of the program knows."""

import errno
from collections.abc import Mapping

from deskclient.domain.errors import DiskFullError, ReadOnlyError, StorageError
from deskclient.domain.words import Verbatim, phrase

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_IN_USE_WINDOWS = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which look like a missing right."""
_READ_ONLY_DISK = "The disk allows reading only."
_NO_RIGHT = "This person may not write there."
_IN_USE = "Another program holds the file."
_GONE = "The file or its folder is not there any more."
_TOO_MANY = "Too many files are open on this computer."
_BROKEN = "The disk reported an error."
_LONG = "The path is longer than this system allows."
_OTHER_KIND = "A file stands where a folder should be, or a folder where a file should be."
_UNKNOWN = "This computer did not carry out what was asked of the file."

_WHY: Mapping[int, str] = {
    errno.EROFS: _READ_ONLY_DISK,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EBUSY: _IN_USE,
    errno.EAGAIN: _IN_USE,
    errno.EDEADLK: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.ENOENT: _GONE,
    errno.ESTALE: _GONE,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.EIO: _BROKEN,
    errno.ENXIO: _BROKEN,
    errno.ENODEV: _BROKEN,
    errno.ENAMETOOLONG: _LONG,
    errno.ENOTDIR: _OTHER_KIND,
    errno.EISDIR: _OTHER_KIND,
}
_HINTS: Mapping[str, str] = {
    _READ_ONLY_DISK: "Check the permissions of the folder.",
    _NO_RIGHT: "Check the permissions of the folder.",
    _IN_USE: "Close the other program and try again.",
    _GONE: "Check that the folder of your profile is there.",
    _TOO_MANY: "Close other programs and try again.",
    _BROKEN: "Have the disk checked, and export your unsent work before.",
}


def os_storage_error(error: OSError) -> StorageError:
    """Name an error of the operating system in our terms; its own words are for the log only."""
    if error.errno in _FULL:
        return DiskFullError(
            "The disk is full",
            "There is no room where your profile is stored.",
            "Free some space and try again.",
        )
    why = _why(error)
    hint = _HINTS.get(why, "")
    if why in {_READ_ONLY_DISK, _NO_RIGHT}:
        return ReadOnlyError("The profile cannot be written", _with_file(why, error), hint)
    return StorageError("A file of the profile cannot be used", _with_file(why, error), hint)


def _why(error: OSError) -> str:
    if getattr(error, "winerror", None) in _IN_USE_WINDOWS:
        return _IN_USE
    return _WHY.get(error.errno or 0, _UNKNOWN)


def _with_file(why: str, error: OSError) -> str:
    """Add the path where the system told it: it helps whoever looks after the computer."""
    path = error.filename
    # Some calls know a file by its number only.
    if not isinstance(path, str | bytes):
        return why
    shown = path if isinstance(path, str) else path.decode("utf-8", "replace")
    return phrase("{why} Path: {path}", why=why, path=Verbatim(shown))
