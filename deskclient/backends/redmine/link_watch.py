"""Sees that others have linked issues: for Redmine that changes neither, and no list by time tells.

So the newest issues that have relations are asked for now and then, with their relations. What is
further back shows when either issue is read for another reason.
"""

from collections.abc import Collection
from typing import TypeAlias

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.reading import PAGE
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.strict_json import decode
from deskclient.domain.clock import Clock

REST_S = 600
"""So long nobody asks again."""
_TYPES = ("relates", "duplicates", "blocks")
"""Kept as these, each named by the first of two issues at least."""

Related: TypeAlias = tuple[int, int, int]
"""The number of a relation, then those of its issues."""


class LinkWatch:
    """Looks at the relations of one Redmine.

    Args:
        rest: What carries the questions.
        clock: For durations only.
    """

    def __init__(self, rest: Rest, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock
        self._looked_s: float | None = None
        """When that was last; ``None``: before this program was started."""
        self._seen: dict[str, tuple[str, frozenset[Related]]] = {}
        """By type: the ``ETag`` of the last answer, and what it told."""

    @property
    def is_due(self) -> bool:
        """Whether it is time to look again."""
        return self._looked_s is None or self._clock.steady_s() - self._looked_s >= REST_S

    async def look(self) -> tuple[Related, ...]:
        """Give the relations of the newest issues that have any, by number."""
        for one in _TYPES:
            await self._look_at(one)
        self._looked_s = self._clock.steady_s()
        return tuple(sorted(frozenset[Related]().union(*(told for _, told in self._seen.values()))))

    async def _look_at(self, type_: str) -> None:
        query = (
            *(("f[]", "status_id"), ("op[status_id]", "*")),
            *(("f[]", type_), (f"op[{type_}]", "*")),
            *(("include", "relations"), ("sort", "id:desc"), ("limit", str(PAGE))),
        )
        etag, _ = self._seen.get(type_, ("", None))
        headers = {"If-None-Match": etag} if etag else None
        answer = await self._rest.send("/issues", query, also=frozenset({304}), headers=headers)
        if answer.status == 304:
            return
        issues = decode(answer.body, wire.LinkedPage).issues
        told = frozenset(
            (each.id, each.issue_id, each.issue_to_id) for one in issues for each in one.relations
        )
        self._seen[type_] = (answer.headers.get("etag", ""), told)


def ends_changed(before: Collection[Related], now: Collection[Related]) -> frozenset[int]:
    """Number the issues of relations that have come or gone."""
    changed = set(before) ^ set(now)
    return frozenset(end for _, *ends in changed for end in ends)
