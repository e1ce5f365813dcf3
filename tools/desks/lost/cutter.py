"""Decides which requests are cut: each trial's own, by its ticket or its mark."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from tools.desks.lost.plan import Trial
from tools.desks.lost.wire import Cut, Passing


@dataclass(slots=True)
class _Left:
    """What is still to come in a trial."""

    trial: Trial
    ticket: str
    passing: int
    cuts: list[Cut]
    read_back: bool
    reads: int = 0
    words: str = ""
    """What a colleague still has to write."""


@dataclass(slots=True)
class Cutter:
    """The plan of all trials, as requests come by.

    Attributes:
        ticket_of: The ticket that a request writes to.
        meddle: Lets a colleague write some words in a ticket.
        done: How many requests were cut, by how.
        last_s: When the last one was, by the steady clock.
    """

    ticket_of: Callable[[Passing], str]
    meddle: Callable[[str, str], None]
    done: Counter[str] = field(default_factory=Counter)
    last_s: float = 0.0
    _by_ticket: dict[str, _Left] = field(default_factory=dict)
    _by_mark: dict[bytes, _Left] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def expect(self, trial: Trial, ticket: str, words: str) -> None:
        """Take a trial on; ``ticket`` is empty where it makes one."""
        left = _Left(trial, ticket, trial.step, list(trial.cuts), trial.read_back)
        left.words = words if trial.meddles else ""
        with self._lock:
            self._by_mark[trial.mark.encode()] = left
            if ticket:
                self._by_ticket[ticket] = left

    def judge(self, passing: Passing) -> Cut:
        """Say what becomes of a request."""
        with self._lock:
            left = self._owner(passing)
            cut = Cut.NONE if left is None else self._cut(left, passing)
            words, ticket = ("", "") if left is None else (left.words, left.ticket)
            if left is not None and passing.writes:
                left.words = ""
            if cut is not Cut.NONE:
                self.last_s = time.monotonic()
        if words and passing.writes:
            self.meddle(ticket, words)
        return cut

    def _owner(self, passing: Passing) -> _Left | None:
        if passing.writes:
            ticket = self.ticket_of(passing)
            if ticket:
                return self._by_ticket.get(ticket)
            marked = (left for mark, left in self._by_mark.items() if mark in passing.body)
            return next(marked, None)
        asked = set(re.findall(r"[0-9]+", unquote(passing.path)))
        waiting = (left for left in self._by_ticket.values() if left.reads and left.ticket in asked)
        return next(waiting, next(self._makers(), None))

    def _makers(self) -> Iterator[_Left]:
        """Trials that make tickets: how those are looked for is the desk's matter, so any read."""
        return (left for left in self._by_mark.values() if left.reads and not left.ticket)

    def _cut(self, left: _Left, passing: Passing) -> Cut:
        if not passing.writes:
            left.reads -= 1
            self.done["read"] += 1
            return Cut.BEFORE
        if left.passing:
            left.passing -= 1
            return Cut.NONE
        if left.read_back:
            left.read_back = False
            left.reads = 1 + left.trial.looks
            return Cut.NONE
        if not left.cuts:
            return Cut.NONE
        left.reads = left.trial.looks
        cut = left.cuts.pop(0)
        self.done[cut.value] += 1
        return cut
