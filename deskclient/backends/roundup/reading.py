"""Questions to Roundup that lead to whole issues with what was said in them.

The server reads all that a question fits and cuts pages afterwards, which in a large tracker takes
longer than anybody waits. So issues are asked for by their numbers, which have no gaps but for what
is hidden or retired, and whatever goes through all of them asks for no property.
"""

from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from urllib.parse import quote

from msgspec import Struct

from deskclient.backends.port import BadRow, RemoteRow
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.mapping import (
    NOBODY,
    Parts,
    bad_row,
    conversation,
    id_in,
    ids_in,
    issue_row,
    lost_row,
    number,
    person_row,
    second,
    version,
)
from deskclient.backends.roundup.rest import Query, Rest
from deskclient.backends.roundup.schema import (
    ISSUE,
    Schema,
    guessed,
    schema_in,
)
from deskclient.backends.roundup.terms import NO_QUEUE, Named, Terms, named
from deskclient.backends.roundup.vocabulary import Vocabulary
from deskclient.backends.strict_json import decode
from deskclient.backends.translate import TooBigError
from deskclient.domain.errors import RefusedError
from deskclient.domain.ids import ServerId
from deskclient.domain.scope import Scope
from deskclient.domain.workflow import Phase

AT_ONCE = 300
"""So many records are named in one question; addresses must not become too long, and each question
costs the desk as much as ten records before it looks at any."""
_SAMPLE = 30
"""So many issues show what types there are, where the desk tells no schema."""
_LISTED_AT_ONCE = 400
"""Issues of which little is asked."""
_OF_RECORDS = "creation,activity,creator,actor"
_MESSAGE_FIELDS = "author,date,content,files,messageid,type,creation,activity,creator"
_FILE_FIELDS = "name,type,creation,activity,creator"
_PERSON_FIELDS = "username,realname,address,activity"
_HIDDEN = frozenset({403, 404})
_DAY_S = 86_400


class Listed(Struct, frozen=True):
    """An issue as a list tells it."""

    id: str
    second: int
    """Of its last change."""
    queue: str
    people: frozenset[str]
    """Who has it, and who watches it."""
    status: str | None


class Whole(Struct, frozen=True):
    """An issue with all that belongs to it."""

    ticket: RemoteRow
    parts: Sequence[RemoteRow]
    second: int
    item: wire.Item


# --- what the tracker is like -------------------------------------------------------------------


async def read_terms(rest: Rest) -> Terms:
    """Ask what there is to choose from; what may not be seen is empty."""
    schema = await _schema(rest)
    queue = schema.queue
    classes = {one: await _class(rest, one) for one in schema.links()}
    return Terms(
        schema=schema,
        statuses=await _class(rest, "status") if schema.get("status") else (),
        priorities=await _class(rest, "priority") if schema.get("priority") else (),
        queues=await _class(rest, queue.to) if queue else (),
        keywords={one.id: one.name for one in await _class(rest, "keyword")},
        classes=classes,
    )


async def _schema(rest: Rest) -> Schema:
    told = await rest.schema()
    schema = None if told is None else schema_in(told)
    if schema is not None:
        return schema
    # All properties are told of one issue alone, so a few are asked for by themselves.
    items: list[wire.Item] = []
    for one in await newest_issues(rest, _SAMPLE):
        answer = await rest.send("GET", f"/data/{ISSUE}/{quote(one)}", also=_HIDDEN)
        if answer.status not in _HIDDEN:
            items.append(decode(answer.body, wire.ElementAnswer).data.attributes)
    return guessed(items)


async def _class(rest: Rest, klass: str) -> tuple[Named, ...]:
    try:
        labels = named(await rest.list(klass, (), verbose=2))
        if klass not in {"status", "priority"}:
            return labels
        orders = await rest.list(klass, [("@fields", "order")])
    except RefusedError:
        return ()
    known = {one.id: one.name for one in labels}
    return named({**one, "name": known.get(str(one["id"]))} for one in orders)


# --- lists --------------------------------------------------------------------------------------


