"""Brings operations to a Request Tracker, one request for each that changes something.

RT answers 200 with a sentence where it refused, so whatever was written is read back.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.bundles import Bundle
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
    gone,
    later,
    refused,
    rejected,
    unmade,
    unseen,
)
from deskclient.backends.port import RemoteRow
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.editing import Editing
from deskclient.backends.request_tracker.looking import (
    Message,
    Seen,
    event_of,
    look,
    message_of,
    newest,
    of_answer,
    row_at,
)
from deskclient.backends.request_tracker.mapping import number, person_ref
from deskclient.backends.request_tracker.outgoing import (
    later_status,
    message,
    new_ticket,
    problem_in,
)
from deskclient.backends.request_tracker.reading import find_transactions
from deskclient.backends.request_tracker.rest import Rest, Sent
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import ServerError
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Verdict, VerdictKind

_ANSWERS = frozenset({400, 403, 404, 409, 413, 415, 422})


class Writing:
    """Sends for one person.

    Args:
        rest: Makes the calls.
        editing: Changes fields of tickets.
        held: Bytes of files that wait for their message.
    """

    def __init__(self, rest: Rest, editing: Editing, held: HeldFiles) -> None:
        self._rest = rest
        self._editing = editing
        self._held = held

    async def push(self, ops: Sequence[Operation]) -> Sequence[Verdict]:
        """Send what belongs together in one request, one after the other."""
        return await in_turn(ops, self._send)

    async def _send(self, bundle: Bundle) -> Sequence[Verdict]:
        head, *rest = bundle.ops
        problems = {op.op_id: problem for op in bundle.ops if (problem := problem_in(op))}
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

    # --- new tickets ----------------------------------------------------------------------------

    async def _create(
        self, bundle: Bundle, op: Operation, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict]:
        body = new_ticket(op, self._rest.fields)
        if bundle.entry is not None:
            body |= message(bundle.entry, bundle.files, contents)
        answer = await self._rest.write("POST", "/ticket", Sent(body), _ANSWERS)
        if answer.status in _ANSWERS:
            # 404 is no answer to a creation: there is nothing that could be gone.
            head = refused(op, "") if answer.status == 404 else of_answer(op, answer)
            return for_all(head, bundle.ops[1:])
        with written():
            made = number(decode(answer.body, wire.Created).id)
            verdicts = await self.created(bundle, op, made)
        forget_files(bundle, self._held)
        return verdicts

    async def created(self, bundle: Bundle, op: Operation, ticket: int) -> Sequence[Verdict]:
        """Finish what made a ticket, and tell how it stands there.

        A new ticket cannot have any status; the others come by a second request.
        """
        events = await newest(self._rest, ticket)
        if (state := later_status(op)) and not any(one.type == "Status" for one in events):
            body = {"Status": state}
            await self._rest.write("PUT", f"/ticket/{ticket}", Sent(body), _ANSWERS)
            events = await newest(self._rest, ticket)
        seen = await look(self._rest, op, ticket)
        if isinstance(seen, Verdict):
            # We may make tickets that we may not see.
            return [unseen(op, str(ticket)), *(unseen(one) for one in bundle.ops[1:])]
        found = [applied(op, row_at(seen, events))]
        if bundle.entry is not None:
            made = await find_transactions(self._rest, f"ObjectId = {ticket} AND Type = 'Create'")
            told = await message_of(self._rest, seen.ticket, made[0]) if made else None
            found += said(bundle.entry, bundle.files, told)
        return found

    # --- messages -------------------------------------------------------------------------------

    async def _say(
        self, bundle: Bundle, op: Operation, contents: Mapping[str, bytes]
    ) -> Sequence[Verdict]:
        ticket = number(str(op.patch.set.get("ticket") or ""))
        if not ticket:
            return for_all(unmade(op), bundle.files)
        try:
            with nothing_written():
                seen = await look(self._rest, op, ticket)
                moved_on = isinstance(seen, Seen) and await self._moved_on(op, seen)
        except ServerError:
            return for_all(later(op, FAILED), bundle.files)
        if isinstance(seen, Verdict):
            return for_all(seen, bundle.files)
        if moved_on:
            return for_all(rejected(op, MOVED_ON), bundle.files)
        way = "comment" if op.patch.set.get("type") == "note" else "correspond"
        body = message(op, bundle.files, contents)
        path = f"/ticket/{ticket}/{way}"
        answer = await self._rest.write("POST", path, Sent(body), _ANSWERS)
        if answer.status in _ANSWERS:
            head = gone(op) if answer.status == 404 else of_answer(op, answer)
            return for_all(head, bundle.files)
        forget_files(bundle, self._held)
        with written():
            return await self._read_back(bundle, op, seen, answer)

    async def _read_back(
        self, bundle: Bundle, op: Operation, seen: Seen, answer: HttpResponse
    ) -> Sequence[Verdict]:
        """Tell what a message became; RT names it in the address of what was made."""
        event = number(answer.headers.get("location", "").rpartition("/")[2])
        if not event:
            raise ServerError("The answer of the desk is damaged", "The new message has no number.")
        found = await event_of(self._rest, event)
        if found is None:
            # Some may write notes that they may not read.
            return [unseen(op, str(event), event), *(unseen(one) for one in bundle.files)]
        ticket = seen.ticket
        if number(found.object_id) != number(ticket.id):
            # Merged in between: the message stands in the survivor.
            path = f"/ticket/{number(found.object_id)}"
            ticket = decode(await self._rest.get(path), wire.Ticket)
        told = await message_of(self._rest, ticket, found, is_small=not bundle.files)
        return said(op, bundle.files, told)

    async def _moved_on(self, op: Operation, seen: Seen) -> bool:
        """Tell whether the requester wrote after the person had read the ticket."""
        if not op.public or op.seen_ord <= 0 or seen.last <= op.seen_ord:
            return False
        ticket = number(seen.ticket.id)
        sql = f"ObjectId = {ticket} AND Type = 'Correspond' AND id > {op.seen_ord}"
        requesters = {person_ref(one) for one in seen.ticket.requestor}
        found = await find_transactions(self._rest, sql)
        return any(person_ref(one.creator) in requesters for one in found)

    # --- deletions ------------------------------------------------------------------------------

    async def _delete(self, op: Operation) -> Verdict:
        ticket = number(op.record_id)
        try:
            with nothing_written():
                seen = await look(self._rest, op, ticket)
        except ServerError:
            return later(op, FAILED)
        if isinstance(seen, Verdict):
            return seen
        # RT fails with 500 where it refuses.
        also = frozenset({204, 500, *_ANSWERS})
        answer = await self._rest.write("DELETE", f"/ticket/{ticket}", Sent(), also)
        with written():
            after = await look(self._rest, op, ticket)
        if isinstance(after, Verdict) and after.kind is VerdictKind.GONE:
            return unseen(op, op.record_id, seen.last + 1)
        if answer.status == 403:
            return of_answer(op, answer)
        return refused(op, "The desk did not delete the ticket.")


def said(op: Operation, files: Sequence[Operation], told: Message | None) -> Sequence[Verdict]:
    """Tell what a message and its files became; files that are not found get no answer."""
    return [] if told is None else [applied(op, told.row), *brought(files, told)]


def brought(files: Sequence[Operation], told: Message) -> Sequence[Verdict]:
    """Tell what the files of a message became; those that are not found get no answer."""
    found: list[Verdict] = []
    left = list(told.files)
    for one in files:
        name = str(one.patch.set.get("name") or "file")
        part = next((part for part in left if part.filename == name), None)
        if part is not None:
            left.remove(part)
            found.append(applied(one, _file_row(one, told.row, part)))
    return found


def _file_row(op: Operation, entry: RemoteRow, part: wire.Part) -> RemoteRow:
    doc: dict[str, Value] = dict(op.patch.set)
    doc["entry"] = entry.server_id
    doc["ticket"] = (entry.doc or {}).get("ticket")
    return replace(entry, kind="attachment", server_id=ServerId(str(part.id)), doc=doc)
