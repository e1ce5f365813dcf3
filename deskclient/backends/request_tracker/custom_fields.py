"""Fields that a Request Tracker's administrators have added: read and written by their type. Pure.

How to write each type was measured at RT 5.0.3. A list with nothing in it empties a field of
several values, ``null`` one of a single value, but only if there is one: else RT stores an empty
value beside none. A moment is never taken out: RT keeps its first second of 1970 instead.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from deskclient.backends.other_desks.witness import plain_words
from deskclient.domain.desk_words import OwnField
from deskclient.domain.fields import Choice, FieldType, Value
from deskclient.domain.times import from_text, to_text

Raw: TypeAlias = "str | int | dict[str, str] | None"
"""One value as RT tells it; files are described, not contained."""
MARKER = "ClientId"
"""The custom field that names the operation which made a ticket, on desks that have it."""
PREFIX = "cf_"
_CHOSEN = "Select"
_MOMENT = "DateTime"
_TYPES = {
    "Select": FieldType.CHOICE,
    "Text": FieldType.LONG_TEXT,
    "Wikitext": FieldType.LONG_TEXT,
    "HTML": FieldType.LONG_TEXT,
    "Date": FieldType.DATE,
    _MOMENT: FieldType.MOMENT,
}
_READ_ONLY = frozenset({"HTML", "Image", "Binary"})
_LINE = 255
"""Letters of a value in one line."""
_LONG = 20_000
_NO_DATES = ("1969-12-31", "1970-01-01")
"""What is left where RT was made to empty a date or moment."""


class CustomField(Struct, frozen=True):
    """A custom field as far as the person may know it."""

    id: int
    name: str
    type: str = ""
    """As RT calls it; empty where it is not told: then its values show what it is."""
    many: bool = False
    choices: tuple[str, ...] = ()
    zone: str = ""
    """The person's time zone, in which RT reads moments; empty if RT does not tell it."""

    @property
    def own_name(self) -> str:
        """Our name for it."""
        return f"{PREFIX}{self.id}"


Fields: TypeAlias = Mapping[int, CustomField]
NO_FIELDS: Fields = MappingProxyType({})


def own_field(one: CustomField, queues: Sequence[str] = ()) -> OwnField:
    """Declare a field for forms and lists."""
    kind = FieldType.TEXT_SET if one.many else _TYPES.get(one.type, FieldType.TEXT)
    is_line = bool(one.type) and kind is not FieldType.LONG_TEXT
    return OwnField(
        name=one.own_name,
        label=one.name,
        type=kind,
        choices=tuple(Choice(text, text, rank=at) for at, text in enumerate(one.choices)),
        max_length=_LINE if is_line else _LONG,
        writable=one.type not in _READ_ONLY and not _is_timeless(one),
        queues=tuple(queues),
    )


def value_of(one: CustomField, values: Sequence[Raw]) -> Value:
    """Read what a ticket has in a field; ``None`` for nothing."""
    texts = [text for value in values if (text := _text_of(one, value))]
    if one.many:
        return list[str](sorted(set(texts))) or None
    return "\n".join(texts) or None


def change_value(one: CustomField, told: "str | int | None") -> Value:
    """Read what the history says was, or is, in a field of a single value."""
    return value_of(one, [told])


def written(one: CustomField, value: Value, there: Sequence[Raw]) -> object:
    """Write a value as RT takes it.

    Args:
        one: The field.
        value: What is wanted, in the form of :func:`value_of`.
        there: What the ticket has now.
    """
    if isinstance(value, list):
        return [str(member) for member in value]
    text = "" if value is None else str(value)
    if one.type == _MOMENT:
        return _local(text, one.zone)
    if text:
        return text.split("\n") if not one.type and len(_kept(there)) > 1 else text
    return None if len(_kept(there)) <= 1 else []


def is_same(one: CustomField, value: Value, there: Sequence[Raw]) -> bool:
    """Tell whether a ticket has this value already."""
    return settled(one, value) == value_of(one, there)


def settled(one: CustomField, value: Value) -> Value:
    """Bring a value to the form in which RT gives it back."""
    if isinstance(value, list):
        return list[str](sorted({str(member) for member in value})) or None
    if one.type == _MOMENT and isinstance(value, str) and value:
        try:
            return to_text(from_text(value).replace(microsecond=0))
        except ValueError:
            return None
    return value or None


def _is_timeless(one: CustomField) -> bool:
    """Tell whether we cannot say a moment so that RT understands it."""
    return one.type == _MOMENT and _zone(one.zone) is None


def _kept(values: Sequence[Raw]) -> Sequence[Raw]:
    return [one for one in values if one not in (None, "")]


def _text_of(one: CustomField, value: Raw) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return value.get("filename") or value.get("name") or ""
    text = str(value)
    if one.type in {"Date", _MOMENT} and text.startswith(_NO_DATES):
        return ""
    if one.type == "HTML":
        return plain_words(text, "html")
    return _moment(text) if one.type == _MOMENT else text


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return to_text(at.replace(tzinfo=at.tzinfo or UTC))


def _local(text: str, zone: str) -> str:
    """Write a moment by the person's clock: RT takes no other zone."""
    there = _zone(zone)
    if not text or there is None:
        return ""
    try:
        return from_text(text).astimezone(there).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return ""


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
