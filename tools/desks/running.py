"""A desk's server as a child process, run by somebody without rights of their own."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_PATIENCE_S = 90.0
_STOP_S = 10.0


class DeskFailedError(RuntimeError):
    """A desk could not be made or started; the message holds what it said."""


class Account:
    """Whom a desk runs as: an unprivileged user where we are root, else ourselves."""

    def __init__(self, name: str) -> None:
        found = pwd.getpwnam(name) if os.geteuid() == 0 else None
        self._user = None if found is None else found.pw_uid
        self._group = None if found is None else found.pw_gid
        self._groups: tuple[int, ...] | None = None if found is None else ()

    def own(self, folder: Path) -> None:
        """Give it everything in a folder."""
        if self._user is None or self._group is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self._user, self._group, follow_symlinks=False)

    def run(self, command: Sequence[str], env: Mapping[str, str], what: str) -> str:
        """Run to the end; gives what it printed.

        Raises:
            DeskFailedError: it failed; tells what it said.
        """
        done = subprocess.run(
            command,
            env=self._env(env),
            capture_output=True,
            text=True,
            check=False,
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )
        if done.returncode != 0:
            msg = f"{what} failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
            raise DeskFailedError(msg)
        return done.stdout

    def start(
        self, command: Sequence[str], env: Mapping[str, str], log: Path, port: int
    ) -> "Server":
        """Start a server that writes to ``log`` and listens on ``port`` of loopback.

        Raises:
            DeskFailedError: something listens there already, and would answer in its place.
        """
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                msg = f"something else listens on port {port} already"
                raise DeskFailedError(msg)
        with log.open("ab") as out:
            process = subprocess.Popen(
                command,
                env=self._env(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self._user,
                group=self._group,
                extra_groups=self._groups,
            )
        return Server(process, log)

    @staticmethod
    def _env(more: Mapping[str, str]) -> dict[str, str]:
        return {"PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin", "LANG": "C.UTF-8", **more}


class Server:
    """A running desk."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self._log = log

    def wait(self, answers: Callable[[], bool]) -> None:
        """Wait until it answers.

        Raises:
            DeskFailedError: it ended, or does not answer; tells what it said last.
        """
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end and self._process.poll() is None:
            if answers():
                return
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
        self.stop()
        msg = f"the desk does not answer:\n{self._log.read_text('utf-8', 'replace')[-4000:]}"
        raise DeskFailedError(msg)

    def stop(self) -> None:
        """End it with all its workers."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_S)
                return
