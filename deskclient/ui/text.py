"""Words for the person: domain labels, times, numbers and values in the language in force."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from deskclient.domain.clock import Clock
from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.times import from_text
from deskclient.domain.words import Phrase, Verbatim, fold
from deskclient.ui.local_days import LocalDays

__all__ = ["Texts", "Title", "domain_text", "fold", "text_list"]

_MINUTE, _HOUR, _DAY, _WEEK = 60, 3600, 86_400, 604_800
_QUARTER = 900
"""Seconds: days begin with one in every time zone."""

Title = Callable[[str, str], str]
"""Finds the title of a record: kind, id → words."""


def domain_text(text: str) -> str:
    """Translate a label, choice or message that the domain declares in English."""
    if isinstance(text, Verbatim):
        return str(text)
    if isinstance(text, Phrase):
        said = QCoreApplication.translate("domain", text.pattern)
        values = text.values.items()
        return said.format(
            **{name: domain_text(one) if isinstance(one, str) else one for name, one in values}
        )
    return QCoreApplication.translate("domain", text) if text else ""


def text_list(value: Value) -> list[str]:
    """Give the texts of a set field; empty for anything else."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


class Texts:
    """Writes moments, numbers and field values. Asks for the locale each time: it may change."""

    def __init__(self, clock: Clock, locale: Callable[[], QLocale] = QLocale) -> None:
        """Set up.

        Args:
            clock: What "now" is for relative times.
            locale: Gives the locale in force; by default Qt's.
        """
        self._clock = clock
        self._locale = locale
        self._holds_from = self._holds_until = clock.now()
        """The quarter of an hour for which what follows holds."""
        self._dates_in = locale()
        self._year = 0
        self._local_days = LocalDays()
        self._dates: dict[int, str] = {}
        """By local day, what a day is called in that locale."""

    def number(self, value: int) -> str:
        """Write a whole number with the locale's grouping."""
        return self._locale().toString(value)

    def count(self, value: int) -> str:
        """Write a count for a narrow place: ``12``, ``3,4k``; empty for none."""
        if value <= 0:
            return ""
        if value < 10_000:
            return str(value)
        return QCoreApplication.translate("Texts", "{number}k").format(
            number=self.number(round(value / 1000))
        )

    def size(self, size_bytes: int) -> str:
        """Write a size of data."""
        if size_bytes < 1000:
            # The locale's own word does not agree with the number.
            return QCoreApplication.translate("Texts", "%n byte(s)", "", size_bytes)
        leading = float(size_bytes)
        while leading >= 1000:
            leading /= 1000
        precision = 0 if leading >= 10 else 1
        si = QLocale.DataSizeFormat.DataSizeSIFormat
        return self._locale().formattedDataSize(size_bytes, precision, si)

    def exact(self, moment: str) -> str:
        """Write a stored moment in full, in local time; empty for none."""
        found = _read(moment)
        if found is None:
            return ""
        return self._locale().toString(_local(found), QLocale.FormatType.ShortFormat)

    def time_of_day(self, moment: str) -> str:
        """Write the local time of day of a stored moment."""
        found = _read(moment)
        if found is None:
            return ""
        return self._locale().toString(_local(found).time(), QLocale.FormatType.ShortFormat)

    def time_or_date(self, moment: str) -> str:
        """Write the local time of day of a stored moment of today, of any other the day."""
        found = _read(moment)
        if found is None:
            return ""
        now = self._clock.now()
        is_today = _local(found).date() == _local(now).date()
        return self.time_of_day(moment) if is_today else self._date(found, now)

    def relative(self, moment: str) -> str:
        """Write how far a moment is from now, short: ``5 min``, ``3 h``, ``in 2 d``, ``12 Mar``."""
        found = _read(moment)
        if found is None:
            return ""
        now = self._clock.now()
        seconds = (now - found).total_seconds()
        if abs(seconds) >= _WEEK:
            return self._date(found, now)
        return _ahead(-seconds) if seconds < -_MINUTE else _behind(seconds)

    def due(self, moment: str) -> str:
        """Write a time limit: ``in 2 h``, or ``3 h late``."""
        words = self.relative(moment)
        if words and self.is_past(moment):
            return QCoreApplication.translate("Texts", "{time} late").format(time=words)
        return words

    def _date(self, moment: datetime, now: datetime) -> str:
        locale = self._locale()
        if not self._holds_from <= now < self._holds_until or locale != self._dates_in:
            self._begin_quarter(now, locale)
        day = self._local_days.of(moment)
        words = self._dates.get(day)
        if words is None:
            words = self._dates[day] = self._day_in_words(QDate.fromJulianDay(day), locale)
        return words

    def _day_in_words(self, day: QDate, locale: QLocale) -> str:
        pattern = (
            QCoreApplication.translate("Texts", "d MMM", "date format within this year")
            if day.year() == self._year
            else QCoreApplication.translate("Texts", "d MMM yyyy", "date format with the year")
        )
        return locale.toString(day, pattern)

    def _begin_quarter(self, now: datetime, locale: QLocale) -> None:
        """Find anew what days are called when a local day, and with it a year, may have begun."""
        self._holds_from = now - timedelta(seconds=now.timestamp() % _QUARTER)
        self._holds_until = self._holds_from + timedelta(seconds=_QUARTER)
        self._dates_in = locale
        self._year = _local(now).date().year()
        self._local_days = LocalDays()
        self._dates.clear()

    def is_past(self, moment: str) -> bool:
        """Tell whether a stored moment lies behind us; no moment does not."""
        found = _read(moment)
        return found is not None and found < self._clock.now()

    def value(self, spec: FieldSpec, value: Value, title: Title) -> str:
        """Write a field's value in words; empty for none.

        Args:
            spec: The field.
            value: As documents hold it.
            title: Finds the titles of records that the field refers to.
        """
        if value is None or value == "":
            return ""
        writer = _WRITERS.get(spec.type)
        return str(value) if writer is None else writer(self, spec, value, title)

    def _choice(self, spec: FieldSpec, value: Value, title: Title) -> str:  # noqa: ARG002
        choice = spec.choice(value)
        return str(value) if choice is None else domain_text(choice.label)

    def _ref(self, spec: FieldSpec, value: Value, title: Title) -> str:
        return title(spec.ref, str(value))

    def _refs(self, spec: FieldSpec, value: Value, title: Title) -> str:
        return ", ".join(title(spec.ref, one) for one in text_list(value))

    def _texts(self, spec: FieldSpec, value: Value, title: Title) -> str:  # noqa: ARG002
        return ", ".join(text_list(value))

    def _moment(self, spec: FieldSpec, value: Value, title: Title) -> str:  # noqa: ARG002
        return self.exact(str(value))

    def _boolean(self, spec: FieldSpec, value: Value, title: Title) -> str:  # noqa: ARG002
        translate = QCoreApplication.translate
        return translate("Texts", "Yes") if value else translate("Texts", "No")

    def _rows(self, spec: FieldSpec, value: Value, title: Title) -> str:  # noqa: ARG002
        rows = value if isinstance(value, list) else []
        return QCoreApplication.translate("Texts", "%n row(s)", "", len(rows))


