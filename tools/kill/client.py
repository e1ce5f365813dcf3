"""The client core without a window: real encrypted files, real HTTP, the real engine."""

import asyncio
import os
import ssl
from dataclasses import dataclass
from pathlib import Path

from deskclient.backends.http import HttpxTransport
from deskclient.backends.native.adapter import NativeAdapter
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.events import Event
from deskclient.domain.ids import IdMaker
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.operation import OpState
from deskclient.services.engine_blobs import EngineBlobs
from deskclient.services.op_maker import OpMaker
from deskclient.storage.blobs import BlobStore
from deskclient.storage.reader import open_reader
from deskclient.storage.stores import open_stores
from deskclient.sync.engine import Engine, EnginePorts
from deskclient.sync.failpoints import from_environment
from deskclient.sync.settings import EngineSettings

SETTINGS = EngineSettings(push_delay_s=0.005, backoff_base_s=0.1, heartbeat_s=60.0)
KEY = bytes(range(32))
_UNDER_WAY = frozenset({OpState.QUEUED, OpState.INFLIGHT, OpState.UNCONFIRMED, OpState.ACKED})


@dataclass(frozen=True, slots=True)
class Account:
    """Whose client this is, and where the desk is."""

    url: str
    instance: str
    person_id: str
    access: str
    refresh: str


def _trust_nobody() -> ssl.SSLContext:
    """Make a TLS context without authorities: loopback is not encrypted, and loading takes long."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class RealClient:
    """Open stores and an engine on them; belongs to one loop."""

    def __init__(self, folder: Path, account: Account) -> None:
        self.registry = standard_registry()
        self.clock, self.randomness = SystemClock(), SystemRandomness()
        self.ids = IdMaker(self.clock, self.randomness)
        self.maker = OpMaker(self.clock, self.ids)
        self.stores = open_stores(folder, KEY, self.registry, clock=self.clock)
        self.files = BlobStore(folder, KEY)
        self.reader = open_reader(folder, KEY, self.registry)
        tokens = MemoryTokenStore(SessionTokens(account.access, account.refresh))
        self._adapter = NativeAdapter(
            HttpxTransport(self.clock, trust=_trust_nobody),
            account.url,
            tokens,
            self.clock,
            account.instance,
        )
        self.engine = Engine(
            EnginePorts(
                adapter=self._adapter,
                registry=self.registry,
                outbox=self.stores.outbox,
                cache=self.stores.cache,
                blobs=EngineBlobs(self.files, folder, self.clock),
                clock=self.clock,
                randomness=self.randomness,
                ids=self.ids,
                failpoints=from_environment(os.environ),
                emit=self._take,
                person_id=account.person_id,
                settings=SETTINGS,
            )
        )
        self._told = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self.engine.run())

    def _take(self, event: Event) -> None:
        del event
        self._told.set()

    async def until_quiet(self, within_s: float) -> bool:
        """Wait until nothing is under way any more; tells whether that came about."""
        try:
            async with asyncio.timeout(within_s):
                while self.engine.status().last_sync == "" or self._is_busy():
                    self._told.clear()
                    await self._next_event()
        except TimeoutError:
            return False
        return True

    async def _next_event(self) -> None:
        try:
            async with asyncio.timeout(0.05):
                await self._told.wait()
        except TimeoutError:
            return

    def _is_busy(self) -> bool:
        return any(op.state in _UNDER_WAY for op in self.stores.outbox.pending())

    async def close(self) -> None:
        """End as the program does."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._adapter.close()
        self.reader.close()
        self.stores.close()
