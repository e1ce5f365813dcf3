"""Minutes that were lost because two noted some at the same moment. Pure.

Request Tracker keeps one number. Who adds to it writes a sum, so that of two who look at once one
goes over the other. Each is answerable for what was gone over by the own sum, and for nothing else:
what all put back then adds up. The value is written before its event, and the event names as the
value before what was loaded, not what was there.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from msgspec import Struct

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.history import by, touches
from deskclient.backends.request_tracker.mapping import SPOKEN, moment, number
from deskclient.domain.times import from_text

_FIELD = "minutes_spent"
_AT_ONCE = timedelta(seconds=2)
"""The history tells whole seconds."""


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
    """Find what may be the event of a step of ours, the likeliest first.

    Args:
        events: What happened since, or before we looked.
        login: Who we are.
        step: What we added to what we found: perhaps not to what was loaded when it was written,
            if somebody else wrote in the same moment.
    """
    sums = [one for one in _in_order(events) if touches(one, _FIELD)]
    own = by(sums, login)
    exact = [one for one in own if _after(one) - _before(one) == step]
    raced = [
        one
        for one in own
        if one not in exact
        and any(
            _before(theirs) == _after(one) - step and _at_once(theirs, one)
            for theirs in sums
            if str(theirs.creator.id) != login
        )
    ]
    return [*exact, *raced]


def _at_once(one: wire.Transaction, other: wire.Transaction) -> bool:
    first, second = moment(one.created), moment(other.created)
    if first is None or second is None:
        return False
    return abs(from_text(first) - from_text(second)) <= _AT_ONCE


def lost_minutes(
    events: Iterable[wire.Transaction], noted: Noted, now: int, *, is_last_look: bool = False
) -> int | None:
    """Tell what has to be added because our sum went over it, or was gone over unseen.

    Args:
        events: What happened since we looked.
        noted: What we added.
        now: What the ticket says after them.
        is_last_look: Judge by what is told, though something is not.

    Returns:
        Minutes, less than none if others took some back; ``None`` if a value was there whose event
        is not told: it has to be looked at again.
    """
    earlier, later = _around(_in_order(events), noted)
    stood, values = _stood(earlier, noted.found)
    sums = [one for one in later if touches(one, _FIELD)]
    loaded, written = _before(noted.own), _after(noted.own)
    if loaded not in values:
        # Written before ours, and told after it if at all.
        if not is_last_look and loaded not in {_after(one) for one in sums}:
            return None
        stood = loaded
    if not sums:
        left = now - sum(_taken(one) for one in later)
        if left in values - {noted.found, written}:
            # Theirs was written last, though its event came first: they know nothing of ours.
            return noted.step
        if left != written and not is_last_look:
            return None
    return stood - noted.found


def _stood(earlier: Iterable[wire.Transaction], found: int) -> tuple[int, set[int]]:
    """Tell what stood there before our sum, and all that ever did since we looked."""
    stood, values, found_by_others = found, {found}, set[int]()
    for one in earlier:
        if not touches(one, _FIELD):
            stood += _taken(one)
        else:
            if _before(one) == stood or _after(one) not in found_by_others | {found}:
                # Otherwise its value was there before others' are told: it is told late.
                stood = _after(one)
            found_by_others.add(_before(one))
            values.add(_after(one))
        values.add(stood)
    return stood, values


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
