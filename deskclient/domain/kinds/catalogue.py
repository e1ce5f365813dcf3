"""The desk's own order: queues, support lines, categories and tags."""

from deskclient.domain.fields import Column, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.kinds.common import active, created_at, updated_at


def _name() -> FieldSpec:
    return FieldSpec(
        name="name",
        type=FieldType.TEXT,
        label="Name",
        required=True,
        searchable=True,
        indexed=True,
        column=Column(200, shown=True),
    )


def _position() -> FieldSpec:
    return FieldSpec(
        name="position", type=FieldType.INTEGER, label="Position", default=0, indexed=True
    )


LINE = Kind(
    name="line",
    label="Support line",
    label_plural="Support lines",
    icon="layers",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(
        _name(),
        FieldSpec(
            name="level",
            type=FieldType.INTEGER,
            label="Level",
            required=True,
            help="1 answers the call, 4 is the maker.",
            column=Column(70, shown=True, numeric=True),
        ),
        _position(),
        active(),
        created_at(),
        updated_at(),
    ),
)

QUEUE = Kind(
    name="queue",
    label="Queue",
    label_plural="Queues",
    icon="inbox",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(
        _name(),
        FieldSpec(
            name="slug",
            type=FieldType.TEXT,
            label="Short name",
            help="What is typed after # or queue:",
            required=True,
            max_length=40,
            indexed=True,
            column=Column(120, shown=True),
        ),
        FieldSpec(
            name="words",
            type=FieldType.TEXT_SET,
            label="Other names",
            help="Names in other languages that find this queue.",
        ),
        FieldSpec(name="line", type=FieldType.REF, label="First line", ref="line"),
        _position(),
        active(),
        created_at(),
        updated_at(),
    ),
)

CATEGORY = Kind(
    name="category",
    label="Category",
    label_plural="Categories",
    icon="folder",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(
        _name(),
        FieldSpec(name="within", type=FieldType.REF, label="Within", ref="category"),
        _position(),
        active(),
        created_at(),
        updated_at(),
    ),
)

TAG = Kind(
    name="tag",
    label="Tag",
    label_plural="Tags",
    icon="tag",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(_name(), active(), created_at(), updated_at()),
)
