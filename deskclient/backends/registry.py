"""Which kinds of desks this installation can speak to."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Protocol, TypeAlias, cast

from deskclient.backends.http import Transport
from deskclient.backends.port import Adapter
from deskclient.backends.tokens import TokenStore
from deskclient.backends.way_in import WayInMaker
from deskclient.domain.clock import Clock
from deskclient.domain.errors import RefusedError
from deskclient.domain.words import phrase

GROUP = "deskclient.backends"
SIGN_IN_GROUP = "deskclient.sign_in"
"""Holds, under the same names, how one gets in: see :mod:`deskclient.backends.way_in`."""
_OWN_PACKAGE = "deskclient.backends"
_OWN = {
    "native": {GROUP: "native.adapter:NativeAdapter", SIGN_IN_GROUP: "native.sign_in:NativeSignIn"},
    "request_tracker": {
        GROUP: "request_tracker.adapter:RequestTrackerAdapter",
        SIGN_IN_GROUP: "request_tracker.sign_in:RequestTrackerSignIn",
    },
    "redmine": {
        GROUP: "redmine.adapter:RedmineAdapter",
        SIGN_IN_GROUP: "redmine.sign_in:RedmineSignIn",
    },
    "roundup": {
        GROUP: "roundup.adapter:RoundupAdapter",
        SIGN_IN_GROUP: "roundup.sign_in:RoundupSignIn",
    },
}


class Entry(Protocol):
    """An entry point of another distribution, as ``importlib.metadata`` gives it."""

    @property
    def name(self) -> str:
        """The kind of desk."""
        ...

    def load(self) -> object:
        """Import what it stands for."""
        ...


Finder: TypeAlias = Callable[[str], Iterable[Entry]]
"""Gives the entry points of a group."""


def installed_entries(group: str) -> Iterable[Entry]:
    """Look at what is installed beside this program."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - only for desks of others

    return entry_points(group=group)


class AdapterMaker(Protocol):
    """What an entry point of the group gives: usually the adapter's class."""

    def __call__(
        self,
        transport: Transport,
        base_url: str,
        tokens: TokenStore,
        clock: Clock,
        instance: str = "",
    ) -> Adapter:
        """Make the adapter for one desk and one user."""
        ...


class Backends:
    """The kinds of desks there are. Nothing of them is imported before it is asked for.

    Those of this package are there even where it runs from a folder without its metadata, and no
    other distribution can take their names.

    Args:
        find: Finds those of other distributions, when one of them is asked for.
    """

    def __init__(self, find: Finder = installed_entries) -> None:
        self._find = find

    def names(self) -> Iterator[str]:
        """Name all kinds: our own desk first, then what comes with this program, then others."""
        yield from _OWN
        yield from sorted({one.name for one in self._find(GROUP)}.difference(_OWN))

    def load(self, name: str) -> AdapterMaker:
        """Import the adapter of one kind.

        Raises:
            RefusedError: it is not installed, or cannot be loaded.
        """
        return cast("AdapterMaker", self._load(name, GROUP))

    def load_way_in(self, name: str) -> WayInMaker:
        """Import how one gets into a desk of one kind; raises as :meth:`load`."""
        return cast("WayInMaker", self._load(name, SIGN_IN_GROUP))

    def _load(self, name: str, group: str) -> object:
        try:
            return _own(_OWN[name][group]) if name in _OWN else self._other(name, group).load()
        except (ImportError, AttributeError) as error:
            raise RefusedError(
                "An extension cannot be loaded",
                phrase("The extension “{name}” is broken or does not fit this version.", name=name),
                "Update the extension, or remove it.",
            ) from error

    def _other(self, name: str, group: str) -> Entry:
        for entry in self._find(group):
            if entry.name == name:
                return entry
        raise RefusedError(
            "This kind of desk is not installed",
            phrase("The profile needs the extension “{name}”.", name=name),
            "Install the extension that speaks to this kind of desk.",
        )


def _own(where: str) -> object:
    module, _, name = where.partition(":")
    found: object = getattr(import_module(f"{_OWN_PACKAGE}.{module}"), name)
    return found
