"""The demo desk: our own service as a process of its own, on loopback, with its own data."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from deskclient.domain.errors import DeskError, ServerError
from deskclient.services.atomic import write_whole

START_S = 180.0
STOP_S = 12.0
COMMAND = (sys.executable, "-m", "deskclient", "serve", "--demo", "--name", "Demo desk")
_SAID = "listening "


class DemoService:
    """Starts the service, or finds the one an earlier demo left running.

    Args:
        folder: Where the desk keeps its data.
        answers: Tells whether a desk answers at an address.
        command: What runs ``serve``; a test may name another.
    """

    def __init__(
        self,
        folder: Path,
        answers: Callable[[str], bool],
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._folder = folder
        self._answers = answers
        self._command = tuple(command)
        self._note = folder / "service.json"
        self._process: subprocess.Popen[str] | None = None
        self._pid = 0
        self.url = ""

    def start(self) -> str:
        """Make sure that the service runs; gives its address.

        Raises:
            ServerError: it does not start; says where its words are.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        url, pid = self._noted()
        if url and self._answers(url):
            self.url, self._pid = url, pid
            return url
        # The same port again, so that a profile which is offline finds its desk later.
        ports = dict.fromkeys((urlsplit(url).port or 0, 0))
        for port in ports:
            found = self._launch(port)
            if found:
                self.url = found
                write_whole(self._note, json.dumps({"url": found, "pid": self._pid}).encode())
                return found
        raise ServerError(
            "The demo desk did not start",
            f"What it said is in {self._log}.",
            "Try: deskclient demo --reset",
        )

    def stop(self) -> None:
        """End the service and wait for it."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        elif self._pid and self.url and self._answers(self.url):
            # Started by an earlier demo that had no chance to end it.
            with suppress(OSError):
                os.kill(self._pid, signal.SIGTERM)
        self._close_pipe()

    def leave_running(self) -> None:
        """Let go of the service without ending it."""
        self._close_pipe()
        if self._process is not None:
            # Not ours to wait for any more: keeps the interpreter from complaining.
            self._process.returncode = 0

    def reset(self) -> None:
        """End what runs and remove all data of the desk."""
        self.url, self._pid = self._noted()
        if self.url:
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _log(self) -> Path:
        return self._folder / "service.log"

    def _noted(self) -> tuple[str, int]:
        try:
            note = json.loads(self._note.read_bytes())
            return str(note["url"]), int(note["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return "", 0

    def _launch(self, port: int) -> str:
        database = f"sqlite:///{self._folder / 'desk.db'}"
        files = str(self._folder / "files")
        place = ("--database", database, "--files", files, "--port", str(port))
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                (*self._command, *place),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                # Ctrl+C in the terminal is for the client, which then ends the service.
                start_new_session=True,
            )
        self._pid = self._process.pid
        url = self._heard(self._process)
        if not url:
            self._process.kill()
            self._process.wait()
            self._close_pipe()
            self._process = None
        return url

    def _heard(self, process: "subprocess.Popen[str]") -> str:
        """Wait until the service says where it listens; empty if it ended or takes too long."""
        said: SimpleQueue[str] = SimpleQueue()
        out = process.stdout
        if out is None:
            return ""

        def listen() -> None:
            with suppress(ValueError, OSError):
                for line in out:
                    if line.startswith(_SAID):
                        said.put(line.removeprefix(_SAID).strip())
            said.put("")

        threading.Thread(target=listen, name="demo-service", daemon=True).start()
        try:
            return said.get(timeout=START_S)
        except Empty:
            return ""

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            with suppress(OSError):
                self._process.stdout.close()


def answers_by(probe: Callable[[str], object]) -> Callable[[str], bool]:
    """Make the question whether a desk answers from a way to ask it."""

    def answers(url: str) -> bool:
        try:
            probe(url)
        except DeskError:
            return False
        return True

    return answers
