"""Questions to Redmine that lead to whole issues with what was said in them.

Nothing is paged by offset over an order that moves: each page asks for what lies beyond the last
number, or the last second, of the page before.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

import msgspec
from msgspec import Struct

from deskclient.backends.port import BadRow, RemoteRow, RowKind
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.attachments import attachment_rows
from deskclient.backends.redmine.choices import Filter, changed_about, changed_since
from deskclient.backends.redmine.mapping import (
    entry_rows,
    group_row,
    member_row,
    named_row,
    person_row,
    queue_row,
    seconds,
    ticket_row,
)
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.rest import Query, Rest
from deskclient.backends.strict_json import PageReader, broken_answer, decode, decode_row, is_whole
from deskclient.domain.ids import ServerId

PAGE = 100
"""Redmine gives no more at once."""
_RAW_MOST = 1 << 20
_GONE = frozenset({403, 404})
_OWN = "issue_custom_fields"
_LIST = PageReader(wire.IssuePage, wire.Listed, "issues", lambda _page, _body: -1)
"""Its rows hold more than is read of them, so that counting names proves nothing."""


class Found(Struct, frozen=True):
    """A page of a list."""

    issues: Sequence[wire.Listed]
    bad: Sequence[BadRow]
    total: int
    full: bool
    """As many as were asked for, so that there may be more."""
    numbers: frozenset[int]
    """Of all its rows, also of those that cannot be read."""
    etag: str = ""


class Whole(Struct, frozen=True):
    """An issue with its history as far as it is seen, or what stands for it."""

    number: int
    issue: wire.Issue | None = None
    history: tuple[wire.Journal, ...] = ()
    lost: RemoteRow | None = None
    """That it is gone, or out of sight."""
    bad: tuple[BadRow, ...] = ()
    raw: bytes | None = None
    """The answer, if texts in it had to be changed."""


async def find_issues(rest: Rest, filters: Sequence[Filter], sort: str, most: int = PAGE) -> Found:
    """Give the first page of a list."""
    return _found(await rest.get("/issues", _query(filters, sort, most)), most)


async def find_newest(rest: Rest, since: int, etag: str = "") -> Found | None:
    """Give the issues changed since a second, the newest first; ``None``: as ``etag`` says."""
    filters = (Filter("status_id", "*"), changed_since(since))
    answer = await rest.send(
        "/issues",
        _query(filters, "updated_on:desc,id:desc", PAGE),
        also=frozenset({304}),
        headers={"If-None-Match": etag} if etag else None,
    )
    if answer.status == 304:
        return None
    found = _found(answer.body, PAGE)
    return msgspec.structs.replace(found, etag=answer.headers.get("etag", ""))


async def find_by_number(rest: Rest, numbers: Sequence[int]) -> Sequence[wire.Listed]:
    """Give those of at most a page of issues that are there and to be seen."""
    if not numbers:
        return ()
    wanted = Filter("issue_id", "=", (",".join(str(one) for one in numbers),))
    return (await find_issues(rest, (Filter("status_id", "*"), wanted), "id")).issues


async def walk_changes(rest: Rest, since: int) -> AsyncGenerator[Found, None]:
    """Give all issues changed since a second in the order of their changes; some come twice.

    What is touched meanwhile moves to where the walk has not been yet.
    """
    every = Filter("status_id", "*")
    at = since
    while True:
        page = await find_issues(rest, (every, changed_since(at)), "updated_on,id")
        yield page
        if not page.full:
            return
        last = max((seconds(one.updated_on) for one in page.issues), default=0)
        if last > at:
            at = last
            continue
        # More than a page of one second: all of that by number, where nothing moves up.
        pages = [page async for page in walk_up(rest, (every, changed_about(at)))]
        yield _joined(pages)
        at += 1


async def walk_down(
    rest: Rest, filters: Sequence[Filter], before: int, most: int
) -> tuple[Found, int]:
    """Give a page of a list from the newest number on, and the number to go on before; 0: none."""
    below = (Filter("issue_id", "<=", (str(before - 1),)),) if before else ()
    page = await find_issues(rest, (*filters, *below), "id:desc", most)
    return page, _furthest(page, min) if page.full else 0


async def walk_up(rest: Rest, filters: Sequence[Filter]) -> AsyncIterator[Found]:
    """Give all of a list by number, the earliest first."""
    after = 0
    while True:
        beyond = Filter("issue_id", ">=", (str(after + 1),))
        page = await find_issues(rest, (*filters, beyond), "id")
        yield page
        if not page.full:
            return
        after = _furthest(page, max)


async def read_wholes(rest: Rest, numbers: Sequence[int]) -> Sequence[Whole]:
    """Read issues by number, in this order, one after the other: see ``AT_ONCE``."""
    return [await read_whole(rest, one) for one in numbers]


async def read_whole(rest: Rest, issue: int, more: str = "") -> Whole:
    """Read one issue with everything that belongs to it.

    Args:
        rest: Makes the call.
        issue: Its number.
        more: What else to ask for, each after a comma.

    Raises:
        ServerError: the answer was cut off.
    """
    query = (("include", f"journals,watchers,attachments,relations,children{more}"),)
    answer = await rest.send(f"/issues/{issue}", query, also=_GONE)
    if answer.status in _GONE:
        return Whole(issue, lost=lost_row("ticket", str(issue), answer.status))
    try:
        told, changed = decode_row(answer.body, wire.IssueAnswer)
    except ValueError as error:
        if not is_whole(answer.body):
            raise broken_answer("it was cut off") from error
        raw = answer.body[:_RAW_MOST]
        return Whole(issue, bad=(BadRow("ticket", str(issue), raw, str(error)),))
    history: list[wire.Journal] = []
    bad: list[BadRow] = []
    for one in told.issue.journals:
        try:
            history.append(msgspec.convert(one, wire.Journal))
        except msgspec.MsgspecError as error:
            bad.append(_bad_journal(issue, one, str(error)))
    # They come the latest first to whoever prefers that in the browser.
    history.sort(key=lambda one: one.id)
    changed_raw = answer.body if changed else None
    return Whole(issue, told.issue, tuple(history), bad=tuple(bad), raw=changed_raw)


def listed(issue: wire.Issue) -> wire.Listed:
    """Give what a list would show of an issue."""
    return wire.Listed(
        issue.id,
        issue.project,
        issue.status,
        issue.author,
        issue.assigned_to,
        issue.created_on,
        issue.updated_on,
    )


def whole_rows(whole: Whole, names: Names, desk: str) -> Sequence[RemoteRow]:
    """Read an issue with its entries and files; that it is not to be had is a row too.

    Args:
        whole: What was read.
        names: What the desk calls things.
        desk: What tells this desk apart from others.
    """
    if whole.issue is None:
        return () if whole.lost is None else (whole.lost,)
    ticket = ticket_row(whole.issue, whole.history, names)
    rows = [ticket, *entry_rows(whole.issue, whole.history, names)]
    rows += attachment_rows(whole.issue, whole.history, desk)
    if whole.raw is None:
        return rows
    return [
        msgspec.structs.replace(one, raw=whole.raw) if _is_changed(one) else one for one in rows
    ]


def lost_row(kind: str, name: str, status: int) -> RemoteRow:
    """Say what an answer without a record means: gone, or hidden from us."""
    what = RowKind.LEFT_SCOPE if status == 403 else RowKind.TOMBSTONE
    return RemoteRow(kind, ServerId(name), 0, 0, what)


async def read_person(rest: Rest, ref: wire.Ref) -> RemoteRow:
    """Read somebody; of groups, and of those whom we may not look up, the name must do."""
    answer = await rest.send(f"/users/{ref.id}", also=_GONE)
    if answer.status in _GONE:
        return named_row(ref)
    return person_row(decode(answer.body, wire.UserAnswer).user)


async def read_named(
    rest: Rest, kind: str, server_id: ServerId, members: Mapping[str, RemoteRow]
) -> RemoteRow:
    """Read a project or a person.

    Args:
        rest: Makes the calls.
        kind: ``queue`` or ``person``.
        server_id: The number.
        members: The rows of those of whom it is known that they work in a project.
    """
    path = {"person": "users", "queue": "projects"}[kind]
    known = members.get(server_id) if kind == "person" else None
    answer = await rest.send(f"/{path}/{quote(server_id, safe='')}", also=_GONE)
    if answer.status in _GONE:
        return known or lost_row(kind, server_id, answer.status)
    if kind == "queue":
        return queue_row(decode(answer.body, wire.ProjectAnswer).project)
    row = person_row(decode(answer.body, wire.UserAnswer).user)
    return member_row(row) if known else row


async def all_projects(rest: Rest) -> Sequence[wire.Project]:
    """Give all projects that are seen, by number."""
    found: dict[int, wire.Project] = {}
    offset = 0
    while True:
        # They are few and stand in the order of a tree: pages by place, and each once.
        query = (("include", _OWN), ("limit", str(PAGE)), ("offset", str(offset)))
        page = decode(await rest.get("/projects", query), wire.ProjectPage)
        found |= {one.id: one for one in page.projects}
        offset += PAGE
        if not page.projects or offset >= page.total_count:
            return [found[one] for one in sorted(found)]


async def members(rest: Rest, project: int) -> Sequence[wire.Membership]:
    """Give who works in a project; nobody where we may not know them."""
    found: dict[int, wire.Membership] = {}
    offset = 0
    while True:
        query = (("limit", str(PAGE)), ("offset", str(offset)))
        answer = await rest.send(f"/projects/{project}/memberships", query, also=_GONE)
        if answer.status in _GONE:
            return ()
        page = decode(answer.body, wire.MembershipPage)
        found |= {one.id: one for one in page.memberships}
        offset += PAGE
        if not page.memberships or offset >= page.total_count:
            return list(found.values())


async def read_members(rest: Rest, project: int, known: dict[str, RemoteRow]) -> list[RemoteRow]:
    """Read who works in a project; whoever is in ``known``, where the others come to, as there."""
    named: dict[str, None] = {}
    for one in await members(rest, project):
        ref = one.user or one.group
        if ref is None:
            continue
        name = str(ref.id)
        named[name] = None
        if name not in known:
            known[name] = (
                group_row(ref) if one.user is None else member_row(await read_person(rest, ref))
            )
    return [known[name] for name in named]


def _is_changed(row: RemoteRow) -> bool:
    return "\ufffd".encode() in msgspec.json.encode(row.doc)


def _query(filters: Sequence[Filter], sort: str, most: int) -> Query:
    query: list[tuple[str, str]] = []
    for one in filters:
        query += [("f[]", one.field), (f"op[{one.field}]", one.op)]
        query += [(f"v[{one.field}][]", value) for value in one.values]
    return [*query, ("sort", sort), ("limit", str(most))]


def _found(body: bytes, most: int) -> Found:
    rows = _LIST.read(body)
    bad = [BadRow("ticket", _number_in(one.raw), one.raw, one.error) for one in rows.bad]
    numbers = [one.id for one in rows.rows] + [int(one.server_id) for one in bad if one.server_id]
    bad = [one if one.server_id else _nameless(one) for one in bad]
    full = len(rows.rows) + len(bad) >= most
    return Found(rows.rows, bad, rows.page.total_count, full, frozenset(numbers))


def _joined(pages: Sequence[Found]) -> Found:
    """Put pages together as one that is not the last."""
    return Found(
        issues=[one for page in pages for one in page.issues],
        bad=[one for page in pages for one in page.bad],
        total=0,
        full=True,
        numbers=frozenset(one for page in pages for one in page.numbers),
    )


def _furthest(page: Found, choose: Callable[[Iterable[int]], int]) -> int:
    if not page.numbers and page.full:
        # Nothing tells where the next page begins, and the same one would come for ever.
        raise broken_answer("no issue in it has a number")
    return choose(page.numbers) if page.numbers else 0


def _nameless(row: BadRow) -> BadRow:
    return msgspec.structs.replace(row, server_id=sha256(row.raw).hexdigest()[:32])


def _bad_journal(issue: int, row: object, error: str) -> BadRow:
    raw = msgspec.json.encode(row)
    number = row.get("id") if isinstance(row, dict) else None
    name = str(number) if isinstance(number, int) else sha256(raw).hexdigest()[:16]
    return BadRow("entry", f"{issue}-{name}", raw, error)


class _Numbered(Struct, frozen=True):
    id: int


def _number_in(raw: bytes) -> str:
    try:
        return str(msgspec.json.decode(raw, type=_Numbered).id)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""
