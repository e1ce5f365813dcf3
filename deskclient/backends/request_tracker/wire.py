"""Answers of Request Tracker's REST 2 interface, as far as they are read.

Identifiers come as texts or numbers, whichever its own database driver gave; what is not set comes
as an empty text, as nothing, or as the first second of 1970.
"""

import base64
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

Id: TypeAlias = str | int


class Ref(Struct, frozen=True):
    """A record named by another one: users by their names, all others by number."""

    id: Id = ""
    type: str = ""


class CustomValues(Struct, frozen=True):
    """What one custom field of a ticket holds; files are described, not contained."""

    id: Id
    name: str = ""
    values: "list[str | int | dict[str, str] | None]" = field(default_factory=list)


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


TICKET_FIELDS = (
    "Subject,Status,Queue,Owner,Requestor,Cc,AdminCc,Priority,TimeWorked,Created,LastUpdated,Due,"
    "Resolved,CustomFields"
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


USER_FIELDS = "Name,RealName,EmailAddress,Organization,Privileged,Disabled,Created,LastUpdated"


class Queue(Struct, frozen=True, rename="pascal"):
    """A queue."""

    id: Id = field(name="id")
    name: str = ""
    description: str | None = ""
    lifecycle: str = "default"
    disabled: "Id | bool | None" = ""


QUEUE_FIELDS = "Name,Description,Lifecycle,Disabled"


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


def decoded(part: Part) -> Part:
    """Read the content of a part that was asked for by itself, which comes in base64."""
    try:
        content = base64.b64decode(part.content or "").decode("utf-8", "replace")
    except ValueError:
        content = part.content or ""
    return replace(part, content=content)
