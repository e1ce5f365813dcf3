"""The rules of the house that no type checker sees."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.lock import stale_locks

ROOT = Path(__file__).parents[2]
MODULE_LINES = 500
FUNCTION_LINES = 60
CODE = [
    path
    for folder in ("deskclient", "tests", "tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "a host of a package registry": r"(pypi|pythonhosted|npmjs|crates)\.(org|com|io)\b",
    "a folder of somebody's machine": r"(?<![\w.$}])/(home|root|wo" + r"rk|Users)/[a-z]",
    "a private key": "BEGIN [A-Z ]*PRIVATE" + " KEY",
}


def committed_files() -> list[Path]:
    """What git knows, with what is about to be added; everything outside of a repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("This is no git checkout.")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules ``path`` imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_every_import_contract_holds():
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_longer_than_the_limit():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert not {str(path): lines for path, lines in lengths.items() if lines > MODULE_LINES}


def test_no_function_is_longer_than_the_limit():
    long = [
        f"{path.relative_to(ROOT)}:{found.lineno} {found.name}"
        for path in CODE
        for found in functions(path)
        if (found.end_lineno or found.lineno) - found.lineno + 1 > FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_committed_file_names(what):
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in committed_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    assert not found


def test_the_locks_were_made_from_the_present_dependencies():
    assert stale_locks() == []


def test_every_pinned_package_has_a_hash():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        for entry in re.split(r"\n(?=\w)", text.partition("\n")[2]):
            assert "==" in entry, f"{lock.name}: {entry}"
            assert "--hash=sha256:" in entry, f"{lock.name}: {entry}"


def test_the_service_knows_nothing_of_the_client():
    allowed = ("deskclient.domain", "deskclient.server", "deskclient.backends.native.wire")
    crossing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / "deskclient/server").rglob("*.py")
        for name in imported(path)
        if name.startswith("deskclient.") and not name.startswith(allowed)
    ]
    assert not crossing


def test_httpx_is_imported_in_one_module():
    importing = {
        str(path.relative_to(ROOT / "deskclient"))
        for path in (ROOT / "deskclient").rglob("*.py")
        for name in imported(path)
        if name.partition(".")[0] == "httpx"
    }
    assert importing <= {"backends/http.py"}


def test_no_module_hides_an_import_from_the_contracts():
    hidden = [
        str(path)
        for path in CODE
        if re.search(r"^if TYPE_CHECKING", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert not hidden


def test_relations_between_adapters_do_not_exist():
    adapters = [
        path for path in (ROOT / "deskclient/backends").iterdir() if (path / "adapter.py").exists()
    ]
    crossing = []
    for adapter in adapters:
        others = [other.name for other in adapters if other != adapter]
        for path in adapter.rglob("*.py"):
            text = path.read_text("utf-8")
            crossing += [
                f"{path.relative_to(ROOT)} names {other}"
                for other in others
                if f"deskclient.backends.{other}" in text
            ]
    assert not crossing


def test_every_declared_entry_point_can_be_loaded():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    targets = [
        *project["scripts"].values(),
        *project["gui-scripts"].values(),
        *project["entry-points"]["deskclient.backends"].values(),
    ]
    for target in targets:
        module, _, name = target.partition(":")
        path = ROOT / (module.replace(".", "/") + ".py")
        assert path.exists(), target
        names = [
            node.name
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        ]
        assert name in names, target
