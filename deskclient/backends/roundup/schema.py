"""Which properties the issues of a tracker have: every company makes its own. Pure."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from xml.etree.ElementTree import Element, ParseError, XMLParser

from msgspec import Struct

from deskclient.backends.roundup import wire

ISSUE = "issue"
_TYPE = re.compile(r'<roundup\.hyperdb\.(\w+)(?: to "(\w+)")?>')
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9]{2}:[0-9]{2}:[0-9]{2}")
_INTERVAL = re.compile(r"[+-] ([0-9]+[ymwd] ?)*([0-9]+:[0-9]{2}(:[0-9]{2})?)?")
_LINK = re.compile(r"/rest/data/(\w+)/[^/]+$")
_QUEUES = ("queue", "project")


class PropertyType(StrEnum):
    """What a property holds, as Roundup calls it."""

    STRING = "String"
    NUMBER = "Number"
    INTEGER = "Integer"
    BOOLEAN = "Boolean"
    DATE = "Date"
    INTERVAL = "Interval"
    LINK = "Link"
    MULTILINK = "Multilink"


class Property(Struct, frozen=True):
    """One property of an issue."""

    name: str
    type: PropertyType
    to: str = ""
    """The class that is linked to."""


class Schema(Struct, frozen=True):
    """The properties of an issue, in the order of their names."""

    properties: tuple[Property, ...] = ()

    @property
    def queue(self) -> Property | None:
        """The property that tells in which queue an issue is; ``None``: there is one for all."""
        for name in _QUEUES:
            one = self.get(name)
            if one is not None and one.type is PropertyType.LINK:
                return one
        return None

    def get(self, name: str) -> Property | None:
        """Give a property by its name."""
        return next((one for one in self.properties if one.name == name), None)

    def own(self) -> tuple[Property, ...]:
        """Give those that only this tracker has."""
        queue = self.queue
        return tuple(one for one in self.properties if one.name not in CLASSIC and one != queue)

    def links(self) -> tuple[str, ...]:
        """Name the classes whose records are choices in properties of the tracker's own."""
        linking = {PropertyType.LINK, PropertyType.MULTILINK}
        named = {one.to for one in self.own() if one.type in linking}
        return tuple(sorted(named - RECORDS))


CLASSIC = frozenset(
    {
        *("title", "messages", "files", "nosy", "superseder"),
        *("assignedto", "keyword", "priority", "status"),
    }
)
"""What the classic template gives to an issue."""
RECORDS = frozenset({"user", ISSUE, "msg", "file"})
"""Classes whose records are more than a choice."""


def schema_in(body: bytes) -> Schema | None:
    """Read the answer to XML-RPC's ``schema``; ``None`` if it is none.

    Nothing is declared in an honest answer, and what a document type could declare is refused.
    """
    if b"<!" in body:
        return None
    try:
        parser = XMLParser()  # noqa: S314 - without declarations there is nothing to expand
        parser.feed(body)
        root = parser.close()
    except ParseError:
        return None
    found = [one for klass in _members(root, ISSUE) for one in _properties(klass)]
    return Schema(tuple(sorted(found, key=lambda one: one.name))) if found else None


def guessed(items: Iterable[Mapping[str, wire.Value]]) -> Schema:
    """Make out types by values, where the desk tells no schema.

    What no issue has filled stays unknown, and a Boolean cannot be told from a number.

    Args:
        items: Issues with all their properties, links as objects.
    """
    found: dict[str, Property] = {}
    for item in items:
        for name, value in item.items():
            if name not in found and (made := _guess(name, value)) is not None:
                found[name] = made
    return Schema(tuple(found[name] for name in sorted(found)))


def _members(root: Element, name: str) -> list[Element]:
    """Find what stands under a name in the answer's outermost struct."""
    path = "params/param/value/struct/member"
    return [one for one in root.findall(path) if one.findtext("name") == name]


def _properties(klass: Element) -> list[Property]:
    found: list[Property] = []
    for pair in klass.findall("value/array/data/value"):
        texts = [one.text or "" for one in pair.findall("array/data/value/string")]
        made = _property(*texts) if len(texts) == 2 else None
        found += [] if made is None else [made]
    return found


def _property(name: str, told: str) -> Property | None:
    kind = _TYPE.fullmatch(told)
    if kind is None or kind[1] not in set(PropertyType):
        return None
    return Property(name, PropertyType(kind[1]), kind[2] or "")


def _guess(name: str, value: wire.Value) -> Property | None:
    if isinstance(value, list):
        first = value[0] if value else None
        to = _class_of(first) if isinstance(first, dict) else ""
        return Property(name, PropertyType.MULTILINK, to) if to else None
    if isinstance(value, dict):
        to = _class_of(value)
        return Property(name, PropertyType.LINK, to) if to else None
    if isinstance(value, str):
        if _DATE.fullmatch(value):
            return Property(name, PropertyType.DATE)
        is_interval = value and _INTERVAL.fullmatch(value)
        return Property(name, PropertyType.INTERVAL if is_interval else PropertyType.STRING)
    if isinstance(value, float):
        return Property(name, PropertyType.NUMBER)
    return None if value is None else Property(name, PropertyType.INTEGER)


def _class_of(link: wire.Link) -> str:
    found = _LINK.search(str(link.get("link") or ""))
    return found[1] if found else ""
