"""The engine with its stores, its adapter and its thread. Everything heavy is imported here."""

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from msgspec import Struct

from deskclient.backends.http import HttpxTransport, Transport
from deskclient.backends.port import Adapter, SessionInfo
from deskclient.backends.registry import Backends
from deskclient.backends.tokens import TokenStore
from deskclient.domain.clock import Clock, Randomness
from deskclient.domain.desk_words import DeskWords
from deskclient.domain.errors import StorageError
from deskclient.domain.events import Event, JobProgress, ProblemRaised, SessionEnded
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.domain.scope import Scope
from deskclient.domain.words import phrase
from deskclient.services.engine_blobs import EngineBlobs, forget_sent_files
from deskclient.services.engine_port import EngineCalls, EngineRunner
from deskclient.services.export import collect_unsent
from deskclient.services.given_back import give_back
from deskclient.storage.port import Outbox
from deskclient.storage.stores import Stores, open_stores
from deskclient.storage.vault import StoreKeys
from deskclient.sync.engine import Engine
from deskclient.sync.failpoints import from_environment
from deskclient.sync.ports import EnginePorts, Eraser
from deskclient.sync.settings import EngineSettings
from deskclient.sync.thread import EngineThread

_log = logging.getLogger(__name__)


class EngineWishes(Struct, frozen=True, kw_only=True):
    """What an engine of one profile is made from."""

    folder: Path
    keys: StoreKeys
    registry: Registry
    backend: str
    desk_url: str
    instance: str
    person_id: str
    tokens: TokenStore
    blobs: EngineBlobs
    eraser: Eraser
    clock: Clock
    randomness: Randomness
    ids: IdMaker
    first_scope: Scope
    offline: bool
    settings: EngineSettings
    known_words: DeskWords
    """What the desk was known to call things when the registry was made."""
    keep_words: Callable[[DeskWords], None]
    """Keeps other ones for the next start; raises ``StorageError``."""
    rest: Callable[[], None]
    """Called in the engine's thread when great work has ended and its memory is free."""


class EngineRoom:
    """A running engine; made by :func:`start_room`."""

    def __init__(self, wishes: EngineWishes, emit: Callable[[Event], None]) -> None:
        self._wishes = wishes
        self._hear = emit
        self._opened: Future[tuple[Engine, Stores]] = Future()
        self._thread = EngineThread("deskclient-engine", self._live)

    def start(self) -> None:
        """Start the thread and wait until the stores are open.

        Raises:
            StorageError: they could not be opened; the thread has ended.
        """
        self._thread.start()
        try:
            self._engine, self._stores = self._opened.result()
        except BaseException:
            self._thread.stop()
            raise

    @property
    def calls(self) -> EngineCalls:
        """The engine."""
        return self._engine

    @property
    def outbox(self) -> Outbox:
        """Its outbox."""
        return self._stores.outbox

    @property
    def cache_is_new(self) -> bool:
        """Whether the cache was replaced."""
        return bool(self._stores.cache_replaced)

    @property
    def runner(self) -> EngineRunner:
        """Its thread."""
        return self._thread

    async def _live(self) -> None:
        wishes = self._wishes
        try:
            stores = self._open_stores()
        except Exception as trouble:  # noqa: BLE001 - handed to whoever waits for the start
            self._opened.set_exception(trouble)
            return
        adapter = self._adapter(HttpxTransport(wishes.clock))
        try:
            engine = self._engine_of(stores, adapter)
        except Exception as trouble:  # noqa: BLE001 - as above
            stores.close()
            self._opened.set_exception(trouble)
            return
        stores.outbox.when_full(lambda: wishes.blobs.let_go(collect_unsent(stores.outbox)))
        self._opened.set_result((engine, stores))
        try:
            await asyncio.to_thread(wishes.blobs.tidy, collect_unsent(stores.outbox))
            forget_sent_files(stores.outbox)
            self._tell_recovery(stores)
            await engine.run()
        except Exception:
            _log.exception("the engine has ended by itself")
            self._emit(SessionEnded("The engine has stopped because of a fault in the program."))
            raise
        finally:
            await self._end(stores, adapter)

    def _open_stores(self) -> Stores:
        wishes, keys = self._wishes, self._wishes.keys
        return open_stores(
            wishes.folder, keys.store, wishes.registry, cache_key=keys.cache, clock=wishes.clock
        )

    def _emit(self, event: Event) -> None:
        self._hear(event)
        if isinstance(event, JobProgress) and event.ended:
            give_back()

    def _rest(self) -> None:
        """Great work is over: give back what is free here, then let the readers do the same."""
        give_back()
        self._wishes.rest()

    def _adapter(self, transport: Transport) -> Adapter:
        wishes = self._wishes
        make = Backends().load(wishes.backend)
        return make(transport, wishes.desk_url, wishes.tokens, wishes.clock, wishes.instance)

    def _engine_of(self, stores: Stores, adapter: Adapter) -> Engine:
        wishes = self._wishes
        fresh = not stores.outbox.get_meta("scope")
        engine = Engine(
            EnginePorts(
                adapter=adapter,
                registry=wishes.registry,
                outbox=stores.outbox,
                cache=stores.cache,
                blobs=wishes.blobs,
                clock=wishes.clock,
                randomness=wishes.randomness,
                ids=wishes.ids,
                failpoints=from_environment(os.environ),
                emit=self._emit,
                give_back=self._rest,
                person_id=wishes.person_id,
                settings=wishes.settings,
                eraser=wishes.eraser,
                greeted=self._hear_words,
            )
        )
        if fresh:
            engine.set_scope(wishes.first_scope)
        if wishes.offline:
            engine.set_offline(True)
        return engine

    def _hear_words(self, session: SessionInfo) -> None:
        """Keep what the desk calls things; the registry of this run stays as it is."""
        wishes = self._wishes
        if session.words == wishes.known_words:
            return
        wishes.keep_words(session.words)
        self._emit(
            ProblemRaised(
                "desk-words",
                "The desk has other fields, states or choices than before",
                "What is new is not shown yet; what is gone may be refused.",
                "Close this window and open it again.",
            )
        )

    def _tell_recovery(self, stores: Stores) -> None:
        """Say what had to be repaired on the way."""
        report = stores.report
        if report is not None:
            self._emit(
                ProblemRaised(
                    "outbox-recovered",
                    "Your unsent work was damaged and has been recovered",
                    phrase(
                        "Changes that are here again: {changes}; drafts: {drafts}. "
                        "The damaged file is kept in {file}.",
                        changes=report.operations,
                        drafts=report.drafts,
                        file=report.copied_to,
                    ),
                    "Look through the outbox before you go on.",
                )
            )
        if stores.cache_replaced:
            self._emit(
                ProblemRaised(
                    "cache-replaced",
                    "The local copy was damaged and is being fetched again",
                    "Unsent work is not affected.",
                )
            )

    async def _end(self, stores: Stores, adapter: Adapter) -> None:
        try:
            async with asyncio.timeout(0.5):
                await adapter.close()
        except Exception:  # noqa: BLE001 - the end goes on
            _log.info("the connection was not closed cleanly")
        wishes = self._wishes
        wishes.blobs.close()
        try:
            stores.close()
        except StorageError as trouble:
            _log.warning("the stores were not closed cleanly: %s", trouble)


def start_room(wishes: EngineWishes, emit: Callable[[Event], None]) -> EngineRoom:
    """Open the stores and start the engine.

    Raises:
        StorageError: the stores could not be opened.
    """
    room = EngineRoom(wishes, emit)
    room.start()
    return room
