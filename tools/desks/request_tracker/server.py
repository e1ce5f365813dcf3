"""Makes, fills, starts and stops a Request Tracker in a folder of its own.

The package's own instance is not touched: settings, database and caches lie in the folder, named
to Request Tracker by its environment.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct

from tools.desks.running import Account, Server
from tools.desks.seed import tell_seed, write_seed

PASSWORD = "demo-desk-2026"  # noqa: S105 - of a desk that nobody reaches
"""Of all agents."""
_SERVER = "/usr/share/request-tracker5/libexec/rt-server"
_HERE = Path(__file__).parent
_SITE = """\
use utf8;
Set($rtname, 'rt.test'); Set($Organization, 'rt.test'); Set($Timezone, 'UTC');
Set($WebDomain, '127.0.0.1'); Set($WebPort, {port}); Set($WebPath, '');
Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($DatabaseType, 'SQLite'); Set($DatabaseName, '{folder}/var/rt.db');
Set($DatabaseAdmin, undef);
Set($CorrespondAddress, 'desk@rt.test'); Set($CommentAddress, 'desk-comment@rt.test');
Set($MailCommand, 'testfile'); Set($BcryptCost, 4); Set($MaxAttachmentSize, 40_000_000);
Set($LogToSyslog, undef); Set($LogToSTDERR, 'error');
Set(%Lifecycles, repair => {
    initial => ['received'], active => ['at vendor', 'ждёт запчасти'],
    inactive => ['returned', 'deleted'], defaults => { on_create => 'received' },
    transitions => {
        '' => ['received'], received => ['at vendor', 'returned', 'deleted'],
        'at vendor' => ['ждёт запчасти', 'returned'], 'ждёт запчасти' => ['at vendor'],
        returned => ['received', 'deleted'], deleted => ['received'],
    },
    actions => {
        'received -> at vendor' => { label => 'Send' },
        'received -> returned' => { label => 'Return' },
        'at vendor -> ждёт запчасти' => { label => 'Wait' },
        'at vendor -> returned' => { label => 'Return' },
        'ждёт запчасти -> at vendor' => { label => 'Go on' },
        'returned -> received' => { label => 'Reopen' },
    },
});
$RT::MasonDataDir = '{folder}/mason'; $RT::VarPath = '{folder}/var';
1;
"""


class Landmarks(Struct, frozen=True):
    """Tickets of the seed that are there for a reason, and how to sign in; ids as RT gives them."""

    tokens: Mapping[str, str]
    """By login: anna is in Moscow's time zone, ben in New York's."""
    inline: int
    large: int
    typed: int
    secret: int
    merged: int
    survivor: int
    deleted: int
    articles: list[int]
    """In English, in Russian as HTML, and one without a text."""
    assets: list[int]
    tickets: int


def installed() -> bool:
    """Tell whether the packages are there."""
    return Path(_SERVER).exists()


class RequestTracker:
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
            "RT_SITE_CONFIG": str(self._folder / "site.pm"),
            "RT_SITE_CONFIG_DIR": str(self._folder / "site.d"),
        }

    def make(self, tickets: int) -> Landmarks:
        """Make an instance anew and fill it; takes a second for each ten tickets or so."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for name in ("site.d", "mason", "var", "log"):
            (self._folder / name).mkdir(parents=True)
        site = _SITE.replace("{folder}", str(self._folder)).replace("{port}", str(self._port))
        (self._folder / "site.pm").write_text(site, "utf-8")
        write_seed(tell_seed(tickets), self._folder / "seed.json")
        shutil.copy(_HERE / "seed.pl", self._folder)
        self._account.own(self._folder)
        init = ["rt-setup-database-5", "--action", "init", "--skip-create"]
        self._account.run(init, self._env, "making the database of Request Tracker")
        fill = ["perl", str(self._folder / "seed.pl"), str(self._folder / "seed.json")]
        told = self._account.run(fill, self._env, "filling Request Tracker")
        (self._folder / "landmarks.json").write_text(told, "utf-8")
        return self.landmarks()

    def landmarks(self) -> Landmarks:
        """Read what :meth:`make` has noted."""
        told = json.loads((self._folder / "landmarks.json").read_text("utf-8"))
        return Landmarks(**told)

    def start(self, workers: int = 2) -> None:
        """Start it and wait until it answers."""
        command = [_SERVER, "--server", "Starlet", "--host", "127.0.0.1"]
        command += ["--port", str(self._port), "--max-workers", str(workers)]
        log = self._folder / "log" / "server.log"
        self._server = self._account.start(command, self._env, log, self._port)
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

    def move(self, ticket: int, queue: str) -> None:
        """Let an administrator move a ticket."""
        self._as_administrator(
            "my $t = RT::Ticket->new(RT->SystemUser); $t->Load($ARGV[0]);"
            "my ($ok, $said) = $t->SetQueue($ARGV[1]); die $said unless $ok",
            str(ticket),
            queue,
        )

    @contextmanager
    def declaring_fields_to(self, login: str) -> Iterator[None]:
        """Let somebody see the declarations of custom fields for a while."""
        script = (
            "my $u = RT::User->new(RT->SystemUser); $u->Load($ARGV[0]); my $way = $ARGV[1];"
            "my ($ok, $said) = $u->PrincipalObj->$way("
            "Right => 'SeeCustomField', Object => RT->System); die $said unless $ok"
        )
        self._as_administrator(script, login, "GrantRight")
        try:
            yield
        finally:
            self._as_administrator(script, login, "RevokeRight")

    @contextmanager
    def without_library(self) -> Iterator[None]:
        """Let no agent see articles and assets for a while."""
        script = (
            "my $g = RT::Group->new(RT->SystemUser); $g->LoadUserDefinedGroup('Agents');"
            "my $way = shift @ARGV; for my $right (@ARGV) {"
            "my ($ok, $said) = $g->PrincipalObj->$way(Right => $right, Object => RT->System);"
            "die $said unless $ok }"
        )
        self._as_administrator(script, "RevokeRight", "ShowArticle", "ShowAsset")
        try:
            yield
        finally:
            self._as_administrator(script, "GrantRight", "ShowArticle", "ShowAsset")

    def as_root(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Let the administrator do something through RT's own interface."""
        answer = httpx.request(
            method,
            f"{self.url}/REST/2.0{path}",
            auth=("root", "password"),
            json=body,
            timeout=60,
            trust_env=False,
        )
        answer.raise_for_status()
        return answer.json()

    @contextmanager
    def without_queue(self, queue: str) -> Iterator[None]:
        """Let nobody see a queue for a while."""
        script = (
            "my $q = RT::Queue->new(RT->SystemUser); $q->Load($ARGV[0]);"
            "my ($ok, $said) = $q->SetDisabled($ARGV[1]); die $said unless $ok"
        )
        self._as_administrator(script, queue, "1")
        try:
            yield
        finally:
            self._as_administrator(script, queue, "0")

    def _as_administrator(self, script: str, *arguments: str) -> None:
        begin = "use lib '/usr/share/request-tracker5/lib'; use RT; RT::LoadConfig(); RT::Init();"
        command = ["perl", "-e", begin + script, *arguments]
        self._account.run(command, self._env, "the work of an administrator")

    @property
    def database(self) -> Path:
        """Its file; not to be touched while it runs."""
        return self._folder / "var" / "rt.db"

    def _answers(self) -> bool:
        try:
            found = httpx.get(f"{self.url}/REST/2.0/rt", timeout=10.0, trust_env=False)
        except httpx.HTTPError:
            return False
        return found.status_code == httpx.codes.UNAUTHORIZED
