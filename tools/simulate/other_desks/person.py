"""What a person does who works at a desk that is not our own."""

from collections.abc import Mapping, Sequence

from deskclient.domain.fields import Value
from tools.simulate.chance import Chance
from tools.simulate.machine import Client, Machine
from tools.simulate.marks import Marks
from tools.simulate.person import Person
from tools.simulate.town import Town


class OtherPerson(Person):
    """Uses what such a desk keeps."""

    levels: Sequence[str] = ("low", "normal", "high")
    """Values of the priority."""
    serial: str
    """A field of the desk's own that is a text."""
    floor: str
    """One that has one of :attr:`floors`."""
    floors: Sequence[str]
    phones: str
    """One that is a list of texts."""

    def __init__(self, machine: Machine, town: Town, marks: Marks, chance: Chance) -> None:
        super().__init__(machine, town, marks, chance)
        self._acts = (
            (self._create_ticket, 2.0),
            (self._write_entry, 5.0),
            (self._edit_subject, 3.0),
            (self._edit_people, 2.0),
            (self._edit_watchers, 1.5),
            (self._edit_level, 1.5),
            (self._set_status, 2.5),
            (self._set_due, 0.7),
            (self._edit_own, 2.5),
            (self._spend_minutes, 3.0),
            (self._delete_ticket, 0.4),
            (self._share_out, 1.0),
            (self._undo, 2.0),
            (self._take_back, 0.7),
            (self._look, 1.0),
        )

    def _edit_subject(self, client: Client) -> str:
        return self._edit(client, [self._ticket(client)], {"subject": self._marks.text()})

    def _edit_people(self, client: Client) -> str:
        ticket = self._ticket(client)
        choices = self._references()
        name = self._chance.one_of(tuple(choices))
        return self._edit(client, [ticket], {name: self._chance.one_of(choices[name])})

    def _references(self) -> Mapping[str, Sequence[str]]:
        """Give the fields that name somebody or something, with what they may name."""
        return {
            "owner": self._town.agents,
            "queue": self._town.queues,
            "requester": self._town.requesters,
        }

    def _edit_watchers(self, client: Client) -> str:
        ticket = self._ticket(client)
        there = ticket.doc.get("watchers")
        members = [one for one in there if isinstance(one, str)] if isinstance(there, list) else []
        if members and self._chance.happens(0.4):
            members.remove(self._chance.one_of(members))
        people = (*self._town.agents, *self._town.requesters)
        new = self._chance.one_of(people)
        members += [] if new in members or new == ticket.doc.get("requester") else [new]
        return self._edit(client, [ticket], {"watchers": list(members)})

    def _edit_level(self, client: Client) -> str:
        level = self._chance.one_of(self.levels)
        return self._edit(client, [self._ticket(client)], {"priority": level})

    def _set_status(self, client: Client) -> str:
        ticket = self._ticket(client)
        changes: dict[str, Value] = {"status": self._status_change(ticket)["status"]}
        return self._edit(client, [ticket], changes)

    def _set_due(self, client: Client) -> str:
        day = self._chance.number(1, 28)
        due = f"2026-12-{day:02}T10:00:00.000Z"
        return self._edit(client, [self._ticket(client)], {"due_at": due})

    def _edit_own(self, client: Client) -> str:
        """Fill a field of the desk's own, change it or empty it."""
        ticket = self._ticket(client)
        there = ticket.doc.get(self.phones)
        phones = [str(one) for one in there] if isinstance(there, list) else []
        if phones and self._chance.happens(0.4):
            phones.remove(self._chance.one_of(phones))
        phones += [self._marks.name()] if self._chance.happens(0.7) else []
        choices: dict[str, Value] = {
            self.serial: self._chance.one_of((self._marks.text(), self._marks.text(), None)),
            self.floor: self._chance.one_of((*self.floors, None)),
            self.phones: list[str](phones),
        }
        field = self._chance.one_of(tuple(choices))
        return self._edit(client, [ticket], {field: choices[field]})

    def _delete_ticket(self, client: Client) -> str:
        record = self._ticket(client)
        maker = self._maker(client)
        kind = self._kind("ticket")
        return self._commit(client, [maker.delete(record, kind.title_field, maker.label("delete"))])

    def _share_out(self, client: Client) -> str:
        found = client.reader.all_of("ticket")
        if not found:
            return "nothing"
        changes: dict[str, Value] = {"owner": self._chance.one_of(self._town.agents)}
        return self._edit(client, self._chance.some_of(found, 4), changes)
