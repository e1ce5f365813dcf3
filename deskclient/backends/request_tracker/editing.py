"""Changes fields of tickets without losing what others change meanwhile.

The condition ``If-Match`` is checked by RT before it writes, without a lock: two who write at once
may both succeed. So the history is read afterwards.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.doubt import nothing_written, written
from deskclient.backends.other_desks.sending import FAILED
from deskclient.backends.other_desks.verdicts import (
    applied,
    later,
    refused,
    rejected,
)
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import PREFIX
from deskclient.backends.request_tracker.history import (
    by,
    dropped_values,
    dropped_watchers,
    gone_over,
    last_change,
    opened_by_reply,
    own_minutes,
    repaired_minutes,
    touches,
    value_after,
)
from deskclient.backends.request_tracker.links import WORDS, survivor_in
from deskclient.backends.request_tracker.looking import (
    Seen,
    account_name,
    look,
    newest,
    of_answer,
    row_at,
    sentences,
)
from deskclient.backends.request_tracker.mapping import NOBODY, moment, number
from deskclient.backends.request_tracker.merging import merge
from deskclient.backends.request_tracker.outgoing import not_kept_in, problem_in
from deskclient.backends.request_tracker.plan_edit import (
    EditPlan,
    custom_in,
    is_as_wanted,
    own_values,
    plan_edit,
    settled,
)
from deskclient.backends.request_tracker.rest import Rest, Sent
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
_ANSWERS = frozenset({400, 403, 404, 409, 412, 413, 415, 422})
_NOT_HERE = OpProblem("not_kept", "Tickets of this queue do not have this field.")
_BUSY = OpProblem("busy_ticket", "Others changed the ticket at the same time, again and again.")


class Written(Struct, frozen=True):
    """What an edit left behind."""

    op: Operation
    seen: Seen
    """The ticket, after it."""
    before: int
    """The last event that had been known before it."""
    events: Sequence[wire.Transaction]
    """The newest events of the ticket, the earliest first."""
    wanted: Mapping[str, Value]
    """Values of the fields that were written."""

    @property
    def since(self) -> Sequence[wire.Transaction]:
        """What happened since the ticket was looked at."""
        return [one for one in self.events if number(one.id) > self.before]


class Editing:
    """Edits for one person.

    Args:
        rest: Makes the calls.
        login: Tells who we are.
    """

    def __init__(self, rest: Rest, login: Callable[[], Awaitable[str]]) -> None:
        self._rest = rest
        self._login = login

    async def edit(self, op: Operation) -> Verdict:
        """Write the fields of an edit that still have the values that the person saw."""
        problem = problem_in(op) or not_kept_in(op)
        if problem is not None:
            return rejected(op, problem)
        if survivor_in(op):
            return await merge(self._rest, op)
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
                await self._login()
        except ServerError:
            return later(op, FAILED)
        if isinstance(ready, Verdict):
            return ready
        seen, plan = ready
        ticket = number(op.record_id)
        sent = Sent(plan.body, seen.if_match)
        answer = await self._rest.write("PUT", f"/ticket/{ticket}", sent, _ANSWERS)
        if answer.status in _ANSWERS:
            return None if answer.status == 412 else of_answer(op, answer)
        with written():
            events = await newest(self._rest, ticket)
            after = await look(self._rest, op, ticket)
            if isinstance(after, Verdict):
                # Merged, deleted or hidden since: whether before or after shows in the history.
                raise ServerError("The ticket cannot be read back", "It was changed, then it went.")
            found = Written(op, after, seen.last, events, plan.wanted)
            return await self._judged(found, answer)

    async def _planned(self, op: Operation) -> tuple[Seen, EditPlan] | Verdict:
        """Look at the ticket; gives an answer at once if there is nothing to write."""
        seen = await look(self._rest, op, number(op.record_id))
        if isinstance(seen, Verdict):
            return seen
        missing = sorted(custom_in(op) - own_values(seen.ticket).keys())
        if missing:
            return rejected(op, replace(_NOT_HERE, field=missing[0]))
        plan = plan_edit(op, seen.ticket)
        if plan.conflicts:
            events = await newest(self._rest, number(seen.ticket.id))
            opened = opened_by_reply(events, await self._login(), op.base.get("status"))
            plan = plan_edit(replace(op, base={**op.base, **opened}), seen.ticket)
            if plan.conflicts:
                signed = [_signed(one, events) for one in plan.conflicts]
                return _in_conflict(op, seen, events, signed)
        if not plan.body:
            events = await newest(self._rest, number(seen.ticket.id))
            return applied(op, row_at(seen, events), VerdictKind.MERGED)
        return seen, plan

    async def _judged(self, found: Written, answer: HttpResponse) -> Verdict:
        """Say what became of an edit, by what can be read back."""
        own = by(found.since, await self._login())
        for name, mine in found.wanted.items():
            # Of several links some may be refused.
            is_noted = name not in WORDS and any(touches(one, name) for one in own)
            if (
                not is_noted
                and name != "watchers"
                and not is_as_wanted(name, mine, found.seen.ticket)
            ):
                return refused(found.op, sentences(answer), name)
        if "watchers" in found.wanted and not own:
            return refused(found.op, sentences(answer), "watchers")
        return await self.audited(found)

    async def audited(self, found: Written) -> Verdict:
        """See whether an edit went over what somebody else wrote at the same time."""
        login = await self._login()
        conflicts: list[FieldConflict] = []
        raw: dict[str, object] = {}
        for name, mine in found.wanted.items():
            own = last_change(by(found.since, login), name)
            if own is None or name in _ADDED_UP or isinstance(mine, list):
                continue
            other = gone_over(found.since, own, name)
            theirs = None if other is None else await self._value(other, name)
            known = [mine, settled(name, found.op.base.get(name))]
            if other is None or settled(name, theirs) in known:
                continue
            conflicts.append(self._conflict(found.op, name, mine, theirs, other))
            _put_back(raw, name, other)
        if conflicts:
            return await self._given_back(found, conflicts, raw)
        return await self._repaired(found, login)

    # --- conflicts ------------------------------------------------------------------------------

    async def _given_back(
        self, found: Written, conflicts: Sequence[FieldConflict], raw: Mapping[str, object]
    ) -> Verdict:
        """Put back what we went over, then ask: who chooses theirs sends nothing any more."""
        ticket = number(found.seen.ticket.id)
        sent = Sent(raw, found.seen.if_match)
        await self._rest.write("PUT", f"/ticket/{ticket}", sent, _ANSWERS)
        events = await newest(self._rest, ticket)
        seen = await look(self._rest, found.op, ticket)
        if isinstance(seen, Verdict):
            return seen
        return _in_conflict(found.op, seen, events, conflicts)

    def _conflict(
        self, op: Operation, name: str, mine: Value, theirs: Value, other: wire.Transaction
    ) -> FieldConflict:
        return FieldConflict(
            name,
            op.base.get(name),
            mine,
            theirs,
            str(other.creator.id),
            moment(other.created) or "",
        )

    async def _value(self, event: wire.Transaction, name: str) -> Value:
        value = value_after(event, name)
        if name not in {"owner", "requester"} or not value:
            return value
        named = await account_name(self._rest, str(value))
        return None if named == NOBODY else named

    # --- what adds up -----------------------------------------------------------------------------

    def _repair(self, found: Written, login: str) -> Mapping[str, object]:
        """Write again what others added between our look and our sum or list."""
        body: dict[str, object] = {}
        minutes = _all_minutes(found, login)
        if minutes is not None:
            body["TimeWorked"] = minutes
        if "watchers" in found.wanted:
            lists = {"Cc": found.seen.ticket.cc, "AdminCc": found.seen.ticket.admin_cc}
            for role, account in dropped_watchers(found.since, login):
                there = body.get(role, [str(one.id) for one in lists.get(role, [])])
                if role in lists and isinstance(there, list):
                    body[role] = [*there, account]
        custom = _lost_members(found, login)
        return body | ({"CustomFields": custom} if custom else {})

    async def _repaired(self, found: Written, login: str, tries: int = _TRIES) -> Verdict:
        ticket = number(found.seen.ticket.id)
        if not self._repair(found, login):
            return applied(found.op, row_at(found.seen, found.events))
        # Read after the ticket: what happens later than it makes RT refuse what is sent.
        found = replace(found, events=await newest(self._rest, ticket))
        body = self._repair(found, login)
        sent = Sent(body, found.seen.if_match)
        answer = await self._rest.write("PUT", f"/ticket/{ticket}", sent, _ANSWERS)
        events = await newest(self._rest, ticket)
        seen = await look(self._rest, found.op, ticket)
        if isinstance(seen, Verdict):
            return seen
        if answer.status == 412 and tries > 1:
            # The sum or list as it is now, and what is lost in it.
            return await self._repaired(replace(found, seen=seen), login, tries - 1)
        return applied(found.op, row_at(seen, events))


_ADDED_UP = frozenset({"minutes_spent", "watchers", "requester"})
"""Not one value that goes over another."""


def _all_minutes(found: Written, login: str) -> int | None:
    """Add up the minutes of all if our sum went over some; ``None`` if it did not."""
    own = own_minutes(found.since, login, found.wanted.get("minutes_spent"))
    if own is None:
        return None
    step = found.op.patch.incr.get("minutes_spent", 0)
    return repaired_minutes(found.since, own, step, number(found.seen.ticket.time_worked))


def _lost_members(found: Written, login: str) -> dict[str, object]:
    """Write lists again with what others added between our look and our list."""
    body: dict[str, object] = {}
    for name, one in own_values(found.seen.ticket).items():
        lost = dropped_values(found.since, login, name) if name in found.wanted else set[str]()
        there = [str(member) for member in one.values if member]
        if lost - set(there) and one.spec.many:
            body[str(one.id)] = [*there, *sorted(lost - set(there))]
    return body


def _put_back(raw: dict[str, object], name: str, other: wire.Transaction) -> None:
    field = other.field_name or ""
    if not name.startswith(PREFIX):
        raw[field] = other.new_value
        return
    custom = raw.setdefault("CustomFields", {})
    if isinstance(custom, dict):
        custom[field] = other.new_value or None


def _signed(one: FieldConflict, events: Sequence[wire.Transaction]) -> FieldConflict:
    last = last_change(events, one.field)
    if last is None:
        return one
    return replace(one, theirs_by=str(last.creator.id), theirs_at=moment(last.created) or "")


def _in_conflict(
    op: Operation,
    seen: Seen,
    events: Sequence[wire.Transaction],
    conflicts: Sequence[FieldConflict],
) -> Verdict:
    verdict = applied(op, row_at(seen, events), VerdictKind.CONFLICT)
    return replace(verdict, conflicts=tuple(conflicts))
