"""What Roundup tells, in the words of our kinds. Pure."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from deskclient.backends.port import BadRow, RemoteRow, RowKind
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.schema import Property, PropertyType
from deskclient.backends.roundup.terms import NO_QUEUE, Named, Terms
from deskclient.domain.fields import Doc, Value
from deskclient.domain.file_names import numbered
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.times import to_text

NOBODY = "anonymous"
GRAIN_S = 2
"""After this time a second of the desk is surely over: nothing more can happen in it."""
_LEVELS = 16
_SETTLED = 8
_STAMP = "%Y-%m-%d.%H:%M:%S"
_OURS = "@deskclient.invalid>"
_NUMBER = re.compile(r"[0-9]{1,18}")
_BEYOND_SECOND = re.compile(r"\.[0-9]+$")


class Parts(Struct, frozen=True):
    """What was said in some issues."""

    messages: Mapping[str, wire.Item]
    """By number; those that may not be seen are missing."""
    files: Mapping[str, wire.Item]


def number(value: wire.Value) -> int:
    """Read a number that comes as text; what is none is 0."""
    text = str(value if value is not None else "")
    return int(text) if _NUMBER.fullmatch(text) else 0


def clean(value: wire.Value) -> str:
    """Read a text; what no store can hold stands as U+FFFD, and line ends are ours."""
    text = value if isinstance(value, str) else ""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n")


def instant(text: wire.Value) -> datetime | None:
    """Read a date, which Roundup always gives in UTC."""
    if not isinstance(text, str) or not text:
        return None
    try:
        found = datetime.strptime(_BEYOND_SECOND.sub("", text), _STAMP)  # noqa: DTZ007 - see below
    except ValueError:
        return None
    return found.replace(tzinfo=UTC)


def moment(text: wire.Value) -> str | None:
    """Read a date as documents hold it."""
    found = instant(text)
    return None if found is None else to_text(found)


def second(text: wire.Value) -> int:
    """Read a date as seconds since 1970; 0 for none."""
    found = instant(text)
    return 0 if found is None else int(found.timestamp())


def stamp(at: datetime) -> str:
    """Write a moment so that Roundup reads it the same for everybody.

    Without an offset it would be read in the time zone of whoever asks.
    """
    return f"{at.astimezone(UTC).strftime(_STAMP)}+0000"


def version(at: int, now: int, told: int = 0) -> int:
    """Number the state of an issue whose last change was in the second ``at``.

    Roundup has no versions, and more may happen within the same second. So what was read while it
    may still have been running comes before what was read later.

    Args:
        at: The second of the last change.
        now: The second it is there.
        told: The version under which another state in the same second was told.
    """
    settled = _SETTLED if now - at >= GRAIN_S else 0
    return max(at * _LEVELS + settled, told + 1 if told // _LEVELS == at else 0)


def ids_in(value: wire.Value) -> list[str]:
    """Read a Multilink, however much was told of each."""
    some = value if isinstance(value, list) else []
    return [str(one.get("id")) if isinstance(one, dict) else one for one in some]


def id_in(value: wire.Value) -> str | None:
    """Read a Link, however much was told of it."""
    told = value.get("id") if isinstance(value, dict) else value
    return None if told is None else str(told)


def marker(op_id: OpId) -> str:
    """Name a message so that it can be found again by what made it."""
    return f"<{op_id}{_OURS}"


# --- rows ---------------------------------------------------------------------------------------


def queue_rows(terms: Terms, tracker: str) -> Sequence[RemoteRow]:
    """Read the queues, and one for the issues that are in none."""
    rest = Named(NO_QUEUE, tracker)
    some = (*terms.queues, rest)
    return [
        RemoteRow(
            *("queue", ServerId(one.id), 1, 0, RowKind.PUT),
            {"name": one.name, "slug": one.id, "active": True},
        )
        for one in some
    ]


def person_row(user: wire.Item) -> RemoteRow:
    """Read a person; of others a plain account sees neither the address nor the roles."""
    login = clean(user.get("username"))
    # Whoever wrote a mail bears the address for a name.
    is_address = "@" in login
    doc: dict[str, Value] = {
        "name": clean(user.get("realname")) or login,
        "login": None if is_address else login,
        "email": clean(user.get("address")) or (login if is_address else None),
        "is_agent": not is_address,
        "active": True,
    }
    ver = second(user.get("activity")) or 1
    return RemoteRow("person", ServerId(str(user.get("id"))), ver, 0, RowKind.PUT, doc)


def issue_row(item: wire.Item, terms: Terms, ver: int) -> RemoteRow:
    """Read an issue."""
    queue = terms.schema.queue
    over = [one for one in ids_in(item.get("superseder")) if one != item.get("id")]
    doc: dict[str, Value] = {
        "number": number(item.get("id")),
        "subject": clean(item.get("title")),
        "status": id_in(item.get("status")),
        "priority": id_in(item.get("priority")),
        "queue": (id_in(item.get(queue.name)) if queue else None) or NO_QUEUE,
        "owner": id_in(item.get("assignedto")),
        "requester": id_in(item.get("creator")),
        "watchers": sorted(ids_in(item.get("nosy"))),
        "tags": sorted(_tags(item, terms)),
        # Roundup leaves a superseded issue as it is, and tells nothing in the other one.
        "duplicates": sorted(over),
        "created_at": moment(item.get("creation")),
        "updated_at": moment(item.get("activity")),
    }
    for prop, made in terms.own():
        doc[made.name] = own_value(item.get(prop.name), prop, terms)
    return RemoteRow("ticket", ServerId(str(item.get("id"))), ver, ver, RowKind.PUT, doc)


def own_value(value: wire.Value, prop: Property, terms: Terms) -> Value:
    """Read a property of the tracker's own."""
    if value is None or value == "":
        return None
    if prop.type is PropertyType.MULTILINK:
        names = terms.names(prop.to)
        return sorted(names.get(one, one) for one in ids_in(value))
    return _OWN_VALUES[prop.type](value)


