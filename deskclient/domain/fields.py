"""How one field of a record kind is declared: type, label, merge rule, writers, search."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

Value: TypeAlias = "str | int | bool | list[str] | list[dict[str, Value]] | None"
"""What a document holds under one field name: always plain JSON."""
Doc: TypeAlias = Mapping[str, Value]
"""A record's content: field name to value; an absent field means its default."""


class FieldType(StrEnum):
    """The shapes a value can have; forms, storage and checks follow from it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    """Plain text of many lines; merged line by line."""
    MARKUP = "markup"
    """A message body, plain or HTML (the record's ``body_format`` says which); never trusted."""
    INTEGER = "integer"
    COUNTER = "counter"
    """A number changed by adding to it, such as minutes spent."""
    BOOLEAN = "boolean"
    CHOICE = "choice"
    REF = "ref"
    """The id of one record of the kind ``ref``."""
    REF_SET = "ref_set"
    """Ids of records of the kind ``ref``, sorted, without repeats."""
    TEXT_SET = "text_set"
    """Short texts, sorted, without repeats."""
    MOMENT = "moment"
    """UTC, as :mod:`deskclient.domain.times` writes it."""
    DATE = "date"
    """A calendar day, ``2026-11-23``."""
    ROWS = "rows"
    """A list of small documents, written by the desk or as a whole."""


class MergeRule(StrEnum):
    """What happens when the desk and this client both changed a field (see ``docs/sync.md``)."""

    SCALAR = "scalar"
    SET = "set"
    COUNTER = "counter"
    LONG_TEXT = "long_text"
    SERVER = "server"
    """Derived: only the desk writes it."""


_RULE_OF_TYPE = {
    FieldType.COUNTER: MergeRule.COUNTER,
    FieldType.LONG_TEXT: MergeRule.LONG_TEXT,
    FieldType.REF_SET: MergeRule.SET,
    FieldType.TEXT_SET: MergeRule.SET,
}


class Choice(Struct, frozen=True):
    """One value of a closed list."""

    value: str
    label: str
    icon: str = ""
    rank: int = 0
    """Sort order in lists; lower comes first."""
    words: tuple[str, ...] = ()
    """What a person may type for it in the search line, in any language, lower case."""
    own: bool = False
    """Whether the label is a word that somebody at the desk has chosen; such are not translated."""


class Column(Struct, frozen=True):
    """How a field stands in a list."""

    width: int = 120
    """Pixels at the normal text size."""
    shown: bool = False
    """Whether a new view shows it."""
    numeric: bool = False


def _never(doc: Doc) -> bool:  # noqa: ARG001 - the shape of a condition
    return False


class FieldSpec(Struct, frozen=True, kw_only=True):
    """All the program knows about one field; storage, lists, forms, merge and search read it."""

    name: str
    type: FieldType
    label: str
    help: str = ""
    unit: str = ""
    """Merge unit: fields of one unit are decided together. Empty: the field alone."""
    server_only: bool = False
    choices: tuple[Choice, ...] = ()
    ref: str = ""
    default: Value = None
    required: bool = False
    required_when: Callable[[Doc], bool] = _never
    max_length: int = 200
    searchable: bool = False
    """Its words are found; for a ``REF``, the words of the record it names."""
    sensitive: bool = False
    """Left out of logs, diagnostics and plain exports."""
    column: Column | None = None
    indexed: bool = False
    """Stored as a column of its own with an index: for sorting, filtering and counting."""
    filter_words: tuple[str, ...] = ()
    """Names of this field in the search line, in any language: ``queue``, ``очередь``."""
    in_form: bool = True
    queues: tuple[str, ...] = ()
    """Ids of the queues whose records have it; empty: all records do."""
    mirror: str = ""
    """For a set of records of its own kind: the field in which those name this one. The desk
    keeps both in step; see :mod:`deskclient.domain.mirrors`."""

    @property
    def merge(self) -> MergeRule:
        """The rule for concurrent changes."""
        if self.server_only:
            return MergeRule.SERVER
        return _RULE_OF_TYPE.get(self.type, MergeRule.SCALAR)

    @property
    def sortable(self) -> bool:
        """Whether a list can be ordered by it: a set has no order."""
        return self.column is not None and self.type not in {FieldType.TEXT_SET, FieldType.REF_SET}

    @property
    def merge_unit(self) -> str:
        """The name of the unit this field is decided in."""
        return self.unit or self.name

    def applies_to(self, doc: Doc) -> bool:
        """Tell whether a record has this field at all."""
        return not self.queues or doc.get("queue") in self.queues

    def choice(self, value: Value) -> Choice | None:
        """Find the declared choice of a value; ``None`` for one this version does not know."""
        return next((one for one in self.choices if one.value == value), None)

    def value_in(self, doc: Doc) -> Value:
        """Read this field from a document, with its default."""
        value = doc.get(self.name)
        return self.default if value is None else value


def by_name(fields: tuple[FieldSpec, ...]) -> Mapping[str, FieldSpec]:
    """Index fields by their names.

    Raises:
        ValueError: two fields share a name.
    """
    found = {spec.name: spec for spec in fields}
    if len(found) != len(fields):
        msg = "two fields share a name"
        raise ValueError(msg)
    return MappingProxyType(found)
