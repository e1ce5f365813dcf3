"""Builds the services of one run of the program, for the window and for the commands."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType

from typing_extensions import override

from deskclient.domain.clock import Clock, SystemClock, SystemRandomness
from deskclient.domain.errors import StorageError
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.domain.kinds.standard import standard_registry
from deskclient.services.atomic import write_whole
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import Folders, choose_folders
from deskclient.services.keys import SystemVault
from deskclient.services.opening import FolderDoor, Opener
from deskclient.services.options import ClientOptions
from deskclient.services.profiles import Door, ProfileDesk
from deskclient.services.settings import Settings
from deskclient.services.vault_port import Vault

_SWITCH_S = 0.0002
"""How long one thread may hold the interpreter while another waits: keeps the window smooth."""


class Program(AbstractContextManager["Program"]):
    """Everything behind the window: settings, profiles, folders. Close it at the end.

    Attributes:
        folders: Where files are kept.
        settings: The settings.
        profiles: The profiles.
        clock: The computer's clock.
        registry: All kinds of records.
    """

    def __init__(
        self,
        options: ClientOptions,
        vault: Vault,
        door: FolderDoor,
        folders: Folders,
        registry: Registry | None = None,
    ) -> None:
        """Build.

        Args:
            options: What the command line asks.
            vault: Where keys and tokens are.
            door: How profile folders are entered.
            folders: Where files are kept.
            registry: The kinds of record; the standard ones by default.
        """
        self.folders = folders
        self.clock: Clock = SystemClock()
        self.registry: Registry = registry or standard_registry()
        self.settings = Settings(folders.settings_file, self.clock)
        randomness = SystemRandomness()
        ids = IdMaker(self.clock, randomness)
        opener = Opener(
            door=door,
            registry=self.registry,
            vault=vault,
            clock=self.clock,
            randomness=randomness,
            ids=ids,
            settings=self.settings,
            offline=options.offline,
        )
        self._new_id: Callable[[], str] = ids.new
        self.profiles = ProfileDesk(folders, opener, self.door, self.clock)

    def door(self) -> Door:
        """Give the way to desks without a profile; imports the network, so not before the paint."""
        from deskclient.services.desk_door import DeskDoor  # noqa: PLC0415

        return DeskDoor(self.clock, self._installation())

    def close(self) -> None:
        """Close what is open."""
        self.profiles.close()

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _installation(self) -> str:
        """Name this installation: made once, no secret."""
        path = self.folders.data / "installation"
        try:
            known = path.read_text("ascii").strip()
        except (OSError, ValueError):
            known = ""
        if not known:
            known = self._new_id()
            _note(path, known)
        return known


def build_program(options: ClientOptions) -> Program:
    """Build the services as they are used in earnest; cheap, nothing heavy is imported.

    Raises:
        KeyMissingError: the passphrase handed over does not open the profile.
    """
    sys.setswitchinterval(_SWITCH_S)
    folders = choose_folders(options.data_dir)
    program = Program(options, SystemVault(folders.profiles), real_folder_door(), folders)
    if options.passphrase and options.profile_id:
        program.profiles.unlock_if_locked(options.profile_id, options.passphrase)
    return program


def _note(path: Path, text: str) -> None:
    # Where it cannot be kept, this run has a name of its own.
    with suppress(StorageError):
        write_whole(path, text.encode("ascii"))
