"""Brings operations to the desk: looks first, reads back afterwards."""

from collections.abc import Awaitable, Mapping, Sequence

from msgspec.structs import replace

from deskclient.backends.other_desks.bundles import Bundle
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.comparing import compare, left_out
from deskclient.backends.other_desks.doubt import nothing_written, written
from deskclient.backends.other_desks.look_first import Made, ours
from deskclient.backends.other_desks.sending import FAILED, MOVED_ON, UNWRITABLE, in_turn
from deskclient.backends.other_desks.verdicts import (
    applied,
    by_status,
    for_all,
    later,
    refused,
    rejected,
    unmade,
    unseen,
)
from deskclient.backends.other_desks.witness import Witness
from deskclient.backends.port import RowKind
from deskclient.domain.errors import ServerError
from deskclient.domain.fields import Doc, Value
from deskclient.domain.operation import Action, Operation, OpProblem, Verdict, VerdictKind
from tests.fakes.desks.poor import wire
from tests.fakes.desks.poor.reading import Whole, number, read_ticket, read_whole
from tests.fakes.desks.poor.rest import REFUSALS, Read, Rest, said

NO_FILES = OpProblem("refused", "This desk keeps no files.", hint="Send the text alone.")
FIXED = OpProblem("refused", "This desk takes this only for a new ticket.")
FIELDS = {"subject": "title", "status": "status", "priority": "priority", "queue": "queue"}
FIELDS |= {"owner": "owner"}


class Writing:
    """Sends for one person.

    Args:
        rest: Makes the calls.
        claims: What is answered for.
    """

    def __init__(self, rest: Rest, claims: Claims) -> None:
        self._rest = rest
        self._claims = claims

    async def push(self, ops: Sequence[Operation]) -> Sequence[Verdict]:
        """Send what belongs together in one request, one after the other."""
        return await in_turn(ops, self._send)

    async def _send(self, bundle: Bundle) -> Sequence[Verdict]:
        if bundle.ticket is not None:
            return await self._create(bundle, bundle.ticket)
        if bundle.entry is not None and not bundle.files:
            return [await self._say(bundle.entry)]
        if bundle.other is not None:
            return [await self._other(bundle.other)]
        return for_all(rejected(bundle.ops[0], NO_FILES), bundle.ops[1:])

    # --- new tickets ----------------------------------------------------------------------------

    async def _create(self, bundle: Bundle, op: Operation) -> Sequence[Verdict]:
        wanted = op.patch.set
        body = {
            "title": wanted.get("subject"),
            "queue": number(wanted.get("queue")),
            "from": wanted.get("requester"),
            "priority": number(wanted.get("priority")),
            "text": "" if bundle.entry is None else bundle.entry.patch.set.get("body"),
        }
        answer = await self._write("POST", "/tickets", body)
        if answer.status in REFUSALS:
            return for_all(_refusal(op, answer), bundle.ops[1:])
        with written():
            return await self.created(bundle, op, answer.body(wire.Made).id)

    async def created(self, bundle: Bundle, op: Operation, ticket: int) -> Sequence[Verdict]:
        """Finish what made a ticket, and tell how it stands there.

        It begins new and nobody's, whatever was wanted.
        """
        self._claims.note(f"made-{ticket}", op.op_id)
        seen = await read_whole(self._rest, ticket)
        if seen.ticket is None:
            return [unseen(op, str(ticket)), *(unseen(one) for one in bundle.ops[1:])]
        more = {name: op.patch.set.get(name) for name in ("status", "owner")}
        there = seen.row.doc or {}
        left = {name: value for name, value in more.items() if value and value != there[name]}
        if left and (seen.ticket.status, seen.ticket.owner) == ("new", None):
            await self._rest.write("PUT", f"/tickets/{ticket}", _body(left))
            seen = await read_whole(self._rest, ticket)
        if seen.ticket is None:
            return [unseen(op, str(ticket)), *(unseen(one) for one in bundle.ops[1:])]
        found = [applied(op, seen.row)]
        if bundle.entry is not None:
            found.append(self.told(bundle.entry, seen.ticket, seen.messages[0]))
        return found

    # --- messages -------------------------------------------------------------------------------

    async def _say(self, op: Operation) -> Verdict:
        ticket = number(op.patch.set.get("ticket"))
        if not ticket:
            return unmade(op)
        seen = await _look(op, read_whole(self._rest, ticket))
        if isinstance(seen, Verdict):
            return seen
        if op.public and _moved_on(op, seen):
            return rejected(op, MOVED_ON)
        body = {"text": op.patch.set.get("body"), "public": not is_note(op)}
        answer = await self._write("POST", f"/tickets/{ticket}/messages", body)
        if answer.status in REFUSALS:
            return _refusal(op, answer)
        with written():
            last = max((one.id for one in seen.messages), default=0)
            return await self._read_back(replace(op, witness=Witness(last).to_text()), ticket)

    async def _read_back(self, op: Operation, ticket: int) -> Verdict:
        """Tell what a message became: the desk does not name it."""
        seen = await read_whole(self._rest, ticket)
        if seen.ticket is None:
            return unseen(op)
        return await self.found(op, seen) or refused(op, "")

    async def found(self, op: Operation, seen: Whole) -> Verdict | None:
        """Tell which message an operation became; ``None`` for none that is there."""
        if seen.ticket is None:
            return None
        made = ours(op, shown(seen, await self._rest.login(), op), self._claims, (), op)
        if made is None:
            return None
        message = next(one for one in seen.messages if one.id == made.number)
        return self.told(op, seen.ticket, message)

    def told(self, op: Operation, ticket: wire.Ticket, message: wire.Message) -> Verdict:
        """Tell that a message is there, and remember whose it is."""
        self._claims.note(wire.entry_name(ticket.id, message.id), op.op_id)
        return applied(op, wire.entry_row(ticket, message))

    # --- tickets --------------------------------------------------------------------------------

    async def _other(self, op: Operation) -> Verdict:
        ticket = number(op.record_id)
        if op.kind == "attachment":
            return rejected(op, NO_FILES)
        if op.kind != "ticket":
            return rejected(op, UNWRITABLE)
        if not ticket:
            return unmade(op)
        seen = await _look(op, read_ticket(self._rest, ticket))
        if isinstance(seen, Verdict):
            return seen
        if op.action is Action.DELETE:
            answer = await self._write("DELETE", f"/tickets/{ticket}", {})
            return _refusal(op, answer) if answer.status in REFUSALS else unseen(op, op.record_id)
        return await self._edit(op, ticket, seen)

    async def _edit(self, op: Operation, ticket: int, seen: Whole) -> Verdict:
        before = seen.row.doc or {}
        found = compare(op, before, FIELDS)
        if found.unwritable:
            return rejected(op, replace(FIXED, field=found.unwritable))
        if found.conflicts:
            return replace(applied(op, seen.row, VerdictKind.CONFLICT), conflicts=found.conflicts)
        if not found.wanted:
            return applied(op, seen.row, VerdictKind.MERGED)
        answer = await self._write("PUT", f"/tickets/{ticket}", _body(found.wanted))
        if answer.status in REFUSALS:
            return _refusal(op, answer)
        with written():
            after = await read_ticket(self._rest, ticket)
        if after.ticket is None:
            return unseen(op, op.record_id)
        missed = left_out(found.wanted, before, after.row.doc or {})
        return refused(op, "", missed) if missed else applied(op, after.row)

    async def _write(self, method: str, path: str, body: Mapping[str, object]) -> Read:
        return await self._rest.write(method, path, body)


