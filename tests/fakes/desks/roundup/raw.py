"""From what a request says to what is stored, with the sentences for what is no value. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.fakes.desks.roundup.classes import CLASSES, KEYS, STAMPS, Prop
from tests.fakes.desks.roundup.stores import Item, Stores, Values

_DATE = re.compile(r"\d{4}-\d\d-\d\d\.\d\d:\d\d:\d\d[+-]\d{4}")
_SPAN = re.compile(r"([+-]? *)((?:\d+[ymwd] *)*)(\d+:\d\d)?")
_TRUE = frozenset({"checked", "yes", "true", "on", "1"})


class UsageError(Exception):
    """400, with what Roundup says to it."""


def read_values(
    stores: Stores, klass: str, told: Mapping[str, Any], item: Item | None, now: datetime
) -> Values:
    """Read the properties of a request: all are texts, what is empty is none, and ``null`` is not
    there at all.

    Raises:
        UsageError: one of them is unknown, or no value of its type.
    """
    told = {name: value for name, value in told.items() if value is not None}
    if not told:
        raise UsageError("No properties found.")
    found: Values = {}
    for name, value in told.items():
        if name.startswith("@") or name in STAMPS or name == "id":
            continue
        prop = CLASSES[klass].get(name)
        if prop is None:
            msg = f"Property {name} not found in class {klass}"
            raise UsageError(msg)
        raw = value and [str(one) for one in value] if isinstance(value, list) else str(value)
        found[name] = _read(stores, name, prop, raw, item, now) if raw else None
    return found


def _read(stores: Stores, name: str, prop: Prop, raw: Any, item: Item | None, now: datetime) -> Any:
    if isinstance(raw, str):
        raw = raw.strip()
    if prop.type == "Multilink":
        before = [] if item is None else item.values[name]
        return _read_many(stores, name, prop, raw, before)
    if prop.type == "Link":
        return None if raw in {"", "-1"} else _number(stores, name, prop, raw)
    if prop.type == "String":
        return raw if name == "content" else raw.replace("\r\n", "\n").replace("\r", "\n")
    if prop.type == "Date":
        return _date(name, raw, now)
    return _PLAIN[prop.type](name, raw)


def _read_many(stores: Stores, name: str, prop: Prop, raw: Any, before: list[str]) -> list[str]:
    """Read members: a new list, or how the one that was loaded changes."""
    steps = [one.strip() for one in (raw.split(",") if isinstance(raw, str) else raw)]
    there, whole = list(before), True
    new: list[str] = []
    for step in filter(None, steps):
        sign, rest = (step[0], step[1:].strip()) if step[0] in "+-" else ("", step)
        whole = whole and not sign
        member = _number(stores, name, prop, rest)
        if sign == "-":
            there = [one for one in there if one != member]
            continue
        new.append(member)
        there += [] if member in there else [member]
    return sorted(new if whole else there, key=int)


def _number(stores: Stores, name: str, prop: Prop, raw: str) -> str:
    if raw.isdecimal():
        return raw
    if prop.to not in KEYS:
        msg = f"you may only enter ID values for property {name}"
        raise UsageError(msg)
    found = stores.lookup(prop.to, raw)
    if found is None:
        msg = f"property {name}: {raw!r} is not a {prop.to}."
        raise UsageError(msg)
    return found.id


def _date(name: str, raw: str, now: datetime) -> datetime:
    if raw == ".":
        return now
    if not _DATE.fullmatch(raw):
        forms = '"yyyy-mm-dd", "mm-dd", "HH:MM", "HH:MM:SS" or "yyyy-mm-dd.HH:MM:SS.SSS"'
        said = f"Not a date spec: {raw!r} ({forms})"
        msg = f"property {name}: {raw!r} is an invalid date ({said})"
        raise UsageError(msg)
    return datetime.strptime(raw, "%Y-%m-%d.%H:%M:%S%z").astimezone(UTC)


def _real(name: str, raw: str) -> float:
    try:
        return float(raw)
    except ValueError as error:
        msg = f"property {name}: {raw!r} is not a number"
        raise UsageError(msg) from error


def _whole(name: str, raw: str) -> int:
    try:
        return int(raw)
    except ValueError as error:
        msg = f"property {name}: {raw!r} is not an integer"
        raise UsageError(msg) from error


def _truth(name: str, raw: str) -> bool:
    del name
    return raw.lower() in _TRUE


def _span(name: str, raw: str) -> str:
    found = _SPAN.fullmatch(raw)
    if found is None or not (found[2] or found[3]):
        forms = "([+-] [#y] [#m] [#w] [#d] [[[H]H:MM]:SS])"
        said = f'Not an interval spec: "{raw}" {forms}'
        msg = f"property {name}: {raw!r} is an invalid date interval ({said})"
        raise UsageError(msg)
    sign = "-" if "-" in found[1] else "+"
    return " ".join(filter(None, [sign, *found[2].split(), found[3]]))


_PLAIN: Mapping[str, Callable[[str, str], Any]] = {
    "Number": _real,
    "Integer": _whole,
    "Boolean": _truth,
    "Interval": _span,
    "Password": lambda _, raw: raw,
}
