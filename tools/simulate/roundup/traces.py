"""What operations have left behind on the desk: found by the marks in them, not by their names."""

from collections.abc import Mapping, Sequence

from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.roundup.stores import Event, Stores
from tools.simulate.marks import marks_in
from tools.simulate.other_desks.oracle import Change
from tools.simulate.roundup.town import COLLEAGUE

_NAMED = {"subject": "title", "rf_serial": "serial", "tags": "keyword"}
"""Fields by which operations are known: ours, and as the tracker names them."""


class RoundupTraces:
    """See :class:`tools.simulate.other_desks.oracle.Traces`.

    Args:
        stores: What the tracker keeps, with the journal that no program can read.
    """

    texts: Sequence[str] = ("subject", "rf_serial")
    members = "tags"

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def shows(self, op: Operation) -> bool:
        """Tell whether somebody who looks at the issue would find what was wanted."""
        if op.action is Action.CREATE:
            return self.count(op) > 0
        if op.action is Action.DELETE:
            issue = self._stores.find("issue", op.record_id)
            return issue is not None and issue.retired
        return self.was_done(op)

    def count(self, op: Operation) -> int:
        """Count what a creation has made; what no issue has is nothing yet."""
        if op.kind == "ticket":
            marks = marks_in(str(op.patch.set.get("subject") or ""))
            return sum(marks_in(one) == marks != [] for one in self._first("title"))
        if op.kind == "attachment":
            name = op.patch.set.get("name")
            return sum(self._stores.items["file"][one].get("name") == name for one in self._files())
        marks = marks_in(str(op.patch.set.get("body") or ""))
        texts = [self._stores.items["msg"][one].get("content") for one in self._messages()]
        return sum(marks_in(text) == marks != [] for text in texts)

    def changes(self, name: str) -> Mapping[int, Sequence[Change]]:
        """Give what was done to a field, the earliest first, by the numbers of issues."""
        found: dict[int, list[Change]] = {}
        last: dict[str, int] = {}
        prop = _NAMED[name]
        for one in self._events("set"):
            if prop in one.new:
                is_blind = last.get(one.id, 0) > one.seen
                found.setdefault(int(one.id), []).extend(self._steps(one, prop, is_blind=is_blind))
                last[one.id] = one.number
        return found

    def _steps(self, one: Event, prop: str, *, is_blind: bool) -> Sequence[Change]:
        old, new = one.old[prop], one.new[prop]
        by_colleague = one.who == COLLEAGUE
        if prop != "keyword":
            step = Change(one.number, int(one.who), by_colleague, old or "", new or "", is_blind)
            return [step]
        names = {number: item.get("name") for number, item in self._stores.items[prop].items()}
        gone = [(names[member], "") for member in old if member not in new]
        come = [("", names[member]) for member in new if member not in old]
        return [
            Change(one.number, int(one.who), by_colleague, *step, is_blind)
            for step in (*gone, *come)
        ]

    def first_texts(self, name: str) -> frozenset[str]:
        """Give the texts that issues began with in a field."""
        return frozenset(self._first(_NAMED[name]))

    def minutes(self) -> Sequence[int]:
        """Nobody counts minutes there."""
        return ()

    def was_done(self, op: Operation) -> bool:
        """Tell whether the wanted value of an edit was ever set, by what no other one would set.

        Also after an answer that was lost, when somebody else has gone on from there.
        """
        for name in self.texts:
            text = op.patch.set.get(name)
            if isinstance(text, str):
                some = self.changes(name).values()
                return any(one.new == text for there in some for one in there)
        return False

    def _events(self, what: str) -> Sequence[Event]:
        return [one for one in self._stores.journal if (one.klass, one.what) == ("issue", what)]

    def _first(self, prop: str) -> Sequence[str]:
        return [str(one.new[prop] or "") for one in self._events("create")]

    def _messages(self) -> Sequence[str]:
        issues = self._stores.items["issue"].values()
        return [one for issue in issues for one in issue.values["messages"]]

    def _files(self) -> frozenset[str]:
        issues = self._stores.items["issue"].values()
        found = {one for issue in issues for one in issue.values["files"]}
        for message in self._messages():
            found.update(self._stores.items["msg"][message].values["files"])
        return frozenset(found)
