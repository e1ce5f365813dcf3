"""Reads what a Redmine lets choose from."""

from collections.abc import Sequence

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.custom_fields import Custom, described, learned
from deskclient.backends.redmine.names import Lists
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.strict_json import decode

_NOT_TOLD = frozenset({403, 404})


async def read_lists(rest: Rest, projects: Sequence[wire.Project], *, is_admin: bool) -> Lists:
    """Read statuses, priorities, trackers and fields.

    Args:
        rest: Makes the calls.
        projects: Those that are seen, with fields of their own.
        is_admin: Whether the desk tells us what fields hold.
    """
    statuses = decode(await rest.get("/issue_statuses"), wire.Statuses).issue_statuses
    found = await rest.get("/enumerations/issue_priorities")
    priorities = decode(found, wire.Priorities).issue_priorities
    trackers = decode(await rest.get("/trackers"), wire.Trackers).trackers
    fields = await _described(rest, len(trackers)) if is_admin else None
    if fields is None:
        fields = learned(await _one_of_each(rest, trackers), projects)
    return Lists(statuses, priorities, trackers, fields)


async def _described(rest: Rest, trackers: int) -> Sequence[Custom] | None:
    answer = await rest.send("/custom_fields", also=_NOT_TOLD)
    if answer.status in _NOT_TOLD:
        return None
    return described(decode(answer.body, wire.FieldRows).custom_fields, trackers)


async def _one_of_each(rest: Rest, trackers: Sequence[wire.Tracker]) -> Sequence[wire.Made]:
    """Give the first issue of each tracker, which stays the same from one day to the next."""
    found: list[wire.Made] = []
    for one in trackers:
        query = (
            *(("f[]", "status_id"), ("op[status_id]", "*")),
            *(("f[]", "tracker_id"), ("op[tracker_id]", "="), ("v[tracker_id][]", str(one.id))),
            *(("sort", "id"), ("limit", "1")),
        )
        found += decode(await rest.get("/issues", query), wire.MadePage).issues
    return found
