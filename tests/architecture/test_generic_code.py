"""Code that serves every kind of record knows none of them by name."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "deskclient"
NAMES = frozenset({"ticket", "entry", "attachment", "saved_view", "reply_template"})
GENERIC = (
    "domain/*.py",
    "storage/**/*.py",
    "sync/**/*.py",
    "backends/*.py",
    "backends/native/*.py",  # adapters to other desks put that desk's records into our kinds
    "server/feed/*.py",
    "server/records/*.py",
    "server/database/*.py",
    "ui/models/*.py",
    "ui/forms/builder.py",
    "ui/forms/record_form.py",
    "ui/forms/record_dialog.py",
    "ui/list/columns.py",
    "ui/list/record_list.py",
    "ui/decisions/conflict_card.py",
)
KNOWN = {
    "sync/fetch.py": {"ticket", "attachment"},  # a conversation ahead of the rest, bytes of files
    "server/database/facts.py": {"ticket"},  # its numbers begin above 1000
    "server/feed/inventory.py": {"ticket"},  # "how much would be kept" is told in tickets
}


def named_in(path: Path) -> set[str]:
    """Give the names of kinds that stand in a module as texts, docstrings aside."""
    tree = ast.parse(path.read_text("utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {one for one in texts if isinstance(one, str) and one in NAMES}


def test_generic_code_names_no_kind_beyond_the_known_places():
    found = {}
    for pattern in GENERIC:
        paths = list(ROOT.glob(pattern))
        assert paths, pattern
        for path in paths:
            names = named_in(path)
            if names:
                found[path.relative_to(ROOT).as_posix()] = names
    assert found == KNOWN
