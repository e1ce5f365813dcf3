"""What a window remembers between starts: sizes, columns, the last view. Nothing precious."""

import json
from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QSettings, QTimer

from deskclient.ui.background import in_background

_CALM_MS = 1_000
"""So long after the last change the file is written."""


class Memory(Protocol):
    """Small texts by key."""

    def get(self, key: str) -> str:
        """Give what was kept; empty for nothing."""
        ...

    def set(self, key: str, value: str) -> None:
        """Keep a text."""
        ...


class FileMemory:
    """Kept in a file of its own; a damaged one is as good as none.

    The file is written aside and not by Qt's own clock: that would be in the window's thread and
    before its next paint, and a disk may take longer than the list that a click asks for.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        settings = _settings(path)
        self._kept = {key: str(settings.value(key, "") or "") for key in settings.allKeys()}
        self._changed: dict[str, str] = {}
        self._writing: Future[None] | None = None
        self._calm = QTimer(singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._write_aside)

    def get(self, key: str) -> str:
        """Give what was kept; empty for nothing."""
        return self._kept.get(key, "")

    def set(self, key: str, value: str) -> None:
        """Keep a text; written to the file soon."""
        if self._kept.get(key) != value:
            self._kept[key] = self._changed[key] = value
            self._calm.start()

    def write(self) -> None:
        """Write now what is not written yet: nothing will be kept afterwards."""
        self._calm.stop()
        if self._writing is not None:
            self._writing.exception()  # what was kept earlier must not come later
        _write(self._path, self._taken())

    def _write_aside(self) -> None:
        if self._writing is not None and not self._writing.done():
            self._calm.start()
        else:
            self._writing = in_background(partial(_write, self._path, self._taken()))

    def _taken(self) -> Mapping[str, str]:
        taken, self._changed = self._changed, {}
        return taken


def _settings(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


def _write(path: Path, changed: Mapping[str, str]) -> None:
    if not changed:
        return
    settings = _settings(path)
    for key, value in changed.items():
        settings.setValue(key, value)
    settings.sync()


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
    kept = memory.get(key)
    if not kept:
        return None
    try:
        found: object = json.loads(kept)
    except ValueError:
        return None
    return found
