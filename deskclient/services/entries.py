"""Replies, notes and first messages with their files, as operations that belong together."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from deskclient.domain.check import check_doc
from deskclient.domain.fields import Doc, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Registry, Trouble
from deskclient.domain.kinds.entry import PUBLIC_TYPES
from deskclient.domain.operation import Operation
from deskclient.services.api import Me, NewReply, Refusal
from deskclient.services.op_maker import OpMaker, after, telling
from deskclient.storage.port import Reader, RecordView, StagedFile

FIELDS = ("sha256", "size", "name", "media_type")


class EntryWriter:
    """Plans entries; ``undo_send_s`` and ``hold_if_moved_on`` are asked each time."""

    def __init__(
        self,
        reader: Reader,
        registry: Registry,
        maker: OpMaker,
        me: Callable[[], Me],
        undo_send_s: Callable[[], int],
        hold_if_moved_on: Callable[[], bool],
    ) -> None:
        self._reader = reader
        self._registry = registry
        self._maker = maker
        self._me = me
        self._undo_send_s = undo_send_s
        self._hold_if_moved_on = hold_if_moved_on

    def reply(
        self, ticket: RecordView, new: NewReply, edits: Sequence[Operation], label: str
    ) -> tuple[Operation, ...]:
        """Plan a reply or note with its files and the changes made with it.

        The changes wait for the entry: a ticket is not solved by a reply that never went.

        Raises:
            Refusal: the text cannot be stored.
        """
        public = new.type in PUBLIC_TYPES
        doc = self._entry_doc(ticket.record_id, new.type, new.body, ticket.doc)
        entry = replace(self._entry(doc, label, public=public), base=telling(ticket))
        held = self._undo_send_s()
        if public and held > 0:
            entry = replace(entry, hold_until=self._maker.local(held))
        if public and self._hold_if_moved_on():
            entry = replace(entry, seen_ord=self._seen_ord(ticket.record_id))
        return (*self._with_files(entry, new.files), *after(edits, entry))

    def first_entry(
        self, ticket: Operation, born: Doc, body: str, files: Sequence[StagedFile]
    ) -> tuple[Operation, ...]:
        """Plan what the requester said when the ticket was made for them."""
        requester = born.get("requester")
        mine = requester == self._me().person_id
        doc = self._entry_doc(ticket.record_id, "message", body, born)
        doc["author"] = requester if requester and not mine else self._me().person_id
        entry = self._entry(doc, ticket.label, public=False)
        return after(self._with_files(entry, files), ticket)

    def _entry_doc(
        self, ticket_id: RecordId, type_: str, body: str, ticket: Doc
    ) -> dict[str, Value]:
        return {
            "ticket": ticket_id,
            "type": type_,
            "author": self._me().person_id,
            "channel": ticket.get("channel") or "portal",
            "body": body,
            "body_format": "plain",
            "acted_at": self._maker.now(),
        }

    def _entry(self, doc: Doc, label: str, *, public: bool) -> Operation:
        kind = self._registry["entry"]
        if not str(doc.get("body") or "").strip():
            raise Refusal((Trouble("body", "required", "There is no text yet."),))
        troubles = check_doc(kind, doc)
        if troubles:
            raise Refusal(troubles)
        op = self._maker.create(kind, self._maker.record_id(), doc, label)
        return replace(op, public=public)

    def _with_files(self, entry: Operation, files: Sequence[StagedFile]) -> tuple[Operation, ...]:
        if not files:
            return (entry,)
        # One group: a message never arrives without the files it speaks of.
        group = self._maker.group()
        entry = replace(entry, group_id=group)
        kind = self._registry["attachment"]
        made = [entry]
        for file in files:
            doc: dict[str, Value] = {
                "ticket": entry.patch.set["ticket"],
                "entry": entry.record_id,
                **{name: getattr(file, name) for name in FIELDS},
            }
            troubles = check_doc(kind, doc)
            if troubles:
                raise Refusal(troubles)
            op = self._maker.create(kind, self._maker.record_id(), doc, entry.label)
            made.append(replace(op, group_id=group, depends_on=(entry.op_id,), public=entry.public))
        return tuple(made)

    def _seen_ord(self, ticket_id: RecordId) -> int:
        places = (one.doc.get("ord") for one in self._reader.children("entry", ticket_id))
        return max((place for place in places if isinstance(place, int)), default=0)
