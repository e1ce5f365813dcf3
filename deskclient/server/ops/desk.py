"""Takes batches of operations: one transaction each, or one for a whole group.

Whatever the desk says for good, also a refusal, is stored under the operation's id. A copy that a
proxy delivers late is answered with it and never judged again: by then the person may have thrown
the operation away, or sent it anew under another id. What has to wait (``retry_later``,
``blocked``) is not stored; it comes again under its own id.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError

from deskclient.backends.native.wire import WireOp, WireVerdict
from deskclient.domain.ids import is_uuid7
from deskclient.domain.times import to_millis
from deskclient.server.access.accounts import Accounts
from deskclient.server.access.principal import Principal
from deskclient.server.database.facts import FactBook
from deskclient.server.database.prepared import Prepared, places
from deskclient.server.database.schema import OP_RESULT
from deskclient.server.ops.apply import apply_op
from deskclient.server.ops.checks import root_of
from deskclient.server.ops.intake import Received, Unreadable, payload_digest
from deskclient.server.ops.verdicts import (
    ACCEPTED,
    BLOCKED,
    DUPLICATE,
    RETRY_LATER,
    RefusedOp,
    forbidden_op,
    is_final,
    refusal_of,
    refusal_text,
    refuse,
    rejected,
)
from deskclient.server.problems import forbidden
from deskclient.server.records.ledger import Ledger, Writing, find
from deskclient.server.records.stored import Stored

_LOG = logging.getLogger(__name__)
_COLUMNS = tuple(OP_RESULT.c.keys())
_FIND = Prepared(select(OP_RESULT).where(OP_RESULT.c.op_id == bindparam("op")))
_KEEP = Prepared(insert(OP_RESULT).values(places(_COLUMNS)))
_FIND_MANY = select(OP_RESULT).where(OP_RESULT.c.op_id.in_(bindparam("ops", expanding=True)))
_KNOWN = select(OP_RESULT.c.op_id).where(
    OP_RESULT.c.op_id.in_(bindparam("ops", expanding=True)), OP_RESULT.c.verdict.in_(ACCEPTED)
)
_PASSING = (OperationalError, OSError)
"""Faults of the moment: no verdict on the operation."""


class OpDesk:
    """Where operations arrive."""

    def __init__(self, ledger: Ledger, accounts: Accounts, facts: FactBook) -> None:
        self._ledger = ledger
        self._accounts = accounts
        self._facts = facts

    def take(self, principal: Principal, batch: Received) -> list[WireVerdict]:
        """Carry out a batch in its order; one verdict for each operation.

        Raises:
            CallError: the batch belongs to somebody else, who must sign in to send it.
        """
        if batch.person_id != principal.person_id:
            raise forbidden("These operations belong to another person.", "other_person")
        verdicts: list[WireVerdict] = []
        waiting: set[tuple[str, str]] = set()
        for run in _runs(batch.ops):
            told = self._run(principal, batch.client_id, run, waiting)
            for op, verdict in zip(run, told, strict=True):
                if isinstance(op, WireOp) and verdict.verdict in {RETRY_LATER, BLOCKED}:
                    waiting.add((op.kind, op.id))
            verdicts += told
        return verdicts

    def _run(
        self,
        principal: Principal,
        client_id: str,
        run: Sequence[WireOp | Unreadable],
        waiting: set[tuple[str, str]],
    ) -> list[WireVerdict]:
        ops = [one for one in run if isinstance(one, WireOp)]
        if len(ops) < len(run):
            return [
                one.verdict if isinstance(one, Unreadable) else _group_failed(one) for one in run
            ]
        if any((op.kind, op.id) in waiting for op in ops):
            return [_behind(op) for op in ops]
        return self._carry_out(principal, client_id, ops)

    def _carry_out(
        self, principal: Principal, client_id: str, ops: Sequence[WireOp]
    ) -> list[WireVerdict]:
        try:
            with self._ledger.writing() as change:
                return self._judge(change, principal, client_id, ops)
        except (DBAPIError, OSError) as error:
            # Also where only the verdict could not be stored: then it must not be told either.
            level = logging.WARNING if isinstance(error, _PASSING) else logging.ERROR
            _LOG.log(level, "An operation has to wait: %s", error)
            return [
                refuse(op, RETRY_LATER, "storage", "The desk cannot write now.").verdict
                for op in ops
            ]

    def _judge(
        self, change: Writing, principal: Principal, client_id: str, ops: Sequence[WireOp]
    ) -> list[WireVerdict]:
        """Carry operations out as a whole, or store why not; both under the same commit."""
        told: list[WireVerdict] = []
        at = ops[0]
        try:
            with change.attempt():
                for at in ops:
                    told.append(self._one(change, principal, client_id, at))
        except RefusedOp as refused:
            failed = refused.verdict
            if refused.is_new and is_final(failed):
                self._keep(change, principal, client_id, at, failed)
        except _PASSING:
            raise
        except Exception:  # noqa: BLE001 - logged, and told as the verdict
            # One operation that trips over a fault of ours must not hold up the rest.
            _LOG.exception("An operation failed.")
            failed = rejected(at, "server_fault", "The desk failed at this change.").verdict
            self._keep(change, principal, client_id, at, failed)
        else:
            return told
        return [failed if op is at else _group_failed(op) for op in ops]

    def _one(
        self, change: Writing, principal: Principal, client_id: str, op: WireOp
    ) -> WireVerdict:
        found = _FIND.first(change.connection, {"op": op.op_id})
        now = self._accounts.principal(change.connection, principal.person_id)
        if found is not None:
            stored = dict(zip(_COLUMNS, found, strict=True))
            if stored["person_id"] != principal.person_id or stored["digest"] != payload_digest(op):
                raise rejected(op, "op_id_reuse", "The operation's id was used for another one.")
            shown = None if now is None else self._shown(change, now, op)
            return _again(stored, shown)
        if now is None:
            raise forbidden_op(op, "This account is switched off.")
        self._check_order(change.connection, op)
        verdict = apply_op(change, now, op)
        self._keep(change, principal, client_id, op, verdict)
        return verdict

    def _keep(
        self,
        change: Writing,
        principal: Principal,
        client_id: str,
        op: WireOp,
        verdict: WireVerdict,
    ) -> None:
        """Store a verdict, so that the operation is never judged another time."""
        result = {
            "op_id": op.op_id,
            "person_id": principal.person_id,
            "client_id": client_id[:64],
            "digest": payload_digest(op),
            "verdict": verdict.verdict,
            "kind": op.kind[:40],
            "id": verdict.id,
            "ver": verdict.ver,
            "seq": verdict.seq,
            "at": change.now,
            "answer": "" if verdict.verdict in ACCEPTED else refusal_text(verdict),
        }
        _KEEP.run(change.connection, result)

    def _shown(self, change: Writing, principal: Principal, op: WireOp) -> Stored | None:
        """Give the record as it is now, if the person still may see it."""
        row = find(change.connection, op.kind, op.id)
        if row is None or row.gone or not principal.sees(root_of(change, row).keys):
            return None
        return row

    def _check_order(self, connection: Connection, op: WireOp) -> None:
        """Refuse what must come after something that has not come.

        Verdicts older than the desk's memory count as applied: if they were not, the record
        they made is missing, which the other checks tell.
        """
        if not op.depends_on:
            return
        found = connection.execute(_KNOWN, {"ops": op.depends_on}).scalars().all()
        since = to_millis(self._facts.read(connection).known_since)
        missing = {one for one in set(op.depends_on) - set(found) if _made_at(one) >= since}
        if missing:
            names = ", ".join(sorted(missing))[:200]
            raise refuse(op, BLOCKED, "depends_on", f"These have not been applied: {names}")

    def verdicts(
        self, connection: Connection, principal: Principal, op_ids: Sequence[str]
    ) -> list[WireVerdict]:
        """Give the stored verdicts of the person's own operations."""
        rows = connection.execute(_FIND_MANY, {"ops": list(op_ids)}).mappings().all()
        return [
            _stored_verdict(dict(row), row["verdict"])
            for row in rows
            if row["person_id"] == principal.person_id
        ]


