"""Commands of the Tools menu."""

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place, UiContext


def _outbox(deck: Deck) -> None:
    deck.tools.outbox()


def _decisions(deck: Deck) -> None:
    deck.tools.decisions()


def _has_decisions(context: UiContext) -> bool:
    return context.decisions > 0


def _export(deck: Deck) -> None:
    deck.tools.export_unsent()


def _has_waiting(context: UiContext) -> bool:
    return context.waiting > 0


def _settings(deck: Deck) -> None:
    deck.tools.settings()


def _about_sync(deck: Deck) -> None:
    deck.tools.about_sync()


def _diagnostics(deck: Deck) -> None:
    deck.tools.diagnostics()


TOOLS = (
    ActionSpec(
        id="tools.outbox",
        title=QT_TRANSLATE_NOOP("actions", "&Outbox…"),
        tip=QT_TRANSLATE_NOOP("actions", "See each change that is not on the desk yet."),
        icon="send",
        shortcuts=("Ctrl+Shift+O",),
        places=(Place.TOOLS,),
        run=_outbox,
    ),
    ActionSpec(
        id="tools.decisions",
        title=QT_TRANSLATE_NOOP("actions", "&Decisions…"),
        tip=QT_TRANSLATE_NOOP("actions", "Decide where the desk and you changed the same field."),
        icon="git-compare",
        shortcuts=("Ctrl+Shift+D",),
        places=(Place.TOOLS,),
        enabled_when=_has_decisions,
        writes=True,
        run=_decisions,
    ),
    ActionSpec(
        id="tools.export",
        title=QT_TRANSLATE_NOOP("actions", "&Export unsent work…"),
        tip=QT_TRANSLATE_NOOP("actions", "Write everything that waits to a file you can read."),
        icon="download",
        places=(Place.TOOLS,),
        enabled_when=_has_waiting,
        run=_export,
    ),
    ActionSpec(
        id="tools.about_sync",
        title=QT_TRANSLATE_NOOP("actions", "&About this sync…"),
        tip=QT_TRANSLATE_NOOP("actions", "See what is kept here and how the last sync went."),
        icon="activity",
        places=(Place.TOOLS,),
        group=1,
        run=_about_sync,
    ),
    ActionSpec(
        id="tools.diagnostics",
        title=QT_TRANSLATE_NOOP("actions", "D&iagnostics…"),
        tip=QT_TRANSLATE_NOOP("actions", "Look at the logs and make a bundle for support."),
        icon="life-buoy",
        places=(Place.TOOLS,),
        group=1,
        run=_diagnostics,
    ),
    ActionSpec(
        id="tools.settings",
        title=QT_TRANSLATE_NOOP("actions", "&Settings…"),
        tip=QT_TRANSLATE_NOOP("actions", "Change how the program looks and what it keeps."),
        icon="settings",
        shortcuts=("Ctrl+,",),
        places=(Place.TOOLS, Place.PROFILE),
        group=2,
        run=_settings,
    ),
)
