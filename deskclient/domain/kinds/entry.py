"""The entry: one public message, internal note or event in a ticket. Never changed once written."""

from deskclient.domain.fields import Choice, Doc, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.kinds.common import created_at
from deskclient.domain.kinds.ticket import CHANNELS

ENTRY_TYPES = (
    Choice("message", "Message from the requester", "message-square", 0),
    Choice("reply", "Reply", "reply", 1),
    Choice("note", "Internal note", "lock", 2),
    Choice("event", "Change", "history", 3),
)
PUBLIC_TYPES = frozenset({"message", "reply"})
BODY_FORMATS = (Choice("plain", "Plain text"), Choice("html", "HTML"))


def _has_words(doc: Doc) -> bool:
    return doc.get("type") != "event"


ENTRY = Kind(
    name="entry",
    label="Entry",
    label_plural="Entries",
    icon="message-square",
    title_field="type",
    reach=Reach.PARENT,
    parent="ticket",
    found_under="ticket",
    append_only=True,
    fields=(
        FieldSpec(
            name="ticket",
            type=FieldType.REF,
            label="Ticket",
            ref="ticket",
            required=True,
            indexed=True,
        ),
        FieldSpec(
            name="type",
            type=FieldType.CHOICE,
            label="Type",
            choices=ENTRY_TYPES,
            required=True,
            default="note",
        ),
        FieldSpec(name="author", type=FieldType.REF, label="Author", ref="person"),
        FieldSpec(
            name="channel",
            type=FieldType.CHOICE,
            label="Channel",
            choices=CHANNELS,
            default="portal",
        ),
        FieldSpec(
            name="body",
            type=FieldType.MARKUP,
            label="Text",
            required_when=_has_words,
            searchable=True,
            sensitive=True,
            max_length=1_000_000,
        ),
        FieldSpec(
            name="body_format",
            type=FieldType.CHOICE,
            label="Format",
            choices=BODY_FORMATS,
            default="plain",
        ),
        FieldSpec(
            name="acted_at",
            type=FieldType.MOMENT,
            label="Written",
            help="When the person did it, also without network; the desk notes its own time too.",
        ),
        FieldSpec(
            name="ord",
            type=FieldType.INTEGER,
            label="Position",
            help="Order in the ticket, given by the desk; absent until it is there.",
            server_only=True,
            in_form=False,
            indexed=True,
        ),
        FieldSpec(
            name="changes",
            type=FieldType.ROWS,
            label="Changes",
            help="For events: rows of field, old, new.",
            server_only=True,
        ),
        created_at(),
    ),
)
