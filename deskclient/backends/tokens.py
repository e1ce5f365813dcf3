"""Where the tokens of a session are kept, as a port; the keyring stands behind it elsewhere."""

from typing import Protocol

from msgspec.structs import astuple, replace

from deskclient.domain.discreet import Discreet


class SessionTokens(Discreet, frozen=True):
    """What proves who we are; never in a ``repr``, so never in a log."""

    access: str
    refresh: str = ""
    device: str = ""
    """What the desk calls this sign-in; empty where it has no names for them."""
    device_secret: str = ""
    """What only the desk and this device know, in hex: proves an order to erase the copy here."""

    @property
    def kept(self) -> tuple[str, ...]:
        """Everything, in the order it is made from again."""
        return astuple(self)

    def renewed(self, access: str, refresh: str) -> "SessionTokens":
        """Give the tokens that follow these in the same session."""
        return replace(self, access=access, refresh=refresh)


class TokenStore(Protocol):
    """Keeps the tokens of one profile.

    Coroutines, so that a keyring that is slow to answer can be asked off the loop's thread. May
    raise :class:`deskclient.domain.errors.StorageError`.
    """

    async def get(self) -> SessionTokens | None:
        """Give the tokens; ``None`` after a sign-out."""
        ...

    async def set(self, tokens: SessionTokens | None) -> None:
        """Keep these in place of the old ones; ``None`` forgets them."""
        ...


class MemoryTokenStore:
    """Keeps tokens for this run only: “for this session only”, sign-in and tests."""

    def __init__(self, tokens: SessionTokens | None = None) -> None:
        self._tokens = tokens

    async def get(self) -> SessionTokens | None:
        """Give the tokens."""
        return self._tokens

    async def set(self, tokens: SessionTokens | None) -> None:
        """Keep these."""
        self._tokens = tokens
