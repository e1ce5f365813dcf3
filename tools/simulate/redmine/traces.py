"""What operations have left behind on the desk: found by the marks in them, not by their names."""

from collections.abc import Mapping, Sequence

from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.redmine.server import Desk
from tools.simulate.marks import marks_in
from tools.simulate.other_desks.oracle import Change
from tools.simulate.redmine.town import COLLEAGUE, PHONES, SERIAL

_NAMED = {
    "subject": ("attr", "subject"),
    f"cf_{SERIAL}": ("cf", str(SERIAL)),
    f"cf_{PHONES}": ("cf", str(PHONES)),
}
"""Fields by which operations are known: ours, and as journals name them."""


class RedmineTraces:
    """See :class:`tools.simulate.other_desks.oracle.Traces`.

    Args:
        desk: What it keeps, and every change it ever accepted.
    """

    texts: Sequence[str] = ("subject", f"cf_{SERIAL}")
    members = f"cf_{PHONES}"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stores = desk.stores

    def shows(self, op: Operation) -> bool:
        """Tell whether somebody who looks at the issue would find what was wanted."""
        if op.action is Action.CREATE:
            return self.count(op) > 0
        if op.action is Action.DELETE:
            return op.record_id.isdecimal() and int(op.record_id) in self._stores.deleted
        return self.was_done(op)

    def count(self, op: Operation) -> int:
        """Count what a creation has made."""
        if op.kind == "attachment":
            name = op.patch.set.get("name")
            return sum(one.name == name and one.issue > 0 for one in self._stores.files.values())
        name = "subject" if op.kind == "ticket" else "body"
        marks = marks_in(str(op.patch.set.get(name) or ""))
        if not marks:
            return 0
        ours = "subject" if op.kind == "ticket" else "description"
        made = [str(one.body.get(ours)) for one in self._desk.writes if one.what == "issue"]
        if op.kind == "entry":
            made += [one.notes or "" for one in self._stores.journals.values()]
        return sum(marks_in(text) == marks for text in made)

    def changes(self, name: str) -> Mapping[int, Sequence[Change]]:
        """Give what was done to a field, the earliest first, by the numbers of issues."""
        found: dict[int, list[Change]] = {}
        for one in self._stores.journals.values():
            for detail in one.details:
                if (detail.property, detail.name) == _NAMED[name]:
                    old, new = detail.old or "", detail.new or ""
                    change = Change(one.number, one.user, one.user == COLLEAGUE, old, new)
                    found.setdefault(one.issue, []).append(change)
        return found

    def first_texts(self, name: str) -> frozenset[str]:
        """Give the texts that issues began with in a field."""
        made = [one for one in self._desk.writes if one.what == "issue" and name == "subject"]
        return frozenset(str(one.body.get("subject")) for one in made)

    def minutes(self) -> Sequence[int]:
        """Give what was booked, also on issues that are deleted."""
        return [round(one.hours * 60) for one in self._stores.times.values()]

    def was_done(self, op: Operation) -> bool:
        """Tell whether the wanted value of an edit was ever set, by what no other one would set.

        Also after an answer that was lost, when somebody else has gone on from there.
        """
        for name in self.texts:
            text = op.patch.set.get(name)
            if isinstance(text, str):
                some = self.changes(name).values()
                return any(one.new == text for there in some for one in there)
        step = op.patch.incr.get("minutes_spent")
        return isinstance(step, int) and step in self.minutes()
