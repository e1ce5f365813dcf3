"""The Russian translation: whole, fresh, and in force in every corner of the window."""

import ast
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QLineEdit, QMenu, QWidget
from typing_extensions import override

from deskclient.backends.translate import Cause, error_for, network_error
from deskclient.domain.clock import SystemClock
from deskclient.domain.errors import FolderGoneError, MemoryShortError, ReadOnlyError
from deskclient.domain.times import to_text
from deskclient.domain.words import Phrase, phrase
from deskclient.services.profile_api import OpenElsewhereError
from deskclient.ui.actions.all import standard_actions
from deskclient.ui.actions.registry import action_text
from deskclient.ui.actions.spec import Place
from deskclient.ui.detail.panel import DetailPanel
from deskclient.ui.language import Language
from deskclient.ui.text import Texts, domain_text
from deskclient.ui.views import find_view
from deskclient.ui.window.failures import failure_notice
from deskclient.ui.window.menu_bar import context_menu
from tests.fakes.desk_content import NOW
from tests.fakes.fixed_clock import FixedClock
from tools.domain_texts import texts
from tools.i18n import FOLDER, PACKAGE, RUSSIAN, compile_translations, untranslated, update

_LATIN = re.compile(r"[A-Za-z]{2,}")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_HOLES = re.compile(r"%n|\{\{[^{}|]*|(?<!\{)\{\w+\}(?!\})|\[\.\.\.\]")
_SAME = frozenset(
    {
        *("desk.example.org", "English", "HTML", "SHA-256", "d MMM", "d MMM yyyy"),
        *("Qt {version} on {platform}", "deskclient {version} on Python {python}"),
    }
)
"""Texts that may stay as they are in Russian."""


@dataclass(frozen=True)
class Message:
    context: str
    source: str
    forms: tuple[str, ...]
    plural: bool
    state: str

    @override
    def __str__(self) -> str:
        return f"{self.context}: {self.source}"


def messages_of(path: Path) -> list[Message]:
    found = []
    for context in ET.parse(path).iter("context"):  # noqa: S314 - our own file
        for one in context.iter("message"):
            said = one.find("translation")
            assert said is not None
            forms = [form.text or "" for form in said.findall("numerusform")] or [said.text or ""]
            found.append(
                Message(
                    context.findtext("name") or "",
                    one.findtext("source") or "",
                    tuple(forms),
                    one.get("numerus") == "yes",
                    said.get("type", ""),
                )
            )
    return found


def _plain(text: str) -> str:
    return re.sub(r"\{\w*\}|Ctrl\+Enter|%n", "", text)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return messages_of(FOLDER / RUSSIAN)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("i18n")
    compile_translations(folder)
    return folder


@pytest.fixture
def russian(
    language: Language, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Language]:
    """The language just compiled, not what an older build has left; English at first."""
    monkeypatch.setattr("deskclient.ui.language._FOLDER", compiled)
    language.apply("en")
    yield language
    language.apply("en")


# --- the file -----------------------------------------------------------------------------------


def test_every_text_has_a_finished_translation(messages):
    assert untranslated() == []
    assert [str(one) for one in messages if one.state] == []
    assert len(messages) > 1000


def test_translations_are_in_russian(messages):
    odd = [
        str(one)
        for one in messages
        if _LATIN.search(_plain(one.source))
        and one.source not in _SAME
        and any(_LATIN.search(_plain(form)) and not _CYRILLIC.search(form) for form in one.forms)
    ]
    assert odd == []


def test_placeholders_are_kept_in_every_form(messages):
    odd = [
        f"{one} → {form}"
        for one in messages
        for form in one.forms
        if sorted(_HOLES.findall(one.source)) != sorted(_HOLES.findall(form))
    ]
    assert odd == []


def test_a_count_has_three_russian_forms(messages):
    assert [str(one) for one in messages if one.plural and len(one.forms) != 3] == []
    assert [str(one) for one in messages if "%n" in one.source and not one.plural] == []


def test_points_dots_and_mnemonics_are_those_of_the_source(messages):
    def marks(text: str) -> tuple[bool, int]:
        return text.endswith("…"), text.replace("&&", "").count("&")

    odd = [f"{m} → {f}" for m in messages for f in m.forms if marks(m.source) != marks(f)]
    assert odd == []


