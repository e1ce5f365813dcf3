"""The first pull: everything in a scope, newest work first, in pages that survive changes.

Reference records come first, oldest first. Then come the kinds that live in queues, by last
activity, newest first, each record followed by its children. A record that changes meanwhile
moves to the front of that order and would be missed together with its children, so at the end
there is a second look at every root that changed since the cursor was taken. Whatever changes
after that is in the feed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, TypeAlias

from msgspec.structs import replace
from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, select, tuple_

from deskclient.domain.kind import Reach, Registry
from deskclient.domain.scope import Scope
from deskclient.server.access.principal import Principal
from deskclient.server.config import ServerConfig
from deskclient.server.database.facts import FactBook
from deskclient.server.database.prepared import Prepared, Shelf, at_most
from deskclient.server.database.schema import CHANGE, RECORD
from deskclient.server.feed.changes import ChangeFeed
from deskclient.server.feed.cursor import BadTokenError, Cursor, PageToken, scope_mark
from deskclient.server.feed.inventory import count_of
from deskclient.server.feed.pages import Page, join_rows, small_doc
from deskclient.server.feed.reach import Wanted, wanted
from deskclient.server.problems import feed_lost

_ROOT_COLUMNS = (
    RECORD.c.key,
    RECORD.c.kind,
    RECORD.c.id,
    RECORD.c.ver,
    RECORD.c.seq,
    RECORD.c.updated_at,
    RECORD.c.size,
)
RootRow: TypeAlias = tuple[int, str, str, int, int, str, int]
MemberRow: TypeAlias = tuple[int, int, str, str, int, int, str | None]
_IS_CHILD = and_(
    RECORD.c.root_key.in_(bindparam("roots", expanding=True)),
    RECORD.c.key != RECORD.c.root_key,
    RECORD.c.gone.is_(False),
)
_FAMILY_COST = (
    select(RECORD.c.root_key, func.count(), func.sum(RECORD.c.size))
    .where(_IS_CHILD)
    .group_by(RECORD.c.root_key)
)
_FAMILIES = (  # the roots among them
    select(
        RECORD.c.root_key,
        RECORD.c.key,
        RECORD.c.kind,
        RECORD.c.id,
        RECORD.c.ver,
        RECORD.c.seq,
        small_doc().label("doc"),
    )
    .where(
        RECORD.c.root_key.in_(bindparam("roots", expanding=True)),
        RECORD.c.gone.is_(False),
    )
    .order_by(RECORD.c.root_key, RECORD.c.key)
)
_IS_ROOT = and_(RECORD.c.key == RECORD.c.root_key, RECORD.c.gone.is_(False))


class _Way(Enum):
    """How roots are walked."""

    OLDEST = auto()
    NEWEST_FIRST = auto()
    """From the beginning."""
    NEWEST = auto()
    """From a place on."""
    AGAIN = auto()
    """The second look."""


@dataclass(frozen=True, slots=True)
class SnapshotAnswer:
    """A page of a first pull, ready to be sent."""

    rows: str
    token: PageToken
    page: str

    def body(self, server_time: str) -> bytes:
        """Write the wire ``SnapshotPage``."""
        return (
            f'{{"rows":{self.rows},"page":"{self.page}","cursor":"{self.token.cursor}",'
            f'"done":{self.token.done},"total":{max(self.token.total, self.token.done)},'
            f'"server_time":"{server_time}"}}'
        ).encode()


class Snapshots:
    """Gives the pages of first pulls; keeps nothing between them."""

    def __init__(
        self, config: ServerConfig, registry: Registry, facts: FactBook, feed: ChangeFeed
    ) -> None:
        self._config = config
        self._facts = facts
        self._feed = feed
        self._statements = Shelf()
        roots = [kind for kind in registry if kind.reach is not Reach.PARENT]
        roots.sort(key=lambda kind: kind.reach is Reach.QUEUE)
        self._kinds = tuple(kind.name for kind in roots)
        self._newest_first = frozenset(k.name for k in roots if k.reach is Reach.QUEUE)
        self._with_children = frozenset(k.name for k in roots if registry.children(k.name))

    def read(
        self,
        connection: Connection,
        principal: Principal,
        scope: Scope,
        page: str,
        limit: int,
        now: datetime,
    ) -> SnapshotAnswer:
        """Give the page that ``page`` names; empty for the first.

        Raises:
            CallError: 410 if the token does not fit any more.
            RestoredError: the desk stepped back since the first page.
        """
        secret = self._facts.read(connection).secret
        want = wanted(principal, scope, now)
        if page:
            token = self._token(secret, principal, scope, page)
            cursor, _ = self._feed.check(connection, principal, scope.to_text(), token.cursor)
        else:
            cursor = self._feed.start(connection, principal, scope.to_text())
            mark = scope_mark(principal.person_id, scope.to_text())
            total = count_of(connection, want)
            token = PageToken(cursor.to_text(secret), mark, 0, "", 0, 0, 0, total)
        filling = _Filling(self, Page(connection, limit, self._config.page_bytes), want, cursor)
        token = filling.run(token)
        done = token.phase >= self.phases
        parts = filling.page.parts
        token = replace(token, done=token.done + len(parts))
        return SnapshotAnswer(join_rows(parts), token, "" if done else token.to_text(secret))

    def _token(self, secret: bytes, principal: Principal, scope: Scope, text: str) -> PageToken:
        try:
            token = PageToken.from_text(secret, text)
        except BadTokenError:
            raise feed_lost("epoch") from None
        if token.mark != scope_mark(principal.person_id, scope.to_text()):
            raise feed_lost("expired")
        return token

    @property
    def phases(self) -> int:
        """How many steps a pull has: each root kind, and the second look."""
        return len(self._kinds) + 1

    def roots(
        self, connection: Connection, token: PageToken, want: Wanted, cursor: Cursor, most: int
    ) -> Sequence[RootRow]:
        """List the roots that come after the token's place in its phase."""
        way, kind = _Way.AGAIN, ""
        if token.phase < len(self._kinds):
            kind = self._kinds[token.phase]
            newest = _Way.NEWEST if token.root else _Way.NEWEST_FIRST
            way = newest if kind in self._newest_first else _Way.OLDEST
        place = {"kind": kind, "root": token.root, "moment": token.moment}
        asked = {**place, "since": cursor.seq, "most": most}
        return self._statement(want, way).all(connection, asked)

    def _statement(self, want: Wanted, way: _Way) -> Prepared:
        key = (want.key(), want.principal.person_id, way)
        return self._statements.take(key, lambda: self._select(want, way))

    def _select(self, want: Wanted, way: _Way) -> Select[*tuple[Any, ...]]:
        root: BindParameter[int] = bindparam("root", 0)
        query = select(*_ROOT_COLUMNS).where(_IS_ROOT, want.clause(RECORD))
        query = at_most(query, bindparam("most", 0))
        if way is _Way.AGAIN:
            changed = select(CHANGE.c.rec).where(CHANGE.c.seq > bindparam("since", 0))
            kinds = sorted(self._newest_first)
            query = query.where(RECORD.c.kind.in_(kinds), RECORD.c.key.in_(changed))
            return query.where(RECORD.c.key > root).order_by(RECORD.c.key)
        query = query.where(RECORD.c.kind == bindparam("kind", ""))
        if way is _Way.OLDEST:
            return query.where(RECORD.c.key > root).order_by(RECORD.c.key)
        if way is _Way.NEWEST:
            place = tuple_(bindparam("moment", ""), root)
            query = query.where(tuple_(RECORD.c.updated_at, RECORD.c.key) < place)
        return query.order_by(RECORD.c.updated_at.desc(), RECORD.c.key.desc())

    def has_children(self, phase: int) -> bool:
        """Tell whether the roots of a phase may own other records."""
        return phase == len(self._kinds) or self._kinds[phase] in self._with_children


