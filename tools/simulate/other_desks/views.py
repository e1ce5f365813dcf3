"""Does every client show what somebody who signs in anew would get, and its own waiting work?"""

from collections.abc import Iterator, Mapping, Sequence

from deskclient.backends.port import Adapter, RemoteRow
from deskclient.domain.fields import Doc
from deskclient.domain.kind import Registry
from deskclient.domain.scope import Scope
from deskclient.storage.port import Snap
from deskclient.sync.names import Names
from tools.simulate.machine import Client, Machine
from tools.simulate.oracle_client import check_views
from tools.simulate.verdict import Fault, Finding

_KINDS = ("ticket", "entry", "attachment")
LeftOut = Mapping[str, frozenset[str]]
"""By kind, fields that do not come with the news of a record."""
KNOWN_BETTER = frozenset({"sha256", "size", "media_type", "created_at", "content_id"})
"""What a client may know better than the desk of a file that was attached there."""


async def pulled_by(adapter: Adapter, scope: Scope) -> list[RemoteRow]:
    """Fetch everything anew, as somebody who has nothing."""
    # As a client begins: so that fields of the desk's own are read by their types.
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
    machine: Machine, registry: Registry, rows: Sequence[RemoteRow], left_out: LeftOut
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
    yield from _check_snapshots(machine, client, expected, left_out)
    shown = {
        (kind.name, str(view.record_id)): view
        for kind in registry
        for view in client.reader.all_of(kind.name)
    }
    yield from check_views(machine, client, shown)
    for one in client.cache.quarantine():
        yield Finding(Fault.DIVERGED, "quarantine", f"{machine.name} {one.kind} {one.error}")


def _check_snapshots(
    machine: Machine,
    client: Client,
    expected: Mapping[tuple[str, str], Snap],
    left_out: LeftOut,
) -> Iterator[Finding]:
    for (kind, record_id), there in expected.items():
        if kind not in _KINDS:
            continue
        here = client.cache.snap(kind, there.record_id)
        where = f"{machine.name} {kind} {record_id[-17:]} v{there.ver}"
        if here is None or here.doc is None:
            yield Finding(Fault.DIVERGED, "a record is missing", where)
        elif _told(here.doc, left_out.get(kind)) != _told(there.doc or {}, left_out.get(kind)):
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


def _told(doc: Doc, left_out: frozenset[str] | None) -> Doc:
    return {name: value for name, value in doc.items() if value and name not in (left_out or ())}


def _difference(here: Doc, there: Doc) -> str:
    names = sorted({*here, *there})
    return " ".join(
        f"{one}: {here.get(one)!r} here, {there.get(one)!r} there"
        for one in names
        if (here.get(one) or None) != (there.get(one) or None)
    )[:300]
