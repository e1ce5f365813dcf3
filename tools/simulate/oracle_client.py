"""Does every client show exactly what the desk has for its person, and its own waiting work?"""

from collections.abc import Iterator, Mapping, Sequence

from deskclient.domain.fields import Doc
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Reach, Registry
from deskclient.domain.operation import Operation
from deskclient.domain.replay import RecordState
from deskclient.domain.scope import Scope
from deskclient.storage.port import RecordView
from deskclient.sync.project import project
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
    shown = {
        (kind.name, str(view.record_id)): view
        for kind in registry
        for view in client.reader.all_of(kind.name)
    }
    yield from _check_snapshots(machine, client, truth, shown)
    yield from check_views(machine, client, shown)
    for one in client.cache.quarantine():
        yield Finding(Fault.DIVERGED, "quarantine", f"{machine.name} {one.kind} {one.error}")


def _check_snapshots(
    machine: Machine,
    client: Client,
    truth: Truth,
    shown: Mapping[Name, RecordView],
) -> Iterator[Finding]:
    registry, person = machine.parts.registry, machine.person_id
    expected = visible(truth, registry, person, client.engine.scope())
    # What the person changed outside of their scope may stay until the next complete pull.
    allowed = visible(truth, registry, person, Scope())
    for name, version in expected.items():
        doc, ver = _snapshot(client, name, shown.get(name))
        where = f"{machine.name} {name[0]} {name[1][-17:]} v{version.ver}"
        if doc is None:
            yield Finding(Fault.DIVERGED, "a record is missing", where)
        elif ver != version.ver or dict(doc) != dict(version.doc):
            yield Finding(Fault.DIVERGED, "a record differs", f"{where} here v{ver}")
    for name, view in shown.items():
        if view.snap is not None and name not in expected and name not in allowed:
            if _is_from_outside(client, name, truth):
                continue
            where = f"{machine.name} {name[0]} {name[1][-17:]} v{view.ver}"
            yield Finding(Fault.DIVERGED, "shows what is not there", where)


def _is_from_outside(client: Client, name: Name, truth: Truth) -> bool:
    """Tell whether it is a former word of the desk on what the person changed outside of scope.

    The feed does not speak of such records; the client asks for them at its next check.
    """
    snap = client.cache.snap(name[0], RecordId(name[1]))
    if snap is None or snap.listed:
        return False
    return any(
        one.ver == snap.ver and dict(one.doc) == dict(snap.doc or {})
        for one in truth.versions.get(name, ())
    )


def _snapshot(client: Client, name: Name, view: RecordView | None) -> tuple[Doc | None, int]:
    """Give the desk's word on a record; a pending deletion hides it from the reader."""
    if view is not None:
        return view.snap, view.ver
    snap = client.cache.snap(name[0], RecordId(name[1]))
    return (None, 0) if snap is None else (snap.doc, snap.ver)


def check_views(
    machine: Machine, client: Client, shown: Mapping[Name, RecordView]
) -> Iterator[Finding]:
    """Compare what is shown with what the stores of the client say."""
    waiting: dict[Name, list[Operation]] = {}
    below: dict[Name, list[Operation]] = {}
    for op in client.outbox.pending():
        waiting.setdefault((op.kind, str(op.record_id)), []).append(op)
        kind = machine.parts.registry[op.kind]
        if kind.reach is Reach.PARENT:
            parent = (kind.field_map[kind.parent].ref, str(op.patch.set.get(kind.parent)))
            below.setdefault(parent, []).append(op)
    for name in sorted({*shown, *waiting}):
        view, ops, marks = shown.get(name), waiting.get(name, []), below.get(name, [])
        if not ops and not marks and view is not None:
            wrong = _plainly_wrong(view)
        else:
            wrong = _replayed_wrong(machine, client, name, view, (ops, marks))
        if wrong:
            yield Finding(Fault.DIVERGED, wrong, f"{machine.name} {name[0]} {name[1][-17:]}")


def _plainly_wrong(view: RecordView) -> str:
    if view.snap is None or dict(view.doc) != dict(view.snap):
        return "shown and replayed differ"
    true = view.state is RecordState.SYNCED and view.pending == 0
    return "" if true else "the state shown is not true"


def _replayed_wrong(
    machine: Machine,
    client: Client,
    name: Name,
    view: RecordView | None,
    ops: tuple[Sequence[Operation], Sequence[Operation]],
) -> str:
    """Compute it anew from its own operations and those on what belongs to it."""
    kind, record_id = machine.parts.registry[name[0]], RecordId(name[1])
    row = project(kind, record_id, client.cache.snap(kind.name, record_id), *ops)
    if view is None or row.doc is None:
        alike = view is None and row.doc is None
        return "" if alike else "shown and replayed differ in being there"
    if dict(view.doc) != dict(row.doc):
        return "shown and replayed differ"
    alike = (view.state, view.pending) == (row.state, row.pending)
    return "" if alike else "the state shown is not true"
