"""Changes fields of issues without losing what others change meanwhile.

Roundup demands the ``ETag`` of what is changed. It compares it before it writes, without a lock:
two who write in the same moment may both succeed, and no history tells of it by REST. An issue is
read back after each change, and members of lists are written as comings and goings, so that both
stay.
"""

from collections.abc import Sequence
from urllib.parse import quote

from msgspec.structs import replace

from deskclient.backends.other_desks.verdicts import (
    applied,
    gone,
    later,
    refused,
    rejected,
    unseen,
)
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.looking import (
    ANSWERS,
    Seen,
    look,
    nothing_written,
    of_answer,
    row_of,
    written,
)
from deskclient.backends.roundup.mapping import issue_row, second, version
from deskclient.backends.roundup.outgoing import (
    new_tags,
    not_kept_in,
    problem_in,
    property_of,
    settled,
    tags_in,
    unknown_choice,
)
from deskclient.backends.roundup.plan_edit import EditPlan, plan_edit
from deskclient.backends.roundup.rest import Rest
from deskclient.backends.roundup.schema import ISSUE
from deskclient.backends.roundup.terms import Terms
from deskclient.backends.roundup.vocabulary import Vocabulary
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import ServerError
from deskclient.domain.operation import FieldConflict, Operation, OpProblem, Verdict, VerdictKind

_TRIES = 4
_BUSY = OpProblem("busy_ticket", "Others changed the ticket at the same time, again and again.")
_FAILED = OpProblem("desk_failed", "The desk failed before anything was changed.")


class Editing:
    """Edits for one person.

    Args:
        rest: Makes the calls.
        vocabulary: What is known of the tracker.
    """

    def __init__(self, rest: Rest, vocabulary: Vocabulary) -> None:
        self._rest = rest
        self._vocabulary = vocabulary

    async def edit(self, op: Operation) -> Verdict:
        """Write the fields of an edit that still have the values that the person saw."""
        problem = problem_in(op)
        if problem is not None:
            return rejected(op, problem)
        try:
            with nothing_written():
                terms = await self._vocabulary.terms()
        except ServerError:
            return later(op, _FAILED)
        problem = self._problem(op, terms)
        if problem is not None:
            return rejected(op, problem)
        refusal = await self.make_tags(op)
        if refusal is not None:
            return refusal
        for _ in range(_TRIES):
            verdict = await self._try(op)
            if verdict is not None:
                return verdict
        return later(op, _BUSY)

    async def make_tags(self, op: Operation) -> Verdict | None:
        """Make the keywords that the desk does not have yet; gives an answer if it may not be."""
        terms = await self._vocabulary.terms()
        if not new_tags(tags_in(op), terms):
            return None
        terms = await self._vocabulary.refresh()
        for name in new_tags(tags_in(op), terms):
            answer = await self._rest.send("POST", "/data/keyword", {"name": name}, also=ANSWERS)
            # 409: somebody else has made it meanwhile.
            if answer.status in ANSWERS - {409}:
                return of_answer(op, answer)
        await self._vocabulary.refresh()
        return None

    @staticmethod
    def _problem(op: Operation, terms: Terms) -> OpProblem | None:
        unknown = (unknown_choice(name, value, terms) for name, value in op.patch.set.items())
        return not_kept_in(op, terms) or next((one for one in unknown if one), None)

    async def _try(self, op: Operation) -> Verdict | None:
        """Look and write; ``None`` if somebody was faster and it has to be looked at again."""
        try:
            with nothing_written():
                terms = await self._vocabulary.terms()
                seen = await look(self._rest, terms, op, op.record_id)
        except ServerError:
            return later(op, _FAILED)
        if isinstance(seen, Verdict):
            return seen
        plan = plan_edit(op, seen.item, terms)
        if plan.conflicts:
            return self._in_conflict(op, seen, terms, plan.conflicts)
        if not plan.body:
            return applied(op, self._row(seen, terms), VerdictKind.MERGED)
        path = f"/data/{ISSUE}/{quote(op.record_id, safe='')}"
        answer = await self._rest.send("PUT", path, plan.body, if_match=seen.etag, also=ANSWERS)
        if answer.status in ANSWERS:
            return None if answer.status == 412 else of_answer(op, answer)
        with written():
            row = await row_of(self._rest, terms, op.record_id)
            taken = decode(answer.body, wire.ChangeAnswer).data.attribute
        return _judged(op, plan, taken, row, terms)

    def _row(self, seen: Seen, terms: Terms) -> RemoteRow:
        ver = version(second(seen.item.get("activity")), self._rest.now_s)
        return issue_row(seen.item, terms, ver)

    def _in_conflict(
        self, op: Operation, seen: Seen, terms: Terms, conflicts: Sequence[FieldConflict]
    ) -> Verdict:
        verdict = applied(op, self._row(seen, terms), VerdictKind.CONFLICT)
        return replace(verdict, conflicts=tuple(conflicts))


def _judged(
    op: Operation, plan: EditPlan, taken: wire.Item, row: RemoteRow, terms: Terms
) -> Verdict:
    """Say what became of an edit, by what can be read back.

    Args:
        op: The edit.
        plan: What was written of it.
        taken: The properties that were changed, in the desk's own form. What it did not understand
            it has left out in silence.
        row: The issue after it.
        terms: What is known of the tracker.
    """
    if row.what is RowKind.LEFT_SCOPE:
        return unseen(op, op.record_id)
    if row.doc is None:
        return gone(op)
    for name, mine in plan.wanted.items():
        prop = property_of(name, terms)
        is_taken = prop is not None and prop.name in taken
        if not is_taken and settled(name, row.doc.get(name), terms) != mine:
            return refused(op, "", name)
    return applied(op, row)
