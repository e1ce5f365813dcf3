"""One Redmine, one signed-in person; see :class:`deskclient.backends.port.Adapter`."""

from collections import ChainMap
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from deskclient.backends.http import Transport
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.desk import OtherDesk
from deskclient.backends.other_desks.places import place_in as read_place
from deskclient.backends.other_desks.places import place_text
from deskclient.backends.port import (
    BadRow,
    Caps,
    Carried,
    ChangesPage,
    Prepared,
    RemoteRow,
    RowKind,
    SessionInfo,
    SizeEstimate,
    SnapshotPage,
)
from deskclient.backends.redmine import wiki, wire
from deskclient.backends.redmine.attachments import download
from deskclient.backends.redmine.choices import choices, holds_before, is_kept
from deskclient.backends.redmine.editing import Editing
from deskclient.backends.redmine.feed import (
    Feed,
    Told,
    check_same,
    listed_as,
    lost_since,
    mark_own,
    place_in,
    read_as,
    to_text,
)
from deskclient.backends.redmine.finding import Finding
from deskclient.backends.redmine.finding_changes import FindingChanges
from deskclient.backends.redmine.looking import Known
from deskclient.backends.redmine.mapping import (
    ALIVE,
    issue_of,
    likely_version,
    named_row,
    owners_in,
    people_in,
    queue_row,
    seconds,
)
from deskclient.backends.redmine.names import Lists, Names, names_in, words_in
from deskclient.backends.redmine.reading import (
    PAGE,
    Whole,
    all_projects,
    find_issues,
    listed,
    lost_row,
    read_members,
    read_named,
    read_person,
    read_whole,
    read_wholes,
    walk_down,
    walk_up,
    whole_rows,
)
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.redmine.rights import read_rights
from deskclient.backends.redmine.vocabulary import read_lists
from deskclient.backends.redmine.writing import Writing
from deskclient.backends.strict_json import broken_answer
from deskclient.backends.tokens import TokenStore
from deskclient.domain import times
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError
from deskclient.domain.ids import OpId, ServerId
from deskclient.domain.operation import Operation, Verdict
from deskclient.domain.scope import Scope

CAPS = Caps(
    feed="updated_since",
    deletes="sweep",
    merges="none",
    cond_write="none",
    create_once="marker",
    append_once="witness",
    upload="two_step",
    long_poll=False,
    client_ids=False,
    bundles=(
        Carried("entry", by="ticket", when=("type", "message")),
        Carried("attachment", by="entry"),
    ),
    swept=("ticket", wiki.KIND),
    batch_ops=1,
    max_page=PAGE,
    settle_s=60.0,
)
_UPLOAD_MOST = 1 << 30
"""Redmine does not tell its limit; it refuses what is beyond it by name."""
_ENTRY_BYTES = 2_000
_WORK_AT_ONCE = 25
"""Issues whose conversations come with one page."""


