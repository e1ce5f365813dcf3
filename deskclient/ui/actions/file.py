"""Commands of the File menu."""

from deskclient.ui.actions.deck import Deck
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place, UiContext


def _new(deck: Deck) -> None:
    deck.tickets.create(full_form=False)


def _new_form(deck: Deck) -> None:
    deck.tickets.create(full_form=True)


def _sync(deck: Deck) -> None:
    deck.tools.sync()


def _offline(deck: Deck) -> None:
    deck.tools.toggle_offline()


def _works_offline(context: UiContext) -> bool:
    return context.work_offline


def _profiles(deck: Deck) -> None:
    deck.app.profiles()


def _sign_in_again(deck: Deck) -> None:
    deck.app.sign_in_again()


def _sign_out(deck: Deck) -> None:
    deck.app.sign_out()


def _no_demo(context: UiContext) -> bool:
    return not context.demo


def _close(deck: Deck) -> None:
    deck.app.close_window()


def _quit(deck: Deck) -> None:
    deck.app.quit()


FILE = (
    ActionSpec(
        id="file.new",
        title=QT_TRANSLATE_NOOP("actions", "&New ticket…"),
        tip=QT_TRANSLATE_NOOP("actions", "Create a ticket from one line."),
        icon="plus",
        shortcuts=("Ctrl+N",),
        places=(Place.FILE,),
        writes=True,
        run=_new,
    ),
    ActionSpec(
        id="file.new_form",
        title=QT_TRANSLATE_NOOP("actions", "New ticket with the &full form…"),
        tip=QT_TRANSLATE_NOOP("actions", "Create a ticket with every field at hand."),
        icon="clipboard-list",
        shortcuts=("Ctrl+Shift+N",),
        places=(Place.FILE,),
        writes=True,
        run=_new_form,
    ),
    ActionSpec(
        id="file.sync",
        title=QT_TRANSLATE_NOOP("actions", "&Sync now"),
        tip=QT_TRANSLATE_NOOP("actions", "Send what waits and fetch what is new."),
        icon="refresh-cw",
        shortcuts=("F5",),
        places=(Place.FILE,),
        group=1,
        run=_sync,
    ),
    ActionSpec(
        id="file.offline",
        title=QT_TRANSLATE_NOOP("actions", "Work &offline"),
        tip=QT_TRANSLATE_NOOP("actions", "Keep everything here until you go online again."),
        icon="cloud-off",
        places=(Place.FILE,),
        group=1,
        checked_when=_works_offline,
        writes=True,
        run=_offline,
    ),
    ActionSpec(
        id="file.profiles",
        title=QT_TRANSLATE_NOOP("actions", "&Profiles…"),
        tip=QT_TRANSLATE_NOOP("actions", "Open another desk or sign in as somebody else."),
        icon="users-round",
        places=(Place.FILE, Place.PROFILE),
        group=2,
        run=_profiles,
    ),
    ActionSpec(
        id="file.sign_in_again",
        title=QT_TRANSLATE_NOOP("actions", "Sign in &again…"),
        tip=QT_TRANSLATE_NOOP("actions", "Renew a session that has ended; your work is kept."),
        icon="log-in",
        places=(Place.FILE, Place.PROFILE),
        group=2,
        enabled_when=_no_demo,
        run=_sign_in_again,
    ),
    ActionSpec(
        id="file.sign_out",
        title=QT_TRANSLATE_NOOP("actions", "Sign ou&t…"),
        tip=QT_TRANSLATE_NOOP("actions", "End the session; you decide about unsent work."),
        icon="log-out",
        places=(Place.FILE, Place.PROFILE),
        group=2,
        enabled_when=_no_demo,
        run=_sign_out,
    ),
    ActionSpec(
        id="file.close",
        title=QT_TRANSLATE_NOOP("actions", "&Close window"),
        tip=QT_TRANSLATE_NOOP("actions", "Close this window; unsent work is kept."),
        icon="x",
        shortcuts=("Ctrl+Shift+W",),
        places=(Place.FILE,),
        group=3,
        run=_close,
    ),
    ActionSpec(
        id="file.quit",
        title=QT_TRANSLATE_NOOP("actions", "&Quit"),
        tip=QT_TRANSLATE_NOOP("actions", "Quit the program; unsent work is kept."),
        icon="log-out",
        shortcuts=("Ctrl+Q",),
        places=(Place.FILE,),
        group=3,
        run=_quit,
    ),
)
