"""Which operations make one request, where a message takes its files along. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from deskclient.domain.operation import Action, Operation


class Bundle(Struct, frozen=True):
    """Operations that go together: a ticket, its first message and the files of that."""

    ticket: Operation | None = None
    """Its creation."""
    entry: Operation | None = None
    """The creation of a message."""
    files: tuple[Operation, ...] = ()
    """Creations of attachments of that message."""
    other: Operation | None = None
    """Anything else; it goes alone."""

    @property
    def ops(self) -> tuple[Operation, ...]:
        """All of it, in the order given."""
        heads = (self.ticket, self.entry, *self.files, self.other)
        return tuple(one for one in heads if one is not None)


def bundles(ops: Sequence[Operation]) -> Sequence[Bundle]:
    """Put together what goes in one request, in the order given.

    An internal note is never part of a creation: the requester reads what a ticket begins with.
    """
    found: list[Bundle] = []
    for op in ops:
        last = found[-1] if found else Bundle()
        if _is_new(op, "ticket"):
            found.append(Bundle(ticket=op))
        elif _is_new(op, "entry"):
            begins = last.ticket is not None and last.entry is None and _opens(op, last.ticket)
            if begins:
                found[-1] = Bundle(last.ticket, op)
            else:
                found.append(Bundle(entry=op))
        elif _is_new(op, "attachment") and last.entry is not None and _is_of(op, last.entry):
            found[-1] = Bundle(last.ticket, last.entry, (*last.files, op))
        else:
            found.append(Bundle(other=op))
    return found


def _is_new(op: Operation, kind: str) -> bool:
    return op.kind == kind and op.action is Action.CREATE


def _opens(entry: Operation, ticket: Operation) -> bool:
    is_note = entry.patch.set.get("type") == "note"
    return not is_note and entry.patch.set.get("ticket") == ticket.record_id


def _is_of(attachment: Operation, entry: Operation) -> bool:
    return attachment.patch.set.get("entry") == entry.record_id
