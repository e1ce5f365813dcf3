"""Articles and assets of a Request Tracker: a part of the first pull, later looked after rarely.

The feed of tickets says nothing of them. Asked for together with tickets, their transactions would
come at no cost, but RT sees to the rights of the asker within the search only where it is one for
tickets alone: else pages are thinned out, to nothing where many in a row are hidden. So their own
lists are asked for what was changed, rarely. Whoever lacks the rights gets empty lists; a desk
without them answers that there is no such page. Neither is an error.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec import Struct

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker.library_rows import (
    ARTICLE_FIELDS,
    ASSET_FIELDS,
    Articles,
    Assets,
    article_row,
    asset_row,
)
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.rest import PAGE, Rest
from deskclient.backends.strict_json import decode
from deskclient.domain.clock import Clock
from deskclient.domain.errors import ServerError
from deskclient.domain.ids import ServerId

KINDS = ("article", "asset")
EVERY_S = 900.0
"""How often their lists are asked for what was changed, at most."""
_OVERLAP = timedelta(seconds=60)
"""RT notes the moment of a change before others can see it."""
_ABSENT = frozenset({403, 404, 405})


class ShelfPage(Struct, frozen=True):
    """A page of articles or assets by number."""

    rows: Sequence[RemoteRow]
    last: int
    """The page after it goes on beyond this number; 0: there is none."""


class Library:
    """Reads them for one person.

    Args:
        rest: Makes the calls.
        clock: Our time, which says when it is time to look again.
    """

    def __init__(self, rest: Rest, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock
        self._looked_s: float | None = None

    def begin(self) -> None:
        """Count from now: all of them come with a first pull."""
        self._looked_s = self._clock.steady_s()

    def is_due(self) -> bool:
        """Tell whether it is time to look for changes."""
        return self._looked_s is None or self._clock.steady_s() - self._looked_s >= EVERY_S

    def place(self) -> str:
        """Name the moment from which changes are to be asked for later, by the desk's clock."""
        at = self._rest.desk_time
        return "" if at is None else (at - _OVERLAP).strftime("%Y%m%d%H%M%S")

    async def page(self, kind: str, after: int, since: str = "") -> ShelfPage:
        """Give a page of those with greater numbers.

        Args:
            kind: Which of :data:`KINDS`.
            after: The last number of the page before; 0 for the first.
            since: A moment as :meth:`place` names it, to leave out what was not changed since.
        """
        search = [("id", ">", str(after))]
        if since:
            search.append(("LastUpdated", ">=", _sql_moment(since)))
        with suppress(ServerError):
            # A fault of the desk in what is looked up must not keep the tickets away.
            return await self._search(kind, search, fields=True)
        return ShelfPage((), 0)

    async def news(self, since: str) -> Sequence[RemoteRow]:
        """Give all that was changed since a moment; everything for an empty one."""
        self.begin()
        rows: list[RemoteRow] = []
        for kind in KINDS:
            after = 0
            while True:
                page = await self.page(kind, after, since)
                rows += page.rows
                after = page.last
                if not after:
                    break
        return rows

    async def numbers(self, kind: str) -> AsyncIterator[Sequence[ServerId]]:
        """Stream the numbers of all of a kind, in pages."""
        after = 0
        with suppress(ServerError):
            while True:
                page = await self._search(kind, [("id", ">", str(after))], fields=False)
                yield [one.server_id for one in page.rows if one.what is RowKind.PUT]
                after = page.last
                if not after:
                    return

    async def record(self, kind: str, server_id: ServerId) -> RemoteRow:
        """Give one; one that is taken out of use or hidden is listed no more."""
        found = await self._search(kind, [("id", "=", str(number(server_id)))], fields=True)
        return next(iter(found.rows), RemoteRow(kind, server_id, 0, 0, RowKind.LEFT_SCOPE))

    async def _search(
        self, kind: str, search: Sequence[tuple[str, str, str]], *, fields: bool
    ) -> ShelfPage:
        named = [{"field": name, "operator": how, "value": value} for name, how, value in search]
        query = {
            "query": json.dumps(named, separators=(",", ":")),
            "orderby": "id",
            "order": "ASC",
            "per_page": str(PAGE),
            **(_FIELDS[kind] if fields else _NAMES),
        }
        answer = await self._rest.send("GET", f"/{kind}s", query, also=_ABSENT)
        if answer.status in _ABSENT:
            return ShelfPage((), 0)
        rows, total = _read(kind, answer.body)
        # Where some are hidden, a page may be short of them and still not be the last.
        is_last = not rows or (total is not None and len(rows) < PAGE)
        return ShelfPage(rows, 0 if is_last else number(rows[-1].server_id))


_FIELDS: Mapping[str, Mapping[str, str]] = {
    "article": {"fields": ARTICLE_FIELDS, "fields[Class]": "Name"},
    "asset": {"fields": ASSET_FIELDS, "fields[Catalog]": "Name"},
}
_NAMES: Mapping[str, str] = {"fields": "Status"}
"""RT tells the numbers in any case; assets that are deleted show in their status."""


def _read(kind: str, body: bytes) -> tuple[Sequence[RemoteRow], int | None]:
    if kind == "article":
        articles = decode(body, Articles)
        return [article_row(one) for one in articles.items], articles.total
    assets = decode(body, Assets)
    return [asset_row(one) for one in assets.items], assets.total


def _sql_moment(place: str) -> str:
    return datetime.strptime(place, "%Y%m%d%H%M%S").strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
