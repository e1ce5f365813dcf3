"""Operations on a real Request Tracker, and how the engine would send them."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from msgspec.structs import replace

from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.ids import IdMaker, OpId, RecordId
from deskclient.domain.operation import Action, Operation, Patch
from deskclient.domain.times import to_text

IDS = IdMaker(SystemClock(), SystemRandomness())
LONG_AGO = to_text(datetime.now(UTC) - timedelta(hours=1))
REQUESTER = "ivan@rt.test"


def make(kind, action, record_id="", **more):
    name = RecordId(record_id or IDS.new())
    return Operation(op_id=OpId(IDS.new()), kind=kind, record_id=name, action=action, **more)


def edit(ticket, base, **values):
    unit = next(iter(values))
    return make("ticket", Action.EDIT, ticket, unit=unit, base=base, patch=Patch(set=values))


def entry(ticket, kind, body, **more):
    values = {"ticket": ticket, "type": kind, "body": body, "body_format": "plain"}
    values |= more.pop("also", {})
    public = kind != "note"
    return make("entry", Action.CREATE, public=public, patch=Patch(set=values), **more)


def new_ticket(subject, **more):
    values = {
        "subject": subject,
        "queue": "3",
        "requester": REQUESTER,
        "status": "new",
        "priority": "normal",
        **more,
    }
    return make("ticket", Action.CREATE, patch=Patch(set=values))


def attachment(of, name, content, media_type="text/plain"):
    values = {
        "ticket": of.patch.set["ticket"],
        "entry": of.record_id,
        "name": name,
        "media_type": media_type,
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    return make("attachment", Action.CREATE, patch=Patch(set=values))


async def hold(adapter, op, content):
    state = await adapter.start_upload(op.patch.set["sha256"], len(content), "", "")
    while not state.complete:
        chunk = content[state.offset : state.offset + 100_000]
        state = await adapter.send_chunk(state.upload_id, state.offset, chunk)


async def ready(adapter, *ops):
    """Note what the engine stores before it sends."""
    found = []
    for op in ops:
        noted = await adapter.prepare(op)
        now = to_text(datetime.now(UTC))
        found.append(replace(op, token=noted.token, witness=noted.witness, first_sent_at=now))
    return found


def sent_long_ago(op):
    return replace(op, first_sent_at=LONG_AGO, witness=f"{op.witness.split()[0]} {LONG_AGO}")


async def push(adapter, *ops):
    return await adapter.push(await ready(adapter, *ops), "me")


async def only(adapter, op):
    (verdict,) = await push(adapter, op)
    assert verdict.op_id == op.op_id
    return verdict


def is_write(request):
    return request.method != "GET"


def said(rt, ticket, kind):
    items = rt.colleague("GET", f"/ticket/{ticket}/history?per_page=100&fields=Type")["items"]
    return [one["id"] for one in items if one["Type"] == kind]
