"""Commands of the Help menu."""

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place


def _shortcuts(deck: Deck) -> None:
    deck.app.shortcuts()


def _about(deck: Deck) -> None:
    deck.app.about()


HELP = (
    ActionSpec(
        id="help.shortcuts",
        title=QT_TRANSLATE_NOOP("actions", "&Keyboard shortcuts"),
        tip=QT_TRANSLATE_NOOP("actions", "See all shortcuts at once."),
        icon="keyboard",
        shortcuts=("F1", "?"),
        places=(Place.HELP,),
        run=_shortcuts,
    ),
    ActionSpec(
        id="help.about",
        title=QT_TRANSLATE_NOOP("actions", "&About Deskclient"),
        icon="info",
        places=(Place.HELP,),
        group=1,
        run=_about,
    ),
)
