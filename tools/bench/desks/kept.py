"""Real desks of the bench: made once for a folder, started for a figure, stopped after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tools.bench.desks.declared import BenchDesk
from tools.bench.figure import Room
from tools.desks.desk import Desk
from tools.desks.ports import free_port


@contextmanager
def running_desk(
    room: Room,
    kind: BenchDesk,
    tickets: int,
    after_making: Callable[[Desk], None] = lambda _: None,
    name: str = "",
) -> Iterator[Desk]:
    """Run a desk until the block ends.

    Args:
        room: Where; what is made there is used by the next run too.
        kind: Which desk.
        tickets: How many of the demo's stories it is filled with.
        after_making: What else is done to it before its first start.
        name: Of its folder; by default that of the kind with the number of tickets.
    """
    home = room.folder / (name or f"{kind.name}-{tickets}")
    home.mkdir(parents=True, exist_ok=True)
    # It runs as somebody without rights, who must be able to enter.
    for folder in (room.folder, home):
        folder.chmod(0o755)
    ready = home / "port"
    # Some desks write their address into their settings when they are made.
    port = int(ready.read_text()) if ready.exists() else free_port()
    desk = kind.at(home / "desk", port)
    if not ready.exists():
        desk.make(tickets)
        after_making(desk)
        ready.write_text(str(port))
    desk.start()
    try:
        yield desk
    finally:
        desk.stop()
