"""The failure table names tests; they exist, and every row has some."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "failure-table.md").read_text("utf-8")
LAST_ROW = 62
_ROW = re.compile(r"^\*\*Row (\d+)\. ", re.MULTILINE)
_TEST = re.compile(r"^- `(tests/[\w/.]+\.py)((?:::\w+)+)`$", re.MULTILINE)


def rows() -> dict[int, str]:
    """Give the text of each row by its number."""
    parts = _ROW.split(TABLE)[1:]
    return {int(number): text for number, text in zip(parts[::2], parts[1::2], strict=True)}


@cache
def members(path: Path) -> dict[str, frozenset[str]]:
    """Give the names in a module: its functions under no name, those of each class under its own.

    A class also has the tests of the contract it inherits.
    """
    if not path.is_file():
        return {}
    tree = ast.parse(path.read_text("utf-8"))
    found: dict[str, frozenset[str]] = {"": _functions(tree)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            inherited = (_inherited(base) for base in node.bases)
            found[node.name] = _functions(node).union(*inherited)
    return found


def _functions(node: ast.AST) -> frozenset[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in ast.iter_child_nodes(node) if isinstance(one, kinds))


def _inherited(base: ast.expr) -> frozenset[str]:
    name = base.id if isinstance(base, ast.Name) else ""
    contract = ROOT / "tests" / "backends" / "contract.py"
    return members(contract).get(name, frozenset()) if name.endswith("Contract") else frozenset()


def test_every_row_is_there_once_and_in_order_of_its_numbers():
    numbers = [int(one) for one in _ROW.findall(TABLE)]
    assert numbers == list(range(1, LAST_ROW + 1))


@pytest.mark.parametrize("number", range(1, LAST_ROW + 1))
def test_every_row_names_tests_that_exist(number):
    named = _TEST.findall(rows()[number])
    assert named, f"row {number} has no test"
    for path, names in named:
        holder, _, test = names.removeprefix("::").rpartition("::")
        assert test in members(ROOT / path).get(holder, ()), f"{path}{names}"


def test_every_line_of_the_table_that_lists_something_is_a_test():
    listed = [line for line in TABLE.splitlines() if line.startswith("- ")]
    assert len(listed) == len(_TEST.findall(TABLE))
