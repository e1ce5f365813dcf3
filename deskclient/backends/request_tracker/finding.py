"""Finds out what became of operations whose answer was lost, and notes beforehand what helps.

A message or ticket that is found is taken for ours if we made it after the witness, it says the
same, and no other operation has it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from deskclient.backends.other_desks.bundles import Bundle
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.doubt import nothing_written
from deskclient.backends.other_desks.search import Found, look_for_each
from deskclient.backends.other_desks.verdicts import later, unseen
from deskclient.backends.other_desks.witness import (
    UNKNOWN,
    has_settled,
    same_files,
    says_the_same,
    witness_now,
    witness_of,
)
from deskclient.backends.port import Prepared
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import MARKER
from deskclient.backends.request_tracker.editing import Editing
from deskclient.backends.request_tracker.finding_changes import FindingChanges
from deskclient.backends.request_tracker.looking import (
    Message,
    Seen,
    event_of,
    message_of,
    newest_creation,
    seen_in,
)
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.reading import (
    all_transactions,
    find_by_number,
    find_tickets,
    find_transactions,
)
from deskclient.backends.request_tracker.rest import Rest
from deskclient.backends.request_tracker.writing import Writing, brought, said
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import RefusedError, ServerError
from deskclient.domain.operation import Action, Operation, Verdict

_OURS = "Creator = '__CurrentUser__'"
_HIDDEN = frozenset({403, 404})


class Finding:
    """Looks for one person's operations.

    Args:
        rest: Makes the calls.
        writing: Finishes a ticket that was made but not finished.
        editing: Judges an edit that went over another one.
        login: Tells who we are.
        settle_s: How long after a lost answer the desk may still act.
    """

    def __init__(
        self,
        rest: Rest,
        writing: Writing,
        editing: Editing,
        login: Callable[[], Awaitable[str]],
        settle_s: float,
    ) -> None:
        self._rest = rest
        self._writing = writing
        self._settle_s = settle_s
        self._claims = Claims()
        self._changes = FindingChanges(rest, editing, login, settle_s, self._claims)

    async def prepare(self, op: Operation) -> Prepared:
        """Note the newest event: whatever the operation does comes after it."""
        try:
            with nothing_written():
                last = await self._last_before(op)
        except (ServerError, RefusedError):
            # One ticket that the desk fails at must not stop the others.
            return Prepared(witness=UNKNOWN)
        if last is None:
            return Prepared()
        is_new_ticket = op.kind == "ticket" and op.action is Action.CREATE
        if not last and not is_new_ticket:
            return Prepared(witness=UNKNOWN)
        witness = witness_now(last, self._rest.desk_time).to_text()
        return Prepared(op.op_id if is_new_ticket else "", witness)

    def note(self, ops: Sequence[Operation], verdicts: Sequence[Verdict]) -> None:
        """Remember which events are answered for."""
        kinds = {op.op_id: op.kind for op in ops}
        for one in verdicts:
            if kinds.get(one.op_id) == "entry" and one.server_id:
                self._claims.note(one.server_id, one.op_id)

    async def find(self, ops: Sequence[Operation]) -> Found:
        """Look for each; see ``look_for_each``."""
        return await look_for_each(ops, self._find_bundle)

    async def _find_bundle(self, bundle: Bundle) -> Found:
        if any(op.witness == UNKNOWN for op in bundle.ops):
            return {}
        if bundle.ticket is not None:
            return await self._find_ticket(bundle, bundle.ticket)
        if bundle.entry is not None:
            return await self._find_message(bundle, bundle.entry)
        op = bundle.ops[0]
        if op.kind == "attachment" and op.action is Action.CREATE:
            return await self._find_file(op)
        return await self._changes.find(op)

    async def _last_before(self, op: Operation) -> int | None:
        if op.kind == "ticket" and op.action is Action.CREATE:
            return await newest_creation(self._rest)
        name = op.record_id if op.kind == "ticket" else op.patch.set.get("ticket")
        if op.kind not in {"ticket", "entry"} or not number(str(name or "")):
            return None
        path = f"/ticket/{number(str(name))}"
        answer = await self._rest.send("GET", path, also=_HIDDEN)
        if answer.status in _HIDDEN:
            raise RefusedError("There is no such ticket")
        return (await seen_in(self._rest, answer)).last

    def _is_absent(self, op: Operation) -> bool:
        return has_settled(op, self._rest.desk_time, self._settle_s)

    # --- new tickets ----------------------------------------------------------------------------

    async def _find_ticket(self, bundle: Bundle, op: Operation) -> Found:
        marked = (await find_tickets(self._rest, f"CF.{{{MARKER}}} = '{op.op_id}'")).items
        if marked:
            return await self._found_ticket(bundle, op, number(marked[0].id))
        after = witness_of(op).last
        sql = f"Type = 'Create' AND {_OURS} AND id > {after}"
        # The event that made a ticket may be answered for as its first message.
        events = [
            one
            for one in await all_transactions(self._rest, sql)
            if any(self._claims.is_free(one.id, mine.op_id) for mine in bundle.ops)
        ]
        by_ticket = {number(one.object_id): one for one in events}
        tickets = await find_by_number(self._rest, by_ticket)
        ticket = await self._unmarked(bundle, op, by_ticket, tickets)
        if ticket:
            return await self._found_ticket(bundle, op, ticket)
        # One that no search finds was merged or deleted since: it may have been ours.
        all_seen = len(tickets) == len(by_ticket)
        if all_seen and self._is_absent(op) and await self._has_marker(op):
            return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    async def _found_ticket(self, bundle: Bundle, op: Operation, ticket: int) -> Found:
        verdicts = await self._writing.created(bundle, op, ticket)
        self.note(bundle.ops, verdicts)
        return {one.op_id: one for one in verdicts}

    async def _unmarked(
        self,
        bundle: Bundle,
        op: Operation,
        by_ticket: Mapping[int, wire.Transaction],
        tickets: Sequence[wire.Ticket],
    ) -> int:
        """Look among the tickets we made for one that is the same; 0 for none.

        RT sets custom fields after it has made a ticket, so that a marker may be missing.
        """
        for ticket in tickets:
            if not _is_the_same(op, ticket):
                continue
            event = by_ticket[number(ticket.id)]
            told = None
            if bundle.entry is not None:
                told = await message_of(self._rest, ticket, event)
            if bundle.entry is None or (told and _is_said(bundle.entry, bundle.files, told)):
                self._claims.note(event.id, op.op_id)
                return number(ticket.id)
        return 0

    async def _has_marker(self, op: Operation) -> bool:
        queue = number(str(op.patch.set.get("queue") or ""))
        some = (await find_tickets(self._rest, f"Queue = {queue}", 1, newest_first=True)).items
        return any(_marker_of(one) is not None for one in some)

    # --- messages -------------------------------------------------------------------------------

    async def _find_message(self, bundle: Bundle, op: Operation) -> Found:
        name = number(str(op.patch.set.get("ticket") or ""))
        if not name:
            return {}
        answer = await self._rest.send("GET", f"/ticket/{name}", also=_HIDDEN)
        if answer.status not in _HIDDEN:
            seen = await seen_in(self._rest, answer)
            told = await self._told(bundle, op, seen, name)
            if told is not None:
                self._claims.note(told.row.server_id, op.op_id)
                return {one.op_id: one for one in said(op, bundle.files, told)}
            if _is_internal(op) and self._is_absent(op) and await self._sees_notes():
                return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    async def _find_file(self, op: Operation) -> Found:
        """Look for a file whose message has been answered for without it."""
        entry = number(str(op.patch.set.get("entry") or ""))
        if not entry:
            return {op.op_id: later(op)}
        event = await event_of(self._rest, entry)
        if event is None:
            # Some may write notes that they may not read.
            return {op.op_id: unseen(op)}
        path = f"/ticket/{number(event.object_id)}"
        ticket = decode(await self._rest.get(path), wire.Ticket)
        told = await message_of(self._rest, ticket, event)
        verdicts = brought([op], told) if told is not None else ()
        return {op.op_id: verdicts[0] if verdicts else None}

    async def _sees_notes(self) -> bool:
        """Tell whether the history shows us notes at all: some may write but not read them."""
        return bool(await find_transactions(self._rest, "Type = 'Comment'"))

    async def _told(self, bundle: Bundle, op: Operation, seen: Seen, name: int) -> Message | None:
        """Give the message that the operation became."""
        after = witness_of(op).last
        types = {"Comment"} if op.patch.set.get("type") == "note" else {"Correspond"}
        if not op.witness and "Comment" not in types:
            # It was to be the first message of a new ticket.
            types.add("Create")
        tickets = {name, number(seen.ticket.id)}
        places = " OR ".join(f"ObjectId = {one}" for one in sorted(tickets))
        sql = f"({places}) AND {_OURS} AND id > {after}"
        events = [one for one in await all_transactions(self._rest, sql) if one.type in types]
        for one in events:
            if self._claims.is_free(one.id, op.op_id):
                told = await message_of(self._rest, seen.ticket, one)
                if told is not None and _is_said(op, bundle.files, told):
                    return told
        return None


def _is_internal(op: Operation) -> bool:
    """Tell whether nobody outside reads it: only then a look at the history is proof enough."""
    return not op.public and op.patch.set.get("type") == "note"


def _is_said(op: Operation, files: Sequence[Operation], told: Message) -> bool:
    names = [one.filename or "" for one in told.files]
    return says_the_same(op, told.row.doc or {}) and (not files or same_files(files, names))


def _is_the_same(op: Operation, ticket: wire.Ticket) -> bool:
    wanted = op.patch.set
    return (
        not _marker_of(ticket)
        and (ticket.subject or "") == str(wanted.get("subject") or "")
        and str(ticket.queue.id) == str(wanted.get("queue") or "")
    )


def _marker_of(ticket: wire.Ticket) -> str | None:
    """Read which operation made a ticket; ``None`` if the desk does not keep that."""
    if isinstance(ticket.custom_fields, str):
        return None
    for one in ticket.custom_fields:
        if one.name == MARKER:
            return str(one.values[0]) if one.values else ""
    return None
