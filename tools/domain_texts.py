"""Texts for the person that stand outside of the window's code: labels, troubles, errors, jobs.

They are plain English there and are translated in the context ``domain``. Declared ones are read
from the registry of kinds and from the settings, the others from the calls that make them.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.settings import SECTIONS, SETTINGS

PACKAGE = Path(__file__).parents[1] / "deskclient"
FOLDERS = ("domain", "services", "sync", "storage", "backends")
MAKERS = frozenset(
    {"Trouble", "JobProgress", "ProblemRaised", "SyncStatus", "OpProblem", "Refusal"}
)
TABLES = frozenset({"STATE_WORDS"})


def texts() -> list[str]:
    """Every text once, sorted."""
    found = {*_declared(), *_made()}
    return sorted(text for text in found if _is_for_people(text))


def write_source(target: Path) -> None:
    """Write a source file from which lupdate takes the texts."""
    lines = ["from PySide6.QtCore import QCoreApplication", ""]
    for text in texts():
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        lines.append(f'QCoreApplication.translate("domain", "{quoted}")')
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _declared() -> Iterator[str]:
    for kind in standard_registry():
        yield from (kind.label, kind.label_plural)
        for spec in kind.fields:
            yield from (spec.label, spec.help, *(choice.label for choice in spec.choices))
    yield from SECTIONS.values()
    for setting in SETTINGS:
        yield from (setting.label, setting.help, *(choice.label for choice in setting.choices))


def _made() -> Iterator[str]:
    sources = [path for folder in FOLDERS for path in (PACKAGE / folder).rglob("*.py")]
    for path in (*sources, PACKAGE / "ui" / "list" / "row_painter.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _makes_words(node):
                yield from _strings(node)
            elif isinstance(node, ast.FunctionDef) and node.name == "facts":
                yield from _keys(node)
            elif isinstance(node, ast.Assign) and _is_table(node):
                yield from _strings(node.value)


def _makes_words(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in MAKERS or (name.endswith("Error") and name not in {"ValueError", "TypeError"})


def _is_table(node: ast.Assign) -> bool:
    return any(isinstance(one, ast.Name) and one.id in TABLES for one in node.targets)


def _strings(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _keys(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            for key in node.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


def _is_for_people(text: str) -> bool:
    """Machine names are lower case or have no vowel of a sentence; people's texts start large."""
    return len(text) > 1 and text[0].isupper() and text.isprintable() and "{" not in text[:1]