class _Filling:
    """One page being filled."""

    def __init__(self, owner: Snapshots, page: Page, want: Wanted, cursor: Cursor) -> None:
        self._owner = owner
        self.page = page
        self._want = want
        self._cursor = cursor
        self._ended = False

    def run(self, token: PageToken) -> PageToken:
        """Fill the page from the token's place on; give the place reached."""
        if token.child:
            left = self.page.children(token.root, token.child, set())
            token = replace(token, child=left)
            self._ended = bool(left)
        while token.phase < self._owner.phases and not self._ended and not self.page.full:
            token = self._advance(token)
        return token

    def _advance(self, token: PageToken) -> PageToken:
        most = self.page.rows_left
        connection = self.page.connection
        roots = self._owner.roots(connection, token, self._want, self._cursor, most)
        families = self._owner.has_children(token.phase)
        fitting = self._fitting(roots, families)
        if roots and not fitting:
            self._ended = True
            return self._piecewise(token, roots[0])
        self._deliver(roots[:fitting])
        if fitting:
            token = replace(token, moment=str(roots[fitting - 1][5]), root=roots[fitting - 1][0])
        if fitting < len(roots):
            self._ended = True
        elif len(roots) < most:
            token = replace(token, phase=token.phase + 1, moment="", root=0)
        return token

    def _fitting(self, roots: Sequence[RootRow], families: bool) -> int:  # noqa: FBT001
        """Count the roots whose whole families fit on the rest of the page."""
        cost: dict[int, tuple[int, int]] = {}
        if families and roots:
            asked = {"roots": [root[0] for root in roots]}
            # Straight from the driver, here and below: a row object each would cost more.
            counted = self.page.connection.execute(_FAMILY_COST, asked).cursor.fetchall()
            cost = {key: (int(count), int(size)) for key, count, size in counted}
        rows, size = self.page.rows_left, self.page.bytes_left
        for number, root in enumerate(roots):
            more, bulk = cost.get(root[0], (0, 0))
            rows -= 1 + more
            size -= root[6] + bulk
            if rows < 0 or size < 0:
                return number
        return len(roots)

    def _piecewise(self, token: PageToken, root: RootRow) -> PageToken:
        """Deliver a family that does not fit: as the beginning of a page of its own."""
        if self.page.parts:
            return token
        key, kind, record_id, ver, seq, moment, _ = root
        self.page.put((kind, record_id, ver, seq), key, None)
        left = self.page.children(key, 0, set())
        return replace(token, moment=moment, root=key, child=left)

    def _deliver(self, roots: Sequence[RootRow]) -> None:
        if not roots:
            return
        asked = {"roots": [root[0] for root in roots]}
        families: dict[int, list[MemberRow]] = {root[0]: [] for root in roots}
        for member in self.page.connection.execute(_FAMILIES, asked).cursor.fetchall():
            # A record may belong to a younger one; it comes after it all the same.
            if member[0] == member[1]:
                families[member[0]].insert(0, member)
            else:
                families[member[0]].append(member)
        for family in families.values():
            for _, key, kind, record_id, ver, seq, doc in family:
                self.page.put((kind, record_id, ver, seq), key, doc)
