"""Commands of the Ticket menu, of the list's context menu and of the bulk bar."""

from collections.abc import Callable

from deskclient.domain.fields import Choice
from deskclient.domain.kind import Kind
from deskclient.domain.kinds.ticket import PRIORITIES, STATUSES
from deskclient.ui.actions.deck import Deck, Where, Writing
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP
from deskclient.ui.actions.spec import ActionSpec, Place, with_one, with_selection

_EVERYWHERE = (Place.TICKET, Place.LIST_CONTEXT, Place.BULK)
_ONE = (Place.TICKET, Place.LIST_CONTEXT)
_SHORT = {
    "owner": QT_TRANSLATE_NOOP("actions", "Assign"),
    "queue": QT_TRANSLATE_NOOP("actions", "Queue"),
    "status": QT_TRANSLATE_NOOP("actions", "Status"),
    "priority": QT_TRANSLATE_NOOP("actions", "Priority"),
    "tags": QT_TRANSLATE_NOOP("actions", "Tags"),
}
_STATUS = QT_TRANSLATE_NOOP("actions", "Set s&tatus")
_SOLVED = frozenset({"solved", "closed"})
_PRIORITY = QT_TRANSLATE_NOOP("actions", "Set &priority")


def _open(where: Where) -> Callable[[Deck], None]:
    return lambda deck: deck.tickets.open(where)


def _write(what: Writing) -> Callable[[Deck], None]:
    return lambda deck: deck.tickets.write(what)


def _pick(field: str) -> Callable[[Deck], None]:
    return lambda deck: deck.tickets.pick_field(field)


def _take(deck: Deck) -> None:
    deck.tickets.take()


def _merge(deck: Deck) -> None:
    deck.tickets.merge()


def _mark_read(deck: Deck) -> None:
    deck.tickets.mark_read()


def _set(field: str, value: str) -> Callable[[Deck], None]:
    return lambda deck: deck.tickets.set_field(field, value)


def _status(choice: Choice, run: Callable[[Deck], None], *, asks: bool) -> ActionSpec:
    return ActionSpec(
        id=f"ticket.status_{choice.value}",
        title=choice.label,
        icon=choice.icon,
        places=(Place.TICKET, Place.LIST_CONTEXT),
        submenu=_STATUS,
        group=3,
        needs=f"ticket.status={choice.value}",
        enabled_when=with_one if asks else with_selection,
        writes=True,
        run=run,
    )


def _priority(choice: Choice) -> ActionSpec:
    return ActionSpec(
        id=f"ticket.priority_{choice.value}",
        title=choice.label,
        icon=choice.icon,
        places=(Place.TICKET, Place.LIST_CONTEXT),
        submenu=_PRIORITY,
        group=3,
        needs=f"ticket.priority={choice.value}",
        enabled_when=with_selection,
        writes=True,
        run=_set("priority", choice.value),
    )


def _choices() -> tuple[ActionSpec, ...]:
    """Offer each status and priority by name in the palette and in a submenu.

    Solved and Planned need further fields: the picker of the status asks for them.
    """
    steps = [
        _status(
            choice,
            _write(Writing.RESOLVE) if choice.value in _SOLVED else _set("status", choice.value),
            asks=choice.value in _SOLVED,
        )
        for choice in STATUSES
        if choice.value not in {"new", "planned"}
    ]
    return (*steps, *(_priority(choice) for choice in PRIORITIES))


def desk_choices(kind: Kind) -> tuple[ActionSpec, ...]:
    """Offer the statuses and priorities that only this desk has."""
    ours = {one.value for one in (*STATUSES, *PRIORITIES)}
    status, priority = kind.field_map["status"], kind.field_map["priority"]
    return (
        *(
            _status(one, _set("status", one.value), asks=False)
            for one in status.choices
            if one.value not in ours
        ),
        *(_priority(one) for one in priority.choices if one.value not in ours),
    )


def _picker(field: str, title: str, tip: str, icon: str, key: str) -> ActionSpec:
    return ActionSpec(
        id=f"ticket.{field}",
        title=title,
        short=_SHORT[field],
        tip=tip,
        icon=icon,
        shortcuts=(key,),
        places=_EVERYWHERE if field not in {"status", "priority"} else (Place.BULK,),
        group=2,
        needs=f"ticket.{field}",
        enabled_when=with_selection,
        writes=True,
        run=_pick(field),
    )


