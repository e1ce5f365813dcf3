"""What one desk calls things: its own lists of choices, states and fields, in place of ours. Pure.

An adapter reads them from the desk; :func:`shaped` puts them into the registry, from which forms,
lists, checks, merge and the search line take them like what is declared in the program.
"""

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from deskclient.domain.fields import Choice, Column, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Registry
from deskclient.domain.words import Verbatim
from deskclient.domain.workflow import Phase, Workflow

_LISTED_MOST = 40
"""So many fields of a desk's own can be shown in lists: each takes a column in the store."""
_WORDED = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXT_SET})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.COUNTER})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class OwnField(Struct, frozen=True, kw_only=True):
    """A field that only this desk has."""

    name: str
    """Ours for it; must not change when the desk renames the field: ``cf_12``."""
    label: str
    """As the desk shows it; not translated."""
    type: FieldType = FieldType.TEXT
    choices: tuple[Choice, ...] = ()
    ref: str = ""
    """The kind of record that is named, for references."""
    required: bool = False
    max_length: int = 4000
    writable: bool = True
    help: str = ""
    queues: tuple[str, ...] = ()
    """Server ids of the queues whose records have it; empty: all."""


class States(Struct, frozen=True, kw_only=True):
    """The states of a kind's records, in the order in which they are shown."""

    initial: str
    phases: Mapping[str, Phase]
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """From a state to those it may go to; a state that is not named may go to all."""


class KindWords(Struct, frozen=True, kw_only=True):
    """What a desk calls the parts of one kind."""

    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Closed lists by field, the first one first."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """The usual choice, by field; none: the field begins empty."""
    states: States | None = None
    fields: tuple[OwnField, ...] = ()


DeskWords = Mapping[str, KindWords]
"""By name of the kind."""


def shaped(registry: Registry, words: DeskWords) -> Registry:
    """Make a registry that speaks a desk's language.

    Args:
        registry: All kinds.
        words: Kinds that this program does not know are left out, and so are fields of its own
            with names that are taken or cannot be names.
    """
    if not words:
        return registry
    return Registry(tuple(_kind_with(kind, words.get(kind.name), registry) for kind in registry))


def _kind_with(kind: Kind, words: KindWords | None, registry: Registry) -> Kind:
    if words is None:
        return kind
    fields = [_field_with(spec, words) for spec in kind.fields]
    taken = {spec.name for spec in fields}
    for one in words.fields:
        if (
            one.name not in taken
            and _NAME.fullmatch(one.name)
            and (not one.ref or one.ref in registry)
        ):
            taken.add(one.name)
            fields.append(_own(one, listed=len(taken) < len(kind.fields) + _LISTED_MOST))
    workflow = kind.workflow
    if workflow is not None and words.states is not None:
        workflow = _workflow(workflow.field, words.states)
    return replace(kind, fields=tuple(fields), workflow=workflow)


def _field_with(spec: FieldSpec, words: KindWords) -> FieldSpec:
    choices = words.choices.get(spec.name)
    if choices is None:
        return spec
    usual = words.defaults.get(spec.name)
    # A desk that has no usual choice can do without any.
    return replace(
        spec,
        choices=tuple(_worded(one) for one in choices),
        default=usual,
        required=spec.required and usual is not None,
    )


def _worded(one: Choice) -> Choice:
    return replace(one, label=Verbatim(one.label)) if one.own else one


def _own(one: OwnField, *, listed: bool) -> FieldSpec:
    return FieldSpec(
        name=one.name,
        type=one.type,
        label=Verbatim(one.label),
        help=Verbatim(one.help),
        choices=tuple(_worded(replace(each, own=True)) for each in one.choices),
        ref=one.ref,
        required=one.required,
        max_length=one.max_length,
        server_only=not one.writable,
        queues=one.queues,
        searchable=one.type in _WORDED,
        column=Column(140, numeric=one.type in _NUMBERS) if listed else None,
    )


def _workflow(field: str, states: States) -> Workflow:
    every = frozenset(states.phases)
    steps = {state: frozenset(states.steps.get(state, every)) - {state} for state in states.phases}
    return Workflow(field=field, initial=states.initial, phases=states.phases, steps=steps)
