"""Real desks for a person: ``up`` leaves one running, ``lost`` tries what lost answers do there.

``python -m tools.desks up NAME [--port N] [--tickets N]``
``python -m tools.desks lost NAME [--trials N] [--seed N] [--only N]``
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.desks.desk import Desk, DeskMaker
from tools.desks.lost.declared import LostDesk
from tools.desks.lost.redmine import REDMINE as LOST_REDMINE
from tools.desks.lost.roundup import ROUNDUP as LOST_ROUNDUP
from tools.desks.lost.rt import RT as LOST_RT
from tools.desks.lost.trials import SPARE, desk_with, run_trials, try_at
from tools.desks.redmine.server import Redmine
from tools.desks.request_tracker.server import PASSWORD, RequestTracker
from tools.desks.roundup.server import Roundup

DESKS: Mapping[str, DeskMaker] = {"rt": RequestTracker, "redmine": Redmine, "roundup": Roundup}


LOST: Mapping[str, LostDesk] = {
    "rt": LOST_RT,
    "redmine": LOST_REDMINE,
    "roundup": LOST_ROUNDUP,
}
_SHOWN = 60


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked; gives the exit code."""
    options = _parse(argv)
    # Also where a shell without job control has told its children to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if options.command == "up":
        return _up(options)
    return _lose(LOST[options.name], options)


def _lose(kind: LostDesk, options: argparse.Namespace) -> int:
    """Run the trials, tell what went wrong, and last what it is judged by."""
    if options.only is None:
        score = run_trials(kind, options.seed, options.trials)
    else:
        with desk_with(kind, options.trials + SPARE) as desk:
            score = try_at(kind, desk, options.seed, [options.only])
    for words in score.words[-_SHOWN:]:
        print(words)
    for where, count in sorted(score.asked.items()):
        print(f"asked about: {count} x {where}")
    print(score.last_line())
    return 0 if score.is_clean else 1


def _up(options: argparse.Namespace) -> int:
    """Make one, tell where it is and who may sign in, and keep it until interrupted."""
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
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="leave one running")
    up.add_argument("name", choices=tuple(DESKS))
    up.add_argument("--port", type=int, default=8401)
    up.add_argument("--tickets", type=int, default=1000)
    lost = commands.add_parser("lost", help="lose answers on purpose, and count what came of it")
    lost.add_argument("name", choices=tuple(LOST))
    lost.add_argument("--trials", type=int, default=300)
    lost.add_argument("--seed", type=int, default=1)
    lost.add_argument("--only", type=int, metavar="N", help="run this trial alone")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
