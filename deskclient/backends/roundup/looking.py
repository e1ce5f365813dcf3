"""One look at an issue before or after something is written, and what failures mean then."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from msgspec import Struct

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.calls import words_in
from deskclient.backends.other_desks.verdicts import by_status, gone
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.mapping import ids_in, issue_row, lost_row, second, version
from deskclient.backends.roundup.reading import fields_of, lost_issue, read_issues
from deskclient.backends.roundup.rest import Rest, said
from deskclient.backends.roundup.schema import ISSUE
from deskclient.backends.roundup.terms import Terms
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import BusyError, DeskError, NetworkError
from deskclient.domain.operation import Operation, Verdict

ANSWERS = frozenset({400, 403, 404, 405, 409, 412, 413, 415, 422})
"""Statuses of what the desk did not accept."""
_TOKEN_WORDS = "POE token"  # noqa: S105 - how an error begins


class Seen(Struct, frozen=True):
    """An issue as it stands."""

    item: wire.Item
    etag: str
    """The condition under which what is written goes over nothing."""


@contextmanager
def nothing_written() -> Iterator[None]:
    """While we only look, a failure proves that the desk did not act on anything."""
    try:
        yield
    except NetworkError as error:
        error.maybe_sent = False
        raise
    except BusyError as error:
        raise NetworkError(error.title, error.detail, error.hint, maybe_sent=False) from error


@contextmanager
def written() -> Iterator[None]:
    """After the desk has acted, whatever fails leaves in doubt what it made of it."""
    try:
        yield
    except DeskError as error:
        raise NetworkError(error.title, error.detail, error.hint, maybe_sent=True) from error


async def look(rest: Rest, terms: Terms, op: Operation, issue: str) -> Seen | Verdict:
    """Look at an issue; gives what is to be said of ``op`` if it is not to be had.

    One that is retired can be asked for by itself as if nothing were, and only lists leave it out.
    """
    if issue not in await read_issues(rest, terms.schema, [issue]):
        lost = await lost_issue(rest, issue, 0)
        return by_status(op, 403, "") if lost and lost.what is RowKind.LEFT_SCOPE else gone(op)
    path = f"/data/{ISSUE}/{quote(issue, safe='')}?@verbose=0&@fields={fields_of(terms.schema)}"
    answer = await rest.send("GET", path, also=frozenset({403, 404}))
    if answer.status in {403, 404}:
        return of_answer(op, answer)
    found = decode(answer.body, wire.ElementAnswer).data
    return Seen({**found.attributes, "id": found.id}, found.etag)


async def has_message(rest: Rest, issue: str, message: str) -> bool | None:
    """Tell whether an issue has a message, also if it is retired; ``None`` if it is not seen."""
    path = f"/data/{ISSUE}/{quote(issue, safe='')}?@verbose=0&@fields=messages"
    answer = await rest.send("GET", path, also=frozenset({403, 404}))
    if answer.status in {403, 404}:
        return None
    found = decode(answer.body, wire.ElementAnswer).data.attributes
    return message in ids_in(found.get("messages"))


async def row_of(rest: Rest, terms: Terms, issue: str) -> RemoteRow:
    """Give an issue's row; what is not to be had is a row that says so."""
    found = await read_issues(rest, terms.schema, [issue])
    if issue in found:
        item = found[issue]
        return issue_row(item, terms, version(second(item.get("activity")), rest.now_s))
    return await lost_issue(rest, issue, 0) or lost_row("ticket", issue, 404)


def of_answer(op: Operation, answer: HttpResponse) -> Verdict:
    """Read a refusal by its status: 403, 404, or what else Roundup did not accept."""
    return by_status(op, answer.status, words_in(answer, said))


def check_token(answer: HttpResponse) -> None:
    """See that a token was good: one that is used or old may have made something.

    Raises:
        NetworkError: it was not, so that nobody knows what became of what it was fetched for.
    """
    if answer.status == 400 and words_in(answer, said).startswith(_TOKEN_WORDS):
        raise NetworkError(
            "It is not known whether this arrived",
            "What makes it go only once is used or too old.",
            "The desk is searched for it.",
        )
