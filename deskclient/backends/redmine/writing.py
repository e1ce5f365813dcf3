"""Brings operations to a Redmine, and tells what they became there.

Redmine says nothing of what it left out, so whatever was written is read back.
"""

from collections.abc import Mapping, Sequence

from deskclient.backends.other_desks.bundles import Bundle
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.doubt import nothing_written, written
from deskclient.backends.other_desks.held_files import HeldFiles
from deskclient.backends.other_desks.sending import (
    FAILED,
    FILE_ALONE,
    FILE_MISSING,
    FILES_TOO_LARGE,
    MOVED_ON,
    UNWRITABLE,
    contents_of,
    fit_together,
    forget_files,
    in_turn,
    judged_here,
)
from deskclient.backends.other_desks.verdicts import (
    applied,
    for_all,
    later,
    refused,
    rejected,
    unmade,
    unseen,
)
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.attachments import Brought, bring, brought_by, claimed, sent_row
from deskclient.backends.redmine.custom_fields import MARKER
from deskclient.backends.redmine.editing import Editing
from deskclient.backends.redmine.history import changes
from deskclient.backends.redmine.looking import (
    Known,
    Seen,
    is_stale,
    look,
    number,
    of_answer,
    own_note,
)
from deskclient.backends.redmine.outgoing import (
    NO_PRIVATE_NOTES,
    SHOWN_TO_ALL,
    Body,
    attribute,
    is_note,
    minutes_in,
    new_issue,
    problem_in,
    unknown_in,
    words_of,
)
from deskclient.backends.redmine.plan_edit import as_wanted
from deskclient.backends.redmine.rest import REFUSALS, Rest
from deskclient.backends.redmine.rights import PRIVATE_NOTES, read_rights
from deskclient.backends.redmine.watchers_and_time import book, booked
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import ServerError
from deskclient.domain.operation import Action, Operation, OpProblem, Verdict

_TRIES = 4
_BUSY = OpProblem("busy_ticket", "Others changed the ticket at the same time, again and again.")
_SUBTASKS = OpProblem(
    "refused",
    "The ticket has subtasks, and this desk would delete them too.",
    hint="Delete the subtasks first, or take them out of the ticket.",
)
_WITHOUT_FILE = "Send the text without the file, or attach another one."


