"""A ticket from one line: ``Printer jams @ivanov #network !high ~email tag:vip owner:me``.

``@`` names the requester, ``#`` the queue, ``!`` the priority, ``~`` the channel; ``name:value``
sets a field by any of its filter words, English or Russian. What is not understood stays in the
subject as typed and is reported: no word is ever lost. Pure.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from deskclient.domain import words
from deskclient.domain.fields import FieldSpec, FieldType, MergeRule, Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind

SIGNS = {"@": "requester", "#": "queue", "!": "priority", "~": "channel"}
ME = frozenset({"me", "я", "меня", "мне"})
_TYPES = frozenset({FieldType.CHOICE, FieldType.REF, FieldType.TEXT_SET, FieldType.TEXT})
# Compiled when it is first used: no start needs it.
_PART = (
    r"""(?<!\S)(?:(?P<sign>[@\#!~])|(?P<key>[^\W\d_]+):)"""
    r"""(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s"]\S*))"""
)
_TAIL = ",.;:!?)"


class Candidate(Struct, frozen=True):
    """A record that a typed name may mean."""

    record_id: RecordId
    title: str
    names: tuple[str, ...]
    """Everything it is called: full name, login, short name, other languages."""


Look = Callable[[str, str], Sequence[Candidate]]
"""Finds records of a kind by the beginning of a name: (kind, typed) → candidates."""


class Part(Struct, frozen=True):
    """A piece of the line that set a field."""

    start: int
    end: int
    field: str
    value: Value
    shown: str


class Unresolved(Struct, frozen=True):
    """A piece of the line that looks like a field but was not understood; stays in the subject."""

    start: int
    end: int
    typed: str
    field: str
    candidates: tuple[Candidate, ...] = ()
    """What it may mean, if it is not unique."""
    repeated: bool = False
    """The field was set by an earlier part."""


class QuickTicket(Struct, frozen=True):
    """What one line makes."""

    doc: dict[str, Value]
    parts: tuple[Part, ...]
    unresolved: tuple[Unresolved, ...]


class _Meant(Struct, frozen=True):
    value: str
    shown: str


def parse_quick(typed: str, kind: Kind, look: Look, me: RecordId) -> QuickTicket:
    """Read one line.

    Args:
        typed: The line as typed, also half-typed.
        kind: The ticket's declaration.
        look: Finds people, queues and other records by name.
        me: Whom ``owner:me`` means.
    """
    doc: dict[str, Value] = {}
    parts: list[Part] = []
    unresolved: list[Unresolved] = []
    for found in re.finditer(_PART, typed):
        spec = _field_of(kind, found)
        if spec is None:
            continue
        outcome = _resolve(found, spec, look, me, taken=spec.name in doc)
        if isinstance(outcome, Unresolved):
            unresolved.append(outcome)
        else:
            parts.append(outcome)
            _put(doc, spec, outcome.value)
    doc[kind.title_field] = _rest(typed, parts)
    return QuickTicket(doc, tuple(parts), tuple(unresolved))


def fold(text: str) -> str:
    """Make two spellings of a name equal: case, width, ``ё``."""
    return words.fold(unicodedata.normalize("NFKC", text))


def _field_of(kind: Kind, found: re.Match[str]) -> FieldSpec | None:
    if found["sign"]:
        meant = kind.field_map.get(SIGNS[found["sign"]])
        # What the desk does not keep is just words.
        return None if meant is None or meant.server_only else meant
    key = fold(found["key"])
    for spec in kind.fields:
        if spec.type in _TYPES and spec.merge is not MergeRule.SERVER and _settable(kind, spec):
            called = {fold(word) for word in (*spec.filter_words, spec.name, spec.label)}
            if spec.filter_words and key in called:
                return spec
    return None


def _settable(kind: Kind, spec: FieldSpec) -> bool:
    # A new ticket starts in its first state; ``is:open`` in a subject is just words.
    return kind.workflow is None or spec.name != kind.workflow.field


def _resolve(
    found: re.Match[str], spec: FieldSpec, look: Look, me: RecordId, *, taken: bool
) -> Part | Unresolved:
    start, end = found.span()
    typed = found["quoted"] or found["bare"]
    if taken and spec.type is not FieldType.TEXT_SET:
        return Unresolved(start, end, found[0], spec.name, repeated=True)
    candidates: tuple[Candidate, ...] = ()
    for attempt in dict.fromkeys((typed, typed.rstrip(_TAIL))):
        meant, candidates = _meaning(spec, attempt, look, me)
        if meant is not None:
            return Part(start, end, spec.name, meant.value, meant.shown)
        if candidates:
            break
    return Unresolved(start, end, found[0], spec.name, candidates)


def _meaning(
    spec: FieldSpec, typed: str, look: Look, me: RecordId
) -> tuple[_Meant | None, tuple[Candidate, ...]]:
    if not fold(typed).strip():
        return None, ()
    if spec.type is FieldType.CHOICE:
        return _choice(spec, typed), ()
    if spec.type is not FieldType.REF:
        return _Meant(typed, typed), ()
    if spec.ref == "person" and fold(typed) in ME:
        return _Meant(me, typed), ()
    return _named(look(spec.ref, typed), typed)


def _choice(spec: FieldSpec, typed: str) -> _Meant | None:
    wanted = fold(typed)
    called = [
        (choice, {fold(name) for name in (choice.value, choice.label, *choice.words)})
        for choice in spec.choices
    ]
    exact = [choice for choice, names in called if wanted in names]
    begun = [c for c, names in called if any(name.startswith(wanted) for name in names)]
    for group in (exact, begun):
        if len(group) == 1:
            return _Meant(group[0].value, group[0].label)
    return None


def _named(
    candidates: Sequence[Candidate], typed: str
) -> tuple[_Meant | None, tuple[Candidate, ...]]:
    wanted = fold(typed)
    exact = [one for one in candidates if wanted in {fold(name) for name in one.names}]
    for group in (exact, candidates):
        if len(group) == 1:
            return _Meant(group[0].record_id, group[0].title), ()
    return None, tuple(candidates)


def _put(doc: dict[str, Value], spec: FieldSpec, value: Value) -> None:
    if spec.type is FieldType.TEXT_SET:
        before = doc.get(spec.name)
        members = (
            {one for one in before if isinstance(one, str)} if isinstance(before, list) else set()
        )
        doc[spec.name] = sorted(members | {str(value)})
    else:
        doc[spec.name] = value


def _rest(typed: str, parts: Iterable[Part]) -> str:
    return " ".join(word for piece in _between(typed, parts) for word in piece.split())


def _between(typed: str, parts: Iterable[Part]) -> Iterator[str]:
    at = 0
    for part in parts:
        yield typed[at : part.start]
        at = part.end
    yield typed[at:]
