"""A desk in memory with rules of its own: merges, once-only operations, a feed in order."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from deskclient.backends.port import RemoteRow, RowKind, SizeEstimate, UploadState
from deskclient.domain.digest import add_digest, row_digest
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.kind import Registry
from deskclient.domain.merge import merge_patch
from deskclient.domain.operation import (
    APPLIED,
    Action,
    Operation,
    OpProblem,
    Verdict,
    VerdictKind,
)
from deskclient.domain.scope import Scope

Key = tuple[str, str]


def anything_goes(op: Operation) -> Verdict | None:
    """The rule of a desk that refuses nothing by itself."""
    return None


@dataclass
class Rec:
    """One record as the desk has it."""

    doc: dict[str, Value] | None
    ver: int = 1
    seq: int = 0
    moved_to: str = ""
    by_others: bool = False
    """Whether its last version is another person's."""


@dataclass
class _State:
    """What a backup holds."""

    records: dict[Key, Rec] = field(default_factory=dict)
    results: dict[OpId, tuple[str, Verdict]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    seq: int = 0


class PlainDesk:
    """The desk's side; what goes wrong on the way is the unkind desk's."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.instance = "instance-1"
        self.epoch = "epoch-1"
        self.state = _State()
        self.effects: list[OpId] = []
        """Every operation that had an effect, in order: must be free of repeats."""
        self.rule: Callable[[Operation], Verdict | None] = anything_goes
        """May answer an operation before the desk does: rights, required fields."""
        self.uploads: dict[str, tuple[str, int, bytearray]] = {}
        self.now = "2026-11-23T09:00:00.000Z"

    # --- colleagues and administrators ----------------------------------------------------------

    def have(self, kind: str, record_id: str, **doc: Value) -> None:
        """Let a record be there, or change some of its fields, by another person's hand."""
        known = self.state.records.get((kind, record_id))
        before = {} if known is None or known.doc is None else known.doc
        self._put((kind, record_id), {**before, **doc}).by_others = True

    def delete(self, kind: str, record_id: str) -> None:
        """Let somebody delete a record."""
        self._put((kind, record_id), None)

    def merge(self, ticket: str, survivor: str) -> None:
        """Let somebody merge a ticket into another one."""
        self._put(("ticket", ticket), None, moved_to=survivor)

    def doc(self, kind: str, record_id: str) -> Doc:
        """A record's content; empty if it is gone."""
        rec = self.state.records.get((kind, record_id))
        return {} if rec is None or rec.doc is None else rec.doc

    def all_of(self, kind: str) -> dict[str, Doc]:
        """All living records of a kind."""
        return {
            key[1]: rec.doc
            for key, rec in self.state.records.items()
            if key[0] == kind and rec.doc is not None
        }

    def backup(self) -> object:
        """Copy everything a backup would hold."""
        return copy.deepcopy(self.state)

    def restore(self, backup: object) -> None:
        """Go back to a backup; the epoch tells those who ask."""
        assert isinstance(backup, _State)
        self.state = copy.deepcopy(backup)
        self.epoch = f"{self.epoch}+"
        self.effects = [one for one in self.effects if one in self.state.results]

    # --- operations -----------------------------------------------------------------------------

    def take(self, ops: Sequence[Operation]) -> list[Verdict]:
        """Answer a batch; a group has an effect as a whole or not at all."""
        before = copy.deepcopy(self.state), list(self.effects)
        verdicts = [self._answer(op) for op in ops]
        failed = {
            op.group_id
            for op, verdict in zip(ops, verdicts, strict=True)
            if op.group_id and verdict.kind not in APPLIED
        }
        if not failed:
            return verdicts
        self.state, self.effects = before
        return [
            self._spared(op, verdict) if op.group_id in failed else self._answer(op)
            for op, verdict in zip(ops, verdicts, strict=True)
        ]

    def _spared(self, op: Operation, verdict: Verdict) -> Verdict:
        if verdict.kind not in APPLIED:
            return verdict
        return Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED)

    def _answer(self, op: Operation) -> Verdict:
        payload = repr((op.kind, op.record_id, op.action, op.patch))
        known = self.state.results.get(op.op_id)
        if known is not None:
            if known[0] != payload:
                return _rejected(op, "op_id_reuse")
            again = known[1]
            return replace(again, kind=VerdictKind.DUPLICATE) if again.kind in APPLIED else again
        if any(dep not in self.state.results for dep in op.depends_on):
            return Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED)
        if any(self.state.results[dep][1].kind not in APPLIED for dep in op.depends_on):
            return Verdict(op_id=op.op_id, kind=VerdictKind.BLOCKED)
        verdict = self.rule(op) or self._act(op)
        if verdict.kind not in {VerdictKind.BLOCKED, VerdictKind.RETRY_LATER}:
            self.state.results[op.op_id] = payload, verdict
        if verdict.kind in APPLIED:
            self.effects.append(op.op_id)
        return verdict

    def _act(self, op: Operation) -> Verdict:
        key = (op.kind, str(op.record_id))
        if op.action is Action.CREATE:
            return self._create(op, key)
        rec = self.state.records.get(key)
        if rec is not None and rec.moved_to:
            moved = ServerId(rec.moved_to)
            return Verdict(op_id=op.op_id, kind=VerdictKind.MOVED, moved_to=moved)
        if rec is None or rec.doc is None:
            return Verdict(op_id=op.op_id, kind=VerdictKind.GONE)
        if op.action is Action.DELETE:
            return self._applied(op, self._put(key, None))
        merged = merge_patch(self.registry[op.kind], rec.doc, op.patch, op.base)
        if merged.conflicts:
            return Verdict(
                op_id=op.op_id,
                kind=VerdictKind.CONFLICT,
                server_id=ServerId(key[1]),
                ver=rec.ver,
                seq=rec.seq,
                doc=dict(rec.doc),
                conflicts=merged.conflicts,
            )
        went_on = 0 < op.base_ver < rec.ver and rec.by_others
        stored = self._put(key, dict(merged.doc))
        return self._applied(op, stored, rebased=merged.rebased or went_on)

    def _create(self, op: Operation, key: Key) -> Verdict:
        kind = self.registry[op.kind]
        doc = kind.with_defaults(op.patch.set)
        parent = doc.get(kind.parent) if kind.parent else None
        if isinstance(parent, str):
            home = self.state.records.get((kind.field_map[kind.parent].ref, parent))
            if home is not None and home.moved_to:
                moved = ServerId(home.moved_to)
                return Verdict(op_id=op.op_id, kind=VerdictKind.MOVED, moved_to=moved)
            if home is None or home.doc is None:
                return Verdict(op_id=op.op_id, kind=VerdictKind.GONE)
        if op.kind == "attachment" and doc.get("sha256") not in self.state.files:
            return _rejected(op, "no_file")
        if op.kind == "ticket":
            doc["number"] = 1000 + len(self.state.records)
        doc["created_at"] = self.now
        return self._applied(op, self._put(key, doc))

    def _applied(self, op: Operation, rec: Rec, *, rebased: bool = False) -> Verdict:
        return Verdict(
            op_id=op.op_id,
            kind=VerdictKind.MERGED if rebased else VerdictKind.APPLIED,
            server_id=ServerId(str(op.record_id)),
            ver=rec.ver,
            seq=rec.seq,
            doc=None if rec.doc is None else dict(rec.doc),
        )

    def _put(self, key: Key, doc: dict[str, Value] | None, moved_to: str = "") -> Rec:
        old = self.state.records.get(key)
        self.state.seq += 1
        rec = Rec(doc, 1 if old is None else old.ver + 1, self.state.seq, moved_to)
        self.state.records[key] = rec
        return rec

    # --- the feed -------------------------------------------------------------------------------

    def row(self, key: Key, scope: Scope | None = None) -> RemoteRow:
        """One record as a row of the feed."""
        rec = self.state.records.get(key)
        server_id = ServerId(key[1])
        if rec is None or rec.doc is None:
            ver, seq = (0, 0) if rec is None else (rec.ver, rec.seq)
            moved = ServerId(rec.moved_to) if rec is not None and rec.moved_to else None
            return RemoteRow(key[0], server_id, ver, seq, RowKind.TOMBSTONE, None, moved)
        if scope is not None and not self.in_scope(key, scope):
            return RemoteRow(key[0], server_id, rec.ver, rec.seq, RowKind.LEFT_SCOPE)
        return RemoteRow(key[0], server_id, rec.ver, rec.seq, RowKind.PUT, dict(rec.doc))

    def in_scope(self, key: Key, scope: Scope) -> bool:
        """Whether a record belongs to what a client keeps."""
        rec = self.state.records[key]
        if rec.doc is None:
            return False
        if scope.queues is None or key[0] != "ticket":
            return True
        return rec.doc.get("queue") in scope.queues

    def after(self, seq: int, scope: Scope, limit: int) -> list[RemoteRow]:
        """The rows of the feed after a position, each record once."""
        changed = sorted((rec.seq, key) for key, rec in self.state.records.items() if rec.seq > seq)
        return [self.row(key, scope) for _, key in changed[:limit]]

    def living(self, scope: Scope) -> list[Key]:
        """Everything in the scope."""
        return sorted(key for key in self.state.records if self.in_scope(key, scope))

    def digest(self, scope: Scope) -> tuple[int, str]:
        """Count and digest of the scope."""
        total, keys = 0, self.living(scope)
        for kind, one in keys:
            total = add_digest(total, row_digest(kind, one, self.state.records[kind, one].ver))
        return len(keys), f"{total:016x}"

    def size(self, scope: Scope) -> SizeEstimate:
        """What the scope would cost."""
        keys = self.living(scope)
        tickets = sum(kind == "ticket" for kind, _ in keys)
        return SizeEstimate(tickets, len(keys), 1000 * len(keys), 0)

    # --- files ----------------------------------------------------------------------------------

    def start_upload(self, sha256: str, size: int) -> UploadState:
        """Announce a file."""
        if sha256 in self.state.files:
            return UploadState(f"up-{sha256[:8]}", size, complete=True)
        upload_id = f"up-{sha256[:8]}-{len(self.uploads)}"
        self.uploads[upload_id] = sha256, size, bytearray()
        return UploadState(upload_id, 0, complete=False)


def _rejected(op: Operation, rule: str, name: str = "") -> Verdict:
    problem = OpProblem(rule, "The desk does not accept this.", name)
    return Verdict(op_id=op.op_id, kind=VerdictKind.REJECTED, problem=problem)


def rejecting(
    rule: str, *, kinds: tuple[str, ...] = (), name: str = ""
) -> Callable[[Operation], Verdict | None]:
    """Make a rule that refuses operations of some kinds, or all."""
    return lambda op: _rejected(op, rule, name) if not kinds or op.kind in kinds else None
