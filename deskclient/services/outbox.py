"""What waits, in the person's terms: operations grouped into items, with what happened to them."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from typing_extensions import override

from deskclient.domain.errors import RefusedError
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import Action, FieldConflict, Operation, OpState, by_act
from deskclient.services.api import Decision, OutboxDesk, OutboxItem
from deskclient.services.drafts import DraftBox
from deskclient.services.engine_link import EngineLink, chain
from deskclient.services.engine_port import RunningEngine
from deskclient.services.export import ReadFile, Unsent, collect_unsent, export_unsent
from deskclient.services.op_maker import OpMaker, about, what_of
from deskclient.services.taken_back import NEW_TICKET, new_ticket_draft, text_draft
from deskclient.services.waiting_chain import behind
from deskclient.storage.port import Draft, Outbox, Reader, RecordView, StagedFile

_RESEND = "resend"
_MERGED_MOST = 20
_TEXTS = frozenset({"reply", "note"})


class Waiting(Struct, frozen=True):
    """The outbox at one moment, as read in the engine's thread."""

    ops: tuple[Operation, ...] = ()
    conflicts: Mapping[OpId, tuple[FieldConflict, ...]] = field(default_factory=dict)
    files: Mapping[str, StagedFile] = field(default_factory=dict)
    """Progress of outgoing files by SHA-256."""


def read_waiting(outbox: Outbox) -> Waiting:
    """Read the outbox; called in the engine's thread."""
    ops = tuple(op for op in outbox.pending() if op.state is not OpState.ACKED)
    conflicts: dict[OpId, tuple[FieldConflict, ...]] = {}
    if any(op.state is OpState.CONFLICT for op in ops):
        for stored in outbox.conflicts():
            conflicts[stored.op_id] = (*conflicts.get(stored.op_id, ()), stored.conflict)
    digests = {str(op.patch.set.get("sha256")) for op in ops if op.kind == "attachment"}
    files = {sha: file for sha in digests if (file := outbox.staged(sha)) is not None}
    return Waiting(ops, conflicts, files)


class OutboxParts(Struct, frozen=True):
    """What the outbox works with."""

    link: EngineLink
    reader: Reader
    registry: Registry
    drafts: DraftBox
    maker: OpMaker
    read_file: ReadFile
    read_unsent: Callable[[], Unsent]
    """The way to unsent work where no engine runs."""
    in_background: Callable[[Callable[[], int]], "Future[int]"]


