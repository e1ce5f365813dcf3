"""The attachment: a file of an entry. Its bytes are found by their SHA-256, or by a number."""

from deskclient.domain.fields import Doc, FieldSpec, FieldType
from deskclient.domain.file_names import is_file_name
from deskclient.domain.kind import Kind, Reach, Trouble
from deskclient.domain.kinds.common import created_at


def _check_digest(doc: Doc) -> tuple[Trouble, ...]:
    name = doc.get("sha256")
    if isinstance(name, str) and is_file_name(name):
        return ()
    return (Trouble("sha256", "digest", "The file's digest is not a SHA-256."),)


ATTACHMENT = Kind(
    name="attachment",
    label="Attachment",
    label_plural="Attachments",
    icon="paperclip",
    title_field="name",
    reach=Reach.PARENT,
    parent="ticket",
    found_under="ticket",
    append_only=True,
    checks=(_check_digest,),
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
            name="entry",
            type=FieldType.REF,
            label="Entry",
            ref="entry",
            required=True,
            indexed=True,
        ),
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Name",
            required=True,
            searchable=True,
            max_length=255,
        ),
        FieldSpec(name="media_type", type=FieldType.TEXT, label="Media type", max_length=127),
        FieldSpec(name="size", type=FieldType.INTEGER, label="Size in bytes", required=True),
        FieldSpec(
            name="sha256",
            type=FieldType.TEXT,
            label="SHA-256",
            required=True,
            max_length=64,
            indexed=True,
        ),
        FieldSpec(
            name="content_id",
            type=FieldType.TEXT,
            label="Content id",
            help="The name by which an HTML body shows this picture, without 'cid:'.",
        ),
        created_at(),
    ),
)
