"""What one page of the desk's news does to the local copy. Pure."""

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deskclient.backends.port import BadRow, RemoteRow, RowKind
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Registry
from deskclient.domain.operation import Action, Operation
from deskclient.domain.scope import Scope
from deskclient.storage.port import Feed, Quarantined, Snap
from deskclient.sync.names import Names

Key = tuple[str, RecordId]


class PagePlan(Struct, frozen=True):
    """One page, read."""

    snaps: tuple[Snap, ...]
    left: tuple[Key, ...]
    """Records that are out of the scope or of our rights: forgotten here, not deleted there."""
    gone: tuple[Key, ...]
    moved: tuple[tuple[Key, RecordId], ...]
    """Records that were merged, with the survivor."""
    bad: tuple[Quarantined, ...] = field(default=())


def plan_page(
    registry: Registry, names: Names, rows: Sequence[RemoteRow], bad: Sequence[BadRow] = ()
) -> PagePlan:
    """Read a page; a record that stands in it twice counts with its newest version."""
    snaps: dict[Key, Snap] = {}
    left: dict[Key, None] = {}
    moved: dict[Key, RecordId] = {}
    poison = [Quarantined(one.kind, one.server_id, one.raw, one.error) for one in bad]
    for row in rows:
        if row.kind not in registry:
            continue
        if row.what is RowKind.PUT and row.doc is None:
            poison.append(Quarantined(row.kind, row.server_id, b"", "a record without content"))
            continue
        snap = names.snap(row)
        key = (row.kind, snap.record_id)
        if row.what is RowKind.LEFT_SCOPE:
            left[key] = None
            snaps.pop(key, None)
            continue
        left.pop(key, None)
        older = snaps.get(key)
        if older is None or older.ver <= snap.ver:
            snaps[key] = snap
        if row.moved_to:
            moved[key] = names.record_id(row.kind, row.moved_to)
    gone = tuple(key for key, snap in snaps.items() if snap.doc is None and key not in moved)
    return PagePlan(tuple(snaps.values()), tuple(left), gone, tuple(moved.items()), tuple(poison))


def departed(row: RemoteRow) -> RemoteRow:
    """Read a record that is not to be had as gone from here; a desk may not know it at all."""
    return row if row.ver else replace(row, what=RowKind.LEFT_SCOPE)


def part_end(registry: Registry, rows: Sequence[RemoteRow], start: int, size: int) -> int:
    """Tell where a part of about ``size`` rows ends: where possible, between two families.

    A record that comes together with what is found under it is indexed once.
    """
    end = min(start + size, len(rows))
    if end == len(rows):
        return end
    for place in range(end, start + size // 2, -1):
        kind = registry.get(rows[place].kind)
        if kind is None or not kind.parent:
            return place
    return end


def concerned(
    kind: Kind, registry: Registry, key: Key, ops: Sequence[Operation]
) -> list[Operation]:
    """List the operations on a record or on its children, such as a reply to a deleted ticket."""
    children = {child.name: child.parent for child in registry.children(kind.name)}
    name, record_id = key
    return [
        op
        for op in ops
        if (op.kind == name and op.record_id == record_id)
        or (
            op.action is Action.CREATE
            and op.kind in children
            and op.patch.set.get(children[op.kind]) == record_id
        )
    ]


def fresh_feed(old: Feed | None, scope: str, epoch: str) -> Feed:
    """Start a complete pull; what is here stays until the new generation is complete.

    While a person chooses what to keep, only reference records and their own tickets come. What
    they choose is then fetched for the first time, whenever the little before it was complete.
    """
    generation = 1 if old is None else old.generation + 1
    begun = old is not None and (old.scope == scope or Scope.from_text(old.scope).queues != ())
    last_sync = old.last_sync if old is not None and begun else ""
    return Feed(scope, "", epoch, generation, last_sync=last_sync)


def must_start_anew(feed: Feed | None, scope: str) -> bool:
    """Tell whether the stored position is of no use for what is kept now."""
    return feed is None or feed.scope != scope


def brake(would_drop: int, total: int) -> bool:
    """Tell whether the end of a pull would drop suspiciously much: more than max(50, 10 %)."""
    return would_drop > max(50, total // 10)
