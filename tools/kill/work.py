"""What the person does in a trial, noted in a journal that outlives the process."""

import json
import os
from collections.abc import Callable, Sequence

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import Operation
from deskclient.services.api import Me, NewReply
from deskclient.services.entries import EntryWriter
from deskclient.services.intents import born_doc, plan_edit
from deskclient.storage.port import StagedFile
from tools.kill.client import RealClient
from tools.simulate.chance import Chance
from tools.simulate.town import Town

_TEXTS = ("subject", "asset_tag", "tried_already")


class Journal:
    """Lines in a pipe: what is about to be saved, and what was said to be saved."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def note(self, what: str, **facts: object) -> None:
        """Write one line at once."""
        line = json.dumps({"what": what, **facts}, ensure_ascii=False) + "\n"
        os.write(self._descriptor, line.encode())


class Worker:
    """One person at one real client."""

    def __init__(
        self, client: RealClient, town: Town, person: str, journal: Journal, seed: str
    ) -> None:
        self._client = client
        self._town = town
        self._journal = journal
        self._chance = Chance(seed)
        self._seed = seed
        self._number = 0
        self._used: set[tuple[str, str]] = set()
        self._made: set[str] = set()
        me = Me("kill", RecordId(person), "kill", "kill", "", "", "")
        self._writer = EntryWriter(
            client.reader, client.registry, client.maker, lambda: me, lambda: 0, lambda: False
        )
        self._acts: Sequence[tuple[Callable[[], None], float]] = (
            (self._note, 3.0),
            (self._reply_with_file, 1.0),
            (self._spend, 2.0),
            (self._write_text, 2.0),
            (self._create, 2.0),
            (self._tag, 1.0),
        )

    def act(self) -> None:
        """Do one thing."""
        self._chance.weighted(self._acts)()

    def _mark(self) -> str:
        self._number += 1
        return f"<{self._seed}/{self._number}>"

    def _ticket(self) -> str:
        # Not those made here: an edit of a waiting creation becomes part of it.
        found = sorted(str(one.record_id) for one in self._client.reader.all_of("ticket"))
        return self._chance.one_of([one for one in found if one not in self._made])

    def _commit(
        self, ops: Sequence[Operation], mark: str, files: Sequence[StagedFile] = ()
    ) -> None:
        if not ops:
            return
        names = [op.op_id for op in ops]
        steps = {op.op_id: [op.record_id, step] for op in ops for step in op.patch.incr.values()}
        self._journal.note("about", ops=names, mark=mark, steps=steps)
        self._client.engine.commit(ops, files=files)
        self._journal.note("saved", ops=names)

    def _edit(self, name: str, value: Value, mark: str, record_id: str) -> None:
        # Each field of a ticket once: joined edits would hide what became of either.
        unit = (record_id, name)
        if unit in self._used:
            return
        self._used.add(unit)
        client = self._client
        seen = client.reader.record("ticket", RecordId(record_id))
        if seen is None:
            return
        units = plan_edit(client.registry["ticket"], seen.doc, {name: value})
        label = client.maker.label("edit")
        self._commit([client.maker.edit(seen, one, label) for one in units], mark)

    def _note(self) -> None:
        self._entry("note", ())

    def _reply_with_file(self) -> None:
        content = (self._mark() * 2000).encode()
        file = self._client.files.stage_bytes(content, "kill.txt", "text/plain")
        self._entry("reply", (file,))

    def _entry(self, type_: str, files: tuple[StagedFile, ...]) -> None:
        ticket = self._client.reader.record("ticket", RecordId(self._ticket()))
        if ticket is None:
            return
        mark = self._mark()
        new = NewReply(ticket.record_id, type_, mark, files)
        ops = self._writer.reply(ticket, new, (), self._client.maker.label(type_))
        self._commit(ops, mark, files)

    def _spend(self) -> None:
        record_id = self._ticket()
        seen = self._client.reader.record("ticket", RecordId(record_id))
        spent = 0 if seen is None else seen.doc.get("minutes_spent")
        total = (spent if isinstance(spent, int) else 0) + self._chance.number(1, 9)
        self._edit("minutes_spent", total, "", record_id)

    def _write_text(self) -> None:
        mark = self._mark()
        self._edit(self._chance.one_of(_TEXTS), mark, mark, self._ticket())

    def _tag(self) -> None:
        record_id, mark = self._ticket(), self._mark()
        seen = self._client.reader.record("ticket", RecordId(record_id))
        tags = [] if seen is None else seen.doc.get("tags")
        present = [one for one in tags if isinstance(one, str)] if isinstance(tags, list) else []
        self._edit("tags", [*present, mark], mark, record_id)

    def _create(self) -> None:
        client, mark = self._client, self._mark()
        kind = client.registry["ticket"]
        doc: dict[str, Value] = {
            "subject": mark,
            "queue": self._town.queues[0],
            "requester": self._chance.one_of(self._town.requesters),
        }
        label = client.maker.label("create")
        born = born_doc(kind, doc)
        op = client.maker.create(kind, client.maker.record_id(), born, label)
        self._made.add(op.record_id)
        self._commit([op], mark)
