"""What people make for themselves or share: saved views and reply templates."""

from deskclient.domain.fields import Column, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.kinds.common import created_at, updated_at


def _owner() -> FieldSpec:
    return FieldSpec(
        name="owner", type=FieldType.REF, label="Owner", ref="person", indexed=True, in_form=False
    )


def _shared() -> FieldSpec:
    return FieldSpec(name="shared", type=FieldType.BOOLEAN, label="Shared with everybody")


SAVED_VIEW = Kind(
    name="saved_view",
    label="Saved view",
    label_plural="Saved views",
    icon="list-filter",
    title_field="name",
    reach=Reach.PERSONAL,
    fields=(
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Name",
            required=True,
            indexed=True,
            column=Column(200, shown=True),
        ),
        FieldSpec(
            name="query",
            type=FieldType.TEXT,
            label="Search",
            max_length=1000,
            unit="query",
            column=Column(300, shown=True),
        ),
        FieldSpec(
            name="columns",
            type=FieldType.ROWS,
            label="Columns",
            help="Rows of name and width, in order.",
            unit="columns",
            in_form=False,
        ),
        FieldSpec(
            name="sort",
            type=FieldType.TEXT,
            label="Order",
            help="A field name, with a leading minus for descending.",
            unit="sort",
            max_length=60,
        ),
        FieldSpec(
            name="position", type=FieldType.INTEGER, label="Position", default=0, indexed=True
        ),
        _owner(),
        _shared(),
        created_at(),
        updated_at(),
    ),
)

REPLY_TEMPLATE = Kind(
    name="reply_template",
    label="Reply template",
    label_plural="Reply templates",
    icon="file-text",
    title_field="name",
    reach=Reach.PERSONAL,
    fields=(
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Name",
            required=True,
            searchable=True,
            indexed=True,
            column=Column(200, shown=True),
        ),
        FieldSpec(
            name="shortcut",
            type=FieldType.TEXT,
            label="Shortcut",
            help="Typed after a slash in the composer.",
            max_length=30,
            column=Column(100, shown=True),
        ),
        FieldSpec(
            name="body",
            type=FieldType.LONG_TEXT,
            label="Text",
            required=True,
            searchable=True,
            max_length=20_000,
        ),
        FieldSpec(
            name="language", type=FieldType.TEXT, label="Language", max_length=8, default="en"
        ),
        FieldSpec(name="queue", type=FieldType.REF, label="Queue", ref="queue"),
        _owner(),
        _shared(),
        created_at(),
        updated_at(),
    ),
)