_Writer = Callable[[Texts, FieldSpec, Value, Title], str]
_WRITERS: Mapping[FieldType, _Writer] = {
    FieldType.CHOICE: Texts._choice,  # noqa: SLF001 - the table belongs to the class
    FieldType.REF: Texts._ref,  # noqa: SLF001
    FieldType.REF_SET: Texts._refs,  # noqa: SLF001
    FieldType.TEXT_SET: Texts._texts,  # noqa: SLF001
    FieldType.MOMENT: Texts._moment,  # noqa: SLF001
    FieldType.BOOLEAN: Texts._boolean,  # noqa: SLF001
    FieldType.ROWS: Texts._rows,  # noqa: SLF001
}


def _behind(seconds: float) -> str:
    translate = QCoreApplication.translate
    if seconds < _MINUTE:
        return translate("Texts", "now")
    if seconds < _HOUR:
        return translate("Texts", "%n min", "", int(seconds // _MINUTE))
    if seconds < _DAY:
        return translate("Texts", "%n h", "", int(seconds // _HOUR))
    return translate("Texts", "%n d", "", int(seconds // _DAY))


def _ahead(seconds: float) -> str:
    translate = QCoreApplication.translate
    if seconds < _HOUR:
        return translate("Texts", "in %n min", "", int(seconds // _MINUTE))
    if seconds < _DAY:
        return translate("Texts", "in %n h", "", int(seconds // _HOUR))
    return translate("Texts", "in %n d", "", int(seconds // _DAY))


def _read(moment: str) -> datetime | None:
    try:
        return from_text(moment) if moment else None
    except ValueError:
        return None


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
