"""One record as the table holds it, and the few values that decide who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from deskclient.domain.digest import row_digest
from deskclient.domain.fields import Doc, Value
from deskclient.domain.kind import Kind, Reach

REFERENCE, QUEUE, PERSONAL, CHILD = range(4)
_REACH = {
    Reach.REFERENCE: REFERENCE,
    Reach.QUEUE: QUEUE,
    Reach.PERSONAL: PERSONAL,
    Reach.PARENT: CHILD,
}
_DECODER = msgspec.json.Decoder(dict[str, Any])
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Keys:
    """What rights and scopes look at; of a child record, those of its root count."""

    reach: int
    queue: str = ""
    owner: str = ""
    watchers: str = ""
    """``|id|id|``, so that one search finds a person in any database."""
    shared: bool = False
    open: bool = True
    updated_at: str = ""

    def was_text(self) -> str:
        """Write the keys for the log of changes, without the moment."""
        parts = [self.queue, self.owner, self.watchers, self.shared, self.open]
        return _ENCODER.encode(parts).decode()

    def with_was(self, was: str | None, was_at: str | None) -> "Keys":
        """Give the keys before a change, as the log tells them."""
        moment = self.updated_at if was_at is None else was_at
        if was is None:
            return Keys(
                self.reach, self.queue, self.owner, self.watchers, self.shared, self.open, moment
            )
        queue, owner, watchers, shared, is_open = msgspec.json.decode(was)
        return Keys(self.reach, queue, owner, watchers, shared, is_open, moment)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it stands."""

    key: int
    kind: str
    id: str
    ver: int
    seq: int
    text: str
    """The document as JSON, spliced into answers as it is."""
    root_key: int
    keys: Keys
    created_at: str
    updated_by: str
    gone: bool = False
    moved_to: str = ""
    child_ord: int = 0

    @property
    def doc(self) -> dict[str, Value]:
        """The document, decoded anew on each call."""
        return _DECODER.decode(self.text)


def encode_doc(doc: Doc) -> str:
    """Write a document as it is stored and sent."""
    return _ENCODER.encode(doc).decode()


def keys_of(kind: Kind, doc: Doc, updated_at: str) -> Keys:
    """Work out what rights and scopes must know of a document."""
    reach = _REACH[kind.reach]
    if reach == CHILD:
        return Keys(reach, updated_at=updated_at)
    watchers = doc.get("watchers")
    members = (
        [one for one in watchers if isinstance(one, str)] if isinstance(watchers, list) else []
    )
    flow = kind.workflow
    return Keys(
        reach,
        queue=_text(doc, "queue") if reach == QUEUE else "",
        owner=_text(doc, "owner"),
        watchers=f"|{'|'.join(members)}|" if members else "",
        shared=doc.get("shared") is True,
        open=flow is None or flow.is_open(str(doc.get(flow.field))),
        updated_at=updated_at,
    )


def row_hash(kind: str, record_id: str, ver: int) -> int:
    """Give the row's part of a digest as databases hold it: signed."""
    value = row_digest(kind, record_id, ver)
    return value - (1 << 64) if value >= 1 << 63 else value


def row_json(row: Stored) -> str:
    """Write a wire ``Row`` with the stored document spliced in; ids are UUIDs: no escapes."""
    head = f'{{"kind":"{row.kind}","id":"{row.id}","ver":{row.ver},"seq":{row.seq}'
    if not row.gone:
        return f'{head},"doc":{row.text}}}'
    moved = f',"moved_to":"{row.moved_to}"' if row.moved_to else ""
    return f'{head},"op":"tombstone"{moved}}}'


def _text(doc: Mapping[str, Value], name: str) -> str:
    value = doc.get(name)
    return value if isinstance(value, str) else ""
