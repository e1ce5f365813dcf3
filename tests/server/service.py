"""A real desk for tests: seeded, over HTTP on a free loopback port or in process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from litestar import Litestar

from deskclient.domain.clock import Clock, Randomness, SeededRandomness, SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import IdMaker
from deskclient.domain.kind import Registry
from deskclient.domain.kinds.standard import standard_registry
from deskclient.server.access.accounts import NewAccount
from deskclient.server.access.principal import Role
from deskclient.server.application import app_of
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.migrate import prepare
from deskclient.server.desk import Desk, build_desk
from deskclient.server.records.ledger import Writing
from deskclient.server.running import Serving, listen

PASSWORD = "correct horse"
MEMORY = "sqlite://"


@dataclass
class MiniDesk:
    """A desk with 3 queues, 2 lines, 4 colleagues, 10 requesters and 20 tickets.

    anna (agent) works in all queues, boris (technician) only in the first, lena (lead) manages
    all, root is the administrator. All have the password ``PASSWORD``.
    """

    desk: Desk
    app: Litestar
    queues: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    requesters: list[str] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    """Sign-in name to person id."""


def cheap_config(files: Path | None = None) -> ServerConfig:
    """Settings that make tests fast: cheap passwords, no limit on requests."""
    return ServerConfig(
        name="Mini desk",
        files_dir=files,
        password_time_cost=1,
        password_memory_kib=8,
        requests_per_minute=0,
    )


def mini_desk(  # noqa: PLR0913 - each has its default
    url: str = MEMORY,
    *,
    threads: bool = True,
    clock: Clock | None = None,
    randomness: Randomness | None = None,
    config: ServerConfig | None = None,
    tickets: int = 20,
    registry: Registry | None = None,
) -> MiniDesk:
    """Make and fill a desk."""
    clock, randomness = clock or SystemClock(), randomness or SeededRandomness(7)
    database = Database(url)
    prepare(database, clock, randomness)
    kinds = registry or standard_registry()
    desk = build_desk(config or cheap_config(), database, kinds, clock, randomness)
    mini = MiniDesk(desk, app_of(desk, threads=threads))
    with desk.ledger.writing() as change:
        _seed_order(mini, change, IdMaker(clock, randomness))
    _seed_people(mini)
    with desk.ledger.writing() as change:
        _seed_tickets(mini, change, IdMaker(clock, randomness), tickets)
    return mini


def _seed_order(mini: MiniDesk, change: Writing, ids: IdMaker) -> None:
    now: dict[str, Value] = {"created_at": change.now, "updated_at": change.now, "active": True}
    for number, name in enumerate(("First line", "Second line"), 1):
        mini.lines.append(ids.new())
        doc: dict[str, Value] = {"name": name, "level": number, "position": number, **now}
        change.create(change.registry["line"], mini.lines[-1], doc, "")
    for number, name in enumerate(("Network", "Workplace", "Почта")):
        mini.queues.append(ids.new())
        doc = {
            "name": name,
            "slug": f"q{number}",
            "position": number,
            "line": mini.lines[0],
            "words": [],
            **now,
        }
        change.create(change.registry["queue"], mini.queues[-1], doc, "")
    for number in range(10):
        mini.requesters.append(ids.new())
        doc = {"name": f"Requester {number}", "email": f"r{number}@example.org", **now}
        change.create(change.registry["person"], mini.requesters[-1], doc, "")


def _seed_people(mini: MiniDesk) -> None:
    first, everywhere = mini.queues[:1], mini.queues
    for login, role, queues, right in (
        ("anna", Role.AGENT, everywhere, "work"),
        ("boris", Role.TECHNICIAN, first, "work"),
        ("lena", Role.LEAD, everywhere, "manage"),
        ("root", Role.ADMINISTRATOR, [], "manage"),
    ):
        mini.people[login] = mini.desk.accounts.create(
            NewAccount(
                login=login,
                password=PASSWORD,
                name=login.title(),
                role=role,
                queues=dict.fromkeys(queues, right),
            )
        )


def _seed_tickets(mini: MiniDesk, change: Writing, ids: IdMaker, count: int) -> None:
    kind, entry = change.registry["ticket"], change.registry["entry"]
    for number in range(count):
        mini.tickets.append(ids.new())
        doc = kind.with_defaults(
            {
                "subject": f"Printer {number} does not print",
                "queue": mini.queues[number % 3],
                "requester": mini.requesters[number % 10],
                "number": change.next_number("ticket"),
                "created_at": change.now,
                "updated_at": change.now,
                "last_entry_at": change.now,
                "waits_for_us": True,
                "entry_count": 1 + number % 2,
            }
        )
        root = change.create(kind, mini.tickets[-1], doc, mini.people["root"])
        for position in range(1 + number % 2):
            text: dict[str, Value] = {
                "ticket": root.id,
                "type": "note" if position else "message",
                "author": mini.people["anna"] if position else doc["requester"],
                "body": f"Words {position} about printer {number}",
                "body_format": "plain",
                "channel": "phone",
                "ord": change.next_ord(root),
                "created_at": change.now,
            }
            change.create(entry, ids.new(), text, mini.people["anna"], root)


@contextmanager
def running(mini: MiniDesk) -> Iterator[str]:
    """Serve a desk on a free loopback port in a thread; give its address."""
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        mini.app,
        log_level="warning",
        lifespan="off",
        access_log=False,
        ws="none",
        timeout_keep_alive=5,
    )
    server = Serving(config, mini.desk.notifier, lambda: None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
