"""The link between an attachment record and the content that was uploaded for it."""

from sqlalchemy import Connection, bindparam, insert, select

from deskclient.backends.native.wire import WireOp
from deskclient.server.access.principal import Principal
from deskclient.server.database.schema import FILE_USE, RECORD, UPLOAD
from deskclient.server.ops.verdicts import RETRY_LATER, refuse, rejected
from deskclient.server.records.ledger import Writing, find
from deskclient.server.records.stored import Keys, Stored

_UPLOADED = (
    select(UPLOAD.c.size)
    .where(
        UPLOAD.c.sha256 == bindparam("sha"),
        UPLOAD.c.person_id == bindparam("person"),
        UPLOAD.c.complete.is_(True),
    )
    .limit(1)
)
_ROOT = RECORD.alias("root")
_USES = (
    select(
        FILE_USE.c.size,
        _ROOT.c.reach,
        _ROOT.c.queue_id,
        _ROOT.c.owner_id,
        _ROOT.c.watchers,
        _ROOT.c.shared,
        _ROOT.c.open,
        _ROOT.c.updated_at,
    )
    .join_from(FILE_USE, RECORD, RECORD.c.key == FILE_USE.c.rec)
    .join(_ROOT, _ROOT.c.key == RECORD.c.root_key)
    .where(
        FILE_USE.c.sha256 == bindparam("sha"),
        RECORD.c.gone.is_(False),
        _ROOT.c.gone.is_(False),
    )
)


def readable_size(connection: Connection, principal: Principal, sha256: str) -> int | None:
    """Give the size of a content the person may read: attached where they see it, or their own.

    Knowing a digest is no right: a content somebody else uploaded must be sent again.
    """
    own = connection.execute(_UPLOADED, {"sha": sha256, "person": principal.person_id}).scalar()
    if own is not None:
        return int(own)
    for size, *keys in connection.execute(_USES, {"sha": sha256}):
        if principal.sees(Keys(*keys)):
            return int(size)
    return None


def link_attachment(change: Writing, principal: Principal, op: WireOp, row: Stored) -> None:
    """Prove that the content is here as described, and that the entry is of the same ticket.

    Raises:
        RefusedOp: the upload is missing (it may still come), or does not fit.
    """
    doc = row.doc
    sha256, size = str(doc.get("sha256")), doc.get("size")
    there = readable_size(change.connection, principal, sha256)
    if there is None:
        raise refuse(op, RETRY_LATER, "upload_missing", "The file has not arrived yet.", "sha256")
    if there != size:
        raise rejected(op, "size", "The file has another size than was said.", "size")
    entry = find(change.connection, "entry", str(doc.get("entry")))
    if entry is None or entry.root_key != row.root_key:
        raise rejected(op, "reference", "The entry belongs to another ticket.", "entry")
    use = {"sha256": sha256, "rec": row.key, "size": there}
    change.connection.execute(insert(FILE_USE), use)
