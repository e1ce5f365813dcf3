"""Which columns a view shows, in what order and width."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtWidgets import QHeaderView

from deskclient.domain.fields import FieldSpec, Value
from deskclient.ui.memory import Memory, keep_json, kept_json

_NARROWEST, _WIDEST = 40, 2000


class ShownColumn(Struct, frozen=True):
    """One column of a view."""

    name: str
    width: int


Columns = tuple[ShownColumn, ...]


def standard_columns(specs: Sequence[FieldSpec]) -> Columns:
    """Give the columns a new view has."""
    return tuple(
        ShownColumn(spec.name, spec.column.width)
        for spec in specs
        if spec.column is not None and spec.column.shown
    )


def read_columns(value: object, specs: Sequence[FieldSpec]) -> Columns:
    """Read rows of name and width as stored; unknown columns are left out, none gives standard."""
    known = {spec.name for spec in specs if spec.column is not None}
    found: list[ShownColumn] = []
    for row in value if isinstance(value, list) else []:
        if not isinstance(row, dict):
            continue
        name, width = row.get("name"), row.get("width")
        if isinstance(name, str) and name in known and isinstance(width, int):
            known.discard(name)
            found.append(ShownColumn(name, min(_WIDEST, max(_NARROWEST, width))))
    return tuple(found) or standard_columns(specs)


def write_columns(columns: Columns) -> list[dict[str, Value]]:
    """Write columns as they are stored."""
    return [{"name": one.name, "width": one.width} for one in columns]


class ColumnMemory:
    """The columns of every view, remembered on this computer."""

    def __init__(self, memory: Memory, specs: Sequence[FieldSpec]) -> None:
        self._memory = memory
        self._specs = specs
        self._standard = standard_columns(specs)

    def of(self, view_id: str, otherwise: object = None) -> Columns:
        """Give the columns of a view.

        Args:
            view_id: Id of the view.
            otherwise: The rows a shared view brings along, if nothing is remembered here.
        """
        kept = kept_json(self._memory, f"columns/{view_id}")
        if kept is None and otherwise is None:
            return self._standard
        return read_columns(otherwise if kept is None else kept, self._specs)

    def keep(self, view_id: str, columns: Columns) -> None:
        """Remember the columns of a view."""
        keep_json(self._memory, f"columns/{view_id}", write_columns(columns))


def columns_of(header: QHeaderView, specs: Sequence[FieldSpec]) -> Columns:
    """Read what a header shows, from left to right."""
    order = [header.logicalIndex(at) for at in range(header.count())]
    return tuple(
        ShownColumn(specs[at].name, header.sectionSize(at))
        for at in order
        if not header.isSectionHidden(at)
    )


def apply_columns(header: QHeaderView, specs: Sequence[FieldSpec], columns: Columns) -> None:
    """Have a header show these columns in this order."""
    by_name = {spec.name: at for at, spec in enumerate(specs)}
    shown = {by_name[one.name] for one in columns if one.name in by_name}
    for visual, one in enumerate(one for one in columns if one.name in by_name):
        at = by_name[one.name]
        header.moveSection(header.visualIndex(at), visual)
        header.setSectionHidden(at, False)
        header.resizeSection(at, one.width)
    for at in range(len(specs)):
        if at not in shown:
            header.setSectionHidden(at, True)
