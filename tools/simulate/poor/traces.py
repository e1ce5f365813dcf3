"""What operations have left behind on the desk: found by the marks in them, not by their names."""

from collections.abc import Iterator, Mapping, Sequence

from deskclient.domain.fields import Value
from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.poor.server import Event, PoorServer
from tools.simulate.marks import marks_in
from tools.simulate.other_desks.oracle import Change
from tools.simulate.poor.town import COLLEAGUE


class PoorTraces:
    """See :class:`tools.simulate.other_desks.oracle.Traces`.

    Args:
        server: What the desk keeps, with the events that no program can read.
        seen: By the place of a change among the events: how many of them its maker had seen.
    """

    texts: Sequence[str] = ("subject",)
    members = "tags"
    """Such a desk has no lists; there are never any."""

    def __init__(self, server: PoorServer, seen: Mapping[int, int]) -> None:
        self._events = server.events
        self._people = list(server.people)
        self._seen = seen

    def shows(self, op: Operation) -> bool:
        """Tell whether somebody who looks at the ticket would find what was wanted."""
        if op.action is Action.CREATE:
            return self.count(op) > 0
        if op.action is Action.DELETE:
            return any(str(one.ticket) == op.record_id for one in self._of("remove"))
        return self.was_done(op)

    def count(self, op: Operation) -> int:
        """Count what a creation has made."""
        ours, theirs = ("subject", "title") if op.kind == "ticket" else ("body", "text")
        marks = marks_in(str(op.patch.set.get(ours) or ""))
        made = self._of("make" if op.kind == "ticket" else "say")
        return sum(marks_in(str(one.new[theirs])) == marks != [] for one in made)

    def changes(self, name: str) -> Mapping[int, Sequence[Change]]:
        """Give what was done to a field, the earliest first, by the numbers of tickets."""
        found: dict[int, list[Change]] = {}
        last: dict[int, int] = {}
        field = _named(name)
        for place, one in enumerate(self._events):
            if one.what != "change" or field not in one.new:
                continue
            is_blind = last.get(one.ticket, -1) >= self._seen.get(place, place)
            old, new = (str(values[field] or "") for values in (one.old, one.new))
            who = self._people.index(one.who)
            change = Change(place, who, one.who == COLLEAGUE, old, new, is_blind)
            found.setdefault(one.ticket, []).append(change)
            last[one.ticket] = place
        return found

    def first_texts(self, name: str) -> frozenset[str]:
        """Give the texts that tickets began with in a field."""
        return frozenset(str(one.new[_named(name)]) for one in self._of("make"))

    def minutes(self) -> Sequence[int]:
        """Nobody counts minutes there."""
        return ()

    def was_done(self, op: Operation) -> bool:
        """Tell whether the wanted subject of an edit was ever set: nobody else would set it.

        Also after an answer that was lost, when somebody else has gone on from there.
        """
        text = op.patch.set.get("subject")
        some = self.changes("subject").values()
        return isinstance(text, str) and any(one.new == text for there in some for one in there)

    def was_there(self, ticket: str, name: str, value: Value) -> bool:
        """Tell whether a field of a ticket ever had a value; what no ticket has is nothing yet."""
        field = _named(name)
        return any(
            str(values[field] or "") == str(value or "")
            for one in self._events
            if str(one.ticket) == ticket
            for values in (one.old, one.new)
            if field in values
        )

    def _of(self, what: str) -> Iterator[Event]:
        return (one for one in self._events if one.what == what)


def _named(name: str) -> str:
    """Name a field as the desk does."""
    return "title" if name == "subject" else name
