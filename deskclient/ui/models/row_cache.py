"""Rows of a list by page, the recently used ones."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from deskclient.domain.ids import RecordId
from deskclient.services.api import ListRow

PAGE_ROWS = 128
KEPT_PAGES = 48

Page = dict[int, ListRow]
Fetch = Callable[[Sequence[int]], Sequence[ListRow]]


class RowCache:
    """Least recently used pages of rows; a page maps a key to its row, and may lack some."""

    def __init__(self, fetch: Fetch) -> None:
        """Set up.

        Args:
            fetch: Reads rows by key; vanished ones are left out.
        """
        self._fetch = fetch
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._former = self._pages

    def clear(self) -> None:
        """Forget everything."""
        # Rows take their time to be let go: that is done when there is some, in :meth:`load`.
        self._former, self._pages = self._pages, OrderedDict()

    def put(self, rows: Sequence[ListRow], keys: Sequence[int]) -> None:
        """Keep rows that stand near the beginning of the list."""
        self._keep(range(min(len(keys), len(rows))), rows, keys)

    def get(self, position: int, keys: Sequence[int]) -> ListRow | None:
        """Give the row at a position of the list, reading what its page lacks if need be."""
        number = position // PAGE_ROWS
        page = self._pages.get(number)
        key = keys[position]
        if page is None or key not in page:
            self._read(_span(number, keys), keys)
            return self._pages[number].get(key)
        self._pages.move_to_end(number)
        return page[key]

    def peek(self, position: int, keys: Sequence[int]) -> ListRow | None:
        """Give the row at a position if it is here; never reads."""
        page = self._pages.get(position // PAGE_ROWS)
        return None if page is None else page.get(keys[position])

    def is_gone(self, position: int, keys: Sequence[int]) -> bool:
        """Tell whether a row has vanished: others of its page could be read, and it could not."""
        page = self._pages.get(position // PAGE_ROWS)
        return bool(page) and keys[position] not in (page or {})

    def ensure(self, first: int, last: int, keys: Sequence[int]) -> None:
        """Read those of some rows that are not here, and no others."""
        self._read(range(max(0, first), min(last + 1, len(keys))), keys)

    def load(self, position: int, keys: Sequence[int]) -> None:
        """Read what the page of a position lacks, ahead of its need."""
        self._former = self._pages
        if not 0 <= position < len(keys):
            return
        span = _span(position // PAGE_ROWS, keys)
        if len(self._pages.get(position // PAGE_ROWS, ())) < len(span):
            self._read(span, keys)

    def positions(self, ids: Iterable[RecordId], keys: Sequence[int]) -> list[int]:
        """Give the positions of cached rows that show one of the records."""
        wanted = set(ids)
        found: list[int] = []
        for number, page in self._pages.items():
            if not any(row.record_id in wanted for row in page.values()):
                continue
            for position in _span(number, keys):
                row = page.get(keys[position])
                if row is not None and row.record_id in wanted:
                    found.append(position)
        return found

    def drop(self, positions: Iterable[int], keys: Sequence[int]) -> None:
        """Forget the rows at positions; the next look reads them anew."""
        for position in positions:
            self._pages.get(position // PAGE_ROWS, {}).pop(keys[position], None)

    def _read(self, span: range, keys: Sequence[int]) -> None:
        """Read what is not here of a span, in one go."""
        missing = [at for at in span if self.peek(at, keys) is None]
        if missing:
            self._keep(missing, self._fetch([keys[at] for at in missing]), keys)

    def _keep(self, positions: Iterable[int], rows: Sequence[ListRow], keys: Sequence[int]) -> None:
        by_key = {row.key: row for row in rows}
        for position in positions:
            number, key = position // PAGE_ROWS, keys[position]
            page = self._pages.setdefault(number, {})
            if key in by_key:
                page[key] = by_key[key]
            self._pages.move_to_end(number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)


def _span(number: int, keys: Sequence[int]) -> range:
    """Give the positions of a page."""
    start = number * PAGE_ROWS
    return range(start, min(start + PAGE_ROWS, len(keys)))
