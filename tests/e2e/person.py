"""Somebody at a computer of their own: the whole client but the window, with real files."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from deskclient.domain.events import Event, Link
from deskclient.domain.kind import Registry
from deskclient.services.api import Desk
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import Program
from deskclient.storage.vault import SessionVault

T = TypeVar("T")
PATIENCE_S = 30
PASSPHRASE = "a passphrase of the test"


class Person:
    """Signs in, works, closes the program and starts it again in the same folders."""

    def __init__(self, folder: Path, registry: Registry | None = None) -> None:
        """Sit down at a computer without a keyring, so that a passphrase locks the profiles.

        Args:
            folder: Where this computer keeps everything.
            registry: The kinds of record its program knows.
        """
        self.folder = folder
        self._registry = registry
        self._program: Program | None = None
        self.profile_id = ""

    @property
    def program(self) -> Program:
        """The running program, started on the first use."""
        if self._program is None:
            folders = folders_under(self.folder)
            vault = SystemVault(folders.profiles, SessionVault, SessionVault, cost_log=4)
            self._program = Program(
                ClientOptions(), vault, real_folder_door(), folders, self._registry
            )
        return self._program

    def sign_in(self, url: str, login: str, secret: str, way: str = "password") -> "Person":
        """Make a profile, by password or by ``token``."""
        place = KeyPlace.PASSPHRASE
        form = SignInForm(url, login, secret, key_place=place, passphrase=PASSPHRASE, way=way)
        self.profile_id = wait(self.program.profiles.sign_in(form)).profile.profile_id
        return self

    def open(self) -> Desk:
        """Open the profile and start its engine."""
        self.program.profiles.unlock_if_locked(self.profile_id, PASSPHRASE)
        desk = self.program.profiles.open(self.profile_id)
        wait(desk.start_engine())
        return desk

    def open_synced(self) -> Desk:
        """Open the profile and wait for the first complete sync."""
        desk = self.open()
        until(desk, lambda: bool(desk.sync.status().last_sync))
        return desk

    def quit(self) -> None:
        """Close the program."""
        if self._program is not None:
            self._program.close()
        self._program = None


def wait(future: "Future[T]") -> T:
    """Give a future's result, or raise its exception."""
    return future.result(PATIENCE_S)


def until(desk: Desk, holds: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Look at each event of the desk whether something holds, and wait until it does."""
    done = threading.Event()

    def look(_event: Event | None = None) -> None:
        if holds():
            done.set()

    stop = desk.listen(look)
    look()
    try:
        # The last look is for what changes without an event of its own.
        assert done.wait(within_s) or holds(), desk.sync.status()
    finally:
        stop()


def is_settled(desk: Desk) -> bool:
    """Tell whether everything is on the desk."""
    return not desk.outbox.items() and desk.sync.status().link is Link.ONLINE
