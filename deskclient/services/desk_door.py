"""First contact with a desk, outside of any engine: who answers, signing in, signing out.

Blocks for the network, so it is called in a thread of its own; imports httpx and asyncio.
"""

import asyncio
import logging
import platform
from collections.abc import Awaitable, Callable
from typing import TypeVar

from deskclient.backends.http import HttpxTransport
from deskclient.backends.native.sign_in import NativeSignIn
from deskclient.backends.registry import Backends
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError
from deskclient.services.entrance import Entrance
from deskclient.services.erasing import Erasure
from deskclient.services.profile_api import DeskFound

_log = logging.getLogger(__name__)
_SIGN_OUT_S = 3.0
_CONFIRM_S = 10.0
T = TypeVar("T")


class DeskDoor:
    """Speaks to desks of our own kind.

    Args:
        clock: Our time.
        installation: Names this installation to desks.
    """

    def __init__(self, clock: Clock, installation: str) -> None:
        self._clock = clock
        self._installation = installation

    def probe(self, address: str) -> DeskFound:
        """Ask who answers at a typed address; raises :class:`DeskError`."""

        async def ask(door: NativeSignIn) -> DeskFound:
            return await _probe(door, address)

        return self._run(ask)

    def sign_in(self, address: str, login: str, password: str) -> Entrance:
        """Sign in; raises :class:`DeskError`."""

        async def enter(door: NativeSignIn) -> Entrance:
            desk = await _probe(door, address)
            device = platform.node() or "computer"
            session, tokens = await door.sign_in(desk.url, login, password, device)
            kept = SessionTokens(
                tokens.access_token, tokens.refresh_token, tokens.device, tokens.device_secret
            )
            return Entrance(desk, session, kept)

        return self._run(enter)

    def sign_out(self, backend: str, url: str, instance: str, tokens: SessionTokens) -> None:
        """End a session on the desk; a failure is of no consequence here."""

        async def leave() -> None:
            make = Backends.installed().load(backend)
            transport = HttpxTransport(self._clock)
            adapter = make(transport, url, MemoryTokenStore(tokens), self._clock, instance)
            try:
                async with asyncio.timeout(_SIGN_OUT_S):
                    await adapter.sign_out()
            finally:
                await adapter.close()

        try:
            asyncio.run(leave())
        except (DeskError, TimeoutError) as trouble:
            _log.info("the desk did not hear of the sign-out: %s", trouble)

    def confirm_erased(self, backend: str, url: str, instance: str, erasure: Erasure) -> bool:
        """Tell a desk that its order is carried out; tells whether it has heard that."""

        async def tell() -> None:
            make = Backends.installed().load(backend)
            transport = HttpxTransport(self._clock)
            adapter = make(transport, url, MemoryTokenStore(), self._clock, instance)
            try:
                async with asyncio.timeout(_CONFIRM_S):
                    await adapter.confirm_erased(erasure.order_id, erasure.receipt)
            finally:
                await adapter.close()

        try:
            asyncio.run(tell())
        except (DeskError, TimeoutError) as trouble:
            _log.info("the desk did not hear that its order is carried out: %s", trouble)
            return False
        return True

    def _run(self, ask: Callable[[NativeSignIn], Awaitable[T]]) -> T:
        async def visit() -> T:
            transport = HttpxTransport(self._clock)
            try:
                return await ask(NativeSignIn(transport, self._clock, self._installation))
            finally:
                await transport.close()

        return asyncio.run(visit())


async def _probe(door: NativeSignIn, address: str) -> DeskFound:
    found = await door.probe(address)
    hello = found.hello
    return DeskFound(found.url, hello.instance, hello.name, hello.version, hello.sign_in)
