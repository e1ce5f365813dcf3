"""Filters of Redmine's lists of issues, as far as they are understood here.

Whatever else is asked for is a failure of the test at hand.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import ge, le
from typing import Any, TypeAlias

from tests.fakes.desks.redmine.links import KEPT_TYPES
from tests.fakes.desks.redmine.stores import Account, Issue, Relation, Stores

Query: TypeAlias = Mapping[str, Sequence[str]]
Test: TypeAlias = Callable[[Issue], bool]
_SHORT = ("status_id", "issue_id")
"""May also be asked for by their names alone."""
_FIELDS = {"project_id": "project", "assigned_to_id": "owner", "tracker_id": "tracker"}
_FIELDS |= {"author_id": "author"}
_SORTS: Mapping[str, Callable[[Issue], Any]] = {
    "id": lambda one: one.number,
    "updated_on": lambda one: one.updated,
}


class NotUnderstoodError(AssertionError):
    """The adapter asks what this desk was never taught."""


def issue_test(query: Query, stores: Stores, who: Account) -> Test:
    """Read the filters of a question; all must hold."""
    tests = [
        _test(name, query[f"op[{name}]"][0], query.get(f"v[{name}][]", ()), stores, who)
        for name in query.get("f[]", ())
    ]
    tests += [_test(one, query[one][0], (), stores, who) for one in _SHORT if one in query]
    if not any(name == "status_id" for name in (*query.get("f[]", ()), *query)):
        # Redmine's own wish, if nothing else is said.
        tests.append(_test("status_id", "o", (), stores, who))
    return lambda issue: all(test(issue) for test in tests)


def ordered(issues: Sequence[Issue], sort: str) -> list[Issue]:
    """Put issues in the order asked for."""
    found = list(issues)
    for part in reversed(sort.split(",")):
        name, _, way = part.partition(":")
        if name not in _SORTS:
            msg = f"a list sorted by {name}"
            raise NotUnderstoodError(msg)
        found.sort(key=_SORTS[name], reverse=way == "desc")
    return found


def _test(name: str, op: str, values: Sequence[str], stores: Stores, who: Account) -> Test:
    if name == "status_id" and op in {"*", "o", "c"}:
        closed = {one.number for one in stores.statuses.values() if one.marked}
        return lambda issue: op == "*" or (issue.status in closed) is (op == "c")
    if name == "updated_on" and op in {">=", "><"}:
        return _changed(op, values)
    if name == "issue_id" and op in {"=", ">=", "<="}:
        numbers = {int(one) for one in values[0].split(",")}
        if op == "=":
            return lambda issue: issue.number in numbers
        compare = ge if op == ">=" else le
        return lambda issue: bool(compare(issue.number, min(numbers)))
    if name in KEPT_TYPES and op == "*":
        named = {each for one in stores.relations.values() for each in _named(one, name)}
        return lambda issue: issue.number in named
    if name in _FIELDS and op == "=":
        wanted = {who.number if one == "me" else int(one) for one in values}
        field = _FIELDS[name]
        return lambda issue: getattr(issue, field) in wanted
    msg = f"a list of issues by {name} {op}"
    raise NotUnderstoodError(msg)


def _named(relation: Relation, type_: str) -> Sequence[int]:
    """Number the issues that have a relation of a type: the first one, of mutual ones both."""
    if relation.type != type_:
        return ()
    return (relation.first, relation.second) if type_ == "relates" else (relation.first,)


def _changed(op: str, values: Sequence[str]) -> Test:
    """Compare with a moment; all that is later than a second before it passes."""
    since = _moment(values[0]) - timedelta(seconds=1)
    if op == ">=":
        return lambda issue: issue.updated > since
    until = _moment(values[1])
    return lambda issue: since < issue.updated <= until


def _moment(text: str) -> datetime:
    """Read a moment; a day without a time would be one of whoever asks."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
