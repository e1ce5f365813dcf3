"""``python -m tools.desks up NAME [--port N] [--tickets N]``: leaves one running for a person."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from tools.desks.redmine.server import Redmine
from tools.desks.request_tracker.server import PASSWORD, RequestTracker
from tools.desks.roundup.server import Roundup


class Desk(Protocol):
    """A real desk in a folder of its own."""

    url: str

    def make(self, tickets: int) -> Any:
        """Make it anew and fill it; gives its landmarks."""
        ...

    def start(self) -> None:
        """Start it and wait until it answers."""
        ...

    def stop(self) -> None:
        """Stop it."""
        ...


class DeskMaker(Protocol):
    """Makes a desk for a folder and a port."""

    def __call__(self, folder: Path, port: int) -> Desk:
        """Make it; nothing happens yet."""
        ...


DESKS: Mapping[str, DeskMaker] = {"rt": RequestTracker, "redmine": Redmine, "roundup": Roundup}


def main(argv: Sequence[str] | None = None) -> int:
    """Make one, tell where it is and who may sign in, and keep it until interrupted."""
    options = _parse(argv)
    # Also where a shell without job control has told its children to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="desks") as room:
        # It runs as somebody without rights, who must be able to enter.
        Path(room).chmod(0o755)
        desk = DESKS[options.name](Path(room) / options.name, options.port)
        try:
            print(f"Making {options.tickets} tickets; that may take minutes …", flush=True)
            _keep(desk, desk.make(options.tickets))
        except KeyboardInterrupt:
            print("It is gone.")
        finally:
            desk.stop()
    return 0


def _keep(desk: Desk, marks: Any) -> None:
    desk.start()
    print(f"{desk.url} is there. Press Ctrl+C to end it; everything in it goes.")
    print(f"Sign in as anna or ben; the password is {PASSWORD}.")
    for login, token in getattr(marks, "tokens", {}).items():
        print(f"  token of {login}: {token}")
    sys.stdout.flush()
    signal.pause()


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desks", description=__doc__)
    parser.add_argument("command", choices=("up",))
    parser.add_argument("name", choices=tuple(DESKS))
    parser.add_argument("--port", type=int, default=8401)
    parser.add_argument("--tickets", type=int, default=1000)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
