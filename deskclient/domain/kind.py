"""How a kind of record is declared, and the registry that holds all kinds."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from deskclient.domain.fields import Doc, FieldSpec, FieldType, MergeRule, Value, by_name
from deskclient.domain.workflow import Workflow


class Reach(StrEnum):
    """Who gets to see the records of a kind, and how they come to the client."""

    REFERENCE = "reference"
    """Small and for everybody who is signed in: queues, people, templates. Always kept offline."""
    QUEUE = "queue"
    """Follows the rights on the queue of the record (its own ``queue`` field)."""
    PARENT = "parent"
    """Follows the record that the ``parent`` field names."""
    PERSONAL = "personal"
    """Only its ``owner``, or everybody when its ``shared`` field is true."""


class Trouble(Struct, frozen=True):
    """Why a document cannot be saved, by field; ``field`` is empty if it concerns the whole."""

    field: str
    rule: str
    """Machine name: ``required``, ``too_long``, ``choice``, ``type``, ``transition`` …"""
    message: str
    """One English sentence; translated in the context ``domain``."""


Check = Callable[[Doc], tuple[Trouble, ...]]
Derive = Callable[[Doc, frozenset[str]], Mapping[str, Value]]


def _derive_nothing(doc: Doc, changed: frozenset[str]) -> Mapping[str, Value]:  # noqa: ARG001
    return {}


class Kind(Struct, frozen=True, kw_only=True, dict=True):
    """One kind of record, declared once."""

    name: str
    label: str
    label_plural: str
    fields: tuple[FieldSpec, ...]
    title_field: str
    reach: Reach
    icon: str = ""
    parent: str = ""
    """Name of the field that refers to the owning record, whose removal removes this one too."""
    append_only: bool = False
    """Written once, never changed: replies, notes, attachments."""
    workflow: Workflow | None = None
    checks: tuple[Check, ...] = ()
    derive: Derive = _derive_nothing
    """Fields that follow from others at once, here and on the desk: priority from impact."""
    born_field: str = "created_at"
    """Moment of creation: orders rows and search hits, newest first."""
    changed_field: str = "updated_at"
    """Moment of the last change, for kinds that have one."""
    found_under: str = ""
    """Field naming the record under which this one's searchable text is found."""
    number_field: str = ""
    """Field with the number the desk gives out; shown as ``#1042``."""
    successor_field: str = ""
    """Field naming the record that this one is merged into; setting it ends this one."""

    @cached_property
    def field_map(self) -> Mapping[str, FieldSpec]:
        """Fields by name, in declared order."""
        return by_name(self.fields)

    @cached_property
    def columns(self) -> tuple[FieldSpec, ...]:
        """Fields that get a storage column: those sorted, filtered, looked up or shown in lists."""
        looked_up = {self.parent, self.found_under, self.number_field}
        return tuple(
            spec
            for spec in self.fields
            if spec.indexed or spec.column is not None or spec.name in looked_up
        )

    @cached_property
    def searchable(self) -> tuple[FieldSpec, ...]:
        """Fields whose words are found."""
        return tuple(spec for spec in self.fields if spec.searchable)

    @cached_property
    def worded(self) -> tuple[FieldSpec, ...]:
        """Those of them that hold the words themselves, not the id of a record that does."""
        return tuple(spec for spec in self.searchable if spec.type is not FieldType.REF)

    def unit_fields(self, unit: str) -> tuple[FieldSpec, ...]:
        """List the fields decided together under ``unit``."""
        return tuple(spec for spec in self.fields if spec.merge_unit == unit)

    def mirrored(self) -> tuple[FieldSpec, ...]:
        """List the fields that link records of this kind with each other."""
        return tuple(spec for spec in self.fields if spec.mirror)

    def refs(self) -> tuple[FieldSpec, ...]:
        """List the fields that name other records."""
        return tuple(s for s in self.fields if s.type in {FieldType.REF, FieldType.REF_SET})

    def writable(self) -> tuple[FieldSpec, ...]:
        """List the fields a person may write."""
        return tuple(spec for spec in self.fields if spec.merge is not MergeRule.SERVER)

    def written(self, doc: Doc) -> dict[str, Value]:
        """Copy ``doc`` without what only the desk sets."""
        server = {spec.name for spec in self.fields if spec.merge is MergeRule.SERVER}
        return {name: value for name, value in doc.items() if name not in server}

    def with_defaults(self, doc: Doc) -> dict[str, Value]:
        """Copy ``doc`` with the declared defaults filled in."""
        filled: dict[str, Value] = {
            spec.name: spec.default for spec in self.fields if spec.default is not None
        }
        filled.update(doc)
        return filled


class Registry:
    """All kinds the program knows, by name; frozen after construction."""

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        self._kinds = MappingProxyType({kind.name: kind for kind in kinds})
        if len(self._kinds) != len(kinds):
            msg = "two kinds share a name"
            raise ValueError(msg)
        for kind in kinds:
            self._check_kind(kind)

    def _check_kind(self, kind: Kind) -> None:
        names = kind.field_map
        named = (kind.title_field, kind.parent, kind.found_under, kind.number_field)
        for needed in (*named, kind.successor_field):
            if needed and needed not in names:
                msg = f"kind {kind.name!r} names the missing field {needed!r}"
                raise ValueError(msg)
        for spec in kind.refs():
            if spec.ref not in self._kinds:
                msg = f"{kind.name}.{spec.name} refers to the unknown kind {spec.ref!r}"
                raise ValueError(msg)
        for spec in kind.mirrored():
            back = names.get(spec.mirror)
            if back is None or back.mirror != spec.name or spec.ref != kind.name:
                msg = f"{kind.name}.{spec.name} has no mirror in its own kind"
                raise ValueError(msg)

    def __getitem__(self, name: str) -> Kind:
        """Find a kind; raises ``KeyError`` for an unknown name."""
        return self._kinds[name]

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def get(self, name: str) -> Kind | None:
        """Find a kind, or ``None``."""
        return self._kinds.get(name)

    def with_kinds(self, *kinds: Kind) -> "Registry":
        """Make a registry that knows further kinds."""
        return Registry((*self._kinds.values(), *kinds))

    def children(self, name: str) -> tuple[Kind, ...]:
        """List the kinds whose ``parent`` field refers to the kind ``name``."""
        return tuple(
            kind for kind in self if kind.parent and kind.field_map[kind.parent].ref == name
        )
