"""Changes issues without losing what others change meanwhile.

Redmine would compare versions, but tells none to programs. So an issue is looked at before it is
written, and its journals are read afterwards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.doubt import nothing_written, written
from deskclient.backends.other_desks.sending import FAILED
from deskclient.backends.other_desks.verdicts import applied, later, refused, rejected, unseen
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import number_of
from deskclient.backends.redmine.history import by, changes, gone_over, last_change, since, value_in
from deskclient.backends.redmine.linking import set_links
from deskclient.backends.redmine.links import related_ends, steps
from deskclient.backends.redmine.looking import (
    Known,
    Seen,
    is_stale,
    look,
    number,
    of_answer,
)
from deskclient.backends.redmine.mapping import moment
from deskclient.backends.redmine.outgoing import (
    ATTRIBUTES,
    Body,
    no_such_value,
    not_kept_in,
    problem_in,
)
from deskclient.backends.redmine.plan_edit import EditPlan, as_wanted, members, plan_edit, settled
from deskclient.backends.redmine.rest import REFUSALS, Rest
from deskclient.backends.redmine.watchers_and_time import book, set_watchers
from deskclient.domain.errors import ServerError
from deskclient.domain.fields import Value
from deskclient.domain.operation import (
    FieldConflict,
    Operation,
    OpProblem,
    Verdict,
    VerdictKind,
)

_TRIES = 4
_BUSY = OpProblem("busy_ticket", "Others changed the ticket at the same time, again and again.")
_STATUSES = ",allowed_statuses"


class Written(Struct, frozen=True):
    """What an edit left behind."""

    op: Operation
    seen: Seen
    """The issue, after it."""
    before: int
    """The last journal that had been known before it."""
    wanted: Mapping[str, Value]
    """Values of the fields that were written."""


class Editing:
    """Edits for one person.

    Args:
        rest: Makes the calls.
        known: Who we are, and what the desk calls things.
        claims: Which events are answered for.
        tell: Has the feed tell issues that no list shows as changed.
    """

    def __init__(
        self, rest: Rest, known: Known, claims: Claims, tell: Callable[[Iterable[int]], None]
    ) -> None:
        self._rest = rest
        self._tell = tell
        self._known = known
        self._claims = claims

    async def edit(self, op: Operation) -> Verdict:
        """Write the fields of an edit that still have the values that the person saw."""
        problem = problem_in(op) or not_kept_in(op)
        if problem is not None:
            return rejected(op, problem)
        for _ in range(_TRIES):
            verdict = await self._try(op)
            if verdict is not None:
                return verdict
        return later(op, _BUSY)

    async def _try(self, op: Operation) -> Verdict | None:
        """Look and write; ``None`` if somebody was faster and it has to be looked at again."""
        try:
            with nothing_written():
                ready = await self._planned(op)
        except ServerError:
            return later(op, FAILED)
        if isinstance(ready, Verdict):
            return ready
        seen, plan = ready
        issue = seen.issue.id
        if plan.body:
            answer = await self._rest.write("PUT", f"/issues/{issue}", {"issue": plan.body})
            if answer.status in REFUSALS:
                return None if is_stale(answer) else of_answer(op, answer)
        refusal = await self._beside(op, seen, plan)
        if refusal is not None:
            return refusal
        with written():
            after = await look(self._rest, op, issue)
            if isinstance(after, Verdict):
                # It is where we may not see it: moved there by us, or by somebody since.
                return unseen(op, op.record_id)
            return await self._judged(Written(op, after, seen.last, plan.wanted))

    async def _planned(self, op: Operation) -> tuple[Seen, EditPlan] | Verdict:
        """Look at the issue; gives an answer at once if there is nothing to write."""
        names = await self._known.names()
        await self._known.me()
        more = _STATUSES if "status" in op.patch.set else ""
        seen = await look(self._rest, op, number(op.record_id), more)
        if isinstance(seen, Verdict):
            return seen
        plan = plan_edit(op, seen.issue, names)
        if plan.conflicts:
            signed = [self._signed(one, seen) for one in plan.conflicts]
            return await self._in_conflict(op, seen, signed)
        if plan.unknown:
            return rejected(op, no_such_value(plan.unknown))
        if plan.is_empty:
            return applied(op, seen.row(names), VerdictKind.MERGED)
        return seen, plan

    async def _beside(self, op: Operation, seen: Seen, plan: EditPlan) -> Verdict | None:
        """Write what is no field of the issue; gives an answer for the first that is refused."""
        issue = seen.issue
        refusal = await set_watchers(self._rest, issue.id, plan.added, plan.removed)
        if refusal is None and plan.minutes:
            refusal = await book(self._rest, op, issue, self._claims)
        if refusal is not None:
            return of_answer(op, refusal)
        try:
            return await set_links(self._rest, op, issue, plan.links)
        finally:
            self.tell_ends(op)

    async def _judged(self, found: Written) -> Verdict:
        """Say what became of an edit, by what can be read back: Redmine leaves out in silence."""
        op, names = found.op, await self._known.names()
        own = by(since(found.seen.history, found.before), await self._known.me())
        for name, mine in found.wanted.items():
            is_noted = bool(changes(own, name))
            if not is_noted and not as_wanted(found.seen.issue, names, {name: mine}):
                return refused(op, "", name)
        missing = steps(op, found.seen.issue)
        if missing:
            return refused(op, "", missing[0].field)
        added, _ = members(op, found.seen.issue)
        # Those who may not see the watchers see none.
        if added and found.seen.issue.watchers:
            return refused(op, "The desk does not let everybody watch who was named.", "watchers")
        return await self.audited(found)

    async def audited(self, found: Written) -> Verdict:
        """See whether an edit went over what somebody else wrote at the same time."""
        names = await self._known.names()
        happened = since(found.seen.history, found.before)
        own_ones = by(happened, await self._known.me())
        conflicts: list[FieldConflict] = []
        raw: list[tuple[str, str]] = []
        for name, mine in found.wanted.items():
            own = last_change(own_ones, name)
            other = None if own is None else gone_over(happened, own, name)
            if other is None or isinstance(mine, list):
                # Of several values each has a journal of its own, and none goes over another.
                continue
            theirs = value_in(other.raw, name, names)
            base = settled(name, found.op.base.get(name), names)
            if settled(name, theirs, names) in [mine, base]:
                continue
            conflict = FieldConflict(name, found.op.base.get(name), mine, theirs)
            conflicts.append(_by(conflict, other.journal.user, other.journal.created_on))
            raw.append((name, other.raw))
        if conflicts:
            return await self._given_back(found, conflicts, raw)
        return applied(found.op, found.seen.row(names))

    def tell_ends(self, op: Operation) -> None:
        """Have the other ends of relations told: a new relation changes no issue for Redmine."""
        self._tell(related_ends(op))

    # --- conflicts ------------------------------------------------------------------------------

    async def _given_back(
        self, found: Written, conflicts: Sequence[FieldConflict], raw: Sequence[tuple[str, str]]
    ) -> Verdict:
        """Put back what we went over, then ask: who chooses theirs sends nothing any more."""
        issue = found.seen.issue.id
        await self._rest.write("PUT", f"/issues/{issue}", {"issue": _told(raw)})
        seen = await look(self._rest, found.op, issue)
        if isinstance(seen, Verdict):
            return seen
        return await self._in_conflict(found.op, seen, conflicts)

    def _signed(self, one: FieldConflict, seen: Seen) -> FieldConflict:
        """Tell who changed a field, and when."""
        last = None if one.choices else last_change(seen.history, one.field)
        return one if last is None else _by(one, last.journal.user, last.journal.created_on)

    async def _in_conflict(
        self, op: Operation, seen: Seen, conflicts: Sequence[FieldConflict]
    ) -> Verdict:
        row = seen.row(await self._known.names())
        verdict = applied(op, row, VerdictKind.CONFLICT)
        return replace(verdict, conflicts=tuple(conflicts))


def _told(values: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    """Write values of fields as journals tell them."""
    body: Body = {ATTRIBUTES[name]: raw for name, raw in values if name in ATTRIBUTES}
    own = [{"id": number_of(name), "value": raw} for name, raw in values if number_of(name)]
    if own:
        body["custom_fields"] = own
    return body


def _by(conflict: FieldConflict, person: wire.Ref | None, at: str) -> FieldConflict:
    name = "" if person is None else str(person.id)
    return replace(conflict, theirs_by=name, theirs_at=moment(at) or "")
