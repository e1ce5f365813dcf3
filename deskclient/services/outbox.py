"""What waits, in the person's terms: operations grouped into items, with what happened to them."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from typing_extensions import override

from deskclient.domain.errors import RefusedError
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import Action, FieldConflict, Operation, OpState, by_act
from deskclient.services.api import Decision, OutboxDesk, OutboxItem
from deskclient.services.drafts import DraftBox, draft_id_of, file_rows
from deskclient.services.engine_link import EngineLink, chain
from deskclient.services.engine_port import RunningEngine
from deskclient.services.export import ReadFile, Unsent, collect_unsent, export_unsent
from deskclient.services.op_maker import OpMaker, about, what_of
from deskclient.storage.port import Draft, Outbox, Reader, RecordView, StagedFile

_RESEND = "resend"
_MERGED_MOST = 20


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
        return self._parts.link.call_running(lambda running: self._take_back(running, ids))

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
        return tuple(
            self._item(waiting, ops, main, views)
            for ops, main in zip(groups.values(), mains, strict=True)
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
        doc = {} if view is None else view.doc
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

    def _take_back(self, running: RunningEngine, ids: tuple[OpId, ...]) -> Draft:
        """Turn an unsent reply into the draft it was; in the engine's thread."""
        entry = next(
            (op for one in ids if (op := running.outbox.get(one)) and op.kind == "entry"), None
        )
        if entry is None:
            raise RefusedError(
                "This cannot become a draft", "Only a reply or a note that was not sent can."
            )
        staged = {
            sha: file
            for one in ids
            if (op := running.outbox.get(one)) is not None
            and (sha := str(op.patch.set.get("sha256")))
            and (file := running.outbox.staged(sha)) is not None
        }
        taken = running.calls.take_back(ids)
        draft = self._draft(entry, taken, staged)
        running.calls.save_draft(draft)
        self._parts.drafts.put(draft)
        return draft

    def _draft(
        self, entry: Operation, taken: Sequence[Operation], staged: Mapping[str, StagedFile]
    ) -> Draft:
        kind, ticket = what_of(entry), str(entry.patch.set.get("ticket") or "")
        body = str(entry.patch.set.get("body") or "")
        files = file_rows(staged.values())
        there = self._parts.drafts.load(kind, ticket)
        if there is not None:
            # Another one was begun meanwhile: neither text may be lost.
            begun = str(there.content.get("body") or "")
            body = f"{body}\n\n{begun}" if begun.strip() else body
            rows = there.content.get("files")
            files += (
                [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            )
        content: dict[str, Value] = {"body": body, "files": list(files)}
        for op in taken:
            if op.kind == "ticket":
                content.update({k: v for k, v in op.patch.set.items() if k not in content})
                content["minutes"] = op.patch.incr.get("minutes_spent", content.get("minutes"))
        draft_id = draft_id_of(kind, ticket) if there is None else there.draft_id
        return Draft(draft_id, kind, ticket, content, self._parts.maker.local())


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
