"""What a window remembers between starts: sizes, columns, the last view. Nothing precious."""

import json
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QSettings


class Memory(Protocol):
    """Small texts by key."""

    def get(self, key: str) -> str:
        """Give what was kept; empty for nothing."""
        ...

    def set(self, key: str, value: str) -> None:
        """Keep a text."""
        ...


class FileMemory:
    """Kept in a file of its own; a damaged one is as good as none."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, key: str) -> str:
        """Give what was kept; empty for nothing."""
        return str(self._settings.value(key, "") or "")

    def set(self, key: str, value: str) -> None:
        """Keep a text; written to the file soon."""
        self._settings.setValue(key, value)


class BriefMemory:
    """Kept until the program ends; for tests and pictures."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str) -> str:
        """Give what was kept; empty for nothing."""
        return self._kept.get(key, "")

    def set(self, key: str, value: str) -> None:
        """Keep a text."""
        self._kept[key] = value


def keep_bytes(memory: Memory, key: str, value: QByteArray) -> None:
    """Keep what Qt's ``saveState`` and ``saveGeometry`` give."""
    memory.set(key, bytes(value.toBase64().data()).decode("ascii"))


def kept_bytes(memory: Memory, key: str) -> QByteArray:
    """Give what :func:`keep_bytes` kept; empty for nothing."""
    return QByteArray.fromBase64(memory.get(key).encode("ascii", "ignore"))


def keep_json(memory: Memory, key: str, value: object) -> None:
    """Keep a plain value."""
    memory.set(key, json.dumps(value, ensure_ascii=False))


def kept_json(memory: Memory, key: str) -> object:
    """Give what :func:`keep_json` kept; ``None`` for nothing or something unreadable."""
    try:
        found: object = json.loads(memory.get(key) or "null")
    except ValueError:
        return None
    return found
