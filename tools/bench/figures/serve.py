"""serve: the changes feed of the service beside a bare application that sends the same bytes.

After each change every client asks for the same page: the first to ask has it written, the others
get it as it is. So the figure is what one of :data:`_CLIENTS` pays on average, as on the demo desk;
what the first one pays stands beside it with a bound of its own.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec

from tools.bench.feed_start import feed_start
from tools.bench.figure import Figure, Reading, Room, middle
from tools.bench.plain_http import PlainHttp
from tools.bench.service import running_service

_PAGES, _ROWS = 40, 500
_CLIENTS = 12
_SCOPE = "mine=1;queues=*;days=0"


class _Page(msgspec.Struct):
    next: str
    rows: list[msgspec.Raw]


def measure(room: Room) -> Sequence[Reading]:
    """Read the same pages from both, page by page in turn."""
    rounds = 2 if room.quick else 9
    with running_service(room.folder, room.tickets) as service:
        token = service.sign_in()
        start = feed_start(service, token, _SCOPE)
        recorder = PlainHttp(service.url, token)
        paths, bodies = _record(recorder, start)
        with _bare(room.folder / "pages", bodies, recorder.headers) as url:
            http, bare = PlainHttp(service.url, token), PlainHttp(url)
            passes = [_pass(http, bare, paths, at) for at in range(rounds)]
            bare.close()
            http.close()
    rows = sum(len(msgspec.json.decode(body, type=_Page).rows) for body in bodies)
    note = f"{len(bodies)} pages of {_ROWS} changes, {sum(map(len, bodies)) // 1000} kB"
    anew, again, floor = (_typical(times) for times in zip(*passes, strict=True))
    shared = (anew + (_CLIENTS - 1) * again) / _CLIENTS
    by_all = f"{note}, each asked for by {_CLIENTS} clients"
    return (
        _rate("serve requests", len(bodies), shared, floor, 0.5, by_all),
        _rate("serve records", rows, shared, floor, 0.5, by_all),
        _rate("serve anew", len(bodies), anew, floor, 0.2, f"{note}, the first client alone"),
    )


def _pass(
    http: PlainHttp, bare: PlainHttp, paths: Sequence[str], number: int
) -> tuple[list[float], list[float], list[float]]:
    """Time every page: one nobody has asked for yet, the same again, and the floor's.

    The service remembers what it wrote last. A page of another length is another page, so each
    pass asks for a row more than the one before; the floor's stay a little shorter.
    """
    anew, again, floor = [], [], []
    for at, path in enumerate(paths):
        fresh = path.replace(f"&limit={_ROWS}&", f"&limit={_ROWS + 1 + number}&")
        anew.append(_time(partial(http.get, fresh)))
        floor.append(_time(partial(bare.get, f"/{at}")))
        again.append(_time(partial(http.get, fresh)))
    return anew, again, floor


def _typical(passes: Sequence[Sequence[float]]) -> float:
    """Add up the median of each page, so that a busy moment of the machine spoils one value."""
    return sum(middle(times) for times in zip(*passes, strict=True))


def _rate(
    name: str, count: int, ours_s: float, floor_s: float, budget: float, note: str
) -> Reading:
    ours, floor = count / ours_s, count / floor_s
    return Reading(name, ours, floor, "/s", budget, more_is_better=True, note=note)


def _record(http: PlainHttp, cursor: str) -> tuple[list[str], list[bytes]]:
    """Walk the feed from its beginning and keep what was asked and answered."""
    paths: list[str] = []
    bodies: list[bytes] = []
    for _ in range(_PAGES):
        path = f"/v1/changes?scope={quote(_SCOPE)}&cursor={quote(cursor)}&limit={_ROWS}&wait=0"
        body = http.get(path)
        page = msgspec.json.decode(body, type=_Page)
        if not page.rows:
            break
        paths.append(path)
        bodies.append(body)
        cursor = page.next
    return paths, bodies


@contextmanager
def _bare(
    folder: Path, bodies: Sequence[bytes], headers: Sequence[tuple[str, str]]
) -> Iterator[str]:
    folder.mkdir(exist_ok=True)
    (folder / "headers.json").write_text(json.dumps(headers))
    for at, body in enumerate(bodies):
        (folder / str(at)).write_bytes(body)
    command = [sys.executable, "-m", "tools.bench.bare_app", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield line.removeprefix("listening ").strip()
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


SERVE = Figure("serve", "changes feed, over a bare ASGI application sending the same", measure)
