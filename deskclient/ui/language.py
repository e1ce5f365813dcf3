"""The language in force: changed at run time, every widget follows through its LanguageChange."""

from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

_FOLDER = Path(__file__).parents[1] / "resources" / "i18n"
LANGUAGES = ("en", "ru")


class Language(QObject):
    """Installs translations and the locale that goes with them."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._system = QLocale.system()
        self._choice = ""
        self._locale = self._find_locale()
        self._translators: list[QTranslator] = []

    @property
    def choice(self) -> str:
        """What the person asked for: ``en``, ``ru``, or empty for the system's."""
        return self._choice

    @property
    def code(self) -> str:
        """The language in force."""
        if self._choice:
            return self._choice
        system = self._system.name()[:2]
        return system if system in LANGUAGES else "en"

    def locale(self) -> QLocale:
        """Give the locale in force: the system's own if it speaks the language."""
        return self._locale

    def _find_locale(self) -> QLocale:
        if self._system.name().startswith(self.code):
            return self._system
        return QLocale("ru_RU" if self.code == "ru" else "en_GB")

    def apply(self, choice: str) -> None:
        """Put a language in force: ``en``, ``ru``, or empty for the system's."""
        self._choice = choice if choice in LANGUAGES else ""
        self._locale = self._find_locale()
        QLocale.setDefault(self._locale)
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []
        if self.code != "en":
            from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415 - a start in English needs none

            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{self.code}", qt_folder)
        # English has a file too: it holds the plural forms.
        self._install(f"deskclient_{self.code}", str(_FOLDER))
        self.changed.emit()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._translators.append(translator)
