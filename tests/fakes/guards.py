"""What keeps a test from touching the world, and what finds the traces it leaves."""

import gc
import ipaddress
import logging
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from typing_extensions import override

GRACE_S = 3.0
"""How long a thread that was told to stop may take until it counts as forgotten."""


class ForbiddenNetworkError(OSError):
    """A test tried to reach beyond this machine."""


def is_loopback(host: object) -> bool:
    """Whether ``host``, a name or an address as sockets take it, stays on this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


class NetworkGuard:
    """Refuses every look-up and connection that leaves loopback, and remembers the attempt.

    Remembering matters: code that treats an unreachable host as "offline" swallows the error.
    """

    def __init__(self) -> None:
        self.attempts: list[str] = []

    def check(self, address: object) -> None:
        """Let a socket address pass, or raise."""
        host = address[0] if isinstance(address, tuple) and address else None
        if not is_loopback(host):
            self.refuse(host)

    def refuse(self, host: object) -> None:
        """Note the attempt and raise."""
        self.attempts.append(str(host))
        text = f"A test may not reach {host}: only loopback is open."
        raise ForbiddenNetworkError(text)

    @contextmanager
    def active(self) -> Iterator[None]:
        """Replace the ways out of this process while the block runs."""
        real_getaddrinfo = socket.getaddrinfo
        guard = self

        def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
            if not is_loopback(host):
                guard.refuse(host)
            return real_getaddrinfo(host, *args, **kwargs)

        socket.getaddrinfo = getaddrinfo
        for name in ("connect", "connect_ex", "sendto"):
            setattr(socket.socket, name, self._checked(name))
        try:
            yield
        finally:
            socket.getaddrinfo = real_getaddrinfo
            for name in ("connect", "connect_ex", "sendto"):
                delattr(socket.socket, name)

    def _checked(self, name: str) -> Callable[..., Any]:
        # The methods live in the C base class, so the subclass's slot is free to be taken.
        real = getattr(socket.socket.__base__, name)

        def call(own: socket.socket, *args: Any) -> Any:
            if own.family in {socket.AF_INET, socket.AF_INET6} and args:
                self.check(args[-1])
            return real(own, *args)

        return call


class LogGuard(logging.Handler):
    """Collects lines above INFO; those that no test expected are failures."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.expected: list[re.Pattern[str]] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Allow lines in which ``pattern`` is found."""
        self.expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        """The lines nobody expected."""
        return [
            line
            for line in self.lines
            if not any(pattern.search(line) for pattern in self.expected)
        ]

    @contextmanager
    def active(self) -> Iterator[None]:
        """Listen on the root logger while the block runs."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)


def forgotten_threads(before: set[threading.Thread]) -> list[str]:
    """Names of Python threads that started since ``before`` and do not end within the grace."""
    deadline = monotonic() + GRACE_S
    left = []
    for thread in set(threading.enumerate()) - before:
        # A dummy stands for a thread of somebody else (Qt's), which has no join.
        if type(thread).__name__ == "_DummyThread":
            continue
        thread.join(max(0.0, deadline - monotonic()))
        if thread.is_alive():
            left.append(thread.name)
    return left


def forgotten_qt_objects() -> list[str]:
    """Running QThreads and windows still shown; empty where Qt was never loaded."""
    core = sys.modules.get("PySide6.QtCore")
    widgets = sys.modules.get("PySide6.QtWidgets")
    left = []
    if core is not None:
        left += [
            repr(found)
            for found in gc.get_objects()
            if isinstance(found, core.QThread) and found.isRunning()
        ]
    if widgets is not None and widgets.QApplication.instance() is not None:
        left += [
            f"{type(found).__name__} {found.objectName()!r} still shown"
            for found in widgets.QApplication.topLevelWidgets()
            if found.isVisible()
        ]
    return left
