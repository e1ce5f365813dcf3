"""Resolve pyproject.toml into the hashed locks, or say whether they still fit it.

Each lock starts with a digest of the tables it was made from, so that the check needs no network.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OLDEST_PYTHON = "3.11"
# The first lock fixes every version; the others pick from it.
LOCKS: dict[str, list[str]] = {
    "requirements-dev.lock": [
        "pyproject.toml", "--extra", "serve", "--extra", "zstd", "--group", "dev",
    ],
    "requirements.lock": [
        "pyproject.toml", "--extra", "serve", "--extra", "zstd", "-c", "requirements-dev.lock",
    ],
    "requirements-build.lock": ["--group", "build", "-c", "requirements-dev.lock"],
}  # fmt: skip


def digest_line(root: Path = ROOT) -> str:
    """The comment a fresh lock starts with: a digest of everything that says what we depend on."""
    tables = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    project = tables["project"]
    wanted = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"],
        tables["dependency-groups"],
    ]
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
    return f"# pyproject.toml {digest}"


def stale_locks(root: Path = ROOT) -> list[str]:
    """Names of the locks that are missing or were made from other tables."""
    wanted = digest_line(root)
    return [
        name
        for name in LOCKS
        if not (root / name).is_file()
        or (root / name).read_text("utf-8").partition("\n")[0] != wanted
    ]


def resolve(*, upgrade: bool) -> None:
    """Write every lock anew; versions already locked stay where they fit, unless ``upgrade``."""
    for name, arguments in LOCKS.items():
        command = [
            sys.executable, "-m", "uv", "pip", "compile", *arguments, "--quiet", "--universal",
            "--generate-hashes", "--no-header", "--no-annotate", "--python-version", OLDEST_PYTHON,
            "--output-file", name,
        ]  # fmt: skip
        subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
        lock = ROOT / name
        pins = [line for line in lock.read_text("utf-8").splitlines() if not line.startswith("#")]
        lock.write_text("\n".join([digest_line(), *pins, ""]), "utf-8", newline="\n")


def main() -> int:
    """Run as ``python -m tools.lock``; 1 means a lock is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether the locks fit")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    options = parser.parse_args()
    if not options.check:
        resolve(upgrade=options.upgrade)
    stale = stale_locks()
    for name in stale:
        print(f"{name} does not fit pyproject.toml: run ./dev lock")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