def _number_text(value: wire.Value) -> Value:
    return f"{value:g}" if isinstance(value, int | float) else None


def _whole(value: wire.Value) -> Value:
    return int(value) if isinstance(value, int | float) else None


def _is_true(value: wire.Value) -> Value:
    # Roundup gives back what its database holds.
    return value not in {0, "0"} if isinstance(value, str | int) else None


_OWN_VALUES: Mapping[PropertyType, Callable[[wire.Value], Value]] = {
    PropertyType.STRING: clean,
    PropertyType.NUMBER: _number_text,
    PropertyType.INTEGER: _whole,
    PropertyType.BOOLEAN: _is_true,
    PropertyType.DATE: moment,
    # It writes a plus before each span, and none has to be typed.
    PropertyType.INTERVAL: lambda value: clean(value).removeprefix("+ "),
    PropertyType.LINK: id_in,
}


def entry_row(message: wire.Item, ticket: str, requester: str | None) -> RemoteRow:
    """Read a message; all are public there, and its author may be another one than its maker."""
    author = id_in(message.get("author")) or id_in(message.get("creator"))
    told = clean(message.get("messageid"))
    is_html = clean(message.get("type")).startswith("text/html")
    doc: dict[str, Value] = {
        "ticket": ticket,
        "type": "message" if author == requester else "reply",
        "author": author,
        "channel": "email" if told and not told.endswith(_OURS) else "portal",
        "body": clean(message.get("content")),
        "body_format": "html" if is_html else "plain",
        "acted_at": moment(message.get("date")) or moment(message.get("creation")),
        "created_at": moment(message.get("creation")),
        "ord": number(message.get("id")),
    }
    ver = second(message.get("activity")) or 1
    return RemoteRow("entry", ServerId(str(message.get("id"))), ver, ver, RowKind.PUT, doc)


