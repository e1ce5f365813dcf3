"""What the desk has to look up: articles of its knowledge base, and assets. Only read here."""

from deskclient.domain.fields import Choice, Column, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.kinds.common import created_at, updated_at
from deskclient.domain.kinds.entry import BODY_FORMATS

ASSET_STATUSES = (
    Choice("new", "New", "circle-dot", 0, ("new", "новый")),
    Choice("allocated", "Allocated", "user-round", 1, ("allocated", "закреплен")),
    Choice("in_use", "In use", "circle-play", 2, ("use", "работе", "используется")),
    Choice("recycled", "Recycled", "archive", 3, ("recycled", "списан")),
    Choice("stolen", "Stolen", "octagon-alert", 4, ("stolen", "украден")),
)


def _number() -> FieldSpec:
    return FieldSpec(
        name="number",
        type=FieldType.INTEGER,
        label="Number",
        server_only=True,
        indexed=True,
        column=Column(72, shown=True, numeric=True),
        filter_words=("number", "id", "номер"),
    )


def _person(name: str, label: str, *words: str, shown: bool) -> FieldSpec:
    return FieldSpec(
        name=name,
        type=FieldType.REF,
        label=label,
        ref="person",
        server_only=True,
        searchable=True,
        indexed=True,
        column=Column(150, shown=shown),
        filter_words=words,
    )


ARTICLE = Kind(
    name="article",
    label="Article",
    label_plural="Articles",
    icon="book-open",
    title_field="title",
    number_field="number",
    reach=Reach.REFERENCE,
    fields=(
        _number(),
        FieldSpec(
            name="title",
            type=FieldType.TEXT,
            label="Title",
            server_only=True,
            searchable=True,
            indexed=True,
            max_length=300,
            column=Column(360, shown=True),
        ),
        FieldSpec(
            name="section",
            type=FieldType.TEXT,
            label="Section",
            help="Where the desk keeps the article: a class, a project.",
            server_only=True,
            searchable=True,
            indexed=True,
            column=Column(160, shown=True),
            filter_words=("section", "раздел"),
        ),
        FieldSpec(
            name="summary",
            type=FieldType.TEXT,
            label="Summary",
            server_only=True,
            searchable=True,
            max_length=1000,
        ),
        FieldSpec(
            name="body",
            type=FieldType.MARKUP,
            label="Text",
            server_only=True,
            searchable=True,
            sensitive=True,
            max_length=1_000_000,
        ),
        FieldSpec(
            name="body_format",
            type=FieldType.CHOICE,
            label="Format",
            choices=BODY_FORMATS,
            server_only=True,
            default="plain",
        ),
        created_at(),
        updated_at(),
    ),
)

ASSET = Kind(
    name="asset",
    label="Asset",
    label_plural="Assets",
    icon="laptop",
    title_field="name",
    number_field="number",
    reach=Reach.REFERENCE,
    fields=(
        _number(),
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Name",
            server_only=True,
            searchable=True,
            indexed=True,
            column=Column(240, shown=True),
        ),
        FieldSpec(
            name="status",
            type=FieldType.CHOICE,
            label="Status",
            choices=ASSET_STATUSES,
            server_only=True,
            indexed=True,
            column=Column(120, shown=True),
            filter_words=("status", "статус"),
        ),
        FieldSpec(
            name="catalog",
            type=FieldType.TEXT,
            label="Catalogue",
            server_only=True,
            searchable=True,
            indexed=True,
            column=Column(140, shown=True),
            filter_words=("catalog", "каталог"),
        ),
        _person("holder", "Held by", "holder", "держатель", shown=True),
        _person("owner", "Responsible", "owner", "ответственный", shown=False),
        FieldSpec(
            name="serial",
            type=FieldType.TEXT,
            label="Serial number",
            server_only=True,
            searchable=True,
            indexed=True,
            column=Column(140, shown=True),
            filter_words=("serial", "серийный"),
        ),
        FieldSpec(
            name="tag",
            type=FieldType.TEXT,
            label="Inventory tag",
            server_only=True,
            searchable=True,
            indexed=True,
            column=Column(120),
            filter_words=("tag", "метка"),
        ),
        FieldSpec(
            name="description",
            type=FieldType.TEXT,
            label="Description",
            server_only=True,
            searchable=True,
            max_length=1000,
        ),
        FieldSpec(
            name="details",
            type=FieldType.LONG_TEXT,
            label="Details",
            help="What else the desk keeps of it: a name and a value in each line.",
            server_only=True,
            searchable=True,
            max_length=20_000,
        ),
        created_at(),
        updated_at(),
    ),
)
