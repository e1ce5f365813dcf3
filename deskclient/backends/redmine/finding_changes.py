"""Finds out what became of edits and deletions whose answer was lost."""

from collections.abc import Sequence

from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.search import Found
from deskclient.backends.other_desks.verdicts import applied, unseen
from deskclient.backends.other_desks.witness import has_settled, witness_of
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.editing import Editing, Written
from deskclient.backends.redmine.history import by, changes, since, value_in
from deskclient.backends.redmine.links import steps
from deskclient.backends.redmine.looking import Known, Seen, look, number
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.outgoing import (
    minutes_in,
    not_kept_in,
    problem_in,
)
from deskclient.backends.redmine.plan_edit import as_wanted, members, settled, wanted_values
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.redmine.watchers_and_time import booked, is_as_booked, name_of
from deskclient.domain.fields import Value
from deskclient.domain.operation import Action, Operation, Verdict, VerdictKind


class FindingChanges:
    """Looks for one person's edits and deletions.

    Args:
        rest: Makes the calls.
        known: Who we are, and what the desk calls things.
        editing: Judges an edit that went over another one.
        claims: Which events are answered for.
        settle_s: How long after a lost answer the desk may still act.
    """

    def __init__(
        self, rest: Rest, known: Known, editing: Editing, claims: Claims, settle_s: float
    ) -> None:
        self._rest = rest
        self._known = known
        self._editing = editing
        self._claims = claims
        self._settle_s = settle_s

    async def find(self, op: Operation) -> Found:
        """Look for one; ``None`` is proved absence, no key no proof."""
        issue = number(op.record_id)
        if op.kind != "ticket" or not issue or problem_in(op):
            # Nothing is ever sent of it.
            return {op.op_id: None}
        seen = await look(self._rest, op, issue)
        if op.action is Action.DELETE:
            if isinstance(seen, Verdict) and seen.kind is VerdictKind.GONE:
                return {op.op_id: unseen(op, op.record_id)}
            return self._absent(op)
        if not_kept_in(op):
            return {op.op_id: None}
        if isinstance(seen, Verdict):
            return self._absent(op)
        return await self._find_edit(op, seen)

    def _absent(self, op: Operation) -> Found:
        settled_down = has_settled(op, self._rest.now(), self._settle_s)
        return {op.op_id: None} if settled_down else {}

    async def _find_edit(self, op: Operation, seen: Seen) -> Found:
        names = await self._known.names()
        # Of several links some may be there already.
        self._editing.tell_ends(op)
        if members(op, seen.issue) != ((), ()) or steps(op, seen.issue):
            return self._absent(op)
        if minutes_in(op):
            if await self._was_booked(op, seen.issue.id):
                return {op.op_id: applied(op, seen.row(names))}
            return self._absent(op)
        wanted = wanted_values(op, seen.issue, names)
        me = await self._known.me()
        own = by(since(seen.history, witness_of(op).last), me)
        if not all(_was_set(own, seen, name, mine, names) for name, mine in wanted.items()):
            return self._absent(op)
        found = Written(op, seen, witness_of(op).last, wanted)
        return {op.op_id: await self._editing.audited(found)}

    async def _was_booked(self, op: Operation, issue: int) -> bool:
        for one in await booked(self._rest, issue, await self._known.me()):
            is_later = one.id > witness_of(op).last
            is_free = self._claims.is_free(name_of(one), op.op_id)
            if is_later and is_free and is_as_booked(op, one):
                self._claims.note(name_of(one), op.op_id)
                return True
        return False


def _was_set(own: Sequence[wire.Journal], seen: Seen, name: str, mine: Value, names: Names) -> bool:
    """Tell whether we have set a field since; one that has its value is as good as set."""
    left = [settled(name, value_in(one.raw, name, names), names) for one in changes(own, name)]
    return mine in left or as_wanted(seen.issue, names, {name: mine})
