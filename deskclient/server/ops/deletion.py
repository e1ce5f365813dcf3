"""Taking records away: only unchanged ones, only unused ones, only by those who may."""

from sqlalchemy import bindparam, select

from deskclient.backends.native.wire import WireOp, WireVerdict
from deskclient.domain.kind import Kind
from deskclient.server.access.principal import Principal
from deskclient.server.database.prepared import Prepared
from deskclient.server.database.schema import RECORD
from deskclient.server.ops.linking import write_far_ends
from deskclient.server.ops.permits import may_delete
from deskclient.server.ops.verdicts import accepted, rejected
from deskclient.server.records.ledger import Writing
from deskclient.server.records.stored import REFERENCE, Stored

_USES = Prepared(
    select(RECORD.c.key)
    .where(
        RECORD.c.gone.is_(False),
        RECORD.c.key != bindparam("own"),
        RECORD.c.doc.like(bindparam("quoted")),
    )
    .limit(1)
)


def delete(
    change: Writing, principal: Principal, kind: Kind, op: WireOp, row: Stored, root: Stored
) -> WireVerdict:
    """Delete a record with everything that belongs to it.

    Raises:
        RefusedOp: it changed since the person looked, is in use, or may not be deleted.
    """
    if kind.append_only:
        raise rejected(op, "append_only", "This cannot be taken back once it is written.")
    may_delete(principal, kind, op, root)
    if op.base_ver != row.ver:
        raise rejected(op, "changed", "Somebody changed the record since you looked.")
    if row.keys.reach == REFERENCE:
        quoted = f'%"{row.id}"%'
        used = _USES.first(change.connection, {"own": row.key, "quoted": quoted})
        if used is not None:
            raise rejected(op, "in_use", "Other records still refer to it; switch it off instead.")
    write_far_ends(change, kind, row.id, (row.doc, {}), principal.person_id, op.acted_at)
    return accepted(op, change.bury(row, principal.person_id))
