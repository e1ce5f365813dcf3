"""What is known of a tracker, kept while the program runs."""

from collections.abc import Awaitable, Callable, Iterable

from deskclient.backends.roundup import wire
from deskclient.backends.roundup.mapping import id_in, ids_in
from deskclient.backends.roundup.terms import Terms


class Vocabulary:
    """What is known of the tracker, asked for when it is first needed.

    Args:
        read: Asks the desk.
    """

    def __init__(self, read: Callable[[], Awaitable[Terms]]) -> None:
        self._read = read
        self._terms: Terms | None = None
        self._nameless: set[str] = set()
        """What was looked for in vain."""

    async def terms(self) -> Terms:
        """Give what is known."""
        return self._terms or await self.refresh()

    async def refresh(self) -> Terms:
        """Ask anew."""
        self._terms = await self._read()
        return self._terms

    async def knowing(self, items: Iterable[wire.Item]) -> Terms:
        """Give what is known, asked for anew if some issues name a keyword or queue that is not."""
        terms = await self.terms()
        fresh = _nameless(items, terms) - self._nameless
        if fresh:
            terms = await self.refresh()
            self._nameless |= fresh
        return terms


def _nameless(items: Iterable[wire.Item], terms: Terms) -> set[str]:
    queue = terms.schema.queue
    known = {one.id for one in terms.queues}
    found: set[str] = set()
    for item in items:
        found.update(f"k{one}" for one in ids_in(item.get("keyword")) if one not in terms.keywords)
        told = id_in(item.get(queue.name)) if queue else None
        found.update({f"q{told}"} if told and told not in known else ())
    return found
