"""``deskclient export-unsent PROFILE TARGET.zip``: unsent work, whatever else is broken."""

import sys
from getpass import getpass
from pathlib import Path

from deskclient.cli.say import complain, say
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyState, ProfileInfo
from deskclient.services.program import Program, build_program


def run_export(data_dir: Path | None, name: str, target: Path) -> int:
    """Export; needs neither the desk nor the cache, and reads stores of newer versions too."""
    with build_program(ClientOptions(data_dir=data_dir)) as program:
        profile = _chosen(program, name)
        if profile is None:
            return 1
        state = program.profiles.key_state(profile.profile_id)
        if state is not KeyState.READY:
            wanted = "Passphrase" if state is KeyState.PASSPHRASE_NEEDED else "Recovery key"
            program.profiles.unlock(profile.profile_id, _asked(f"{wanted}: "))
        count = program.profiles.export(profile.profile_id, target).result()
        say(f"{target}: changes and drafts={count}")
    return 0


def _asked(question: str) -> str:
    """Read a secret from the keyboard, or one line from a pipe; never from the command line."""
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _chosen(program: Program, name: str) -> ProfileInfo | None:
    known = program.profiles.all()
    exact = [one for one in known if one.profile_id == name]
    wanted = name.casefold()
    alike = [
        one
        for one in known
        if wanted in {one.login.casefold(), one.desk_name.casefold(), one.desk_url.casefold()}
    ]
    for group in (exact, alike):
        if len(group) == 1:
            return group[0]
    complain(f"Which profile is “{name}”? There are:" if known else "There are no profiles here.")
    for one in known:
        complain(f"  {one.profile_id}  {one.login} at {one.desk_name} ({one.desk_url})")
    return None
