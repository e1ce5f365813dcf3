"""Finds out what became of operations whose answer was lost."""

from collections.abc import Sequence

from deskclient.backends.other_desks.bundles import Bundle
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.doubt import nothing_written
from deskclient.backends.other_desks.look_first import Made, ours
from deskclient.backends.other_desks.search import Found, look_for_each
from deskclient.backends.other_desks.verdicts import applied, unseen
from deskclient.backends.other_desks.witness import UNKNOWN, has_settled, witness_now
from deskclient.backends.port import Prepared
from deskclient.domain.errors import RefusedError, ServerError
from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.poor import wire
from tests.fakes.desks.poor.reading import number, read_all, read_ticket, read_whole
from tests.fakes.desks.poor.rest import Rest
from tests.fakes.desks.poor.writing import Writing, is_note, wanted_there

_SAME = ("subject", "queue", "requester")


class Finding:
    """Looks for one person's operations.

    Args:
        rest: Makes the calls.
        writing: Finishes a ticket that was made but not finished.
        claims: What is answered for.
        settle_s: How long after a lost answer the desk may still act.
    """

    def __init__(self, rest: Rest, writing: Writing, claims: Claims, settle_s: float) -> None:
        self._rest = rest
        self._writing = writing
        self._claims = claims
        self._settle_s = settle_s

    async def prepare(self, op: Operation) -> Prepared:
        """Note what is there before: the newest message, or the second in which we ask.

        The newest ticket is not looked for: that would take the whole list.
        """
        last = 0
        ticket = number(op.patch.set.get("ticket"))
        if op.kind == "entry" and not ticket:
            return Prepared()
        if op.kind == "entry":
            try:
                with nothing_written():
                    seen = await read_whole(self._rest, ticket)
            except (ServerError, RefusedError):
                return Prepared(witness=UNKNOWN)
            last = max((one.id for one in seen.messages), default=0)
        return Prepared(witness=witness_now(last, self._rest.now).to_text())

    async def find(self, ops: Sequence[Operation]) -> Found:
        """Look for each; see ``look_for_each``."""
        return await look_for_each(ops, self._find_bundle)

    async def _find_bundle(self, bundle: Bundle) -> Found:
        if any(op.witness == UNKNOWN for op in bundle.ops):
            return {}
        if bundle.ticket is not None:
            return await self._find_ticket(bundle, bundle.ticket)
        if bundle.entry is not None:
            return await self._find_message(bundle.entry)
        return {} if bundle.other is None else await self._find_change(bundle.other)

    def _absent(self, op: Operation) -> Found:
        settled = has_settled(op, self._rest.now, self._settle_s)
        return {op.op_id: None} if settled else {}

    async def _find_ticket(self, bundle: Bundle, op: Operation) -> Found:
        tickets, is_all = await read_all(self._rest)
        made = [await self._made(one) for one in tickets if _is_alike(op, one)]
        found = ours(op, made, self._claims, _SAME, bundle.entry)
        if found is not None:
            verdicts = await self._writing.created(bundle, op, found.number)
            return {one.op_id: one for one in verdicts}
        if is_all and self._absent(op):
            return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    async def _made(self, ticket: wire.Ticket) -> Made:
        """Read who made a ticket: whoever wrote its first message."""
        seen = await read_whole(self._rest, ticket.id)
        first = seen.messages[0] if seen.messages else None
        return Made(
            f"made-{ticket.id}",
            ticket.id,
            wire.moment(ticket.created),
            first is not None and first.author == await self._rest.login(),
            {**(seen.row.doc or {}), "body": "" if first is None else first.text},
        )

    async def _find_message(self, op: Operation) -> Found:
        ticket = number(op.patch.set.get("ticket"))
        if not ticket:
            return {}
        seen = await read_whole(self._rest, ticket)
        verdict = await self._writing.found(op, seen)
        if verdict is not None:
            return {op.op_id: verdict}
        # What others may have read is never sent on a guess.
        is_provable = is_note(op) and not op.public and seen.ticket is not None
        return self._absent(op) if is_provable else {}

    async def _find_change(self, op: Operation) -> Found:
        ticket = number(op.record_id)
        if op.kind != "ticket" or not ticket:
            # Nothing is ever sent of it.
            return {op.op_id: None}
        seen = await read_ticket(self._rest, ticket)
        if op.action is Action.DELETE and seen.ticket is None:
            return {op.op_id: unseen(op, op.record_id)}
        if op.action is Action.DELETE or seen.ticket is None:
            return self._absent(op)
        if wanted_there(op, seen.row.doc or {}):
            return {op.op_id: applied(op, seen.row)}
        return self._absent(op)


def _is_alike(op: Operation, ticket: wire.Ticket) -> bool:
    doc = wire.ticket_row(ticket, 0).doc or {}
    return all((doc.get(name) or None) == (op.patch.set.get(name) or None) for name in _SAME)