def test_the_texts_for_translation_are_those_of_the_code(tmp_path, messages):
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, tmp_path)
    update(tmp_path)
    fresh = {(one.context, one.source, one.plural) for one in messages_of(tmp_path / RUSSIAN)}
    kept = {(one.context, one.source, one.plural) for one in messages}
    assert fresh - kept == set(), "run ./dev i18n and translate"
    assert kept - fresh == set(), "run ./dev i18n"


def marked_texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}.get(name)
        if place is not None and len(node.args) > place:
            said = node.args[place]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value


def test_no_marked_text_of_the_window_is_passed_over(messages):
    known = {one.source for one in messages}
    paths = sorted((PACKAGE / "ui").rglob("*.py"))
    lost = [f"{path.name}: {text}" for path in paths for text in marked_texts(path)]
    assert [one for one in lost if one.split(": ", 1)[1] not in known] == []
    assert len(lost) > 500


# --- what the code says -------------------------------------------------------------------------


def test_every_failure_of_the_wire_is_known_for_translation():
    known = set(texts())
    errors = [network_error(cause, maybe_sent=True) for cause in Cause]
    now = SystemClock().now()
    for status in (301, 401, 403, 404, 407, 422, 426, 429, 500, 503):
        error = error_for(status, {}, now)
        assert error is not None
        errors.append(error)  # type: ignore[arg-type]
    said = [part for one in errors for part in (one.title, one.detail, one.hint) if part]
    patterns = [one.pattern if isinstance(one, Phrase) else one for one in said]
    assert [one for one in patterns if one not in known] == []


def test_errors_with_words_of_their_own_are_known_for_translation():
    known = set(texts())
    errors = (MemoryShortError(), FolderGoneError(Path("x")), OpenElsewhereError(""))
    assert [one.title for one in errors if one.title not in known] == []


def test_a_sentence_with_values_is_said_in_russian(russian):
    said = phrase("The desk answered with the error {status}.", status=503)
    assert said == domain_text(said) == "The desk answered with the error 503."
    russian.apply("ru")
    assert domain_text(said) == "Сервер ответил ошибкой 503."
    nested = phrase("All of it was thrown away: {why}.", why="it was cut off")
    assert domain_text(nested) == "Ответ отброшен целиком: он оборвался."


def test_the_compiled_translation_loads(qapp, compiled):
    for name in ("deskclient_ru", "deskclient_en"):
        translator = QTranslator()
        assert translator.load(name, str(compiled))
        assert not translator.isEmpty()


def test_a_failure_is_said_in_russian_from_its_first_word(russian):
    russian.apply("ru")
    error = ReadOnlyError(
        "The profile cannot be written", "", "Check the permissions of the folder."
    )
    said = failure_notice(error, None).text
    assert said.startswith("Профиль недоступен для записи. ")
    assert not _LATIN.search(said)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 заявка"), (3, "3 заявки"), (5, "5 заявок"), (11, "11 заявок"), (21, "21 заявка")],
)
def test_counts_take_their_russian_form(russian, count, said):
    russian.apply("ru")
    assert QCoreApplication.translate("ListHead", "%n ticket(s)", "", count) == said


def test_dates_numbers_and_times_follow_the_language(russian):
    clock = FixedClock()
    words = Texts(clock, russian.locale)
    then = to_text(NOW)
    clock.advance(3 * 3600)
    assert (words.relative(then), words.due(then)) == ("3 h", "3 h late")
    russian.apply("ru")
    assert russian.locale().language() == QLocale.Language.Russian
    assert (words.relative(then), words.due(then)) == ("3 ч", "проср. 3 ч")
    assert words.number(1_234_567).replace("\xa0", " ") == "1 234 567"
    assert words.exact(then).startswith(f"{NOW:%d.%m.%Y}")
    assert words.size(2_400_000).replace("\xa0", " ") == "2,4 МБ"
    clock.advance(30 * 86_400)
    assert re.fullmatch(r"\d{1,2} [а-я]+\.?", words.relative(then))


# --- the menus ----------------------------------------------------------------------------------


def speak(language: Language, code: str) -> None:
    """Put a language in force and let every widget hear of it."""
    language.apply(code)
    QCoreApplication.sendPostedEvents()
    # Parts that were made anew: the old ones must not be counted.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def mnemonic(title: str) -> str:
    found = re.search(r"&([^&])", title.replace("&&", ""))
    return found[1].casefold() if found else ""