class RedmineAdapter(OtherDesk):
    """Reads and writes a Redmine.

    Args:
        transport: What carries the calls; closed with the adapter.
        base_url: Address of the desk's web pages, without a slash at its end.
        tokens: Where the person's key, or name and password, are kept.
        clock: Our time.
        instance: Who answered when the profile was made; empty: whoever does.
    """

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        tokens: TokenStore,
        clock: Clock,
        instance: str = "",
    ) -> None:
        self._rest = Rest(transport, base_url, tokens, clock)
        self._feed = Feed(self._rest, clock)
        super().__init__(self._rest.calls, tokens, instance)
        self._clock = clock
        self._me = 0
        self._names: Names | None = None
        self._people: dict[str, str] = {}
        """Whoever was named since the start."""
        self._members: dict[str, RemoteRow] = {}
        """Whoever the present complete pull has asked for."""
        self._looked_up: dict[str, str] = {}
        """Whoever only the past of an issue names."""
        self._projects: dict[str, str] = {}
        """Those that were told of since the start."""
        self._sections: dict[int, str] = {}
        """All projects by number, when they were asked for last."""
        known, claims = Known(self._my_number, self._known_names), Claims()
        editing = Editing(self._rest, known, claims, self._feed.tell)
        self._writing = Writing(self._rest, known, editing, self._held, claims)
        changes = FindingChanges(self._rest, known, editing, claims, CAPS.settle_s)
        self._finding = Finding(self._rest, known, self._writing, changes, claims, CAPS.settle_s)

    @property
    def caps(self) -> Caps:
        """What Redmine can do."""
        return CAPS

    async def session(self) -> SessionInfo:
        """Ask who we are; Redmine has no name of its own, so the birth of our account there is it.

        Raises:
            DeskError: as :meth:`Rest.me` does.
            WrongDeskError: another desk answers than the one of this profile.
        """
        me = await self._rest.me()
        self._me = me.id
        instance = f"redmine:{me.id}:{me.created_on}"
        self._meet(instance)
        rights = await read_rights(self._rest, me)
        projects = await all_projects(self._rest)
        lists = await self._read_lists(me, projects)
        queues = {
            str(one.id): "work" if rights.works_in(one.id) and one.status == ALIVE else "read"
            for one in projects
        }
        return SessionInfo(
            instance=instance,
            epoch=instance,
            person_id=ServerId(str(me.id)),
            login=me.login,
            name=me.name,
            role="agent",
            rights_rev=crc32(repr(sorted(queues.items())).encode()),
            queues=queues,
            server_time=times.to_text(self._rest.now()),
            max_upload_bytes=_UPLOAD_MOST,
            known_since="",
            words=words_in(lists),
        )

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        """Give one page: projects, people, issues from the newest on, then wiki by wiki."""
        if page:
            place = read_place(page, _Progress)
            if place.is_in_wikis:
                return await self._wiki_page(place)
            if place.projects:
                return await self._people_page(place)
            return await self._issues_page(scope, place)
        self._members.clear()
        self._projects.clear()
        here = await self._feed.here()
        projects = await all_projects(self._rest)
        size = await self._count(scope, here.high)
        numbers = tuple(one.id for one in projects)
        place = _Progress(to_text(here), here.high, numbers, numbers, total=size)
        self._projects.update({str(one.id): one.name for one in projects})
        rows = tuple(queue_row(one) for one in projects)
        return SnapshotPage(rows, place_text(place), place.cursor, 0, size)

    async def changes(
        self,
        scope: Scope,
        cursor: str,
        wait_s: float,  # noqa: ARG002 - the port's signature
    ) -> ChangesPage:
        """Give what happened after ``cursor``; Redmine answers at once, whatever came."""
        place = place_in(cursor)
        news = await self._feed.news(place)
        if news.idle:
            return ChangesPage((), cursor, more=False)
        me = await self._my_number()
        read: dict[int, Told] = {one.id: listed_as(one) for one in news.issues}
        wanted = [one.id for one in news.issues if is_kept(scope, me, place.high, one)]
        rows = [_left(one.id) for one in news.issues if one.id not in wanted]
        rows += news.lost
        gone = {int(one.server_id) for one in news.lost}
        bad = list(news.bad)
        for whole in await read_wholes(self._rest, [*wanted, *news.again]):
            told, now = place.told.get(whole.number), read_as(whole)
            if told is not None:
                check_same(told, whole)
            if whole.lost is not None:
                gone.add(whole.number)
                rows.append(lost_since(whole, read.get(whole.number) or told or Told(place.high)))
                continue
            read[whole.number] = now or read.get(whole.number) or told or Told(place.high)
            if whole.number in wanted or now != told:
                found = await self._told_rows(scope, whole)
                rows += mark_own(found, whole, told, me, place.since)
                bad += whole.bad
        read = {number: one for number, one in read.items() if number not in gone}
        then, more = await self._feed.after(place, news, read, gone)
        return ChangesPage(tuple(rows), to_text(then), more, tuple(bad))

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one record; what is not to be had is a row that says so."""
        if kind in {"entry", "attachment"}:
            return await self._part(kind, server_id)
        if kind == wiki.KIND:
            return await wiki.page(self._rest, server_id, await self._section(server_id))
        if kind not in {"ticket", "person", "queue"}:
            raise RefusedError("This desk has no such records", kind)
        if not server_id.isdecimal():
            return lost_row(kind, server_id, 404)
        if kind == "ticket":
            return (await self._single(int(server_id)))[0]
        return await read_named(self._rest, kind, server_id, self._members)

    async def thread(self, ticket: ServerId) -> Sequence[RemoteRow]:
        """Give all entries and files of one issue.

        Raises:
            ServerError: the issue cannot be understood.
        """
        if not ticket.isdecimal():
            return ()
        rows = await self._single(int(ticket))
        return [row for row in rows if row.kind != "ticket"]

    async def ids(self, scope: Scope) -> AsyncIterator[Sequence[tuple[str, ServerId, int]]]:
        """Stream the issues of the scope with their versions, the earliest first, then wikis.

        A list shows no journals: the version of an issue to which two things happened in its last
        second, or none that we see, comes out as another one than when it is read.
        """
        me, newest = await self._my_number(), await self._feed.newest()
        some = choices(scope, me, newest)
        for place, choice in enumerate(some):
            async for page in walk_up(self._rest, choice.filters()):
                yield [
                    ("ticket", ServerId(str(one.id)), likely_version(one.updated_on))
                    for one in page.issues
                    if choice.holds(one) and not holds_before(some, place, one)
                ]
                # One that cannot be read is there all the same.
                yield [
                    ("ticket", ServerId(one.server_id), 0)
                    for one in page.bad
                    if one.server_id.isdecimal()
                ]
        for project in await self._learn_sections():
            found = await wiki.index(self._rest, project.id)
            yield [(wiki.KIND, wiki.page_name(project.id, one.title), one.version) for one in found]

    async def size(self, scope: Scope) -> SizeEstimate:
        """Estimate what keeping the scope costs; Redmine counts issues and nothing else."""
        total = await self._count(scope, await self._feed.newest())
        return SizeEstimate(total, total * 5, total * 5 * _ENTRY_BYTES)

    async def download(self, sha256: str, offset: int) -> AsyncGenerator[bytes, None]:
        """Stream a file's bytes from ``offset`` on; Redmine sends it whole, so that is asked."""
        async with aclosing(download(self._rest, sha256, self._instance, offset)) as chunks:
            async for chunk in chunks:
                yield chunk

    async def prepare(self, op: Operation) -> Prepared:
        """Note what the desk had before ``op``."""
        return await self._finding.prepare(op)

    async def push(
        self,
        ops: Sequence[Operation],
        client_id: str,  # noqa: ARG002 - the port's signature
        turn: int = 0,  # noqa: ARG002 - the port's signature
    ) -> Sequence[Verdict]:
        """Send operations; a message goes with its files, an issue with its first message."""
        return await self._writing.push(ops)

    async def find(self, ops: Sequence[Operation]) -> Mapping[OpId, Verdict | None]:
        """Look whether operations took effect."""
        return await self._finding.find(ops)

    # --- pages ----------------------------------------------------------------------------------

    async def _people_page(self, place: "_Progress") -> SnapshotPage:
        rows = await read_members(self._rest, place.projects[0], self._members)
        self._people.update({row.server_id: str((row.doc or {}).get("name")) for row in rows})
        after = replace(place, projects=place.projects[1:])
        return SnapshotPage(tuple(rows), place_text(after), place.cursor, 0, place.total)

    async def _issues_page(self, scope: Scope, place: "_Progress") -> SnapshotPage:
        some = choices(scope, await self._my_number(), place.newest)
        if place.choice >= len(some):
            return await self._wiki_page(place)
        choice = some[place.choice]
        page, before = await walk_down(self._rest, choice.filters(), place.before, _WORK_AT_ONCE)
        numbers = [
            one.id
            for one in page.issues
            if choice.holds(one) and not holds_before(some, place.choice, one)
        ]
        rows: list[RemoteRow] = []
        bad: list[BadRow] = list(page.bad)
        for whole in await read_wholes(self._rest, numbers):
            # One that went meanwhile was never here, and the feed tells it of others.
            if whole.lost is None:
                rows += await self._rows_of(whole)
                bad += whole.bad
        done = place.done + len(numbers)
        after = replace(place, before=before, done=done)
        if not before:
            after = replace(after, choice=place.choice + 1)
        if after.choice >= len(some):
            after = replace(after, is_in_wikis=True)
        token = place_text(after) if not after.is_in_wikis or after.wikis else ""
        return SnapshotPage(tuple(rows), token, place.cursor, done, place.total, tuple(bad))

    async def _wiki_page(self, place: "_Progress") -> SnapshotPage:
        """Give the pages of the next wiki."""
        rows: Sequence[RemoteRow] = ()
        if place.wikis:
            project = place.wikis[0]
            section = await self._section(wiki.page_name(project, "any"))
            rows = await wiki.pages(self._rest, project, section)
        after = replace(place, wikis=place.wikis[1:], is_in_wikis=True)
        token = place_text(after) if after.wikis else ""
        return SnapshotPage(tuple(rows), token, place.cursor, place.done, place.total)

    async def _section(self, name: ServerId) -> str:
        """Give what the project of a wiki page is called."""
        project, _ = wiki.place_of(name)
        if project not in self._sections:
            await self._learn_sections()
        return self._sections.get(project, "")

    async def _learn_sections(self) -> Sequence[wire.Project]:
        found = await all_projects(self._rest)
        self._sections = {one.id: one.name for one in found}
        return found

    async def _told_rows(self, scope: Scope, whole: Whole) -> Sequence[RemoteRow]:
        """Read an issue that changed; it may have moved since the list showed it."""
        issue, me = whole.issue, await self._my_number()
        if issue is not None and not is_kept(scope, me, seconds(issue.updated_on), listed(issue)):
            return [_left(issue.id)]
        return await self._rows_of(whole)

    async def _rows_of(self, whole: Whole) -> Sequence[RemoteRow]:
        """Read an issue with its entries, and the project and people first named there."""
        rows = await self._new_project(whole)
        named = {} if whole.issue is None else people_in(whole.issue, whole.history)
        # Looking up whoever ever wrote in would double the time of a first pull. Named each time,
        # because nobody tells whether a former answer was stored.
        self._people.update({str(one.id): one.name for one in named.values()})
        rows += [self._members.get(str(one.id)) or named_row(one) for one in named.values()]
        await self._look_up(whole)
        return [*rows, *whole_rows(whole, await self._known_names(), self._instance)]

    async def _look_up(self, whole: Whole) -> None:
        """Ask who owned an issue once: what is said of a change depends on nothing read before."""
        named = {} if whole.issue is None else people_in(whole.issue, whole.history)
        known = {*self._people, *self._looked_up, *(str(number) for number in named)}
        for number in owners_in(whole.history):
            if number not in known:
                row = await read_person(self._rest, wire.Ref(int(number)))
                self._looked_up[number] = str((row.doc or {}).get("name") or number)

    async def _new_project(self, whole: Whole) -> list[RemoteRow]:
        """Read the projects that there are now, if an issue is in one that was not told of."""
        if whole.issue is None or str(whole.issue.project.id) in self._projects:
            return []
        project = whole.issue.project
        found = {one.id: one for one in await all_projects(self._rest)}
        found.setdefault(project.id, wire.Project(project.id, project.name))
        self._projects.update({str(one.id): one.name for one in found.values()})
        return [queue_row(one) for one in found.values()]

    async def _count(self, scope: Scope, newest: int) -> int:
        """Count the issues of a scope; those that two choices bring count twice."""
        some = choices(scope, await self._my_number(), newest)
        found = [await find_issues(self._rest, one.filters(), "id", 1) for one in some]
        return sum(one.total for one in found)

    # --- single records -------------------------------------------------------------------------

    async def _my_number(self) -> int:
        if not self._me:
            self._me = (await self._rest.me()).id
        return self._me

    async def _known_names(self) -> Names:
        """Give what the numbers of the desk are here; asked for with each session, or once."""
        if self._names is None:
            me = await self._rest.me()
            await self._read_lists(me, await all_projects(self._rest))
        return self._names or Names()

    async def _read_lists(self, me: wire.User, projects: Sequence[wire.Project]) -> Lists:
        lists = await read_lists(self._rest, projects, is_admin=me.admin)
        there = {str(one.id): one.name for one in projects}
        known = ChainMap(self._projects, there)
        self._names = names_in(lists, known, ChainMap(self._people, self._looked_up))
        return lists

    async def _part(self, kind: str, name: ServerId) -> RemoteRow:
        """Give an entry or a file of an issue."""
        number = issue_of(name)
        rows = await self._single(number) if number else ()
        lost = next((row for row in rows if row.kind == "ticket" and row.doc is None), None)
        if lost is not None:
            return replace(lost, kind=kind, server_id=name)
        found = (row for row in rows if (row.kind, row.server_id) == (kind, name))
        return next(found, lost_row(kind, name, 404))

    async def _single(self, number: int) -> Sequence[RemoteRow]:
        whole = await read_whole(self._rest, number)
        if whole.issue is None and whole.lost is None:
            # It is not gone: whoever asked keeps what is here.
            raise broken_answer(whole.bad[0].error)
        await self._look_up(whole)
        return whole_rows(whole, await self._known_names(), self._instance)


class _Progress(Struct, frozen=True):
    """How far a first pull has come."""

    cursor: str
    """Where the feed stood when it began."""
    newest: int
    """The second of the desk's last change then."""
    projects: tuple[int, ...] = ()
    """Whose people are still to come."""
    wikis: tuple[int, ...] = ()
    """The projects whose wikis are still to come."""
    is_in_wikis: bool = False
    """Whether all issues came."""
    choice: int = 0
    """The choice of the scope that is read now."""
    before: int = 0
    """Its issues with smaller numbers are still to come; 0: none came."""
    done: int = 0
    total: int = 0


def _left(number: int) -> RemoteRow:
    return RemoteRow("ticket", ServerId(str(number)), 0, 0, RowKind.LEFT_SCOPE)
