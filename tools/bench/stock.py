"""``python -m tools.bench.stock FOLDER TICKETS``: fills the database of a bench service.

A process of its own: neither the service's libraries nor the stories told here shall be counted
among what a window holds.
"""

import sys
from pathlib import Path

from deskclient.server.demo.build import Demo, build_demo
from deskclient.server.demo.load import load_stories
from deskclient.server.demo.tickets import Story
from deskclient.server.demo.world import SeedRecord
from deskclient.server.files.vault import MemoryVault
from deskclient.server.running import Settings, open_desk
from tools.bench.data import NOW, SeedRow, ticket_rows


def main(home: Path, tickets: int) -> None:
    """Fill it."""
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
