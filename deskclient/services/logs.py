"""Rotating logs in the state folder, without secrets; unhandled errors end up there too."""

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from typing_extensions import override

from deskclient.domain.times import to_text
from deskclient.services.redact import redact

FILE_BYTES = 1_000_000
FILES = 5
_NAME = "deskclient.log"
_CRASHES = "crash.log"
_LAST_CRASHES = "crash.previous.log"
_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_CHATTY = ("httpx", "httpcore", "hpack", "asyncio", "keyring", "h2")
"""Libraries whose lines at lower levels would name every request."""


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, so that arguments and tracebacks are covered as well."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class Logs:
    """The log files of one run; close when it ends.

    Raises:
        OSError: none can be written there.
    """

    def __init__(self, folder: Path, level: str = "info") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The handler opens its file with the first line, and could only complain for each then.
        (folder / _NAME).open("ab").close()
        self._handler = RotatingFileHandler(
            folder / _NAME, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(
            RedactingFormatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
        )
        self._undo: list[Callable[[], None]] = []
        root = logging.getLogger()
        before = root.level
        root.addHandler(self._handler)
        self._undo += [lambda: root.setLevel(before), lambda: root.removeHandler(self._handler)]
        self._quieten()
        self.set_level(level)

    def set_level(self, level: str) -> None:
        """Log from this level on: ``debug``, ``info``, ``warning`` or ``error``."""
        logging.getLogger().setLevel(_LEVELS.get(level, logging.INFO))

    def catch_everything(self) -> None:
        """Log errors that nobody handled, of any thread, and crashes of native code."""
        crashes = self._crash_file()
        faulthandler.enable(crashes)
        hook, thread_hook = sys.excepthook, threading.excepthook

        def on_error(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                hook(kind, error, trace)
                return
            logging.getLogger("deskclient").critical("unhandled", exc_info=(kind, error, trace))

        def on_thread_error(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                on_error(args.exc_type, args.exc_value, args.exc_traceback)

        sys.excepthook, threading.excepthook = on_error, on_thread_error

        def restore() -> None:
            sys.excepthook, threading.excepthook = hook, thread_hook
            faulthandler.disable()
            crashes.close()

        self._undo.append(restore)

    def close(self) -> None:
        """Put everything back and close the files."""
        while self._undo:
            self._undo.pop()()
        self._handler.close()

    def _crash_file(self) -> TextIO:
        """Open the file for a crash of this run; what an earlier run left is put aside."""
        path = self.folder / _CRASHES
        # Where it cannot be put aside, what comes stands behind it.
        with suppress(OSError):
            if path.stat().st_size:
                path.replace(self.folder / _LAST_CRASHES)
        return path.open("a", encoding="utf-8")

    def _quieten(self) -> None:
        for name in _CHATTY:
            logger = logging.getLogger(name)
            before = logger.level
            logger.setLevel(logging.WARNING)
            self._undo.append(lambda logger=logger, before=before: logger.setLevel(before))  # type: ignore[misc]


def last_crash(folder: Path, count: int) -> list[str]:
    """Give the trace of the last crash of native code, redacted; empty if there was none.

    Args:
        folder: Of the logs.
        count: The most lines; the first ones are given, for they tell of the thread that crashed.
    """
    for name in (_CRASHES, _LAST_CRASHES):
        try:
            with (folder / name).open(encoding="utf-8", errors="replace") as file:
                lines = [redact(line.rstrip()) for line in islice(file, count)]
                written = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
        except OSError:
            continue
        if lines:
            return [f"Written: {to_text(written)}", "", *lines]
    return []


def last_lines(folder: Path, count: int) -> list[str]:
    """Give the newest log lines, oldest first, redacted once more."""
    found: list[str] = []
    names = [_NAME, *(f"{_NAME}.{number}" for number in range(1, FILES))]
    for name in names:
        try:
            lines = (folder / name).read_text("utf-8", errors="replace").splitlines()
        except OSError:
            continue
        found = [*lines[-(count - len(found)) :], *found]
        if len(found) >= count:
            break
    return [redact(line) for line in found[-count:]] if count > 0 else []
