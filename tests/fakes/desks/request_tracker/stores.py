"""What a Request Tracker keeps: people, queues, tickets, and what happened to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.fakes.desks.request_tracker.library import Shelves

NOBODY = 6
SYSTEM = 1
NEVER = "1970-01-01 00:00:00"
ROLES = ("AdminCc", "Cc", "Requestor")
STATUSES = ("new", "open", "stalled", "resolved", "rejected", "deleted")
INACTIVE = frozenset({"resolved", "rejected", "deleted"})
FIRST_STATUSES = ("new", "open", "resolved")


@dataclass(slots=True)
class Account:
    """Somebody RT knows."""

    number: int
    name: str
    email: str = ""
    real_name: str = ""
    password: str = ""
    token: str = ""
    zone: str = "UTC"
    privileged: bool = False
    declarations: bool = False
    """Whether they may see what type a custom field is of."""
    looks_up: bool = True
    """Whether they may see articles and assets."""
    is_group: bool = False
    """No account at all, but a group of them, which RT numbers alike."""
    created: str = NEVER
    rights: dict[int, frozenset[str]] = field(default_factory=dict)
    """By queue, of ``see``, ``work``, ``delete`` and ``notes``; everybody may create and reply."""

    def may(self, right: str, queue: int) -> bool:
        return right in self.rights.get(queue, frozenset())


@dataclass(slots=True)
class Queue:
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that the administrators have added to every queue."""

    number: int
    name: str
    type: str = "Freeform"
    many: bool = False
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Ticket:
    """A row of its own even after a merge, when ``effective`` names the survivor."""

    number: int
    effective: int
    queue: int
    subject: str
    creator: int
    status: str = "new"
    owner: int = NOBODY
    priority: int = 0
    worked: int = 0
    due: str = NEVER
    created: str = NEVER
    updated: str = NEVER
    updated_by: int = SYSTEM
    started: str = NEVER
    resolved: str = NEVER
    told: str = NEVER
    roles: dict[str, list[int]] = field(default_factory=lambda: {one: [] for one in ROLES})
    fields: dict[int, list[str | None]] = field(default_factory=dict)
    """Custom fields that have a value, by number; ``None`` is an empty value, not none."""


@dataclass(slots=True)
class Event:
    """A transaction, in RT's word."""

    number: int
    ticket: int
    type: str
    creator: int
    created: str
    field: str = ""
    old: str = ""
    new: str = ""
    data: str = ""
    taken: int = 0


@dataclass(slots=True)
class Part:
    """One part of a message; an attachment, in RT's word."""

    number: int
    event: int
    created: str
    creator: int
    content_type: str
    content: bytes = b""
    filename: str = ""
    headers: str = ""
    parent: int = 0


@dataclass(slots=True)
class Stores:
    """The whole desk; a copy of it is a backup."""

    accounts: dict[int, Account] = field(default_factory=dict)
    queues: dict[int, Queue] = field(default_factory=dict)
    custom_fields: dict[int, CustomField] = field(default_factory=dict)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    events: dict[int, Event] = field(default_factory=dict)
    parts: dict[int, Part] = field(default_factory=dict)
    shelves: Shelves = field(default_factory=Shelves)
    links: set[tuple[int, str, int]] = field(default_factory=set)
    """Base, type and target, by the numbers of tickets."""
    last_event: int = 0

    def account(self, name: str) -> Account | None:
        """Find by name, address or number, as RT does."""
        if name.isdecimal():
            return self.accounts.get(int(name))
        for one in self.accounts.values():
            if not one.is_group and name.lower() in {one.name.lower(), one.email.lower()} - {""}:
                return one
        return None

    def custom_field(self, name: str) -> CustomField | None:
        """Find by name or number."""
        if name.isdecimal():
            return self.custom_fields.get(int(name))
        return next((one for one in self.custom_fields.values() if one.name == name), None)

    def ticket(self, number: int) -> Ticket | None:
        """Load by number: one that was merged answers with the survivor."""
        found = self.tickets.get(number)
        return None if found is None else self.tickets[found.effective]

    def events_of(self, ticket: int) -> Iterator[Event]:
        """What happened to a ticket under its own number."""
        return (one for one in self.events.values() if one.ticket == ticket)

    def merged_into(self, ticket: int) -> frozenset[int]:
        """Numbers that answer with a ticket, its own among them."""
        return frozenset(one.number for one in self.tickets.values() if one.effective == ticket)


def sql_moment(at: datetime) -> str:
    """As RT stores moments."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def from_sql(text: str) -> datetime:
    """Read a stored moment; what is none is the first second of 1970."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
