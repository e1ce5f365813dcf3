"""What can go wrong, in words for the person; raised at the borders, shown as rows.

DeskError
 ├─ NetworkError          no answer: offline, name not found, refused, timed out
 │   ├─ PortalError       something else answered: sign-in page, proxy, wrong content
 │   └─ CertificateError  the other side cannot be trusted, or a clock is wrong
 ├─ SignInError           who we are is not accepted (any more)
 ├─ BusyError             asked to wait (429, 503); carries how long
 ├─ ServerError           the desk failed (5xx) or broke its own protocol
 ├─ WrongDeskError        another desk answers at this address
 ├─ UpdateNeededError     the desk speaks a newer protocol only
 ├─ CursorLostError       the feed cannot go on from here; pull again
 ├─ RefusedError          the request as such is not acceptable (4xx)
 └─ StorageError          files here
     ├─ DiskFullError
     ├─ MemoryShortError  no memory was left for a step; nothing of it was stored
     ├─ DamagedError      a store is not readable as what it should be
     ├─ KeyMissingError   the key is not in the keyring, or the keyring is locked
     ├─ ReadOnlyError
     ├─ FolderGoneError  what was kept is not where it was
     └─ NewerSchemaError  written by a newer version of the program
"""

from pathlib import Path

from deskclient.domain.words import phrase


class DeskError(Exception):
    """Any failure the person may have to know about.

    Attributes:
        title: A few words.
        detail: One sentence: what happened.
        hint: One sentence: what can be done, or empty.
        retryable: Whether trying the same again later makes sense.
    """

    retryable = False

    def __init__(self, title: str, detail: str = "", hint: str = "") -> None:
        super().__init__(f"{title}: {detail}" if detail else title)
        self.title = title
        self.detail = detail
        self.hint = hint


class NetworkError(DeskError):
    """No answer came."""

    retryable = True

    def __init__(
        self, title: str, detail: str = "", hint: str = "", *, maybe_sent: bool = True
    ) -> None:
        super().__init__(title, detail, hint)
        self.maybe_sent = maybe_sent
        """False only if it is proved that no byte of the request left."""


class PortalError(NetworkError):
    """An answer came, but not from the desk."""


class CertificateError(NetworkError):
    """The connection cannot be trusted; never bypassed."""


class SignInError(DeskError):
    """The desk does not accept the credentials or the session has ended."""


class BusyError(DeskError):
    """The desk asks to wait."""

    retryable = True

    def __init__(
        self, title: str, detail: str = "", hint: str = "", *, wait_s: float = 5.0
    ) -> None:
        super().__init__(title, detail, hint)
        self.wait_s = wait_s


class ServerError(DeskError):
    """The desk failed, or answered what its protocol does not allow."""

    retryable = True


class UnreadableError(ServerError):
    """One record of the desk cannot be understood; it says nothing of any other."""


class WrongDeskError(DeskError):
    """The address now leads to another desk than the one this profile belongs to."""


class UpdateNeededError(DeskError):
    """This version of the program is too old for the desk."""


class CursorLostError(DeskError):
    """The change feed cannot continue; everything in the scope must be pulled again.

    Attributes:
        reason: ``expired``, ``epoch`` (the desk was restored) or ``rights``.
    """

    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__("The list of changes starts anew", f"reason: {reason}")
        self.reason = reason


class RefusedError(DeskError):
    """The desk refuses the request itself."""


class StorageError(DeskError):
    """The files of this profile cannot be used as they should."""

    retryable = True


class DiskFullError(StorageError):
    """No room is left where the profile lives."""


class MemoryShortError(StorageError):
    """No memory was left for a step. Nothing of it was stored, and it is tried again."""

    def __init__(self) -> None:
        super().__init__(
            "This computer is short of memory",
            "There was not enough memory for this step; nothing of it was stored.",
            "Close other programs. It is tried again by itself.",
        )


class DamagedError(StorageError):
    """A store is damaged or not one of ours."""

    retryable = False


class KeyMissingError(StorageError):
    """The key of the stores cannot be had now; nothing is erased."""


class ReadOnlyError(StorageError):
    """The profile folder cannot be written."""


class FolderGoneError(StorageError):
    """What was kept in a profile's folder is not there (any more)."""

    retryable = True

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "The profile folder is gone",
            phrase("Nothing is left of the profile in {folder}.", folder=folder),
            "If it is on another drive, connect that and open the profile again.",
        )


class NewerSchemaError(StorageError):
    """The store was written by a newer version; it is opened for reading only."""

    retryable = False
