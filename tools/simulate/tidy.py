"""How the person settles what waits for them: conflicts, refusals, offers to send again."""

from collections.abc import Callable, Mapping, Sequence

from deskclient.domain.errors import DeskError, StorageError
from deskclient.domain.fields import FieldType, Value
from deskclient.domain.ids import OpId
from deskclient.domain.operation import FieldConflict, Operation, OpState
from tools.simulate.chance import Chance
from tools.simulate.machine import Client, Machine
from tools.simulate.marks import Marks

NEEDS_PERSON = frozenset({OpState.CONFLICT, OpState.REJECTED, OpState.BLOCKED})


class Tidier:
    """One person's decisions."""

    def __init__(
        self, machine: Machine, marks: Marks, chance: Chance, on_desk: Callable[[Operation], bool]
    ) -> None:
        self._machine = machine
        self._on_desk = on_desk
        self._marks = marks
        self._chance = chance
        self._retried: set[OpId] = set()

    def settle_one(self) -> str:
        """Look into the outbox and settle one thing, if one waits; gives what was done."""
        client = self._machine.client
        if client is None:
            return ""
        waiting = [op for op in self._pending(client) if needs_person(op)]
        if not waiting:
            return ""
        return self._settle(self._chance.one_of(waiting))

    def settle_all(self) -> int:
        """Settle everything that waits now; gives how much it was."""
        client = self._machine.client
        if client is None:
            return 0
        count = 0
        for op in self._pending(client):
            if needs_person(op):
                self._settle(op)
                count += 1
        return count

    def _pending(self, client: Client) -> Sequence[Operation]:
        try:
            return client.outbox.pending()
        except StorageError:
            return ()

    def _settle(self, op: Operation) -> str:
        try:
            if op.state is OpState.CONFLICT:
                return self._decide(op)
            if op.state is OpState.HELD:
                return self._release(op)
            if op.state is OpState.UNCONFIRMED:
                return self._look_there(op)
            return self._refused(op)
        except DeskError as error:
            return f"settling failed {type(error).__name__}"

    def _decide(self, op: Operation) -> str:
        with self._machine.doing("decide") as client:
            found = [one.conflict for one in client.outbox.conflicts(op.op_id)]
            values = self._values(client, op, found)
            client.engine.decide({op.op_id: values})
        return f"decide {op.op_id[-6:]} {sorted(values)}"

    def _values(
        self, client: Client, op: Operation, found: Sequence[FieldConflict]
    ) -> Mapping[str, Value]:
        del client
        way = self._chance.one_of(("mine", "theirs", "typed"))
        return {one.field: self._value(op, one, way) for one in found}

    def _value(self, op: Operation, one: FieldConflict, way: str) -> Value:
        spec = self._machine.parts.registry[op.kind].field_map[one.field]
        if one.choices or way == "theirs":
            return one.theirs
        if way == "typed" and spec.type is FieldType.TEXT:
            return self._marks.text()
        if way == "typed" and spec.type is FieldType.LONG_TEXT:
            return f"{one.theirs or ''}{self._marks.text()}\n"
        return one.mine

    def _release(self, op: Operation) -> str:
        rule = op.problem.rule if op.problem else ""
        with self._machine.doing("release") as client:
            if rule == "resend":
                client.engine.resend([op.op_id])
            elif rule in {"moved_on", "moved"} and self._chance.happens(0.5):
                client.engine.send_now([op.op_id])
            else:
                client.engine.discard([op.op_id])
        return f"{rule} {op.op_id[-6:]}"

    def _look_there(self, op: Operation) -> str:
        """Do what the program asks for: look at the ticket on the desk, then decide."""
        there = self._on_desk(op)
        with self._machine.doing("discard") as client:
            if there:
                client.engine.discard([op.op_id])
            else:
                client.engine.retry([op.op_id])
        return f"unproved {op.op_id[-6:]} {there}"

    def _refused(self, op: Operation) -> str:
        if op.op_id not in self._retried and self._chance.happens(0.3):
            self._retried.add(op.op_id)
            with self._machine.doing("retry") as client:
                client.engine.retry([op.op_id])
            return f"retry {op.op_id[-6:]}"
        with self._machine.doing("discard") as client:
            client.engine.discard([op.op_id])
        return f"discard {op.op_id[-6:]}"


def needs_person(op: Operation) -> bool:
    """Tell whether an operation waits for a decision; the undo-send time ends by itself."""
    if op.state is OpState.HELD:
        return op.problem is None or op.problem.rule != "undo_send"
    if op.state is OpState.UNCONFIRMED:
        return op.problem is not None and op.problem.rule == "unproved"
    return op.state in NEEDS_PERSON
