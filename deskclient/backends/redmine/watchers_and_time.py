"""Who watches an issue, and the time spent on it: records beside the issue, told by no journal.

Both add up: somebody who watches already comes once, and each entry of time stands by itself.
"""

from collections.abc import Sequence

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.outgoing import Body, day_of, minutes_in
from deskclient.backends.redmine.reading import PAGE
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.strict_json import decode
from deskclient.domain.operation import Operation

_DONE = frozenset({200, 201, 204})


async def set_watchers(
    rest: Rest, issue: int, added: Sequence[str], removed: Sequence[str]
) -> HttpResponse | None:
    """Let people watch an issue, or not any more; gives the first refusal."""
    for one in added:
        answer = await rest.write("POST", f"/issues/{issue}/watchers", {"user_id": one})
        if answer.status not in _DONE:
            return answer
    for one in removed:
        answer = await rest.write("DELETE", f"/issues/{issue}/watchers/{one}")
        if answer.status not in _DONE | {404}:
            return answer
    return None


async def book(rest: Rest, op: Operation, issue: wire.Issue, claims: Claims) -> HttpResponse | None:
    """Book the minutes of an operation, on the day when they were noted; gives a refusal.

    Where Redmine has no usual activity, the first one of the project is taken.
    """
    answer = await _book(rest, op, issue.id)
    if answer.status == 422:
        path = f"/projects/{issue.project.id}"
        found = await rest.get(path, (("include", "time_entry_activities"),))
        activities = decode(found, wire.ActivitiesAnswer).project.time_entry_activities
        if activities:
            answer = await _book(rest, op, issue.id, activity_id=activities[0].id)
    if answer.status not in _DONE:
        return answer
    made = decode(answer.body, wire.TimeEntryAnswer).time_entry
    claims.note(name_of(made), op.op_id)
    return None


async def booked(rest: Rest, issue: int, person: int) -> Sequence[wire.TimeEntry]:
    """Give the entries of time that somebody has on an issue, the earliest first."""
    found: dict[int, wire.TimeEntry] = {}
    offset = 0
    while True:
        # They stand in the order of their days, which are few: pages by place, and each once.
        query = (
            *(("issue_id", str(issue)), ("user_id", str(person))),
            *(("limit", str(PAGE)), ("offset", str(offset))),
        )
        answer = await rest.send("/time_entries", query, also=frozenset({403}))
        if answer.status == 403:
            return ()
        page = decode(answer.body, wire.TimeEntryPage)
        found |= {one.id: one for one in page.time_entries}
        offset += PAGE
        if not page.time_entries or offset >= page.total_count:
            return [found[one] for one in sorted(found)]


def is_as_booked(op: Operation, entry: wire.TimeEntry) -> bool:
    """Tell whether an entry has the minutes of an operation; Redmine shows two decimals."""
    return round(entry.hours, 2) == round(minutes_in(op) / 60, 2)


def name_of(entry: wire.TimeEntry) -> str:
    """Name an entry of time apart from all journals."""
    return f"time-{entry.id}"


async def _book(rest: Rest, op: Operation, issue: int, **more: object) -> HttpResponse:
    body: Body = {"issue_id": issue, "hours": minutes_in(op) / 60, **more}
    if day_of(op.acted_at):
        body["spent_on"] = day_of(op.acted_at)
    return await rest.write("POST", "/time_entries", {"time_entry": body})
