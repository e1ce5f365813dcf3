"""Memory runs out in the middle of any step: row 60 of the failure table."""

from collections.abc import Callable, Coroutine
from inspect import iscoroutine
from typing import Any

import pytest

from deskclient.domain.errors import DeskError
from deskclient.domain.events import Link
from deskclient.domain.ids import OpId
from deskclient.storage.outbox_rows import op_to_row
from deskclient.storage.stores import memory_stores
from tests.fakes.fixed_clock import FixedClock
from tests.storage.builders import edit
from tests.sync.rig import REGISTRY, T1, T2, Rig, play

_MOST = 200


class Scarce:
    """A part of the engine's surroundings in whose n-th call there is no memory left."""

    def __init__(self, real: Any, takes: Callable[[], bool], *, after: bool) -> None:
        self._real = real
        self._takes = takes
        self._after = after

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if not callable(found):
            return found

        def call(*args: Any, **more: Any) -> Any:
            fails = self._takes()
            if fails and not self._after:
                raise MemoryError
            answer = found(*args, **more)
            if not fails:
                return answer
            if iscoroutine(answer):
                return _in_vain(answer)
            raise MemoryError

        return call


async def _in_vain(call: Coroutine[Any, Any, Any]) -> None:
    await call
    raise MemoryError


class Budget:
    """Counts calls, from some moment on; the n-th and the two behind it fail."""

    def __init__(self, number: int) -> None:
        self._left = number
        self.is_armed = False
        self.was_spent = False

    def takes(self) -> bool:
        if not self.is_armed:
            return False
        self._left -= 1
        fails = -3 < self._left <= 0
        self.was_spent |= fails
        return fails


def play_with(part: str, number: int, *, after: bool, check: Callable[[Rig], None]) -> bool:
    """Edit, reply and pull with too little memory once; tells whether it came so far."""
    budget = Budget(number)

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        real, tell = getattr(rig, part), rig.line.tell
        scarce: Any = Scarce(real, budget.takes, after=after)
        setattr(rig, part, scarce)
        await rig.start()
        await rig.until(lambda: rig.engine.status().link is Link.ONLINE)
        budget.is_armed = True
        rig.desk.have("ticket", T2, subject="News")
        tell()
        saved: list[OpId] = []
        for act in (lambda: rig.edit(T1, priority="high"), lambda: rig.reply("My words")):
            try:
                saved.append(act().op_id)
            except (DeskError, MemoryError):
                # Told to the person, who tries again; it may be stored all the same.
                continue
        await rig.until(lambda: rig.view("ticket", T2)["subject"] == "News", within_s=300)
        budget.is_armed = False
        setattr(rig, part, real)
        await rig.quiet(within_s=600)
        assert set(saved) <= set(rig.desk.effects)
        assert len(rig.desk.effects) == len(set(rig.desk.effects))
        check(rig)
        await rig.stop()
        await rig.start()
        await rig.quiet(within_s=600)

    play(scenario)
    return budget.was_spent


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("part", ["outbox", "cache", "line"])
def test_no_memory_in_any_call_loses_nothing_and_ends_nothing(part, after, expected_logs):
    """Row 60: in the outbox, in the cache, in what reads the desk's answers."""
    expected_logs.expect(".*")
    number = 1
    while play_with(part, number, after=after, check=lambda _: None):
        number += 3
        assert number < _MOST
    assert number > 1


def test_it_is_said_in_words_while_it_lasts():
    """Row 60: the state of the sync names the memory, not a fault of the program."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        await rig.stop()
        budget = Budget(1)
        scarce: Any = Scarce(rig.cache, budget.takes, after=False)
        rig.cache = scarce
        await rig.start()
        await rig.until(lambda: rig.engine.status().link is Link.ONLINE)
        rig.desk.have("ticket", T2, subject="News")
        budget.is_armed = True
        rig.line.tell()
        await rig.until(lambda: rig.engine.status().link is Link.STORAGE_TROUBLE, within_s=60)
        assert "memory" in rig.engine.status().title
        await rig.until(lambda: rig.engine.status().link is Link.ONLINE, within_s=300)

    play(scenario)


@pytest.mark.parametrize("number", range(1, 4))
def test_an_operation_for_which_memory_runs_out_half_way_is_not_there_at_all(number, monkeypatch):
    """Row 60: rolled back as a whole, and said as what it is."""
    stores = memory_stores(REGISTRY, clock=FixedClock())
    stores.outbox.add([edit("before")])
    left = [number]

    def row(op: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise MemoryError
        return op_to_row(op)

    monkeypatch.setattr("deskclient.storage.outbox.op_to_row", row)
    with pytest.raises(DeskError, match="memory"):
        stores.outbox.add([edit("a"), edit("b"), edit("c")])
    monkeypatch.undo()
    assert [op.op_id for op in stores.outbox.pending()] == ["before"]
    stores.outbox.add([edit("after")])
    stores.close()
