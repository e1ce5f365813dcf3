"""What the desk has confirmed: to notice a restored desk, and to tell what it merged."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from deskclient.domain.operation import Operation, Verdict
from deskclient.storage.codec import decode_doc, encode
from deskclient.storage.composed import Composed, put_into
from deskclient.storage.outbox_rows import Upcast, op_to_row, row_to_op
from deskclient.storage.outbox_tables import op_event, sent_log
from deskclient.storage.port import SentOp

MERGED = "merged"
"""What happened to an operation that went on top of somebody else's change."""
_LATELY = 2_000
"""Among how many of the last events of the audit trail it is looked for."""

put_sent = put_into(sent_log, replacing=True)
forget_sent = Composed(delete(sent_log).where(sent_log.c.op_id == bindparam("op_id")))
old_sent = Composed(delete(sent_log).where(sent_log.c.at < bindparam("before")))
sent_since = Composed(
    select(sent_log)
    .where(sent_log.c.at >= bindparam("since"))
    .order_by(sent_log.c.at, sent_log.c.op_id)
)
_newest = select(func.max(op_event.c.id)).scalar_subquery()
merged_lately = Composed(
    select(sent_log)
    .join(op_event, op_event.c.op_id == sent_log.c.op_id)
    .where(op_event.c.id > _newest - bindparam("lately"), op_event.c.what == bindparam("what"))
    .order_by(op_event.c.id.desc())
    .limit(bindparam("most"))
)


def merged_values(most: int) -> Mapping[str, Any]:
    """Give what :data:`merged_lately` is run with."""
    return {"lately": _LATELY, "what": MERGED, "most": most}


def sent_row(one: Operation, verdict: Verdict, epoch: str, at: str) -> Mapping[str, Any]:
    """Write what the desk has confirmed."""
    return {
        "op_id": one.op_id,
        "operation": encode({**op_to_row(one), "seq": one.seq}),
        "epoch": epoch,
        "at": at,
        "ack_ver": verdict.ver,
        "ack_seq": verdict.seq,
    }


def row_to_sent(row: Mapping[str, Any], upcasts: Mapping[int, Upcast]) -> SentOp:
    """Read it."""
    return SentOp(
        operation=row_to_op(decode_doc(row["operation"]), upcasts),
        ack_ver=row["ack_ver"],
        ack_seq=row["ack_seq"],
        epoch=row["epoch"],
        at=row["at"],
    )
