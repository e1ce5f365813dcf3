"""Our own service as a real process on loopback, with a small demo desk in it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from deskclient.server.demo.build import build_demo
from deskclient.server.demo.load import load_stories
from deskclient.server.files.vault import vault_of
from deskclient.server.running import Settings, open_desk

TICKETS = 40


def make_demo_data(folder: Path, tickets: int = TICKETS) -> None:
    """Fill a folder with the data of a desk."""
    folder.mkdir(parents=True)
    settings = Settings(database=f"sqlite:///{folder / 'desk.db'}", files=str(folder / "files"))
    opened = open_desk(settings)
    try:
        demo = build_demo(7, tickets, opened.desk.now())
        vault = vault_of(folder / "files")
        load_stories(opened.desk, vault, demo, last_number=1000 + tickets)
    finally:
        opened.database.close()


class RealService:
    """A service process; can be killed and started again at the same address."""

    def __init__(self, data: Path, folder: Path) -> None:
        shutil.copytree(data, folder)
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> "RealService":
        """Start and wait until it listens."""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "deskclient", "serve", "--name", "Test desk"),
                *("--database", f"sqlite:///{self._folder / 'desk.db'}"),
                *("--files", str(self._folder / "files"), "--port", str(self.port)),
            ],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert re.match(r"listening http://127\.0\.0\.1:\d+$", line), line
        return self

    def kill(self) -> None:
        """End it as a crash would."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait(10)
            assert process.stdout is not None
            process.stdout.close()
