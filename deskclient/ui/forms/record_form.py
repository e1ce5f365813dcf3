"""The form of any kind of record, made from its declaration."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.domain.fields import Doc, FieldSpec, FieldType, Value
from deskclient.domain.kind import Kind, Trouble
from deskclient.ui.forms.builder import LONG_LINE, is_shown
from deskclient.ui.forms.cell import FieldCell
from deskclient.ui.forms.editor import FieldEditor
from deskclient.ui.parts import Parts
from deskclient.ui.text import domain_text

_WIDE = frozenset({FieldType.LONG_TEXT, FieldType.MARKUP, FieldType.REF_SET, FieldType.TEXT_SET})


class RecordForm(QWidget):
    """Edits a document: all its fields, or those named. Saves nothing by itself."""

    changed = Signal()
    """The person changed something."""
    field_committed = Signal(str)
    """The person is done with the field of this name."""

    def __init__(
        self,
        kind: Kind,
        parts: Parts,
        parent: QWidget | None = None,
        *,
        fields: Sequence[str] | None = None,
        columns: int = 2,
        gradually: bool = False,
    ) -> None:
        """Build the form.

        Args:
            kind: What is edited.
            parts: The window's parts.
            parent: The owner.
            fields: Names of the fields to show, in order; by default all that can be written.
            columns: Short fields stand this many side by side.
            gradually: Whoever asks goes through :meth:`steps` before anything else.
        """
        super().__init__(parent)
        self._kind = kind
        self._parts = parts
        self._columns = columns
        self._original: dict[str, Value] = {}
        self._arranged: list[FieldCell] = []
        self._hidden_unless_needed = self._optional_fields(fields)
        self._specs = tuple(spec for spec in _specs(kind, fields) if is_shown(spec))
        self._cells: dict[str, FieldCell] = {}
        self._lay_out()
        if not gradually:
            for _ in self.steps():
                pass

    def steps(self) -> Iterator[None]:
        """Make one field for each step."""
        for spec in self._specs:
            if spec.name not in self._cells:  # another language on the way makes them all
                self._cells[spec.name] = self._make_cell(spec)
            yield
        self.set_doc({})

    def _lay_out(self) -> None:
        self._whole = QFrame(self)
        self._whole.setProperty("ground", "danger")
        self._whole_text = QLabel(self._whole)
        self._whole_text.setProperty("role", "danger")
        self._whole_text.setWordWrap(True)
        QVBoxLayout(self._whole).addWidget(self._whole_text)
        self._whole.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self._parts.theme.metrics.l)
        self._grid.setVerticalSpacing(self._parts.theme.metrics.m)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)
        layout.addLayout(self._grid)

    # --- the document ---------------------------------------------------------------------

    def set_doc(self, doc: Doc) -> None:
        """Show a document; what was typed before is gone."""
        self._original = dict(doc)
        for cell in self._cells.values():
            cell.editor.set_value(cell.editor.spec.value_in(doc))
            cell.show_trouble("")
        self._whole.hide()
        self._follow()

    def refresh(self, doc: Doc) -> None:
        """Show what changed beneath, leaving what the person changed here alone."""
        mine = self.changes()
        self._original = dict(doc)
        for name, cell in self._cells.items():
            if name not in mine and cell.editor.value() != cell.editor.spec.value_in(doc):
                cell.editor.set_value(cell.editor.spec.value_in(doc))
        self._follow()

    def put(self, values: Mapping[str, Value]) -> None:
        """Fill fields in as if the person had."""
        for name, value in values.items():
            if name in self._cells:
                self._cells[name].editor.set_value(value)
            else:
                self._original[name] = value
        self._follow()

    def doc(self) -> dict[str, Value]:
        """Give the whole document as it would be saved."""
        found = dict(self._original)
        for name, cell in self._cells.items():
            value = cell.editor.value()
            if value is not None or name in found:
                found[name] = value
        return found

    def changes(self) -> dict[str, Value]:
        """Give only what differs from the document that was shown."""
        return {
            name: cell.editor.value()
            for name, cell in self._cells.items()
            if _plain(cell.editor.value()) != _plain(cell.editor.spec.value_in(self._original))
        }

    def is_dirty(self) -> bool:
        """Tell whether anything was changed."""
        return bool(self.changes())

    # --- troubles -------------------------------------------------------------------------

    def check(self) -> tuple[Trouble, ...]:
        """Check the document, show what is wrong, and go to the first trouble."""
        troubles = self._parts.desk.writes.check(self._kind.name, self._kind.written(self.doc()))
        self.show_troubles(troubles)
        return troubles

    def show_troubles(self, troubles: Iterable[Trouble]) -> None:
        """Show each trouble at its field, the others on top; the first one gets the keyboard."""
        listed = list(troubles)
        for name, cell in self._cells.items():
            found = next((one for one in listed if one.field == name), None)
            cell.show_trouble(found.message if found else "")
            if found is not None:
                cell.show()
        homeless = [one for one in listed if one.field not in self._cells]
        self._whole_text.setText("\n".join(self._words(one) for one in homeless))
        self._whole.setVisible(bool(homeless))
        first = next((one for one in listed if one.field in self._cells), None)
        if first is not None:
            self._cells[first.field].editor.setFocus()

    def _words(self, trouble: Trouble) -> str:
        spec = self._kind.field_map.get(trouble.field)
        if spec is None:
            return domain_text(trouble.message)
        return self.tr("{field}: {message}").format(
            field=domain_text(spec.label), message=domain_text(trouble.message)
        )

    # --- the fields -----------------------------------------------------------------------

    def editor(self, name: str) -> FieldEditor:
        """Find the editor of a field; raises ``KeyError`` for one that is not shown."""
        return self._cells[name].editor

    def names(self) -> tuple[str, ...]:
        """List the fields shown."""
        return tuple(self._cells)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self._cells.values()), None)
        if first is not None:
            first.editor.setFocus()

    def _say_anew(self) -> None:
        """Make the fields anew in the language in force, with what is in them."""
        old = self._cells
        focused = next((name for name, cell in old.items() if _has_keyboard(cell)), "")
        self._cells = {spec.name: self._make_cell(spec) for spec in self._specs}
        for name, cell in old.items():
            self._cells[name].editor.set_value(cell.editor.value())
            cell.hide()
            cell.deleteLater()
        self._follow()
        if focused:
            self._cells[focused].editor.setFocus()

    def _make_cell(self, spec: FieldSpec) -> FieldCell:
        cell = FieldCell(spec, self._parts, self)
        cell.editor.changed.connect(self._on_changed)
        cell.editor.committed.connect(self._on_committed)
        return cell

    def _optional_fields(self, fields: Sequence[str] | None) -> frozenset[str]:
        """Find the fields decided with the state: shown only where they matter."""
        flow = self._kind.workflow
        if flow is None or fields is not None:
            return frozenset()
        unit = self._kind.field_map[flow.field].merge_unit
        return frozenset(s.name for s in self._kind.unit_fields(unit)) - {flow.field}

    def _on_changed(self) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            self._derive(editor.spec.name)
            self._cells[editor.spec.name].show_trouble("")
        self._follow()
        self.changed.emit()

    def _on_committed(self) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            self.field_committed.emit(editor.spec.name)

    def _derive(self, changed: str) -> None:
        for name, value in self._kind.derive(self.doc(), frozenset({changed})).items():
            if name in self._cells:
                self._cells[name].editor.set_value(value)

    def _follow(self) -> None:
        """Bring marks and visibility in line with the values; arrange what is shown."""
        doc = self.doc()
        shown: list[FieldCell] = []
        for name, cell in self._cells.items():
            spec = cell.editor.spec
            needed = spec.applies_to(doc) and (spec.required or spec.required_when(doc))
            cell.set_required(required=needed and spec.value_in(doc) in (None, ""))
            wanted = _is_wanted(spec, doc) and (name not in self._hidden_unless_needed or needed)
            cell.setHidden(not wanted)
            if wanted:
                shown.append(cell)
        self._arrange(shown)

    def _arrange(self, cells: list[FieldCell]) -> None:
        if self._arranged == cells:
            return
        self._arranged = cells
        while self._grid.count():
            self._grid.takeAt(0)
        row = column = 0
        for cell in cells:
            wide = self._is_wide(cell.editor.spec)
            if column and (wide or column >= self._columns):
                row, column = row + 1, 0
            span = self._columns if wide else 1
            self._grid.addWidget(cell, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide else (row, column + 1)
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 1)

    def _is_wide(self, spec: FieldSpec) -> bool:
        return (
            spec.type in _WIDE
            or spec.name == self._kind.title_field
            or (spec.type is FieldType.TEXT and spec.max_length > LONG_LINE)
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say_anew()
        super().changeEvent(event)


def _has_keyboard(cell: FieldCell) -> bool:
    return any(one.hasFocus() for one in cell.findChildren(QWidget))


def _specs(kind: Kind, fields: Sequence[str] | None) -> tuple[FieldSpec, ...]:
    return kind.fields if fields is None else tuple(kind.field_map[name] for name in fields)


def _is_wanted(spec: FieldSpec, doc: Doc) -> bool:
    """Tell whether there is anything to write or to read."""
    if not spec.applies_to(doc):
        return False
    return not spec.server_only or _plain(spec.value_in(doc)) is not None


def _plain(value: Value) -> Value:
    return None if value in ("", [], False) else value
