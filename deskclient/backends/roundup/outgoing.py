"""What a person wants, in the words of Roundup. Pure."""

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct

from deskclient.backends.roundup.mapping import marker, stamp
from deskclient.backends.roundup.rest import Upload
from deskclient.backends.roundup.schema import Property, PropertyType
from deskclient.backends.roundup.terms import NO_QUEUE, PREFIX, Terms
from deskclient.domain.fields import Value
from deskclient.domain.mirrors import ITSELF
from deskclient.domain.operation import Action, Operation, OpProblem
from deskclient.domain.times import from_text

Body: TypeAlias = dict[str, object]
KEPT_KINDS = frozenset({"ticket", "entry", "attachment"})
FIELDS = {
    "subject": "title",
    "status": "status",
    "priority": "priority",
    "owner": "assignedto",
    "watchers": "nosy",
    "tags": "keyword",
    "duplicates": "superseder",
}
"""Our fields that every tracker keeps, and its properties for them; the queue has a name of its
own in each."""
_NONE = "-1"
"""A Link that leads nowhere."""
_UNKNOWN_TYPE = "application/octet-stream"
_BREAKS = re.compile(r"(?i)<br[^>]*>|</(p|div|li|tr|h[1-6]|blockquote)>")
_SILENT = re.compile(r"(?is)<(script|style|head)\b.*?</\1>")
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\n{3,}")


class Brought(Struct, frozen=True):
    """What of a bundle is on the desk before the issue has it."""

    message: str = ""
    files: tuple[str, ...] = ()


def problem_in(op: Operation) -> OpProblem | None:
    """Say why Roundup cannot keep what is wanted; ``None`` if it is to be asked."""
    if op.kind not in KEPT_KINDS:
        return OpProblem("not_kept", "This desk does not keep such records.")
    wanted = op.patch.set
    for name, value in wanted.items():
        if isinstance(value, str) and not _is_writable(value):
            return OpProblem("text", "The text contains half of a character.", name)
    if op.kind == "entry" and wanted.get("type") == "note":
        return OpProblem(
            "not_kept",
            "This desk has no internal notes: each message goes to everybody who watches.",
            "type",
            "Send it as a reply if all of them may read it.",
        )
    if op.record_id in op.patch.add.get("duplicates", ()):
        return OpProblem("itself", ITSELF, "duplicates")
    is_nameless = not str(wanted.get("subject") or "").strip()
    names_it = op.action is Action.CREATE or "subject" in wanted
    if op.kind == "ticket" and op.action is not Action.DELETE and names_it and is_nameless:
        return OpProblem("required", "A ticket needs a subject.", "subject")
    return None


def property_of(name: str, terms: Terms) -> Property | None:
    """Give the property that stands for one of our fields; ``None`` if the tracker has none."""
    if name == "queue":
        return terms.schema.queue
    if name.startswith(PREFIX):
        own = {made.name: prop for prop, made in terms.own() if made.writable}
        return own.get(name)
    return terms.schema.get(FIELDS[name]) if name in FIELDS else None


def not_kept_in(op: Operation, terms: Terms) -> OpProblem | None:
    """Name a field of an edit that this desk does not keep, if it keeps none of them."""
    touched = op.patch.fields()
    if any(property_of(name, terms) is not None for name in touched):
        return None
    name = min(touched, default="")
    return OpProblem("not_kept", "This desk does not keep this field.", name)


def unknown_choice(name: str, value: Value, terms: Terms) -> OpProblem | None:
    """Say that a status or priority is none of this desk."""
    known = {"status": terms.statuses, "priority": terms.priorities}.get(name)
    if known is None or not value or any(one.id == value for one in known):
        return None
    if name == "status":
        return OpProblem("not_kept", "This desk does not know this status.", name)
    return OpProblem("not_kept", "This desk does not know this priority.", name)


def is_set(name: str, terms: Terms) -> bool:
    """Tell whether a field holds many values."""
    prop = property_of(name, terms)
    return prop is not None and prop.type is PropertyType.MULTILINK


