"""Keeps up the line to the desk: who is there, who are we, when to try again."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from deskclient.backends.port import SessionInfo
from deskclient.domain.errors import BusyError, DeskError, SignInError, StorageError, WrongDeskError
from deskclient.sync.backoff import asked_delay_s, delay_s
from deskclient.sync.bell import Bell
from deskclient.sync.board import StatusBoard
from deskclient.sync.erasing import Orders
from deskclient.sync.link import Again, trouble_of
from deskclient.sync.ports import EnginePorts

Work = Callable[[SessionInfo], Coroutine[Any, Any, None]]


class Connection:
    """The state of the line. Loops do their work inside :meth:`while_up`."""

    def __init__(
        self,
        ports: EnginePorts,
        board: StatusBoard,
        orders: Orders,
    ) -> None:
        self._adapter = ports.adapter
        self._orders = orders
        self._greeted = ports.greeted
        self._outbox = ports.outbox
        self._board = board
        self._randomness = ports.randomness
        self._settings = ports.settings
        self._up = asyncio.Event()
        self._down = asyncio.Event()
        self._bell = Bell()
        self._wanted = True
        self._hurried = False
        self._failures = 0
        self._error: DeskError | None = None
        self.session: SessionInfo | None = None

    # --- wishes -------------------------------------------------------------------------------

    def set_wanted(self, *, wanted: bool) -> None:
        """Connect, or stay away from the network by the person's choice."""
        self._wanted = wanted
        self._drop(None)
        self.hurry()

    def hurry(self) -> None:
        """Try at once if the line is down."""
        self._failures = 0
        self._hurried = True
        self._bell.ring()

    def renew(self) -> None:
        """Cut the line and connect anew at once: the network or the user has changed."""
        self._drop(None)
        self.hurry()

    async def woke(self) -> None:
        """Connect anew after sleep, on connections that are new too: the old ones may be dead."""
        self.renew()
        await self._adapter.drop_connections()

    def lost(self, error: DeskError) -> None:
        """Report that the line failed in use."""
        if self._up.is_set():
            self._drop(error)

    def progressed(self) -> None:
        """Report that the line carried something useful; later pauses start short again."""
        self._failures = 0

    # --- loops --------------------------------------------------------------------------------

    async def while_up(self, work: Work) -> None:
        """Run ``work`` whenever the line is up, cancel it when it goes down; never returns."""
        while True:
            await self._up.wait()
            if self.session is not None:
                await self._run_once(work, self.session)

    async def keep(self) -> None:
        """Connect and reconnect, until the desk orders the copy here erased; never returns."""
        while not self._orders.obeyed:
            if not self._wanted:
                self._board.offline()
                await self._bell.heard()
                continue
            error = await self._connect()
            if error is None and self._up.is_set():
                await self._down.wait()
                error = self._error
            if isinstance(error, SignInError) and await self._orders.asked():
                continue
            if error is not None:
                await self._pause(error)
        await asyncio.Event().wait()

    async def _connect(self) -> DeskError | None:
        self._board.connecting()
        self._hurried = False
        try:
            session = await self._adapter.session()
            self._check(session)
        except StorageError:
            raise
        except DeskError as error:
            return error
        if session.erase is not None and await self._orders.heard(session.erase):
            return None
        if not self._wanted:
            return None
        self._greeted(session)
        self._board.set_server_time(session.server_time)
        self.session = session
        self._error = None
        self._down.clear()
        self._board.online()
        self._up.set()
        return None

    def _check(self, session: SessionInfo) -> None:
        """Refuse a desk or a person that this profile does not belong to."""
        instance = self._outbox.get_meta("instance")
        if instance and instance != session.instance:
            raise WrongDeskError(
                "Another desk answers",
                "The address now leads to another desk than the one this profile belongs to.",
                "Nothing is sent or fetched. Make another profile for the other desk.",
            )
        person = self._outbox.get_meta("person_id")
        if person and person != session.person_id:
            raise SignInError(
                "Somebody else is signed in",
                "This profile belongs to another user of the desk.",
                "Sign in as the user of this profile.",
            )
        if not instance:
            self._outbox.set_meta("instance", session.instance)
        if not person:
            self._outbox.set_meta("person_id", session.person_id)

    async def _pause(self, error: DeskError) -> None:
        if self._hurried:
            return
        self._failures += 1
        pause_s = self._pause_s(error)
        self._board.trouble(error, pause_s)
        if isinstance(error, SignInError) and self._orders.are_heard:
            await self._wait_for_orders()
        else:
            await self._bell.heard(pause_s)

    async def _wait_for_orders(self) -> None:
        """Wait for the person, and ask now and then for what the desk may want done meanwhile."""
        while not await self._bell.heard(self._settings.order_poll_s):
            if await self._orders.asked():
                return

    def _pause_s(self, error: DeskError) -> float | None:
        settings = self._settings
        again = trouble_of(error).again
        if again is Again.NEVER:
            return None
        if again is Again.ASKED and isinstance(error, BusyError):
            return asked_delay_s(error.wait_s, settings.backoff_cap_s, self._randomness)
        cap_s = settings.reach_cap_s if again is Again.SOON else settings.backoff_cap_s
        return delay_s(self._failures, settings.backoff_base_s, cap_s, self._randomness)

    def _drop(self, error: DeskError | None) -> None:
        self._up.clear()
        self._error = error
        self._down.set()

    async def _run_once(self, work: Work, session: SessionInfo) -> None:
        task = asyncio.ensure_future(work(session))
        down = asyncio.ensure_future(self._down.wait())
        try:
            await asyncio.wait((task, down), return_when=asyncio.FIRST_COMPLETED)
        finally:
            task.cancel()
            down.cancel()
            await asyncio.gather(task, down, return_exceptions=True)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, DeskError) and not isinstance(error, StorageError):
            self.lost(error)
        elif error is not None:
            raise error
