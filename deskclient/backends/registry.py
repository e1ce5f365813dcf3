"""Which kinds of desks this installation can speak to, and what each of them guarantees."""

from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

from msgspec import Struct

from deskclient.backends.http import Transport
from deskclient.backends.port import Adapter, Caps
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


class Guarantee(Struct, frozen=True):
    """One line of what a person may rely on with a desk; English, translated in the window."""

    label: str
    text: str
    full: bool
    """Whether the desk itself guarantees it; otherwise this program does what can be done."""


_ONCE_BY_KEY = "The desk recognises a change that arrives twice and applies it once."
_ONCE_BY_LOOK = "After a lost answer the desk is searched before anything is sent again."


def guarantees(caps: Caps) -> tuple[Guarantee, ...]:
    """Say in words what a desk's capabilities mean for the person."""
    once = caps.create_once == "key" and caps.append_once == "key"
    guarded = caps.cond_write != "none"
    news = caps.feed == "cursor"
    return (
        Guarantee("Sent exactly once", _ONCE_BY_KEY if once else _ONCE_BY_LOOK, once),
        Guarantee(
            "No overwriting in silence",
            "The desk refuses to overwrite what somebody else has changed meanwhile."
            if guarded
            else "Overwriting is noticed afterwards, in the history of the record.",
            guarded,
        ),
        Guarantee(
            "News",
            "The desk tells what has changed, within seconds."
            if news and caps.long_poll
            else "The desk is asked for changes at intervals.",
            news,
        ),
        Guarantee(
            "Deleted records",
            "The desk tells what was deleted."
            if caps.deletes == "tombstone"
            else "Deleted records are found by comparing lists, once in a while.",
            caps.deletes == "tombstone",
        ),
        Guarantee(
            "Large files",
            "An upload goes on where it was broken off."
            if caps.upload == "resumable"
            else "An upload that breaks off begins anew.",
            caps.upload == "resumable",
        ),
    )