def _made_at(op_id: str) -> int:
    """Read the milliseconds in a UUIDv7; other ids count as new."""
    return int(op_id.replace("-", "")[:12], 16) if is_uuid7(op_id) else 1 << 48


def _runs(ops: Sequence[WireOp | Unreadable]) -> Iterator[list[WireOp | Unreadable]]:
    """Cut a batch into transactions: neighbours of one group together, all others alone."""
    numbered = enumerate(ops)

    def name(entry: tuple[int, WireOp | Unreadable]) -> tuple[str, int]:
        number, op = entry
        return (op.group, 0) if op.group else ("", number)

    for _, run in groupby(numbered, key=name):
        yield [op for _, op in run]


def _again(stored: Mapping[str, Any], row: Stored | None) -> WireVerdict:
    """Repeat a stored verdict; the document only goes along while it is the one of then.

    Raises:
        RefusedOp: that was the verdict.
    """
    same = row is not None and row.ver == stored["ver"]
    doc = dict(row.doc) if same and row is not None else None
    if stored["verdict"] in ACCEPTED:
        return msgspec.structs.replace(_stored_verdict(stored, DUPLICATE), doc=doc)
    refusal = msgspec.structs.replace(_stored_verdict(stored, stored["verdict"]), doc=doc)
    raise RefusedOp(refusal, is_new=False)


def _stored_verdict(stored: Mapping[str, Any], name: str) -> WireVerdict:
    if stored["answer"]:
        return refusal_of(stored["answer"])
    return WireVerdict(stored["op_id"], name, id=stored["id"], ver=stored["ver"], seq=stored["seq"])


def _group_failed(op: WireOp) -> WireVerdict:
    return refuse(op, BLOCKED, "group", "Another change of the same group was refused.").verdict


def _behind(op: WireOp) -> WireVerdict:
    return refuse(op, BLOCKED, "order", "An earlier change of the same record waits.").verdict