def twice(titles: list[str]) -> list[str]:
    letters = [mnemonic(one) for one in titles if mnemonic(one)]
    return sorted({one for one in letters if letters.count(one) > 1})


def menus_of(menu: QMenu) -> Iterator[QMenu]:
    yield menu
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from menus_of(below)


def test_letters_to_press_are_unique_in_every_russian_menu(window, russian):
    speak(russian, "ru")
    bar = [action for action in window.menuBar().actions() if action.isVisible()]
    assert twice([one.text() for one in bar]) == []
    places = [context_menu(window.actions_set, one, window) for one in Place]
    tops = [action.menu() for action in bar]
    for top in [*tops, *places]:
        assert isinstance(top, QMenu)
        for menu in menus_of(top):
            titles = [one.text() for one in menu.actions()]
            assert twice(titles) == [], titles


def test_letters_to_press_are_cyrillic(russian):
    speak(russian, "ru")
    titles = [action_text(one.title) for one in standard_actions().specs]
    letters = [mnemonic(one) for one in titles if mnemonic(one)]
    assert len(letters) > 40
    assert [one for one in letters if not _CYRILLIC.match(one)] == []


# --- the window at run time ---------------------------------------------------------------------


def spoken(widget: QWidget) -> Iterator[str]:
    """Everything a widget shows or tells."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QGroupBox):
        yield widget.title()


def all_texts(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        yield from (text for text in spoken(widget) if text)
    for action in window.findChildren(QAction):
        yield from (text for text in (action.text(), action.statusTip()) if text)


def names_of(desk) -> set[str]:
    """Words that came with the records, in whatever language people write."""
    found = {desk.me.name, desk.me.desk_name, desk.me.desk_url, desk.me.login, "Deskclient"}
    found |= set(desk.sync.facts())
    for records in desk.records.by_kind.values():
        for record in records.values():
            found |= {one for one in record.doc.values() if isinstance(one, str)}
    return found


def _none_left(window: QWidget, desk) -> bool:
    found = leftovers(window, desk)
    assert not found, str(found)
    return True


def leftovers(window: QWidget, desk) -> list[str]:
    """Texts with Latin words that are neither a name, nor a key, nor the word for a language."""
    known = sorted((one for one in names_of(desk) if len(one) > 1), key=len, reverse=True)
    found = []
    for text in all_texts(window):
        rest = text
        for name in known:
            rest = rest.replace(name, "")
        rest = re.sub(
            r"<[^>]*>|(Ctrl|Shift|Alt)\+\S*|Enter|Delete|Esc|English|ZIP|vip|Scroll (Left|Right)",
            "",
            rest,
        )
        if _LATIN.search(rest) and not _CYRILLIC.search(rest):
            found.append(text)
    return sorted(set(found))


def test_switching_the_language_retranslates_the_whole_window(window, desk, russian, qtbot):
    window.show_view(find_view(desk, "work:open"))
    window.panel.list.select_position(2)
    speak(russian, "en")
    english = set(all_texts(window))
    assert "&File" in {one.text() for one in window.menuBar().actions()}
    speak(russian, "ru")
    assert "&Файл" in {one.text() for one in window.menuBar().actions()}
    qtbot.waitUntil(lambda: _none_left(window, desk), timeout=10_000)
    speak(russian, "en")
    assert english - set(all_texts(window)) == set()


@pytest.mark.parametrize("command", ["tools.outbox", "tools.decisions", "tools.about_sync"])
def test_pages_opened_in_russian_are_russian(window, desk, russian, command, qtbot):
    speak(russian, "ru")
    window.run(command)
    qtbot.waitUntil(lambda: _none_left(window, desk), timeout=10_000)


@pytest.mark.parametrize("built", [1, 2, 4, 6, 8, 10, 12])
def test_a_panel_that_is_half_built_when_the_language_changes_ends_up_in_the_new_one(
    window, desk, russian, qtbot, built
):
    panel = DetailPanel(window.parts, gradually=True)
    qtbot.addWidget(panel)
    steps = panel.steps()
    for _ in range(built):
        next(steps)
    speak(russian, "ru")
    for _ in steps:
        pass
    assert leftovers(panel, desk) == []
