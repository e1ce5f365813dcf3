"""What can be in a custom field, and what becomes of it: measured on a real 5.0.3, type by type.

A single field that has nothing takes an empty value for a value; of a list it takes the first. A
field of many values keeps those it has and puts the new ones behind them. Whatever a moment was
written as, something is kept.
"""

import ipaddress
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from tests.fakes.desks.request_tracker.stores import (
    NEVER,
    Account,
    CustomField,
    from_sql,
    sql_moment,
)

Value: TypeAlias = str | None
"""As it is kept; RT keeps nothing as well."""
INVALID = "Invalid value for custom field"
_SHOWN = "%a %b %d %H:%M:%S %Y"
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


class InvalidValueError(Exception):
    """RT does not take the value; it says :data:`INVALID`."""


def kept(one: CustomField, value: Any, who: Account) -> Value:
    """Give what RT keeps of a value.

    Raises:
        InvalidValueError: it is not of the field's type.
    """
    text = "" if value is None else str(value)
    if one.type == "DateTime":
        return _moment(text, who)
    if not text:
        return None
    if one.type == "Select" and text not in one.choices:
        raise InvalidValueError
    if one.type == "IPAddress":
        try:
            ipaddress.ip_address(text)
        except ValueError:
            raise InvalidValueError from None
    return text


def said(one: CustomField, value: Value, who: Account) -> str:
    """Write a value as it stands in a sentence of RT."""
    if one.type != "DateTime":
        return value or ""
    if value in {None, NEVER}:
        return "Not set"
    return from_sql(str(value)).astimezone(ZoneInfo(who.zone)).strftime(_SHOWN)


def first_values(one: CustomField, value: Any, who: Account) -> list[Value]:
    """Give what a new ticket has in a field; what is invalid is left out without a word."""
    found: list[Value] = []
    for single in value if isinstance(value, list) else [value]:
        try:
            text = kept(one, single, who)
        except InvalidValueError:
            continue
        if text and text not in found:
            found.append(text)
    return found if one.many else found[-1:]


def single_of(value: Any) -> Any:
    """Give what a single field takes of a list."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def steps_of(wanted: Sequence[Any], there: Sequence[Value]) -> Iterator[tuple[str, Value]]:
    """Say what is added to a field of many values, then what is taken out of it."""
    texts = [None if one is None else str(one) for one in wanted]
    for one in dict.fromkeys(texts):
        if one not in there:
            yield "add", one
    for gone in sorted((one for one in there if one not in texts), key=lambda one: one or ""):
        yield "remove", gone


def _moment(text: str, who: Account) -> str:
    """Read a moment by the clock of whoever writes; of what is none RT keeps the beginning."""
    for form, length in zip(_FORMS, (None, 10), strict=True):
        try:
            read = datetime.strptime(text[:length], form)  # noqa: DTZ007 - by RT
        except ValueError:
            continue
        return sql_moment(read.replace(tzinfo=ZoneInfo(who.zone)).astimezone(UTC))
    return NEVER
