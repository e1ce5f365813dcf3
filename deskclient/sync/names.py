"""Our names of records and the desk's: one text on a desk that keeps our ids, a map elsewhere."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from deskclient.backends.port import RemoteRow
from deskclient.domain.fields import Doc, FieldType, Value
from deskclient.domain.ids import RecordId, ServerId
from deskclient.domain.kind import Registry
from deskclient.domain.operation import Action, FieldConflict, Operation, Patch, Verdict
from deskclient.storage.port import Outbox, Snap


class Names:
    """Translates ids and everything that refers to them, in both directions."""

    def __init__(self, registry: Registry, outbox: Outbox, *, same: bool) -> None:
        self._registry = registry
        self._outbox = outbox
        self._same = same
        self._ours: dict[tuple[str, str], RecordId] = {}

    def forget(self) -> None:
        """Look everything up anew: the map has grown."""
        self._ours.clear()

    def record_id(self, kind: str, server_id: ServerId) -> RecordId:
        """Our name of a desk record."""
        if self._same:
            return RecordId(server_id)
        key = (kind, server_id)
        if key not in self._ours:
            self._ours[key] = self._outbox.record_id(kind, server_id)
        return self._ours[key]

    def server_id(self, kind: str, record_id: RecordId) -> ServerId:
        """The desk's name of our record; our own where it has none (yet)."""
        if self._same:
            return ServerId(record_id)
        return self._outbox.server_id(kind, record_id) or ServerId(record_id)

    def snap(self, row: RemoteRow) -> Snap:
        """The snapshot that a row of the feed makes."""
        record_id = self.record_id(row.kind, row.server_id)
        doc = None if row.doc is None else self._incoming(row.kind, row.doc)
        return Snap(row.kind, record_id, row.server_id, row.ver, row.seq, doc, own=row.own)

    def outgoing(self, op: Operation) -> Operation:
        """Put the desk's names into an operation about to be sent."""
        if self._same:
            return op
        patch = Patch(
            set=self._outgoing(op.kind, op.patch.set),
            add={n: self._members(op.kind, n, m) for n, m in op.patch.add.items()},
            remove={n: self._members(op.kind, n, m) for n, m in op.patch.remove.items()},
            incr=op.patch.incr,
        )
        return replace(
            op,
            record_id=RecordId(self.server_id(op.kind, op.record_id)),
            patch=patch,
            base=self._outgoing(op.kind, op.base),
        )

    def ours(self, op: Operation) -> Operation:
        """Put our names where the desk's stand: some of its records turned out to be ours."""
        if self._same:
            return op

        def members(name: str, them: tuple[str, ...]) -> tuple[str, ...]:
            spec = self._registry[op.kind].field_map.get(name)
            ref = "" if spec is None else spec.ref
            return tuple(self.record_id(ref, ServerId(one)) if ref else one for one in them)

        patch = Patch(
            set=self._incoming(op.kind, op.patch.set),
            add={n: members(n, m) for n, m in op.patch.add.items()},
            remove={n: members(n, m) for n, m in op.patch.remove.items()},
            incr=op.patch.incr,
        )
        record_id = self.record_id(op.kind, ServerId(op.record_id))
        base = self._incoming(op.kind, op.base)
        return replace(op, record_id=record_id, patch=patch, base=base)

    def answered(
        self, answered: Iterable[tuple[Operation, Verdict]]
    ) -> list[tuple[Operation, Verdict]]:
        """Put our names into verdicts that came together.

        What one of them made may be named by the next: a ticket by its first message.
        """
        pairs = list(answered)
        for op, verdict in pairs:
            if op.action is Action.CREATE and verdict.server_id and not self._same:
                self._ours[op.kind, verdict.server_id] = op.record_id
        return [(op, self._answered(op.kind, verdict)) for op, verdict in pairs]

    def _answered(self, kind: str, verdict: Verdict) -> Verdict:
        if self._same:
            return verdict
        doc = None if verdict.doc is None else self._incoming(kind, verdict.doc)
        conflicts = tuple(self._conflict(kind, one) for one in verdict.conflicts)
        return replace(verdict, doc=doc, conflicts=conflicts)

    def _conflict(self, kind: str, one: FieldConflict) -> FieldConflict:
        named = self._incoming(kind, {one.field: one.theirs})
        return replace(one, theirs=named[one.field])

    def _incoming(self, kind: str, doc: Doc) -> Doc:
        if self._same:
            return doc
        return self._mapped(kind, doc, lambda ref, one: self.record_id(ref, ServerId(one)))

    def _outgoing(self, kind: str, doc: Doc) -> Doc:
        return self._mapped(kind, doc, lambda ref, one: self.server_id(ref, RecordId(one)))

    def _members(self, kind: str, name: str, members: tuple[str, ...]) -> tuple[str, ...]:
        spec = self._registry[kind].field_map.get(name)
        if spec is None or not spec.ref:
            return members
        return tuple(self.server_id(spec.ref, RecordId(one)) for one in members)

    def _mapped(self, kind: str, doc: Doc, name_of: Callable[[str, str], str]) -> Doc:
        named: dict[str, Value] = dict(doc)
        for spec in self._registry[kind].refs():
            value = named.get(spec.name)
            if spec.type is FieldType.REF and isinstance(value, str) and value:
                named[spec.name] = name_of(spec.ref, value)
            elif isinstance(value, list):
                named[spec.name] = [name_of(spec.ref, one) for one in value if isinstance(one, str)]
        return named