TICKETS = (
    ActionSpec(
        id="ticket.open_tab",
        title=QT_TRANSLATE_NOOP("actions", "&Open in a tab"),
        tip=QT_TRANSLATE_NOOP("actions", "Keep this ticket open beside the list."),
        icon="app-window",
        places=_ONE,
        enabled_when=with_one,
        run=_open(Where.TAB),
    ),
    ActionSpec(
        id="ticket.open_window",
        title=QT_TRANSLATE_NOOP("actions", "Open in a &window"),
        tip=QT_TRANSLATE_NOOP("actions", "Show this ticket in a window of its own."),
        icon="square-arrow-out-up-right",
        shortcuts=("Shift+Return",),
        places=_ONE,
        enabled_when=with_one,
        run=_open(Where.WINDOW),
    ),
    ActionSpec(
        id="ticket.reply",
        title=QT_TRANSLATE_NOOP("actions", "&Reply…"),
        tip=QT_TRANSLATE_NOOP("actions", "Write to the requester."),
        icon="reply",
        shortcuts=("R",),
        places=_ONE,
        group=1,
        enabled_when=with_one,
        run=_write(Writing.REPLY),
    ),
    ActionSpec(
        id="ticket.note",
        title=QT_TRANSLATE_NOOP("actions", "Internal &note…"),
        tip=QT_TRANSLATE_NOOP("actions", "Write what only the desk can see."),
        icon="lock",
        shortcuts=("N",),
        places=_ONE,
        group=1,
        needs="entry.type=note",
        enabled_when=with_one,
        run=_write(Writing.NOTE),
    ),
    ActionSpec(
        id="ticket.resolve",
        title=QT_TRANSLATE_NOOP("actions", "&Solve…"),
        tip=QT_TRANSLATE_NOOP("actions", "Say what was done and close the matter."),
        icon="circle-check",
        shortcuts=("E",),
        places=_ONE,
        group=1,
        enabled_when=with_one,
        writes=True,
        run=_write(Writing.RESOLVE),
    ),
    ActionSpec(
        id="ticket.take",
        title=QT_TRANSLATE_NOOP("actions", "Assign to &me"),
        short=QT_TRANSLATE_NOOP("actions", "To me"),
        tip=QT_TRANSLATE_NOOP("actions", "Become the owner of the selected tickets."),
        icon="user-round-check",
        shortcuts=("I",),
        places=_EVERYWHERE,
        group=2,
        enabled_when=with_selection,
        writes=True,
        run=_take,
    ),
    _picker(
        "owner",
        QT_TRANSLATE_NOOP("actions", "&Assign…"),
        QT_TRANSLATE_NOOP("actions", "Choose the owner of the selected tickets."),
        "user-round-plus",
        "A",
    ),
    _picker(
        "queue",
        QT_TRANSLATE_NOOP("actions", "Move to &queue…"),
        QT_TRANSLATE_NOOP("actions", "Choose the queue of the selected tickets."),
        "inbox",
        "Q",
    ),
    _picker(
        "status",
        QT_TRANSLATE_NOOP("actions", "S&tatus…"),
        QT_TRANSLATE_NOOP("actions", "Choose the status of the selected tickets."),
        "circle-dot",
        "S",
    ),
    _picker(
        "priority",
        QT_TRANSLATE_NOOP("actions", "&Priority…"),
        QT_TRANSLATE_NOOP("actions", "Choose the priority of the selected tickets."),
        "chevrons-up",
        "P",
    ),
    _picker(
        "tags",
        QT_TRANSLATE_NOOP("actions", "Ta&gs…"),
        QT_TRANSLATE_NOOP("actions", "Add or remove tags of the selected tickets."),
        "tags",
        "T",
    ),
    *_choices(),
    ActionSpec(
        id="ticket.merge",
        title=QT_TRANSLATE_NOOP("actions", "M&erge into…"),
        tip=QT_TRANSLATE_NOOP("actions", "Make this ticket part of another one."),
        icon="git-merge",
        places=_ONE,
        group=4,
        needs="ticket.merged_into",
        enabled_when=with_one,
        writes=True,
        run=_merge,
    ),
    ActionSpec(
        id="ticket.mark_read",
        title=QT_TRANSLATE_NOOP("actions", "Mark as rea&d"),
        icon="mail-open",
        shortcuts=("M",),
        places=_ONE,
        group=4,
        enabled_when=with_selection,
        writes=True,
        run=_mark_read,
    ),
)
