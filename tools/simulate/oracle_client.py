"""Does every client show exactly what the desk has for its person, and its own waiting work?"""

from collections.abc import Iterator, Mapping

from deskclient.domain.fields import Doc
from deskclient.domain.kind import Reach, Registry
from deskclient.domain.scope import Scope
from deskclient.storage.port import RecordView
from deskclient.sync.project import project
from deskclient.storage.port import Snap
from deskclient.domain.ids import RecordId, ServerId
from tools.simulate.machine import Client, Machine
from tools.simulate.truth import Name, Truth, Version
from tools.simulate.verdict import Fault, Finding


def visible(truth: Truth, registry: Registry, person: str, scope: Scope) -> Mapping[Name, Version]:
    """Work out what a person may see in a scope; written anew, not taken from the service."""
    role, queues = truth.rights[person]
    current = truth.current()

    def root_is_seen(name: Name, doc: Doc) -> bool:
        reach = registry[name[0]].reach
        if reach is Reach.REFERENCE:
            return True
        if reach is Reach.PERSONAL:
            return doc.get("owner") == person or doc.get("shared") is True
        queue = doc.get("queue")
        if role != "administrator" and queue not in queues:
            return False
        watchers = doc.get("watchers")
        mine = doc.get("owner") == person or (isinstance(watchers, list) and person in watchers)
        return scope.queues is None or queue in scope.queues or (scope.mine and mine)

    found: dict[Name, Version] = {}
    for name, version in current.items():
        kind = registry[name[0]]
        root = name
        if kind.reach is Reach.PARENT:
            root = (kind.field_map[kind.parent].ref, str(version.doc.get(kind.parent)))
        if root in current and root_is_seen(root, current[root].doc):
            found[name] = version
    return found


def check_client(machine: Machine, truth: Truth) -> Iterator[Finding]:
    """Compare one client with the desk."""
    client = machine.client
    if client is None:
        yield Finding(Fault.DIVERGED, "does not run", machine.name)
        return
    registry = machine.parts.registry
    expected = visible(truth, registry, machine.person_id, client.engine.scope())
    shown = {
        (kind.name, str(view.record_id)): view
        for kind in registry
        for view in client.reader.all_of(kind.name)
    }
    yield from _check_snapshots(machine, client, expected, shown)
    yield from _check_views(machine, client, shown)
    for one in client.cache.quarantine():
        yield Finding(Fault.DIVERGED, "quarantine", f"{machine.name} {one.kind} {one.error}")


def _check_snapshots(
    machine: Machine,
    client: Client,
    expected: Mapping[Name, Version],
    shown: Mapping[Name, RecordView],
) -> Iterator[Finding]:
    for name, version in expected.items():
        snap = client.cache.snap(name[0], RecordId(name[1]))
        where = f"{machine.name} {name[0]} {name[1][-17:]} v{version.ver}"
        if snap is None or snap.doc is None:
            yield Finding(Fault.DIVERGED, "a record is missing", where)
        elif snap.ver != version.ver or dict(snap.doc) != dict(version.doc):
            yield Finding(Fault.DIVERGED, "a record differs", f"{where} here v{snap.ver}")
    for name, view in shown.items():
        if view.snap is not None and name not in expected:
            where = f"{machine.name} {name[0]} {name[1][-17:]} v{view.ver}"
            yield Finding(Fault.DIVERGED, "shows what is not there", where)


def _check_views(
    machine: Machine, client: Client, shown: Mapping[Name, RecordView]
) -> Iterator[Finding]:
    registry = machine.parts.registry
    names = {(op.kind, str(op.record_id)) for op in client.outbox.pending()}
    for name in sorted({*shown, *names}):
        kind, record_id = registry[name[0]], RecordId(name[1])
        ops = client.outbox.of_record(kind.name, record_id)
        snap = client.cache.snap(kind.name, record_id)
        row = project(kind, record_id, snap, ops)
        view = shown.get(name)
        where = f"{machine.name} {name[0]} {name[1][-17:]}"
        if (view is None) != (row.doc is None):
            yield Finding(Fault.DIVERGED, "shown and replayed differ in being there", where)
        elif view is not None and row.doc is not None:
            if dict(view.doc) != dict(row.doc):
                yield Finding(Fault.DIVERGED, "shown and replayed differ", where)
            elif (view.state, view.pending) != (row.state, row.pending):
                told = f"{where} {view.state}/{view.pending} {row.state}/{row.pending}"
                yield Finding(Fault.DIVERGED, "the state shown is not true", told)