async def newest_issues(rest: Rest, most: int, by: str = "id") -> list[str]:
    """Number the issues that come first, from the newest on.

    Args:
        rest: Makes the call.
        most: So many.
        by: What tells the newest: their numbers, or the ``activity`` in them.
    """
    query = [("@sort", f"-{by}"), ("@page_size", str(most))]
    return [str(one["id"]) for one in await rest.list(ISSUE, query)]


async def highest(rest: Rest) -> int:
    """Give the highest number of an issue that may be seen; 0 for none."""
    return max((number(one) for one in await newest_issues(rest, 1)), default=0)


async def walk_issues(rest: Rest, schema: Schema) -> AsyncIterator[list[Listed]]:
    """List all issues in pieces, the earliest first."""
    top = await highest(rest)
    for start in range(1, top + 1, _LISTED_AT_ONCE):
        end = min(start + _LISTED_AT_ONCE, top + 1)
        yield await list_issues(rest, schema, [("id", str(one)) for one in range(start, end)])


async def list_issues(rest: Rest, schema: Schema, query: Query = ()) -> list[Listed]:
    """List issues with what tells whether they are kept here, in no order that counts."""
    names = ["activity", "assignedto", "nosy", "status"]
    names += [] if schema.queue is None else [schema.queue.name]
    fields = ",".join(one for one in names if one == "activity" or schema.get(one))
    found = await rest.list(ISSUE, [*query, ("@fields", fields)])
    return [listed(one, schema) for one in found if number(one.get("id"))]


def listed(item: wire.Item, schema: Schema) -> Listed:
    """Read an issue of a list."""
    queue = schema.queue
    owner = id_in(item.get("assignedto"))
    return Listed(
        id=str(item["id"]),
        second=second(item.get("activity")),
        queue=(id_in(item.get(queue.name)) if queue else None) or NO_QUEUE,
        people=frozenset({*ids_in(item.get("nosy")), *([owner] if owner else [])}),
        status=id_in(item.get("status")),
    )


def is_kept(scope: Scope, me: str, now: int, phases: Mapping[str, Phase], one: Listed) -> bool:
    """Tell whether an issue belongs to what is kept here.

    Args:
        scope: What is kept.
        me: Who we are.
        now: The second it is there.
        phases: How far issues have come, by status.
        one: The issue.
    """
    if scope.mine and me in one.people:
        return True
    if scope.queues is not None and one.queue not in scope.queues:
        return False
    is_open = phases.get(one.status or "", Phase.ACTIVE) is not Phase.DONE
    return not scope.days or is_open or now - one.second <= scope.days * _DAY_S


async def by_number(
    rest: Rest, klass: str, ids: Iterable[str], fields: str, verbose: int = 0
) -> dict[str, wire.Item]:
    """Give those records of a class that a list shows: not retired, to be seen."""
    found: dict[str, wire.Item] = {}
    for some in _chunks(sorted(set(ids), key=number)):
        found |= await _some(rest, klass, some, fields, verbose)
    return found


async def _some(
    rest: Rest, klass: str, ids: Sequence[str], fields: str, verbose: int
) -> Mapping[str, wire.Item]:
    query = [("id", one) for one in ids] + [("@fields", fields)]
    try:
        items = await rest.list(klass, query, verbose)
    except TooBigError:
        if len(ids) == 1:
            raise
        half = len(ids) // 2
        first = await _some(rest, klass, ids[:half], fields, verbose)
        return {**first, **await _some(rest, klass, ids[half:], fields, verbose)}
    return {str(one["id"]): one for one in items}


# --- whole issues -------------------------------------------------------------------------------


def fields_of(schema: Schema) -> str:
    """Name all properties of an issue."""
    return ",".join([*(one.name for one in schema.properties), *_OF_RECORDS.split(",")])


async def read_issues(rest: Rest, schema: Schema, ids: Iterable[str]) -> dict[str, wire.Item]:
    """Give issues with all their properties."""
    return await by_number(rest, ISSUE, ids, fields_of(schema))


