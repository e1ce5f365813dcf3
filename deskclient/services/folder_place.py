"""Whether a profile's folder stands where its stores are safe, in words for the person."""

from pathlib import Path

from deskclient.domain.errors import StorageError
from deskclient.domain.events import ProblemRaised
from deskclient.domain.words import phrase
from deskclient.storage.folder_risk import folder_risk


def refusal_of(folder: Path) -> StorageError | None:
    """Say why nothing may be opened there: the folder is on the network."""
    if folder_risk(folder) != "network":
        return None
    return StorageError(
        "The folder is on a network drive",
        phrase(
            "{folder} is not on a disk of this computer; a database would break there.",
            folder=folder,
        ),
        "Choose a folder on a local disk, with --data-dir.",
    )


def warning_of(folder: Path) -> ProblemRaised | None:
    """Say what may happen to a folder that a sync program copies about; it can be worked in.

    Args:
        folder: Of one profile, as :class:`deskclient.services.folders.Folders` lays them out.
    """
    if folder_risk(folder) != "synced":
        return None
    return ProblemRaised(
        "synced-folder",
        "The profile folder is copied by a sync program",
        phrase(
            "{folder} is in a folder that a program such as OneDrive or Dropbox keeps the same "
            "on several computers. It can put an older file in place of a newer one: changes "
            "that are not sent yet could be lost.",
            folder=folder,
        ),
        phrase(
            "Take {data} out of what is synced. Or close this program, move that folder to a place "
            "that is not synced and name it data there; then start with --data-dir and the folder "
            "that holds it.",
            data=folder.parent.parent,
        ),
    )
