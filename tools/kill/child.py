"""Processes that are made to die, and the one that looks what is left."""

import asyncio
import contextlib
import json
import logging
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from deskclient.sync.failpoints import VARIABLE
from tools.kill.client import Account, RealClient
from tools.kill.disk_kills import DiskKiller
from tools.kill.plan import Plan, Way
from tools.kill.work import Journal, Worker
from tools.simulate.chance import Chance
from tools.simulate.town import Town

QUIET_S = 20.0
"""How long the opened client may take until everything is on the desk."""
_LIVES_S = 60.0
_READ = 1 << 16
_LATE = ("httpx", "httpcore", "anyio._backends._asyncio", "truststore")


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended."""

    lines: tuple[dict[str, Any], ...]
    """Its journal."""
    killed: bool


def warm_up() -> None:
    """Import what clients import late, once for all forks."""
    for name in _LATE:
        import_module(name)


def run_child(work: Callable[[Journal], None], kill_after_s: float | None = None) -> Ended:
    """Run ``work`` in a fork of this process, which must have no threads.

    Args:
        work: Gets the journal; the process ends when it returns.
        kill_after_s: Kill it so long after its first line.
    """
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _be_child(work, Journal(writable))
    os.close(writable)
    try:
        text = _listen(readable, child, kill_after_s)
    finally:
        os.close(readable)
    _, status = os.waitpid(child, 0)
    # The last line may be cut off by the death of its writer.
    whole = text[: text.rfind(b"\n") + 1].decode().splitlines()
    return Ended(tuple(json.loads(line) for line in whole), os.WIFSIGNALED(status))


def _be_child(work: Callable[[Journal], None], journal: Journal) -> None:
    code = 1
    try:
        logging.disable(logging.CRITICAL)
        work(journal)
        code = 0
    except Exception as error:  # noqa: BLE001 - the top of the process: told through the pipe
        journal.note("fault", error=repr(error)[:300])
    finally:
        # Nothing of the parent's may be cleaned up here.
        os._exit(code)


def _listen(readable: int, child: int, kill_after_s: float | None) -> bytes:
    text, deadline = b"", time.monotonic() + _LIVES_S
    while True:
        left = deadline - time.monotonic()
        ready, _, _ = select.select([readable], [], [], max(0.0, left))
        if not ready:
            os.kill(child, signal.SIGKILL)
            deadline += _LIVES_S
            continue
        more = os.read(readable, _READ)
        if not more:
            return text
        if not text and kill_after_s is not None:
            deadline = time.monotonic() + kill_after_s
        text += more


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a trial plays."""

    folder: Path
    account: Account
    town: Town
    plan: Plan


def live(scene: Scene, journal: Journal) -> None:
    """Work at a client until the end, which the plan may bring earlier."""
    plan = scene.plan
    if plan.way is Way.PLACE:
        os.environ[VARIABLE] = plan.place
    if plan.way is Way.FIRST_START:
        DiskKiller(plan.call, after=plan.after_call).arm()
    asyncio.run(_live(scene, journal))


async def _live(scene: Scene, journal: Journal) -> None:
    plan = scene.plan
    client = RealClient(scene.folder, scene.account)
    journal.note("ready")
    if plan.way is Way.FIRST_START:
        await client.until_quiet(5.0)
    worker = Worker(client, scene.town, scene.account.person_id, journal, plan.seed)
    pauses = Chance(f"pauses {plan.seed}")
    for _ in range(plan.acts):
        worker.act()
        await asyncio.sleep(pauses.short(0.006))
    if plan.way is Way.SALVAGE:
        client.engine.set_offline(True)
    if plan.way is Way.BACKUP:
        DiskKiller(plan.call, after=plan.after_call).arm()
    if plan.way in {Way.BACKUP, Way.SALVAGE}:
        for _ in range(3):
            client.stores.outbox.backup()
    await client.until_quiet(0.0 if plan.way is Way.SALVAGE else 3.0)
    await client.close()


def repair(scene: Scene, journal: Journal) -> None:
    """Open damaged stores, and die meanwhile."""
    journal.note("ready")
    DiskKiller(scene.plan.call, after=scene.plan.after_call).arm()
    asyncio.run(_open_only(scene))


async def _open_only(scene: Scene) -> None:
    client = RealClient(scene.folder, scene.account)
    await client.close()


def look(scene: Scene, journal: Journal) -> None:
    """Open what is left, let it come to rest and tell what waits."""
    asyncio.run(_look(scene, journal))


async def _look(scene: Scene, journal: Journal) -> None:
    client = RealClient(scene.folder, scene.account)
    quiet = await client.until_quiet(QUIET_S)
    pending = client.stores.outbox.pending()
    journal.note(
        "left",
        quiet=quiet,
        ops={op.op_id: op.state.value for op in pending},
        integrity=_integrity(client),
        status=client.engine.status().title,
    )
    with contextlib.suppress(Exception):
        await client.close()


def _integrity(client: RealClient) -> str:
    client.stores.cache.check()
    return "ok"
