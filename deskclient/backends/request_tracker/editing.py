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
    unseen,
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
from deskclient.backends.request_tracker.minutes import Noted, lost_minutes, own_minutes
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
    minutes_before: int = 0
    """What the ticket said when it was looked at."""
    minutes_added: int = 0
    """What was to be added to that."""

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
            minutes = number(seen.ticket.time_worked)
            step = op.patch.incr.get("minutes_spent", 0)
            found = Written(op, after, seen.last, events, plan.wanted, minutes, step)
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

    async def _judged(self, found: Written, answer: HttpResponse) -> Verdict | None:
        """Say what became of an edit, by what can be read back; ``None``: look at it again."""
        login = await self._login()
        own = by(found.since, login)
        if not sentences(answer) and _is_sum_of_others(found, login):
            return None
        for name, mine in found.wanted.items():
            # Of several links some may be refused.
            is_noted = name not in WORDS and any(touches(one, name) for one in own)
            if (
                not is_noted
                and name != "watchers"
                and not is_as_wanted(name, mine or None, found.seen.ticket)
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

    async def _repaired(self, found: Written, login: str) -> Verdict:
        """Write again what was lost between our look and our sum or list."""
        for tries_left in reversed(range(_TRIES)):
            if _lost_minutes(found, login) == 0 and not _lost_members(found, login):
                break
            left = await self._put_back(found, login, is_last=not tries_left)
            if isinstance(left, Verdict):
                return left
            found = left
        return applied(found.op, row_at(found.seen, found.events))

    async def _put_back(self, found: Written, login: str, *, is_last: bool) -> Written | Verdict:
        """Write what was lost, once; gives what has to be looked at then."""
        ticket = number(found.seen.ticket.id)
        # Read after the ticket: what happens later than it makes RT refuse what is sent.
        found = replace(found, events=await newest(self._rest, ticket))
        body = _lost_members(found, login)
        lost = _lost_minutes(found, login, is_last_look=is_last)
        if lost:
            body["TimeWorked"] = max(0, number(found.seen.ticket.time_worked) + lost)
        status = 412
        if body:
            sent = Sent(body, found.seen.if_match)
            status = (await self._rest.write("PUT", f"/ticket/{ticket}", sent, _ANSWERS)).status
        events = await newest(self._rest, ticket)
        seen = await look(self._rest, found.op, ticket)
        if isinstance(seen, Verdict):
            # Merged or deleted since: what we wrote went along, and is not to be sent again.
            last = events[-1].id if events else found.seen.last
            return unseen(found.op, str(ticket), number(last))
        again = replace(found, seen=seen, events=events)
        return again if status == 412 else _after_repair(again, found, lost or 0, login)


_ADDED_UP = frozenset({"minutes_spent", "watchers", "requester"})
"""Not one value that goes over another."""


def _lost_minutes(found: Written, login: str, *, is_last_look: bool = False) -> int | None:
    """Tell what is to be added to the minutes; ``None`` if that cannot be told yet."""
    own = _own_minutes(found, login)
    if own is None:
        return 0
    noted = Noted(found.minutes_before, found.minutes_added, own)
    now = number(found.seen.ticket.time_worked)
    return lost_minutes(found.since, noted, now, is_last_look=is_last_look)


def _own_minutes(found: Written, login: str) -> wire.Transaction | None:
    written = found.wanted.get("minutes_spent")
    return own_minutes(found.since, login, written) if isinstance(written, int) else None


def _is_sum_of_others(found: Written, login: str) -> bool:
    """Tell whether RT wrote nothing, since the ticket said our sum by then: of somebody else's."""
    wanted = found.wanted.get("minutes_spent", found.minutes_before)
    return wanted != found.minutes_before and _own_minutes(found, login) is None


def _after_repair(again: Written, found: Written, lost: int, login: str) -> Written:
    """Give what a repair left: it may have gone over something in its turn.

    Args:
        again: What was written first, as it is now.
        found: The same before the repair.
        lost: The minutes that it added.
        login: Who we are.
    """
    now = number(found.seen.ticket.time_worked)
    minutes = {name: one for name, one in again.wanted.items() if name == "minutes_spent"}
    again = replace(again, wanted=minutes)
    if not lost:
        return again
    repair = replace(
        again,
        before=found.seen.last,
        wanted={"minutes_spent": max(0, now + lost)},
        minutes_before=now,
        minutes_added=lost,
    )
    return again if _is_sum_of_others(repair, login) else repair


def _lost_members(found: Written, login: str) -> dict[str, object]:
    """Write lists again with what others added between our look and our list."""
    body: dict[str, object] = {}
    if "watchers" in found.wanted:
        lists = {"Cc": found.seen.ticket.cc, "AdminCc": found.seen.ticket.admin_cc}
        for role, account in dropped_watchers(found.since, login):
            there = body.get(role, [str(one.id) for one in lists.get(role, [])])
            if role in lists and isinstance(there, list):
                body[role] = [*there, account]
    custom = _lost_values(found, login)
    return body | ({"CustomFields": custom} if custom else {})


def _lost_values(found: Written, login: str) -> dict[str, object]:
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
