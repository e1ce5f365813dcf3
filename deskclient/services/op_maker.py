"""Makes operations with identity, time and group; the rest of the services never does by itself."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec.structs import replace

from deskclient.domain.clock import Clock
from deskclient.domain.fields import Value
from deskclient.domain.ids import IdMaker, OpId, RecordId
from deskclient.domain.kind import Kind
from deskclient.domain.operation import Action, Operation, Patch
from deskclient.domain.times import to_text
from deskclient.services.intents import UnitChange
from deskclient.storage.port import RecordView

_TELLING = ("number", "subject", "requester", "queue")


class OpMaker:
    """Stamps operations with ids and the time the desk would have on its clock."""

    def __init__(self, clock: Clock, ids: IdMaker) -> None:
        self._clock = clock
        self._ids = ids
        self.clock_offset_s = 0.0
        """Desk's clock minus ours, as the engine last told."""

    def label(self, what: str) -> str:
        """Name a new group for the person: ``reply:…``; see :func:`what_of`."""
        return f"{what}:{self._ids.new()}"

    def group(self) -> str:
        """Name a group the desk applies as a whole."""
        return self._ids.new()

    def record_id(self) -> RecordId:
        """Name a new record."""
        return RecordId(self._ids.new())

    def now(self, plus_s: float = 0.0) -> str:
        """The present moment by the desk's clock, as far as known."""
        return self._moment(self.clock_offset_s + plus_s)

    def local(self, plus_s: float = 0.0) -> str:
        """The present moment by this computer's clock."""
        return self._moment(plus_s)

    def edit(self, seen: RecordView, change: UnitChange, label: str) -> Operation:
        """Make one unit's edit of one record."""
        return Operation(
            op_id=self._op_id(),
            kind=seen.kind,
            record_id=seen.record_id,
            action=Action.EDIT,
            unit=change.unit,
            patch=change.patch,
            base={**telling(seen), **change.base},
            base_ver=seen.ver,
            label=label,
            acted_at=self.now(),
        )

    def create(
        self, kind: Kind, record_id: RecordId, doc: Mapping[str, Value], label: str
    ) -> Operation:
        """Make the creation of a record."""
        return Operation(
            op_id=self._op_id(),
            kind=kind.name,
            record_id=record_id,
            action=Action.CREATE,
            patch=Patch(set=dict(doc)),
            label=label,
            acted_at=self.now(),
        )

    def delete(self, seen: RecordView, title_field: str, label: str) -> Operation:
        """Make the deletion of a record; its title goes along, for words."""
        return Operation(
            op_id=self._op_id(),
            kind=seen.kind,
            record_id=seen.record_id,
            action=Action.DELETE,
            base={title_field: seen.doc.get(title_field)},
            base_ver=seen.ver,
            label=label,
            acted_at=self.now(),
        )

    def _op_id(self) -> OpId:
        return OpId(self._ids.new())

    def _moment(self, plus_s: float) -> str:
        return to_text(self._clock.now() + timedelta(seconds=plus_s))


def telling(seen: RecordView) -> dict[str, Value]:
    """Give what names a ticket for a person, and what another one in its place would need.

    It goes along with what is done to the ticket, which may be deleted on the desk by then.
    """
    if seen.kind != "ticket":
        return {}
    return {name: seen.doc[name] for name in _TELLING if seen.doc.get(name) is not None}


def after(ops: Iterable[Operation], first: Operation) -> tuple[Operation, ...]:
    """Make operations wait for ``first``."""
    return tuple(replace(op, depends_on=(*op.depends_on, first.op_id)) for op in ops)


def about(op: Operation) -> tuple[str, RecordId]:
    """Name the record an operation is about for the person: the ticket of an entry or a file."""
    ticket = op.patch.set.get("ticket")
    if op.kind in {"entry", "attachment"} and isinstance(ticket, str):
        return "ticket", RecordId(ticket)
    return op.kind, op.record_id


def what_of(op: Operation) -> str:
    """Tell what an operation is for the person: ``edit``, ``reply``, ``create`` and so on."""
    what = op.label.partition(":")[0]
    return what or op.action.value
