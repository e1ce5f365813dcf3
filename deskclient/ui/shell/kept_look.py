"""The look and language as the settings have them."""

from deskclient.services.settings import Settings
from deskclient.ui.language import LANGUAGES, Language
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Density, SchemeChoice

_LOOK_KEYS = frozenset({"theme", "density", "text_size"})


def apply_look(settings: Settings, theme: Theme) -> None:
    """Put the kept look in force."""
    theme.apply(
        SchemeChoice(settings.text("theme")),
        Density(settings.text("density")),
        settings.number("text_size") / 100,
    )


def apply_language(settings: Settings, language: Language) -> None:
    """Put the kept language in force."""
    kept = settings.text("language")
    language.apply(kept if kept in LANGUAGES else "")


class LookFollower:
    """Follows settings that are changed on the settings page."""

    def __init__(self, settings: Settings, theme: Theme, language: Language) -> None:
        self._settings = settings
        self._theme = theme
        self._language = language
        settings.listen(self._on_changed)

    def _on_changed(self, key: str, value: object) -> None:
        if key in _LOOK_KEYS and not self._in_force(key, value):
            apply_look(self._settings, self._theme)
        elif key == "language" and value != (self._language.choice or "system"):
            apply_language(self._settings, self._language)

    def _in_force(self, key: str, value: object) -> bool:
        now: dict[str, object] = {
            "theme": self._theme.choice.value,
            "density": self._theme.density.value,
            "text_size": round(self._theme.text_scale * 100),
        }
        return now[key] == value
