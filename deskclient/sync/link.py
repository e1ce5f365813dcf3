"""What an error means for the status area, and when to try again. Pure."""

from enum import StrEnum

from msgspec import Struct

from deskclient.domain.errors import (
    BusyError,
    CertificateError,
    CursorLostError,
    DeskError,
    NetworkError,
    PortalError,
    ReadOnlyError,
    RefusedError,
    ServerError,
    SignInError,
    StorageError,
    UpdateNeededError,
    WrongDeskError,
)
from deskclient.domain.events import Link


class Again(StrEnum):
    """When the next try makes sense."""

    SOON = "soon"
    """Nothing was reached; asking again costs nobody anything."""
    LATER = "later"
    """Somebody answered, or the way there is slow: exponential pauses."""
    ASKED = "asked"
    """After the time the desk named."""
    NEVER = "never"
    """Only when the person says so."""


class Trouble(Struct, frozen=True):
    """One error, translated for the status area."""

    link: Link
    again: Again
    title: str
    detail: str
    hint: str


_MEANING: tuple[tuple[type[DeskError], Link, Again], ...] = (
    (CertificateError, Link.LIMITED, Again.LATER),
    (PortalError, Link.LIMITED, Again.LATER),
    (NetworkError, Link.UNREACHABLE, Again.LATER),
    (SignInError, Link.AUTH_NEEDED, Again.NEVER),
    (BusyError, Link.UNREACHABLE, Again.ASKED),
    (WrongDeskError, Link.WRONG_DESK, Again.NEVER),
    (UpdateNeededError, Link.UPDATE_NEEDED, Again.NEVER),
    (CursorLostError, Link.ONLINE, Again.SOON),
    (ServerError, Link.UNREACHABLE, Again.LATER),
    (RefusedError, Link.UNREACHABLE, Again.LATER),
    (ReadOnlyError, Link.READ_ONLY, Again.LATER),
    (StorageError, Link.STORAGE_TROUBLE, Again.LATER),
)


def trouble_of(error: DeskError) -> Trouble:
    """Translate an error; the most special class it belongs to decides."""
    link, again = Link.UNREACHABLE, Again.LATER
    for kind, its_link, its_again in _MEANING:
        if isinstance(error, kind):
            link, again = its_link, its_again
            break
    if type(error) is NetworkError and not error.maybe_sent:
        again = Again.SOON
    return Trouble(link, again, error.title, error.detail, error.hint)


def never_arrived(error: DeskError) -> bool:
    """Tell whether it is proved that the desk did not act on the request that failed so."""
    if isinstance(error, NetworkError):
        return not error.maybe_sent
    # A 401, 4xx or a refusal to speak with this version comes before any operation is looked at.
    return isinstance(error, SignInError | RefusedError | UpdateNeededError | WrongDeskError)
