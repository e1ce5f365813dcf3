"""Bugs that are planted on purpose in what speaks to a poor desk."""

from collections.abc import Mapping

from typing_extensions import override

from deskclient.backends.http import Transport
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.tokens import TokenStore
from deskclient.domain.clock import Clock
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Verdict
from tests.fakes.desks.poor.adapter import PoorAdapter
from tests.fakes.desks.poor.reading import Whole, number
from tests.fakes.desks.poor.writing import Writing
from tools.simulate.other_desks.plants import plants_in
from tools.simulate.plants import Plant


class _NeverLooks(Writing):
    """Takes what the person saw for what is there."""

    @override
    async def _other(self, op: Operation) -> Verdict:
        ticket = number(op.record_id)
        if op.action is not Action.EDIT or not ticket:
            return await super()._other(op)
        row = RemoteRow("ticket", ServerId(op.record_id), 0, 0, RowKind.PUT, op.base)
        return await self._edit(op, ticket, Whole(row))


class _WritesWithoutALook(PoorAdapter):
    def __init__(
        self,
        transport: Transport,
        base_url: str,
        tokens: TokenStore,
        clock: Clock,
        instance: str = "",
    ) -> None:
        super().__init__(transport, base_url, tokens, clock, instance)
        self._writing = _NeverLooks(self._rest, Claims())


PLANTS: Mapping[str, Plant] = {
    **plants_in(PoorAdapter),
    "never-look": Plant("never-look", adapter=_WritesWithoutALook),
}
