"""Reply templates: placeholders like ``{{requester.name|colleague}}``, filled from a ticket. Pure.

A placeholder is a path through the record: a field (``subject``), or a field of the record a field
refers to (``requester.name``, ``queue.name``); ``me`` is the person who writes. After a bar stands
what is written if there is nothing. What cannot be filled stays as it is and is reported, so that
it is seen before anything is sent.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from deskclient.domain.fields import Doc, FieldSpec, FieldType, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind, Registry

PLACEHOLDER = re.compile(r"\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}")
MAX_DEPTH = 4

Fetch = Callable[[str, RecordId], Doc | None]
"""Gives a record's document by kind and id; ``None`` if it is not here."""
Show = Callable[[FieldSpec, Value], str]
"""Writes a value for people, in the language of the reply (labels of choices, dates)."""


class Filled(Struct, frozen=True):
    """A template with its placeholders filled."""

    text: str
    unknown: tuple[str, ...] = ()
    """Paths that name nothing (a typing error in the template); left in the text."""
    empty: tuple[str, ...] = ()
    """Paths that are right, but the ticket has nothing there and the template no fallback."""


class TemplateFiller:
    """Fills templates from one ticket."""

    def __init__(self, registry: Registry, fetch: Fetch, show: Show, me: RecordId) -> None:
        self._registry = registry
        self._fetch = fetch
        self._show = show
        self._me = me

    def fill(self, text: str, kind: str, doc: Doc) -> Filled:
        """Fill the template ``text`` from a record of ``kind``; never raises."""
        unknown: dict[str, None] = {}
        empty: dict[str, None] = {}

        def replace(found: re.Match[str]) -> str:
            path, fallback = found[1], found[2]
            try:
                value = self._value(path, kind, doc)
            except KeyError:
                unknown[path] = None
                return found[0]
            if value:
                return value
            if fallback is not None:
                return fallback.strip()
            empty[path] = None
            return found[0]

        return Filled(PLACEHOLDER.sub(replace, text), tuple(unknown), tuple(empty))

    def _value(self, path: str, kind: str, doc: Doc) -> str:
        """Follow a path; empty if something on the way is.

        Raises:
            KeyError: the path names no field.
        """
        steps = path.split(".")
        if len(steps) > MAX_DEPTH:
            raise KeyError(path)
        place, here = self._registry[kind], doc
        if steps[0] == "me":
            place, here = self._registry["person"], self._record("person", self._me)
            steps = steps[1:] or [place.title_field]
        for step in steps[:-1]:
            place, here = self._follow(place, here, step)
        spec = place.field_map[steps[-1]]
        if spec.type is FieldType.REF:
            place, here = self._follow(place, here, spec.name)
            spec = place.field_map[place.title_field]
        if spec.sensitive:
            raise KeyError(path)
        value = spec.value_in(here)
        return "" if value in (None, "", []) else self._show(spec, value)

    def _follow(self, place: Kind, here: Doc, step: str) -> tuple[Kind, Doc]:
        spec = place.field_map[step]
        if spec.type is not FieldType.REF:
            raise KeyError(step)
        target = spec.value_in(here)
        known = isinstance(target, str) and target
        return self._registry[spec.ref], self._record(spec.ref, target) if known else {}

    def _record(self, kind: str, record_id: Value) -> Doc:
        return self._fetch(kind, RecordId(str(record_id))) or {}


def unfilled(text: str) -> tuple[str, ...]:
    """List the placeholders still in a text, as they stand there."""
    return tuple(dict.fromkeys(found[0] for found in PLACEHOLDER.finditer(text)))


def plain_show(spec: FieldSpec, value: Value) -> str:
    """Write a value without a language: labels of choices, the rest as it is."""
    if spec.type is FieldType.CHOICE:
        choice = spec.choice(value)
        return choice.label if choice else str(value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
