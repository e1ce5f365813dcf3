"""Answers of Request Tracker's REST 2 interface, as far as they are read.

Identifiers come as texts or numbers, whichever its own database driver gave; what is not set comes
as an empty text, as nothing, or as the first second of 1970.
"""

import base64
from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from deskclient.backends.request_tracker.custom_fields import CustomField, Fields, Raw

Id: TypeAlias = str | int


def _digits(value: Id) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 0


class Ref(Struct, frozen=True):
    """A record named by another one: users by their names, all others by number."""

    id: Id = ""
    type: str = ""


class CustomValues(Struct, frozen=True):
    """What one custom field of a ticket holds."""

    id: Id
    name: str = ""
    values: list[Raw] = field(default_factory=list)
    declared: CustomField | None = field(name="_declared", default=None)
    """Filled in here where its type is known; see :func:`typed`."""

    @property
    def spec(self) -> CustomField:
        """The field itself, as far as it is known."""
        return self.declared or CustomField(_digits(self.id), self.name)


class Link(Struct, frozen=True):
    """What can be done with a ticket, or where it leads."""

    ref: str = ""
    type: str = ""
    id: "Id | None" = ""
    source: str = field(name="from", default="")
    target: str = field(name="to", default="")


class Ticket(Struct, frozen=True, rename="pascal"):
    """A ticket in a list, or by itself."""

    id: Id = field(name="id")
    subject: str | None = ""
    status: str = ""
    queue: Ref = Ref()
    owner: Ref = Ref()
    requestor: list[Ref] = field(default_factory=list)
    cc: list[Ref] = field(default_factory=list)
    admin_cc: list[Ref] = field(default_factory=list)
    priority: Id | None = 0
    time_worked: Id | None = 0
    created: str | None = ""
    last_updated: str | None = ""
    due: str | None = ""
    resolved: str | None = ""
    custom_fields: "list[CustomValues] | str" = field(default_factory=list)
    links: list[Link] = field(name="_hyperlinks", default_factory=list)
    """Told of a ticket that is asked for by itself, and in lists where they are asked for."""

    @property
    def own_values(self) -> Sequence[CustomValues]:
        """What the custom fields hold; lists without any come as a text."""
        return () if isinstance(self.custom_fields, str) else self.custom_fields


TICKET_FIELDS = (
    "Subject,Status,Queue,Owner,Requestor,Cc,AdminCc,Priority,TimeWorked,Created,LastUpdated,Due,"
    "Resolved,CustomFields,_hyperlinks"
)


class Transaction(Struct, frozen=True, rename="pascal"):
    """One thing that happened to a ticket."""

    id: Id = field(name="id")
    type: str = field(name="Type", default="")
    object_id: Id = ""
    field_name: str | None = field(name="Field", default="")
    old_value: "str | int | None" = ""
    new_value: "str | int | None" = ""
    data: str | None = ""
    creator: Ref = Ref()
    created: str | None = ""
    time_taken: Id | None = 0


TRANSACTION_FIELDS = "Type,ObjectId,Field,OldValue,NewValue,Data,Creator,Created,TimeTaken"


class Part(Struct, frozen=True, rename="pascal"):
    """One part of a message, without its content unless that was asked for."""

    id: Id = field(name="id")
    transaction_id: "Id | Ref" = ""
    content_type: str | None = ""
    filename: str | None = ""
    content_length: Id | None = 0
    subject: str | None = ""
    created: str | None = ""
    headers: str | None = ""
    """Those of the part alone, a line each."""
    content: str | None = ""


PART_FIELDS = "ContentType,Filename,ContentLength,TransactionId,Created,Headers"


class User(Struct, frozen=True, rename="pascal"):
    """A person; what the asker may not see is absent."""

    id: Id = field(name="id", default="")
    name: str = ""
    real_name: str | None = ""
    email_address: str | None = ""
    organization: str | None = ""
    privileged: "Id | bool | None" = ""
    disabled: "Id | bool | None" = ""
    created: str | None = ""
    last_updated: str | None = ""
    timezone: str | None = ""
    """Told of oneself."""


USER_FIELDS = "Name,RealName,EmailAddress,Organization,Privileged,Disabled,Created,LastUpdated"


class Group(Struct, frozen=True, rename="pascal"):
    """A group of people."""

    id: Id = field(name="id")
    name: str = ""
    disabled: "Id | bool | None" = ""


class Groups(Struct, frozen=True):
    """A page of groups."""

    items: list[Group]
    next_page: str = ""


GROUP_FIELDS = "Name,Disabled"


class Queue(Struct, frozen=True, rename="pascal"):
    """A queue."""

    id: Id = field(name="id")
    name: str = ""
    description: str | None = ""
    lifecycle: str = "default"
    disabled: "Id | bool | None" = ""


QUEUE_FIELDS = "Name,Description,Lifecycle,Disabled"


class CustomFieldRef(Struct, frozen=True):
    """A custom field named by a queue."""

    id: Id
    name: str = ""


class WholeQueue(Struct, frozen=True, rename="pascal"):
    """A queue asked for by itself."""

    ticket_custom_fields: "list[CustomFieldRef] | str" = field(default_factory=list)


class CustomFieldSpec(Struct, frozen=True, rename="pascal"):
    """A custom field asked for by itself, by whoever may see it everywhere."""

    id: Id = field(name="id")
    name: str = ""
    type: str = field(name="Type", default="")
    max_values: Id | None = 0
    values: list[str] = field(default_factory=list)
    disabled: "Id | bool | None" = ""


class LinkedTicket(Struct, frozen=True):
    """A ticket with the steps that it may take."""

    status: str = field(name="Status", default="")
    links: list[Link] = field(name="_hyperlinks", default_factory=list)


class Tickets(Struct, frozen=True):
    """A page of a search; ``total`` counts also what the asker may not see, or is missing."""

    items: list[Ticket]
    total: int | None = None
    next_page: str = ""


class Transactions(Struct, frozen=True):
    """A page of a search."""

    items: list[Transaction]
    next_page: str = ""


class Parts(Struct, frozen=True):
    """A page of the parts of one ticket."""

    items: list[Part]
    next_page: str = ""


class Users(Struct, frozen=True):
    """A page of people."""

    items: list[User]
    next_page: str = ""


class Queues(Struct, frozen=True):
    """A page of queues."""

    items: list[Queue]
    next_page: str = ""


class Created(Struct, frozen=True):
    """What was made."""

    id: Id


class Message(Struct, frozen=True):
    """What an error says."""

    message: str = ""


def typed(ticket: Ticket, fields: Fields) -> Ticket:
    """Tell a ticket of what type its custom fields are."""
    if not fields or not ticket.own_values:
        return ticket
    known = [replace(one, declared=fields.get(_digits(one.id))) for one in ticket.own_values]
    return replace(ticket, custom_fields=known)


def decoded(part: Part) -> Part:
    """Read the content of a part that was asked for by itself, which comes in base64."""
    try:
        content = base64.b64decode(part.content or "").decode("utf-8", "replace")
    except ValueError:
        content = part.content or ""
    return replace(part, content=content)
