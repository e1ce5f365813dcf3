"""Small records and operations for the tests of the stores."""

from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import OpId, RecordId, ServerId
from deskclient.domain.operation import Action, Operation, Patch
from deskclient.domain.replay import RecordState
from deskclient.storage.port import Feed, Snap, ViewRow

BORN = "2026-01-01T00:00:00.000Z"


def feed(generation: int = 1, *, cursor: str = "c", page: str = "") -> Feed:
    return Feed("mine=1", cursor, "epoch", generation, page=page)


FIRST = feed(cursor="", page="1")
"""Within a first pull."""


def ticket(number: int = 1, **values: Value) -> dict[str, Value]:
    minutes = f"{number // 60 % 24:02}:{number % 60:02}:00.000Z"
    return {
        "number": number,
        "subject": f"Ticket {number}",
        "status": "open",
        "priority": "normal",
        "queue": "q1",
        "requester": "p1",
        "created_at": f"2026-01-{1 + number // 1440 % 28:02}T{minutes}",
        "updated_at": f"2026-02-01T{minutes}",
        **values,
    }


def snap(record_id: str, doc: Doc | None, ver: int = 1, kind: str = "ticket") -> Snap:
    return Snap(kind, RecordId(record_id), ServerId(record_id), ver, ver, doc)


def entry(record_id: str, parent: str, body: str, place: int | None = 1, **values: Value) -> Snap:
    doc: dict[str, Value] = {
        "ticket": parent,
        "type": "note",
        "body": body,
        "body_format": "plain",
        "created_at": BORN,
        **values,
    }
    if place is not None:
        doc["ord"] = place
    return snap(record_id, doc, kind="entry")


def view(
    record_id: str,
    doc: Doc | None,
    state: RecordState = RecordState.PENDING,
    pending: int = 1,
    kind: str = "ticket",
) -> ViewRow:
    return ViewRow(kind, RecordId(record_id), doc, state, pending)


def edit(op_id: str, record_id: str = "t1", **values: Value) -> Operation:
    return Operation(
        op_id=OpId(op_id),
        kind="ticket",
        record_id=RecordId(record_id),
        action=Action.EDIT,
        unit=next(iter(values), ""),
        patch=Patch(set=values),
        base=dict.fromkeys(values, None),
        acted_at=BORN,
    )
