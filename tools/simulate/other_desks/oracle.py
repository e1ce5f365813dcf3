"""Is everything on the desk once that was settled, and nothing that was not sent?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation
from tools.simulate.lineage import Life, Lineage
from tools.simulate.marks import digits_in, marks_in
from tools.simulate.oracle_ops import MAYBE_SENT, check_operations
from tools.simulate.truth import Applied, Truth
from tools.simulate.verdict import Fault, Finding


class Change(Struct, frozen=True):
    """That one value of a field was changed on the desk."""

    number: int
    """Later changes have higher ones."""
    person: int
    is_colleagues: bool
    """Whether it was made in the desk's own pages."""
    old: str
    new: str
    """Empty for nothing."""
    is_blind: bool = False
    """Let in before the change before it was made, on a desk where nothing tells of that."""


class Traces(Protocol):
    """What operations have left behind, read past the desk's interface."""

    texts: Sequence[str]
    """Fields that get a text of their own with each edit."""
    members: str
    """A field that is a list, with members that come once."""

    def count(self, op: Operation) -> int:
        """Count what a creation has made."""
        ...

    def changes(self, name: str) -> Mapping[int, Sequence[Change]]:
        """Give what was done to a field, the earliest first, by the numbers of tickets."""
        ...

    def first_texts(self, name: str) -> frozenset[str]:
        """Give the texts that tickets began with in a field."""
        ...

    def minutes(self) -> Sequence[int]:
        """Give the sums of minutes that were counted."""
        ...


def check_traces(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    traces: Traces,
    told_minutes: Sequence[int],
) -> Iterator[Finding]:
    """Judge the desk of a history.

    Args:
        lineage: What became of each operation.
        outboxes: What is still stored, on all machines.
        traces: What the desk has.
        told_minutes: Minutes that colleagues noted in its own pages.
    """
    made = Lineage(
        {
            one: life
            for one, life in lineage.all().items()
            if life.op.action is Action.CREATE and not _goes_on(life, lineage)
        }
    )
    applied = {
        op_id: (Applied(life.op.kind, "", 0),) * traces.count(life.op)
        for op_id, life in made.all().items()
    }
    yield from check_operations(made, outboxes, Truth({}, applied, {}))
    edits = [life for life in lineage.all().values() if life.op.action is Action.EDIT]
    yield from _check_edits(edits, outboxes, traces)
    for name in traces.texts:
        yield from _check_texts(edits, traces, name)
    yield from _check_members(edits, traces)
    yield from _check_minutes(lineage, outboxes, traces, told_minutes)


def _goes_on(life: Life, lineage: Lineage) -> bool:
    """Tell whether another operation has taken over the words that this one is found by."""
    names = ("subject", "body", "name")
    mine = {str(life.op.patch.set.get(one)) for one in names}
    heirs = (lineage.of(one) for one in life.successors)
    return any(
        heir is not None and mine & {str(heir.op.patch.set.get(one)) for one in names} - {"None"}
        for heir in heirs
    )


def _check_edits(
    edits: Sequence[Life], outboxes: Mapping[OpId, Operation], traces: Traces
) -> Iterator[Finding]:
    told = {name: {*_left(traces, name), *traces.first_texts(name)} for name in traces.texts}
    added = _left(traces, traces.members)
    for life in edits:
        if life.end == "settled":
            texts = [(name, life.op.patch.set.get(name)) for name in traces.texts]
            if any(isinstance(text, str) and text not in told[name] for name, text in texts):
                yield _finding(Fault.LOST, "settled, but never set", life)
            if not set(life.op.patch.add.get(traces.members, ())) <= added:
                yield _finding(Fault.LOST, "settled, but never added", life)
        if not life.end and life.op.op_id not in outboxes:
            yield _finding(Fault.LOST, "vanished from the outbox", life)
        if life.end == "removed" and not life.ended_by:
            yield _finding(Fault.LOST, "removed by the engine alone", life)


def _left(traces: Traces, name: str) -> set[str]:
    return {one.new for some in traces.changes(name).values() for one in some}


