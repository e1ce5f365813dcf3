"""What can be done at the desk, step by step as RT commits it, with its sentences.

A ticket with all that belongs to it, a message, and a change of one field are each committed
whole; a change of several fields is not.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from tests.fakes.desks.request_tracker.custom_values import (
    INVALID,
    InvalidValueError,
    first_values,
    kept,
    said,
    single_of,
    steps_of,
)
from tests.fakes.desks.request_tracker.links import (
    ADDRESS,
    Step,
    merge_links,
    notes_of,
    refusal_of,
    sentence_of,
    steps_in,
)
from tests.fakes.desks.request_tracker.stores import (
    FIRST_STATUSES,
    INACTIVE,
    NEVER,
    NOBODY,
    ROLES,
    STATUSES,
    SYSTEM,
    Account,
    CustomField,
    Event,
    Part,
    Stores,
    Ticket,
    sql_moment,
)

Body = Mapping[str, Any]
_SETS = ("Due", "Owner", "Priority", "Queue", "Status", "Subject", "TimeWorked")
"""In the order in which RT goes through them."""


class RefusedActError(Exception):
    """RT says no; the first argument is the status, the second its sentence."""


class Acts:
    """Changes the stores.

    Args:
        stores: Gives the desk as it is now; a restored backup is another one.
        now: The desk's clock.
    """

    def __init__(self, stores: Callable[[], Stores], now: Callable[[], datetime]) -> None:
        self._current = stores
        self._clock = now

    @property
    def _stores(self) -> Stores:
        return self._current()

    def now(self) -> str:
        return sql_moment(self._clock())

    # --- new tickets ----------------------------------------------------------------------------

    def check_new(self, body: Body) -> None:
        """Refuse what RT refuses before it begins."""
        if not body.get("Queue"):
            raise RefusedActError(400, "Could not create ticket. Queue not set")
        if self._queue(body["Queue"]) is None:
            name = body["Queue"]
            raise RefusedActError(403, f"No permission to create tickets in the queue '{name}'")
        status = body.get("Status", "new")
        if status not in STATUSES:
            said = f"Status '{status}' isn't a valid status for tickets in this queue."
            raise RefusedActError(400, said)
        if status not in FIRST_STATUSES:
            said = f"New tickets can not have status '{status}' in this queue."
            raise RefusedActError(400, said)

    def create(self, who: Account, body: Body) -> tuple[Ticket, Event]:
        """Make a ticket with its first message."""
        stores, now = self._stores, self.now()
        queue = self._queue(body["Queue"])
        assert queue is not None
        number = max(stores.tickets, default=0) + 1
        ticket = Ticket(number, number, queue, _one_line(body.get("Subject")), who.number)
        ticket.status = str(body.get("Status", "new"))
        ticket.priority = _whole(body.get("Priority"))
        ticket.worked = _whole(body.get("TimeWorked"))
        ticket.due = str(body.get("Due") or NEVER)
        ticket.created = now
        owner = stores.account(str(body.get("Owner") or ""))
        if owner is not None and owner.may("work", queue):
            ticket.owner = owner.number
        for role in ROLES:
            ticket.roles[role] = self._principals(body.get(role, []))
        stores.tickets[number] = ticket
        self._note_state(ticket, "")
        event = self._event(ticket, who, "Create", taken=ticket.worked)
        self._message(event, body)
        self._mail(ticket, ticket.roles["Requestor"])
        self._mail(ticket, [*ticket.roles["Cc"], *ticket.roles["AdminCc"]])
        return ticket, event

    def fill_in(self, who: Account, ticket: Ticket, body: Body) -> None:
        """Set custom fields of a new ticket; unknown ones are left out, like those one may not."""
        if not who.may("work", ticket.queue):
            return
        for name, value in (body.get("CustomFields") or {}).items():
            one = self._stores.custom_field(name)
            if one is not None and (values := first_values(one, value, who)):
                ticket.fields[one.number] = values

    # --- messages -------------------------------------------------------------------------------

    def say(self, who: Account, number: int, kind: str, body: Body) -> Event:
        """Add a message to a ticket, or to the survivor of a merge."""
        stores = self._stores
        ticket = stores.ticket(number)
        if kind == "comment":
            if ticket is None or not who.may("work", ticket.queue):
                raise RefusedActError(400, "Permission Denied")
        elif ticket is None:
            raise RefusedActError(400, "Message could not be recorded")
        taken = _whole(body.get("TimeTaken"))
        type_ = "Comment" if kind == "comment" else "Correspond"
        event = self._event(ticket, who, type_, data="No Subject", taken=taken)
        self._message(event, body)
        ticket.worked += taken
        if type_ == "Correspond":
            if ticket.roles["Requestor"]:
                ticket.told = self.now()
            self._mail(ticket, ticket.roles["Requestor"])
            if ticket.status in {*INACTIVE, "new"}:
                # By a script of RT's own, in the same transaction of the database.
                self._set_status(ticket, stores.accounts[SYSTEM], "open")
        return event

    # --- changes --------------------------------------------------------------------------------

    def steps(self, who: Account, seen: Ticket, body: Body) -> Iterator[str | None]:
        """Change fields and people, one commit for each; gives what RT says of each.

        Args:
            who: Whose hand it is.
            seen: The ticket as it was loaded: what does not differ from it is left out.
            body: What is wanted.
        """
        wanted = [name for name in _SETS if name in body and self._differs(seen, name, body[name])]
        for name in wanted:
            ticket = self._stores.tickets[seen.number]
            if not who.may("work", ticket.queue):
                yield f"Ticket {ticket.number}: Permission Denied"
                continue
            yield from self._set(ticket, who, name, body[name], seen)
            # What follows compares with the ticket as it is by then.
            seen = deepcopy(ticket)
        for field, value in (body.get("CustomFields") or {}).items():
            yield from self._set_custom(self._stores.tickets[seen.number], who, field, value)
        for role in ROLES:
            if role in body:
                yield from self._set_role(self._stores.tickets[seen.number], who, role, body[role])
        for step in list(steps_in(body, seen.number)):
            yield self._link(self._stores.tickets[seen.number], who, step)
        if body.get("MergeInto"):
            yield self._merge(who, self._stores.tickets[seen.number], _whole(body["MergeInto"]))

    def delete(self, who: Account, ticket: Ticket) -> bool:
        """Delete; RT does not say why it refuses."""
        if ticket.status == "deleted" or not who.may("delete", ticket.queue):
            return False
        self._set_status(ticket, who, "deleted")
        return True

    def _differs(self, seen: Ticket, name: str, value: Any) -> bool:
        if name == "Owner":
            owner = self._stores.account(str(value))
            return owner is None or owner.number != seen.owner
        if name == "Queue":
            return self._queue(value) != seen.queue
        now = {"Due": seen.due, "Priority": seen.priority, "Status": seen.status}
        now |= {"Subject": seen.subject, "TimeWorked": seen.worked}
        return str(now[name]) != str(value)

    def _set(
        self, ticket: Ticket, who: Account, name: str, value: Any, seen: Ticket
    ) -> Iterator[str | None]:
        """Set one field. What it says of the value before is what was loaded, not what is there."""
        mine = f"Ticket {ticket.number}: "
        if name == "Owner":
            yield mine + self._set_owner(ticket, who, str(value), seen.owner)
        elif name == "Queue":
            yield mine + self._set_queue(ticket, who, value)
        elif name == "Status":
            if value not in STATUSES:
                yield f"{mine}Status '{value}' isn't a valid status for this ticket."
                return
            old = seen.status
            self._set_status(ticket, who, str(value), old)
            yield f"{mine}Status changed from '{old}' to '{value}'"
        else:
            yield from self._set_column(ticket, who, name, value, seen)

    def _set_column(
        self, ticket: Ticket, who: Account, name: str, value: Any, seen: Ticket
    ) -> Iterator[str | None]:
        """Set what stands in the ticket itself: RT commits the value, and then its event."""
        old, new = "", str(value)
        taken = 0
        if name == "Subject":
            old, new = seen.subject, _one_line(value)[:200]
            ticket.subject = new
        elif name == "Due":
            old, ticket.due = seen.due, new
        elif name == "Priority":
            old, new = str(seen.priority), str(_whole(value))
            ticket.priority = int(new)
        else:
            old, new = str(seen.worked), str(_whole(value))
            taken = int(new) - seen.worked
            ticket.worked = int(new)
        yield None
        self._event(ticket, who, "Set", name, old, new, taken=taken)
        yield f"Ticket {ticket.number}: {name} changed from '{old}' to '{new}'"

    def _set_owner(self, ticket: Ticket, who: Account, value: str, old: int) -> str:
        owner = self._stores.account(value)
        if owner is None:
            return "That user does not exist"
        if owner.number != NOBODY and not owner.may("work", ticket.queue):
            return "That user may not own tickets in that queue"
        ticket.owner = owner.number
        self._event(ticket, who, "Set", "Owner", str(old), str(owner.number))
        if owner.number not in {NOBODY, who.number}:
            self._mail(ticket, [owner.number])
        self._event(ticket, who, "SetWatcher", "Owner", str(old), str(owner.number))
        before = self._stores.accounts[old].name
        return f"Owner changed from {before} to {owner.name}"

    def _set_queue(self, ticket: Ticket, who: Account, value: Any) -> str:
        queue = self._queue(value)
        if queue is None:
            return f"Queue {value} does not exist"
        old, ticket.queue = ticket.queue, queue
        self._event(ticket, who, "Set", "Queue", str(old), str(queue))
        if not self._stores.accounts[ticket.owner].may("work", queue) and ticket.owner != NOBODY:
            self._set_owner(ticket, who, "Nobody", ticket.owner)
        return f"Queue changed from {old} to {queue}"

    def _set_status(self, ticket: Ticket, who: Account, value: str, old: str = "") -> None:
        old = old or ticket.status
        before, ticket.status = ticket.status, value
        self._event(ticket, who, "Status", "Status", old, value)
        self._note_state(ticket, before)

    def _note_state(self, ticket: Ticket, before: str) -> None:
        if ticket.status != "new" and ticket.started == NEVER:
            ticket.started = self.now()
        if ticket.status in INACTIVE and before not in INACTIVE:
            ticket.resolved = self.now()

    def _set_custom(
        self, ticket: Ticket, who: Account, name: str, value: Any
    ) -> Iterator[str | None]:
        """Set a custom field; one that is not known is left out without a word."""
        one = self._stores.custom_field(name)
        if one is None:
            return
        there = ticket.fields.setdefault(one.number, [])
        if one.many:
            assert value is not None, "RT adds two empty values then"
            wanted = value if isinstance(value, list) else [value]
            for how, single in list(steps_of(wanted, there)):
                if how == "add":
                    yield self._add_value(ticket, who, one, single)
                else:
                    yield self._remove_value(ticket, who, one, single)
        elif value is None and there and there[0]:
            yield self._remove_value(ticket, who, one, there[0])
        else:
            yield self._put_value(ticket, who, one, single_of(value))

    def _put_value(self, ticket: Ticket, who: Account, one: CustomField, value: Any) -> str | None:
        """Put a value in place of what a single field has."""
        there = ticket.fields[one.number]
        try:
            new = kept(one, value, who)
        except InvalidValueError:
            return INVALID
        if there and there[0] == new and new is not None:
            return None
        if not who.may("work", ticket.queue):
            return f"Could not add a new value to custom field '{one.name}': Permission Denied"
        old = there[0] if there else None
        ticket.fields[one.number] = [new]
        self._event(ticket, who, "CustomField", str(one.number), old or "", new or "")
        before, after = said(one, old, who), said(one, new, who)
        if not old:
            return f"{one.name} {after} added"
        return f"{one.name} {before} changed to {after}" if new else f"{one.name} {before} deleted"

    def _add_value(self, ticket: Ticket, who: Account, one: CustomField, value: Any) -> str | None:
        there = ticket.fields[one.number]
        try:
            new = kept(one, value, who)
        except InvalidValueError:
            return INVALID
        if new in there:
            return None
        if not who.may("work", ticket.queue):
            return "Could not add new custom field value: Permission Denied"
        there.append(new)
        self._event(ticket, who, "CustomField", str(one.number), "", new or "")
        return f"{new or ''} added as a value for {one.name}"

    def _remove_value(self, ticket: Ticket, who: Account, one: CustomField, value: Any) -> str:
        there = ticket.fields[one.number]
        if not who.may("work", ticket.queue):
            return "Permission Denied"
        if value not in there:
            return "Custom field value could not be found"
        there.remove(value)
        self._event(ticket, who, "CustomField", str(one.number), value or "", "")
        return f"{said(one, value, who)} is no longer a value for custom field {one.name}"

    def _set_role(
        self, ticket: Ticket, who: Account, role: str, value: Any
    ) -> Iterator[str | None]:
        if not who.may("work", ticket.queue):
            yield "Permission Denied"
            return
        wanted = self._principals(value)
        names = self._stores.accounts
        for one in [one for one in wanted if one not in ticket.roles[role]]:
            ticket.roles[role].append(one)
            self._event(ticket, who, "AddWatcher", role, "", str(one))
            yield f"Added {names[one].name} as {role} for this ticket"
        for one in sorted(one for one in ticket.roles[role] if one not in wanted):
            if one in ticket.roles[role]:
                ticket.roles[role].remove(one)
                self._event(ticket, who, "DelWatcher", role, str(one), "")
                yield f"{names[one].name} is no longer {role} for this ticket"

    def _link(self, ticket: Ticket, who: Account, step: Step) -> str:
        """Link two tickets or part them; only who may change both may do it."""
        if not who.may("work", ticket.queue):
            return "Permission Denied"
        others = [self._stores.ticket(one) for one in step[2:]]
        if not all(one is None or who.may("work", one.queue) for one in others):
            return "Permission denied"
        refusal = refusal_of(self._stores, step, ticket.number)
        if refusal:
            return refusal
        action, type_, base, target = step
        links = self._stores.links
        links ^= {(base, type_, target)}
        for number, word, other in notes_of(step, ticket.number):
            address = f"{ADDRESS}{other}"
            values = ("", address) if action == "AddLink" else (address, "")
            self._event(self._stores.tickets[number], who, action, word, *values)
        return sentence_of(step)

    def _merge(self, who: Account, ticket: Ticket, target: int) -> str:
        survivor = self._stores.ticket(target)
        if survivor is None or not who.may("work", survivor.queue):
            return "Only tickets can be merged"
        if survivor.number == ticket.number:
            return "Can't merge a ticket into itself"
        address = f"{ADDRESS}{survivor.number}"
        for one in (ticket, survivor):
            self._event(one, who, "AddLink", "MergedInto", "", address)
        # None of this is noted in the history.
        merge_links(self._stores, ticket.number, survivor.number)
        survivor.worked += ticket.worked
        for role, members in ticket.roles.items():
            there = survivor.roles[role]
            there += [one for one in members if one not in there]
        for one in self._stores.tickets.values():
            if one.effective == ticket.number:
                one.effective = survivor.number
        return "Merge Successful"

    # --- what belongs to them -------------------------------------------------------------------

    def _queue(self, value: Any) -> int | None:
        queues = self._stores.queues
        if str(value).isdecimal():
            return int(value) if int(value) in queues else None
        return next((one.number for one in queues.values() if one.name == value), None)

    def _principals(self, value: Any) -> list[int]:
        found: list[int] = []
        for name in value if isinstance(value, list) else [value]:
            account = self._stores.account(str(name)) or self._newcomer(str(name))
            if account is not None and account.number not in found:
                found.append(account.number)
        return found

    def _newcomer(self, name: str) -> Account | None:
        """Whoever has an address gets an account."""
        if "@" not in name:
            return None
        number = max(self._stores.accounts) + 1
        made = Account(number, name, name, created=self.now())
        self._stores.accounts[number] = made
        return made

    def _event(
        self,
        ticket: Ticket,
        who: Account,
        type_: str,
        name: str = "",
        *values: str,
        data: str = "",
        taken: int = 0,
    ) -> Event:
        old, new = values or ("", "")
        stores = self._stores
        stores.last_event += 1
        at = self.now()
        event = Event(stores.last_event, ticket.number, type_, who.number, at)
        event.field, event.old, event.new, event.data, event.taken = name, old, new, data, taken
        stores.events[event.number] = event
        ticket.updated, ticket.updated_by = at, who.number
        return event

    def _mail(self, ticket: Ticket, to: Sequence[int]) -> None:
        """Note a mail that RT has sent, with what stood in it."""
        if not to:
            return
        event = self._event(
            ticket, self._stores.accounts[SYSTEM], "EmailRecord", data=f"<{ticket.number}@rt.test>"
        )
        whole = self._part(event, "multipart/alternative")
        for kind in ("text/plain", "text/html"):
            self._part(event, kind, b"Something happened.", parent=whole.number)

    def _message(self, event: Event, body: Body) -> None:
        text = str(body.get("Content") or "").replace("\r\n", "\n").encode()
        kind = str(body.get("ContentType") or "text/plain")
        files = body.get("Attachments") or []
        parent = self._part(event, "multipart/mixed").number if files else 0
        self._part(event, kind, text, parent=parent)
        for one in files:
            # Bytes of UTF-8 that were read as Latin-1 on their way.
            name = str(one["FileName"]).encode("latin-1").decode("utf-8")
            content = base64.b64decode(one["FileContent"])
            self._part(event, str(one["FileType"]), content, name, parent)

    def _part(
        self, event: Event, kind: str, content: bytes = b"", name: str = "", parent: int = 0
    ) -> Part:
        number = max(self._stores.parts, default=0) + 1
        headers = f"Content-Type: {kind}\nContent-Length: {len(content)}"
        part = Part(number, event.number, event.created, event.creator, kind, content, name)
        part.headers, part.parent = headers, parent
        self._stores.parts[number] = part
        return part


def _whole(value: Any) -> int:
    text = str(value if value is not None else "")
    return int(text) if text.removeprefix("-").isdecimal() else 0


def _one_line(value: Any) -> str:
    return " ".join(str(value or "").split("\n"))
