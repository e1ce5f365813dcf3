"""Runs the trials: one agent, one outbox, a wire that is cut once or more in each of them."""

import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from deskclient.domain.events import Event
from deskclient.domain.fields import Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import NEEDS_DECISION, Operation, OpState
from deskclient.domain.query import ListQuery
from deskclient.services.api import Desk as Client
from deskclient.services.api import Done, NewReply
from deskclient.storage.port import StagedFile
from tools.desks.agent import agent_at
from tools.desks.desk import Desk
from tools.desks.lost.cutter import Cutter
from tools.desks.lost.declared import LostDesk
from tools.desks.lost.judging import Left, Score, Wanted
from tools.desks.lost.plan import Deed, Trial, draw_trial
from tools.desks.lost.wire import CuttingWire
from tools.desks.ports import free_port

T = TypeVar("T")
LOGIN = "anna"
SPARE = 20
"""Tickets that stand aside: merged, deleted, or out of sight."""
_PATIENCE_S = 3600.0
_SAVED_S = 60.0
_STOPPED = NEEDS_DECISION | {OpState.BLOCKED}


@contextmanager
def desk_with(kind: LostDesk, tickets: int) -> Iterator[Desk]:
    """Make a desk with so many tickets, and run it until the block ends."""
    with tempfile.TemporaryDirectory(prefix="lost") as room:
        # It runs as somebody without rights, who must be able to enter.
        Path(room).chmod(0o755)
        desk = kind.at(Path(room) / "desk", free_port())
        desk.make(tickets)
        desk.start()
        try:
            yield desk
        finally:
            desk.stop()


def run_trials(kind: LostDesk, seed: int, trials: int, rest_s: float = 200.0) -> Score:
    """Make a desk and run trials at it.

    Args:
        kind: Which desk.
        seed: Of what is done, and where the wire is cut.
        trials: How many.
        rest_s: How long what is in doubt may stay so after the last cut, before it counts as asked.
    """
    with desk_with(kind, trials + SPARE) as desk:
        return try_at(kind, desk, seed, range(trials), rest_s)


def try_at(
    kind: LostDesk, desk: Desk, seed: int, numbers: Sequence[int], rest_s: float = 200.0
) -> Score:
    """Run some trials at a running desk; each takes a ticket of its own."""
    plan = [draw_trial(seed, one, kind.deeds, kind.bare, kind.steps) for one in numbers]
    cutter = Cutter(kind.ticket_of, lambda ticket, words: kind.meddle(desk, ticket, words))
    with (
        tempfile.TemporaryDirectory(prefix="lost-client") as home,
        CuttingWire(urlsplit(desk.url).port or 80, cutter.judge) as wire,
        agent_at(Path(home), wire.url + urlsplit(desk.url).path, kind.proof(desk, LOGIN)) as client,
    ):
        run = _Run(client, cutter, kind)
        run.begin()
        for trial in plan:
            run.do(trial)
        run.wait_quiet(rest_s)
        lefts = [run.left(one) for one in run.wanted]
    score, truth = Score(), kind.truth(desk)
    for wanted, left in zip(run.wanted, lefts, strict=True):
        score.take(wanted, left, truth, LOGIN)
    score.words.append(f"cut: {dict(sorted(cutter.done.items()))}")
    return score