async def _look(op: Operation, reading: Awaitable[Whole]) -> Whole | Verdict:
    """Look before something is written: a failure proves that nothing was."""
    try:
        with nothing_written():
            seen = await reading
    except ServerError:
        return later(op, FAILED)
    return _not_there(op, seen) if seen.ticket is None else seen


def is_note(op: Operation) -> bool:
    """Tell whether a message is internal."""
    return op.patch.set.get("type") == "note"


def shown(seen: Whole, me: str, op: Operation) -> Sequence[Made]:
    """Give what a message can have become among those of a ticket."""
    ticket = seen.ticket
    if ticket is None:
        return ()
    return [
        Made(
            wire.entry_name(ticket.id, one.id),
            one.id,
            wire.moment(one.created),
            one.author == me and one.public is not is_note(op),
            wire.entry_row(ticket, one).doc or {},
        )
        for one in seen.messages
    ]


def wanted_there(op: Operation, now: Doc) -> bool:
    """Tell whether a record is as an edit wants it."""
    found = compare(replace(op, base={}), now, FIELDS)
    return not found.wanted and not found.unwritable


def _body(values: Mapping[str, Value]) -> Mapping[str, object]:
    numbers = {"queue", "priority"}
    return {
        FIELDS[name]: number(value) if name in numbers else value for name, value in values.items()
    }


def _moved_on(op: Operation, seen: Whole) -> bool:
    """Tell whether the requester wrote after the person had read the ticket."""
    requester = seen.ticket and seen.ticket.requester
    return op.seen_ord > 0 and any(
        one.author == requester and one.id > op.seen_ord for one in seen.messages
    )


def _not_there(op: Operation, seen: Whole) -> Verdict:
    return by_status(op, 404 if seen.row.what is RowKind.TOMBSTONE else 403, "")


def _refusal(op: Operation, answer: Read) -> Verdict:
    words = said(answer.answer.body)
    is_creation = op.kind == "ticket" and op.action is Action.CREATE
    return by_status(op, 400 if is_creation else answer.status, words)
