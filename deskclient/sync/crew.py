"""Puts the engine together from its parts: who knows whom."""

from collections.abc import Coroutine, Sequence
from typing import Any

from deskclient.domain.operation import Operation
from deskclient.domain.scope import Scope
from deskclient.sync.answers import Answers
from deskclient.sync.board import StatusBoard
from deskclient.sync.book import Book
from deskclient.sync.connection import Connection
from deskclient.sync.erasing import Orders
from deskclient.sync.fetch import FetchLoop
from deskclient.sync.guard import Guard
from deskclient.sync.holds import HoldLoop
from deskclient.sync.index import IndexLoop
from deskclient.sync.kin import Kin
from deskclient.sync.ledger import Ledger
from deskclient.sync.mend import MendLoop
from deskclient.sync.names import Names
from deskclient.sync.news import News
from deskclient.sync.pace import Pace, Tempo
from deskclient.sync.ports import EnginePorts
from deskclient.sync.pull import PullLoop
from deskclient.sync.push import PushLoop
from deskclient.sync.reconcile import Reconciler
from deskclient.sync.resolve import Resolver
from deskclient.sync.restoration import Restoration
from deskclient.sync.upkeep import UpkeepLoop
from deskclient.sync.upload import UploadLoop
from deskclient.sync.wake import WakeLoop


class Crew:
    """The engine's parts, wired."""

    def __init__(self, ports: EnginePorts) -> None:
        self.ports = ports
        settings, adapter = ports.settings, ports.adapter
        self.news = News(ports.emit, settings.event_gap_s, settings.flood_gap_s)
        self.board = StatusBoard(ports.clock, self.news.tell)
        kin = Kin(ports.registry, ports.cache)
        self.book = Book(ports.outbox, ports.registry, kin.shown_by)
        names = Names(ports.registry, ports.outbox, same=adapter.caps.client_ids)
        self.tempo = Tempo(ports.clock, settings)
        most = settings.step_rows_max
        index_pace = Pace(ports.clock, self.tempo, most)
        self.index = IndexLoop(ports.cache, self.news, index_pace, settings, ports.give_back)
        self.ledger = Ledger(ports, self.book, names, self.news, self.board, self.index)
        self.answers = Answers(self.ledger, adapter, ports.ids, settings.rebase_tries)
        self.resolver = Resolver(self.ledger, self.answers, ports.ids)
        self.orders = Orders(adapter, ports.eraser, self.board, self.news.tell)
        self.connection = Connection(ports, self.board, self.orders)
        self.push = PushLoop(
            self.ledger, self.answers, adapter, ports.randomness, ports.failpoints, settings
        )
        self.push.progressed = self.connection.progressed
        self.upload = UploadLoop(self.ledger, adapter, ports.blobs, self.push, settings)
        self.fetch = FetchLoop(self.ledger, self.answers, adapter, ports.blobs, settings)
        self.ledger.thread_lost = self.fetch.want_thread
        self.restoration = Restoration(self.ledger, adapter, self.push)
        self.reconciler = Reconciler(self.ledger, self.answers, adapter, ports.clock, settings)
        self.pull = PullLoop(
            self.ledger,
            self.answers,
            adapter,
            ports.clock,
            Pace(ports.clock, self.tempo, most),
            settings,
        )
        self.pull.attach(self.connection, self.restoration, self.reconciler, self.fetch, Scope())
        self.holds = HoldLoop(self.book, ports.clock, settings.hold_max_s, self._release)
        self.answers.moved = self._ring_senders
        self._mend = MendLoop(self.ledger, settings.storage_retry_s, self.ring)
        self.upkeep = UpkeepLoop(self.book, self.board, ports.clock, settings)
        self._wake = WakeLoop(ports.clock, settings.heartbeat_s, self.connection.woke)
        self._guard = Guard(ports.randomness, self.news.tell, self.board.storage)

    def loops(self) -> tuple[Coroutine[Any, Any, None], ...]:
        """Everything that runs for ever, each under its guard; the order is the starting order."""
        line, keep = self.connection, self._guard.keep
        return (
            keep("connection", line.keep),
            keep("push", lambda: line.while_up(self.push.rounds)),
            keep("pull", lambda: line.while_up(self.pull.rounds)),
            keep("upload", lambda: line.while_up(self.upload.rounds)),
            keep("fetch", lambda: line.while_up(self.fetch.rounds)),
            keep("undo-send", self.holds.keep),
            keep("index", self.index.keep),
            keep("mend", self._mend.keep),
            keep("wake", self._wake.keep),
            keep("upkeep", self.upkeep.keep),
        )

    def ring(self) -> None:
        """The person changed the outbox: wake whoever works on it."""
        self.tempo.note()
        self._ring_senders()
        self.index.ring()
        self.upkeep.ring()

    def _ring_senders(self) -> None:
        self.push.ring()
        self.upload.ring()
        self.holds.ring()

    def set_scope(self, scope: Scope) -> None:
        """Keep this offline."""
        self.pull.scope = scope
        self.fetch.set_budget(scope.attachment_bytes)

    def _release(self, ops: Sequence[Operation]) -> None:
        self.resolver.release_due(ops)
        if ops:
            self.push.ring()
