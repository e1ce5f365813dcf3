"""First contact with a desk of any kind: what answers at an address, and how one gets in there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from deskclient.backends.address import desk_url
from deskclient.backends.http import HttpResponse, Transport
from deskclient.backends.port import SessionInfo
from deskclient.backends.tokens import SessionTokens
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, PortalError, RefusedError


class Way(StrEnum):
    """How a person proves who they are."""

    PASSWORD = "password"  # noqa: S105 - the name of a way
    TOKEN = "token"  # noqa: S105 - the name of a way
    """A text the person got from the desk's own pages."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the person typed to get in."""

    way: Way
    login: str
    secret: str = field(repr=False)


class DeskAt(Struct, frozen=True):
    """A desk that answers."""

    url: str
    """Its address as it is kept: with scheme, without a slash at the end."""
    name: str
    ways: tuple[Way, ...]
    """The usual one first."""
    version: str = ""
    """Empty where the desk tells it to nobody unknown."""
    instance: str = ""
    """What tells it apart from all others; empty where only the session shows it."""
    kind: str = ""
    """What program it is, as its makers call it; empty for our own."""
    promise: str = ""
    """What will and will not work there, in one English sentence; empty if all does."""
    lacks: tuple[str, ...] = ()
    """Kinds, and fields as ``kind.field``, that nobody can write there; see
    :mod:`deskclient.domain.lacking`."""
    keeps_password: bool = False
    """Whether the password must be kept, because the desk gives nothing in its place."""


class Elsewhere(Struct, frozen=True):
    """No desk of this kind answers."""

    why: DeskError | None = None
    """What does answer, as far as could be seen."""


class WayIn(Protocol):
    """Finds desks of one kind and signs in there."""

    async def probe(self, url: str) -> DeskAt | Elsewhere:
        """Look whether a desk of this kind answers.

        Raises:
            RefusedError: there is one, but it cannot be used; says what is to be done.
            UpdateNeededError: the desk is newer than this program.
            NetworkError: nothing answers, or it cannot be trusted.
        """
        ...

    async def sign_in(
        self, url: str, proof: Proof, device: str
    ) -> tuple[SessionInfo, SessionTokens]:
        """Sign in, and ask the desk who we are then.

        Args:
            url: As :meth:`probe` gave it.
            proof: What it holds is sent; what must be kept of it comes back with the tokens.
            device: How this computer shall be called in the list of sessions.

        Raises:
            SignInError: the proof is not right, or the account is closed.
            RefusedError: the account may not work there.
        """
        ...


class WayInMaker(Protocol):
    """What an entry point of the group for sign-in gives: usually a class."""

    def __call__(self, transport: Transport, clock: Clock, client_id: str) -> WayIn:
        """Make the way in.

        Args:
            transport: What carries the calls; stays open.
            clock: Our time.
            client_id: Names this installation to desks that want to know.
        """
        ...


async def find_desk(ways_in: Iterable[tuple[str, WayIn]], typed: str) -> tuple[str, DeskAt]:
    """Ask at the address that was typed for one kind of desk after the other.

    Args:
        ways_in: The kinds by name, the likeliest first.
        typed: What the person typed.

    Returns:
        The name of the kind, and the desk.

    Raises:
        DeskError: no address, no desk, or one that cannot be used; see :meth:`WayIn.probe`.
    """
    url = desk_url(typed)
    why: DeskError | None = None
    for name, way_in in ways_in:
        found = await way_in.probe(url)
        if isinstance(found, DeskAt):
            return name, found
        why = why or found.why
    raise why or _no_desk()


def what_answers(response: HttpResponse) -> DeskError | None:
    """Say what answers instead of a desk, as far as an answer shows it."""
    kind = response.headers.get("content-type", "")
    if 300 <= response.status < 400:
        return PortalError(
            "The address leads somewhere else",
            "The answer is a redirect, which a desk never gives; it was not followed.",
            "Type the address the desk really has. In a guest network, sign in there first.",
        )
    if "html" in kind:
        return PortalError(
            "A web page answers at this address",
            "It is a page for a browser, not the service of a desk.",
            "Check the address: the desk may have its own, or a path after the name. In a guest "
            "network, sign in there first.",
        )
    return _no_desk() if response.status == 404 else None


def _no_desk() -> DeskError:
    return RefusedError(
        "There is no desk at this address",
        "A web service answers, but it is not a desk.",
        "Check the address of the desk with your administrator.",
    )
