"""Reads the command line and hands over to one command."""

import argparse
import gc
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from deskclient import __version__
from deskclient.cli.say import complain, explain
from deskclient.domain.errors import DeskError
from deskclient.services.options import ClientOptions

USAGE_ERROR = 2
_SERVE_NEEDS = ("litestar", "uvicorn", "argon2")

Command = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Run what was typed; gives the exit code: 0 done, 1 failed, 2 not understood."""
    if tuple(arguments[:1]) == ("serve",):
        return _serve(tuple(arguments[1:]))
    ours, for_qt = _split(arguments)
    try:
        chosen = _plain_start(ours) or _parser().parse_args(ours)
    except SystemExit as wish:  # argparse has said all there is to say
        return wish.code if isinstance(wish.code, int) else USAGE_ERROR
    if for_qt and chosen.command not in {_window, _demo}:
        complain(f"not understood: {' '.join(for_qt)}")
        return USAGE_ERROR
    chosen.rest = for_qt
    command: Command = chosen.command
    try:
        return command(chosen)
    except DeskError as trouble:
        explain(trouble)
        return 1
    except KeyboardInterrupt:
        return 130


def _split(arguments: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part our arguments from those for Qt, which begin with the first option of one dash."""
    for place, one in enumerate(arguments):
        if one.startswith("-") and not one.startswith("--") and one != "-h":
            return tuple(arguments[:place]), tuple(arguments[place:])
    return tuple(arguments), ()


def _plain_start(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Read a start of the window; ``None`` for anything else, and for what is not understood.

    Nearly every start is one, and to make the parsers of all commands takes milliseconds.
    """
    parser = argparse.ArgumentParser(prog="deskclient", add_help=False, exit_on_error=False)
    _window_options(parser)
    try:
        chosen, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if rest else chosen


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deskclient",
        description="A service desk client that keeps working when the network does not.",
        epilog="Options with one dash come last and go to Qt: -platform offscreen.",
    )
    parser.add_argument("--version", action="version", version=f"deskclient {__version__}")
    _window_options(parser)
    commands = parser.add_subparsers(title="commands", metavar="")
    _add_demo(commands)
    commands.add_parser("serve", help="run the service (see: deskclient serve --help)")
    doctor = commands.add_parser("doctor", help="check this computer and the desks")
    _common(doctor, inherit=True)
    doctor.set_defaults(command=_doctor)
    export = commands.add_parser(
        "export-unsent", help="write unsent work of a profile to a ZIP; needs no desk"
    )
    _common(export, inherit=True)
    export.add_argument("profile", metavar="PROFILE", help="its id, or the name of its desk")
    export.add_argument("target", type=Path, metavar="TARGET.zip")
    export.set_defaults(command=_export)
    return parser


def _window_options(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--profile", default="", metavar="ID", help="open this profile")
    parser.add_argument("--offline", action="store_true", help="start without the network")
    parser.add_argument(
        "--open", default="", metavar="ticket/ID", dest="open_record", help="show this record"
    )
    parser.add_argument("--quit-after-paint", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(command=_window)


def _common(parser: argparse.ArgumentParser, *, inherit: bool = False) -> None:
    default = argparse.SUPPRESS if inherit else None
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="FOLDER",
        default=default,
        help="keep everything under this folder",
    )
    parser.add_argument(
        "--log-level",
        choices=("debug", "info", "warning", "error"),
        default=default if inherit else "",
        help="how much the log tells",
    )


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="open the client on a living demo desk")
    _common(demo, inherit=True)
    demo.add_argument("--reset", action="store_true", help="start the demo anew")
    demo.add_argument(
        "--keep-service", action="store_true", help="let the demo desk run on afterwards"
    )
    demo.add_argument(
        "--headless-check",
        action="store_true",
        help="no window: sign in, sync once, print the counts",
    )
    demo.add_argument("--quit-after-paint", action="store_true", help=argparse.SUPPRESS)
    demo.set_defaults(command=_demo)


def _window(chosen: argparse.Namespace) -> int:
    return open_window(
        ClientOptions(
            profile_id=chosen.profile,
            data_dir=chosen.data_dir,
            open_record=chosen.open_record,
            offline=chosen.offline,
            quit_after_paint=chosen.quit_after_paint,
            log_level=chosen.log_level,
            qt_arguments=chosen.rest,
        )
    )


def open_window(options: ClientOptions) -> int:
    """Open the window; gives the exit code when it is closed."""
    # Nearly everything made until the first paint stays: looking for garbage finds none. When the
    # window is up, the client looks for it on the window's thread, see GarbageCollection.
    gc.disable()
    try:
        # Before anything else loads Qt: its way of importing would slow all that follows.
        import_module("deskclient.ui")
        from deskclient.app import run_client  # noqa: PLC0415 - Qt is loaded for a window only
        from deskclient.cli.window_checks import window_checks  # noqa: PLC0415

        return run_client(options, window_checks)
    finally:
        # Whatever is left ends with the process, mostly at once: it is not worth looking through.
        gc.freeze()
        gc.enable()


def _demo(chosen: argparse.Namespace) -> int:
    if not _can_serve():
        return 1
    from deskclient.cli.demo import DemoWishes, run_demo  # noqa: PLC0415

    wishes = DemoWishes(
        root=chosen.data_dir,
        reset=chosen.reset,
        keep_service=chosen.keep_service,
        headless=chosen.headless_check,
        quit_after_paint=chosen.quit_after_paint,
        log_level=chosen.log_level,
        qt_arguments=chosen.rest,
    )
    return run_demo(wishes, open_window)


def _serve(arguments: tuple[str, ...]) -> int:
    if not _can_serve():
        return 1
    from deskclient.server.commands import main  # noqa: PLC0415 - the service's own libraries

    return main(arguments)


def _can_serve() -> bool:
    missing = [name for name in _SERVE_NEEDS if find_spec(name) is None]
    if missing:
        complain(
            "The service is not installed. Install it with: pip install 'deskclient[serve]' "
            f"(missing: {', '.join(missing)})"
        )
    return not missing


def _doctor(chosen: argparse.Namespace) -> int:
    from deskclient.cli.doctor import run_doctor  # noqa: PLC0415

    return run_doctor(chosen.data_dir)


def _export(chosen: argparse.Namespace) -> int:
    from deskclient.cli.export_unsent import run_export  # noqa: PLC0415

    return run_export(chosen.data_dir, chosen.profile, chosen.target)
