"""The desk orders the copy on this device erased: obeyed if proved, then nothing is said."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from deskclient.backends.port import Caps, EraseOrder
from deskclient.domain.errors import DiskFullError, NetworkError, SignInError
from deskclient.domain.events import EraseOrdered, Link
from deskclient.domain.operation import OpState
from tests.fakes.unkind_desk import Fault
from tests.sync.rig import T2, Rig, play

PROVED = EraseOrder("o1", proven=True, receipt="the receipt")
DOUBTFUL = EraseOrder("o1", proven=False)
_REFUSED = SignInError("The account is disabled")


def ordering(scenario: Callable[[Rig], Coroutine[Any, Any, None]]) -> None:
    """Play with a desk that can order the copy erased."""

    async def prepared(rig: Rig) -> None:
        rig.use(Caps(orders_erasing=True))
        await scenario(rig)

    play(prepared)


def refuse(rig: Rig) -> None:
    """Let the desk accept the session nowhere any more."""
    for call in ("session", "changes", "push"):
        rig.line.fault(call, *[Fault(_REFUSED)] * 500)
    rig.line.tell()


def is_erased(rig: Rig) -> bool:
    return rig.engine.status().link is Link.ERASED


def test_a_proved_order_ends_all_exchange_and_keeps_unsent_work():
    """Row 35: found while the window is open, on the first call the desk refuses."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.order = PROVED
        refuse(rig)
        await rig.until(lambda: is_erased(rig))
        assert rig.eraser.begun == [PROVED]
        assert [one for one in rig.events if isinstance(one, EraseOrdered)] == [EraseOrdered("o1")]
        op = rig.reply("Important words")
        rig.line.faults.clear()
        spoken = list(rig.line.calls)
        rig.engine.sync_now()
        rig.engine.set_offline(True)
        rig.engine.set_offline(False)
        rig.engine.load_thread(T2)
        await asyncio.sleep(86_400)
        assert rig.line.calls == spoken
        assert is_erased(rig)
        assert rig.state(op) is OpState.QUEUED
        assert rig.eraser.begun == [PROVED]

    ordering(scenario)


def test_an_order_is_found_at_the_start():
    """Row 35: before anything is fetched or sent."""

    async def scenario(rig: Rig) -> None:
        rig.open()
        op = rig.edit(priority="high")
        rig.line.order = PROVED
        refuse(rig)
        await rig.start()
        await rig.until(lambda: is_erased(rig))
        assert set(rig.line.calls) == {"session", "erase_order"}
        assert rig.state(op) is OpState.QUEUED

    ordering(scenario)


def test_an_order_that_comes_with_the_session_is_obeyed_before_the_line_is_up():
    """Row 35: after signing in again with an order that was never heard."""

    async def scenario(rig: Rig) -> None:
        rig.line.order, rig.line.order_in_session = PROVED, True
        await rig.start()
        await rig.until(lambda: is_erased(rig))
        await asyncio.sleep(3600)
        assert rig.line.calls == ["session"]
        assert rig.eraser.begun == [PROVED]

    ordering(scenario)


def test_an_order_given_long_after_the_account_was_disabled_is_heard():
    """Row 35: the client asks now and then although it has nothing else to say."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        refuse(rig)
        await rig.until(lambda: rig.engine.status().link is Link.AUTH_NEEDED)
        await asyncio.sleep(86_400)
        rig.line.order = PROVED
        await rig.until(lambda: is_erased(rig), within_s=1000)

    ordering(scenario)


def test_an_order_nobody_has_proved_is_ignored_and_noted(expected_logs):
    """Row 35: nothing is erased, the sync goes on, the diagnostics tell of it once."""
    expected_logs.expect("order to erase the copy here was not obeyed")

    async def scenario(rig: Rig) -> None:
        rig.line.order, rig.line.order_in_session = DOUBTFUL, True
        await rig.online()
        rig.line.fault("changes", Fault(_REFUSED))
        rig.line.tell()
        await rig.until(lambda: rig.engine.status().link is Link.AUTH_NEEDED)
        rig.engine.sync_now()
        await rig.online()
        op = rig.edit(priority="high")
        await rig.quiet()
        assert rig.state(op) is None
        assert rig.eraser.begun == []
        noted = rig.engine.facts()["Last errors"]
        assert noted.count("An order to erase the copy here was not obeyed") == 1

    ordering(scenario)


def test_an_order_that_was_carried_out_is_confirmed_once_more_and_the_work_goes_on():
    """Row 35: the receipt was lost, and the person has signed in again meanwhile."""

    async def scenario(rig: Rig) -> None:
        rig.eraser.done = "o1"
        rig.line.order, rig.line.order_in_session = PROVED, True
        rig.line.fault("confirm_erased", Fault(NetworkError("Nothing answers")))
        await rig.online()
        assert rig.line.confirmed == []
        rig.engine.sync_now()
        await rig.until(lambda: bool(rig.line.confirmed))
        await rig.online()
        assert rig.line.confirmed == [("o1", "the receipt")]
        assert rig.eraser.begun == []

    ordering(scenario)


def test_an_order_that_cannot_be_noted_is_not_half_obeyed():
    """Row 35: the disk is full; it is heard again once there is room."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.eraser.troubles = [DiskFullError("No room")] * 3
        rig.line.order = PROVED
        refuse(rig)
        await rig.until(lambda: not rig.eraser.troubles)
        assert not [one for one in rig.events if isinstance(one, EraseOrdered)]
        await rig.until(lambda: is_erased(rig))
        assert rig.eraser.begun == [PROVED]

    ordering(scenario)


def test_a_desk_that_cannot_order_is_never_asked():
    """Row 35: the port says so."""

    async def scenario(rig: Rig) -> None:
        rig.line.order, rig.line.order_in_session = PROVED, True
        await rig.online()
        refuse(rig)
        await rig.until(lambda: rig.engine.status().link is Link.AUTH_NEEDED)
        await asyncio.sleep(86_400)
        assert "erase_order" not in rig.line.calls
        assert rig.eraser.begun == []

    play(scenario)
