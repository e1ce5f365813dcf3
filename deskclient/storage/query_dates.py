"""What dates in a filter mean at the moment of reading. Pure.

A filter holds dates as they were typed, so that a saved view keeps its sense: a day
(``2026-01-01``), an offset (``7d`` ago, ``+3d`` from now), ``now`` or ``today``, or a full moment.
"""

import re
from datetime import UTC, datetime, timedelta

from deskclient.domain.times import from_text, to_text

_OFFSET = r"([+-]?)(\d{1,5})([hdwmy])"
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


def moment_of(typed: str, now: datetime) -> datetime | None:
    """Give the moment a typed date begins; ``None`` if it is no date.

    Args:
        typed: As the filter holds it.
        now: The present, aware, in the time zone in which days begin.
    """
    if typed == "now":
        return now
    if typed == "today":
        return _midnight(now)
    offset = re.fullmatch(_OFFSET, typed)
    if offset is not None:
        return _shifted(now, *offset.groups())
    try:
        if len(typed) == len("2026-01-01"):
            return datetime.fromisoformat(typed).replace(tzinfo=now.tzinfo)
        return from_text(typed)
    except ValueError:
        return None


def moment_text(typed: str, now: datetime) -> str | None:
    """Give the stored form of the moment a typed date begins."""
    moment = moment_of(typed, now)
    if moment is None:
        return None
    try:
        return to_text(min(max(moment.astimezone(UTC), _FIRST), _LAST))
    except OverflowError:
        return to_text(_FIRST)


def _shifted(now: datetime, sign: str, count: str, unit: str) -> datetime:
    number = int(count)
    step = timedelta(hours=number) if unit == "h" else timedelta(days=number * _DAYS[unit])
    try:
        return now + step if sign == "+" else now - step
    except OverflowError:
        return _LAST if sign == "+" else _FIRST


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
