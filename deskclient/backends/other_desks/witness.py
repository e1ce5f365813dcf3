"""Did it arrive? What the desk's history proves of a request whose answer was lost. Pure."""

import html
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from deskclient.domain.fields import Doc
from deskclient.domain.operation import Operation
from deskclient.domain.times import from_text, to_text

_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9]{1,18}")

UNKNOWN = "?"
"""The witness of an operation before which the desk could not be asked: nothing proves anything."""


class Witness(Struct, frozen=True):
    """What was known before an operation was sent."""

    last: int = 0
    """The newest event; whatever the operation did has a higher number."""
    at: str = ""
    """When that was, by the desk's clock."""

    def to_text(self) -> str:
        """Write it as it is stored with the operation."""
        return f"{self.last} {self.at}".strip()


def witness_of(op: Operation) -> Witness:
    """Read what was stored with an operation."""
    last, _, at = op.witness.partition(" ")
    return Witness(int(last) if _NUMBER.fullmatch(last) else 0, at)


def witness_now(last: int, desk_time: datetime | None) -> Witness:
    """Note what is known now."""
    return Witness(last, "" if desk_time is None else to_text(desk_time))


def has_settled(op: Operation, desk_time: datetime | None, settle_s: float) -> bool:
    """Tell whether a request can no more be under way: absence from the history counts then.

    The last sending counts, not the first: an operation may be sent more than once.
    """
    sent = [text for text in (op.first_sent_at, witness_of(op).at) if text]
    if desk_time is None or not sent:
        return False
    try:
        last = max(from_text(text) for text in sent)
    except ValueError:
        return False
    return desk_time - last >= timedelta(seconds=settle_s)


def plain_words(text: str, body_format: object) -> str:
    """Reduce a text to its words: desks change line ends, and blanks mean nothing."""
    if body_format == "html":
        text = html.unescape(_TAG.sub(" ", text))
    return _BLANKS.sub(" ", text).strip()


def says_the_same(op: Operation, doc: Doc) -> bool:
    """Tell whether an entry on the desk says what an operation wanted to say."""
    wanted = op.patch.set
    mine = plain_words(str(wanted.get("body") or ""), wanted.get("body_format"))
    theirs = plain_words(str(doc.get("body") or ""), doc.get("body_format"))
    return mine == theirs


def same_files(ops: Sequence[Operation], names: Sequence[str]) -> bool:
    """Tell whether a message has the files that were to go with it."""
    return sorted(str(one.patch.set.get("name") or "file") for one in ops) == sorted(names)
