"""Commands of the Go menu."""

from collections.abc import Callable

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place, UiContext

TABS = 9


def _palette(deck: Deck) -> None:
    deck.go.palette()


def _to_view(view_id: str) -> Callable[[Deck], None]:
    return lambda deck: deck.go.view(view_id)


def _step(rows: int) -> Callable[[Deck], None]:
    return lambda deck: deck.go.step(rows)


def _turn(step: int) -> Callable[[Deck], None]:
    return lambda deck: deck.go.turn_tab(step)


def _tab(number: int) -> Callable[[Deck], None]:
    return lambda deck: deck.go.tab(number)


def _has_tab(number: int) -> Callable[[UiContext], bool]:
    return lambda context: context.tabs >= number


def _has_tabs(context: UiContext) -> bool:
    return context.tabs > 0


def _close_tab(deck: Deck) -> None:
    deck.go.close_tab()


def _list(deck: Deck) -> None:
    deck.go.list()


def _sidebar(deck: Deck) -> None:
    deck.go.sidebar()


def _detail(deck: Deck) -> None:
    deck.go.detail()


def _view(name: str, title: str, icon: str, key: str, shown: str = "") -> ActionSpec:
    return ActionSpec(
        id=f"go.{name}",
        title=title,
        icon=icon,
        shortcuts=(key,),
        places=(Place.GO,),
        group=1,
        run=_to_view(shown or f"work:{name}"),
    )


_TABS = (
    QT_TRANSLATE_NOOP("actions", "Tab 1"),
    QT_TRANSLATE_NOOP("actions", "Tab 2"),
    QT_TRANSLATE_NOOP("actions", "Tab 3"),
    QT_TRANSLATE_NOOP("actions", "Tab 4"),
    QT_TRANSLATE_NOOP("actions", "Tab 5"),
    QT_TRANSLATE_NOOP("actions", "Tab 6"),
    QT_TRANSLATE_NOOP("actions", "Tab 7"),
    QT_TRANSLATE_NOOP("actions", "Tab 8"),
    QT_TRANSLATE_NOOP("actions", "Tab 9"),
)


def _tab_action(number: int) -> ActionSpec:
    return ActionSpec(
        id=f"go.tab_{number}",
        title=_TABS[number - 1],
        icon="app-window",
        shortcuts=(f"Ctrl+{number}",),
        enabled_when=_has_tab(number - 1),
        in_palette=False,
        run=_tab(number - 1),
    )


GO = (
    ActionSpec(
        id="go.palette",
        title=QT_TRANSLATE_NOOP("actions", "&Command or ticket…"),
        tip=QT_TRANSLATE_NOOP("actions", "Find a command, a ticket, a view or a person by name."),
        icon="command",
        shortcuts=("Ctrl+K",),
        places=(Place.GO,),
        in_palette=False,
        run=_palette,
    ),
    _view("mine", QT_TRANSLATE_NOOP("actions", "&My open tickets"), "user-round", "Alt+1"),
    _view("unassigned", QT_TRANSLATE_NOOP("actions", "&Unassigned"), "user-round-x", "Alt+2"),
    _view("overdue", QT_TRANSLATE_NOOP("actions", "O&verdue"), "alarm-clock", "Alt+3"),
    _view("open", QT_TRANSLATE_NOOP("actions", "&All open tickets"), "inbox", "Alt+4"),
    _view("waits", QT_TRANSLATE_NOOP("actions", "&Waiting for us"), "hourglass", "Alt+5"),
    _view("unsent", QT_TRANSLATE_NOOP("actions", "With u&nsent changes"), "cloud-upload", "Alt+6"),
    _view(
        "knowledge",
        QT_TRANSLATE_NOOP("actions", "&Knowledge"),
        "book-open",
        "Alt+7",
        "library:article",
    ),
    _view(
        "assets",
        QT_TRANSLATE_NOOP("actions", "Assets o&f the desk"),
        "laptop",
        "Alt+8",
        "library:asset",
    ),
    ActionSpec(
        id="go.next",
        title=QT_TRANSLATE_NOOP("actions", "N&ext ticket"),
        icon="chevron-down",
        shortcuts=("J",),
        places=(Place.GO,),
        group=2,
        in_palette=False,
        run=_step(1),
    ),
    ActionSpec(
        id="go.previous",
        title=QT_TRANSLATE_NOOP("actions", "&Previous ticket"),
        icon="chevron-up",
        shortcuts=("K",),
        places=(Place.GO,),
        group=2,
        in_palette=False,
        run=_step(-1),
    ),
    ActionSpec(
        id="go.sidebar",
        title=QT_TRANSLATE_NOOP("actions", "Keyboard to the &sidebar"),
        icon="panel-left",
        shortcuts=("Ctrl+Shift+1",),
        places=(Place.GO,),
        group=3,
        run=_sidebar,
    ),
    ActionSpec(
        id="go.list",
        title=QT_TRANSLATE_NOOP("actions", "Keyboard to the &list"),
        icon="rows-3",
        shortcuts=("Ctrl+Shift+2",),
        places=(Place.GO,),
        group=3,
        run=_list,
    ),
    ActionSpec(
        id="go.detail",
        title=QT_TRANSLATE_NOOP("actions", "Keyboard to the &detail"),
        icon="panel-right",
        shortcuts=("Ctrl+Shift+3",),
        places=(Place.GO,),
        group=3,
        run=_detail,
    ),
    ActionSpec(
        id="go.next_tab",
        title=QT_TRANSLATE_NOOP("actions", "Ne&xt tab"),
        icon="chevron-right",
        shortcuts=("Ctrl+Tab",),
        places=(Place.GO,),
        group=4,
        enabled_when=_has_tabs,
        in_palette=False,
        run=_turn(1),
    ),
    ActionSpec(
        id="go.previous_tab",
        title=QT_TRANSLATE_NOOP("actions", "P&revious tab"),
        icon="chevron-left",
        shortcuts=("Ctrl+Shift+Tab",),
        places=(Place.GO,),
        group=4,
        enabled_when=_has_tabs,
        in_palette=False,
        run=_turn(-1),
    ),
    ActionSpec(
        id="go.close_tab",
        title=QT_TRANSLATE_NOOP("actions", "Close &tab"),
        icon="x",
        shortcuts=("Ctrl+W",),
        places=(Place.GO,),
        group=4,
        enabled_when=_has_tabs,
        run=_close_tab,
    ),
    *(_tab_action(number) for number in range(1, TABS + 1)),
)
