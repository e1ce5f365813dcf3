"""What operations have left behind on the desk: found by the marks in them, not by their names."""

from collections.abc import Mapping, Sequence

from deskclient.backends.request_tracker.custom_fields import PREFIX
from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.request_tracker.server import Desk
from tests.fakes.desks.request_tracker.stores import Event
from tools.simulate.marks import marks_in
from tools.simulate.other_desks.oracle import Change
from tools.simulate.rt.town import COLLEAGUE, PHONES, SERIAL

MARKED = {"subject": "Subject", f"{PREFIX}{SERIAL}": str(SERIAL)}
"""Fields that get a text of their own with each edit: ours, and as the history names them."""
_SPOKEN = frozenset({"Create", "Correspond", "Comment"})


class RtTraces:
    """See :class:`tools.simulate.other_desks.oracle.Traces`.

    Args:
        desk: What it keeps, and every change it ever accepted.
    """

    texts: Sequence[str] = tuple(MARKED)
    members = f"{PREFIX}{PHONES}"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stores = desk.stores

    def shows(self, op: Operation) -> bool:
        """Tell whether somebody who looks at the ticket would find what was wanted."""
        if op.action is Action.CREATE:
            return self.count(op) > 0
        if op.action is Action.DELETE:
            ticket = self._stores.ticket(_number(op.record_id))
            return ticket is not None and ticket.status == "deleted"
        return self.was_done(op)

    def count(self, op: Operation) -> int:
        """Count what a creation has made."""
        if op.kind == "ticket":
            return len(self.tickets(op))
        if op.kind == "entry":
            return len(self.messages(op))
        name = op.patch.set.get("name")
        return sum(one.filename == name for one in self._stores.parts.values())

    def changes(self, name: str) -> Mapping[int, Sequence[Change]]:
        """Give what was done to a field, the earliest first, by the numbers of tickets."""
        field = MARKED.get(name, str(PHONES))
        found: dict[int, list[Change]] = {number: [] for number in self._stores.tickets}
        for one in self._stores.events.values():
            if one.field == field:
                is_colleagues = self._stores.accounts[one.creator].name == COLLEAGUE
                change = Change(one.number, one.creator, is_colleagues, one.old, one.new)
                found[one.ticket].append(change)
        return found

    def first_texts(self, name: str) -> frozenset[str]:
        """Give the texts that tickets began with in a field."""
        made = [one for one in self._desk.writes if one.what == "ticket" and name == "subject"]
        return frozenset(str(one.body.get("Subject")) for one in made)

    def minutes(self) -> Sequence[int]:
        """Give the minutes of each ticket; a merge has moved them to the survivor."""
        tickets = self._stores.tickets.values()
        return [one.worked for one in tickets if one.effective == one.number]

    def tickets(self, op: Operation) -> Sequence[int]:
        """Name the tickets that were made with the first subject of a creation."""
        marks = marks_in(str(op.patch.set.get("subject") or ""))
        return [
            one.ticket
            for one in self._desk.writes
            if one.what == "ticket" and marks and marks_in(str(one.body.get("Subject"))) == marks
        ]

    def messages(self, op: Operation) -> Sequence[Event]:
        """Find the messages with the words of an entry."""
        marks = marks_in(str(op.patch.set.get("body") or ""))
        found: dict[int, Event] = {}
        for part in self._stores.parts.values():
            event = self._stores.events[part.event]
            if not part.filename and event.type in _SPOKEN and marks:
                there = marks_in(part.content.decode("utf-8", "replace"))
                if there == marks:
                    found[event.number] = event
        return tuple(found.values())

    def was_done(self, op: Operation) -> bool:
        """Tell whether the wanted value of an edit was ever set, by what no other one would set.

        Also after an answer that was lost, when somebody else has gone on from there.
        """
        events = self._stores.events.values()
        for name, field in MARKED.items():
            text = op.patch.set.get(name)
            if isinstance(text, str):
                return any(one.field == field and one.new == text for one in events)
        step = op.patch.incr.get("minutes_spent")
        return isinstance(step, int) and any(
            one.field == "TimeWorked" and int(one.new) - int(one.old) == step for one in events
        )


def _number(record_id: str) -> int:
    return int(record_id) if record_id.isdecimal() else 0
