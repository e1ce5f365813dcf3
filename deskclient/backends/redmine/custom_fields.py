"""Fields that an administrator has made for the issues of one Redmine. Pure.

Redmine writes all values as texts. What a field holds is told to administrators alone; for others
its name and its values are known from issues that have it, and it is a text here.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.domain.desk_words import OwnField
from deskclient.domain.fields import Choice, FieldType, Value

MARKER = "ClientId"
"""The field that names the operation which made an issue, on desks that have it; not shown."""
_PREFIX = "cf_"
_LISTS = frozenset({"list", "enumeration", "version"})
_FILE = "attachment"


class Custom(Struct, frozen=True, kw_only=True):
    """One of these fields."""

    number: int
    label: str
    format: str = ""
    """As Redmine calls it; empty where it does not tell."""
    multiple: bool = False
    labels: Mapping[str, str] = {}
    """What values are shown as, in their order; empty where any value will do."""
    required: bool = False
    queues: tuple[str, ...] = ()
    """Numbers of the projects whose issues have it; empty: all."""

    @property
    def name(self) -> str:
        """Ours for it."""
        return f"{_PREFIX}{self.number}"

    @property
    def type(self) -> FieldType:
        """What it holds."""
        if self.format == "user":
            return FieldType.REF_SET if self.multiple else FieldType.REF
        if self.multiple:
            return FieldType.TEXT_SET
        if self.format in _LISTS and self.labels:
            return FieldType.CHOICE
        simple = {
            "bool": FieldType.BOOLEAN,
            "date": FieldType.DATE,
            "text": FieldType.LONG_TEXT,
        }
        return simple.get(self.format, FieldType.TEXT)

    def read(self, raw: object) -> Value:
        """Read a value as an answer has it."""
        if self.multiple:
            some = raw if isinstance(raw, list) else [raw]
            return sorted({self._shown(one) for one in some if one})
        text = "" if raw is None or isinstance(raw, list) else str(raw)
        if self.type is FieldType.BOOLEAN:
            return {"1": True, "0": False}.get(text)
        return text or None

    def write(self, value: Value) -> object:
        """Write a value as Redmine takes it."""
        if self.multiple:
            some = value if isinstance(value, list) else []
            return [self._meant(str(one)) for one in some]
        if isinstance(value, bool):
            return str(int(value))
        return "" if value is None else str(value)

    def _shown(self, raw: object) -> str:
        text = str(raw)
        return text if self.type is FieldType.REF_SET else self.labels.get(text, text)

    def _meant(self, shown: str) -> str:
        if self.type is FieldType.REF_SET:
            return shown
        return next((one for one, label in self.labels.items() if label == shown), shown)

    def declared(self) -> OwnField:
        """Declare it for forms, lists and checks."""
        closed = self.type is FieldType.CHOICE
        return OwnField(
            name=self.name,
            label=self.label,
            type=self.type,
            choices=tuple(
                Choice(value, label, rank=rank)
                for rank, (value, label) in enumerate(self.labels.items())
            )
            if closed
            else (),
            ref="person" if self.format == "user" else "",
            required=self.required,
            queues=self.queues,
        )


def number_of(name: str) -> int:
    """Give the number of a field by our name for it; 0 for another name."""
    number = name.removeprefix(_PREFIX)
    return int(number) if number != name and number.isascii() and number.isdecimal() else 0


def described(found: Sequence[wire.FieldRow], trackers: int) -> Sequence[Custom]:
    """Read what an administrator is told of all fields.

    Args:
        found: Fields of issues, people and whatever else.
        trackers: How many there are: only what all of them have can be asked for everywhere.
    """
    return [
        Custom(
            number=one.id,
            label=one.name,
            format=one.field_format,
            multiple=one.multiple,
            labels={str(each.value): each.label or str(each.value) for each in one.possible_values},
            required=one.is_required and len(one.trackers) >= trackers,
        )
        for one in found
        if one.customized_type == "issue" and one.field_format != _FILE and one.name != MARKER
    ]


def learned(issues: Iterable[wire.Made], projects: Iterable[wire.Project]) -> Sequence[Custom]:
    """Gather what issues and projects show of fields.

    Args:
        issues: One of each tracker: all issues of one have the same fields, but for those of
            single projects.
        projects: With the fields that they do not share with all others.
    """
    found: dict[int, Custom] = {}
    for each in issues:
        for one in each.custom_fields:
            found[one.id] = Custom(number=one.id, label=one.name, multiple=one.multiple)
    places: dict[int, list[str]] = {}
    for project in projects:
        for own in project.issue_custom_fields:
            found.setdefault(own.id, Custom(number=own.id, label=own.name))
            places.setdefault(own.id, []).append(str(project.id))
    return [
        Custom(
            number=one.number,
            label=one.label,
            multiple=one.multiple,
            queues=tuple(places.get(one.number, ())),
        )
        for one in sorted(found.values(), key=lambda one: one.number)
        if one.label != MARKER
    ]
