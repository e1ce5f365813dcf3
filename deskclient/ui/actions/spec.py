"""What one command is: name, icon, shortcut, places, and when it can be used."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, field

from deskclient.ui.actions.deck import Deck
from deskclient.ui.theme.tokens import Density, SchemeChoice


class Place(StrEnum):
    """Where a command is found. Every command is in the palette as well."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    GO = "go"
    TICKET = "ticket"
    TOOLS = "tools"
    HELP = "help"
    LIST_CONTEXT = "list_context"
    BULK = "bulk"
    PROFILE = "profile"


MENU_BAR = (Place.FILE, Place.EDIT, Place.VIEW, Place.GO, Place.TICKET, Place.TOOLS, Place.HELP)


class UiContext(Struct, frozen=True):
    """What the window is like now; all that decides whether a command can be used."""

    selected: int = 0
    """How many tickets are selected."""
    current: bool = False
    """Whether one ticket is shown in the detail."""
    online: bool = True
    work_offline: bool = False
    """The person chose to work without the network."""
    can_undo: bool = False
    waiting: int = 0
    decisions: int = 0
    tabs: int = 0
    demo: bool = False
    scheme: SchemeChoice = SchemeChoice.SYSTEM
    density: Density = Density.COMFORTABLE
    language: str = ""
    sidebar_shown: bool = True
    detail_shown: bool = True
    reading_only: bool = False
    """Nothing can be written here now."""
    capabilities: frozenset[str] = field(default=frozenset())


def always(context: UiContext) -> bool:  # noqa: ARG001 - the shape of a condition
    """Hold in any state of the window."""
    return True


def with_selection(context: UiContext) -> bool:
    """Hold if there is a ticket to act on."""
    return context.selected > 0


def with_one(context: UiContext) -> bool:
    """Hold if there is exactly one ticket to act on."""
    return context.selected == 1 or (context.selected == 0 and context.current)


def usable(spec: "ActionSpec", context: UiContext) -> bool:
    """Tell whether a command can be used in this state of the window."""
    return spec.enabled_when(context) and not (spec.writes and context.reading_only)


class ActionSpec(Struct, frozen=True, kw_only=True):
    """One command.

    Attributes:
        id: ``menu.act``, unique.
        title: English, with a mnemonic; translated in the context ``actions``.
        run: What it does.
        short: One English word or two for a button; same context. Empty: the title.
        tip: One English sentence for the status line and the palette; same context.
        icon: Name in the icon family.
        shortcuts: Portable key sequences; the first one is shown.
        places: Menus it stands in.
        group: Commands of a menu stand together by group, with a line between groups.
        submenu: English title of the submenu it stands in; same context.
        enabled_when: A pure function of the window's state.
        checked_when: The same, for commands with a check mark.
        writes: Whether it would change what is kept here; off while nothing can be written.
        needs: A capability of the desk without which the command is not offered.
        in_palette: False for commands that make no sense by name (next row).
    """

    id: str
    title: str
    run: Callable[[Deck], None]
    short: str = ""
    tip: str = ""
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    group: int = 0
    submenu: str = ""
    enabled_when: Callable[[UiContext], bool] = always
    checked_when: Callable[[UiContext], bool] | None = None
    writes: bool = False
    needs: str = ""
    in_palette: bool = True
