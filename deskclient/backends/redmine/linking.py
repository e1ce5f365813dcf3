"""Links issues with each other, and parts them: relations are records beside both, by number.

Redmine refuses a relation that is there already with a sentence, and what has gone with 404: both
are as wanted then. A part names its whole, so that it is written in the part.
"""

from msgspec.structs import replace

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.verdicts import later, refused, rejected
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.history import since
from deskclient.backends.redmine.links import PART_OF, RELATIONS, Step, is_linked, is_taken
from deskclient.backends.redmine.looking import Seen, is_stale, look, of_answer
from deskclient.backends.redmine.rest import REFUSALS, Rest
from deskclient.domain.mirrors import ITSELF
from deskclient.domain.operation import Operation, OpProblem, Verdict

_BUSY = OpProblem("busy_ticket", "Others changed the ticket at the same time, again and again.")
_NOT_SEEN = "The other ticket is not there, or you may not see it."
_LINKED_ALREADY = OpProblem(
    "refused",
    "The two tickets are linked in another way already, and this desk keeps one link between two.",
    hint="Take the other link away first, also one that only the desk's own pages show.",
)
_NO_CIRCLE = OpProblem(
    "refused",
    "This desk does not let the one ticket be part of the other.",
    hint="Neither may be part of the other already, nor linked with it, and the project of the "
    "whole must be one from which this desk takes parts.",
)
_ONE_WHOLE = OpProblem(
    "refused",
    "On this desk a ticket is part of one other at most.",
    hint="Take it out of the other ticket first.",
)


async def set_links(
    rest: Rest, op: Operation, issue: wire.Issue, steps: tuple[Step, ...]
) -> Verdict | None:
    """Take the steps one after the other; gives an answer for the first that is refused."""
    for one in steps:
        if one.adds and one.other == issue.id:
            return rejected(op, OpProblem("itself", ITSELF, one.field))
        if one.field in RELATIONS:
            refusal = await _relate(rest, op, issue, one)
        else:
            refusal = await _take_part(rest, op, issue, one)
        if refusal is not None:
            return refusal
    return None


async def _relate(rest: Rest, op: Operation, issue: wire.Issue, step: Step) -> Verdict | None:
    if not step.adds:
        answer = await rest.write("DELETE", f"/relations/{step.relation}")
        return None if answer.status == 404 else _said(op, answer)
    relation = {"issue_to_id": step.other, "relation_type": RELATIONS[step.field]}
    answer = await rest.write("POST", f"/issues/{issue.id}/relations", {"relation": relation})
    if answer.status not in {409, 422}:
        return _said(op, answer)
    now = await look(rest, op, issue.id)
    if isinstance(now, Verdict):
        return now
    if is_linked(now.issue, step):
        return None
    if is_taken(now.issue, step):
        return _rejected(op, _LINKED_ALREADY, step)
    other = await look(rest, op, step.other)
    return refused(op, _NOT_SEEN, step.field) if isinstance(other, Verdict) else _said(op, answer)


async def _take_part(rest: Rest, op: Operation, issue: wire.Issue, step: Step) -> Verdict | None:
    """Let an issue be part of another one, or not any more."""
    is_here = step.field == PART_OF
    seen = await look(rest, op, issue.id if is_here else step.other)
    if isinstance(seen, Verdict):
        return seen if is_here else _lost(op, step)
    whole, now = step.other if is_here else issue.id, _whole_of(seen)
    if (now == whole) is step.adds:
        return None
    if step.adds and now:
        return _rejected(op, _ONE_WHOLE, step)
    return await _write_part(rest, op, step, seen, whole if step.adds else 0)


async def _write_part(
    rest: Rest, op: Operation, step: Step, seen: Seen, whole: int
) -> Verdict | None:
    answer = await _write_whole(rest, seen.issue.id, whole)
    if is_stale(answer):
        return later(op, _BUSY)
    if answer.status in REFUSALS - {422}:
        return of_answer(op, answer)
    if answer.status != 422:
        is_over = await _gave_back(rest, op, seen)
        return _rejected(op, _ONE_WHOLE, step) if is_over else None
    is_there = isinstance(await look(rest, op, step.other), Seen)
    return _rejected(op, _NO_CIRCLE, step) if is_there else refused(op, _NOT_SEEN, step.field)


async def _write_whole(rest: Rest, part: int, whole: int) -> HttpResponse:
    body = {"issue": {"parent_issue_id": str(whole) if whole else ""}}
    return await rest.write("PUT", f"/issues/{part}", body)


async def _gave_back(rest: Rest, op: Operation, before: Seen) -> bool:
    """Put back the whole that somebody gave to a part between our look and our write."""
    after = await look(rest, op, before.issue.id)
    if isinstance(after, Verdict):
        return False
    changed = [
        int(one.old_value or 0)
        for journal in since(after.history, before.last)
        for one in journal.details
        if (one.property, one.name) == ("attr", "parent_id")
    ]
    if not changed or changed[-1] == _whole_of(before):
        return False
    await _write_whole(rest, before.issue.id, changed[-1])
    return True


def _whole_of(part: Seen) -> int:
    """Number what an issue is part of; 0 for nothing."""
    return 0 if part.issue.parent is None else part.issue.parent.id


def _lost(op: Operation, step: Step) -> Verdict | None:
    """Say what it means that the other issue is not to be had: it is part of nothing any more."""
    return refused(op, _NOT_SEEN, step.field) if step.adds else None


def _said(op: Operation, answer: HttpResponse) -> Verdict | None:
    return of_answer(op, answer) if answer.status in REFUSALS else None


def _rejected(op: Operation, problem: OpProblem, step: Step) -> Verdict:
    return rejected(op, replace(problem, field=step.field))
