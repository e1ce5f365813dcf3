"""Carries out the orders that profiles of this computer have heard; see :mod:`.erasing`."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from deskclient.services.departure import remove_cached
from deskclient.services.erasing import (
    Erasure,
    forget_cached,
    note_erasure,
    read_erasure,
)
from deskclient.services.opening import Opener
from deskclient.services.profile_api import KeyPlace, ProfileInfo
from deskclient.services.profile_list import Profile, ProfileList


class ReceiptDoor(Protocol):
    """How a desk is told; see :class:`deskclient.services.desk_door.DeskDoor`. Blocks."""

    def confirm_erased(self, backend: str, url: str, instance: str, erasure: Erasure) -> bool:
        """Tell a desk that its order is carried out; tells whether it has heard that."""
        ...


class Erasures:
    """Finds orders and ends what they ask; :meth:`finish` runs in the profiles' thread."""

    def __init__(
        self,
        profiles: Path,
        listed: ProfileList,
        opener: Opener,
        make_door: Callable[[], ReceiptDoor],
    ) -> None:
        self._profiles = profiles
        self._list = listed
        self._opener = opener
        self._make_door = make_door

    def info(self, profile: Profile) -> ProfileInfo:
        """What the chooser shows, with the order if it is still to be told."""
        erasure = self._of(profile)
        if erasure is None or erasure.over:
            return profile.info()
        return replace(profile.info(), erased_at=erasure.at or profile.last_used)

    def is_pending(self, profile: Profile) -> bool:
        """Whether an order was heard that is not carried out."""
        erasure = self._of(profile)
        return erasure is not None and not erasure.done

    def finish(self, profile: Profile) -> None:
        """Carry out what is left of an order and tell the desk; nothing if there is none.

        The order stays undone as long as a part of it could not be done: the next start goes on.

        Raises:
            StorageError: the profile is open, or something could not be removed.
        """
        erasure = self._of(profile)
        if erasure is None:
            return
        folder = self._folder(profile)
        if not erasure.done:
            if not self._erase(profile, folder):
                return
            erasure = replace(erasure, done=True)
            note_erasure(folder, erasure)
        if erasure.order_id and not erasure.confirmed:
            door = self._make_door()
            if door.confirm_erased(profile.backend, profile.desk_url, profile.instance, erasure):
                note_erasure(folder, replace(erasure, confirmed=True))

    def _erase(self, profile: Profile, folder: Path) -> bool:
        held = self._opener.door.lock(folder, "")
        try:
            vault, place = self._opener.vault, KeyPlace(profile.key_place)
            # The key goes first: without it the rest is noise, should removing be cut short.
            forgotten = forget_cached(vault, profile.profile_id, place)
            remove_cached(folder)
        finally:
            held.release()
        self._list.put(replace(profile, signed_in=False))
        return forgotten

    def _of(self, profile: Profile) -> Erasure | None:
        return read_erasure(self._folder(profile))

    def _folder(self, profile: Profile) -> Path:
        return self._profiles / profile.profile_id
