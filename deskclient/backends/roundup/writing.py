"""Brings operations to a Roundup.

A message is made first, with its files, under a name that the operation gives it, and then given to
its issue. Each of these steps can be looked for and finished later.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import quote

from msgspec.structs import replace

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.bundles import Bundle, bundles
from deskclient.backends.other_desks.held_files import HeldFiles
from deskclient.backends.other_desks.verdicts import (
    UPLOAD_MISSING,
    applied,
    for_all,
    later,
    refused,
    rejected,
    unmade,
    unseen,
)
from deskclient.backends.other_desks.witness import UNKNOWN, plain_words
from deskclient.backends.port import RemoteRow
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.editing import Editing
from deskclient.backends.roundup.looking import (
    ANSWERS,
    Seen,
    check_token,
    look,
    nothing_written,
    of_answer,
    written,
)
from deskclient.backends.roundup.mapping import id_in, ids_in, marker, number
from deskclient.backends.roundup.outgoing import (
    Brought,
    addition,
    digest_of,
    message,
    new_issue,
    problem_in,
    text_of,
    upload,
)
from deskclient.backends.roundup.reading import by_number, read_issues, read_wholes
from deskclient.backends.roundup.rest import Rest
from deskclient.backends.roundup.schema import ISSUE
from deskclient.backends.roundup.vocabulary import Vocabulary
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import DeskError, ServerError
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Action, Operation, OpProblem, Verdict, VerdictKind

_TRIES = 4
_MOVED_ON = OpProblem("moved_on", "The requester wrote again after you had read this.")
_WRITTEN_ONCE = OpProblem("append_only", "This cannot be changed once it is written.")
_ALONE = OpProblem(
    "refused",
    "This desk takes files only together with their message.",
    hint="Write another message and attach the file to it.",
)
_MISSING = OpProblem(UPLOAD_MISSING, "The file has to be brought here once more.")
_TOO_LARGE = OpProblem(
    "too_large",
    "The files of this message are larger than 64 MB together.",
    hint="Send them with several messages.",
)
_FAILED = OpProblem("desk_failed", "The desk failed before anything was changed.")
_BUSY = OpProblem("busy_ticket", "Others changed the ticket at the same time, again and again.")


class Writing:
    """Sends for one person.

    Args:
        rest: Makes the calls.
        vocabulary: What is known of the tracker.
        editing: Changes fields of issues.
        held: Bytes of files that wait for their message.
        me: Tells our number.
    """

    def __init__(
        self,
        rest: Rest,
        vocabulary: Vocabulary,
        editing: Editing,
        held: HeldFiles,
        me: Callable[[], Awaitable[str]],
    ) -> None:
        self._rest = rest
        self._vocabulary = vocabulary
        self._editing = editing
        self._held = held
        self._me = me

    async def push(self, ops: Sequence[Operation]) -> Sequence[Verdict]:
        """Send what belongs together, one after the other."""
        found: list[Verdict] = []
        for place, bundle in enumerate(bundles(ops)):
            try:
                found += await self._send(bundle)
            except DeskError:
                # What was answered before must not be lost; the rest is unknown and asked again.
                if place == 0:
                    raise
                break
        return found

    async def _send(self, bundle: Bundle) -> Sequence[Verdict]:
        judged = self._judged_here(bundle)
        if judged:
            return judged
        contents, missing = self._contents(bundle)
        if missing:
            return [later(op, _MISSING if op.op_id in missing else None) for op in bundle.ops]
        if bundle.other is not None:
            return [await self._other(bundle.other)]
        head = bundle.ops[0]
        if not all(op.token and op.witness != UNKNOWN for op in bundle.ops):
            # What makes it go only once could not be fetched; what is there is of an earlier try.
            return for_all(later(head, _FAILED), bundle.ops[1:])
        if bundle.ticket is not None:
            return await self._create(bundle, bundle.ticket, contents)
        return await self._say(bundle, head, contents)

    def _judged_here(self, bundle: Bundle) -> Sequence[Verdict]:
        """Refuse what the desk need not be asked for; empty if it is to be asked."""
        problems = {op.op_id: problem for op in bundle.ops if (problem := problem_in(op))}
        if problems:
            return [_with_problem(op, problems.get(op.op_id)) for op in bundle.ops]
        sizes = [op.patch.set.get("size") for op in bundle.files]
        if self._held.holds_together(sum(one for one in sizes if isinstance(one, int))):
            return ()
        return for_all(rejected(bundle.ops[0], _TOO_LARGE), bundle.ops[1:])

    async def _other(self, op: Operation) -> Verdict:
        if op.kind == "attachment" and op.action is Action.CREATE:
            return rejected(op, _ALONE)
        if op.kind != "ticket":
            return rejected(op, _WRITTEN_ONCE)
        if not number(op.record_id):
            return unmade(op)
        if op.action is Action.DELETE:
            return await self._delete(op)
        return await self._editing.edit(op)

    # --- new issues -----------------------------------------------------------------------------

    async def _create(
        self, bundle: Bundle, op: Operation, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict]:
        refusal = await self._editing.make_tags(op)
        if refusal is not None:
            return for_all(refusal, bundle.ops[1:])
        brought = await self._bring(bundle, op, contents)
        if isinstance(brought, Verdict):
            return for_all(brought, bundle.ops[1:])
        body = new_issue(op, await self._vocabulary.terms(), brought)
        answer = await self._once(ISSUE, op, body)
        if answer.status in ANSWERS:
            # 404 is no answer to a creation: there is nothing that could be gone.
            head = refused(op, "") if answer.status == 404 else of_answer(op, answer)
            return for_all(head, bundle.ops[1:])
        with written():
            made = decode(answer.body, wire.MadeAnswer).data.id
            verdicts = await self.told(bundle, made, brought)
        self._forget_files(bundle)
        return verdicts

    async def told(self, bundle: Bundle, issue: str, brought: Brought) -> Sequence[Verdict]:
        """Tell what a bundle became, as it stands on the desk."""
        found, _ = await read_wholes(self._rest, self._vocabulary, [issue], "")
        if not found:
            # We may write where we may not read.
            made = unseen(bundle.ops[0], issue if bundle.ticket else brought.message)
            return [made, *(unseen(one) for one in bundle.ops[1:])]
        verdicts = [applied(bundle.ticket, found[0].ticket)] if bundle.ticket else []
        rows = {row.server_id: row for row in found[0].parts if row.kind == "entry"}
        entry = rows.get(ServerId(brought.message))
        if bundle.entry is None or entry is None:
            return verdicts
        verdicts.append(applied(bundle.entry, entry))
        for op, file in zip(bundle.files, brought.files, strict=False):
            verdicts.append(applied(op, told_file(op, entry, file)))
        return verdicts

    # --- messages -------------------------------------------------------------------------------

    async def _say(
        self, bundle: Bundle, op: Operation, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict]:
        issue = str(op.patch.set.get("ticket") or "")
        if not number(issue):
            return for_all(unmade(op), bundle.files)
        refusal = await self._hindrance(op, issue)
        if refusal is not None:
            return for_all(refusal, bundle.files)
        brought = await self._bring(bundle, op, contents)
        if isinstance(brought, Verdict):
            return for_all(brought, bundle.files)
        with written():
            refusal = await self.give(op, issue, brought)
            if refusal is not None:
                return for_all(refusal, bundle.files)
            verdicts = await self.told(bundle, issue, brought)
        self._forget_files(bundle)
        return verdicts

    async def _hindrance(self, op: Operation, issue: str) -> Verdict | None:
        """Say why a message may not go to an issue; ``None`` if it may."""
        try:
            with nothing_written():
                seen = await look(self._rest, await self._vocabulary.terms(), op, issue)
                if isinstance(seen, Verdict):
                    return seen
                moved_on = await self._moved_on(op, seen)
        except ServerError:
            return later(op, _FAILED)
        return rejected(op, _MOVED_ON) if moved_on else None

    async def give(self, op: Operation, issue: str, brought: Brought) -> Verdict | None:
        """Give a message with its files to an issue that may have them; ``None`` if it has them.

        Only now it goes out by mail.
        """
        path = f"/data/{ISSUE}/{quote(issue, safe='')}"
        body = addition(brought)
        for _ in range(_TRIES):
            seen = await look(self._rest, await self._vocabulary.terms(), op, issue)
            if isinstance(seen, Verdict):
                return seen
            if brought.message in ids_in(seen.item.get("messages")):
                return None
            answer = await self._rest.send("PATCH", path, body, if_match=seen.etag, also=ANSWERS)
            if answer.status not in ANSWERS:
                return None
            if answer.status != 412:
                return of_answer(op, answer)
        return later(op, _BUSY)

    async def _moved_on(self, op: Operation, seen: Seen) -> bool:
        """Tell whether the requester wrote after the person had read the ticket."""
        if not op.public or op.seen_ord <= 0:
            return False
        later_ones = [one for one in ids_in(seen.item.get("messages")) if number(one) > op.seen_ord]
        if not later_ones:
            return False
        found = await by_number(self._rest, "msg", later_ones, "author")
        requester = id_in(seen.item.get("creator"))
        return any(id_in(one.get("author")) == requester for one in found.values())

    # --- what comes before ----------------------------------------------------------------------

    async def _bring(
        self, bundle: Bundle, head: Operation, contents: Mapping[str, bytes]
    ) -> Brought | Verdict:
        """Make a message with its files; gives an answer for the whole if one is not accepted."""
        if bundle.entry is None:
            return Brought()
        known = await self.found_message(bundle.entry) if bundle.entry.attempt > 1 else None
        if known is not None:
            return known
        files: list[str] = []
        for op in bundle.files:
            path = f"/data/file/@poe/{quote(op.token, safe='')}"
            file = upload(op, contents[digest_of(op)])
            answer = await self._rest.upload(path, file, also=ANSWERS)
            check_token(answer)
            if answer.status in ANSWERS:
                return _of_part(head, answer)
            files.append(decode(answer.body, wire.MadeAnswer).data.id)
        body = message(bundle.entry, await self._me(), files, self._rest.moment)
        answer = await self._once("msg", bundle.entry, body)
        if answer.status in ANSWERS:
            return _of_part(head, answer)
        return Brought(decode(answer.body, wire.MadeAnswer).data.id, tuple(files))

    async def found_message(self, op: Operation) -> Brought | None:
        """Look for the message that an operation became; ``None`` if there is none."""
        query = [("messageid:", marker(op.op_id)), ("@fields", "content,files,creator")]
        me, wanted = await self._me(), plain_words(text_of(op), "plain")
        for one in await self._rest.list("msg", query, verbose=3):
            is_ours = id_in(one.get("creator")) == me
            if is_ours and plain_words(str(one.get("content") or ""), "plain") == wanted:
                return Brought(str(one["id"]), tuple(ids_in(one.get("files"))))
        return None

    async def _once(self, klass: str, op: Operation, body: Mapping[str, object]) -> HttpResponse:
        """Make a record by a token that is good for one.

        Raises:
            NetworkError: the token is not good any more, so it may have been made.
        """
        path = f"/data/{klass}/@poe/{quote(op.token, safe='')}"
        answer = await self._rest.send("POST", path, body, also=ANSWERS)
        check_token(answer)
        return answer

    # --- deletions ------------------------------------------------------------------------------

    async def _delete(self, op: Operation) -> Verdict:
        try:
            with nothing_written():
                terms = await self._vocabulary.terms()
                seen = await look(self._rest, terms, op, op.record_id)
        except ServerError:
            return later(op, _FAILED)
        if isinstance(seen, Verdict):
            return seen
        path = f"/data/{ISSUE}/{quote(op.record_id, safe='')}"
        answer = await self._rest.send("DELETE", path, if_match=seen.etag, also=ANSWERS)
        if answer.status == 412:
            return later(op, _BUSY)
        if answer.status in ANSWERS:
            return of_answer(op, answer)
        with written():
            is_there = op.record_id in await read_issues(self._rest, terms.schema, [op.record_id])
        if is_there:
            return refused(op, "The desk did not delete the ticket.")
        return unseen(op, op.record_id)

    # --- files ----------------------------------------------------------------------------------

    def _contents(self, bundle: Bundle) -> tuple[Mapping[str, bytes], frozenset[OpId]]:
        """Take the bytes now: other files may push them out before the message is written."""
        found: dict[str, bytes] = {}
        missing: set[OpId] = set()
        for op in bundle.files:
            content = self._held.content(digest_of(op))
            if content is None:
                missing.add(op.op_id)
            else:
                found[digest_of(op)] = content
        return found, frozenset(missing)

    def _forget_files(self, bundle: Bundle) -> None:
        for op in bundle.files:
            self._held.drop(digest_of(op))


def _with_problem(op: Operation, problem: OpProblem | None) -> Verdict:
    if problem is None:
        return Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED)
    return rejected(op, problem)


def _of_part(head: Operation, answer: HttpResponse) -> Verdict:
    """Read the refusal of a message or file, which leaves no issue changed."""
    return refused(head, "") if answer.status == 404 else of_answer(head, answer)


def told_file(op: Operation, entry: RemoteRow, file: str) -> RemoteRow:
    """Tell a file of a message by what was wanted of it: the desk knows neither size nor digest."""
    doc: dict[str, Value] = dict(op.patch.set)
    doc["entry"] = entry.server_id
    doc["ticket"] = (entry.doc or {}).get("ticket")
    return replace(entry, kind="attachment", server_id=ServerId(file), doc=doc)
