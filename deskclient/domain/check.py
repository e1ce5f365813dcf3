"""Checks of a document against its kind; the same here and on our own desk. Pure."""

import re

from deskclient.domain.fields import Doc, FieldSpec, FieldType, Value
from deskclient.domain.kind import Kind, Trouble
from deskclient.domain.times import from_text

_NOT_ALLOWED = re.compile(r"[\x00\ud800-\udfff]")
_STRING_TYPES = frozenset(
    {
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.MARKUP,
        FieldType.CHOICE,
        FieldType.REF,
        FieldType.MOMENT,
        FieldType.DATE,
    }
)


def check_doc(kind: Kind, doc: Doc, touched: frozenset[str] | None = None) -> tuple[Trouble, ...]:
    """List what forbids saving ``doc``.

    Args:
        kind: The declaration to check against.
        doc: The whole document as it would be saved.
        touched: Only these fields are blamed for their own values; the rest was there before.
            ``None`` checks everything. Conditional requirements are always checked on the whole.
    """
    found: list[Trouble] = []
    for spec in kind.fields:
        if touched is None or spec.name in touched:
            found += _check_value(spec, doc.get(spec.name))
        if _is_missing(spec, doc) and (touched is None or _concerns(kind, spec, touched)):
            found.append(Trouble(spec.name, "required", "This field is required."))
    for check in kind.checks:
        found += [one for one in check(doc) if touched is None or one.field in touched]
    return tuple(found)


def _concerns(kind: Kind, spec: FieldSpec, touched: frozenset[str]) -> bool:
    return any(one.name in touched for one in kind.unit_fields(spec.merge_unit))


def _is_missing(spec: FieldSpec, doc: Doc) -> bool:
    if (
        spec.server_only
        or not spec.applies_to(doc)
        or not (spec.required or spec.required_when(doc))
    ):
        return False
    value = spec.value_in(doc)
    return value is None or (isinstance(value, str) and not value.strip())


def _check_value(spec: FieldSpec, value: Value) -> list[Trouble]:
    if value is None:
        return []
    if not _has_type(spec, value):
        return [Trouble(spec.name, "type", "This value is not of the expected kind.")]
    if isinstance(value, str):
        return _check_text(spec, value)
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        return [trouble for one in texts for trouble in _check_text(spec, one)][:1]
    return []


def _check_text(spec: FieldSpec, text: str) -> list[Trouble]:
    if _NOT_ALLOWED.search(text):
        return [
            Trouble(spec.name, "characters", "The text contains characters that cannot be stored.")
        ]
    if len(text) > spec.max_length:
        return [Trouble(spec.name, "too_long", "The text is too long.")]
    if spec.type is FieldType.CHOICE and text and spec.choice(text) is None:
        return [Trouble(spec.name, "choice", "This value is not among the choices.")]
    if spec.type is FieldType.MOMENT and text and not _is_moment(text):
        return [Trouble(spec.name, "moment", "This is not a date and time.")]
    return []


def _is_moment(text: str) -> bool:
    try:
        from_text(text)
    except ValueError:
        return False
    return True


def _has_type(spec: FieldSpec, value: Value) -> bool:
    if spec.type in _STRING_TYPES:
        return isinstance(value, str)
    if spec.type is FieldType.BOOLEAN:
        return isinstance(value, bool)
    if spec.type in {FieldType.INTEGER, FieldType.COUNTER}:
        return isinstance(value, int) and not isinstance(value, bool)
    if spec.type is FieldType.ROWS:
        return isinstance(value, list)
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
