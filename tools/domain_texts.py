"""Texts for the person that stand outside of the window's code: labels, troubles, errors, jobs.

They are plain English there and are translated in the context ``domain``. Declared ones are read
from the registry of kinds and from the settings, the others from the code: whole sentences
wherever they stand, titles and other short texts from the calls that make them.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.settings import SECTIONS, SETTINGS

PACKAGE = Path(__file__).parents[1] / "deskclient"
PLACES = (
    *("domain", "services", "sync", "storage", "backends"),
    # What the desk answers reaches the person as well.
    *("server/access/throttle.py", "server/access/tokens.py", "server/feed", "server/files"),
    *("server/http", "server/ops", "server/problems.py"),
    # The health of the computer is shown in the diagnostics.
    *("cli/checks.py", "cli/doctor.py"),
    "ui/list/row_painter.py",
)
MAKERS = frozenset(
    {
        *("Trouble", "JobProgress", "ProblemRaised", "SyncStatus", "OpProblem", "Refusal"),
        *("Choice", "Finding", "Guarantee", "Problem", "ReplyWarning", "_Words", "_report"),
    }
)
"""Calls whose texts are all for people, if they start with a capital letter."""
WHOLE = frozenset({"phrase", "broken_answer"})
"""Calls whose texts are for people, however they start."""
SILENT = frozenset(
    {
        *("ValueError", "TypeError", "RuntimeError", "AssertionError", "LookupError", "KeyError"),
        *("debug", "info", "warning", "error", "exception", "critical", "execute", "text"),
    }
)
"""Calls whose texts nobody sees but who reads a log or the code."""
TABLES = frozenset({"STATE_WORDS", "TITLES", "_TITLES", "_WHY", "texts"})
NAMES = frozenset({"title", "detail", "hint", "message"})
"""Variables and arguments that hold texts for people."""

_START = re.compile(r"[A-Z]([a-z]|[ -]\S)")
_HEADER = re.compile(r"[A-Z][a-z]+(-[A-Z][a-z]+)+$|Bearer ")


def texts() -> list[str]:
    """Every text once, sorted."""
    found = {*_declared(), *(text for path in _sources() for text in _made(path))}
    return sorted(text for text in found if any(map(str.isalpha, text)))


def write_source(target: Path) -> None:
    """Write a source file from which lupdate takes the texts."""
    lines = ["from PySide6.QtCore import QCoreApplication", ""]
    for text in texts():
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        lines.append(f'QCoreApplication.translate("domain", "{quoted}")')
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _sources() -> Iterator[Path]:
    for place in PLACES:
        path = PACKAGE / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _declared() -> Iterator[str]:
    for kind in standard_registry():
        yield from (kind.label, kind.label_plural)
        for spec in kind.fields:
            yield from (spec.label, spec.help, *(choice.label for choice in spec.choices))
    yield from SECTIONS.values()
    for setting in SETTINGS:
        yield from (setting.label, setting.help, setting.unit)
        yield from (choice.label for choice in setting.choices)


def _made(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    silent = _silent(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            if id(node) not in silent and _is_sentence(node.value):
                yield str(node.value)
        elif isinstance(node, ast.Call) and _name(node) in WHOLE:
            yield from (text for text in _strings(node, silent) if " " in text)
        else:
            yield from (text for text in _short(node, silent) if _is_capital(text))


def _short(node: ast.AST, silent: set[int]) -> Iterator[str]:
    """Texts that need not be sentences, from the places that are known to hold such."""
    if isinstance(node, ast.FunctionDef) and node.name in {"facts", "gather_facts"}:
        yield from _keys(node)
    elif _holds_words(node):
        yield from _strings(node, silent)


def _holds_words(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = _name(node)
        # An error with words of its own hands them to its parent.
        return name in {*MAKERS, "__init__"} or (name.endswith("Error") and name not in SILENT)
    if isinstance(node, ast.keyword):
        return node.arg in NAMES
    if isinstance(node, ast.Assign):
        names = {one.id for one in node.targets if isinstance(one, ast.Name)}
        return bool(names & (TABLES | NAMES))
    return False


def _silent(tree: ast.AST) -> set[int]:
    """Docstrings, pieces of f-strings, and what only logs and developers read."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.JoinedStr):
            found |= {id(one) for one in ast.iter_child_nodes(node)}
        elif isinstance(node, ast.Call) and _name(node) in SILENT:
            found |= {id(one) for one in ast.walk(node)}
    return found


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _strings(node: ast.AST, silent: set[int]) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in silent:
            yield one.value


def _keys(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            for key in node.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


def _is_sentence(value: object) -> bool:
    return isinstance(value, str) and _is_capital(value) and " " in value and value[-1] in ".!?"


def _is_capital(text: str) -> bool:
    """Machine names are in lower case; people's texts start with one capital letter."""
    return text.isprintable() and _START.match(text) is not None and not _HEADER.match(text)
