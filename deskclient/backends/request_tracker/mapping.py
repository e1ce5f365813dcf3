"""What Request Tracker tells, in the words of our kinds. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.parser import HeaderParser

from msgspec.structs import replace

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import MARKER, value_of
from deskclient.backends.request_tracker.links import MERGED_INTO, link_field, links_in
from deskclient.domain.fields import Value
from deskclient.domain.file_names import numbered
from deskclient.domain.ids import ServerId
from deskclient.domain.times import to_text

NOBODY = "Nobody"
GROUP = "group:"
"""Stands before the number of a group among the names of people."""
SYSTEM = "RT_System"
SPOKEN = frozenset({"Create", "Correspond", "Comment"})
"""Transactions that carry words."""
_SILENT = frozenset(
    {"EmailRecord", "CommentEmailRecord", "SystemError", "Forward Transaction", "SetWatcher"}
)
"""What RT notes for itself."""
_PRIORITIES = ((100, "high"), (50, "normal"))
"""The levels that RT 5 calls High and Medium by itself; what lies below counts as Low."""
NO_NAMES: Mapping[str, str] = {}
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_FIELDS = {
    "Subject": "subject",
    "Status": "status",
    "Queue": "queue",
    "Owner": "owner",
    "Priority": "priority",
    "Due": "due_at",
    "TimeWorked": "minutes_spent",
}


def number(value: wire.Id | None) -> int:
    """Read a number that may come as text; what is none is 0."""
    text = str(value if value is not None else "")
    return int(text) if _NUMBER.fullmatch(text) else 0


def moment(text: str | None) -> str | None:
    """Read a moment; RT's first second of 1970 means that there is none."""
    if not text or text.startswith("1970-01-01"):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return to_text(found.replace(tzinfo=found.tzinfo or UTC))


def priority(value: wire.Id | None) -> str:
    """Name a priority between 0 and 100."""
    level = number(value)
    return next((name for least, name in _PRIORITIES if level >= least), "low")


def person_ref(ref: wire.Ref) -> str | None:
    """Name a person; groups and nobody are none."""
    name = str(ref.id)
    return None if ref.type == "group" or name in {"", NOBODY} else name


def watcher_ref(ref: wire.Ref) -> str | None:
    """Name a person or a group; nobody is none."""
    return f"{GROUP}{ref.id}" if ref.type == "group" else person_ref(ref)


def watcher_word(ours: str) -> str:
    """Say a watcher as RT takes it: a person by login, a group by number."""
    return ours.removeprefix(GROUP)


def queue_row(queue: wire.Queue) -> RemoteRow:
    """Read a queue."""
    doc: dict[str, Value] = {
        "name": queue.name,
        "slug": str(queue.id),
        "active": not _is_set(queue.disabled),
    }
    return RemoteRow("queue", ServerId(str(queue.id)), 1, 0, RowKind.PUT, doc)


def person_row(user: wire.User, me: str = "") -> RemoteRow:
    """Read a person; changes of people carry no version, so the moment of the last one counts.

    Args:
        user: As RT tells of them.
        me: The login of whoever asks, who works there.
    """
    # To agents RT does not say who else is one; requesters bear their address for a name.
    signs_in = _is_set(user.privileged) or "@" not in user.name
    doc: dict[str, Value] = {
        "name": user.real_name or user.name,
        "login": user.name if signs_in else None,
        "email": user.email_address or None,
        "is_agent": (signs_in and user.name != SYSTEM) or user.name == me,
        "active": not _is_set(user.disabled),
    }
    ver = seconds(user.last_updated) or 1
    return RemoteRow("person", ServerId(user.name or str(user.id)), ver, 0, RowKind.PUT, doc)


def group_row(group: wire.Group) -> RemoteRow:
    """Read a group, which is kept as a person of that name."""
    doc: dict[str, Value] = {
        "name": group.name,
        "login": None,
        "email": None,
        "is_agent": False,
        "is_group": True,
        "active": not _is_set(group.disabled),
    }
    return RemoteRow("person", ServerId(f"{GROUP}{group.id}"), 2, 0, RowKind.PUT, doc)


def groups_named(ticket: wire.Ticket) -> Sequence[RemoteRow]:
    """Read the groups that watch a ticket: hidden ones, and new ones, have no other name here."""
    refs = {str(one.id) for one in (*ticket.cc, *ticket.admin_cc) if one.type == "group"}
    rows = [group_row(wire.Group(id=one, name=f"Group {one}")) for one in sorted(refs)]
    # Whatever tells the true name is newer.
    return [replace(one, ver=1) for one in rows]


def ticket_row(ticket: wire.Ticket, ver: int) -> RemoteRow:
    """Read a ticket; ``ver`` is the number of its last transaction, which its ETag is too."""
    watchers = {watcher_ref(one) for one in (*ticket.cc, *ticket.admin_cc)} - {None}
    requesters = [name for one in ticket.requestor if (name := person_ref(one))]
    doc: dict[str, Value] = {
        "number": number(ticket.id),
        "subject": ticket.subject or "",
        "status": ticket.status,
        "priority": priority(ticket.priority),
        "queue": str(ticket.queue.id),
        "owner": person_ref(ticket.owner),
        "requester": requesters[0] if requesters else None,
        "watchers": sorted([*(str(one) for one in watchers), *requesters[1:]]),
        "minutes_spent": number(ticket.time_worked),
        "due_at": moment(ticket.due),
        "solved_at": moment(ticket.resolved),
        "created_at": moment(ticket.created),
        "updated_at": moment(ticket.last_updated),
    }
    doc |= links_in(ticket.links)
    for one in ticket.own_values:
        if one.name != MARKER:
            doc[one.spec.own_name] = value_of(one.spec, one.values)
    what = RowKind.TOMBSTONE if ticket.status == "deleted" else RowKind.PUT
    server_id = ServerId(str(ticket.id))
    return RemoteRow(
        "ticket", server_id, ver, ver, what, None if what is RowKind.TOMBSTONE else doc
    )