class Writing:
    """Sends for one person.

    Args:
        rest: Makes the calls.
        known: Who we are, and what the desk calls things.
        editing: Changes fields of issues.
        held: Bytes of files that wait for their message.
        claims: Which events are answered for.
    """

    def __init__(
        self, rest: Rest, known: Known, editing: Editing, held: HeldFiles, claims: Claims
    ) -> None:
        self._rest = rest
        self._known = known
        self._editing = editing
        self._held = held
        self._claims = claims
        self._marker = 0

    async def push(self, ops: Sequence[Operation]) -> Sequence[Verdict]:
        """Send what belongs together in one request, one after the other."""
        return await in_turn(ops, self._send)

    async def _send(self, bundle: Bundle) -> Sequence[Verdict]:
        head, *rest = bundle.ops
        problems = {op.op_id: problem for op in bundle.ops if (problem := problem_in(op))}
        if bundle.entry is not None and is_note(bundle.entry):
            problems |= {op.op_id: SHOWN_TO_ALL for op in bundle.files}
        if problems:
            return judged_here(bundle, problems)
        if not fit_together(bundle, self._held):
            return for_all(rejected(head, FILES_TOO_LARGE), rest)
        contents, missing = contents_of(bundle, self._held)
        if missing:
            return [later(op, FILE_MISSING if op.op_id in missing else None) for op in bundle.ops]
        if bundle.ticket is not None:
            return await self._create(bundle, bundle.ticket, contents)
        if bundle.entry is not None:
            return await self._say(bundle, bundle.entry, contents)
        return [await self._other(head)]

    async def _other(self, op: Operation) -> Verdict:
        if op.kind == "attachment" and op.action is Action.CREATE:
            return rejected(op, FILE_ALONE)
        if op.kind != "ticket":
            return rejected(op, UNWRITABLE)
        if not number(op.record_id):
            return unmade(op)
        if op.action is Action.DELETE:
            return await self._delete(op)
        return await self._editing.edit(op)

    # --- new issues -----------------------------------------------------------------------------

    async def _create(
        self, bundle: Bundle, op: Operation, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict]:
        try:
            with nothing_written():
                names = await self._known.names()
                problem = unknown_in(op, names)
                if problem is not None:
                    return for_all(rejected(op, problem), bundle.ops[1:])
                marker = await self.marker()
                brought = await bring(self._rest, bundle.files, contents)
        except ServerError:
            return for_all(later(op, FAILED), bundle.ops[1:])
        if brought.refused is not None:
            return _without_file(bundle, brought)
        body = new_issue(op, words_of(bundle.entry), names, marker)
        if brought.uploads:
            body["uploads"] = brought.uploads
        answer = await self._rest.write("POST", "/issues", {"issue": body})
        if answer.status in REFUSALS:
            # 404 is no answer to a creation: there is nothing that could be gone.
            head = refused(op, "") if answer.status == 404 else of_answer(op, answer)
            return for_all(head, bundle.ops[1:])
        with written():
            made = decode(answer.body, wire.MadeAnswer).issue
            verdicts = await self.created(bundle, op, made.id)
        forget_files(bundle, self._held)
        return verdicts

    async def created(self, bundle: Bundle, op: Operation, issue: int) -> Sequence[Verdict]:
        """Finish what made an issue, and tell how it stands there.

        A new issue may not have any status, and time is booked on one that is there already.
        """
        self._claims.note(made_name(issue), op.op_id)
        seen = await look(self._rest, op, issue, ",allowed_statuses")
        if not isinstance(seen, Verdict) and await self._finish(op, seen):
            seen = await look(self._rest, op, issue)
        if isinstance(seen, Verdict):
            # We may make issues that we may not see.
            return [unseen(op, str(issue)), *(unseen(one) for one in bundle.ops[1:])]
        names = await self._known.names()
        found = [applied(op, seen.row(names))]
        if bundle.entry is not None:
            found += await self.said(bundle.entry, bundle.files, seen, None)
        return found

    async def _finish(self, op: Operation, seen: Seen) -> bool:
        """Do what is still to be done for a new issue; tells whether anything was."""
        names, issue = await self._known.names(), seen.issue
        done = False
        state = op.patch.set.get("status")
        if state and not changes(seen.history, "status"):
            allowed = [str(one.id) for one in issue.allowed_statuses] or None
            body = attribute("status", state, names, allowed)
            if body and not as_wanted(issue, names, {"status": state}):
                await self._rest.write("PUT", f"/issues/{issue.id}", {"issue": body})
                done = True
        if minutes_in(op) and not await booked(self._rest, issue.id, await self._known.me()):
            await book(self._rest, op, issue, self._claims)
            done = True
        return done

    async def marker(self) -> int:
        """Give the number of the custom field that names operations; 0 as far as none is seen.

        Only the issues that have it show it.
        """
        if not self._marker:
            query = (("status_id", "*"), ("sort", "id:desc"), ("limit", "25"))
            found = decode(await self._rest.get("/issues", query), wire.MadePage).issues
            some = (one.id for each in found for one in each.custom_fields if one.name == MARKER)
            self._marker = next(some, 0)
        return self._marker

    # --- messages -------------------------------------------------------------------------------

    async def _say(
        self, bundle: Bundle, op: Operation, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict]:
        issue = number(op.patch.set.get("ticket"))
        if not issue:
            return for_all(unmade(op), bundle.files)
        for _ in range(_TRIES):
            verdicts = await self._try_to_say(bundle, op, issue, contents)
            if verdicts is not None:
                return verdicts
        return for_all(later(op, _BUSY), bundle.files)

    async def _try_to_say(
        self, bundle: Bundle, op: Operation, issue: int, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict] | None:
        """Look and write; ``None`` if somebody else wrote at the same moment."""
        try:
            with nothing_written():
                seen = await look(self._rest, op, issue)
                if isinstance(seen, Verdict):
                    return for_all(seen, bundle.files)
                problem = await self._problem_with(op, seen)
                if problem is not None:
                    return for_all(rejected(op, problem), bundle.files)
                brought = await bring(self._rest, bundle.files, contents)
        except ServerError:
            return for_all(later(op, FAILED), bundle.files)
        if brought.refused is not None:
            return _without_file(bundle, brought)
        body: Body = {"notes": words_of(op)}
        if is_note(op):
            body["private_notes"] = True
        if brought.uploads:
            body["uploads"] = brought.uploads
        answer = await self._rest.write("PUT", f"/issues/{issue}", {"issue": body})
        if answer.status in REFUSALS:
            return None if is_stale(answer) else for_all(of_answer(op, answer), bundle.files)
        forget_files(bundle, self._held)
        with written():
            return await self._read_back(bundle, op, seen)

    async def _problem_with(self, op: Operation, seen: Seen) -> OpProblem | None:
        """Say why a message may not go to an issue as it stands."""
        me = await self._known.me()
        if op.public and op.seen_ord > 0 and _moved_on(op, seen, me):
            return MOVED_ON
        if not is_note(op):
            return None
        # Redmine would make a public note of it without a word, so the right is asked for anew.
        rights = await read_rights(self._rest, await self._rest.me())
        return None if rights.may(PRIVATE_NOTES, seen.issue.project.id) else NO_PRIVATE_NOTES

    async def _read_back(self, bundle: Bundle, op: Operation, before: Seen) -> Sequence[Verdict]:
        """Tell what a message became; Redmine names nothing that it made of one."""
        seen = await look(self._rest, op, before.issue.id)
        if isinstance(seen, Verdict):
            return [unseen(one) for one in bundle.ops]
        journal = own_note(op, seen, await self._known.me(), before.last, self._claims)
        if journal is None:
            return for_all(refused(op, ""), bundle.files)
        return await self.said(op, bundle.files, seen, journal)

    async def said(
        self,
        op: Operation,
        files: Sequence[Operation],
        seen: Seen,
        journal: wire.Journal | None,
    ) -> Sequence[Verdict]:
        """Tell what a message and its files became; files that are not found get no answer.

        Args:
            op: The message.
            files: Its files.
            seen: The issue with it.
            journal: What it is there; ``None``: the description.
        """
        row = seen.entry(journal, await self._known.names())
        self._claims.note(row.server_id, op.op_id)
        there = brought_by(seen.issue, seen.history, journal)
        if len(there) != len(files):
            return [applied(op, row)]
        # Redmine may change their names, but not their order.
        pairs = [*zip(files, there, strict=True)]
        for one, file in pairs:
            self._claims.note(claimed(file), one.op_id)
        return [applied(op, row), *(applied(one, sent_row(one, row, file)) for one, file in pairs)]

    # --- deletions ------------------------------------------------------------------------------

    async def _delete(self, op: Operation) -> Verdict:
        issue = number(op.record_id)
        try:
            with nothing_written():
                seen = await look(self._rest, op, issue)
        except ServerError:
            return later(op, FAILED)
        if isinstance(seen, Verdict):
            return seen
        if seen.issue.children:
            return rejected(op, _SUBTASKS)
        answer = await self._rest.write("DELETE", f"/issues/{issue}")
        if answer.status in REFUSALS:
            return of_answer(op, answer)
        return unseen(op, op.record_id)


def made_name(issue: int) -> str:
    """Name the making of an issue apart from all that was said in it."""
    return f"made-{issue}"


def _moved_on(op: Operation, seen: Seen, me: int) -> bool:
    """Tell whether the requester wrote after the person had read the issue."""
    author = seen.issue.author
    if author is None or author.id == me:
        return False
    return any(
        one.user == author and one.notes and not one.private_notes and one.id * 2 > op.seen_ord
        for one in seen.history
    )


def _without_file(bundle: Bundle, brought: Brought) -> Sequence[Verdict]:
    """Refuse the file that the desk did not take, and block what it belongs to."""
    if brought.refused is None or brought.answer is None:
        return ()
    answer = of_answer(brought.refused, brought.answer).problem
    words = "The desk did not take the file." if answer is None else answer.message
    problem = OpProblem("refused", words, "", _WITHOUT_FILE)
    return judged_here(bundle, {brought.refused.op_id: problem})
