"""What the desk says, as it says it, and in the words of our kinds. Pure."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct, field

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.domain.desk_words import DeskWords, KindWords, States
from deskclient.domain.fields import Choice, Value
from deskclient.domain.ids import ServerId
from deskclient.domain.times import from_text, to_text
from deskclient.domain.workflow import Phase

PHASES = {"new": Phase.NEW, "open": Phase.ACTIVE, "resolved": Phase.DONE, "closed": Phase.DONE}
WORDS: DeskWords = {
    "ticket": KindWords(
        choices={
            "status": tuple(Choice(one, one.title(), rank=n) for n, one in enumerate(PHASES)),
            "priority": tuple(Choice(str(n), f"P{n}", rank=n) for n in range(1, 6)),
        },
        defaults={"status": "new", "priority": "3"},
        states=States(initial="new", phases=PHASES),
    )
}


class Account(Struct, frozen=True):
    """Who we are."""

    login: str
    name: str
    since: str


class Queue(Struct, frozen=True):
    """A queue."""

    id: int
    name: str


class Person(Struct, frozen=True):
    """A person."""

    login: str
    name: str


class Ticket(Struct, frozen=True):
    """A ticket, as the list and its own page show it."""

    id: int
    title: str
    status: str
    priority: int
    queue: int
    owner: str | None
    requester: str = field(name="from")
    created: str
    messages: int

    @property
    def is_open(self) -> bool:
        """Whether there is work left."""
        return PHASES.get(self.status) is not Phase.DONE


class RawPage(Struct, frozen=True):
    """A page of the list, its rows unread."""

    count: int
    results: tuple[msgspec.Raw, ...]


class Message(Struct, frozen=True):
    """A message."""

    id: int
    author: str
    public: bool
    text: str
    created: str


class Messages(Struct, frozen=True):
    """All messages of a ticket."""

    messages: tuple[Message, ...]


class Made(Struct, frozen=True):
    """What a ticket is called."""

    id: int


class Failure(Struct, frozen=True):
    """The desk's own words of a failure."""

    error: str


def ticket_row(ticket: Ticket, ver: int) -> RemoteRow:
    """Read a ticket."""
    doc: dict[str, Value] = {
        "number": ticket.id,
        "subject": ticket.title,
        "status": ticket.status,
        "priority": str(ticket.priority),
        "queue": str(ticket.queue),
        "owner": ticket.owner,
        "requester": ticket.requester,
        "created_at": moment(ticket.created),
        "entry_count": ticket.messages,
    }
    return RemoteRow("ticket", ServerId(str(ticket.id)), ver, ver, RowKind.PUT, doc)


def entry_name(ticket: int, message: int) -> str:
    """Name a message: it is never asked for without its ticket."""
    return f"{ticket}-{message}"


def entry_row(ticket: Ticket, message: Message) -> RemoteRow:
    """Read a message; it never changes, so that its number will do for a version."""
    spoken = "message" if message.author == ticket.requester else "reply"
    at = moment(message.created)
    doc: dict[str, Value] = {
        "ticket": str(ticket.id),
        "type": spoken if message.public else "note",
        "author": message.author,
        "channel": "portal",
        "body": message.text,
        "body_format": "plain",
        "ord": message.id,
        "acted_at": at,
        "created_at": at,
    }
    name = ServerId(entry_name(ticket.id, message.id))
    return RemoteRow("entry", name, message.id, message.id, RowKind.PUT, doc)


def entry_rows(ticket: Ticket, messages: Sequence[Message]) -> Sequence[RemoteRow]:
    """Read a conversation."""
    return [entry_row(ticket, one) for one in messages]


def queue_row(queue: Queue, ver: int) -> RemoteRow:
    """Read a queue."""
    doc: Mapping[str, Value] = {"name": queue.name, "slug": str(queue.id), "active": True}
    return RemoteRow("queue", ServerId(str(queue.id)), ver, ver, RowKind.PUT, doc)


def person_row(person: Person, ver: int) -> RemoteRow:
    """Read a person."""
    doc: Mapping[str, Value] = {
        "name": person.name,
        "login": person.login,
        "active": True,
        "is_agent": True,
    }
    return RemoteRow("person", ServerId(person.login), ver, ver, RowKind.PUT, doc)


def moment(text: str) -> str:
    """Read a moment."""
    return to_text(from_text(text))
