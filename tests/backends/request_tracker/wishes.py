"""Operations as the engine hands them to the adapter: with the desk's names in them."""

from hashlib import sha256
from typing import Any

from deskclient.domain.ids import OpId, RecordId
from deskclient.domain.operation import Action, Operation, Patch


def wish(
    op_id: str, kind: str, action: Action = Action.CREATE, record_id: str = "", **more: Any
) -> Operation:
    name = RecordId(record_id or f"local-{op_id}")
    return Operation(op_id=OpId(op_id), kind=kind, record_id=name, action=action, **more)


def change(base: dict[str, Any], **values: Any) -> Operation:
    patch = Patch(set=values)
    return wish("edit", "ticket", Action.EDIT, "7", base=base, patch=patch)


def said(op_id: str, ticket: str = "7", kind: str = "note", body: str = "Да", **more: Any) -> Any:
    values = {"ticket": ticket, "type": kind, "body": body, "body_format": "plain"}
    return wish(op_id, "entry", patch=Patch(set=values), public=kind != "note", **more)


def attached(op_id: str, entry: Operation, name: str = "a.txt", content: bytes = b"a") -> Operation:
    values = {
        "ticket": entry.patch.set["ticket"],
        "entry": entry.record_id,
        "name": name,
        "media_type": "text/plain",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    return wish(op_id, "attachment", patch=Patch(set=values))


def opened(op_id: str, **values: Any) -> Operation:
    wanted = {"subject": "Принтер", "queue": "3", "requester": "ivan@rt.test", **values}
    return wish(op_id, "ticket", patch=Patch(set=wanted))