def file_row(file: wire.Item, ticket: str, entry: str, desk: str) -> RemoteRow:
    """Read a file; Roundup tells neither its size nor a digest, so that its number is its name.

    Args:
        file: The file.
        ticket: The issue that it is shown in.
        entry: The message that it came with, or what stands for its coming.
        desk: What tells this desk apart from others.
    """
    place = number(file.get("id"))
    doc: dict[str, Value] = {
        "ticket": ticket,
        "entry": entry,
        "name": clean(file.get("name")) or str(place),
        "media_type": clean(file.get("type")).partition(";")[0] or None,
        "sha256": numbered(desk, place),
        "created_at": moment(file.get("creation")),
    }
    ver = second(file.get("activity")) or 1
    return RemoteRow("attachment", ServerId(str(place)), ver, ver, RowKind.PUT, doc)


def conversation(item: wire.Item, parts: Parts, desk: str) -> Sequence[RemoteRow]:
    """Read what was said in an issue, and the files in it.

    A file that came without a message gets an entry of its own that says so.
    """
    ticket, requester = str(item.get("id")), id_in(item.get("creator"))
    rows: list[RemoteRow] = []
    placed: set[str] = set()
    said = [parts.messages[one] for one in ids_in(item.get("messages")) if one in parts.messages]
    for message in said:
        rows.append(entry_row(message, ticket, requester))
        mine = [one for one in ids_in(message.get("files")) if one in parts.files]
        placed.update(mine)
        rows += [file_row(parts.files[one], ticket, str(message["id"]), desk) for one in mine]
    for one in ids_in(item.get("files")):
        if one in parts.files and one not in placed:
            rows += _lone_file(parts.files[one], ticket, said, desk)
    return rows


def _lone_file(
    file: wire.Item, ticket: str, said: Sequence[wire.Item], desk: str
) -> Sequence[RemoteRow]:
    at = second(file.get("creation"))
    before = [number(one.get("id")) for one in said if second(one.get("creation")) <= at]
    event = ServerId(f"file{file.get('id')}")
    change: dict[str, Value] = {"field": "files", "old": "", "new": clean(file.get("name"))}
    doc: dict[str, Value] = {
        "ticket": ticket,
        "type": "event",
        "author": id_in(file.get("creator")),
        "acted_at": moment(file.get("creation")),
        "created_at": moment(file.get("creation")),
        "ord": max(before, default=0),
        "changes": [change],
    }
    ver = second(file.get("creation")) or 1
    entry = RemoteRow("entry", event, ver, ver, RowKind.PUT, doc)
    return [entry, file_row(file, ticket, event, desk)]


def people_in(docs: Collection[Doc]) -> set[str]:
    """Name everybody that some documents name."""
    found: set[str] = set()
    for doc in docs:
        single = [doc.get(name) for name in ("owner", "requester", "author")]
        watchers = doc.get("watchers")
        found.update(str(one) for one in single if one)
        found.update(str(one) for one in watchers if one) if isinstance(watchers, list) else None
    return found


def lost_row(kind: str, server_id: str, status: int, ver: int = 0) -> RemoteRow:
    """Tell that a record is not to be had: hidden (403), or gone."""
    if status == 403:
        return RemoteRow(kind, ServerId(server_id), 0, 0, RowKind.LEFT_SCOPE)
    return RemoteRow(kind, ServerId(server_id), ver, ver, RowKind.TOMBSTONE)


def bad_row(kind: str, item: wire.Item, why: str) -> BadRow:
    """Set a record aside that could not be understood."""
    return BadRow(kind, str(item.get("id")), repr(item).encode("utf-8", "replace"), why)


def _tags(item: wire.Item, terms: Terms) -> list[str]:
    return [terms.keywords.get(one, one) for one in ids_in(item.get("keyword"))]
