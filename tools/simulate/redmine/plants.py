"""Bugs that are planted on purpose in what speaks to a Redmine."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from typing_extensions import override

from deskclient.backends.redmine.adapter import RedmineAdapter
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Operation, Verdict
from tools.simulate.plants import Plant


class _TrustsAbsence(RedmineAdapter):
    """Sends again whatever a look does not find."""

    @override
    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        found = dict(await super().find(ops))
        for op in ops:
            found.setdefault(op.op_id, None)
        return found


class _SeesNoOthers(RedmineAdapter):
    """Writes edits as if the person had seen everything."""

    @override
    async def push(
        self, ops: Sequence[Operation], client_id: str, turn: int = 0
    ) -> Sequence[Verdict]:
        return await super().push([replace(op, base={}) for op in ops], client_id, turn)


HEALTHY = Plant(adapter=RedmineAdapter)
PLANTS: Mapping[str, Plant] = {
    "": HEALTHY,
    "trust-absence": Plant("trust-absence", adapter=_TrustsAbsence),
    "see-no-others": Plant("see-no-others", adapter=_SeesNoOthers),
}
