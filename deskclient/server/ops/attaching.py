"""The link between an attachment record and the content that was uploaded for it."""

from sqlalchemy import insert

from deskclient.backends.native.wire import WireOp
from deskclient.server.access.principal import Principal
from deskclient.server.database.schema import FILE_USE
from deskclient.server.files.attachments import readable_size
from deskclient.server.ops.verdicts import RETRY_LATER, refuse, rejected
from deskclient.server.records.ledger import Writing, find
from deskclient.server.records.stored import Stored


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
