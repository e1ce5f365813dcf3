"""Is everything on the Request Tracker once that was settled, and nothing that was not sent?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from deskclient.backends.request_tracker.custom_fields import PREFIX
from deskclient.domain.ids import OpId
from deskclient.domain.operation import Action, Operation
from tests.fakes.desks.request_tracker.server import Desk
from tests.fakes.desks.request_tracker.stores import Event
from tools.simulate.lineage import Life, Lineage
from tools.simulate.marks import digits_in, marks_in
from tools.simulate.oracle_ops import MAYBE_SENT, check_operations
from tools.simulate.rt.town import COLLEAGUE, PHONES
from tools.simulate.rt.traces import MARKED, Traces
from tools.simulate.truth import Applied, Truth
from tools.simulate.verdict import Fault, Finding

_PHONES = f"{PREFIX}{PHONES}"


def check_desk(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    desk: Desk,
    told_minutes: Sequence[int],
) -> Iterator[Finding]:
    """Judge the desk of a history.

    Args:
        lineage: What became of each operation.
        outboxes: What is still stored, on all machines.
        desk: What the desk has.
        told_minutes: Minutes that colleagues noted in its own pages.
    """
    traces = Traces(desk)
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
    yield from _check_edits(edits, outboxes, desk)
    for name in MARKED:
        yield from _check_texts(edits, desk, name)
    yield from _check_members(edits, desk)
    yield from _check_minutes(lineage, outboxes, desk, told_minutes)


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
    edits: Sequence[Life], outboxes: Mapping[OpId, Operation], desk: Desk
) -> Iterator[Finding]:
    events = desk.stores.events.values()
    told = {name: {one.new for one in events if one.field == MARKED[name]} for name in MARKED}
    told["subject"] |= {str(one.body.get("Subject")) for one in desk.writes if one.what == "ticket"}
    added = {one.new for one in events if one.field == str(PHONES)}
    for life in edits:
        if life.end == "settled":
            texts = [(name, life.op.patch.set.get(name)) for name in MARKED]
            if any(isinstance(text, str) and text not in told[name] for name, text in texts):
                yield _finding(Fault.LOST, "settled, but never set", life)
            if not set(life.op.patch.add.get(_PHONES, ())) <= added:
                yield _finding(Fault.LOST, "settled, but never added", life)
        if not life.end and life.op.op_id not in outboxes:
            yield _finding(Fault.LOST, "vanished from the outbox", life)
        if life.end == "removed" and not life.ended_by:
            yield _finding(Fault.LOST, "removed by the engine alone", life)


def _check_texts(edits: Sequence[Life], desk: Desk, name: str) -> Iterator[Finding]:
    """What somebody wrote may be gone over only by who has seen it, or for a moment."""
    by_text: dict[str, list[Life]] = {}
    for life in edits:
        if name in life.op.patch.set:
            by_text.setdefault(str(life.op.patch.set[name] or ""), []).append(life)
    stores = desk.stores
    for ticket in stores.tickets.values():
        there = [one for one in stores.events_of(ticket.number) if one.field == MARKED[name]]
        for place, event in enumerate(there):
            # What a ticket began with is no event.
            before = there[place - 1].new if place else event.old
            lives = by_text.get(event.new, [])
            # Of several with the same words, such as an undone edit, one must have seen it.
            seen = [life.op.base.get(name, before) or "" for life in lives]
            if not lives or before in {*seen, event.new}:
                continue
            if not any(_is_given_back(there[place + 1 :], event, before, one) for one in lives):
                yield _finding(Fault.LOST, f"went over {before} unseen", lives[0])


def _check_members(edits: Sequence[Life], desk: Desk) -> Iterator[Finding]:
    """A member of a list is taken out by who meant to, or for a moment."""
    meant = {one for life in edits for one in life.op.patch.remove.get(_PHONES, ())}
    for ticket in desk.stores.tickets.values():
        there = [one for one in desk.stores.events_of(ticket.number) if one.field == str(PHONES)]
        agents = [one for one in there if desk.stores.accounts[one.creator].name != COLLEAGUE]
        for event in agents:
            member = event.old
            later = (one for one in there if one.number > event.number)
            if not member or member in meant or any(one.new == member for one in later):
                continue
            yield Finding(Fault.LOST, "taken out unmeant", f"{member} of {ticket.number}")


def _is_given_back(later: Sequence[Event], event: Event, before: str, life: Life) -> bool:
    if life.end == "removed" and life.ended_by:
        # The person has decided before it was looked at.
        return True
    return any(one.creator == event.creator and one.new == before for one in later)


def _check_minutes(
    lineage: Lineage,
    outboxes: Mapping[OpId, Operation],
    desk: Desk,
    told_minutes: Sequence[int],
) -> Iterator[Finding]:
    there = Counter[int]()
    for ticket in desk.stores.tickets.values():
        if ticket.effective == ticket.number:
            there += Counter(digits_in(ticket.worked))
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
