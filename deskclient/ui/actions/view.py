"""Commands of the View menu."""

from collections.abc import Callable

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place, UiContext
from deskclient.ui.theme.tokens import Density, SchemeChoice

_THEME = QT_TRANSLATE_NOOP("actions", "&Theme")
_LANGUAGE = QT_TRANSLATE_NOOP("actions", "&Language")


def _set_scheme(choice: SchemeChoice) -> Callable[[Deck], None]:
    return lambda deck: deck.look.scheme(choice)


def _scheme_is(choice: SchemeChoice) -> Callable[[UiContext], bool]:
    return lambda context: context.scheme is choice


def _set_density(density: Density) -> Callable[[Deck], None]:
    return lambda deck: deck.look.density(density)


def _density_is(density: Density) -> Callable[[UiContext], bool]:
    return lambda context: context.density is density


def _set_language(code: str) -> Callable[[Deck], None]:
    return lambda deck: deck.look.language(code)


def _language_is(code: str) -> Callable[[UiContext], bool]:
    return lambda context: context.language == code


def _text_size(step: int) -> Callable[[Deck], None]:
    return lambda deck: deck.look.text_size(step)


def _sidebar(deck: Deck) -> None:
    deck.look.toggle_sidebar()


def _sidebar_shown(context: UiContext) -> bool:
    return context.sidebar_shown


def _detail(deck: Deck) -> None:
    deck.look.toggle_detail()


def _detail_shown(context: UiContext) -> bool:
    return context.detail_shown


def _columns(deck: Deck) -> None:
    deck.look.columns()


def _save_view(deck: Deck) -> None:
    deck.look.save_view()


def _scheme(choice: SchemeChoice, title: str, icon: str) -> ActionSpec:
    return ActionSpec(
        id=f"view.theme_{choice.value}",
        title=title,
        icon=icon,
        places=(Place.VIEW,),
        submenu=_THEME,
        group=1,
        checked_when=_scheme_is(choice),
        run=_set_scheme(choice),
    )


def _language(code: str, title: str) -> ActionSpec:
    return ActionSpec(
        id=f"view.language_{code or 'system'}",
        title=title,
        icon="languages",
        places=(Place.VIEW,),
        submenu=_LANGUAGE,
        group=1,
        checked_when=_language_is(code),
        run=_set_language(code),
    )


VIEW = (
    ActionSpec(
        id="view.sidebar",
        title=QT_TRANSLATE_NOOP("actions", "&Sidebar"),
        tip=QT_TRANSLATE_NOOP("actions", "Show the sidebar in full or as icons."),
        icon="panel-left",
        shortcuts=("Ctrl+B",),
        places=(Place.VIEW,),
        checked_when=_sidebar_shown,
        run=_sidebar,
    ),
    ActionSpec(
        id="view.detail",
        title=QT_TRANSLATE_NOOP("actions", "&Detail beside the list"),
        tip=QT_TRANSLATE_NOOP("actions", "Show or hide the detail beside the list."),
        icon="panel-right",
        shortcuts=("Ctrl+D",),
        places=(Place.VIEW,),
        checked_when=_detail_shown,
        run=_detail,
    ),
    _scheme(SchemeChoice.SYSTEM, QT_TRANSLATE_NOOP("actions", "Theme as the &system"), "sun-moon"),
    _scheme(SchemeChoice.LIGHT, QT_TRANSLATE_NOOP("actions", "&Light theme"), "sun"),
    _scheme(SchemeChoice.DARK, QT_TRANSLATE_NOOP("actions", "&Dark theme"), "moon"),
    _scheme(SchemeChoice.CONTRAST, QT_TRANSLATE_NOOP("actions", "&High contrast"), "contrast"),
    _language("", QT_TRANSLATE_NOOP("actions", "Language of the s&ystem")),
    _language("en", "English"),
    _language("ru", "Русский"),
    ActionSpec(
        id="view.comfortable",
        title=QT_TRANSLATE_NOOP("actions", "Co&mfortable rows"),
        tip=QT_TRANSLATE_NOOP("actions", "Two lines for each ticket."),
        icon="rows-2",
        places=(Place.VIEW,),
        group=2,
        checked_when=_density_is(Density.COMFORTABLE),
        run=_set_density(Density.COMFORTABLE),
    ),
    ActionSpec(
        id="view.compact",
        title=QT_TRANSLATE_NOOP("actions", "&Compact rows"),
        tip=QT_TRANSLATE_NOOP("actions", "One line and columns for each ticket."),
        icon="rows-3",
        places=(Place.VIEW,),
        group=2,
        checked_when=_density_is(Density.COMPACT),
        run=_set_density(Density.COMPACT),
    ),
    ActionSpec(
        id="view.larger",
        title=QT_TRANSLATE_NOOP("actions", "L&arger text"),
        icon="a-large-small",
        shortcuts=("Ctrl++", "Ctrl+="),
        places=(Place.VIEW,),
        group=3,
        run=_text_size(1),
    ),
    ActionSpec(
        id="view.smaller",
        title=QT_TRANSLATE_NOOP("actions", "Smaller t&ext"),
        icon="a-large-small",
        shortcuts=("Ctrl+-",),
        places=(Place.VIEW,),
        group=3,
        run=_text_size(-1),
    ),
    ActionSpec(
        id="view.normal_size",
        title=QT_TRANSLATE_NOOP("actions", "&Normal text size"),
        icon="type",
        shortcuts=("Ctrl+0",),
        places=(Place.VIEW,),
        group=3,
        run=_text_size(0),
    ),
    ActionSpec(
        id="view.columns",
        title=QT_TRANSLATE_NOOP("actions", "C&olumns…"),
        tip=QT_TRANSLATE_NOOP("actions", "Choose and order the columns of this view."),
        icon="columns-3",
        places=(Place.VIEW,),
        group=4,
        run=_columns,
    ),
    ActionSpec(
        id="view.save",
        title=QT_TRANSLATE_NOOP("actions", "Save as a &view…"),
        tip=QT_TRANSLATE_NOOP("actions", "Keep filters, order and columns under a name."),
        icon="bookmark-plus",
        shortcuts=("Ctrl+S",),
        places=(Place.VIEW,),
        group=4,
        needs="saved_view",
        writes=True,
        run=_save_view,
    ),
)
