"""Makes, fills, starts and stops a Redmine in a folder of its own.

The package makes no instance here (see ``install.sh``): settings, secret, database, files and logs
lie in the folder, named to Redmine by its environment.
"""

import secrets
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import httpx
import msgspec
from msgspec import Struct

from tools.desks.running import Account, Server
from tools.desks.seed import tell_seed, write_seed

PASSWORD = "demo-desk-2026"  # noqa: S105 - of a desk that nobody reaches
"""Of all agents and the administrator, whose login is admin."""
_HERE = Path(__file__).parent
_TREE = Path("/usr/share/redmine")
_LOCK = Path("/var/lib/redmine/Gemfile.lock")
"""Written once the package has found all its gems."""
_PUMA = Path("/usr/bin/puma")
_INSTANCES_DEPTH = 4
"""Of ``/usr/share/redmine/instances``, below which Redmine looks for an instance by name."""
_GEMFILE = """\
# The package names an adapter only for instances of its own.
eval_gemfile "/usr/share/redmine/Gemfile"
gem "sqlite3", "~> 1.4.0"
"""
_DATABASE = """\
production:
  adapter: sqlite3
  database: "{folder}/var/redmine.db"
  encoding: utf8
  timeout: 10000
"""


class Landmarks(Struct, frozen=True):
    """Issues of the seed that are there for a reason, and how to sign in; ids are Redmine's."""

    tokens: Mapping[str, str]
    """API keys by login: anna is in Moscow's time zone, ben in New York's, admin sees all."""
    inline: int
    large: int
    typed: int
    secret: int
    deleted: int
    client_field: int
    """The custom field named ClientId."""
    private_project: str
    """Identifier of the project that only the administrator sees."""
    wiki_project: str
    """Identifier of the project that has the wiki pages."""
    pages: tuple[str, ...]
    """Titles of the wiki pages, as they stand in addresses."""
    tickets: int


def installed() -> bool:
    """Tell whether the packages are there, and whole."""
    return _LOCK.exists() and _PUMA.exists()


class Redmine:
    """One instance in one folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder.resolve()
        self._account = Account("www-data")
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._server: Server | None = None

    @property
    def _env(self) -> dict[str, str]:
        return {
            "HOME": str(self._folder),
            "TZ": "UTC",
            "RAILS_ENV": "production",
            "BUNDLE_GEMFILE": str(self._folder / "Gemfile"),
            "REDMINE_INSTANCE": "../" * _INSTANCES_DEPTH + str(self._folder).lstrip("/"),
            # Else a migration writes a dump of the schema into the package's tree.
            "SCHEMA": "/dev/null",
        }

    @property
    def database(self) -> Path:
        """Where everything but the bytes of files is."""
        return self._folder / "var" / "redmine.db"

    @property
    def files(self) -> Path:
        """The folder of the bytes of files."""
        return self._folder / "files"

    def make(self, tickets: int) -> Landmarks:
        """Make an instance anew and fill it; takes half a minute, for however many tickets."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for name in ("config", "files", "log", "public/plugin_assets", "tmp", "var"):
            (self._folder / name).mkdir(parents=True)
        (self._folder / "Gemfile").write_text(_GEMFILE, "utf-8")
        database = _DATABASE.replace("{folder}", str(self._folder))
        (self._folder / "config" / "database.yml").write_text(database, "utf-8")
        (self._folder / "config" / "secret_key.txt").write_text(secrets.token_hex(32), "utf-8")
        write_seed(tell_seed(tickets), self._folder / "seed.json")
        shutil.copy(_HERE / "seed.rb", self._folder)
        self._account.own(self._folder)
        migrate = self._in_tree("bundle", "exec", "rake", "db:migrate")
        self._account.run(migrate, self._env, "making the database of Redmine")
        script = [str(self._folder / "seed.rb"), str(self._folder / "seed.json")]
        fill = self._in_tree("bundle", "exec", "rails", "runner", *script)
        told = self._account.run(fill, self._env, "filling Redmine")
        (self._folder / "landmarks.json").write_text(told, "utf-8")
        return self.landmarks()

    def landmarks(self) -> Landmarks:
        """Read what :meth:`make` has noted."""
        told = (self._folder / "landmarks.json").read_bytes()
        return msgspec.json.decode(told, type=Landmarks)

    def start(self, threads: int = 4) -> None:
        """Start it and wait until it answers."""
        command = self._in_tree("puma", "--config", "-", "--environment", "production")
        command += ["--bind", f"tcp://127.0.0.1:{self._port}", "--threads", f"1:{threads}"]
        log = self._folder / "log" / "server.log"
        self._server = self._account.start([*command, "config.ru"], self._env, log, self._port)
        self._server.wait(self._answers)

    def stop(self) -> None:
        """Stop it; may be called twice."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def backup(self) -> None:
        """Copy the database; while it is stopped."""
        shutil.copy(self.database, self._folder / "backup.db")

    def restore(self) -> None:
        """Put the copy in place of the database; while it is stopped."""
        shutil.copy(self._folder / "backup.db", self.database)
        self._account.own(self._folder / "var")

    def let_programs_in(self, *, yes: bool) -> None:
        """Switch its REST interface, as an administrator does on the page of settings."""
        self.set("rest_api_enabled", str(int(yes)))

    def set(self, name: str, value: str) -> None:
        """Change one of its settings, as an administrator does on their pages."""
        self._write(
            "UPDATE settings SET value = ?, updated_on = strftime('%Y-%m-%d %H:%M:%f', 'now')"
            " WHERE name = ?",
            value,
            name,
        )

    def touch_all(self) -> None:
        """Let everything change within one second, as a bulk edit does."""
        self._write("UPDATE issues SET updated_on = strftime('%Y-%m-%d %H:%M:%f', 'now')")

    def let_a_day_pass(self) -> None:
        """Let all that was done to issues so far lie a day back."""
        self._write(
            "UPDATE issues SET created_on = datetime(created_on, '-1 day'),"
            " updated_on = datetime(updated_on, '-1 day')"
        )

    def put_back(self, issue: int) -> None:
        """Let an issue look as if all its edits were made within the second of the first."""
        self._write(
            "UPDATE issues SET updated_on = (SELECT created_on FROM journals"
            " WHERE journalized_id = issues.id ORDER BY id LIMIT 1) WHERE id = ?",
            issue,
        )

    def _write(self, statement: str, *values: int | str) -> None:
        with closing(sqlite3.connect(self.database, timeout=10)) as database, database:
            database.execute(statement, values)

    @staticmethod
    def _in_tree(*command: str) -> list[str]:
        return ["env", f"--chdir={_TREE}", *command]

    def _answers(self) -> bool:
        try:
            found = httpx.get(f"{self.url}/users/current.json", timeout=10.0, trust_env=False)
        except httpx.HTTPError:
            return False
        return found.status_code == httpx.codes.UNAUTHORIZED
