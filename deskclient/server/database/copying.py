"""Copies a SQLite file while it is in use."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite file through SQLite, while others read and write it."""
    origin: Any = sqlite.connect(str(source))
    try:
        copy: Any = sqlite.connect(str(target))
        try:
            origin.backup(copy)
        finally:
            copy.close()
    finally:
        origin.close()
