"""Does every client show what somebody who signs in anew would get, and its own waiting work?"""

from collections.abc import Iterator, Mapping

from deskclient.backends.port import RemoteRow
from deskclient.backends.request_tracker.adapter import RequestTrackerAdapter
from deskclient.backends.request_tracker.rest import by_password
from deskclient.backends.tokens import MemoryTokenStore, SessionTokens
from deskclient.domain.desk_words import DeskWords
from deskclient.domain.fields import Doc
from deskclient.domain.kind import Registry
from deskclient.domain.scope import Scope
from deskclient.storage.port import Snap
from deskclient.sync.names import Names
from tests.fakes.desks.request_tracker.server import Desk as Kept
from tests.fakes.desks.request_tracker.server import RequestTrackerServer
from tests.fakes.desks.wire import Wire
from tools.simulate.clock import SimClock
from tools.simulate.desk import BASE_URL
from tools.simulate.machine import Client, Machine
from tools.simulate.oracle_client import check_views
from tools.simulate.rt.desk import RtDesk
from tools.simulate.session import Session
from tools.simulate.verdict import Fault, Finding

_KINDS = ("ticket", "entry", "attachment")
_LEFT_OUT = {
    # What a client may know better than the desk of a file that was attached there.
    "attachment": frozenset({"sha256", "size", "media_type", "created_at", "content_id"}),
    # Moved also by what is hidden from the person, which is no news to them.
    "ticket": frozenset({"updated_at"}),
    # Whether somebody wrote as a requester is read off those whom the ticket has by then.
    "entry": frozenset({"type", "channel"}),
}


async def words_told(kept: Kept, agent: str) -> DeskWords:
    """Ask what the desk calls things, as a client does when somebody signs in."""
    clock = SimClock(lambda: 0.0)
    account = kept.stores.account(agent)
    assert account is not None  # noqa: S101 - of those the office was made with
    store = MemoryTokenStore(by_password(agent, account.password))
    wire = Wire(RequestTrackerServer(kept, clock.now, url=BASE_URL))
    return (await RequestTrackerAdapter(wire, BASE_URL, store, clock).session()).words


async def pulled(desk: RtDesk, session: Session, clock: SimClock, scope: Scope) -> list[RemoteRow]:
    """Fetch everything anew, as somebody who has nothing."""
    store = MemoryTokenStore(SessionTokens(session.access, session.refresh))
    adapter = RequestTrackerAdapter(Wire(desk.server), BASE_URL, store, clock)
    # As a client begins: so that custom fields are read by their types.
    await adapter.session()
    rows: list[RemoteRow] = []
    page = ""
    while True:
        got = await adapter.snapshot(scope, page)
        rows += got.rows
        page = got.next_page
        if not page:
            return rows


def check_views_of(
    machine: Machine, registry: Registry, rows: list[RemoteRow]
) -> Iterator[Finding]:
    """Compare one client with what was fetched anew."""
    client = machine.client
    if client is None:
        yield Finding(Fault.DIVERGED, "does not run", machine.name)
        return
    names = Names(registry, client.outbox, same=False)
    expected = {
        (snap.kind, str(snap.record_id)): snap for row in rows if (snap := names.snap(row)).doc
    }
    yield from _check_snapshots(machine, client, expected)
    shown = {
        (kind.name, str(view.record_id)): view
        for kind in registry
        for view in client.reader.all_of(kind.name)
    }
    yield from check_views(machine, client, shown)
    for one in client.cache.quarantine():
        yield Finding(Fault.DIVERGED, "quarantine", f"{machine.name} {one.kind} {one.error}")


def _check_snapshots(
    machine: Machine, client: Client, expected: Mapping[tuple[str, str], Snap]
) -> Iterator[Finding]:
    for (kind, record_id), there in expected.items():
        if kind not in _KINDS:
            continue
        here = client.cache.snap(kind, there.record_id)
        where = f"{machine.name} {kind} {record_id[-17:]} v{there.ver}"
        if here is None or here.doc is None:
            yield Finding(Fault.DIVERGED, "a record is missing", where)
        elif _told(kind, here.doc) != _told(kind, there.doc or {}):
            yield Finding(
                Fault.DIVERGED,
                "a record differs",
                f"{where} {_difference(here.doc, there.doc or {})}",
            )
    for kind in _KINDS:
        for view in client.reader.all_of(kind):
            name = (kind, str(view.record_id))
            snap = client.cache.snap(kind, view.record_id)
            # What the person made outside of their scope stays until the next complete pull.
            if snap is not None and snap.doc and snap.listed and name not in expected:
                where = f"{machine.name} {kind} {view.record_id[-17:]} v{view.ver}"
                yield Finding(Fault.DIVERGED, "shows what is not there", where)


def _told(kind: str, doc: Doc) -> Doc:
    """Leave out what does not come with the news of a record."""
    left_out = _LEFT_OUT.get(kind, frozenset())
    return {name: value for name, value in doc.items() if name not in left_out and value}


def _difference(here: Doc, there: Doc) -> str:
    names = sorted({*here, *there})
    return " ".join(
        f"{one}: {here.get(one)!r} here, {there.get(one)!r} there"
        for one in names
        if (here.get(one) or None) != (there.get(one) or None)
    )[:300]
