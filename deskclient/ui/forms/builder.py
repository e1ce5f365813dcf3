"""From a field's declaration to the widget that edits it."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from deskclient.domain.fields import FieldSpec, FieldType
from deskclient.domain.kind import Reach
from deskclient.ui.forms.choice_editors import ChoiceEditor, RefListEditor
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.forms.moment_editors import MomentEditor
from deskclient.ui.forms.ref_editor import RefEditor
from deskclient.ui.forms.set_editor import SetEditor
from deskclient.ui.forms.text_editors import (
    BooleanEditor,
    CounterEditor,
    IntegerEditor,
    LongTextEditor,
    ShownText,
    TextEditor,
)
from deskclient.ui.parts import Parts

LISTED_AT_MOST = 60
"""Kinds with more records than this are looked up by typing instead of listed."""
LONG_LINE = 1000
"""A text that may be longer than this gets several lines."""
_PEOPLE = frozenset({"person"})

_PLAIN: Mapping[FieldType, Callable[[FieldSpec, QWidget | None], FieldEditor]] = {
    FieldType.LONG_TEXT: LongTextEditor,
    FieldType.MARKUP: LongTextEditor,
    FieldType.INTEGER: IntegerEditor,
    FieldType.COUNTER: CounterEditor,
    FieldType.BOOLEAN: BooleanEditor,
}
_WITH_PARTS: Mapping[FieldType, Callable[[FieldSpec, Parts, QWidget | None], FieldEditor]] = {
    FieldType.CHOICE: ChoiceEditor,
    FieldType.REF_SET: SetEditor,
    FieldType.TEXT_SET: SetEditor,
    FieldType.MOMENT: MomentEditor,
    FieldType.DATE: MomentEditor,
}


def has_editor(spec: FieldSpec) -> bool:
    """Tell whether a person may write this field in a form."""
    return spec.in_form and not spec.server_only and spec.type is not FieldType.ROWS


def is_shown(spec: FieldSpec) -> bool:
    """Tell whether a form shows this field, be it only to be read."""
    return spec.in_form and spec.type is not FieldType.ROWS


def build_editor(spec: FieldSpec, parts: Parts, parent: QWidget | None = None) -> FieldEditor:
    """Make the editor of a field."""
    if spec.server_only:
        return ShownText(spec, parent)
    if spec.type is FieldType.REF:
        return _build_ref(spec, parts, parent)
    if spec.type in _WITH_PARTS:
        return _WITH_PARTS[spec.type](spec, parts, parent)
    if spec.type in _PLAIN:
        return _PLAIN[spec.type](spec, parent)
    if spec.max_length > LONG_LINE:
        return LongTextEditor(spec, parent)
    return TextEditor(spec, parent)


def _build_ref(spec: FieldSpec, parts: Parts, parent: QWidget | None) -> FieldEditor:
    small = parts.desk.registry[spec.ref].reach is Reach.REFERENCE and spec.ref not in _PEOPLE
    if small and len(parts.desk.reads.names(spec.ref)) <= LISTED_AT_MOST:
        return RefListEditor(spec, parts, parent)
    return RefEditor(spec, parts, parent)
