"""Commands of the Edit menu."""

from deskclient.ui.actions.deck import Copied, Deck
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place, UiContext, with_one, with_selection


def _can_undo(context: UiContext) -> bool:
    return context.can_undo


def _undo(deck: Deck) -> None:
    deck.tickets.undo()


def _copy_number(deck: Deck) -> None:
    deck.tickets.copy(Copied.NUMBER)


def _copy_link(deck: Deck) -> None:
    deck.tickets.copy(Copied.LINK)


def _copy_subject(deck: Deck) -> None:
    deck.tickets.copy(Copied.SUBJECT)


def _select_all(deck: Deck) -> None:
    deck.look.select_all()


def _search(deck: Deck) -> None:
    deck.go.search()


EDIT = (
    ActionSpec(
        id="edit.undo",
        title=QT_TRANSLATE_NOOP("actions", "&Undo the last change"),
        tip=QT_TRANSLATE_NOOP("actions", "Take back the last change made in this window."),
        icon="undo-2",
        shortcuts=("Ctrl+Z",),
        places=(Place.EDIT,),
        enabled_when=_can_undo,
        writes=True,
        run=_undo,
    ),
    ActionSpec(
        id="edit.copy_number",
        title=QT_TRANSLATE_NOOP("actions", "&Copy number"),
        tip=QT_TRANSLATE_NOOP("actions", "Copy the numbers of the selected tickets."),
        icon="hash",
        shortcuts=("Ctrl+Shift+C",),
        places=(Place.EDIT, Place.LIST_CONTEXT),
        group=5,
        enabled_when=with_selection,
        run=_copy_number,
    ),
    ActionSpec(
        id="edit.copy_link",
        title=QT_TRANSLATE_NOOP("actions", "Copy &link"),
        tip=QT_TRANSLATE_NOOP("actions", "Copy the addresses of the selected tickets."),
        icon="link",
        shortcuts=("Ctrl+Shift+L",),
        places=(Place.EDIT, Place.LIST_CONTEXT),
        group=5,
        enabled_when=with_selection,
        run=_copy_link,
    ),
    ActionSpec(
        id="edit.copy_subject",
        title=QT_TRANSLATE_NOOP("actions", "Copy number and sub&ject"),
        tip=QT_TRANSLATE_NOOP("actions", "Copy one line of text for each selected ticket."),
        icon="copy",
        places=(Place.EDIT, Place.LIST_CONTEXT),
        group=5,
        enabled_when=with_one,
        run=_copy_subject,
    ),
    ActionSpec(
        id="edit.select_all",
        title=QT_TRANSLATE_NOOP("actions", "Select &all tickets"),
        tip=QT_TRANSLATE_NOOP("actions", "Select every ticket of the list."),
        icon="list-checks",
        places=(Place.EDIT,),
        group=6,
        run=_select_all,
    ),
    ActionSpec(
        id="edit.search",
        title=QT_TRANSLATE_NOOP("actions", "&Find tickets"),
        tip=QT_TRANSLATE_NOOP("actions", "Put the keyboard into the search line."),
        icon="search",
        shortcuts=("Ctrl+F", "/"),
        places=(Place.EDIT,),
        group=7,
        run=_search,
    ),
)
