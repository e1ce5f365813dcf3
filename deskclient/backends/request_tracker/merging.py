"""Lets a ticket become part of another one, which cannot be taken back."""

from deskclient.backends.other_desks.doubt import nothing_written, written
from deskclient.backends.other_desks.sending import FAILED
from deskclient.backends.other_desks.verdicts import later, refused, unseen
from deskclient.backends.request_tracker.links import survivor_in
from deskclient.backends.request_tracker.looking import Seen, look, of_answer, sentences
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.rest import Rest, Sent
from deskclient.domain.errors import ServerError
from deskclient.domain.operation import Operation, Verdict, VerdictKind

_ANSWERS = frozenset({400, 403, 404, 409, 413, 415, 422})


async def merge(rest: Rest, op: Operation) -> Verdict:
    """Merge, and see that it is so: RT answers 200 with a sentence where it refuses."""
    ticket = number(op.record_id)
    try:
        with nothing_written():
            seen = await look(rest, op, ticket)
    except ServerError:
        return later(op, FAILED)
    if isinstance(seen, Verdict):
        return merged_already(op, seen)
    sent = Sent({"MergeInto": survivor_in(op)})
    answer = await rest.write("PUT", f"/ticket/{ticket}", sent, _ANSWERS)
    if answer.status in _ANSWERS:
        return of_answer(op, answer)
    with written():
        after = await look(rest, op, ticket)
    if isinstance(after, Seen):
        return refused(op, sentences(answer), "merged_into")
    if after.kind is VerdictKind.MOVED:
        return unseen(op, op.record_id, seen.last + 1)
    raise ServerError("The ticket cannot be read back", "It was changed, then it went.")


def merged_already(op: Operation, told: Verdict) -> Verdict:
    """Say what a ticket that is not to be had means for its merge: it may be done already."""
    if told.kind is VerdictKind.MOVED and told.moved_to == survivor_in(op):
        return unseen(op, op.record_id, 1)
    return told
