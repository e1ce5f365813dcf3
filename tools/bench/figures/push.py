"""push: how many requests carry a thousand queued changes to the desk."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex

from deskclient.domain.query import ListQuery
from tools.bench.client import client
from tools.bench.figure import Figure, Reading, Room
from tools.bench.relay import relay_to
from tools.bench.service import running_service

_CHANGES = 1000
_BUDGET = 12


def measure(room: Room) -> Sequence[Reading]:
    """Change a thousand tickets while offline, go online, count on the way."""
    changes = 100 if room.quick else _CHANGES
    shutil.rmtree(room.folder / "pushed", ignore_errors=True)
    # A desk that was kept has the changes of the last time already: the same again were none.
    run = token_hex(4)
    with running_service(room.folder, 2 * _CHANGES) as service, relay_to(service.url) as relay:
        behind = replace(service, url=relay.url)
        with client(room.folder / "pushed", behind) as (desk, ear):
            desk.start_engine().result()
            ear.wait_synced()
            desk.sync.set_offline(True)
            rows = desk.reads.first_rows(ListQuery("ticket"), changes)
            for row in rows:
                edit = {"subject": f"Changed {run}: {row.record_id}"}
                desk.writes.edit("ticket", [row.record_id], edit).result()
            ear.wait_waiting(changes)
            before = relay.posts
            desk.sync.set_offline(False)
            ear.wait_sent()
            sent = relay.posts - before
    note = f"{len(rows)} changes; everything that is posted counts"
    return [Reading("push", sent, 0, "requests", _BUDGET, note=note)]


PUSH = Figure("push", "requests for a thousand queued changes, counted on the way", measure)
