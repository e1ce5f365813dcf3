"""Makes, fills, starts and stops a Roundup in a folder of its own.

Roundup comes from the package index into an interpreter of its own, so that nothing of it enters
the project's environment. That lies in the folder too and stays when the tracker is made anew.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
from msgspec import Struct

from tools.desks.running import Account, DeskFailedError, Server
from tools.desks.seed import tell_seed, write_seed

PASSWORD = "demo-desk-2026"  # noqa: S105 - the public password of a throw-away local desk
"""Of all agents."""
_HERE = Path(__file__).parent
_LOCK = _HERE / "requirements.lock"
_BUILD_LOCK = _HERE / "requirements-build.lock"
_SETTINGS = {
    "tracker_name": "Desk",
    "tracker_web": "http://127.0.0.1:{port}/desk/",
    "mail_domain": "roundup.test",
    "mail_host": "localhost",
    # Mails go into this file.
    "mail_debug": "{desk}/log/mails.txt",
    # The fewest that Roundup accepts: each request signs in anew.
    "password_pbkdf2_default_rounds": "1000",
}
_SCHEMA_MORE = """
from desk_schema import extend

extend(db)
"""


class Landmarks(Struct, frozen=True):
    """Issues of the seed that are there for a reason, and who may sign in; ids as Roundup's."""

    logins: Mapping[str, str]
    """User by login: anna is in Moscow's time zone, ben in New York's; only lena sees ``secret``
    and only admin may do anything."""
    inline: str
    large: str
    typed: str
    secret: str
    merged: str
    """Superseded by ``survivor``."""
    survivor: str
    retired: str
    tickets: int


class Roundup:
    """One instance in one folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self._program = folder.resolve() / "program"
        self._desk = folder.resolve() / "desk"
        self._account = Account("www-data")
        self.url = f"http://127.0.0.1:{port}/desk"
        self._port = port
        self._server: Server | None = None

    @property
    def _tracker(self) -> Path:
        return self._desk / "tracker"

    @property
    def database(self) -> Path:
        """The folder of the database, and of texts and files."""
        return self._tracker / "db"

    def installed(self) -> bool:
        """Tell whether the program is there, as locked."""
        lock = self._program / _LOCK.name
        return lock.exists() and lock.read_bytes() == _LOCK.read_bytes()

    def install(self) -> None:
        """Bring the program from the package index, every hash checked.

        Raises:
            DeskFailedError: it could not be brought; tells what was said.
        """
        shutil.rmtree(self._program, ignore_errors=True)
        self._program.parent.mkdir(parents=True, exist_ok=True)
        _uv("venv", "--python", _interpreter(), str(self._program))
        # The account that runs it may not write there: compiled now or at each start.
        _uv(
            "pip", "install", "--compile-bytecode", "--require-hashes",
            "--python", str(self._program / "bin" / "python"),
            "--build-constraints", str(_BUILD_LOCK), "--requirements", str(_LOCK),
        )  # fmt: skip
        shutil.copy(_LOCK, self._program)

    def make(self, tickets: int) -> Landmarks:
        """Make a tracker anew and fill it; takes a second for each fifty tickets or so.

        Installs the program where it is missing.
        """
        if not self.installed():
            self.install()
        shutil.rmtree(self._desk, ignore_errors=True)
        (self._desk / "log").mkdir(parents=True)
        write_seed(tell_seed(tickets), self._desk / "seed.json")
        shutil.copy(_HERE / "seed.py", self._desk)
        self._account.own(self._desk)
        settings = ",".join(f"{name}={value}" for name, value in _SETTINGS.items())
        settings = settings.format(port=self._port, desk=self._desk)
        self._admin("install", "classic", "sqlite", settings)
        self._extend_schema()
        self._admin("initialise", PASSWORD)
        told = self._account.run(
            [
                str(self._program / "bin" / "python"), str(self._desk / "seed.py"),
                str(self._tracker), str(self._desk / "seed.json"), PASSWORD,
            ],
            # Nobody reads the mails of the past.
            {"HOME": str(self._desk), "SENDMAILDEBUG": os.devnull},
            "filling Roundup",
        )  # fmt: skip
        (self._desk / "landmarks.json").write_text(told, "utf-8")
        return self.landmarks()

    def landmarks(self) -> Landmarks:
        """Read what :meth:`make` has noted."""
        told = json.loads((self._desk / "landmarks.json").read_text("utf-8"))
        return Landmarks(**told)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [str(self._program / "bin" / "roundup-server"), "-n", "127.0.0.1"]
        command += ["-p", str(self._port), f"desk={self._tracker}"]
        log = self._desk / "log" / "server.log"
        env = {"HOME": str(self._desk)}
        self._server = self._account.start(command, env, log, self._port)
        self._server.wait(self._answers)

    def stop(self) -> None:
        """Stop it; may be called twice."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def backup(self) -> None:
        """Copy the database with its files; while it is stopped."""
        shutil.copytree(self.database, self._backup, dirs_exist_ok=True)

    def restore(self) -> None:
        """Put the copy in place of the database; while it is stopped."""
        shutil.rmtree(self.database)
        shutil.copytree(self._backup, self.database)
        self._account.own(self.database)

    @property
    def _backup(self) -> Path:
        return self._desk / "backup"

    def _admin(self, *command: str) -> None:
        program = str(self._program / "bin" / "roundup-admin")
        self._account.run(
            [program, "-i", str(self._tracker), *command],
            {"HOME": str(self._desk)},
            f"roundup-admin {command[0]}",
        )

    def _extend_schema(self) -> None:
        with (self._tracker / "schema.py").open("a", encoding="utf-8") as schema:
            schema.write(_SCHEMA_MORE)
        # Roundup looks for modules of a schema there.
        library = self._tracker / "lib"
        library.mkdir(exist_ok=True)
        shutil.copy(_HERE / "schema.py", library / "desk_schema.py")
        self._account.own(library)

    def _answers(self) -> bool:
        try:
            found = httpx.get(f"{self.url}/rest/", timeout=10.0, trust_env=False)
        except httpx.HTTPError:
            return False
        return found.status_code == httpx.codes.FORBIDDEN


def _interpreter() -> str:
    # Ours may lie in a home that an unprivileged account may not enter.
    return shutil.which("python3", path="/usr/bin") or sys.executable


def _uv(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", "--quiet", "--no-python-downloads", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        msg = f"installing Roundup failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        raise DeskFailedError(msg)
