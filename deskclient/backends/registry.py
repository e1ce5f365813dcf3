"""Which kinds of desks this installation can speak to."""

from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

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
_OWN = (
    ("native", "NativeAdapter", "NativeSignIn"),
    ("request_tracker", "RequestTrackerAdapter", "RequestTrackerSignIn"),
    ("redmine", "RedmineAdapter", "RedmineSignIn"),
    ("roundup", "RoundupAdapter", "RoundupSignIn"),
)


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
    """The installed kinds of desks. Nothing of them is imported before it is asked for."""

    def __init__(self, adapters: Sequence[EntryPoint], ways_in: Sequence[EntryPoint] = ()) -> None:
        # Those of this package are there even where it runs from a folder without its metadata,
        # and no other distribution can take their names.
        self._adapters = {one.name: one for one in adapters}
        self._ways_in = {one.name: one for one in ways_in}
        for name, adapter, way_in in _OWN:
            package = f"{_OWN_PACKAGE}.{name}"
            self._adapters[name] = EntryPoint(name, f"{package}.adapter:{adapter}", GROUP)
            self._ways_in[name] = EntryPoint(name, f"{package}.sign_in:{way_in}", SIGN_IN_GROUP)

    @classmethod
    def installed(cls) -> "Backends":
        """Look at what is installed beside this program."""
        return cls(tuple(entry_points(group=GROUP)), tuple(entry_points(group=SIGN_IN_GROUP)))

    def names(self) -> tuple[str, ...]:
        """Give the names of all kinds: our own desk first, then what comes with this program."""
        own = tuple(name for name, _, _ in _OWN)
        return (*own, *sorted(name for name in self._adapters if name not in own))

    def load(self, name: str) -> AdapterMaker:
        """Import the adapter of one kind.

        Raises:
            RefusedError: it is not installed, or cannot be loaded.
        """
        return cast("AdapterMaker", self._load(name, self._adapters))

    def load_way_in(self, name: str) -> WayInMaker:
        """Import how one gets into a desk of one kind; raises as :meth:`load`."""
        return cast("WayInMaker", self._load(name, self._ways_in))

    def _load(self, name: str, found: Mapping[str, EntryPoint]) -> object:
        entry = found.get(name)
        if entry is None:
            raise RefusedError(
                "This kind of desk is not installed",
                phrase("The profile needs the extension “{name}”.", name=name),
                "Install the extension that speaks to this kind of desk.",
            )
        try:
            made: object = entry.load()
        except (ImportError, AttributeError) as error:
            raise RefusedError(
                "An extension cannot be loaded",
                phrase("The extension “{name}” is broken or does not fit this version.", name=name),
                "Update the extension, or remove it.",
            ) from error
        return made