def _check_texts(edits: Sequence[Life], traces: Traces, name: str) -> Iterator[Finding]:
    """What somebody wrote may be gone over only by who has seen it, or for a moment."""
    by_text: dict[str, list[Life]] = {}
    for life in edits:
        if name in life.op.patch.set:
            by_text.setdefault(str(life.op.patch.set[name] or ""), []).append(life)
    for there in traces.changes(name).values():
        for place, one in enumerate(there):
            if one.is_blind or _is_put_back(there, place):
                continue
            # What a ticket began with is no change.
            before = there[place - 1].new if place else one.old
            lives = by_text.get(one.new, [])
            # Of several with the same words, such as an undone edit, one must have seen it.
            seen = [life.op.base.get(name, before) or "" for life in lives]
            if not lives or before in {*seen, one.new}:
                continue
            if not any(_is_given_back(there[place + 1 :], one, before, life) for life in lives):
                yield _finding(Fault.LOST, f"went over {before} unseen", lives[0])


def _is_put_back(there: Sequence[Change], place: int) -> bool:
    """Tell whether somebody puts back what they have just gone over."""
    one = there[place]
    before = there[place - 1] if place else None
    return before is not None and (before.person, before.old) == (one.person, one.new)


def _check_members(edits: Sequence[Life], traces: Traces) -> Iterator[Finding]:
    """A member of a list is taken out by who meant to, or for a moment."""
    meant = {one for life in edits for one in life.op.patch.remove.get(traces.members, ())}
    for ticket, there in traces.changes(traces.members).items():
        for change in there:
            member = change.old
            later = (one for one in there if one.number > change.number)
            if change.is_colleagues or not member or member in meant:
                continue
            if not any(one.new == member for one in later):
                yield Finding(Fault.LOST, "taken out unmeant", f"{member} of {ticket}")


def _is_given_back(later: Sequence[Change], change: Change, before: str, life: Life) -> bool:
    if life.end == "removed" and life.ended_by:
        # The person has decided before it was looked at.
        return True
    return any(one.person == change.person and one.new == before for one in later)


def _check_minutes(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    traces: Traces,
    told_minutes: Sequence[int],
) -> Iterator[Finding]:
    there = Counter[int]()
    for worked in traces.minutes():
        there += Counter(digits_in(worked))
    sure, perhaps = _steps(lineage, outboxes)
    for minutes in told_minutes:
        sure.update(digits_in(minutes))
    for digit in sorted({*there, *sure}):
        detail = f"4**{digit}: {there[digit]} of {sure[digit]}"
        if there[digit] > max(0, sure[digit]) + perhaps[digit]:
            yield Finding(Fault.DUPLICATED, "minutes counted twice", detail)
        elif there[digit] < sure[digit] - perhaps[digit]:
            yield Finding(Fault.LOST, "minutes not counted", detail)


def _steps(
    lineage: Lineage, outboxes: Mapping[OpId, Operation]
) -> tuple[Counter[int], Counter[int]]:
    """Sum up steps that are on the desk, and those of which the person knows that nobody knows."""
    sure, perhaps = Counter[int](), Counter[int]()
    for op_id, life in lineage.all().items():
        step = _minutes_of(life.op)
        digits = Counter(digits_in(abs(step)))
        if life.end == "settled" and step > 0:
            sure.update(digits)
        elif life.end == "settled":
            sure.subtract(digits)
        elif op_id in outboxes or (life.end == "removed" and life.last_state in MAYBE_SENT):
            perhaps.update(digits)
    return sure, perhaps


def _minutes_of(op: Operation) -> int:
    found = op.patch.incr.get("minutes_spent") or op.patch.set.get("minutes_spent")
    return found if op.kind == "ticket" and isinstance(found, int) else 0


def _finding(fault: Fault, rule: str, life: Life) -> Finding:
    op = life.op
    marks = marks_in(str(op.patch.set.get("subject")))
    detail = f"{life.owner} {op.action.value} {op.record_id[-12:]} op={op.op_id[-12:]} ⟦{marks}⟧"
    return Finding(fault, rule, f"{detail} {life.end} {life.ended_by}")
