"""Bugs that are planted on purpose in what speaks to a Roundup."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, Verdict
from tools.simulate.plants import Plant


class _TrustsAbsence(RoundupAdapter):
    """Takes whatever is lost for absent, without a look."""

    @override
    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        return dict.fromkeys([op.op_id for op in ops])

    @override
    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        return await super().push([replace(op, attempt=1) for op in ops], client_id, turn)


class _SeesNoOthers(RoundupAdapter):
    """Writes edits as if the person had seen everything."""

    @override
    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        return await super().push([replace(op, base={}) for op in ops], client_id, turn)


HEALTHY = Plant(adapter=RoundupAdapter)
PLANTS: Mapping[str, Plant] = {
    "": HEALTHY,
    "trust-absence": Plant("trust-absence", adapter=_TrustsAbsence),
    "see-no-others": Plant("see-no-others", adapter=_SeesNoOthers),
}
