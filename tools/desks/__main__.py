"""``python -m tools.desks up NAME [--port N] [--tickets N]``: leaves one running for a person."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.desks.request_tracker.server import PASSWORD, RequestTracker, installed

_NAMES = ("rt",)


def main(argv: Sequence[str] | None = None) -> int:
    """Make one, tell where it is and who may sign in, and keep it until interrupted."""
    options = _parse(argv)
    if not installed():
        sys.exit("desks: Request Tracker is not installed; ./dev desks up rt does it")
    with tempfile.TemporaryDirectory(prefix="desks") as room:
        # It runs as somebody without rights, who must be able to enter.
        Path(room).chmod(0o755)
        desk = RequestTracker(Path(room) / options.name, options.port)
        print(f"Making {options.tickets} tickets, about ten a second …", flush=True)
        marks = desk.make(options.tickets)
        desk.start()
        print(f"{desk.url} is there. Press Ctrl+C to end it; everything in it goes.")
        for login, token in marks.tokens.items():
            print(f"  {login}: password {PASSWORD}, token {token}", flush=True)
        try:
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
        finally:
            desk.stop()
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="desks", description=__doc__)
    parser.add_argument("command", choices=("up",))
    parser.add_argument("name", choices=_NAMES)
    parser.add_argument("--port", type=int, default=8401)
    parser.add_argument("--tickets", type=int, default=1000)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
