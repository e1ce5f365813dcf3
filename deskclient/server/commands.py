"""``deskclient serve``: starts the service, and what an administrator does around it."""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from platformdirs import user_data_path
from sqlalchemy import Connection

from deskclient.domain.errors import DeskError
from deskclient.server.access.accounts import Account, AccountError, NewAccount
from deskclient.server.access.principal import RIGHT_NAMES, Role
from deskclient.server.database.engine import Database
from deskclient.server.desk import Desk
from deskclient.server.erasing import WipeError, chosen_devices, device_lines
from deskclient.server.queues import QueueError, create_queue, queue_slugs
from deskclient.server.running import NotSafeError, Opened, Settings, open_desk, run
from deskclient.server.upkeep import UpkeepError, backup, verify

_FAULTS = (AccountError, QueueError, WipeError, UpkeepError, NotSafeError, DeskError, OSError)


def main(argv: Sequence[str]) -> int:
    """Run one command; give the exit code."""
    asked = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        return command(asked)
    except _FAULTS as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deskclient serve", description=__doc__)
    _add_place(parser, "")
    parser.add_argument("--name", default="Service desk", help="what the sign-in window shows")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8480, help="0 takes any free one")
    parser.add_argument("--tls-cert", default="", help="certificate chain, PEM")
    parser.add_argument("--tls-key", default="", help="its private key, PEM")
    parser.add_argument("--insecure-plain-http", action="store_true", help="also off loopback")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--demo", action="store_true", help="fill an empty desk with a made-up one")
    parser.set_defaults(command=_serve)
    commands = parser.add_subparsers(metavar="COMMAND")
    _add_create_user(commands.add_parser("create-user", help="make an account"))
    _add_set_rights(commands.add_parser("set-rights", help="change role and rights"))
    _add_create_queue(commands.add_parser("create-queue", help="make a queue"))
    _add_order_wipe(commands.add_parser("order-wipe", help="have local copies erased"))
    copy = commands.add_parser("backup", help="copy database and files")
    _add_place(copy, argparse.SUPPRESS)
    copy.add_argument("target", type=Path, help="a folder that does not exist yet")
    copy.set_defaults(command=_backup)
    check = commands.add_parser("verify", help="look for faults")
    _add_place(check, argparse.SUPPRESS)
    check.set_defaults(command=_verify)
    return parser


