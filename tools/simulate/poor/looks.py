"""Which of two who write the same field had looked before the other wrote.

The desk compares nothing, and its adapter compares just before it writes. Whoever looked before
somebody else wrote, and writes after them, goes over it unseen: the capabilities say so, and the
person is told. Whoever could have seen it must not.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from deskclient.backends.http import HttpRequest
from tests.fakes.desks.poor.server import Event

_TICKET = re.compile(r"/api/tickets/(\d+)")


@dataclass(slots=True)
class _Asked:
    """One request, which is kept so that a copy of it is known as one."""

    request: HttpRequest
    asker: "asyncio.Task[Any] | None"
    ticket: int
    seen: int | None = None
    """Of a change: how many events its asker had seen when it was sent."""
    is_answered: bool = False


class Looks:
    """Follows who has seen what of which ticket.

    A look is good for the one change that follows it, and to read back what was changed is none. A
    copy of a change that strays on its way is as old as the change itself.

    Args:
        events: What the desk remembers.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._asked: dict[int, _Asked] = {}
        self._last: dict[tuple[int, int], int] = {}
        """By asker and ticket: how many events there were at their last look."""
        self._unread: set[tuple[int, int]] = set()
        """By asker and ticket: what was changed and is yet to be read back."""
        self.seen: dict[int, int] = {}
        """By the place of a change among the events: how many of them its maker had seen."""

    def sent(self, request: HttpRequest) -> None:
        """Note who sends a request: each task of a client looks for itself."""
        found = _TICKET.fullmatch(urlsplit(request.url).path)
        if found is None:
            return
        asked = _Asked(request, asyncio.current_task(), int(found[1]))
        if request.method != "GET":
            asked.seen = self._last.pop(_key(asked), None)
        self._asked[id(request)] = asked

    def answered(self, request: HttpRequest, before: int) -> None:
        """Note what an answer has shown, or who has seen what before they changed something.

        Args:
            request: The request, or the same one once more.
            before: How many events there were when it came.
        """
        asked = self._asked.get(id(request))
        if asked is None:
            return
        key, is_copy, asked.is_answered = _key(asked), asked.is_answered, True
        if request.method != "GET":
            if len(self._events) > before:
                self._unread |= set() if is_copy else {key}
                self.seen[before] = before if asked.seen is None else asked.seen
        elif key in self._unread:
            self._unread.discard(key)
        elif not is_copy:
            self._last[key] = before


def _key(asked: _Asked) -> tuple[int, int]:
    return id(asked.asker), asked.ticket
