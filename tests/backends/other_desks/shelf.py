"""A list of records in memory, cut into pages by an order that moves, and what somebody sees of it.

``before`` is called with each question and may change the list, which is how things happen in the
middle of a pass.
"""

from collections.abc import Callable, Sequence

from deskclient.backends.other_desks.list_feed import AT_ONCE, ListFeed
from deskclient.backends.other_desks.list_place import (
    Listed,
    ListPage,
    ListPlace,
    place_in,
    to_text,
)
from deskclient.backends.other_desks.reading_versions import ReadingVersions, state_of
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.domain.clock import Clock
from deskclient.domain.errors import CursorLostError
from deskclient.domain.ids import ServerId

KIND = "thing"
PAGE = 10


class Shelf:
    """The desk; the record that was touched last comes first."""

    def __init__(self, count: int = 0) -> None:
        self.things: dict[int, str] = {}
        self.hidden: set[int] = set()
        """Not to be kept here."""
        self.asked: list[str] = []
        self.before: Callable[[str], object] = lambda _what: None
        self.knows_pages = True
        self.versions = ReadingVersions()
        self.second = 1_000
        """By its clock."""
        self._made = 0
        for _ in range(count):
            self.make()

    def make(self) -> int:
        """Put one more there."""
        self._made += 1
        self.change(self._made, f"thing {self._made}")
        return self._made

    def change(self, number: int, words: str) -> None:
        """Make it another one; it comes first now."""
        self.things.pop(number, None)
        self.things = {number: words, **self.things}

    def remove(self, number: int) -> None:
        """Let it vanish without a trace."""
        self.things.pop(number, None)

    # --- what the feed asks ---------------------------------------------------------------------

    async def page(self, number: int) -> ListPage:
        self._ask(f"page {number}")
        start = (number - 1) * PAGE if self.knows_pages else 0
        some = [*self.things.items()][start : start + PAGE]
        return ListPage([self._listed(*one) for one in some], is_last=False)

    async def whole(self, number: int) -> Sequence[RemoteRow]:
        self._ask(f"thing {number}")
        look = self.versions.look(self.second)
        name, words = ServerId(str(number)), self.things.get(number)
        if words is None:
            return [RemoteRow(KIND, name, look, look, RowKind.TOMBSTONE)]
        ver = self.versions.of(number, state_of(words), look)
        return [RemoteRow(KIND, name, ver, ver, RowKind.PUT, {"words": words})]

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        self.before(what)

    def _listed(self, number: int, words: str) -> Listed:
        is_kept = number not in self.hidden
        return Listed(number, state_of(words), is_kept, may_stay=is_kept)


class Reader:
    """Keeps what is told, as the engine does: nothing goes back to a lower version."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.shelf = shelf
        self.clock = clock
        self.feed = ListFeed(KIND, clock, shelf.versions)
        self.here: dict[int, str] = {}
        self.gone: list[int] = []
        self.bad: list[str] = []
        self.cursor = ""
        self._versions: dict[int, int] = {}

    async def pull(self) -> None:
        """Fetch everything; what is told here by no page of it goes."""
        token, before = "", {*self.here}
        told: set[int] = set()
        self.cursor = ""
        while True:
            got = await self.feed.pulled(self.shelf, token)
            told |= {int(row.server_id) for row in got.rows}
            self.bad += [one.server_id for one in got.bad]
            self._take(got.rows)
            self.cursor = self.cursor or got.cursor
            token = got.token
            if not token:
                break
        for number in before - told:
            self.here.pop(number, None)

    async def look(self) -> bool:
        """Take one page of news; tells whether the pass goes on."""
        got = await self.feed.news(self.shelf, place_in(self.cursor))
        assert len(got.rows) <= AT_ONCE + PAGE
        self._take(got.rows)
        self.bad += [one.server_id for one in got.bad]
        self.cursor = to_text(got.place)
        return got.more

    async def follow(self) -> None:
        """Go on to the end of a pass; where the list is no use, pull."""
        try:
            while await self.look():
                pass
        except CursorLostError:
            await self.pull()

    def place(self) -> ListPlace:
        return place_in(self.cursor)

    def restart(self) -> None:
        """Forget all that is not written down, and come back a second later."""
        self.shelf.second += 1
        self.shelf.versions = ReadingVersions()
        self.feed = ListFeed(KIND, self.clock, self.shelf.versions)

    def _take(self, rows: Sequence[RemoteRow]) -> None:
        for row in rows:
            number = int(row.server_id)
            if row.what is RowKind.LEFT_SCOPE:
                self.here.pop(number, None)
                self._versions.pop(number, None)
                continue
            if row.ver <= self._versions.get(number, -1):
                continue
            self._versions[number] = row.ver
            if row.doc is None:
                self.here.pop(number, None)
                self.gone.append(number)
            else:
                self.here[number] = str(row.doc["words"])
