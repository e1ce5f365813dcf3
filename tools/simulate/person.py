"""What one person does at a machine, drawn at random, through the services' own planning."""

from collections.abc import Callable, Mapping, Sequence

from deskclient.domain.errors import DeskError, RefusedError
from deskclient.domain.fields import FieldType, Value
from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.operation import Operation
from deskclient.services.api import Me, NewReply, Refusal
from deskclient.services.entries import EntryWriter
from deskclient.services.intents import born_doc, check_birth, check_edit, plan_edit
from deskclient.services.op_maker import OpMaker
from deskclient.storage.port import Draft, RecordView, StagedFile
from tools.simulate.chance import Chance
from tools.simulate.machine import Client, Machine
from tools.simulate.marks import Marks
from tools.simulate.town import Town

_RESOLUTIONS = ("fixed", "advised", "workaround")
_TEXTS = ("subject", "asset_tag")
_RECENT = 12
Act = Callable[[Client], str]
_AGAIN = 0.4


class Person:
    """Sits at one machine."""

    words: Sequence[str] = ("reply", "note")
    """Types of entries that can be written at this desk."""

    def __init__(self, machine: Machine, town: Town, marks: Marks, chance: Chance) -> None:
        self.machine = machine
        self._town = town
        self._marks = marks
        self._chance = chance
        self._recent: list[OpId] = []
        self._at = RecordId("")
        """The ticket last worked on."""
        self._acts: tuple[tuple[Act, float], ...] = (
            (self._create_ticket, 2.0),
            (self._write_entry, 4.0),
            (self._edit_text, 3.0),
            (self._edit_reference, 2.0),
            (self._edit_priority, 2.0),
            (self._step, 2.5),
            (self._edit_tags, 2.0),
            (self._spend_minutes, 3.0),
            (self._edit_long_text, 1.5),
            (self._edit_other, 1.5),
            (self._create_personal, 1.0),
            (self._delete, 0.6),
            (self._bulk, 1.0),
            (self._undo, 2.0),
            (self._take_back, 0.7),
            (self._look, 1.0),
        )
        self._last: Act = self._create_ticket

    def act(self) -> str:
        """Do something; gives what it was, for the trace."""
        act: Act = self._chance.weighted(self._acts)
        if self._chance.happens(_AGAIN):
            act = self._last
        self._last = act
        name = act.__name__.strip("_")
        try:
            with self.machine.doing(name) as client:
                return f"{name} {act(client)}"
        except (Refusal, RefusedError) as refusal:
            return f"{name} refused {type(refusal).__name__}"
        except DeskError as error:
            return f"{name} failed {type(error).__name__}"

    # --- the services' parts ------------------------------------------------------------------

    def _maker(self, client: Client) -> OpMaker:
        maker = OpMaker(self.machine.clock, client.ids)
        maker.clock_offset_s = client.engine.status().clock_offset_s
        return maker

    def _me(self) -> Me:
        person = RecordId(self.machine.person_id)
        return Me("sim", person, self.machine.name, self.machine.name, "", "", "")

    def _writer(self, client: Client, maker: OpMaker) -> EntryWriter:
        undo_s = self._chance.one_of((0, 0, 10))
        careful = self._chance.happens(0.3)
        registry = self.machine.parts.registry
        return EntryWriter(
            client.reader, registry, maker, self._me, lambda: undo_s, lambda: careful
        )

    def _commit(
        self, client: Client, ops: Sequence[Operation], files: Sequence[StagedFile] = ()
    ) -> str:
        if not ops:
            return "nothing"
        stored = client.engine.commit(ops, files=files)
        self._recent = [*self._recent, *(op.op_id for op in stored)][-_RECENT:]
        return " ".join(f"{op.kind}/{op.unit or op.action.value}/{op.op_id[-6:]}" for op in ops)

    def _edit(
        self, client: Client, records: Sequence[RecordView], changes: Mapping[str, Value]
    ) -> str:
        maker = self._maker(client)
        ops: list[Operation] = []
        label = maker.label("edit")
        for record in records:
            kind = self._kind(record.kind)
            troubles = check_edit(kind, record.doc, changes)
            if troubles:
                raise Refusal(troubles)
            units = plan_edit(kind, record.doc, changes)
            ops += [maker.edit(record, unit, label) for unit in units]
        return self._commit(client, ops)

    def _kind(self, name: str) -> Kind:
        return self.machine.parts.registry[name]

    def _some(self, client: Client, kind: str) -> RecordView | None:
        found = client.reader.all_of(kind)
        return self._chance.one_of(found) if found else None

    def _ticket(self, client: Client) -> RecordView:
        found = client.reader.all_of("ticket")
        if not found:
            raise RefusedError("There is no ticket here")
        # People stay with a ticket, and meet over few: that is where collisions are.
        same = [one for one in found if one.record_id == self._at]
        if same and self._chance.happens(_AGAIN):
            return same[0]
        few = found[: self._chance.number(1, len(found))]
        chosen = self._chance.one_of(few)
        self._at = chosen.record_id
        return chosen

    # --- acts ---------------------------------------------------------------------------------

    def _create_ticket(self, client: Client) -> str:
        doc = self._new_ticket()
        kind = self._kind("ticket")
        troubles = check_birth(kind, doc)
        if troubles:
            raise Refusal(troubles)
        maker = self._maker(client)
        born = born_doc(kind, doc)
        record_id, label = maker.record_id(), maker.label("create")
        first = maker.create(kind, record_id, born, label)
        ops: tuple[Operation, ...] = (first,)
        files = self._files(client)
        if self._chance.happens(0.6) or files:
            writer = self._writer(client, maker)
            body = self._marks.text()
            ops = (first, *writer.first_entry(first, born, body, files))
        return self._commit(client, ops, files)

    def _new_ticket(self) -> dict[str, Value]:
        return {
            "subject": self._marks.text(),
            "queue": self._chance.one_of(self._town.queues),
            "requester": self._chance.one_of(self._town.requesters),
        }

    def _files(self, client: Client) -> tuple[StagedFile, ...]:
        if not self._chance.happens(0.25):
            return ()
        content = (self._marks.text() * self._chance.number(1, 50)).encode()
        digest = self.machine.blobs.stage(content)
        del client
        return (StagedFile(digest, len(content), f"{self._marks.name()}.txt", "text/plain"),)

    def _write_entry(self, client: Client) -> str:
        ticket = self._ticket(client)
        maker = self._maker(client)
        files = self._files(client)
        type_ = self._chance.one_of(self.words)
        new = NewReply(ticket.record_id, type_, self._marks.text(), files)
        label = maker.label(type_)
        edits: list[Operation] = []
        if self._chance.happens(0.3):
            changes = self._status_change(ticket)
            if not check_edit(self._kind("ticket"), ticket.doc, changes):
                units = plan_edit(self._kind("ticket"), ticket.doc, changes)
                edits = [maker.edit(ticket, unit, label) for unit in units]
        ops = self._writer(client, maker).reply(ticket, new, edits, label)
        return self._commit(client, ops, files)

    def _edit_text(self, client: Client) -> str:
        changes: dict[str, Value] = {self._chance.one_of(_TEXTS): self._marks.text()}
        if self._chance.happens(0.2):
            changes |= {name: self._marks.text() for name in _TEXTS}
        return self._edit(client, [self._ticket(client)], changes)

    def _edit_reference(self, client: Client) -> str:
        ticket = self._ticket(client)
        choices: dict[str, Sequence[str]] = {
            "owner": self._town.agents,
            "queue": self._town.queues,
            "requester": self._town.requesters,
            "channel": ("phone", "email", "chat"),
        }
        name = self._chance.one_of(tuple(choices))
        return self._edit(client, [ticket], {name: self._chance.one_of(choices[name])})

    def _edit_priority(self, client: Client) -> str:
        changes: dict[str, Value] = {}
        for name in self._chance.some_of(("impact", "urgency", "priority"), 2):
            spec = self._kind("ticket").field_map[name]
            changes[name] = self._chance.one_of(spec.choices).value
        return self._edit(client, [self._ticket(client)], changes)

    def _step(self, client: Client) -> str:
        ticket = self._ticket(client)
        return self._edit(client, [ticket], self._status_change(ticket))

    def _status_change(self, ticket: RecordView) -> dict[str, Value]:
        flow = self._kind("ticket").workflow
        now = str(ticket.doc.get("status"))
        steps = flow.next_states(now) if flow is not None else ()
        target = self._chance.one_of(steps) if steps else now
        changes: dict[str, Value] = {"status": target}
        if target in {"solved", "closed"}:
            changes["resolution"] = self._marks.text()
            changes["resolution_code"] = self._chance.one_of(_RESOLUTIONS)
        if target == "planned":
            changes["planned_at"] = "2026-12-01T10:00:00.000Z"
        return changes

    def _edit_tags(self, client: Client) -> str:
        ticket = self._ticket(client)
        tags = ticket.doc.get("tags")
        present = [one for one in tags if isinstance(one, str)] if isinstance(tags, list) else []
        if present and self._chance.happens(0.4):
            present.remove(self._chance.one_of(present))
        if self._chance.happens(0.7):
            present.append(self._marks.name())
        return self._edit(client, [ticket], {"tags": list(present)})

    def _spend_minutes(self, client: Client) -> str:
        step = self._marks.minutes()
        if not step:
            return "nothing"
        ticket = self._ticket(client)
        spent = ticket.doc.get("minutes_spent")
        total = (spent if isinstance(spent, int) else 0) + step
        return self._edit(client, [ticket], {"minutes_spent": total})

    def _edit_long_text(self, client: Client) -> str:
        kind, name = self._chance.one_of(
            (("ticket", "tried_already"), ("reply_template", "body"), ("organisation", "notes"))
        )
        record = self._ticket(client) if kind == "ticket" else self._some(client, kind)
        if record is None:
            return "nothing"
        lines = str(record.doc.get(name) or "").splitlines()
        place = self._chance.number(0, len(lines))
        lines[place : place + self._chance.number(0, 1)] = [self._marks.text()]
        return self._edit(client, [record], {name: "\n".join(lines) + "\n"})

    def _edit_other(self, client: Client) -> str:
        kind, name = self._chance.one_of(
            (
                ("reply_template", "name"),
                ("saved_view", "query"),
                ("organisation", "address"),
                ("person", "place"),
                ("queue", "name"),
            )
        )
        record = self._some(client, kind)
        if record is None:
            return "nothing"
        if self._kind(kind).field_map[name].type is not FieldType.TEXT:
            return "nothing"
        return self._edit(client, [record], {name: self._marks.text()})

    def _create_personal(self, client: Client) -> str:
        doc: dict[str, Value] = {
            "name": self._marks.text(),
            "owner": self.machine.person_id,
            "shared": self._chance.happens(0.5),
        }
        name = self._chance.one_of(("reply_template", "saved_view"))
        if name == "reply_template":
            doc["body"] = f"one\n{self._marks.text()}\nthree\n"
        kind = self._kind(name)
        maker = self._maker(client)
        label = maker.label("create")
        op = maker.create(kind, maker.record_id(), born_doc(kind, doc), label)
        return self._commit(client, [op])

    def _delete(self, client: Client) -> str:
        name = self._chance.one_of(("reply_template", "saved_view", "ticket", "organisation"))
        record = self._some(client, name)
        if record is None:
            return "nothing"
        maker = self._maker(client)
        op = maker.delete(record, self._kind(name).title_field, maker.label("delete"))
        return self._commit(client, [op])

    def _bulk(self, client: Client) -> str:
        found = client.reader.all_of("ticket")
        if not found:
            return "nothing"
        chosen = self._chance.some_of(found, 4)
        changes: dict[str, Value] = {"owner": self._chance.one_of(self._town.agents)}
        if self._chance.happens(0.3):
            changes = {"asset_tag": self._marks.text()}
        return self._edit(client, chosen, changes)

    def _undo(self, client: Client) -> str:
        if not self._recent:
            return "nothing"
        chosen = self._recent[-self._chance.number(1, min(3, len(self._recent))) :]
        made = client.engine.undo(chosen)
        self._recent = [one for one in self._recent if one not in chosen]
        self._recent += [op.op_id for op in made]
        return " ".join(one[-6:] for one in chosen)

    def _take_back(self, client: Client) -> str:
        if not self._recent:
            return "nothing"
        chosen = [self._chance.one_of(self._recent)]
        taken = client.engine.take_back(chosen)
        return f"{len(taken)} of {chosen[0][-6:]}"

    def _look(self, client: Client) -> str:
        """Read, save a draft, ask for a conversation: things that must not disturb."""
        ticket = self._ticket(client)
        client.engine.mark_read("ticket", ticket.record_id)
        client.engine.load_thread(ticket.record_id)
        moment = self._maker(client).local()
        draft = Draft("d1", "reply", ticket.record_id, {"body": self._marks.text()}, moment)
        client.engine.save_draft(draft)
        return ticket.record_id[-6:]
