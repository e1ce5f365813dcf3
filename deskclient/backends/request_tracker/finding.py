"""Finds out what became of operations whose answer was lost, and notes beforehand what helps.

A message or ticket that is found is taken for ours if we made it after the witness, it says the
same, and no other operation has it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from deskclient.backends.port import Prepared
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.bundles import Bundle, bundles
from deskclient.backends.request_tracker.editing import Editing, Written
from deskclient.backends.request_tracker.history import by, step_of, touches, value_after
from deskclient.backends.request_tracker.looking import (
    Message,
    Seen,
    account_name,
    look,
    message_of,
    newest,
    newest_creation,
    nothing_written,
    row_at,
    seen_in,
)
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.outgoing import (
    MARKER,
    not_kept_in,
    problem_in,
)
from deskclient.backends.request_tracker.plan_edit import (
    doc_of,
    members_as_wanted,
    settled,
)
from deskclient.backends.request_tracker.proof import (
    first_free,
    has_settled,
    same_files,
    says_the_same,
    witness_now,
    witness_of,
)
from deskclient.backends.request_tracker.reading import (
    all_transactions,
    find_by_number,
    find_tickets,
)
from deskclient.backends.request_tracker.rest import Rest
from deskclient.backends.request_tracker.verdicts import applied, without_record
from deskclient.backends.request_tracker.writing import Writing, said
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation, Verdict, VerdictKind

_OURS = "Creator = '__CurrentUser__'"
_HIDDEN = frozenset({403, 404})
Found = dict[OpId, Verdict | None]


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
        self._editing = editing
        self._login = login
        self._settle_s = settle_s
        self._claimed: dict[int, OpId] = {}
        """Events that an operation of this run became: none stands for two."""

    async def prepare(self, op: Operation) -> Prepared:
        """Note the newest event: whatever the operation does comes after it."""
        with nothing_written():
            last = await self._last_before(op)
        if last is None:
            return Prepared()
        is_new_ticket = op.kind == "ticket" and op.action is Action.CREATE
        witness = witness_now(last, self._rest.desk_time).to_text()
        return Prepared(op.op_id if is_new_ticket else "", witness)

    def note(self, ops: Sequence[Operation], verdicts: Sequence[Verdict]) -> None:
        """Remember which events are answered for."""
        kinds = {op.op_id: op.kind for op in ops}
        for one in verdicts:
            if kinds.get(one.op_id) == "entry" and one.server_id:
                self._claimed[number(one.server_id)] = one.op_id

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        """Look for each; ``None`` is proved absence, no key no proof."""
        found: Found = {}
        for bundle in bundles(ops):
            if bundle.ticket is not None:
                found |= await self._find_ticket(bundle, bundle.ticket)
            elif bundle.entry is not None:
                found |= await self._find_message(bundle, bundle.entry)
            elif bundle.other is not None:
                found |= await self._find_other(bundle.other)
        return found

    async def _last_before(self, op: Operation) -> int | None:
        if op.kind == "ticket" and op.action is Action.CREATE:
            return await newest_creation(self._rest)
        name = op.record_id if op.kind == "ticket" else op.patch.set.get("ticket")
        if op.kind not in {"ticket", "entry"} or not number(str(name or "")):
            return None
        path = f"/ticket/{number(str(name))}"
        answer = await self._rest.send("GET", path, also=_HIDDEN)
        return None if answer.status in _HIDDEN else seen_in(answer).last

    def _is_absent(self, op: Operation) -> bool:
        return has_settled(op, self._rest.desk_time, self._settle_s)

    # --- new tickets ----------------------------------------------------------------------------

    async def _find_ticket(self, bundle: Bundle, op: Operation) -> Found:
        marked = (await find_tickets(self._rest, f"CF.{{{MARKER}}} = '{op.op_id}'")).items
        ticket = number(marked[0].id) if marked else await self._unmarked(bundle, op)
        if ticket:
            verdicts = await self._writing.created(bundle, ticket)
            self.note(bundle.ops, verdicts)
            return {one.op_id: one for one in verdicts}
        if self._is_absent(op) and await self._has_marker(op):
            return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    async def _unmarked(self, bundle: Bundle, op: Operation) -> int:
        """Look among the tickets we made for one that is the same; 0 for none.

        RT sets custom fields after it has made a ticket, so that a marker may be missing.
        """
        after = witness_of(op).last
        sql = f"Type = 'Create' AND {_OURS} AND id > {after}"
        events = [one for one in await all_transactions(self._rest, sql) if self._is_free(one, op)]
        by_ticket = {number(one.object_id): one for one in events}
        for ticket in await find_by_number(self._rest, by_ticket):
            if not _is_the_same(op, ticket):
                continue
            event = by_ticket[number(ticket.id)]
            told = None
            if bundle.entry is not None:
                told = await message_of(self._rest, ticket, event)
            if bundle.entry is None or (told and _is_said(bundle.entry, bundle.files, told)):
                self._claimed[number(event.id)] = op.op_id
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
            seen = seen_in(answer)
            told = await self._told(bundle, op, seen, name)
            if told is not None:
                self._claimed[number(told.row.server_id)] = op.op_id
                return {one.op_id: one for one in said(op, bundle.files, told)}
            if self._is_absent(op) and _is_internal(op):
                return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    async def _told(self, bundle: Bundle, op: Operation, seen: Seen, name: int) -> Message | None:
        """Give the message that the operation became."""
        after = witness_of(op).last
        types = {"Comment"} if op.patch.set.get("type") == "note" else {"Correspond"}
        if not after and "Comment" not in types:
            # It was to be the first message of a new ticket.
            types.add("Create")
        tickets = {name, number(seen.ticket.id)}
        places = " OR ".join(f"ObjectId = {one}" for one in sorted(tickets))
        sql = f"({places}) AND {_OURS} AND id > {after}"
        events = [one for one in await all_transactions(self._rest, sql) if one.type in types]
        found: dict[int, Message] = {}
        for one in events:
            if self._is_free(one, op):
                told = await message_of(self._rest, seen.ticket, one)
                if told is not None and _is_said(op, bundle.files, told):
                    found[number(one.id)] = told
        chosen = first_free(list(found), ())
        return None if chosen is None else found[chosen]

    def _is_free(self, event: wire.Transaction, op: Operation) -> bool:
        return self._claimed.get(number(event.id), op.op_id) == op.op_id

    # --- edits and deletions --------------------------------------------------------------------

    async def _find_other(self, op: Operation) -> Found:
        ticket = number(op.record_id)
        if op.kind != "ticket" or not ticket or problem_in(op):
            # Nothing is ever sent of it.
            return {op.op_id: None}
        seen = await look(self._rest, op, ticket)
        if op.action is Action.DELETE:
            return self._found_deleted(op, seen)
        if not_kept_in(op):
            return {op.op_id: None}
        if isinstance(seen, Verdict):
            return {op.op_id: seen} if seen.kind is VerdictKind.MOVED else self._absent(op)
        return await self._find_edit(op, seen)

    def _found_deleted(self, op: Operation, seen: Seen | Verdict) -> Found:
        if isinstance(seen, Verdict) and seen.kind is VerdictKind.GONE:
            return {op.op_id: without_record(op, op.record_id, witness_of(op).last + 1)}
        return self._absent(op)

    def _absent(self, op: Operation) -> Found:
        return {op.op_id: None} if self._is_absent(op) else {}

    async def _find_edit(self, op: Operation, seen: Seen) -> Found:
        ticket = number(seen.ticket.id)
        login = await self._login()
        after = witness_of(op).last
        sql = f"ObjectId = {ticket} AND id > {after}"
        events = await all_transactions(self._rest, sql)
        own = by(events, login)
        wanted = {name: settled(name, value) for name, value in op.patch.set.items()}
        for name in [name for name in wanted if name in doc_of(seen.ticket)]:
            if name == "watchers":
                continue
            if not await self._was_set(own, name, wanted[name]):
                return self._absent(op)
        if not members_as_wanted(op, seen.ticket):
            return self._absent(op)
        step = op.patch.incr.get("minutes_spent", 0)
        if step and not self._was_added(op, own, step):
            return self._absent(op)
        known = await newest(self._rest, ticket)
        if op.patch.incr or op.patch.add or op.patch.remove:
            return {op.op_id: applied(op, row_at(seen, known))}
        found = Written(op, seen, after, events, wanted)
        return {op.op_id: await self._editing.audited(found)}

    async def _was_set(self, own: Sequence[wire.Transaction], name: str, mine: Value) -> bool:
        for one in own:
            if not touches(one, name):
                continue
            value = settled(name, value_after(one, name))
            if name in {"owner", "requester"} and value:
                named = await account_name(self._rest, str(value))
                value = None if named == "Nobody" else named
            if value == mine:
                return True
        return False

    def _was_added(self, op: Operation, own: Sequence[wire.Transaction], step: int) -> bool:
        steps = [
            number(one.id)
            for one in own
            if touches(one, "minutes_spent") and step_of(one) == step and self._is_free(one, op)
        ]
        chosen = first_free(steps, ())
        if chosen is not None:
            self._claimed[chosen] = op.op_id
        return chosen is not None


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
