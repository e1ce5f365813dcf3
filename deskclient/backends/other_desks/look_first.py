"""Look before you send: what a desk that keeps no marks shows of what was sent before. Pure.

Whatever is there is ours if we made it after the witness, it says the same, and it stands for no
other operation. Nothing that is ours: that proves absence where all was seen, and nothing can be
under way any more.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct

from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.witness import plain_words, witness_of
from deskclient.domain.fields import Doc
from deskclient.domain.operation import Operation
from deskclient.domain.times import from_text


class Made(Struct, frozen=True):
    """Something on the desk that an operation may have become."""

    name: str
    """Names it among all that is made there."""
    number: int
    """Rises with each that is made."""
    at: str | None
    """When it was made, by the desk's clock and to its second."""
    is_own: bool
    """Whether we made it."""
    doc: Doc
    """What it says: its fields, and ``body`` with ``body_format``."""


def ours(
    op: Operation,
    shown: Sequence[Made],
    claims: Claims,
    same: Collection[str],
    spoken: Operation | None,
) -> Made | None:
    """Find what a creation became; the earliest where several could be it.

    Args:
        op: The creation.
        shown: What was made since, and more.
        claims: What is answered for.
        same: Fields that must be as they were wanted.
        spoken: Whose words it has: itself, or the first message that went along; ``None``: no
            words at all.
    """
    words = "" if spoken is None else _words(spoken.patch.set)
    found = (
        one
        for one in shown
        if one.is_own
        and _is_later(op, one)
        and claims.is_free(one.name, op.op_id)
        and all((one.doc.get(name) or None) == (op.patch.set.get(name) or None) for name in same)
        and _words(one.doc) == words
    )
    return min(found, key=lambda one: one.number, default=None)


def _is_later(op: Operation, made: Made) -> bool:
    """Tell whether something was made after the witness.

    Its number tells, where one was known; else the second in which it was made.
    """
    before = witness_of(op)
    if before.last or not (before.at and made.at):
        return made.number > before.last
    return from_text(made.at) >= _second(from_text(before.at))


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _words(doc: Doc) -> str:
    return plain_words(str(doc.get("body") or ""), doc.get("body_format"))
