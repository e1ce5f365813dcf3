"""A client in a process of its own: works offline, tells what is safe, and waits for its death.

Run as ``python -m tests.e2e.offline_work FOLDER PROFILE TICKET COLLIDING``.
"""

import json
import sys
import threading
from pathlib import Path

from deskclient.domain.ids import RecordId
from deskclient.services.api import Desk, NewReply
from deskclient.services.drafts import draft_id_of
from deskclient.storage.port import Draft
from tests.e2e.person import Person, wait

SCREENSHOT = b"\x89PNG not really " * 3000
SUBJECT = "Сервер в подвале стоит — made offline"
HALF = "Half a reply, not se"


def work(desk: Desk, ticket: RecordId, colliding: RecordId) -> dict[str, str]:
    """Do a day's work on site; gives the ids of what was made."""
    seen = desk.reads.record("ticket", ticket)
    assert seen is not None
    tags = [str(one) for one in list(seen.doc.get("tags") or [])]  # type: ignore[arg-type]
    wait(desk.writes.edit("ticket", [ticket], {"asset_tag": "NB-77", "tags": [*tags, "on-site"]}))
    wait(desk.writes.edit("ticket", [colliding], {"subject": "Anna's subject"}))
    shot = wait(desk.files.stage_bytes(SCREENSHOT, "screen.png", "image/png"))
    wait(desk.writes.write_entry(NewReply(ticket, "reply", "See the picture.", files=(shot,))))
    wait(desk.writes.write_entry(NewReply(ticket, "note", "The cable was loose.", minutes=25)))
    log = wait(desk.files.stage_bytes(b"log line\n" * 500, "server.log", "text/plain"))
    new = {"subject": "Made", "queue": seen.doc["queue"], "requester": seen.doc["requester"]}
    (made,) = wait(desk.writes.create("ticket", new, body="It is down.", files=[log])).record_ids
    wait(desk.writes.edit("ticket", [made], {"subject": SUBJECT}))
    wait(desk.writes.edit("ticket", [made], {"impact": "site", "urgency": "now"}))
    draft = Draft(draft_id_of("reply", colliding), "reply", colliding, {"body": HALF}, "2026-01-01")
    desk.drafts.save(draft)
    # Saved in order behind what was written before: the next answer says that it is safe.
    wait(desk.writes.edit("ticket", [made], {"tags": ["offline"]}))
    return {"made": made, "shot": shot.sha256, "log": log.sha256}


def main(folder: str, profile_id: str, ticket: str, colliding: str) -> None:
    """Work, say so, stay."""
    person = Person(Path(folder))
    person.program.settings.set("undo_send_s", 0)
    person.profile_id = profile_id
    done = work(person.open(), RecordId(ticket), RecordId(colliding))
    print(json.dumps(done), flush=True)  # noqa: T201 - the parent waits for this line
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