def _add_place(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--database", default=default, help="URL; a SQLite file if not given")
    parser.add_argument("--files", default=default, help="folder of the attached files")


def _add_create_user(parser: argparse.ArgumentParser) -> None:
    _add_place(parser, argparse.SUPPRESS)
    parser.add_argument("login")
    parser.add_argument("--name", dest="full_name", default="", help="as colleagues see it")
    parser.add_argument("--email", default="")
    parser.add_argument("--role", choices=[role.value for role in Role], default="agent")
    _add_queues(parser)
    parser.set_defaults(command=_create_user)


def _add_set_rights(parser: argparse.ArgumentParser) -> None:
    _add_place(parser, argparse.SUPPRESS)
    parser.add_argument("login")
    parser.add_argument("--role", choices=[role.value for role in Role])
    _add_queues(parser)
    switch = parser.add_mutually_exclusive_group()
    switch.add_argument("--disable", action="store_true", help="no sign-in, sessions end")
    switch.add_argument("--enable", action="store_true")
    switch.add_argument("--password", action="store_true", help="ask for a new password")
    parser.set_defaults(command=_set_rights)


def _add_create_queue(parser: argparse.ArgumentParser) -> None:
    _add_place(parser, argparse.SUPPRESS)
    parser.add_argument("slug", help="the short name, as in queue:network")
    parser.add_argument("--name", dest="full_name", default="", help="as colleagues see it")
    parser.set_defaults(command=_create_queue)


def _add_order_wipe(parser: argparse.ArgumentParser) -> None:
    _add_place(parser, argparse.SUPPRESS)
    parser.add_argument("login")
    parser.add_argument(
        "--device", default="", metavar="NAME_OR_ID", help="only there; everywhere if not given"
    )
    parser.add_argument("--list", action="store_true", help="order nothing, show the devices")
    parser.set_defaults(command=_order_wipe)


def _add_queues(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--queue",
        action="append",
        default=[],
        metavar="SLUG=RIGHT",
        help=f"a right on a queue, * for all: {', '.join(RIGHT_NAMES)}, none",
    )


def _settings(asked: argparse.Namespace) -> Settings:
    home = user_data_path("deskclient-serve", appauthor=False)
    database = asked.database or f"sqlite:///{home / 'desk.db'}"
    files = asked.files or str(_files_beside(database, home))
    return Settings(database=database, files=files)


def _files_beside(database: str, home: Path) -> Path:
    if not database.startswith("sqlite:///"):
        return home / "files"
    return Path(database.removeprefix("sqlite:///")).parent / "files"


def _serve(asked: argparse.Namespace) -> int:
    if bool(asked.tls_cert) != bool(asked.tls_key):
        raise NotSafeError("TLS needs both --tls-cert and --tls-key.")
    settings = msgspec.structs.replace(
        _settings(asked),
        name=asked.name,
        host=asked.host,
        port=asked.port,
        tls_cert=asked.tls_cert,
        tls_key=asked.tls_key,
        insecure_plain_http=asked.insecure_plain_http,
        workers=max(1, asked.workers),
        demo=asked.demo,
    )
    return run(settings)


def _create_user(asked: argparse.Namespace) -> int:
    opened = open_desk(_settings(asked))
    try:
        with opened.database.read() as connection:
            queues = _queue_rights(connection, asked.queue, {})
        new = NewAccount(
            login=asked.login,
            password=_ask_password(),
            name=asked.full_name or asked.login,
            email=asked.email,
            role=Role(asked.role),
            queues=queues,
        )
        sys.stdout.write(f"{opened.desk.accounts.create(new)}\n")
    finally:
        opened.database.close()
    return 0


def _set_rights(asked: argparse.Namespace) -> int:
    opened = open_desk(_settings(asked))
    try:
        account = _account(opened, asked.login)
        person = account.principal.person_id
        with opened.database.read() as connection:
            queues = _queue_rights(connection, asked.queue, account.principal.queues)
        if asked.password:
            opened.desk.accounts.set_password(person, _ask_password())
            opened.desk.tokens.end_all(person)
        disabled = True if asked.disable else (False if asked.enable else None)
        opened.desk.accounts.set_rights(
            person,
            role=Role(asked.role) if asked.role else None,
            queues=queues,
            disabled=disabled,
        )
    finally:
        opened.database.close()
    return 0


def _create_queue(asked: argparse.Namespace) -> int:
    opened = open_desk(_settings(asked))
    try:
        made = create_queue(opened.desk, asked.slug, asked.full_name or asked.slug)
        sys.stdout.write(f"{made}\n")
    finally:
        opened.database.close()
    return 0


def _order_wipe(asked: argparse.Namespace) -> int:
    opened = open_desk(_settings(asked))
    try:
        desk, person = opened.desk, _account(opened, asked.login).principal.person_id
        with opened.database.read() as connection:
            devices = desk.devices.of(connection, person)
        chosen = chosen_devices(devices, asked.device)
        if not asked.list:
            desk.devices.order(chosen)
            with opened.database.read() as connection:
                devices = desk.devices.of(connection, person)
        names = {one.id for one in chosen}
        for line in device_lines([one for one in devices if one.id in names]):
            sys.stdout.write(f"{line}\n")
    finally:
        opened.database.close()
    return 0


def _account(opened: Opened, login: str) -> Account:
    with opened.database.read() as connection:
        found = opened.desk.accounts.by_login(connection, login)
    if found is None:
        msg = f"There is no account {login}."
        raise AccountError(msg)
    return found[0]


def _queue_rights(
    connection: Connection, wanted: Sequence[str], present: Mapping[str, str]
) -> dict[str, str]:
    rights = dict(present)
    slugs = queue_slugs(connection)
    for text in wanted:
        slug, _, right = text.partition("=")
        if slug != "*" and slug not in slugs:
            known = ", ".join(sorted(slugs)) or "none yet"
            msg = f"There is no queue {slug}; known queues: {known}."
            raise AccountError(msg)
        if right not in {*RIGHT_NAMES, "none"}:
            msg = f"{right or 'Nothing'} is not a right."
            raise AccountError(msg)
        for queue in slugs.values() if slug == "*" else [slugs[slug]]:
            rights.pop(queue, None)
            if right != "none":
                rights[queue] = right
    return rights


def _ask_password() -> str:
    """Read a password from the keyboard, or one line from a pipe; never from the command line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise AccountError("The two are not the same.")
    return first


def _backup(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    database = Database(settings.database)
    try:
        backup(database, Path(settings.files), asked.target)
    finally:
        database.close()
    return 0


def _verify(asked: argparse.Namespace) -> int:
    opened = open_desk(_settings(asked))
    try:
        return _tell_faults(opened.desk)
    finally:
        opened.database.close()


def _tell_faults(desk: Desk) -> int:
    count = 0
    for fault in verify(desk):
        sys.stdout.write(f"{fault}\n")
        count += 1
    sys.stdout.write(f"faults={count}\n")
    return 1 if count else 0
