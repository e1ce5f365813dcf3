"""``deskclient doctor``: looks at this computer and the desks; exit code 1 if work is blocked."""

from collections.abc import Callable
from pathlib import Path

from deskclient.cli.checks import (
    Check,
    Finding,
    Grade,
    check_clock,
    check_disk,
    check_folder,
    check_keyring,
    check_program,
    check_window,
)
from deskclient.cli.say import say
from deskclient.domain.errors import DeskError
from deskclient.domain.words import phrase
from deskclient.services.folder_place import refusal_of, warning_of
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import DeskFound, KeyState, ProfileInfo
from deskclient.services.program import Program, build_program


def run_doctor(data_dir: Path | None, window: Check = check_window) -> int:
    """Check everything and print what was found."""
    with build_program(ClientOptions(data_dir=data_dir)) as program:
        findings = [check() for check in (window, *checks_of(program))]
    for finding in findings:
        for line in finding.lines():
            say(line)
    return 1 if any(one.grade is Grade.FAIL for one in findings) else 0


def checks_of(program: Program) -> list[Check]:
    """Give the checks of this computer and of the desks of all profiles."""
    data = program.folders.data
    checks: list[Check] = [
        check_program,
        lambda: check_keyring(program.profiles.keyring_trouble),
        lambda: check_folder(data),
        lambda: check_disk(data),
        lambda: check_clock(program.clock),
    ]
    for profile in program.profiles.all():
        checks += [
            _place_check(program.folders.profiles / profile.profile_id, profile),
            _key_check(program, profile),
            _desk_check(program.door().probe, profile),
        ]
    return checks


def _place_check(folder: Path, profile: ProfileInfo) -> Check:
    name = phrase(
        "Profile folder of {person} at {desk}", person=profile.login, desk=profile.desk_name
    )

    def check() -> Finding:
        refusal, warning = refusal_of(folder), warning_of(folder)
        if refusal is not None:
            return Finding(name, Grade.FAIL, refusal.detail, refusal.hint)
        if warning is not None:
            return Finding(name, Grade.WARN, warning.detail, warning.hint)
        return Finding(name, Grade.OK, "No network drive and no sync program was noticed.")

    return check


def _key_check(program: Program, profile: ProfileInfo) -> Check:
    name = phrase("Key of {person} at {desk}", person=profile.login, desk=profile.desk_name)
    texts = {
        KeyState.READY: (Grade.OK, "The profile can be opened.", ""),
        KeyState.PASSPHRASE_NEEDED: (Grade.OK, "Its passphrase is asked for at the start.", ""),
        KeyState.KEYRING_LOCKED: (Grade.FAIL, "The keyring does not answer.", "Unlock it."),
        KeyState.MISSING: (Grade.FAIL, "The key is missing.", "Have the recovery key at hand."),
    }

    def check() -> Finding:
        if not profile.signed_in:
            return Finding(name, Grade.OK, "Signed out.")
        grade, text, hint = texts[program.profiles.key_state(profile.profile_id)]
        return Finding(name, grade, text, hint)

    return check


def _desk_check(probe: Callable[[str], DeskFound], profile: ProfileInfo) -> Check:
    name = phrase("Desk {address}", address=profile.desk_url)

    def check() -> Finding:
        try:
            found = probe(profile.desk_url)
        except DeskError as trouble:
            text = trouble.detail or trouble.title
            return Finding(name, Grade.WARN, text, trouble.hint or "You can work offline.")
        if not found.version:
            # Some desks tell it to nobody unknown.
            return Finding(name, Grade.OK, phrase("{desk} answers.", desk=found.name))
        return Finding(
            name,
            Grade.OK,
            phrase("{desk} answers, version {version}.", desk=found.name, version=found.version),
        )

    return check
