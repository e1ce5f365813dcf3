"""What a person can send along with a question: readable texts, no secrets, no tickets."""

import json
import platform
import shutil
import sys
import zipfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import asdict

from deskclient import __version__
from deskclient.domain.clock import Clock
from deskclient.domain.events import OutboxCount, ProblemRaised, SyncStatus
from deskclient.domain.settings import SettingValue
from deskclient.domain.times import to_text
from deskclient.services.atomic import write_whole
from deskclient.services.folders import Folders
from deskclient.services.logs import last_crash, last_lines
from deskclient.services.redact import redact

LOG_LINES = 500
CRASH_LINES = 1_000
_LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "httpx",
    "keyring",
    "msgspec",
    "nh3",
    "sqlcipher3",
    "truststore",
)
_ABOUT = """This bundle was made by a person to describe a trouble with Deskclient.
It holds versions, settings, counts, states, the newest log lines and, if the program has
crashed, where it was then.
It holds no passwords, no keys, no text of tickets and no names of people.
"""


class DeskFacts(Struct, frozen=True):
    """What is known of one open profile."""

    desk_url: str
    status: SyncStatus
    outbox: OutboxCount
    facts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    """Records by kind."""
    problems: Sequence[ProblemRaised] = ()


class Diagnosis(Struct, frozen=True):
    """The files of a bundle: name to text, in the order to be read."""

    files: Mapping[str, str]


class Diagnostics:
    """Collects the texts; the window shows them before anything is saved."""

    def __init__(self, folders: Folders, clock: Clock) -> None:
        self._folders = folders
        self._clock = clock

    def collect(
        self, settings: Mapping[str, SettingValue], desks: Sequence[DeskFacts] = ()
    ) -> Diagnosis:
        """Gather everything; reads a few files, so not for the window's thread."""
        files = {
            "about.txt": f"{_ABOUT}\nMade: {to_text(self._clock.now())}\n",
            "program.txt": _lines(program_facts()),
            "computer.txt": _lines(self._computer()),
            "settings.json": json.dumps(dict(settings), indent=2, ensure_ascii=False) + "\n",
        }
        for number, desk in enumerate(desks, 1):
            files[f"desk-{number}.txt"] = _lines(_desk_facts(desk))
        files["log.txt"] = "\n".join(last_lines(self._folders.logs, LOG_LINES)) + "\n"
        crash = last_crash(self._folders.logs, CRASH_LINES)
        if crash:
            files["crash.txt"] = "\n".join(crash) + "\n"
        return Diagnosis({name: self._anonymous(redact(text)) for name, text in files.items()})

    def save(self, target: Path, diagnosis: Diagnosis) -> None:
        """Write the bundle.

        Raises:
            ReadOnlyError: the target cannot be written.
        """
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in diagnosis.files.items():
                archive.writestr(name, text)
        write_whole(target, packed.getvalue())

    def _computer(self) -> dict[str, str]:
        found = {
            "System": platform.platform(),
            "Machine": platform.machine(),
            "Python": sys.version.replace("\n", " "),
        }
        place = next(p for p in (self._folders.data, *self._folders.data.parents) if p.exists())
        usage = shutil.disk_usage(place)
        found["Disk free"] = f"{usage.free // 1_000_000} MB of {usage.total // 1_000_000} MB"
        sizes = (p.stat().st_size for p in self._folders.data.rglob("*") if p.is_file())
        found["Profiles take"] = f"{sum(sizes) // 1_000_000} MB"
        return found

    def _anonymous(self, text: str) -> str:
        """Take the person's name out of paths."""
        home = str(Path.home())
        return text.replace(home, "~") if len(home) > 1 else text


def program_facts() -> dict[str, str]:
    """Versions of the program and of what it stands on."""
    found = {"Deskclient": __version__}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def _desk_facts(desk: DeskFacts) -> dict[str, str]:
    parts = urlsplit(desk.desk_url)
    port = f":{parts.port}" if parts.port else ""
    found = {
        "Address": f"{parts.scheme}://{parts.hostname or ''}{port}",
        **{f"Status: {name}": str(value) for name, value in asdict(desk.status).items()},
        "Outbox: waiting": str(desk.outbox.waiting),
        "Outbox: decisions": str(desk.outbox.decisions),
        **{f"Records: {kind}": str(count) for kind, count in desk.counts.items()},
        **desk.facts,
    }
    for problem in desk.problems:
        # The detail may quote a ticket; the title never does.
        found[f"Problem: {problem.problem_id}"] = problem.title
    return found


def _lines(facts: Mapping[str, str]) -> str:
    width = max((len(name) for name in facts), default=0)
    return "".join(f"{name:<{width}}  {value}\n" for name, value in facts.items())
