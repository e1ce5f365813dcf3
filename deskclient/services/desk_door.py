"""First contact with a desk, outside of any engine: who answers, signing in, signing out.

Blocks for the network, so it is called in a thread of its own; imports httpx and asyncio.
"""

import asyncio
import logging
import platform
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from deskclient.backends.http import HttpxTransport, Transport
from deskclient.backends.registry import Backends
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.backends.way_in import DeskAt, Proof, Way, WayIn, find_desk
from deskclient.domain.clock import Clock
from deskclient.domain.errors import DeskError, RefusedError
from deskclient.services.entrance import Entrance
from deskclient.services.erasing import Erasure
from deskclient.services.profile_api import DeskFound, SignInForm

_log = logging.getLogger(__name__)
_SIGN_OUT_S = 3.0
_CONFIRM_S = 10.0
T = TypeVar("T")


class DeskDoor:
    """Speaks to desks of every kind that is installed.

    Args:
        clock: Our time.
        installation: Names this installation to desks.
    """

    def __init__(self, clock: Clock, installation: str) -> None:
        self._clock = clock
        self._installation = installation

    def probe(self, address: str) -> DeskFound:
        """Ask who answers at a typed address; raises :class:`DeskError`."""

        async def ask(ways_in: _Ways) -> DeskFound:
            return _found(*await find_desk(ways_in, address))

        return self._visit("", ask)

    def sign_in(self, form: SignInForm) -> Entrance:
        """Sign in; raises :class:`DeskError`."""

        async def enter(ways_in: _Ways) -> Entrance:
            name, desk = await find_desk(ways_in, form.url)
            proof = Proof(Way(form.way), form.login, form.password)
            device = platform.node() or "computer"
            session, tokens = await ways_in[name].sign_in(desk.url, proof, device)
            # Some desks have no name of their own: who we are there tells them apart.
            known = replace(desk, instance=desk.instance or session.instance)
            return Entrance(_found(name, known), session, tokens)

        return self._visit(form.backend, enter)

    def sign_out(self, backend: str, url: str, instance: str, tokens: SessionTokens) -> None:
        """End a session on the desk; a failure is of no consequence here."""

        async def leave() -> None:
            make = Backends().load(backend)
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
            make = Backends().load(backend)
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

    def _visit(self, backend: str, ask: "Callable[[_Ways], Awaitable[T]]") -> T:
        """Go to a desk of one kind, or of any."""

        async def visit() -> T:
            transport = HttpxTransport(self._clock)
            try:
                return await ask(_Ways(backend, transport, self._clock, self._installation))
            finally:
                await transport.close()

        return asyncio.run(visit())


class _Ways:
    """The ways into desks of one kind, or of any.

    A kind is imported when it comes to it: most people have one desk, and all stays in memory.
    """

    def __init__(self, backend: str, transport: Transport, clock: Clock, installation: str) -> None:
        self._backends = Backends()
        self._backend = backend
        self._needs = (transport, clock, installation)
        self._made: dict[str, WayIn] = {}

    def __iter__(self) -> Iterator[tuple[str, WayIn]]:
        for name in (self._backend,) if self._backend else self._backends.names():
            try:
                self._made[name] = self._backends.load_way_in(name)(*self._needs)
            except RefusedError as trouble:
                if self._backend:
                    raise
                # A broken extension must not keep anybody away from other desks.
                _log.warning("left out while looking for a desk: %s", trouble)
                continue
            yield name, self._made[name]

    def __getitem__(self, name: str) -> WayIn:
        """Give one that was come to."""
        return self._made[name]


def _found(name: str, desk: DeskAt) -> DeskFound:
    return DeskFound(
        desk.url,
        desk.instance,
        desk.name,
        desk.version,
        tuple(way.value for way in desk.ways),
        backend=name,
        kind=desk.kind,
        promise=desk.promise,
        lacks=desk.lacks,
        keeps_password=desk.keeps_password,
    )
