"""What the person does with stored operations: commit, undo, retry, decide, discard."""

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from deskclient.domain.errors import RefusedError
from deskclient.domain.fields import Value
from deskclient.domain.ids import IdMaker, OpId, RecordId, undo_id
from deskclient.domain.mirrors import stands_alone
from deskclient.domain.operation import Action, Operation, OpProblem, OpState
from deskclient.storage.port import Draft, Rewrite, StagedFile
from deskclient.sync.answers import MOVED, Answers
from deskclient.sync.book import UNDO_SEND, is_readable, is_undo_send
from deskclient.sync.depend import with_dependencies
from deskclient.sync.exchange import blocked_behind
from deskclient.sync.ledger import Ledger
from deskclient.sync.plan_push import dependents_of
from deskclient.sync.rebase import SEND_ANYWAY, decided, folded_conflict, reissued
from deskclient.sync.restore import RESEND
from deskclient.sync.squash import can_fold, can_squash, fold, is_unsent, squash
from deskclient.sync.undo import inverse

_LINEAGE_MOST = 500
_UNDO = "undo"
"""Origin of what is shown at once, as everything the person does."""
_UNDO_SEND = OpProblem(UNDO_SEND, "This is sent in a moment.")


class Resolver:
    """The person's side of the outbox; every method stores before it returns."""

    def __init__(self, ledger: Ledger, answers: Answers, ids: IdMaker) -> None:
        self._ledger = ledger
        self._book = ledger.book
        self._answers = answers
        self._ids = ids
        self._before: dict[OpId, Operation] = {}
        """What an operation of this run swallowed, so that undo brings it back."""
        self._after: dict[OpId, Operation] = {}
        """What a creation became by an edit that was put into it."""

    # --- new operations -----------------------------------------------------------------------

    def commit(
        self,
        ops: Sequence[Operation],
        files: Sequence[StagedFile],
        finished_draft: str,
        origin: str,
        replaces: Sequence[OpId],
    ) -> Sequence[Operation]:
        """W1 and W2; see :meth:`deskclient.sync.engine.Engine.commit`."""
        linked = with_dependencies(self._ledger.registry, ops, self._book.all())
        ready = [self._held(op) for op in linked]
        if len(ready) == 1 and not replaces and not files:
            joined = self._join(ready[0], finished_draft, origin)
            if joined is not None:
                return joined
        return self._ledger.add(
            ready, files=files, replaces=replaces, finished_draft=finished_draft, origin=origin
        )

    def _held(self, op: Operation) -> Operation:
        return op.with_state(OpState.HELD, _UNDO_SEND) if op.hold_until else op

    def _join(self, op: Operation, finished_draft: str, origin: str) -> Sequence[Operation] | None:
        """Put a lone edit together with what waits already; ``None`` if it stands alone."""
        kind = self._ledger.registry[op.kind]
        mine = self._book.of(op.kind, op.record_id)
        alone = stands_alone(kind, op)
        create = None if alone else next((one for one in mine if can_fold(one, op)), None)
        if create is not None:
            self._fold(create, op, finished_draft, origin)
            return (op,)
        last = next((one for one in reversed(mine) if one.unit == op.unit), None)
        if last is None or last.action is not Action.EDIT:
            return None
        if last.state is OpState.CONFLICT:
            self._speak_in_conflict(last, op, finished_draft, origin)
            return (self._book.get(last.op_id) or last,)
        if not can_squash(last, op) or dependents_of(self._book.all(), [last.op_id]):
            return None
        joined = squash(kind, last, op)
        stored = self._ledger.add(
            [] if joined is None else [joined],
            replaces=[last.op_id],
            finished_draft=finished_draft,
            origin=origin,
        )
        self._remember(op.op_id, last)
        return stored

    def _fold(self, create: Operation, edit: Operation, draft_id: str, origin: str) -> None:
        folded = fold(self._ledger.registry[create.kind], create, edit)
        if create.state is OpState.REJECTED:
            # The desk has stored its refusal under the old name.
            self._send_anew(create, folded, draft_id, origin)
            return
        self._ledger.rewrite(Rewrite(put=(folded,), finished_draft=draft_id), origin=origin)
        self._remember(edit.op_id, create)
        self._after[edit.op_id] = folded

    def _send_anew(
        self, op: Operation, content: Operation, draft_id: str = "", origin: str = ""
    ) -> Operation:
        """Send other content in place of an answered operation; what it blocked goes on too."""
        fresh = reissued(content, self._new_id())
        return self._answers.swap(
            {op.op_id: fresh},
            blocked_behind(self._book.all(), [op.op_id]),
            finished_draft=draft_id,
            origin=origin,
        )[0]

    def _speak_in_conflict(
        self, waiting: Operation, edit: Operation, draft_id: str, origin: str
    ) -> None:
        stored = self._book.conflicts(waiting.op_id)
        joined, conflicts = folded_conflict(waiting, edit, [one.conflict for one in stored])
        theirs_ver = stored[0].theirs_ver if stored else 0
        change = Rewrite(
            put=(joined,),
            conflicts={joined.op_id: (conflicts, theirs_ver)},
            finished_draft=draft_id,
        )
        self._ledger.rewrite(change, origin=origin)

    def _remember(self, op_id: OpId, before: Operation) -> None:
        self._before[op_id] = before
        while len(self._before) > _LINEAGE_MOST:
            oldest = next(iter(self._before))
            del self._before[oldest]
            self._after.pop(oldest, None)

    # --- taking back --------------------------------------------------------------------------

    def undo(self, op_ids: Sequence[OpId]) -> Sequence[Operation]:
        """Take back; see :meth:`deskclient.sync.engine.Engine.undo`."""
        inverses: list[Operation] = []
        vanish: list[Operation] = []
        unfold: list[OpId] = []
        for op_id in op_ids:
            op = self._book.get(op_id)
            if op is not None and is_unsent(op):
                vanish.append(op)
            elif op is None and self._is_folded(op_id):
                unfold.append(op_id)
            else:
                inverses += self._inverse(op_id, op)
        if op_ids and not (vanish or unfold or inverses):
            raise RefusedError(
                "This cannot be undone any more",
                "It has been taken back already, or it is too long ago.",
            )
        for op_id in unfold:
            self._unfold(op_id)
        self._vanish(vanish)
        if not inverses:
            return ()
        linked = with_dependencies(self._ledger.registry, inverses, self._book.all())
        return self._ledger.add(linked, origin=_UNDO)

    def _inverse(self, op_id: OpId, op: Operation | None) -> list[Operation]:
        known = op or self._confirmed(op_id)
        # Asked for once more, by somebody who saw the program end before it answered.
        again = self._book.get(undo_id(op_id)) or self._confirmed(undo_id(op_id))
        if known is None or again is not None:
            return []
        kind = self._ledger.registry[known.kind]
        made = inverse(kind, known, undo_id(op_id), self._ledger.board.desk_moment())
        depends = (op_id,) if op is not None and op.state is not OpState.ACKED else ()
        return [replace(made, depends_on=depends)]

    def _confirmed(self, op_id: OpId) -> Operation | None:
        """Give an operation that the desk has confirmed."""
        recent = self._ledger.recent.get(op_id)
        if recent is not None:
            return recent
        log = self._book.outbox.sent_since("")
        return next((one.operation for one in log if one.operation.op_id == op_id), None)

    def _is_folded(self, edit_id: OpId) -> bool:
        """Tell whether an edit became part of a creation that still waits."""
        before = self._before.get(edit_id)
        now = None if before is None else self._book.get(before.op_id)
        return now is not None and is_unsent(now)

    def _unfold(self, edit_id: OpId) -> None:
        """Undo an edit that had become part of a creation which still waits."""
        before, after = self._before.pop(edit_id), self._after.pop(edit_id, None)
        now = self._book.get(before.op_id)
        if now is None or not is_unsent(now):
            return
        doc = dict(before.patch.set) if after is None else _without(before, after, now)
        self._book.replace(replace(now, patch=replace(now.patch, set=doc)))
        self._ledger.show([now], origin=_UNDO)

    def _vanish(self, ops: Sequence[Operation]) -> None:
        """Remove unsent operations; what one had swallowed comes back."""
        if not ops:
            return
        back = [old for op in ops if (old := self._before.pop(op.op_id, None)) is not None]
        chain = dependents_of(self._book.all(), [op.op_id for op in ops])
        removed = [*ops, *(op for op in chain if is_unsent(op))]
        if back:
            fresh = [reissued(old, self._new_id()) for old in back]
            self._ledger.add(fresh, replaces=[op.op_id for op in removed], origin=_UNDO)
        else:
            self._book.discard([op.op_id for op in removed])
        self._ledger.show(removed, origin=_UNDO)

    def take_back(
        self, op_ids: Sequence[OpId], keep: Callable[[Sequence[Operation]], Draft] | None = None
    ) -> Sequence[Operation]:
        """Remove and return operations that are not on the desk, or of which only that is known."""
        ops = [op for one in op_ids if (op := self._book.get(one)) is not None]
        chain = dependents_of(self._book.all(), [op.op_id for op in ops])
        removed = [*ops, *chain]
        if not removed or not all(is_unsent(op) or op.is_unproved for op in removed):
            raise RefusedError(
                "This cannot be taken back",
                "It has been sent, or may have been.",
                "Write another message instead.",
            )
        self._book.discard(
            [op.op_id for op in removed], kept=None if keep is None else keep(tuple(removed))
        )
        self._ledger.show(removed, origin=_UNDO)
        return tuple(removed)

    def discard(self, op_ids: Sequence[OpId]) -> None:
        """Drop operations and everything that depends on them."""
        ops = [op for one in op_ids if (op := self._book.get(one)) is not None]
        chain = dependents_of(self._book.all(), [op.op_id for op in ops])
        removed = [op for op in (*ops, *chain) if op.state not in _ON_THE_WAY]
        self._book.discard([op.op_id for op in removed])
        self._ledger.show(removed)
        self._release_mates(removed)

    def settle(self, op_ids: Sequence[OpId]) -> None:
        """Drop what the person has seen on the desk; what waited for it goes on."""
        ops = [op for one in op_ids if (op := self._book.get(one)) is not None]
        if not any(op.is_unproved for op in ops):
            return
        seen = [op for op in ops if op.state not in _ON_THE_WAY]
        self._book.discard([op.op_id for op in seen])
        self._ledger.show(seen)
        self._release_mates(seen)
        for parent in {parent for op in seen if (parent := self._parent(op))}:
            self._ledger.thread_lost(parent)

    def _parent(self, op: Operation) -> RecordId | None:
        kind = self._ledger.registry.get(op.kind)
        named = None if kind is None or not kind.parent else op.patch.set.get(kind.parent)
        return RecordId(named) if isinstance(named, str) else None

    # --- going on -----------------------------------------------------------------------------

    def retry(self, op_ids: Sequence[OpId]) -> None:
        """Send again what was refused, blocked, held or is in doubt."""
        for op_id in op_ids:
            op = self._book.get(op_id)
            if op is not None:
                self._retry(op)

    def _retry(self, op: Operation) -> None:
        if op.state is OpState.REJECTED:
            self._send_anew(op, op)
        elif op.state is OpState.BLOCKED:
            self._retry_blocked(op)
        elif op.state is OpState.UNCONFIRMED:
            self._requeue([op])
        elif op.state is OpState.HELD:
            self._release(op)

    def _retry_blocked(self, op: Operation) -> None:
        """Retry what it waits for: the chain is one item for the person."""
        needed = [self._book.get(one) for one in op.depends_on]
        group = [
            one
            for one in self._book.all()
            if op.group_id and one.group_id == op.group_id and one.op_id != op.op_id
        ]
        # What it depends on may stand in its group too, and must go once.
        causes = {one.op_id: one for one in (*needed, *group) if one is not None}
        refused = [one for one in causes.values() if one.state is OpState.REJECTED]
        for one in refused:
            self._retry(one)
        current = self._book.get(op.op_id)
        if current is not None and current.state is OpState.BLOCKED and not refused:
            self._again([current])

    def _release_mates(self, ops: Sequence[Operation]) -> None:
        """Let go what waited only for the given operations, or stood in a group with them."""
        groups = {op.group_id for op in ops if op.group_id}
        names = {op.op_id for op in ops}
        mates = [op for op in self._book.all() if op.group_id in groups or op.op_id in names]
        self._again([op for op in mates if op.state is OpState.BLOCKED])

    def _again(self, ops: Sequence[Operation]) -> None:
        """Queue blocked operations; those the desk has answered go under a new name."""
        if ops:
            self._answers.swap({}, ops)

    def _requeue(self, ops: Sequence[Operation]) -> None:
        self._book.set_state(ops, OpState.QUEUED)
        self._ledger.show(ops)

    def send_now(self, op_ids: Sequence[OpId]) -> None:
        """End holds."""
        for op_id in op_ids:
            op = self._book.get(op_id)
            if op is not None and op.state is OpState.HELD:
                self._release(op)

    def _release(self, op: Operation) -> None:
        rule = op.problem.rule if op.problem else ""
        if not is_readable(op):
            # What would go is only its shell, and the desk's word on that would end the real one.
            return
        if rule == "moved_on":
            self._send_anew(op, replace(op, seen_ord=SEND_ANYWAY))
        elif rule == MOVED:
            self._answers.move_edit(op)
        else:
            self._requeue([op])

    def release_due(self, ops: Sequence[Operation]) -> None:
        """End the undo-send time of operations."""
        due = [op for op in ops if is_undo_send(op)]
        if due:
            self._requeue(due)

    def resend(self, op_ids: Sequence[OpId]) -> None:
        """Queue what a restored desk has forgotten; the desk does not know these names."""
        ops = [op for one in op_ids if (op := self._book.get(one)) is not None]
        offered = [op for op in ops if op.problem is not None and op.problem.rule == RESEND]
        self._requeue(offered)

    def decide(self, decisions: Mapping[OpId, Mapping[str, Value]]) -> Sequence[Operation]:
        """Carry out decisions on conflicts."""
        made: list[Operation] = []
        for op_id, values in decisions.items():
            op = self._book.get(op_id)
            if op is not None and op.state is OpState.CONFLICT:
                made += self._decide(op, values)
        return tuple(made)

    def _decide(self, op: Operation, values: Mapping[str, Value]) -> list[Operation]:
        stored = self._book.conflicts(op.op_id)
        conflicts = [one.conflict for one in stored]
        seen_ver = max((one.theirs_ver for one in stored), default=0)
        snap = self._ledger.cache.snap(op.kind, op.record_id)
        doc = snap.doc if snap is not None and snap.doc is not None and snap.ver <= seen_ver else {}
        fresh = decided(op, conflicts, values, (doc, seen_ver), self._new_id())
        if fresh is not None:
            return [self._send_anew(op, fresh)]
        waiting = dependents_of(self._book.all(), [op.op_id])
        self._book.discard([op.op_id])
        self._ledger.show([op])
        self._release_mates([op, *waiting])
        return []

    def _new_id(self) -> OpId:
        return OpId(self._ids.new())


_ON_THE_WAY = frozenset({OpState.INFLIGHT, OpState.ACKED})


def _without(before: Operation, after: Operation, now: Operation) -> dict[str, Value]:
    """Take back what one edit made of a creation, but not what later ones made of it."""
    doc = dict(now.patch.set)
    for name in {*before.patch.set, *after.patch.set}:
        was, became = before.patch.set.get(name), after.patch.set.get(name)
        if was == became or doc.get(name) != became:
            continue
        if name in before.patch.set:
            doc[name] = was
        else:
            del doc[name]
    return doc
