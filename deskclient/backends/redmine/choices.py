"""What is kept here, as questions to Redmine and as a test of what it gave. Pure.

Filters of one question hold all together, but a scope is an "or": it takes several questions, each
with the same rule as a test, so that an issue that answers to two of them is read once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.mapping import seconds
from deskclient.domain.scope import Scope

_QUEUES_MOST = 200
"""Of one question: an address has only so much room."""


class Filter(Struct, frozen=True):
    """One condition, in Redmine's words."""

    field: str
    op: str
    values: tuple[str, ...] = ()


class Choice(Struct, frozen=True, kw_only=True):
    """Issues for which everything said here is true."""

    queues: tuple[str, ...] | None = None
    """Numbers of projects; ``None``: whichever."""
    owner: int = 0
    author: int = 0
    is_open: bool | None = None
    since: int = 0
    """Changed in this second or later."""

    def filters(self) -> Sequence[Filter]:
        """Write it as conditions; they may let a second too much through."""
        op = {None: "*", True: "o", False: "c"}[self.is_open]
        found = [Filter("status_id", op)]
        if self.queues is not None:
            found.append(Filter("project_id", "=", self.queues))
        if self.owner:
            found.append(Filter("assigned_to_id", "=", (str(self.owner),)))
        if self.author:
            found.append(Filter("author_id", "=", (str(self.author),)))
        if self.since:
            found.append(changed_since(self.since))
        return found

    def holds(self, issue: wire.Listed) -> bool:
        """Test it."""
        if self.queues is not None and str(issue.project.id) not in self.queues:
            return False
        if self.owner and (issue.assigned_to is None or issue.assigned_to.id != self.owner):
            return False
        if self.author and (issue.author is None or issue.author.id != self.author):
            return False
        if self.is_open is not None and issue.status.is_closed is self.is_open:
            return False
        return seconds(issue.updated_on) >= self.since


def changed_since(second: int) -> Filter:
    """Write "changed in this second or later"; the one before is let through too.

    Only a whole moment with its ``Z`` means the same in every time zone.
    """
    return Filter("updated_on", ">=", (stamp(second),))


def changed_about(second: int) -> Filter:
    """Write "changed in this second"; those beside it are let through in part."""
    return Filter("updated_on", "><", (stamp(second), stamp(second + 1)))


def stamp(second: int) -> str:
    """Write a moment as Redmine reads it."""
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def choices(scope: Scope, me: int, newest: int) -> Sequence[Choice]:
    """Write a scope as choices of which one must hold.

    Args:
        scope: What is kept.
        me: Our own number.
        newest: The second of the desk's last change, from which its days are counted: our own
            clock may be wrong.
    """
    found: list[Choice] = []
    for queues in _portions(scope.queues):
        if scope.days:
            least = newest - int(timedelta(days=scope.days).total_seconds())
            found.append(Choice(queues=queues, is_open=True))
            found.append(Choice(queues=queues, is_open=False, since=max(least, 0)))
        else:
            found.append(Choice(queues=queues))
    if scope.mine and (scope.queues is not None or scope.days):
        found += [Choice(owner=me), Choice(author=me)]
    return found


def _portions(queues: tuple[str, ...] | None) -> Sequence[tuple[str, ...] | None]:
    if queues is None:
        return (None,)
    numbers = [one for one in queues if one.isdecimal()]
    starts = range(0, len(numbers), _QUEUES_MOST)
    return [tuple(numbers[start : start + _QUEUES_MOST]) for start in starts]


def holds_before(some: Sequence[Choice], place: int, issue: wire.Listed) -> bool:
    """Tell whether an earlier choice than the one at ``place`` brings an issue already."""
    return any(one.holds(issue) for one in some[:place])


def is_kept(scope: Scope, me: int, newest: int, issue: wire.Listed) -> bool:
    """Tell whether an issue belongs to a scope."""
    return any(one.holds(issue) for one in choices(scope, me, newest))
