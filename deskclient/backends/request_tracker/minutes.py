"""Minutes that were lost because two noted some at the same moment. Pure.

Request Tracker keeps one number. Who adds to it writes a sum, so that of two who look at once one
goes over the other. Each is answerable for what was gone over by the own sum, and for nothing else:
what all put back then adds up. The value is written before its event, and the event names as the
value before what was loaded, not what was there.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.history import by, touches
from deskclient.backends.request_tracker.mapping import SPOKEN, number

_FIELD = "minutes_spent"


class Noted(Struct, frozen=True):
    """Minutes that we added."""

    found: int
    """What the ticket said when we looked."""
    step: int
    """What we added."""
    own: wire.Transaction
    """The event of it."""


def own_minutes(
    events: Iterable[wire.Transaction], login: str, written: int
) -> wire.Transaction | None:
    """Find the event of the sum that we wrote, whatever we noted elsewhere since."""
    own = [one for one in by(events, login) if touches(one, _FIELD)]
    return next((one for one in own if _after(one) == written), None)


def own_steps(
    events: Iterable[wire.Transaction], login: str, step: int
) -> Sequence[wire.Transaction]:
    """Find what may be the event of a step of ours, the earliest first.

    Args:
        events: What happened since, or before we looked.
        login: Who we are.
        step: What we added to what we found: perhaps less than what was loaded when it was written.
    """
    sets, found = [], []
    for one in _in_order(events):
        if touches(one, _FIELD):
            sets.append(_before(one))
            if str(one.creator.id) == login and _after(one) - step in sets:
                found.append(one)
    return found


def lost_minutes(events: Iterable[wire.Transaction], noted: Noted, now: int) -> int | None:
    """Tell what has to be added because our sum went over it, or was gone over unseen.

    Args:
        events: What happened since we looked.
        noted: What we added.
        now: What the ticket says after them.

    Returns:
        Minutes, less than none if others took some back; ``None`` if a value is there whose event
        is not: it has to be looked at again.
    """
    earlier, later = _around(_in_order(events), noted)
    values, stood = {noted.found}, noted.found
    for one in earlier:
        stood = _after(one) if touches(one, _FIELD) else stood + _taken(one)
        values.add(stood)
    if _before(noted.own) not in values:
        # Written before ours, told after it.
        stood = _before(noted.own)
    if not any(touches(one, _FIELD) for one in later):
        left = now - sum(_taken(one) for one in later)
        if left in values - {noted.found, _after(noted.own)}:
            # Theirs was written last, though its event came first: they know nothing of ours.
            return noted.step
        if left != _after(noted.own):
            return None
    return stood - noted.found


def _around(
    events: Iterable[wire.Transaction], noted: Noted
) -> tuple[Sequence[wire.Transaction], Sequence[wire.Transaction]]:
    """Part what was written before our sum from what was written after it, in order.

    Who found our sum there wrote after it, whoever's event came first.
    """
    earlier, later = list[wire.Transaction](), list[wire.Transaction]()
    before, after = {noted.found}, {_after(noted.own)}
    for one in events:
        is_sum = touches(one, _FIELD)
        found_ours = is_sum and _before(one) in after - before
        if number(one.id) > number(noted.own.id) or found_ours:
            later.append(one)
            after |= {_after(one)} if is_sum else set()
        elif one.id != noted.own.id:
            earlier.append(one)
            before |= {_after(one)} if is_sum else set()
    return earlier, later


def _in_order(events: Iterable[wire.Transaction]) -> Sequence[wire.Transaction]:
    some = [one for one in events if touches(one, _FIELD) or _taken(one)]
    return sorted(some, key=lambda one: number(one.id))


def _taken(event: wire.Transaction) -> int:
    return number(event.time_taken) if event.type in SPOKEN else 0


def _before(event: wire.Transaction) -> int:
    return number(event.old_value or "")


def _after(event: wire.Transaction) -> int:
    return number(event.new_value or "")