class OutboxView(OutboxDesk):
    """Used from the UI thread; :meth:`show` is called from the engine's."""

    def __init__(self, parts: OutboxParts) -> None:
        self._parts = parts
        self._waiting = Waiting()
        self._made: tuple[Waiting, tuple[OutboxItem, ...]] | None = None

    def show(self, waiting: Waiting) -> None:
        """Take over what waits now."""
        self._waiting = waiting

    def concerns(self, kind: str, ids: Sequence[RecordId]) -> bool:
        """Tell whether a change of these records may be one of what waits."""
        wanted = frozenset(ids)
        return any(op.kind == kind and op.record_id in wanted for op in self._waiting.ops)

    @override
    def items(self) -> Sequence[OutboxItem]:
        waiting = self._waiting
        if self._made is None or self._made[0] is not waiting:
            self._made = (waiting, self._build(waiting))
        return self._made[1]

    @override
    def retry(self, op_ids: Sequence[OpId]) -> None:
        ids = tuple(op_ids)
        self._parts.link.call(lambda engine: engine.retry(ids))

    @override
    def discard(self, op_ids: Sequence[OpId]) -> None:
        ids = tuple(op_ids)
        self._parts.link.call(lambda engine: engine.discard(ids))

    @override
    def settle(self, op_ids: Sequence[OpId]) -> None:
        ids = tuple(op_ids)
        self._parts.link.call(lambda engine: engine.settle(ids))

    @override
    def send_now(self, op_ids: Sequence[OpId]) -> None:
        ids = tuple(op_ids)
        self._parts.link.call(lambda engine: engine.send_now(ids))

    @override
    def back_to_draft(self, op_ids: Sequence[OpId]) -> "Future[Draft]":
        ids = tuple(op_ids)
        return self._parts.link.call_running(lambda running: self._to_text(running, ids))

    @override
    def as_new_ticket(self, op_ids: Sequence[OpId]) -> "Future[Draft]":
        ids = tuple(op_ids)
        return self._parts.link.call_running(lambda running: self._to_new_ticket(running, ids))

    @override
    def decide(self, decisions: Sequence[Decision]) -> None:
        chosen = {one.op_id: dict(one.values) for one in decisions}
        self._parts.link.call(lambda engine: engine.decide(chosen))

    @override
    def merged(self) -> "Future[Sequence[Operation]]":
        return self._parts.link.call_running(
            lambda running: [one.operation for one in running.outbox.merged_lately(_MERGED_MOST)]
        )

    @override
    def in_words(self, ops: Sequence[Operation]) -> Sequence[OutboxItem]:
        return self._build(Waiting(tuple(ops)))

    @override
    def resend(self, op_ids: Sequence[OpId]) -> None:
        ids = tuple(op_ids)
        self._parts.link.call(lambda engine: engine.resend(ids))

    @override
    def export(self, target: Path) -> "Future[int]":
        parts = self._parts
        self.items()  # for the titles
        answer: Future[int] = Future()
        answer.set_running_or_notify_cancel()

        def write(unsent: Unsent) -> None:
            work = parts.in_background(
                lambda: export_unsent(target, unsent, parts.registry, parts.read_file)
            )
            work.add_done_callback(lambda done: _pass_on(done, answer))

        chain(self.collect(), write).add_done_callback(lambda done: _fail_on(done, answer))
        return answer

    def collect(self) -> "Future[Unsent]":
        """Read all unsent work, through the engine or, where none runs, from the file."""
        asked = self._parts.link.call_running(lambda running: collect_unsent(running.outbox))
        answer: Future[Unsent] = Future()
        answer.set_running_or_notify_cancel()

        def finish(done: "Future[Unsent]") -> None:
            try:
                unsent = self._parts.read_unsent() if done.exception() else done.result()
            except Exception as trouble:  # noqa: BLE001 - handed to whoever waits for it
                answer.set_exception(trouble)
                return
            answer.set_result(replace(unsent, titles=self._titles()))

        asked.add_done_callback(finish)
        return answer

    def _titles(self) -> Mapping[tuple[str, str], str]:
        made = self._made[1] if self._made is not None else ()
        return {(op.kind, op.record_id): one.record_title for one in made for op in one.ops}

    # --- items --------------------------------------------------------------------------------

    def _build(self, waiting: Waiting) -> tuple[OutboxItem, ...]:
        groups = by_act(waiting.ops)
        mains = [_main(ops) for ops in groups.values()]
        views = self._views(mains)
        items = {
            act: self._item(waiting, ops, main, views)
            for (act, ops), main in zip(groups.items(), mains, strict=True)
        }
        chains = behind(groups)
        return tuple(
            replace(item, behind=tuple(items[one] for one in chains[act]))
            if act in chains
            else item
            for act, item in items.items()
        )

    def _item(
        self,
        waiting: Waiting,
        ops: Sequence[Operation],
        main: Operation,
        views: Mapping[tuple[str, str], RecordView],
    ) -> OutboxItem:
        kind_name, record_id = about(main)
        view = views.get((kind_name, record_id))
        # Of a record that is not here any more, what was done to it may still tell.
        doc = main.base if view is None else view.doc
        kind = self._parts.registry.get(kind_name)
        title = (
            ""
            if kind is None
            else str(doc.get(kind.title_field) or _own_title(main, kind.title_field))
        )
        number = None if kind is None else doc.get(kind.number_field)
        files = [
            waiting.files[sha]
            for op in ops
            if (sha := str(op.patch.set.get("sha256"))) in waiting.files
        ]
        return OutboxItem(
            label=what_of(main),
            ops=tuple(ops),
            record_title=title,
            record_number=number if isinstance(number, int) else None,
            is_shown=view is not None,
            made_at=main.acted_at,
            conflicts=tuple(c for op in ops for c in waiting.conflicts.get(op.op_id, ())),
            upload_done=sum(f.size if f.complete else f.offset for f in files),
            upload_total=sum(f.size for f in files),
            resend=any(op.problem is not None and op.problem.rule == _RESEND for op in ops),
        )

    def _views(self, mains: Sequence[Operation]) -> Mapping[tuple[str, str], RecordView]:
        wanted: dict[str, list[RecordId]] = {}
        for main in mains:
            kind, record_id = about(main)
            wanted.setdefault(kind, []).append(record_id)
        return {
            (kind, record_id): view
            for kind, ids in wanted.items()
            if kind in self._parts.registry
            for record_id, view in self._parts.reader.records(kind, ids).items()
        }

    # --- back to draft ------------------------------------------------------------------------

    def _to_text(self, running: RunningEngine, ids: tuple[OpId, ...]) -> Draft:
        """Turn an unsent reply into the draft it was; in the engine's thread."""
        entry = next((op for op in _ops(running, ids) if what_of(op) in _TEXTS), None)
        if entry is None or entry.kind != "entry":
            raise RefusedError(
                "This cannot become a draft", "Only a reply or a note that was not sent can."
            )
        drafts, moment = self._parts.drafts, self._parts.maker.local()
        there = drafts.load(what_of(entry), str(entry.patch.set.get("ticket") or ""))
        return self._take_back(
            running, ids, lambda taken, files: text_draft(entry, taken, files, there, moment)
        )

    def _to_new_ticket(self, running: RunningEngine, ids: tuple[OpId, ...]) -> Draft:
        """Turn what was done to a ticket that is gone into a new one's; in the engine's thread."""
        ops = _ops(running, ids)
        kind = self._parts.registry[NEW_TICKET]
        records = {about(op) for op in ops}
        whole = any(op.kind == kind.name and op.action is not Action.EDIT for op in ops)
        if whole or len(records) != 1 or next(iter(records))[0] != kind.name:
            raise RefusedError(
                "This cannot become a new ticket", "Only what was done to one ticket can."
            )
        there, moment = self._parts.drafts.load(NEW_TICKET, ""), self._parts.maker.local()
        return self._take_back(
            running, ids, lambda taken, files: new_ticket_draft(kind, taken, files, there, moment)
        )

    def _take_back(
        self,
        running: RunningEngine,
        ids: tuple[OpId, ...],
        make: Callable[[Sequence[Operation], Sequence[StagedFile]], Draft],
    ) -> Draft:
        made: list[Draft] = []

        def keep(taken: Sequence[Operation]) -> Draft:
            digests = dict.fromkeys(str(op.patch.set.get("sha256") or "") for op in taken)
            files = [f for one in digests if one and (f := running.outbox.staged(one)) is not None]
            made.append(make(taken, files))
            return made[0]

        running.calls.take_back(ids, keep)
        self._parts.drafts.put(made[0])
        return made[0]


def _ops(running: RunningEngine, ids: Sequence[OpId]) -> list[Operation]:
    return [op for one in ids if (op := running.outbox.get(one)) is not None]


def _main(ops: Sequence[Operation]) -> Operation:
    """The operation that stands for its group: the reply, the new ticket, else the first."""
    for kind in ("ticket", "entry"):
        for op in ops:
            if op.kind == kind and op.action is Action.CREATE:
                return op
    return ops[0]


def _own_title(op: Operation, title_field: str) -> str:
    for source in (op.patch.set, op.base):
        if source.get(title_field):
            return str(source[title_field])
    return ""


def _pass_on(done: "Future[int]", answer: "Future[int]") -> None:
    failure = done.exception()
    if failure is not None:
        answer.set_exception(failure)
    else:
        answer.set_result(done.result())


def _fail_on(done: "Future[None]", answer: "Future[int]") -> None:
    failure = done.exception()
    if failure is not None and not answer.done():
        answer.set_exception(failure)
