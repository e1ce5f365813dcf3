"""A real service process with many tickets in it, for the figures of the sync."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from deskclient.backends.native.wire import SignIn, Tokens
from tools.bench.known import LOGIN, PASSWORD


@dataclass(frozen=True, slots=True)
class Running:
    """Where the service answers, and how to get in."""

    url: str
    database: Path

    def sign_in(self) -> str:
        """Give an access token."""
        # Not for a window whose memory is measured: it would count as its own.
        from tools.bench.plain_http import PlainHttp  # noqa: PLC0415

        wish = SignIn(LOGIN, PASSWORD, "bench", "bench")
        body = PlainHttp(self.url).post("/v1/sign-in", msgspec.json.encode(wish))
        return msgspec.json.decode(body, type=Tokens).access_token


@contextmanager
def running_service(folder: Path, tickets: int) -> Iterator[Running]:
    """Run the service on that many tickets, each with one message, until the block ends."""
    home = folder / f"desk-{tickets}"
    database = home / "desk.db"
    if not (home / "ready").exists():
        stock = [sys.executable, "-m", "tools.bench.stock", str(home), str(tickets)]
        subprocess.run(stock, check=True)
        (home / "ready").touch()
    command = [sys.executable, "-m", "deskclient", "serve", "--port", "0"]
    command += ["--database", f"sqlite:///{database}", "--files", str(home / "files")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield Running(line.removeprefix("listening ").strip(), database)
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()
