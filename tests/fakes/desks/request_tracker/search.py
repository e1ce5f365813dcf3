"""TicketSQL, as far as it is understood here; anything else is a failure of the test at hand.

Conditions are joined by AND or OR, with parentheses where both are used: how RT reads a mixture
without them depends on the fields.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from tests.fakes.desks.request_tracker.stores import (
    Account,
    CustomField,
    Event,
    Part,
    Stores,
    Ticket,
    from_sql,
)

_TOKEN = re.compile(r"\s*(\(|\)|'(?:[^'\\]|\\.)*'|[<>!]?=|[<>]|CF\.\{[^}]*\}|[A-Za-z_]+|-?\d+)")
_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
Test: TypeAlias = Callable[[Any], bool]
Condition: TypeAlias = Callable[[str, str, str], Test]


class NotUnderstoodError(AssertionError):
    """The adapter asks what this desk was never taught."""


class BadQueryError(Exception):
    """What RT answers with 400."""


def compiled(sql: str, condition: Condition) -> Test:
    """Read a query; ``condition`` makes a test of (field, operator, value)."""
    tokens, place = [], 0
    while sql[place:].strip():
        found = _TOKEN.match(sql, place)
        if found is None:
            msg = f"Wrong query in '{sql}'"
            raise BadQueryError(msg)
        tokens.append(found[1])
        place = found.end()
    reader = _Reader(tokens, sql, condition)
    test = reader.any_of()
    if reader.left:
        msg = f"Wrong query in '{sql}'"
        raise BadQueryError(msg)
    return test


class _Reader:
    def __init__(self, tokens: list[str], sql: str, condition: Condition) -> None:
        self.left = tokens
        self._sql = sql
        self._condition = condition

    def any_of(self) -> Test:
        tests, joins = [self._one()], set[str]()
        while self.left and self.left[0].upper() in {"AND", "OR"}:
            joins.add(self.left.pop(0).upper())
            tests.append(self._one())
        if len(joins) > 1:
            msg = f"AND and OR without parentheses: {self._sql}"
            raise NotUnderstoodError(msg)
        whole = any if joins == {"OR"} else all
        return lambda row: whole(test(row) for test in tests)

    def _one(self) -> Test:
        if self._next() == "(":
            self.left.pop(0)
            inner = self.any_of()
            if self._next() != ")":
                msg = f"Incomplete query '{self._sql}'"
                raise BadQueryError(msg)
            self.left.pop(0)
            return inner
        if len(self.left) > 2 and self.left[1:4] == ["IS", "NOT", "NULL"]:
            field = self.left[0]
            del self.left[:4]
            return self._condition(field, "IS NOT", "NULL")
        if len(self.left) < 3 or self.left[1] not in _OPERATORS:
            msg = f"Wrong query, expecting a OPERATOR in '{self._sql}'"
            raise BadQueryError(msg)
        field, operator, value = self.left[:3]
        del self.left[:3]
        return self._condition(field, operator, value.strip("'"))

    def _next(self) -> str:
        return self.left[0] if self.left else ""


def ticket_test(sql: str, stores: Stores, who: Account) -> Callable[[Ticket], bool]:
    """Read a search for tickets."""

    def condition(field: str, operator: str, value: str) -> Test:
        if field.startswith("CF."):
            return _custom_test(stores.custom_field(field[4:-1]), operator, value)
        compare = _OPERATORS[operator]
        if field == "id":
            return lambda ticket: bool(compare(ticket.number, int(value)))
        if field == "Queue":
            return lambda ticket: bool(compare(str(ticket.queue), value))
        if field == "Owner":
            owner = who if value == "__CurrentUser__" else stores.account(value)
            return lambda ticket: owner is not None and bool(compare(ticket.owner, owner.number))
        if field == "Status":
            return lambda ticket: bool(compare(ticket.status, value))
        if field == "LastUpdated":
            moment = _in_zone(value, who)
            return lambda ticket: bool(compare(from_sql(ticket.updated), moment))
        msg = f"a search for tickets by {field}"
        raise NotUnderstoodError(msg)

    return compiled(sql, condition)


def _custom_test(one: CustomField | None, operator: str, value: str) -> Test:
    """Read a condition on a custom field; one that is not known has nothing in any ticket."""
    number = 0 if one is None else one.number
    if operator == "IS NOT":
        # An empty value is one.
        return lambda ticket: bool(ticket.fields.get(number))
    if operator != "=":
        msg = f"a custom field {operator} something"
        raise NotUnderstoodError(msg)
    return lambda ticket: value in ticket.fields.get(number, ())


def part_test(sought: Sequence[Mapping[str, Any]]) -> Callable[[Part], bool]:
    """Read a search for parts of messages: conditions on one field hold if any of them does."""
    by_field: dict[str, list[Test]] = {}
    for one in sought:
        made = _part_condition(str(one["field"]), str(one["operator"]), one["value"])
        by_field.setdefault(str(one["field"]), []).append(made)
    return lambda part: all(any(test(part) for test in some) for some in by_field.values())


def _part_condition(field: str, operator: str, value: Any) -> Test:
    if (field, operator) == ("TransactionId", "IN"):
        numbers = {int(one) for one in value}
        return lambda part: part.event in numbers
    if (field, operator) == ("id", ">"):
        return lambda part: part.number > int(value)
    if field == "Filename" and (operator, value) in {("IS", "NULL"), ("=", "")}:
        return lambda part: not part.filename
    if (field, operator) == ("ContentType", "STARTSWITH"):
        return lambda part: part.content_type.startswith(str(value))
    msg = f"a search for parts by {field} {operator}"
    raise NotUnderstoodError(msg)


def event_test(sql: str, who: Account, stores: Stores) -> Callable[[Event], bool]:
    """Read a search for transactions."""

    def condition(field: str, operator: str, value: str) -> Test:
        compare = _OPERATORS[operator]
        if field == "ObjectType":
            if value != "RT::Ticket":
                msg = f"transactions of {value}"
                raise NotUnderstoodError(msg)
            return lambda _: True
        if field == "Creator":
            creator = who if value == "__CurrentUser__" else stores.account(value)
            return lambda event: (
                creator is not None and bool(compare(event.creator, creator.number))
            )
        if field in {"Type", "Field"}:
            return lambda event: bool(compare(getattr(event, field.lower()), value))
        if field in {"id", "ObjectId"}:
            name = "number" if field == "id" else "ticket"
            return lambda event: bool(compare(getattr(event, name), int(value)))
        msg = f"a search for transactions by {field}"
        raise NotUnderstoodError(msg)

    return compiled(sql, condition)


def _in_zone(text: str, who: Account) -> datetime:
    """Read a moment as RT does: in the zone of whoever asks; what it does not know is long ago."""
    try:
        plain = datetime.strptime(text.rstrip("Z"), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - by RT
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return plain.replace(tzinfo=ZoneInfo(who.zone))
