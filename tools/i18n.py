"""Collect texts for translation and compile the translations, with the tools Qt brings along."""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "deskclient"


def translation_sources() -> list[Path]:
    """Every Qt Linguist file of the package, in a fixed order."""
    return sorted(PACKAGE.rglob("*.ts"))


def run_qt_tool(name: str, *arguments: str) -> None:
    """Run one of the programs beside this interpreter; it must succeed."""
    subprocess.run([str(Path(sys.executable).with_name(name)), *arguments], cwd=ROOT, check=True)


def update() -> None:
    """Bring new and changed texts of the sources into the Linguist files."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (PACKAGE / "ui").rglob("*.py"))
    sources += [str(path.relative_to(ROOT)) for path in (PACKAGE / "app.py",) if path.exists()]
    targets = [str(path.relative_to(ROOT)) for path in translation_sources()]
    if not targets:
        sys.exit("There is no .ts file in the package yet to collect texts into.")
    run_qt_tool("pyside6-lupdate", *sources, "-no-obsolete", "-locations", "none", "-ts", *targets)


def compile_translations() -> None:
    """Make the .qm beside each .ts."""
    for source in translation_sources():
        target = source.with_suffix(".qm")
        run_qt_tool("pyside6-lrelease", "-silent", str(source), "-qm", str(target))


def main() -> int:
    """Run as ``python -m tools.i18n update|compile``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["update", "compile"])
    if parser.parse_args().what == "update":
        update()
    compile_translations()
    return 0


if __name__ == "__main__":
    sys.exit(main())
