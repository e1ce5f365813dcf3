"""Who may read a content: whoever sees a record that names it, or sent it."""

from sqlalchemy import Connection, bindparam, select

from deskclient.server.access.principal import Principal
from deskclient.server.database.schema import FILE_USE, RECORD, UPLOAD
from deskclient.server.records.stored import Keys

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
