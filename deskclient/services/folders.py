"""Where the client keeps its files on this computer."""

from contextlib import suppress
from pathlib import Path

import platformdirs
from msgspec import Struct

_NAME = "deskclient"


class Folders(Struct, frozen=True):
    """The roots of everything the client writes. None of them need exist."""

    data: Path
    """Profiles: the precious part."""
    config: Path
    """Settings."""
    state: Path
    """Logs."""

    @property
    def profiles(self) -> Path:
        """One folder for each profile."""
        return self.data / "profiles"

    @property
    def profile_list(self) -> Path:
        """The list of profiles; holds no secret."""
        return self.data / "profiles.json"

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.config / "settings.json"

    def window_memory(self, profile_id: str) -> Path:
        """What the window of a profile remembers of itself: widths, the view, the order."""
        return self.config / f"window-{profile_id}.ini"

    def make_config(self) -> None:
        """Make the folder of the settings; where that cannot be, the program starts without it."""
        with suppress(OSError):
            self.config.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def lost(self) -> bool:
        """Whether windows of profiles are remembered, but the folder of the profiles is gone."""
        return not self.data.is_dir() and any(self.config.glob("window-*.ini"))

    @property
    def logs(self) -> Path:
        """The rotating logs."""
        return self.state / "logs"


def system_folders() -> Folders:
    """Give the folders the operating system has for this user."""
    return Folders(
        data=Path(platformdirs.user_data_dir(_NAME, appauthor=False, roaming=False)),
        config=Path(platformdirs.user_config_dir(_NAME, appauthor=False, roaming=False)),
        state=Path(platformdirs.user_state_dir(_NAME, appauthor=False, roaming=False)),
    )


def folders_under(root: Path) -> Folders:
    """Give folders that all lie under ``root``."""
    return Folders(data=root / "data", config=root / "config", state=root / "state")


def choose_folders(root: Path | None) -> Folders:
    """Give the folders under ``root``, or the user's own if it is ``None``."""
    return system_folders() if root is None else folders_under(root)
