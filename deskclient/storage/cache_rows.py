"""One cached record while it is being changed, and how it becomes a row. Pure."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deskclient.domain.digest import row_digest
from deskclient.domain.fields import Doc
from deskclient.domain.replay import RecordState
from deskclient.domain.times import to_millis
from deskclient.domain.words import fold
from deskclient.storage.layout import STATE_CODE, TableLayout
from deskclient.storage.port import Snap

SYNCED = STATE_CODE[RecordState.SYNCED]
_HASH_BITS = 20
_HASH_MASK = (1 << _HASH_BITS) - 1
_MAX_MILLIS = (1 << 43) - 1


class Rec(Struct, frozen=True):
    """All the cache knows of one record."""

    id: str
    key: int = 0
    """0 until the record has its place."""
    server_id: str = ""
    ver: int = 0
    seq: int = 0
    gen: int = 0
    """The generation its snapshot came in; ``~generation`` if the desk did not list it."""
    read_ver: int = 0
    snap: str | None = None
    view: str | None = None
    """What is shown instead of the snapshot."""
    hidden: bool = False
    state: int = SYNCED
    pending: int = 0
    unread: int = 0

    @property
    def shown(self) -> str | None:
        """The document a reader sees."""
        if self.hidden:
            return None
        return self.snap if self.view is None else self.view

    @property
    def known(self) -> bool:
        """Whether anything must be remembered of it out of sight."""
        return self.snap is not None or self.ver > 0

    @property
    def counts(self) -> bool:
        """Whether it is part of what the desk lists, and so of the digest."""
        return self.snap is not None and self.gen >= 0

    def counts_in(self, generation: int) -> bool:
        """Tell whether a generation named it: that an older one had it says nothing."""
        return self.counts and self.gen == generation

    def outruns(self, snap: Snap, generation: int) -> bool:
        """Tell whether it has a newer version from this generation, listed or not."""
        is_of = self.gen in {generation, ~generation}
        return self.known and is_of and snap.ver < self.ver and not snap.stepped_back

    def live_digest(self, kind: str) -> int:
        """Its part of the digest; 0 if the desk does not list it."""
        return row_digest(kind, self.server_id, self.ver) if self.counts else 0

    def showing(self, view: str | None, state: int, pending: int) -> "Rec":
        """Copy with another document on top; one equal to the snapshot is left out."""
        kept = None if view == self.snap else view
        return replace(self, view=kept, hidden=False, state=state, pending=pending)


def read_after(rec: Rec | None, snap: Snap, *, beside: bool, first: bool) -> int:
    """Tell up to which version a record counts as read once a snapshot of it is taken.

    Args:
        rec: What is here of it.
        snap: What comes.
        beside: It came outside of the feed.
        first: It belongs to a first pull.
    """
    if rec is None:
        return snap.ver if first or (beside and snap.own) else 0
    # A page cannot tell of a record that is new here what others did before.
    if snap.own and not rec.unread and (beside or rec.known):
        return snap.ver
    return min(rec.read_ver, snap.ver)


def natural_key(table: TableLayout, record_id: str, doc: Doc) -> int:
    """Give the place of a new record: newest last, records of one moment spread by hash."""
    born = doc.get(table.kind.born_field)
    try:
        millis = to_millis(born) if isinstance(born, str) else 0
    except ValueError:
        millis = 0
    spread = int.from_bytes(blake2b(record_id.encode(), digest_size=3).digest(), "big")
    bounded = min(max(millis, 0), _MAX_MILLIS)
    return (bounded << _HASH_BITS) | (spread & _HASH_MASK) or 1


def key_floor(moment: datetime) -> int:
    """Give the smallest key of a record born at ``moment`` or later."""
    millis = min(max(round(moment.timestamp() * 1000), 0), _MAX_MILLIS)
    return millis << _HASH_BITS


def to_row(table: TableLayout, rec: Rec, doc: Doc) -> tuple[Any, ...]:
    """Write the row of a visible record, in the order of ``all_columns``."""
    return (
        rec.key,
        rec.id,
        rec.state,
        rec.pending,
        rec.unread,
        *field_values(table, doc),
        rec.server_id,
        rec.ver,
        rec.seq,
        None if rec.snap is None else rec.gen,
        rec.read_ver,
    )


def field_values(table: TableLayout, doc: Doc) -> list[str | int | None]:
    """Give what the columns of the fields hold."""
    get = doc.get
    # Most values are stored as they are: a call for each would cost more than all the rest.
    values = [
        value
        if (value := get(name)) and kept and (type(value) is str or type(value) is int)
        else stored(default if value is None else value)
        for name, default, stored, kept in table.plan
    ]
    if table.open_column:
        values.append(_is_open(table, doc))
    return values


def set_members(table: TableLayout, key: int, doc: Doc) -> Sequence[tuple[str, str, int]]:
    """List the members of set fields as (field, folded member, key)."""
    found: set[tuple[str, str, int]] = set()
    for name in table.set_fields:
        members = doc.get(name)
        if members and isinstance(members, list):
            found |= {(name, fold(one), key) for one in members if isinstance(one, str)}
    return sorted(found) if found else ()


def _is_open(table: TableLayout, doc: Doc) -> int:
    flow = table.kind.workflow
    if flow is None:
        return 1
    return int(flow.is_open(str(doc.get(flow.field) or flow.initial)))
