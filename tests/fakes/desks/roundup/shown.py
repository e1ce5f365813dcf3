"""How items are told: as much of them as is asked for and may be seen. Pure."""

from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import md5
from typing import Any, TypeAlias

from tests.fakes.desks.roundup.classes import LABELS, Prop, props_of
from tests.fakes.desks.roundup.raw import UsageError
from tests.fakes.desks.roundup.rights import Rights
from tests.fakes.desks.roundup.stores import Item, Stores, moment

Json: TypeAlias = dict[str, Any]
_WITH_LABEL, _WITH_CONTENT = 2, 3


class Shown:
    """Writes answers for one person.

    Args:
        stores: What the tracker keeps.
        web: The tracker's address.
        rights: What the person may see.
    """

    def __init__(self, stores: Stores, web: str, rights: Rights) -> None:
        self._stores = stores
        self._web = web
        self._rights = rights

    def link(self, klass: str, number: str) -> str:
        return f"{self._web}/rest/data/{klass}/{number}"

    def fields(self, klass: str, asked: str) -> set[str]:
        """Read which properties are asked for.

        Raises:
            UsageError: one of them is unknown.
        """
        names = set(filter(None, asked.split(",")))
        for name in sorted(names - set(props_of(klass))):
            msg = f"'Unknown property: {name}'"
            raise UsageError(msg)
        return names

    def listed(self, item: Item, fields: Collection[str], verbose: int) -> Json:
        """Tell an item as lists do."""
        some = {*fields, LABELS[item.klass]} if verbose >= _WITH_LABEL else fields
        base = {"id": item.id, "link": self.link(item.klass, item.id)}
        return base | self.values(item, some, verbose)

    def values(self, item: Item, fields: Collection[str], verbose: int) -> Json:
        """Tell properties; what may not be seen is left out without a word."""
        props, seen = props_of(item.klass), self._rights.sees_all_of(item)
        return {
            name: self._value(item, name, props[name], verbose)
            for name in sorted(fields)
            if name in seen
        }

    def _value(self, item: Item, name: str, prop: Prop, verbose: int) -> Any:
        value = item.get(name)
        if prop.links and verbose and value:
            if prop.is_many:
                return [self._linked(prop.to, one, verbose) for one in value]
            return self._linked(prop.to, value, verbose)
        if name == "content" and verbose < _WITH_CONTENT:
            return {"link": f"{self._web}/{item.klass}{item.id}/"}
        return plain(value)

    def _linked(self, klass: str, number: str, verbose: int) -> Json:
        told: Json = {"id": number, "link": self.link(klass, number)}
        if verbose >= _WITH_LABEL:
            label = LABELS[klass]
            told[label] = plain(self._stores.items[klass][number].get(label))
        return told


def plain(value: Any) -> Any:
    """Give a stored value as its database does."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return moment(value) if isinstance(value, datetime) else value


def changed(new: Mapping[str, Any]) -> Json:
    """Tell what a change has left in what it touched, before the database has had it."""
    return {name: moment(one) if isinstance(one, datetime) else one for name, one in new.items()}


def etag(item: Item) -> str:
    """Tell one state of an item from all others, the fraction of its last second included."""
    return f'"{md5(repr(sorted(item.values.items())).encode()).hexdigest()}"'  # noqa: S324
