"""What a person wants, in the words of Request Tracker. Pure."""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC
from types import MappingProxyType
from typing import TypeAlias

from deskclient.backends.other_desks.sending import digest_of
from deskclient.backends.request_tracker.custom_fields import (
    MARKER,
    NO_FIELDS,
    PREFIX,
    Fields,
    settled,
    written,
)
from deskclient.backends.request_tracker.links import MERGED_INTO, WORDS
from deskclient.backends.request_tracker.mapping import GROUP, NOBODY, watcher_word
from deskclient.domain.fields import Value
from deskclient.domain.operation import Operation, OpProblem
from deskclient.domain.times import from_text

Body: TypeAlias = dict[str, object]
KEPT_KINDS = frozenset({"ticket", "entry", "attachment"})
KEPT_FIELDS = frozenset(
    {
        "subject",
        "status",
        "priority",
        "queue",
        "owner",
        "due_at",
        "requester",
        "watchers",
        "minutes_spent",
        MERGED_INTO,
        *WORDS,
    }
)
_SUBJECT_BYTES = 200
_PRIORITIES = {"high": 100, "normal": 50, "low": 0}
_USUAL_STATUS = "new"
"""Left to RT: in a life cycle of the administrators' own the first state may have another name."""
_FIRST_STATUSES = frozenset({"new", "open", "resolved"})
_NO_MOMENT = "1970-01-01 00:00:00"
_UNKNOWN_TYPE = "application/octet-stream"


def problem_in(op: Operation) -> OpProblem | None:
    """Say why Request Tracker cannot keep what is wanted; ``None`` if it is to be asked."""
    if op.kind not in KEPT_KINDS:
        return OpProblem("not_kept", "This desk does not keep such records.")
    wanted = op.patch.set
    for name, value in wanted.items():
        if isinstance(value, str) and not _is_writable(value):
            return OpProblem("text", "The text contains half of a character.", name)
    subject = wanted.get("subject")
    if op.kind == "ticket" and isinstance(subject, str) and _bytes(subject) > _SUBJECT_BYTES:
        return OpProblem(
            "too_long",
            "This desk keeps only 200 bytes of a subject: 200 Latin or 100 Cyrillic letters.",
            "subject",
            "Shorten the subject, and tell the rest in a message.",
        )
    people = [wanted.get("owner"), wanted.get("requester"), *op.patch.add.get("watchers", ())]
    if op.kind == "ticket" and any(isinstance(one, str) and one.isdecimal() for one in people):
        # RT takes digits for the number of an account, and would write to somebody else.
        return OpProblem("not_kept", "This desk cannot be told of a login that is a number.")
    for name in ("owner", "requester"):
        if op.kind == "ticket" and str(wanted.get(name) or "").startswith(GROUP):
            return OpProblem("not_kept", "A group cannot be that here, only a person.", name)
    return None


def not_kept_in(op: Operation) -> OpProblem | None:
    """Name a field of an edit that this desk does not keep, if it keeps none of them."""
    touched = op.patch.fields()
    if touched & KEPT_FIELDS or any(one.startswith(PREFIX) for one in touched):
        return None
    name = min(touched, default="")
    return OpProblem("not_kept", "This desk does not keep this field.", name)


def priority_level(ours: str) -> int:
    """Choose the level that reads as this priority."""
    return _PRIORITIES.get(ours, _PRIORITIES["normal"])


def moment_word(ours: Value) -> str:
    """Write a moment as RT stores it: any other form is taken in silence and read as none."""
    if not isinstance(ours, str) or not ours:
        return _NO_MOMENT
    try:
        at = from_text(ours)
    except ValueError:
        return _NO_MOMENT
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def owner_word(ours: Value) -> str:
    """Name an owner."""
    return str(ours) if ours else NOBODY


def new_ticket(op: Operation, fields: Fields = NO_FIELDS) -> Body:
    """Write the creation of a ticket; its first message is another body to go with it.

    Args:
        op: The creation.
        fields: The desk's custom fields by number, as far as they are known.
    """
    wanted = op.patch.set
    body: Body = {
        "Queue": str(wanted.get("queue") or ""),
        "Subject": str(wanted.get("subject") or ""),
        # RT leaves a field out that it does not have.
        "CustomFields": {MARKER: op.op_id, **_custom(op, fields)},
    }
    if wanted.get("requester"):
        body["Requestor"] = [str(wanted["requester"])]
    if wanted.get("owner"):
        body["Owner"] = str(wanted["owner"])
    if wanted.get("priority"):
        body["Priority"] = priority_level(str(wanted["priority"]))
    if wanted.get("due_at"):
        body["Due"] = moment_word(wanted["due_at"])
    watchers = _watchers(op)
    if watchers:
        body["Cc"] = watchers
    minutes = wanted.get("minutes_spent") or op.patch.incr.get("minutes_spent")
    if isinstance(minutes, int) and minutes:
        body["TimeWorked"] = minutes
    state = str(wanted.get("status") or "new")
    if state in _FIRST_STATUSES and state != _USUAL_STATUS:
        body["Status"] = state
    return body


def later_status(op: Operation) -> str:
    """Give the status that a new ticket gets by a second request; empty for none."""
    state = str(op.patch.set.get("status") or "new")
    return "" if state in _FIRST_STATUSES else state


def message(
    op: Operation,
    files: Sequence[Operation] = (),
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> Body:
    """Write a message with its files, whose bytes are given by digest."""
    wanted = op.patch.set
    is_html = wanted.get("body_format") == "html"
    body: Body = {
        # RT takes a single nought for no content.
        "Content": "0\n" if wanted.get("body") == "0" else str(wanted.get("body") or ""),
        "ContentType": "text/html" if is_html else "text/plain",
    }
    if files:
        body["Attachments"] = [_file(one, contents[digest_of(one)]) for one in files]
    return body


def _custom(op: Operation, fields: Fields) -> Body:
    found: Body = {}
    for one in fields.values():
        name = one.own_name
        value = op.patch.set.get(name)
        if one.many:
            given = [str(member) for member in value] if isinstance(value, list) else []
            value = list[str](sorted({*given, *op.patch.add.get(name, ())}))
        if settled(one, value) is not None:
            found[str(one.id)] = written(one, value, ())
    return found


def _watchers(op: Operation) -> Sequence[str]:
    wanted = op.patch.set.get("watchers")
    named = [str(one) for one in wanted] if isinstance(wanted, list) else []
    return [watcher_word(one) for one in sorted({*named, *op.patch.add.get("watchers", ())})]


def _file(op: Operation, content: bytes) -> Body:
    name = str(op.patch.set.get("name") or "file")
    return {
        # RT 5.0.3 fails at letters beyond Latin-1 here, and takes those below for bytes of UTF-8.
        "FileName": name.encode("utf-8", "replace").decode("latin-1"),
        "FileType": _media_type(str(op.patch.set.get("media_type") or ""), content),
        # RT takes an empty text for none at all.
        "FileContent": base64.b64encode(content).decode() or "\n",
    }


def _media_type(said: str, content: bytes) -> str:
    """Choose a type under which RT leaves the bytes alone: it turns other texts into UTF-8."""
    kind = said.partition(";")[0].strip().lower()
    if "/" not in kind or kind.startswith(("multipart/", "message/")):
        return _UNKNOWN_TYPE
    if not kind.startswith("text/"):
        return kind
    try:
        is_utf8 = "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        is_utf8 = False
    return kind if is_utf8 else _UNKNOWN_TYPE


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