def settled(name: str, value: Value, terms: Terms) -> Value:
    """Bring a value to the form in which the desk gives it back."""
    if is_set(name, terms):
        return sorted({str(one) for one in value}) if isinstance(value, list) else []
    if value is None or value == "":
        return NO_QUEUE if name == "queue" else None
    prop = property_of(name, terms)
    if isinstance(value, str) and prop is not None and prop.type is PropertyType.DATE:
        return _whole_second(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value


def word(name: str, value: Value, terms: Terms) -> str:
    """Write a value that is not one of many; an empty text means none, except for a Link.

    What is ``null`` in JSON is left out by Roundup in silence, so nothing is written but text.
    """
    prop = property_of(name, terms)
    kind = PropertyType.STRING if prop is None else prop.type
    if kind is PropertyType.LINK:
        return str(value) if value and value != NO_QUEUE else _NONE
    if value is None:
        return ""
    if kind is PropertyType.BOOLEAN:
        return "yes" if value else "no"
    if kind is PropertyType.DATE:
        return _date_word(value)
    return str(value)


def numbers(name: str, values: Sequence[str], terms: Terms) -> list[str]:
    """Give the numbers of some members of a set; labels that nobody knows stay what they are."""
    prop = property_of(name, terms)
    if prop is None:
        return []
    known = terms.keywords if name == "tags" else terms.names(prop.to)
    by_label = {label: number for number, label in known.items()}
    return [by_label.get(one, one) for one in values]


def new_tags(wanted: Sequence[str], terms: Terms) -> Sequence[str]:
    """Name the tags that have to be made first."""
    known = {*terms.keywords.values(), *terms.keywords}
    return [one for one in wanted if one not in known]


def tags_in(op: Operation) -> Sequence[str]:
    """Name the tags that an operation gives."""
    told = op.patch.set.get("tags")
    listed = [str(one) for one in told] if isinstance(told, list) else []
    return sorted({*listed, *op.patch.add.get("tags", ())})


def new_issue(op: Operation, terms: Terms, brought: Brought) -> Body:
    """Write the creation of an issue.

    Whoever makes it is its requester; another one who is named watches it. A status or priority
    that is none of this desk is left to the desk.
    """
    body: Body = {}
    for name, value in op.patch.set.items():
        prop = property_of(name, terms)
        if prop is None or is_set(name, terms) or unknown_choice(name, value, terms):
            continue
        text = word(name, value, terms)
        if text not in {"", _NONE}:
            body[prop.name] = text
    for name in _sets_in(op, terms):
        told = op.patch.set.get(name)
        wanted = {str(one) for one in told} if isinstance(told, list) else set()
        wanted.update(op.patch.add.get(name, ()))
        prop = property_of(name, terms)
        if wanted and prop is not None:
            body[prop.name] = numbers(name, sorted(wanted), terms)
    requester = op.patch.set.get("requester")
    if requester:
        nosy = body.get("nosy")
        others = [str(one) for one in nosy] if isinstance(nosy, list) else []
        body["nosy"] = sorted({*others, str(requester)})
    return body | _held(brought)


def _sets_in(op: Operation, terms: Terms) -> Sequence[str]:
    touched = {*op.patch.set, *op.patch.add}
    return sorted(name for name in touched if is_set(name, terms))


def _held(brought: Brought) -> Body:
    body: Body = {}
    if brought.message:
        body["messages"] = brought.message
    if brought.files:
        body["files"] = ",".join(brought.files)
    return body


def addition(brought: Brought) -> Body:
    """Write what gives a message and its files to an issue, for ``PATCH``."""
    return {"@op": "add", **_held(brought)}


def message(op: Operation, me: str, files: Sequence[str], now: datetime) -> Body:
    """Write a message, which is plain text there.

    Args:
        op: Its creation.
        me: Who writes.
        files: The files that go along, by number.
        now: The desk's time, for one of which is not known when it was written.
    """
    body: Body = {
        "author": me,
        "date": stamp(_instant(op.acted_at) or now),
        "content": text_of(op),
        "messageid": marker(op.op_id),
    }
    if files:
        body["files"] = ",".join(files)
    return body


def text_of(op: Operation) -> str:
    """Give the text of a message without its format."""
    text = str(op.patch.set.get("body") or "")
    if op.patch.set.get("body_format") != "html":
        return text
    text = _BREAKS.sub("\n", _SILENT.sub("", text).replace("\n", " "))
    lines = (line.strip() for line in html.unescape(_TAG.sub("", text)).splitlines())
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def upload(op: Operation, content: bytes) -> Upload:
    """Write a file."""
    kind = str(op.patch.set.get("media_type") or "").partition(";")[0].strip().lower()
    boundary = sha256(content + op.op_id.encode()).hexdigest()
    # Roundup fails at a file of nothing.
    return Upload(name_of(op), kind if "/" in kind else _UNKNOWN_TYPE, content or b"\n", boundary)


def name_of(op: Operation) -> str:
    """Name a file; the desk may keep other blanks in its name."""
    return str(op.patch.set.get("name") or "file")


def digest_of(op: Operation) -> str:
    """Name the bytes of an attachment."""
    return str(op.patch.set.get("sha256") or "")


def changes(before: Sequence[str], after: Sequence[str]) -> str:
    """Write the members of a set that come and go, so that others who came meanwhile stay.

    An empty list is no way to write that there are none: Roundup fails at it.
    """
    gone = [f"-{one}" for one in before if one not in after]
    return ",".join([*(f"+{one}" for one in after if one not in before), *gone])


def _date_word(value: Value) -> str:
    at = _instant(str(value))
    return "" if at is None else stamp(at)


def _instant(text: str) -> datetime | None:
    try:
        return from_text(text).astimezone(UTC) if text else None
    except ValueError:
        return None


def _whole_second(text: str) -> str | None:
    at = _instant(text)
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
