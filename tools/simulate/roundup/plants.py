"""Bugs that are planted on purpose in what speaks to a Roundup."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.roundup.adapter import RoundupAdapter
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, Verdict
from tools.simulate.other_desks.plants import plants_in
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


PLANTS: Mapping[str, Plant] = {
    **plants_in(RoundupAdapter),
    "trust-absence": Plant("trust-absence", adapter=_TrustsAbsence),
}
