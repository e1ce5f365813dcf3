"""Finds out what became of edits and deletions whose answer was lost."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.search import Found
from deskclient.backends.other_desks.verdicts import applied, unseen
from deskclient.backends.other_desks.witness import has_settled, witness_of
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.editing import Editing, Written
from deskclient.backends.request_tracker.history import by, touches, value_after
from deskclient.backends.request_tracker.links import survivor_in
from deskclient.backends.request_tracker.looking import (
    Seen,
    account_name,
    look,
    newest,
    row_at,
)
from deskclient.backends.request_tracker.mapping import NOBODY, number
from deskclient.backends.request_tracker.merging import merged_already
from deskclient.backends.request_tracker.minutes import own_steps
from deskclient.backends.request_tracker.outgoing import not_kept_in, problem_in
from deskclient.backends.request_tracker.plan_edit import (
    doc_of,
    is_as_wanted,
    members_as_wanted,
    settled,
)
from deskclient.backends.request_tracker.reading import all_transactions
from deskclient.backends.request_tracker.rest import Rest
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation, Verdict, VerdictKind


class FindingChanges:
    """Looks for one person's edits and deletions.

    Args:
        rest: Makes the calls.
        editing: Judges an edit that went over another one.
        login: Tells who we are.
        settle_s: How long after a lost answer the desk may still act.
        claims: Which events are answered for.
    """

    def __init__(
        self,
        rest: Rest,
        editing: Editing,
        login: Callable[[], Awaitable[str]],
        settle_s: float,
        claims: Claims,
    ) -> None:
        self._rest = rest
        self._editing = editing
        self._login = login
        self._settle_s = settle_s
        self._claims = claims

    async def find(self, op: Operation) -> Mapping[OpId, Verdict | None]:
        """Look for one; ``None`` is proved absence, no key no proof."""
        ticket = number(op.record_id)
        if op.kind != "ticket" or not ticket or problem_in(op):
            # Nothing is ever sent of it.
            return {op.op_id: None}
        seen = await look(self._rest, op, ticket)
        if survivor_in(op) or op.action is Action.DELETE:
            is_merge = op.action is not Action.DELETE
            return self._found_merge(op, seen) if is_merge else self._found_deleted(op, seen)
        if not_kept_in(op):
            return {op.op_id: None}
        if isinstance(seen, Verdict):
            return await self._find_merged(op, seen)
        return await self._find_edit(op, seen)

    def _found_merge(self, op: Operation, seen: Seen | Verdict) -> Found:
        if isinstance(seen, Verdict):
            return {op.op_id: merged_already(op, seen)}
        return self._absent(op)

    def _found_deleted(self, op: Operation, seen: Seen | Verdict) -> Found:
        if isinstance(seen, Verdict) and seen.kind is VerdictKind.GONE:
            return {op.op_id: unseen(op, op.record_id, witness_of(op).last + 1)}
        return self._absent(op)

    def _absent(self, op: Operation) -> Found:
        settled_down = has_settled(op, self._rest.desk_time, self._settle_s)
        return {op.op_id: None} if settled_down else {}

    async def _find_merged(self, op: Operation, told: Verdict) -> Found:
        """Look in the history of a ticket that is to be had no more: it may have been in time.

        Of one that is hidden from us the history is hidden, too: nothing is proved.
        """
        if told.kind not in {VerdictKind.MOVED, VerdictKind.GONE}:
            return {}
        sql = f"ObjectId = {number(op.record_id)} AND id > {witness_of(op).last}"
        events = await all_transactions(self._rest, sql)
        if op.witness and await self._was_done(op, events):
            return {op.op_id: unseen(op, op.record_id, number(events[-1].id))}
        return {op.op_id: told} if told.kind is VerdictKind.MOVED else self._absent(op)

    async def _was_done(self, op: Operation, events: Sequence[wire.Transaction]) -> bool:
        if op.patch.add or op.patch.remove:
            # A merge takes everybody along; to add them once more changes nothing.
            return False
        own = by(events, await self._login())
        for name, value in op.patch.set.items():
            if not await self._was_set(own, name, settled(name, value)):
                return False
        return not op.patch.incr or await self._was_added(op, events)

    async def _find_edit(self, op: Operation, seen: Seen) -> Found:
        ticket = number(seen.ticket.id)
        login = await self._login()
        after = witness_of(op).last
        sql = f"ObjectId = {ticket} AND id > {after}"
        events = await all_transactions(self._rest, sql)
        own = by(events, login)
        wanted = {name: settled(name, value) for name, value in op.patch.set.items()}
        for name in [name for name in wanted if name in doc_of(seen.ticket)]:
            if name == "watchers" or isinstance(wanted[name], list):
                # A list is told of member by member.
                if name != "watchers" and not is_as_wanted(name, wanted[name], seen.ticket):
                    return self._absent(op)
                continue
            if not await self._was_set(own, name, wanted[name]):
                return self._absent(op)
        if not members_as_wanted(op, seen.ticket):
            return self._absent(op)
        if op.patch.incr and not await self._was_added(op, events):
            return self._absent(op)
        known = await newest(self._rest, ticket)
        if op.patch.incr or op.patch.add or op.patch.remove:
            return {op.op_id: applied(op, row_at(seen, known))}
        found = Written(op, seen, after, events, wanted)
        return {op.op_id: await self._editing.audited(found)}

    async def _was_set(self, own: Sequence[wire.Transaction], name: str, mine: Value) -> bool:
        for one in own:
            if not touches(one, name):
                continue
            value = settled(name, value_after(one, name))
            if name in {"owner", "requester"} and value:
                named = await account_name(self._rest, str(value))
                value = None if named == NOBODY else named
            if value == mine:
                return True
        return False

    async def _was_added(self, op: Operation, events: Sequence[wire.Transaction]) -> bool:
        """Find the event of the minutes that were noted, and claim it."""
        step = op.patch.incr.get("minutes_spent", 0)
        for one in own_steps(events, await self._login(), step):
            if self._claims.is_free(one.id, op.op_id):
                self._claims.note(one.id, op.op_id)
                return True
        return not step
