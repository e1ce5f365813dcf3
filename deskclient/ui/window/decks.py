"""How the window carries out commands that are not about tickets."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from deskclient.domain.errors import ReadOnlyError
from deskclient.domain.events import Link
from deskclient.ui.actions.deck import AppActs, GoActs, LookActs, TicketActs, ToolActs
from deskclient.ui.language import Language
from deskclient.ui.list.list_panel import ListPanel
from deskclient.ui.parts import Parts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Density, SchemeChoice
from deskclient.ui.views import View, find_view
from deskclient.ui.window.layout import Layout
from deskclient.ui.window.tabs import Tabs
from deskclient.ui.window.top_bar import TopBar

_SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Program(Protocol):
    """What windows ask of the program that holds them."""

    def keep_setting(self, key: str, value: str | int | bool) -> None:  # noqa: FBT001 - a value
        """Remember a setting that was changed in a window."""
        ...

    def open_profiles(self) -> None:
        """Show the chooser of profiles."""
        ...

    def open_settings(self) -> None:
        """Show the settings."""
        ...

    def open_diagnostics(self) -> None:
        """Show the diagnostics."""
        ...

    def sign_in_again(self, profile_id: str) -> None:
        """Let the person of a profile sign in again."""
        ...

    def sign_out(self, profile_id: str) -> None:
        """Ask what to do with unsent work, then end the session."""
        ...

    def quit(self) -> None:
        """Close everything; unsent work is kept."""
        ...


class LookDeck:
    """Theme, density, language, panes. The program remembers what was changed."""

    def __init__(
        self,
        program: Program,
        theme: Theme,
        language: Language,
        layout: Layout,
        panel: ListPanel,
    ) -> None:
        self._program = program
        self._theme = theme
        self._language = language
        self._layout = layout
        self._panel = panel

    def scheme(self, choice: SchemeChoice) -> None:
        """Change the colours."""
        self._theme.apply(choice=choice)
        self._program.keep_setting("theme", choice.value)

    def density(self, density: Density) -> None:
        """Change the height of rows."""
        self._theme.apply(density=density)
        self._program.keep_setting("density", density.value)

    def language(self, code: str) -> None:
        """Change the language."""
        self._language.apply(code)
        self._program.keep_setting("language", code or "system")

    def text_size(self, step: int) -> None:
        """Make the text larger or smaller, or as the system has it."""
        now = min(range(len(_SIZES)), key=lambda at: abs(_SIZES[at] - self._theme.text_scale))
        at = _SIZES.index(1.0) if step == 0 else min(len(_SIZES) - 1, max(0, now + step))
        self._theme.apply(text_scale=_SIZES[at])
        self._program.keep_setting("text_size", round(_SIZES[at] * 100))

    def toggle_sidebar(self) -> None:
        """Show the sidebar in full or as icons."""
        self._layout.toggle_sidebar()

    def toggle_detail(self) -> None:
        """Show or hide the detail beside the list."""
        self._layout.toggle_detail()

    def columns(self) -> None:
        """Offer the columns."""
        self._panel.offer_columns()

    def save_view(self) -> None:
        """Keep the list as a view."""
        self._panel.save_asked.emit()

    def select_all(self) -> None:
        """Select the whole list."""
        self._panel.list.selectAll()
        self._panel.list.setFocus()


class GoHooks(Struct, frozen=True):
    """What the window itself has to do."""

    palette: Callable[[str], object]
    """Open the palette with a text typed in."""
    view: Callable[[View], object]
    """Show a view in the list."""


class GoDeck:
    """Where the window looks."""

    def __init__(
        self, parts: Parts, layout: Layout, panel: ListPanel, top: TopBar, hooks: GoHooks
    ) -> None:
        self._parts = parts
        self._layout = layout
        self._panel = panel
        self._top = top
        self._hooks = hooks

    @property
    def _tabs(self) -> Tabs:
        return self._layout.tabs

    def search(self) -> None:
        """Put the keyboard into the search line."""
        self._tabs.show_at(0)
        self._top.search.setFocus()
        self._top.search.selectAll()

    def palette(self, typed: str = "") -> None:
        """Open the palette."""
        self._hooks.palette(typed)

    def view(self, view_id: str) -> None:
        """Show a view by its id."""
        found = find_view(self._parts.desk, view_id)
        if found is not None:
            self._hooks.view(found)

    def step(self, rows: int) -> None:
        """Move to another row."""
        self._panel.list.step(rows)

    def tab(self, number: int) -> None:
        """Show a tab."""
        self._tabs.show_at(number)

    def turn_tab(self, step: int) -> None:
        """Show the tab beside the one in front."""
        self._tabs.show_at((self._tabs.position + step) % (self._tabs.extra + 1))

    def close_tab(self) -> None:
        """Close the tab in front."""
        self._tabs.close_key(self._tabs.current.key)

    def list(self) -> None:
        """Put the keyboard into the list."""
        self._tabs.show_at(0)
        self._panel.list.setFocus()

    def sidebar(self) -> None:
        """Put the keyboard into the sidebar."""
        self._layout.sidebar.setFocus()

    def detail(self) -> None:
        """Put the keyboard into the detail."""
        self._layout.detail_widget().setFocus()


class ToolHooks(Struct, frozen=True):
    """What the window offers for the tools."""

    outbox: Callable[[], None]
    decisions: Callable[[], None]
    export: Callable[[], None]
    about_sync: Callable[[], None]


class ToolDeck:
    """Sync, outbox, settings."""

    def __init__(self, parts: Parts, program: Program, hooks: ToolHooks) -> None:
        self._parts = parts
        self._program = program
        self._hooks = hooks
        self.works_offline = False

    def sync(self) -> None:
        """Send and fetch now; where nothing can be written, say why nothing comes of it."""
        self._parts.desk.sync.sync_now()
        status = self._parts.desk.sync.status()
        if status.link is Link.READ_ONLY:
            self._parts.host.report(ReadOnlyError(status.title, status.detail, status.hint))

    def toggle_offline(self) -> None:
        """Work without the network, or with it again."""
        self.works_offline = not self.works_offline
        self._parts.desk.sync.set_offline(self.works_offline)

    def outbox(self) -> None:
        """Show the outbox."""
        self._hooks.outbox()

    def decisions(self) -> None:
        """Show the decisions."""
        self._hooks.decisions()

    def export_unsent(self) -> None:
        """Write unsent work to a file."""
        self._hooks.export()

    def settings(self) -> None:
        """Show the settings."""
        self._program.open_settings()

    def about_sync(self) -> None:
        """Show the facts of the sync."""
        self._hooks.about_sync()

    def diagnostics(self) -> None:
        """Show the diagnostics."""
        self._program.open_diagnostics()


class AppHooks(Struct, frozen=True):
    """What the window offers for itself."""

    shortcuts: Callable[[], None]
    about: Callable[[], None]
    close: Callable[[], object]


class AppDeck:
    """The program as a whole."""

    def __init__(self, parts: Parts, program: Program, hooks: AppHooks) -> None:
        self._parts = parts
        self._program = program
        self._hooks = hooks

    def shortcuts(self) -> None:
        """Show all shortcuts."""
        self._hooks.shortcuts()

    def about(self) -> None:
        """Show what program this is."""
        self._hooks.about()

    def profiles(self) -> None:
        """Show the profiles."""
        self._program.open_profiles()

    def sign_in_again(self) -> None:
        """Sign in again after the session has ended."""
        self._program.sign_in_again(self._parts.desk.me.profile_id)

    def sign_out(self) -> None:
        """End the session."""
        self._program.sign_out(self._parts.desk.me.profile_id)

    def close_window(self) -> None:
        """Close this window."""
        self._hooks.close()

    def quit(self) -> None:
        """Quit the program."""
        self._program.quit()


class WindowDeck:
    """The five groups of one window; set while the window is built, before any command runs."""

    tickets: TicketActs
    go: GoActs
    look: LookActs
    tools: ToolActs
    app: AppActs
