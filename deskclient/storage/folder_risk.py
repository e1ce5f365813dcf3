"""Tells folders where a database may break: on the network, or copied about by a sync program."""

import os
import sys
from pathlib import Path

_NETWORK = frozenset(
    [
        "9p",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
    ]
)
_SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "com~apple~clouddocs",
    "nextcloud",
    "owncloud",
    "seafile",
    "syncthing",
    "yandex.disk",
    "yandexdisk",
)
_MARKS = (".dropbox", ".stfolder", ".sync", ".nextcloudsync.log", ".owncloudsync.log")
_DRIVE_REMOTE = 4


def folder_risk(folder: Path, mounts: str | None = None) -> str:
    """Give ``network``, ``synced`` or an empty text.

    Args:
        folder: The folder asked about; it need not exist yet.
        mounts: What the system says is mounted, as ``/proc/mounts`` has it; read if not given.
    """
    path = Path(os.path.realpath(folder))
    if _on_network(path, mounts):
        return "network"
    names = [part.lower() for part in path.parts]
    if any(name.startswith(_SYNCED) for name in names):
        return "synced"
    marked = any((parent / mark).exists() for parent in (path, *path.parents) for mark in _MARKS)
    return "synced" if marked else ""


def _on_network(path: Path, mounts: str | None) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        drive = path.anchor
        return (
            drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE
        )
    best, kind = "", ""
    for line in (_mounts() if mounts is None else mounts).splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].encode().decode("unicode_escape")
        if len(point) >= len(best) and path.is_relative_to(point):
            best, kind = point, parts[2]
    return kind in _NETWORK


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""
