"""The real service in a process of its own on loopback, and a look into its files."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from deskclient.server.access.tokens import Device
from deskclient.server.running import Settings, open_desk
from tools.simulate.town import Town, found_town

_SAID = "listening "
_APPLIED = "SELECT op_id FROM op_result WHERE verdict IN ('applied', 'merged')"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the desk has."""

    applied: frozenset[str]
    """Operations that took effect."""
    docs: Mapping[tuple[str, str], Mapping[str, Any]]


class Service:
    """Started with the small town; serves until closed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "desk.db"
        settings = Settings(database=f"sqlite:///{self._path}", files=str(folder / "files"))
        opened = open_desk(settings)
        self.town: Town = found_town(opened.desk.ledger, opened.desk.accounts)
        with opened.database.read() as connection:
            self.instance = opened.desk.facts.read(connection).instance
        tokens = opened.desk.tokens
        self.sessions = [
            tokens.issue(Device(person, f"kill-{number}", "kill"))
            for number, person in enumerate(self.town.agents)
        ]
        opened.database.close()
        command = [sys.executable, "-m", "deskclient", "serve", "--port", "0"]
        command += ["--database", settings.database, "--files", settings.files]
        self._log = (folder / "service.log").open("wb")
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log)
        self.url = self._wait()

    def _wait(self) -> str:
        out = self._process.stdout
        line = "" if out is None else out.readline().decode()
        if not line.startswith(_SAID):
            self.close()
            msg = f"the service did not start: {line!r}"
            raise RuntimeError(msg)
        return line.removeprefix(_SAID).strip()

    def applied(self) -> frozenset[str]:
        """Read which operations took effect."""
        connection = self._open()
        try:
            return frozenset(row[0] for row in connection.execute(_APPLIED))
        finally:
            connection.close()

    def _open(self) -> Any:
        return dbapi2.connect(f"file:{self._path}?mode=ro", uri=True, timeout=10.0)

    def look(self) -> Seen:
        """Read the desk's files past the service."""
        connection = self._open()
        try:
            applied = [row[0] for row in connection.execute(_APPLIED)]
            rows = connection.execute("SELECT kind, id, doc FROM record WHERE NOT gone")
            docs = {(kind, record_id): json.loads(doc) for kind, record_id, doc in rows}
        finally:
            connection.close()
        return Seen(frozenset(applied), docs)

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()


def places() -> Sequence[str]:
    """List the named failpoints, each before and after."""
    return [f"W{number}.{side}" for number in range(1, 8) for side in ("before", "after")]
