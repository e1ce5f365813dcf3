"""Queues as an operator knows them: by their short names."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, select

from deskclient.backends.native.wire import WireOp, WirePatch
from deskclient.server.access.principal import Principal, Role
from deskclient.server.database.schema import RECORD
from deskclient.server.desk import Desk
from deskclient.server.ops.apply import apply_op
from deskclient.server.ops.verdicts import RefusedOp

_OPERATOR = Principal("", "operator", Role.ADMINISTRATOR, 0, {})
"""Whoever may open the database file needs no account."""


class QueueError(ValueError):
    """The queue cannot be made; the text says why."""


def queue_slugs(connection: Connection) -> Mapping[str, str]:
    """Give the ids of all queues by short name."""
    query = select(RECORD.c.id, RECORD.c.doc).where(
        RECORD.c.kind == "queue", RECORD.c.gone.is_(False)
    )
    return {
        str(msgspec.json.decode(doc).get("slug")): record_id
        for record_id, doc in connection.execute(query)
    }


def create_queue(desk: Desk, slug: str, name: str) -> str:
    """Make a queue under the rules that hold for everybody; give its id.

    Raises:
        QueueError: the short name is taken, or the desk's own checks refuse it.
    """
    patch = WirePatch(set={"name": name, "slug": slug})
    op = WireOp(desk.new_id(), "queue", desk.new_id(), "create", patch)
    try:
        with desk.ledger.writing() as change:
            if slug in queue_slugs(change.connection):
                msg = f"There is a queue {slug} already."
                raise QueueError(msg)
            apply_op(change, _OPERATOR, op)
    except RefusedOp as refused:
        problem = refused.verdict.problem
        raise QueueError(problem.detail if problem else refused.verdict.verdict) from refused
    return op.id