def merged_row(ticket: int, survivor: int, ver: int) -> RemoteRow:
    """Tell that a ticket went into another one."""
    moved_to = ServerId(str(survivor))
    return RemoteRow(
        "ticket", ServerId(str(ticket)), ver, ver, RowKind.TOMBSTONE, moved_to=moved_to
    )


def entry_row(
    transaction: wire.Transaction,
    ticket: int,
    requesters: Sequence[str],
    words: wire.Part | None,
    named: Mapping[str, str] = NO_NAMES,
) -> RemoteRow | None:
    """Read a transaction as an entry; ``None`` for what RT notes for itself.

    Args:
        transaction: What happened.
        ticket: The ticket it is shown in now: after a merge not the one it happened to.
        requesters: Names of that ticket's requesters.
        words: The part that holds the text, if it has one.
        named: What the custom fields of that ticket are called, by number.
    """
    if transaction.type in _SILENT:
        return None
    author = person_ref(transaction.creator)
    at = moment(transaction.created)
    place = number(transaction.id)
    doc: dict[str, Value] = {
        "ticket": str(ticket),
        "author": author,
        "acted_at": at,
        "created_at": at,
        "ord": place,
    }
    if transaction.type in SPOKEN:
        doc["type"] = _spoken_type(transaction.type, author, requesters)
        doc["channel"] = "email" if doc["type"] == "message" else "portal"
        doc["body"] = "" if words is None else words.content or ""
        is_html = words is not None and (words.content_type or "").startswith("text/html")
        doc["body_format"] = "html" if is_html else "plain"
    else:
        doc["type"] = "event"
        doc["changes"] = [_change(transaction, named)]
    return RemoteRow("entry", ServerId(str(transaction.id)), place, place, RowKind.PUT, doc)


def transaction_of(part: wire.Part) -> int:
    """Give the number of the transaction that a part belongs to."""
    owner = part.transaction_id
    return number(owner.id if isinstance(owner, wire.Ref) else owner)


def is_file(part: wire.Part) -> bool:
    """Tell files from what holds a message together and from its words."""
    kind = (part.content_type or "").partition("/")[0]
    return bool(part.filename) or (kind not in {"text", "multipart"} and bool(_content_id(part)))


def file_row(part: wire.Part, ticket: int, desk: str) -> RemoteRow:
    """Read a file of a message; RT tells no digest of it, so that its number is its name.

    Args:
        part: What holds the file, with or without its bytes.
        ticket: The ticket it is shown in.
        desk: What tells this desk apart from others.
    """
    event, place = transaction_of(part), number(part.id)
    doc: dict[str, Value] = {
        "ticket": str(ticket),
        "entry": str(event),
        "name": part.filename or f"{place}",
        "media_type": (part.content_type or "").partition(";")[0] or None,
        "size": number(part.content_length),
        "sha256": numbered(desk, place),
        "content_id": _content_id(part) or None,
        "created_at": moment(part.created),
    }
    return RemoteRow("attachment", ServerId(str(place)), event, event, RowKind.PUT, doc)


def _content_id(part: wire.Part) -> str:
    found = HeaderParser().parsestr(part.headers or "").get("Content-ID", "")
    return found.strip().strip("<>")


def _spoken_type(kind: str, author: str | None, requesters: Iterable[str]) -> str:
    if kind == "Comment":
        return "note"
    return "message" if author in set(requesters) or kind == "Create" else "reply"


def _change(transaction: wire.Transaction, named: Mapping[str, str]) -> dict[str, Value]:
    name = transaction.field_name or transaction.type
    if transaction.type == "CustomField":
        name = named.get(name, name)
    link = MERGED_INTO if name == "MergedInto" else link_field(transaction)
    read = _linked if link else {"Priority": priority}.get(name, str)
    return {
        "field": link or _FIELDS.get(name, name),
        "old": read(_text(transaction.old_value)),
        "new": read(_text(transaction.new_value)),
    }


def custom_names(ticket: wire.Ticket) -> Mapping[str, str]:
    """Give the names of a ticket's custom fields by number."""
    return {str(one.id): one.name for one in ticket.own_values}


def latest(transactions: Iterable[wire.Transaction]) -> Mapping[int, int]:
    """Give the number of each ticket's last transaction."""
    found: dict[int, int] = {}
    for one in transactions:
        ticket = number(one.object_id)
        found[ticket] = max(found.get(ticket, 0), number(one.id))
    return found


def only_by(transactions: Iterable[wire.Transaction], login: str) -> frozenset[int]:
    """Number the tickets to which one person alone did something.

    What RT then does by itself, such as opening a ticket that was answered, is their doing too.
    """
    doers: dict[int, set[str]] = {}
    for one in transactions:
        doers.setdefault(number(one.object_id), set()).add(str(one.creator.id))
    return frozenset(ticket for ticket, some in doers.items() if some - {SYSTEM} == {login})


def _linked(address: str) -> str:
    """Name what a link leads to; tickets stand in the history with an address of their own."""
    head, _, last = address.rpartition("/ticket/")
    return f"#{last}" if head.startswith("fsck.com-rt:") else address


def _text(value: "str | int | None") -> str:
    return "" if value is None else str(value)


def _is_set(value: "wire.Id | bool | None") -> bool:
    return str(value) not in {"", "0", "None", "False"}


def seconds(text: str | None) -> int:
    """Read a moment as whole seconds since 1970; 0 if there is none."""
    at = moment(text)
    return 0 if at is None else round(datetime.fromisoformat(at).timestamp())
