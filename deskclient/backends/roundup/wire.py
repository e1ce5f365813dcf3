"""Answers of Roundup's REST interface, as far as they are read.

Every record is an object of properties, whichever the tracker has. Links come as numbers in texts
where little is asked for, and else as objects with ``id``, ``link`` and a label.
"""

from typing import TypeAlias

from msgspec import Struct, field

Link: TypeAlias = dict[str, str | int | float | bool | None]
Value: TypeAlias = str | int | float | bool | list[str | Link] | Link | None
Item: TypeAlias = dict[str, Value]


class Collection(Struct, frozen=True):
    """The records that a question found."""

    collection: list[Item]
    total: int = field(name="@total_size", default=0)
    """How many there are; negative if the desk does not know."""


class ListAnswer(Struct, frozen=True):
    """The answer to a question for many."""

    data: Collection


class Element(Struct, frozen=True):
    """One record."""

    id: str
    attributes: Item
    etag: str = field(name="@etag", default="")


class ElementAnswer(Struct, frozen=True):
    """The answer to a question for one."""

    data: Element


class Made(Struct, frozen=True):
    """What was made."""

    id: str


class MadeAnswer(Struct, frozen=True):
    """The answer to a creation."""

    data: Made


class Token(Struct, frozen=True):
    """Where one record can be made, once."""

    link: str


class TokenAnswer(Struct, frozen=True):
    """The answer to a request for a token."""

    data: Token


class Change(Struct, frozen=True):
    """What a change left in the properties that it touched."""

    attribute: Item = field(default_factory=dict)


class ChangeAnswer(Struct, frozen=True):
    """The answer to a change."""

    data: Change


class Failure(Struct, frozen=True):
    """What went wrong, in Roundup's words."""

    msg: str = ""
    status: int = 0


class FailureAnswer(Struct, frozen=True):
    """The answer to what was refused."""

    error: Failure


class Root(Struct, frozen=True):
    """What the interface says of itself to whom it lets in."""

    default_version: int
    supported_versions: list[int]


class RootAnswer(Struct, frozen=True):
    """The answer at the root of the interface."""

    data: Root
