"""Connects the commands of a window to its parts."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from deskclient.domain.clock import Clock
from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.keymap import Keymap
from deskclient.ui.language import Language
from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.window.decks import (
    AppDeck,
    AppHooks,
    GoDeck,
    GoHooks,
    LookDeck,
    Program,
    ToolDeck,
    ToolHooks,
    WindowDeck,
)
from deskclient.ui.window.layout import Layout
from deskclient.ui.window.pages import Pages
from deskclient.ui.window.ticket_acts import TicketDeck
from deskclient.ui.window.top_bar import TopBar


class WindowTools(Struct, frozen=True):
    """What all windows of the program share."""

    theme: Theme
    language: Language
    clock: Clock
    keymap: Keymap
    program: Program


class Pieces(Struct, frozen=True):
    """What a window is made of."""

    window: QWidget
    parts: Parts
    layout: Layout
    panel: ListPanel
    top: TopBar
    go: GoHooks
    tickets: TicketDeck
    pages: Pages
    close: Callable[[], object]


def wire_deck(deck: WindowDeck, actions: ActionSet, tools: WindowTools, pieces: Pieces) -> None:
    """Fill the deck of a window."""
    parts, window, pages = pieces.parts, pieces.window, pieces.pages
    deck.tickets = pieces.tickets
    deck.go = GoDeck(parts, pieces.layout, pieces.panel, pieces.top, pieces.go)
    deck.look = LookDeck(tools.program, tools.theme, tools.language, pieces.layout, pieces.panel)
    deck.tools = ToolDeck(
        parts,
        tools.program,
        ToolHooks(pages.open_outbox, pages.open_decisions, pages.export_unsent, pages.open_facts),
    )
    deck.app = AppDeck(
        parts,
        tools.program,
        AppHooks(
            shortcuts=lambda: _show_shortcuts(actions, tools.theme, window),
            about=lambda: _show_about(tools.theme, window),
            close=pieces.close,
        ),
    )


def _show_shortcuts(actions: ActionSet, theme: Theme, window: QWidget) -> None:
    from deskclient.ui.window.shortcut_sheet import ShortcutSheet  # noqa: PLC0415 - not at the start

    ShortcutSheet(actions, theme, window).open()


def _show_about(theme: Theme, window: QWidget) -> None:
    from deskclient.ui.window.about import AboutBox  # noqa: PLC0415 - not at the start

    AboutBox(theme, window).open()
