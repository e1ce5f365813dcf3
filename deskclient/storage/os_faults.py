"""Turns what the operating system says of a file into the errors the rest of the program knows."""

from collections.abc import Mapping

from deskclient.domain.errors import DiskFullError, ReadOnlyError, StorageError
from deskclient.domain.file_trouble import (
    BROKEN,
    FULL,
    GONE,
    IN_USE,
    NO_RIGHT,
    READ_ONLY_DISK,
    TOO_MANY,
    told_of,
    why,
)

_HINTS: Mapping[str, str] = {
    READ_ONLY_DISK: "Check the permissions of the folder.",
    NO_RIGHT: "Check the permissions of the folder.",
    IN_USE: "Close the other program and try again.",
    GONE: "Check that the folder of your profile is there.",
    TOO_MANY: "Close other programs and try again.",
    BROKEN: "Have the disk checked, and export your unsent work before.",
}


def os_storage_error(error: OSError) -> StorageError:
    """Name an error of the operating system in our terms; its own words are for the log only."""
    reason = why(error)
    if reason == FULL:
        return DiskFullError(
            "The disk is full",
            "There is no room where your profile is stored.",
            "Free some space and try again.",
        )
    hint = _HINTS.get(reason, "")
    if reason in {READ_ONLY_DISK, NO_RIGHT}:
        return ReadOnlyError("The profile cannot be written", told_of(error), hint)
    return StorageError("A file of the profile cannot be used", told_of(error), hint)
