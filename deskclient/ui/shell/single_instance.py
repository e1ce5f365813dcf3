"""One program for each data folder: a second start hands its wish over and ends."""

import os
import sys
from hashlib import sha256
from pathlib import Path


def channel_name(data_folder: Path) -> str:
    """Name the local socket of a data folder."""
    digest = sha256(str(data_folder.resolve()).encode("utf-8")).hexdigest()
    return f"deskclient-{digest[:20]}"


def hand_over(name: str, wish: str) -> bool:
    """Give a wish (a record to show, or nothing) to a running program; False if there is none."""
    # Except on Windows whoever listens has made a file. Without one, which is how most starts find
    # it, Qt's network library need not be loaded before the first rows.
    if sys.platform != "win32" and not (_socket_folder() / name).exists():
        return False
    from deskclient.ui.shell.local_channel import tell  # noqa: PLC0415 - takes QtNetwork

    return tell(name, wish)


def _socket_folder() -> Path:
    """Where Qt puts the files of local sockets; what asks Qt for it takes a millisecond to load."""
    return Path(os.environ.get("TMPDIR") or "/tmp")  # noqa: S108 - only looked at
