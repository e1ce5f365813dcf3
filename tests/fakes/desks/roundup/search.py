"""Which items a question is for. Pure."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from tests.fakes.desks.roundup.classes import Prop, props_of
from tests.fakes.desks.roundup.raw import UsageError
from tests.fakes.desks.roundup.stores import Item

Query: TypeAlias = Sequence[tuple[str, str]]
Test: TypeAlias = Callable[[Item], bool]
_NOWHERE = "-1"


def item_test(klass: str, query: Query) -> Test:
    """Read the conditions of a question; several for one property let any of their values pass.

    Raises:
        UsageError: a property is unknown.
    """
    wanted: dict[str, list[str]] = {}
    for name, value in query:
        if not name.startswith("@"):
            wanted.setdefault(name, []).append(value)
    tests = [_test(klass, name, values) for name, values in wanted.items()]
    return lambda item: all(test(item) for test in tests)


def in_order(items: Sequence[Item], sort: str) -> list[Item]:
    """Sort by number, or by what is asked for."""
    found = sorted(items, key=lambda one: int(one.id))
    if not sort:
        return found
    name, down = sort.lstrip("-+"), sort.startswith("-")
    if name == "id":
        return found[::-1] if down else found
    # Of those that are alike the smallest number comes first, however the rest is sorted.
    return sorted(found, key=lambda one: one.get(name), reverse=down) if name else found


def _test(klass: str, name: str, values: Sequence[str]) -> Test:
    is_exact = name.endswith(":")
    plain = name.removesuffix(":")
    prop = props_of(klass).get(plain)
    if prop is None:
        msg = f"Field {plain} is not valid for {klass} class."
        raise UsageError(msg)
    if plain == "id":
        return lambda item: item.id in values
    if prop.links:
        return _link_test(plain, prop, {one for value in values for one in value.split(",")})
    if prop.type == "Date":
        return _since(plain, values[-1])
    assert is_exact, "a search for parts of words"
    return lambda item: item.get(plain) in values


def _link_test(name: str, prop: Prop, wanted: set[str]) -> Test:
    def fits(item: Item) -> bool:
        there = item.get(name)
        members = there if prop.is_many else [there] if there else []
        return bool(wanted & set(members)) or (_NOWHERE in wanted and not members)

    return fits


def _since(name: str, span: str) -> Test:
    start, end = span.split(";")
    assert not end, "a span that ends"
    # Without an offset it would be read in the time zone of whoever asks.
    begin = datetime.strptime(start, "%Y-%m-%d.%H:%M:%S%z").astimezone(UTC)
    return lambda item: bool(item.get(name) >= begin)
