"""The figure ``lag``: how smooth the window stays in a first sync, and what memory it then holds.

Apart from the other figures: what they import shall not be counted among what a window holds.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.profile_api import KeyPlace, SignInForm
from deskclient.services.program import Program
from tools.bench.client import Ear
from tools.bench.figure import Reading, Room, p99
from tools.bench.known import LOGIN, PASSWORD
from tools.bench.lag_meter import LagMeter
from tools.bench.resident import resident_bytes
from tools.bench.service import running_service
from tools.bench.stage import Stage, dressed

_MB = 1_000_000
_IDLE_S = 5.0
_LONG_S = 1500.0


def measure(room: Room) -> Sequence[Reading]:
    """Sign in, watch the first sync of everything, then a while of nothing."""
    folders = folders_under(room.folder / "watched")
    shutil.rmtree(room.folder / "watched", ignore_errors=True)
    options, vault = ClientOptions(data_dir=room.folder), SystemVault(folders.profiles)
    with (
        running_service(room.folder, room.tickets) as service,
        Program(options, vault, real_folder_door(), folders) as program,
    ):
        form = SignInForm(service.url, LOGIN, PASSWORD, KeyPlace.SESSION, "")
        profile = program.profiles.sign_in(form).result().profile
        with dressed(program, profile.profile_id) as on:
            busy = _watch_sync(on)
            held = resident_bytes() / _MB
            idle = _watch(on, 1.0 if room.quick else _IDLE_S)
    note = f"{len(busy)} wakings during the sync; idle max {max(idle):.1f} ms"
    return (
        Reading("lag p99", p99(busy), 0, "ms", 16, note=f"idle p99 {p99(idle):.1f} ms"),
        Reading("lag max", max(busy), 0, "ms", 50, note=note),
        Reading("lag p99 to idle", p99(busy), p99(idle), "ms", 1e9, note="for reading only"),
        Reading("memory", held, _empty_mb(), "MB", 2.5, note="after the first sync"),
    )


def _watch_sync(on: Stage) -> Sequence[float]:
    ear, meter = Ear(), LagMeter()
    on.desk.listen(ear.hear)
    # The client starts the engine when the first list is painted, and not before.
    on.shell.painted.connect(meter.begin)
    on.until(lambda: meter.begun)
    started = on.desk.start_engine()
    on.until(started.done, _LONG_S)
    started.result()
    on.until(lambda: ear.synced, _LONG_S)
    noughts = [0]
    on.until(lambda: _indexed(on, noughts), _LONG_S)
    return meter.end()


def _indexed(on: Stage, noughts: list[int]) -> bool:
    facts = on.desk.sync.facts()
    left = {facts.get("Records to index"), facts.get("Lists to prepare")}
    noughts[0] = noughts[0] + 1 if left == {"0"} else 0
    return noughts[0] > 50


def _watch(on: Stage, seconds: float) -> Sequence[float]:
    on.settle()
    meter = LagMeter()
    meter.begin()
    end = time.perf_counter() + seconds
    on.until(lambda: time.perf_counter() > end)
    return meter.end()


def _empty_mb() -> float:
    command = [sys.executable, "-m", "tools.bench.empty_window", "--memory"]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return int(told) / _MB
