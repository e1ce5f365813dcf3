"""Unsent work as a ZIP a person can read without this program: JSON, plain text and the files."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field, to_builtins

from deskclient.domain.errors import DeskError, ReadOnlyError
from deskclient.domain.fields import Value
from deskclient.domain.file_trouble import told_of
from deskclient.domain.kind import Registry
from deskclient.domain.operation import Action, Operation, OpState, count_acts
from deskclient.domain.safe_names import safe_name
from deskclient.services.op_maker import what_of
from deskclient.storage.port import Draft, Outbox

_ABOUT = """Deskclient: work that was not on the desk when this file was written.
Deskclient: работа, которой ещё не было на сервере, когда этот файл был записан.

unsent.txt     every change and draft in words / каждое изменение и черновик словами
changes.json   the changes as data, in the order they were made / изменения как данные
drafts.json    unfinished texts / незаконченные тексты
files/         attached files / приложенные файлы
"""

ReadFile = Callable[[str], bytes | None]
"""Gives an outgoing file's bytes by its SHA-256; ``None`` if they are not here."""


class Unsent(Struct, frozen=True):
    """All that would be lost with the outbox."""

    ops: tuple[Operation, ...]
    drafts: tuple[Draft, ...]
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Titles by (kind, record id), as far as the cache knows them."""

    def __len__(self) -> int:
        return count_acts(self.ops) + len(self.drafts)


def collect_unsent(outbox: Outbox) -> Unsent:
    """Read what an outbox holds that the desk has not confirmed."""
    ops = tuple(op for op in outbox.pending() if op.state is not OpState.ACKED)
    return Unsent(ops, tuple(outbox.drafts()))


def export_unsent(target: Path, unsent: Unsent, registry: Registry, read_file: ReadFile) -> int:
    """Write the ZIP; a file already there is replaced only when the new one is complete.

    Returns:
        How many changes and drafts it holds.

    Raises:
        ReadOnlyError: the target cannot be written.
    """
    fresh = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            archive.writestr("README.txt", _ABOUT)
            missing = _write_files(archive, unsent, read_file)
            archive.writestr("unsent.txt", "\n".join(_words(unsent, registry, missing)))
            archive.writestr("changes.json", _json(unsent.ops))
            archive.writestr("drafts.json", _json(unsent.drafts))
        fresh.replace(target)
    except OSError as trouble:
        fresh.unlink(missing_ok=True)
        raise ReadOnlyError(
            "The export could not be written",
            told_of(trouble, target),
            "Choose another folder.",
        ) from trouble
    return len(unsent)


def needed_files(unsent: Unsent) -> frozenset[str] | None:
    """Digests of the files that unsent work needs; ``None`` if nobody can tell.

    Work of a newer version may need files in ways that are not understood here.
    """
    if any(op.problem is not None and op.problem.rule == "unreadable" for op in unsent.ops):
        return None
    return frozenset(file_names(unsent))


def file_names(unsent: Unsent) -> Mapping[str, str]:
    """Names of all outgoing files of unsent work, by SHA-256."""
    found: dict[str, str] = {}
    for op in unsent.ops:
        if op.kind == "attachment":
            found[str(op.patch.set.get("sha256"))] = str(op.patch.set.get("name") or "file")
    for draft in unsent.drafts:
        rows = draft.content.get("files")
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("sha256"):
                found[str(row["sha256"])] = str(row.get("name") or "file")
    return found


def _write_files(archive: zipfile.ZipFile, unsent: Unsent, read_file: ReadFile) -> list[str]:
    missing = []
    for sha256, name in file_names(unsent).items():
        try:
            content = read_file(sha256)
        except DeskError:
            content = None
        if content is None:
            missing.append(name)
        else:
            archive.writestr(f"files/{sha256[:8]}-{safe_name(name)}", content)
    return missing


def _words(unsent: Unsent, registry: Registry, missing: Sequence[str]) -> Iterator[str]:
    for op in unsent.ops:
        yield from _op_words(op, unsent, registry)
    for draft in unsent.drafts:
        yield f"{draft.saved_at}  draft: {draft.kind} {draft.record_id}"
        yield from (f"    {name}: {value}" for name, value in draft.content.items())
        yield ""
    if missing:
        yield f"Files that could not be read here: {', '.join(missing)}"


def _op_words(op: Operation, unsent: Unsent, registry: Registry) -> Iterator[str]:
    kind = registry.get(op.kind)
    label = op.kind if kind is None else kind.label
    title = unsent.titles.get((op.kind, op.record_id)) or str(op.record_id)
    yield f"{op.acted_at}  {what_of(op)}: {label} “{title}” ({op.state.value})"
    if op.problem is not None:
        yield f"    {op.problem.message}"
    if op.action is not Action.DELETE:
        yield from _patch_words(op, registry)
    yield ""


def _patch_words(op: Operation, registry: Registry) -> Iterator[str]:
    kind = registry.get(op.kind)

    def name_of(field_name: str) -> str:
        spec = None if kind is None else kind.field_map.get(field_name)
        return field_name if spec is None else spec.label

    for name, value in op.patch.set.items():
        before = f" (was: {_text(op.base[name])})" if op.base.get(name) is not None else ""
        yield f"    {name_of(name)}: {_text(value)}{before}"
    for sign, members in (("+", op.patch.add), ("-", op.patch.remove)):
        for name, several in members.items():
            yield f"    {name_of(name)}: {', '.join(f'{sign}{one}' for one in several)}"
    for name, step in op.patch.incr.items():
        yield f"    {name_of(name)}: {step:+d}"


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value.replace("\n", "\n    ")
    return json.dumps(value, ensure_ascii=False)


def _json(rows: Iterable[object]) -> str:
    return json.dumps(to_builtins(list(rows)), ensure_ascii=False, indent=2)
