"""Collect texts for translation, compile the translations, and list what is not translated."""

import argparse
import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from typing_extensions import override

from tools.domain_texts import write_source

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "deskclient"
FOLDER = PACKAGE / "resources" / "i18n"
RUSSIAN = "deskclient_ru.ts"
ENGLISH = "deskclient_en.ts"
"""The source language has a file for its plural forms alone."""


def run_qt_tool(name: str, *arguments: str) -> None:
    """Run one of the programs beside this interpreter; it must succeed."""
    subprocess.run([str(Path(sys.executable).with_name(name)), *arguments], cwd=ROOT, check=True)


def update(folder: Path = FOLDER) -> None:
    """Bring new and changed texts of the sources into the Linguist files of a folder."""
    options = ("-no-obsolete", "-locations", "none", "-silent", "-source-language", "en")
    with tempfile.TemporaryDirectory() as scratch:
        declared = Path(scratch) / "domain_texts.py"
        write_source(declared)
        every = (*_plain_sources(Path(scratch) / "ui"), str(declared))
        run_qt_tool(
            "pyside6-lupdate",
            *every,
            *options,
            "-target-language",
            "ru",
            "-ts",
            str(folder / RUSSIAN),
        )
        plural = ("-pluralonly", "-target-language", "en")
        run_qt_tool("pyside6-lupdate", *every, *options, *plural, "-ts", str(folder / ENGLISH))
    fill_english(folder / ENGLISH)


class _Plain(ast.NodeTransformer):
    """Makes code that lupdate understands: bare names for counts, ``tr`` for plurals.

    It passes over calls with anything but a name as the count, and knows plurals of ``tr`` only.
    """

    def __init__(self) -> None:
        self.plurals: list[str] = []

    @override
    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "tr" and len(node.args) > 2:
            node.args[2] = ast.Name("count", ast.Load())
        if name == "translate" and len(node.args) > 3:
            context, text, comment = (ast.literal_eval(one) for one in node.args[:3])
            self.plurals += [
                f"class {context}:",
                "    def say(self, count):",
                f"        self.tr({text!r}, {comment!r}, count)",
            ]
            return ast.Constant(None)
        return node


def _plain_sources(folder: Path) -> list[str]:
    """Write the window's code in the plain form that lupdate reads."""
    plain = _Plain()
    written: list[str] = []
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        target = folder / path.relative_to(PACKAGE / "ui")
        target.parent.mkdir(parents=True, exist_ok=True)
        tree = plain.visit(ast.parse(path.read_text("utf-8")))
        target.write_text(ast.unparse(tree) + "\n", "utf-8")
        written.append(str(target))
    plurals = folder / "plurals.py"
    plurals.write_text("\n".join(plain.plurals) + "\n", "utf-8")
    return [*written, str(plurals)]


_OF_ONE = {
    "(s) are": " is",
    "(s) have": " has",
    "(s) wait ": " waits ",
    "(s) need ": " needs ",
    "(s) go ": " goes ",
    "(s)": "",
    ". They go ": ". It goes ",
    " them": " it",
}


def _one(source: str) -> str:
    """Write the form for one thing."""
    for many, one in _OF_ONE.items():
        source = source.replace(many, one)
    return source


def fill_english(path: Path) -> None:
    """Write the English plural forms that follow from ``(s)``; forms written by hand stay."""
    tree = ET.parse(path)  # noqa: S314 - our own file
    for message in tree.iter("message"):
        translation = message.find("translation")
        source = message.findtext("source") or ""
        if translation is None or translation.get("type") != "unfinished":
            continue
        forms = translation.findall("numerusform")
        if len(forms) == 2:
            forms[0].text, forms[1].text = _one(source), source.replace("(s)", "s")
            del translation.attrib["type"]
    ET.indent(tree, "    ")
    body = ET.tostring(tree.getroot(), "unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(f"{head}{body}\n", "utf-8")


def compile_translations(folder: Path = FOLDER) -> None:
    """Make a .qm in ``folder`` from each .ts of the package."""
    for source in sorted(FOLDER.glob("*.ts")):
        target = folder / source.with_suffix(".qm").name
        run_qt_tool("pyside6-lrelease", "-silent", str(source), "-qm", str(target))


def untranslated(source: Path = FOLDER / RUSSIAN) -> list[str]:
    """List ``context: text`` of messages without a translation, or with only some plural forms."""
    found: list[str] = []
    for context in ET.parse(source).iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or not _is_whole(translation):
                found.append(f"{name}: {message.findtext('source')}")
    return found


def _is_whole(translation: ET.Element) -> bool:
    if translation.get("type") in {"unfinished", "vanished", "obsolete"}:
        return False
    forms = translation.findall("numerusform")
    return all((one.text or "").strip() for one in forms or [translation])


def check() -> int:
    """Print what is not translated; gives the exit code."""
    missing = untranslated()
    for line in missing:
        print(line)
    print(f"{len(missing)} texts without a Russian translation")
    return 1 if missing else 0


def main() -> int:
    """Run as ``python -m tools.i18n update|compile|check``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["update", "compile", "check"])
    what = parser.parse_args().what
    if what == "check":
        return check()
    if what == "update":
        update()
    compile_translations()
    return 0


if __name__ == "__main__":
    sys.exit(main())
