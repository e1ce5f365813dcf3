"""One look at an issue before or after something is written, and what answers mean then."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.calls import words_in
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.verdicts import by_status, gone
from deskclient.backends.other_desks.witness import says_the_same
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.history import by, since
from deskclient.backends.redmine.mapping import entry_of, entry_rows, ticket_row
from deskclient.backends.redmine.names import Names
from deskclient.backends.redmine.outgoing import is_note
from deskclient.backends.redmine.reading import read_whole
from deskclient.backends.redmine.rest import Rest, said
from deskclient.backends.strict_json import broken_answer
from deskclient.domain.operation import Operation, Verdict


class Known(Struct, frozen=True):
    """What is asked for once and then known."""

    me: Callable[[], Awaitable[int]]
    """Our number."""
    names: Callable[[], Awaitable[Names]]
    """What the desk calls things."""


class Seen(Struct, frozen=True):
    """An issue as it stands."""

    issue: wire.Issue
    history: tuple[wire.Journal, ...]

    @property
    def last(self) -> int:
        """The number of the last journal that we may see; 0 for none."""
        return self.history[-1].id if self.history else 0

    def row(self, names: Names) -> RemoteRow:
        """Read it as a ticket."""
        return ticket_row(self.issue, self.history, names)

    def entry(self, journal: wire.Journal | None, names: Names) -> RemoteRow:
        """Read what a journal says, or the description for none."""
        name = entry_of(self.issue, journal)
        rows = entry_rows(self.issue, self.history, names)
        return next(one for one in rows if one.server_id == name)


async def look(rest: Rest, op: Operation, issue: int, more: str = "") -> Seen | Verdict:
    """Look at an issue; gives what is to be said of ``op`` if it is not to be had.

    Args:
        rest: Makes the call.
        op: Why we look.
        issue: Its number; one that is none is answered as gone.
        more: As for :func:`read_whole`.

    Raises:
        ServerError: the issue cannot be understood.
    """
    whole = await read_whole(rest, issue, more)
    if whole.lost is not None:
        return gone(op) if whole.lost.what is RowKind.TOMBSTONE else by_status(op, 403, "")
    if whole.issue is None:
        raise broken_answer(whole.bad[0].error)
    return Seen(whole.issue, whole.history)


def own_note(op: Operation, seen: Seen, me: int, after: int, claims: Claims) -> wire.Journal | None:
    """Find the journal that a message became.

    Args:
        op: The message.
        seen: The issue with it.
        me: Our number.
        after: The last journal that had been known before it.
        claims: Which entries are answered for.
    """
    for one in by(since(seen.history, after), me):
        is_as_meant = one.private_notes is is_note(op)
        is_free = claims.is_free(entry_of(seen.issue, one), op.op_id)
        if is_as_meant and is_free and says(op, one.notes):
            return one
    return None


def says(op: Operation, text: str | None) -> bool:
    """Tell whether a text of the desk is that of a message."""
    return says_the_same(op, {"body": text, "body_format": "plain"})


def of_answer(op: Operation, answer: HttpResponse) -> Verdict:
    """Read a refusal by its status: 403, 404, or what else Redmine did not accept."""
    return by_status(op, answer.status, words_in(answer, said))


def is_stale(answer: HttpResponse) -> bool:
    """Tell whether somebody else wrote at the same moment: nothing was changed then.

    Redmine says of it that there is something wrong, but not what.
    """
    return answer.status in {409, 422} and not words_in(answer, said)


def number(name: object) -> int:
    """Read a number of the desk; what is none, such as a name of our own, is 0."""
    return int(name) if isinstance(name, str) and name.isascii() and name.isdecimal() else 0
