"""Field declarations that several kinds share."""

from deskclient.domain.fields import Column, FieldSpec, FieldType


def created_at() -> FieldSpec:
    """Declare the moment the record came to be, as the desk recorded it."""
    return FieldSpec(
        name="created_at",
        type=FieldType.MOMENT,
        label="Created",
        server_only=True,
        indexed=True,
        column=Column(width=110),
        filter_words=("created", "создана", "создано"),
        in_form=False,
    )


def updated_at() -> FieldSpec:
    """Declare the moment of the last change on the desk."""
    return FieldSpec(
        name="updated_at",
        type=FieldType.MOMENT,
        label="Updated",
        server_only=True,
        indexed=True,
        column=Column(width=110, shown=True),
        filter_words=("updated", "изменена", "изменено"),
        in_form=False,
    )


def active() -> FieldSpec:
    """Declare whether the record may be chosen for new work."""
    return FieldSpec(name="active", type=FieldType.BOOLEAN, label="Active", default=True)
