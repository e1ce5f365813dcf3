"""A real service process with many tickets in it, for the figures of the sync."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import select

from deskclient.backends.native.wire import Session, SignIn, Tokens
from deskclient.domain.clock import SystemRandomness
from deskclient.server.database.engine import Database
from deskclient.server.database.facts import FactBook
from deskclient.server.database.schema import CHANGE
from deskclient.server.demo.build import Demo, build_demo
from deskclient.server.demo.load import load_stories
from deskclient.server.demo.tickets import Story
from deskclient.server.demo.world import DEMO_LOGIN, DEMO_PASSWORD, SeedRecord
from deskclient.server.feed.cursor import Cursor, scope_mark
from deskclient.server.files.vault import MemoryVault
from deskclient.server.running import Settings, open_desk
from tools.bench.data import NOW, SeedRow, ticket_rows
from tools.bench.plain_http import PlainHttp

LOGIN, PASSWORD = DEMO_LOGIN, DEMO_PASSWORD


@dataclass(frozen=True, slots=True)
class Running:
    """Where the service answers, and how to get in."""

    url: str
    database: Path

    def sign_in(self) -> str:
        """Give an access token."""
        wish = SignIn(LOGIN, PASSWORD, "bench", "bench")
        body = PlainHttp(self.url).post("/v1/sign-in", msgspec.json.encode(wish))
        return msgspec.json.decode(body, type=Tokens).access_token

    def feed_start(self, token: str, scope: str) -> str:
        """Give a cursor from which the feed tells all the log still holds."""
        session = msgspec.json.decode(PlainHttp(self.url, token).get("/v1/session"), type=Session)
        database = Database(f"sqlite:///{self.database}")
        with database.read() as connection:
            facts = FactBook(database, SystemRandomness()).read(connection)
            oldest = select(CHANGE.c.seq, CHANGE.c.nonce).order_by(CHANGE.c.seq).limit(1)
            seq, nonce = connection.execute(oldest).one()
        database.close()
        mark = scope_mark(session.person_id, scope)
        return Cursor(session.epoch, seq, nonce, session.rights_rev, mark).to_text(facts.secret)


@contextmanager
def running_service(folder: Path, tickets: int) -> Iterator[Running]:
    """Run the service on that many tickets, each with one message, until the block ends."""
    home = folder / f"desk-{tickets}"
    database = home / "desk.db"
    if not (home / "ready").exists():
        _stock(home, tickets)
        (home / "ready").touch()
    command = [sys.executable, "-m", "deskclient", "serve", "--port", "0"]
    command += ["--database", f"sqlite:///{database}", "--files", str(home / "files")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield Running(line.removeprefix("listening ").strip(), database)
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _stock(home: Path, tickets: int) -> None:
    home.mkdir(parents=True, exist_ok=True)
    opened = open_desk(Settings(f"sqlite:///{home / 'desk.db'}", str(home / "files")))
    try:
        oldest_first = reversed(list(ticket_rows(tickets, entries=True)))
        demo = Demo(build_demo(7, 1, NOW).world, (_story(rows) for rows in oldest_first))
        load_stories(opened.desk, MemoryVault(), demo, last_number=1000 + tickets)
    finally:
        opened.database.close()


def _story(rows: list[SeedRow]) -> Story:
    return Story(tuple(SeedRecord(one.kind, one.id, dict(one.doc)) for one in rows), {})