async def read_parts(rest: Rest, items: Collection[wire.Item]) -> Parts:
    """Give what was said in some issues; files come without their bytes."""
    wanted = [one for item in items for one in ids_in(item.get("messages"))]
    messages = await by_number(rest, "msg", wanted, _MESSAGE_FIELDS, verbose=3)
    files = [one for item in items for one in ids_in(item.get("files"))]
    files += [one for item in messages.values() for one in ids_in(item.get("files"))]
    return Parts(messages, await by_number(rest, "file", files, _FILE_FIELDS))


def whole(item: wire.Item, parts: Parts, terms: Terms, now: int, desk: str) -> Whole:
    """Put together an issue and what was said in it.

    Args:
        item: The issue.
        parts: Messages and files of it, and perhaps of others.
        terms: What is known of the tracker.
        now: The second it is there.
        desk: What tells this desk apart from others.
    """
    at = second(item.get("activity"))
    ticket = issue_row(item, terms, version(at, now))
    return Whole(ticket, conversation(item, parts, desk), at, item)


async def read_wholes(
    rest: Rest,
    vocabulary: Vocabulary,
    ids: Iterable[str],
    desk: str,
    is_wanted: Callable[[Listed], bool] = lambda _: True,
) -> tuple[Sequence[Whole], Sequence[BadRow]]:
    """Give whole issues in the order of their numbers, and those that could not be understood.

    Args:
        rest: Makes the calls.
        vocabulary: What is known of the tracker.
        ids: Numbers of the issues.
        desk: What tells this desk apart from others.
        is_wanted: Chooses among them before more is asked for.
    """
    schema = (await vocabulary.terms()).schema
    found = await read_issues(rest, schema, ids)
    items = {name: one for name, one in found.items() if is_wanted(listed(one, schema))}
    now = rest.now_s
    terms = await vocabulary.knowing(items.values())
    parts = await read_parts(rest, items.values())
    good = [one for one in items.values() if second(one.get("activity"))]
    bad = [one for one in items.values() if not second(one.get("activity"))]
    return (
        [whole(one, parts, terms, now, desk) for one in good],
        [bad_row("ticket", one, "an issue without the time of its last change") for one in bad],
    )


async def lost_issue(rest: Rest, issue: str, ver: int) -> RemoteRow | None:
    """Say what became of an issue that no list shows; ``None`` if there never was one.

    A retired one can still be asked for by itself.
    """
    answer = await rest.send("GET", f"/data/{ISSUE}/{quote(issue, safe='')}", also=_HIDDEN)
    if answer.status == 404:
        return None
    return lost_row("ticket", issue, 403 if answer.status == 403 else 404, ver)


async def single_entry(rest: Rest, server_id: ServerId) -> RemoteRow:
    """Give one message; what is not to be had is a row that says so."""
    found = await by_number(rest, "msg", [server_id], _MESSAGE_FIELDS, verbose=3)
    issues = await rest.list(
        ISSUE, [("messages", server_id), ("@fields", "creator,messages,files")]
    )
    if server_id not in found or not issues:
        return lost_row("entry", server_id, 404)
    rows = conversation(issues[0], Parts(found, {}), "")
    return next(row for row in rows if row.kind == "entry")


async def single_file(rest: Rest, server_id: ServerId, desk: str) -> RemoteRow:
    """Give one file; what is not to be had is a row that says so."""
    files = await by_number(rest, "file", [server_id], _FILE_FIELDS)
    if server_id in files:
        query = [("files", server_id), ("@fields", _MESSAGE_FIELDS)]
        messages = {str(one["id"]): one for one in await rest.list("msg", query, verbose=3)}
        places = [("messages", one) for one in messages] or [("files", server_id)]
        fields = ("@fields", "creator,messages,files")
        for issue in await rest.list(ISSUE, [*places, fields]):
            for row in conversation(issue, Parts(messages, files), desk):
                if row.kind == "attachment":
                    return row
    return lost_row("attachment", server_id, 404)


async def people(rest: Rest, ids: Iterable[str] | None = None) -> Sequence[RemoteRow]:
    """Give people by number, or all of them."""
    if ids is None:
        items = await rest.list("user", [("@fields", _PERSON_FIELDS)])
    else:
        items = list((await by_number(rest, "user", ids, _PERSON_FIELDS)).values())
    return [person_row(one) for one in items if one.get("username") != NOBODY]


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
