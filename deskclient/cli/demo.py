"""``deskclient demo``: a living desk of our own and the client signed in to it."""

import shutil
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from deskclient.cli.demo_check import check_demo
from deskclient.cli.demo_service import DemoService, answers_by
from deskclient.cli.say import say
from deskclient.services.folders import system_folders
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import Program, build_program

PASSPHRASE = "demo"  # noqa: S105 - locks made-up data where there is no keyring


class DemoWishes(Struct, frozen=True, kw_only=True):
    """What was typed behind ``demo``."""

    root: Path | None = None
    reset: bool = False
    keep_service: bool = False
    headless: bool = False
    quit_after_paint: bool = False
    log_level: str = ""
    qt_arguments: tuple[str, ...] = ()


def run_demo(wishes: DemoWishes, open_window: Callable[[ClientOptions], int]) -> int:
    """Start the desk, sign in, open the window; gives its exit code."""
    root = wishes.root or system_folders().data / "demo"
    options = ClientOptions(data_dir=root / "client", log_level=wishes.log_level)
    with build_program(options) as program:
        service = DemoService(root / "service", answers_by(program.door().probe))
        if wishes.reset:
            service.reset()
    if wishes.reset:
        shutil.rmtree(root / "client", ignore_errors=True)
    say("Starting the demo desk (the first time it has to be filled) …")
    url = service.start()
    try:
        say(f"The demo desk answers at {url}")
        return _visit(wishes, options, url, open_window)
    finally:
        if wishes.keep_service:
            service.leave_running()
            say(f"The demo desk runs on at {url}")
        else:
            service.stop()


def _visit(
    wishes: DemoWishes,
    options: ClientOptions,
    url: str,
    open_window: Callable[[ClientOptions], int],
) -> int:
    with build_program(options) as program:
        profile_id = _sign_in(program, url)
        if wishes.headless:
            return check_demo(program, profile_id)
    return open_window(
        ClientOptions(
            profile_id=profile_id,
            data_dir=options.data_dir,
            demo=True,
            passphrase=PASSPHRASE,
            quit_after_paint=wishes.quit_after_paint,
            log_level=wishes.log_level,
            qt_arguments=wishes.qt_arguments,
        )
    )


def _sign_in(program: Program, url: str) -> str:
    # Only now: this reads the demo's tables of people.
    from deskclient.server.demo.world import DEMO_LOGIN, DEMO_PASSWORD  # noqa: PLC0415

    place = KeyPlace.PASSPHRASE if program.profiles.keyring_trouble() else KeyPlace.KEYRING
    form = SignInForm(url, DEMO_LOGIN, DEMO_PASSWORD, place, PASSPHRASE, demo=True)
    return program.profiles.sign_in(form).result().profile.profile_id
