"""People and the organisations they belong to."""

from deskclient.domain.fields import Choice, Column, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.kinds.common import active, created_at, updated_at

SUPPORT_LEVELS = (
    Choice("base", "Base", rank=0),
    Choice("paid", "Paid", rank=1),
    Choice("subscription", "Subscription", rank=2),
)

ORGANISATION = Kind(
    name="organisation",
    label="Organisation",
    label_plural="Organisations",
    icon="building",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Name",
            required=True,
            searchable=True,
            indexed=True,
            column=Column(240, shown=True),
        ),
        FieldSpec(
            name="domain", type=FieldType.TEXT, label="Mail domain", column=Column(160, shown=True)
        ),
        FieldSpec(
            name="support_level",
            type=FieldType.CHOICE,
            label="Support level",
            choices=SUPPORT_LEVELS,
            default="base",
            column=Column(120, shown=True),
        ),
        FieldSpec(name="address", type=FieldType.TEXT, label="Address", unit="address"),
        FieldSpec(name="phone", type=FieldType.TEXT, label="Phone", max_length=40),
        FieldSpec(name="notes", type=FieldType.LONG_TEXT, label="Notes", max_length=20_000),
        active(),
        created_at(),
        updated_at(),
    ),
)

PERSON = Kind(
    name="person",
    label="Person",
    label_plural="People",
    icon="user-round",
    title_field="name",
    reach=Reach.REFERENCE,
    fields=(
        FieldSpec(
            name="name",
            type=FieldType.TEXT,
            label="Full name",
            required=True,
            searchable=True,
            indexed=True,
            column=Column(200, shown=True),
        ),
        FieldSpec(
            name="login",
            type=FieldType.TEXT,
            label="Sign-in name",
            searchable=True,
            indexed=True,
            max_length=64,
            column=Column(120, shown=True),
        ),
        FieldSpec(
            name="email",
            type=FieldType.TEXT,
            label="E-mail",
            searchable=True,
            indexed=True,
            max_length=254,
            column=Column(200, shown=True),
        ),
        FieldSpec(
            name="phone",
            type=FieldType.TEXT,
            label="Phone",
            searchable=True,
            max_length=40,
            column=Column(130, shown=True),
        ),
        FieldSpec(
            name="organisation",
            type=FieldType.REF,
            label="Organisation",
            ref="organisation",
            indexed=True,
            column=Column(180, shown=True),
        ),
        FieldSpec(name="title", type=FieldType.TEXT, label="Job title"),
        FieldSpec(name="department", type=FieldType.TEXT, label="Department"),
        FieldSpec(name="place", type=FieldType.TEXT, label="Place"),
        FieldSpec(
            name="language", type=FieldType.TEXT, label="Language", default="en", max_length=8
        ),
        FieldSpec(
            name="is_agent",
            type=FieldType.BOOLEAN,
            label="Agent",
            server_only=True,
            indexed=True,
            in_form=False,
        ),
        FieldSpec(
            name="is_group",
            type=FieldType.BOOLEAN,
            label="Group",
            server_only=True,
            in_form=False,
        ),
        FieldSpec(name="line", type=FieldType.REF, label="Support line", ref="line"),
        FieldSpec(name="notes", type=FieldType.LONG_TEXT, label="Notes", max_length=20_000),
        active(),
        created_at(),
        updated_at(),
    ),
)
