"""What can be chosen in one conflict, and what is proposed. Pure."""

from enum import StrEnum

from msgspec import Struct

from deskclient.domain.fields import FieldSpec, FieldType, Value
from deskclient.domain.operation import FieldConflict
from deskclient.domain.text_merge import merge_text


class Side(StrEnum):
    """Whose value is taken."""

    MINE = "mine"
    THEIRS = "theirs"
    OTHER = "other"
    """Another value: a legal state, or a text edited by hand."""


class Proposal(Struct, frozen=True):
    """What is chosen before the person does."""

    side: Side
    value: Value


def is_text(spec: FieldSpec | None) -> bool:
    """Tell whether a field is merged by editing."""
    return spec is not None and spec.type in {FieldType.LONG_TEXT, FieldType.MARKUP}


def mine_is_legal(conflict: FieldConflict) -> bool:
    """Tell whether mine may still be chosen; a workflow may have closed that way."""
    return not conflict.choices or str(conflict.mine) in {*conflict.choices, str(conflict.theirs)}


def propose(conflict: FieldConflict, spec: FieldSpec | None) -> Proposal:
    """Propose what loses least: both texts if they can stand together, else mine if it is legal.

    The person made their change knowing less than the desk does now, but they are the one who
    looks: their intent is proposed, never taken without them.
    """
    if is_text(spec):
        return Proposal(Side.OTHER, joined(conflict))
    if mine_is_legal(conflict):
        return Proposal(Side.MINE, conflict.mine)
    return Proposal(Side.THEIRS, conflict.theirs)


def joined(conflict: FieldConflict) -> str:
    """Put both texts together: merged by lines if possible, else theirs with mine after it."""
    base, mine, theirs = (str(one or "") for one in (conflict.base, conflict.mine, conflict.theirs))
    merged = merge_text(base, mine, theirs)
    if merged is not None:
        return merged
    known = set(theirs.split("\n"))
    added = [line for line in mine.split("\n") if line not in known]
    return "\n".join([theirs.rstrip("\n"), *added]) if added else theirs
