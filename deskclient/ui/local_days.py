"""Local days of moments, without asking Qt for each: a list asks with every row it shows."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime

_DAY = 86_400
_EPOCH = QDate(1970, 1, 1).toJulianDay()


class LocalDays:
    """Tells the local day of moments as Qt would.

    Keeps how far local time is from UTC on the days asked for. Make another after a while: the
    computer may be carried to another time zone.
    """

    def __init__(self) -> None:
        self._offsets: dict[int, int | None] = {}
        """By day of UTC: seconds from it; ``None`` if they change within that day."""

    def of(self, moment: datetime) -> int:
        """Give the local day of a moment as a Julian day number."""
        seconds = int(moment.timestamp() // 1)
        day = seconds // _DAY
        if day not in self._offsets:
            begin, end = _offset_s(day * _DAY), _offset_s((day + 1) * _DAY - 1)
            self._offsets[day] = begin if begin == end else None
        offset = self._offsets[day]
        if offset is None:
            offset = _offset_s(seconds)
        return (seconds + offset) // _DAY + _EPOCH


def _offset_s(seconds: int) -> int:
    return QDateTime.fromMSecsSinceEpoch(seconds * 1000).offsetFromUtc()
