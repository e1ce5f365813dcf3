"""Bugs that are planted on purpose in what speaks to a desk that is not our own."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from deskclient.backends.http import Transport
from deskclient.backends.port import Adapter
from deskclient.backends.tokens import TokenStore
from deskclient.domain.clock import Clock
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, Verdict
from tools.simulate.plants import AdapterMaker, Plant


def plants_in(make: AdapterMaker) -> Mapping[str, Plant]:
    """Give the right adapter without a name, and faulty ones by the names of their bugs."""
    return {
        "": Plant(adapter=make),
        "trust-absence": Plant("trust-absence", adapter=_trusting_absence(make)),
        "see-no-others": Plant("see-no-others", adapter=_seeing_no_others(make)),
    }


def _trusting_absence(make: AdapterMaker) -> AdapterMaker:
    """Send again whatever a look does not find."""

    def faulty(
        transport: Transport, base_url: str, tokens: TokenStore, clock: Clock, instance: str
    ) -> Adapter:
        adapter: Any = make(transport, base_url, tokens, clock, instance)
        right = adapter.find

        async def find(ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
            return {**dict.fromkeys([op.op_id for op in ops]), **await right(ops)}

        adapter.find = find
        return adapter  # type: ignore[no-any-return]

    return faulty


def _seeing_no_others(make: AdapterMaker) -> AdapterMaker:
    """Write edits as if the person had seen everything."""

    def faulty(
        transport: Transport, base_url: str, tokens: TokenStore, clock: Clock, instance: str
    ) -> Adapter:
        adapter: Any = make(transport, base_url, tokens, clock, instance)
        right = adapter.push

        async def push(
            ops: Sequence[Operation], client_id: str, turn: int = 0
        ) -> Sequence[Verdict]:
            found: Sequence[Verdict] = await right(
                [replace(op, base={}) for op in ops], client_id, turn
            )
            return found

        adapter.push = push
        return adapter  # type: ignore[no-any-return]

    return faulty