class _Run:
    """The agent at work."""

    def __init__(self, client: Client, cutter: Cutter, kind: LostDesk) -> None:
        self._client = client
        self._cutter = cutter
        self._queue = kind.queue
        self._choices = kind.choices
        self._names_requester = kind.names_requester
        self._news = threading.Condition()
        self._ops: dict[str, set[OpId]] = {}
        self._made: dict[str, RecordId] = {}
        self._free: list[RecordId] = []
        self.wanted: list[Wanted] = []
        client.listen(self._hear)

    def _hear(self, event: Event) -> None:
        del event
        with self._news:
            self._news.notify_all()

    def begin(self) -> None:
        """Fetch everything."""
        self._client.start_engine().result()
        limit = time.monotonic() + _PATIENCE_S
        while not self._client.sync.status().last_sync:
            self._wait(limit)
        rows = self._client.reads.first_rows(ListQuery("ticket"), 10_000_000)
        self._free = sorted((row.record_id for row in rows), key=int, reverse=True)

    def do(self, trial: Trial) -> None:
        """Do what a trial is about; it is safe here when this returns."""
        words = f"Проверка {trial.mark}.\nВторая строка."
        contents = {f"файл{n}.txt": f"{trial.mark} {n} ".encode() * 300 for n in range(trial.files)}
        files = tuple(
            _saved(self._client.files.stage_bytes(content, name, "text/plain"))
            for name, content in contents.items()
        )
        if trial.deed is Deed.CREATE:
            self._cutter.expect(trial, "", "")
            self.wanted.append(Wanted(trial, "", words, contents))
            self._create(trial, words, files)
            return
        record = self._free.pop()
        ticket = self._number(record)
        self._cutter.expect(trial, ticket, words)
        if trial.deed in {Deed.EDIT, Deed.TIME}:
            fields = self._fields(trial, record)
            self.wanted.append(Wanted(trial, ticket, fields=fields))
            self._note(trial, self._client.writes.edit("ticket", [record], fields), record)
            return
        self.wanted.append(Wanted(trial, ticket, words, contents))
        kind = "note" if trial.deed is Deed.NOTE else "reply"
        for _ in range(trial.copies):
            new = NewReply(record, kind, words, files)
            self._note(trial, self._client.writes.write_entry(new), record)

    def wait_quiet(self, rest_s: float) -> None:
        """Wait until nothing moves any more, and what is in doubt has been looked for again."""
        limit = time.monotonic() + _PATIENCE_S
        while not self._is_quiet(rest_s):
            self._wait(limit)

    def left(self, wanted: Wanted) -> Left:
        """Tell how the client sees one trial."""
        mark = wanted.trial.mark
        mine = self._ops[mark]
        waits = [one for one in self._waiting() if one.op_id in mine]
        told = sorted({f"{one.kind} {one.state.value} {_problem(one)}" for one in waits})
        shown = self._client.reads.thread(self._made[mark]) if wanted.words else ()
        login = self._client.me.person_id
        here = [
            one.entry
            for one in shown
            if mark in str(one.entry.doc.get("body")) and one.entry.doc.get("author") == login
        ]
        return Left(tuple(told), len(here))

    def _create(self, trial: Trial, words: str, files: Sequence[StagedFile]) -> None:
        reads = self._client.reads
        queue = next(
            one.record_id for one in reads.reference("queue") if one.doc["name"] == self._queue
        )
        level = self._choices["priority"][0]
        doc: dict[str, Value] = {"subject": trial.mark, "queue": queue, "priority": level}
        if self._names_requester:
            people = (one.record_id for one in reads.reference("person"))
            doc["requester"] = min(one for one in people if "@" in one)
        done = self._client.writes.create("ticket", doc, body=words, files=files)
        self._note(trial, done, _saved(done).record_ids[0])

    def _fields(self, trial: Trial, record: RecordId) -> dict[str, Value]:
        seen = self._client.reads.record("ticket", record)
        doc = {} if seen is None else seen.doc
        if trial.deed is Deed.TIME:
            spent = doc.get("minutes_spent")
            return {"minutes_spent": (spent if isinstance(spent, int) else 0) + 7}
        if trial.field == "subject":
            return {"subject": trial.mark}
        first, second = self._choices[trial.field]
        return {trial.field: second if doc.get(trial.field) == first else first}

    def _number(self, record: RecordId) -> str:
        seen = self._client.reads.record("ticket", record)
        return "" if seen is None else str(seen.doc["number"])

    def _note(self, trial: Trial, done: "Future[Done]", record: RecordId) -> None:
        self._ops.setdefault(trial.mark, set()).update(_saved(done).op_ids)
        self._made[trial.mark] = record

    def _waiting(self) -> Sequence[Operation]:
        return [op for item in self._client.outbox.items() for op in item.ops]

    def _is_quiet(self, rest_s: float) -> bool:
        waiting = [one for one in self._waiting() if one.state not in _STOPPED]
        if not all(one.state is OpState.UNCONFIRMED and one.problem for one in waiting):
            return False
        return not waiting or time.monotonic() > self._cutter.last_s + rest_s

    def _wait(self, limit: float) -> None:
        if time.monotonic() > limit:
            msg = f"the client does not come to rest: {self._client.sync.status()}"
            raise TimeoutError(msg)
        with self._news:
            self._news.wait(0.5)


def _saved(future: "Future[T]") -> T:
    return future.result(_SAVED_S)


def _problem(op: Operation) -> str:
    return "" if op.problem is None else f"({op.problem.rule}: {op.problem.message})"
