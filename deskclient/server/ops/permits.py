"""Who may create, change and delete what."""

from deskclient.backends.native.wire import WireOp
from deskclient.domain.fields import Doc
from deskclient.domain.kind import Kind, Reach
from deskclient.server.access.principal import Principal, Right
from deskclient.server.ops.verdicts import forbidden_op
from deskclient.server.records.stored import PERSONAL, QUEUE, Stored

LEADS_ONLY = frozenset({"queue", "line", "category"})
"""Reference kinds that make up the order of the desk; the others any colleague keeps."""


def may_create(principal: Principal, kind: Kind, op: WireOp, doc: Doc, root: Stored | None) -> None:
    """Refuse a creation that the rights do not cover."""
    if kind.reach is Reach.QUEUE:
        if not principal.may(str(doc.get("queue")), Right.WORK):
            raise forbidden_op(op, "You may not create this in the queue.")
    elif root is not None:
        may_write(principal, kind, op, root)
    elif kind.name == "queue" and not principal.is_administrator:
        raise forbidden_op(op, "Only an administrator creates queues.")
    elif kind.name in LEADS_ONLY and not principal.leads:
        raise forbidden_op(op, "Only leads and administrators change the order of the desk.")


def may_write(principal: Principal, kind: Kind, op: WireOp, root: Stored) -> None:
    """Refuse a change of a record (or of what belongs to it) that the rights do not cover."""
    keys = root.keys
    if keys.reach == QUEUE:
        if not principal.may(keys.queue, Right.WORK):
            raise forbidden_op(op, "You may only read in this queue.")
    elif keys.reach == PERSONAL:
        if keys.owner != principal.person_id and not principal.leads:
            raise forbidden_op(op, "This belongs to somebody else.")
    elif kind.name in LEADS_ONLY and not principal.leads:
        raise forbidden_op(op, "Only leads and administrators change the order of the desk.")
    elif kind.name == "person":
        _may_write_person(principal, op, root)


def _may_write_person(principal: Principal, op: WireOp, root: Stored) -> None:
    own = root.id == principal.person_id
    if root.doc.get("is_agent") is True and not own and not principal.leads:
        raise forbidden_op(op, "Only leads and administrators change colleagues.")


def may_move(principal: Principal, op: WireOp, before: Doc, after: Doc) -> None:
    """Refuse to hand a record over to a queue the person may not even read."""
    target = after.get("queue")
    if target != before.get("queue") and not principal.may(str(target), Right.READ):
        raise forbidden_op(op, "You may not hand this over to a queue you cannot see.")


def may_delete(principal: Principal, kind: Kind, op: WireOp, root: Stored) -> None:
    """Refuse a deletion that the rights do not cover."""
    if root.keys.reach == QUEUE:
        if not principal.may(root.keys.queue, Right.MANAGE):
            raise forbidden_op(op, "Only who manages the queue may delete this.")
    elif root.keys.reach == PERSONAL:
        may_write(principal, kind, op, root)
    elif not principal.leads:
        raise forbidden_op(op, "Only leads and administrators may delete this.")
