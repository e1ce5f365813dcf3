"""Reading operations from the wire: the batch as a whole, then each one by itself.

One operation that makes no sense must not hold up the others, so it gets a verdict of its own.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NoReturn
from uuid import UUID

import msgspec

from deskclient.backends.native.wire import (
    MAX_BATCH_OPS,
    OpBatch,
    WireOp,
    WireVerdict,
)
from deskclient.server.ops.verdicts import rejected
from deskclient.server.problems import bad_request, too_large

MAX_DEPTH = 24
MAX_DOC_NUMBER = 1 << 53
_NOT_ALLOWED = re.compile("[\x00\ud800-\udfff]")
_BATCH = msgspec.json.Decoder(OpBatch)
_CANONICAL = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An operation that makes no sense, with what it is told."""

    verdict: WireVerdict
    group: str


@dataclass(frozen=True, slots=True)
class Received:
    """A batch as it came."""

    client_id: str
    person_id: str
    ops: tuple[WireOp | Unreadable, ...]
    turn: int = 0


def read_batch(body: bytes) -> Received:
    """Read a batch.

    Raises:
        CallError: it cannot be read as a batch at all, or holds too many operations.
    """
    try:
        batch = _BATCH.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _read_leniently(body)
    _check_count(len(batch.ops))
    ops = tuple(checked_op(op) for op in batch.ops)
    return Received(batch.client_id, batch.person_id, ops, batch.turn)


def _read_leniently(body: bytes) -> Received:
    raw = decode_any(body)
    if not isinstance(raw, dict) or not isinstance(raw.get("ops"), list):
        raise bad_request("A batch is an object with client_id, person_id and ops.")
    client, person = raw.get("client_id"), raw.get("person_id")
    if not isinstance(client, str) or not isinstance(person, str):
        raise bad_request("A batch names its client_id and person_id.")
    _check_count(len(raw["ops"]))
    turn = raw.get("turn")
    count = turn if isinstance(turn, int) else 0
    return Received(client, person, tuple(_convert(one) for one in raw["ops"]), count)


def decode_any(body: bytes) -> Any:
    """Read JSON that the strict reader refused, as far as it is JSON at all.

    Raises:
        CallError: it is not.
    """
    try:
        return json.loads(body, parse_constant=_no_constant, object_pairs_hook=_no_repeats)
    except RecursionError:
        raise bad_request("The JSON is nested too deeply.", "too_deep") from None
    except ValueError as error:
        msg = f"The body is not JSON: {error}"[:300]
        raise bad_request(msg) from None


def _no_constant(name: str) -> NoReturn:
    msg = f"{name} is not a number"
    raise ValueError(msg)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _check_count(count: int) -> None:
    if count > MAX_BATCH_OPS:
        msg = f"A batch holds at most {MAX_BATCH_OPS} operations."
        raise too_large(msg, "batch_ops")


def _convert(raw: Any) -> WireOp | Unreadable:
    try:
        return checked_op(msgspec.convert(raw, WireOp))
    except (msgspec.ValidationError, RecursionError) as error:
        told = f"The operation is not readable: {_safe(str(error), 200)}"
        found = raw if isinstance(raw, dict) else {}
        names = [found.get(name) for name in ("op_id", "id", "group")]
        op_id, record_id, group = (one if isinstance(one, str) else "" for one in names)
        stand_in = WireOp(_safe(op_id), "", _safe(record_id), "edit")
        return Unreadable(rejected(stand_in, "malformed", told).verdict, group)


def checked_op(op: WireOp) -> WireOp | Unreadable:
    """Pass an operation on, or say what makes it unacceptable whatever the desk's state is."""
    for name, fault in _FAULTS:
        if fault(op):
            safe = WireOp(_safe(op.op_id), "", _safe(op.id), "edit")
            return Unreadable(rejected(safe, *name).verdict, op.group)
    return op


def _safe(text: str, most: int = 64) -> str:
    return _NOT_ALLOWED.sub("\ufffd", text)[:most]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _has_bad_text(value: Any) -> bool:
    if isinstance(value, str):
        return _NOT_ALLOWED.search(value) is not None
    if isinstance(value, dict):
        return any(_has_bad_text(one) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(_has_bad_text(one) for one in value)


def _is_deep(value: Any, depth: int = 0) -> bool:
    if depth > MAX_DEPTH:
        return True
    if isinstance(value, dict):
        return any(_is_deep(one, depth + 1) for one in value.values())
    return isinstance(value, list) and any(_is_deep(one, depth + 1) for one in value)


def _has_huge_number(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_huge_number(one) for one in value.values())
    if isinstance(value, list):
        return any(_has_huge_number(one) for one in value)
    if isinstance(value, float):
        return True
    return isinstance(value, int) and abs(value) > MAX_DOC_NUMBER


def _patch_values(op: WireOp) -> dict[str, Any]:
    return {"set": op.patch.set, "incr": op.patch.incr}


_FAULTS: tuple[tuple[tuple[str, str], Callable[[WireOp], bool]], ...] = (
    (("op_id", "The operation's id is not a UUID."), lambda op: not _is_uuid(op.op_id)),
    (("record_id", "The record's id is not a UUID."), lambda op: not _is_uuid(op.id)),
    (
        ("too_deep", "The values are nested too deeply."),
        lambda op: _is_deep(op.patch.set) or _is_deep(op.base),
    ),
    (
        ("characters", "The text contains characters that cannot be stored."),
        lambda op: _has_bad_text(msgspec.to_builtins(op)),
    ),
    (
        ("range", "A number is too large or not whole."),
        lambda op: _has_huge_number(_patch_values(op)),
    ),
)


def payload_digest(op: WireOp) -> str:
    """Give what tells two operations apart: the same id may only come with the same intent."""
    intent = (op.kind, op.id, op.action, op.patch)
    return blake2b(_CANONICAL.encode(intent), digest_size=16).hexdigest()
