"""The lists a person can open by name: the standing ones, queues, and saved views."""

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.query import Comparison, Filter, ListQuery
from deskclient.services.api import Desk, RecordView
from deskclient.ui.actions.marking import QT_TRANSLATE_NOOP

SEARCH = "search"
"""Id of the list that the search line shows."""
LIBRARY = "library"
"""Begins the ids of views of what is looked up; they have tabs of their own."""
_OPEN = Filter("status", Comparison.OPEN)
_TEAM_MOST = 60
"""A desk may count everybody with an account among those who work there."""


class View(Struct, frozen=True):
    """One list by name."""

    id: str
    title: str
    """In the language of whoever named it; standing views: English, context ``views``."""
    icon: str
    query: ListQuery
    standing: bool = False
    """Whether ``title`` is to be translated."""
    record_id: RecordId | None = None
    """The saved view behind it."""
    shared: bool = False
    mine: bool = True
    """Whether I may rename, order and delete it."""
    columns: Value = None


_STANDING = (
    ("mine", QT_TRANSLATE_NOOP("views", "My open"), "user-round", "-updated_at"),
    ("unassigned", QT_TRANSLATE_NOOP("views", "Unassigned"), "user-round-x", "created_at"),
    ("overdue", QT_TRANSLATE_NOOP("views", "Overdue"), "alarm-clock", "due_at"),
    ("open", QT_TRANSLATE_NOOP("views", "All open"), "inbox", "-updated_at"),
    ("waits", QT_TRANSLATE_NOOP("views", "Waiting for us"), "hourglass", "last_entry_at"),
    ("unsent", QT_TRANSLATE_NOOP("views", "Unsent"), "cloud-upload", "-updated_at"),
)


_LOOKED_UP = (
    ("article", QT_TRANSLATE_NOOP("views", "Knowledge"), "book-open", "title"),
    ("asset", QT_TRANSLATE_NOOP("views", "Assets"), "laptop", "name"),
)
LIBRARY_KINDS = frozenset(kind for kind, *_ in _LOOKED_UP)


def _filters(name: str, me: RecordId) -> tuple[Filter, ...]:
    return {
        "mine": (_OPEN, Filter("owner", values=(me,))),
        "unassigned": (_OPEN, Filter("owner", Comparison.EMPTY)),
        "overdue": (_OPEN, Filter("due_at", Comparison.BEFORE, ("now",))),
        "open": (_OPEN,),
        "waits": (_OPEN, Filter("waits_for_us", values=(True,))),
        "unsent": (Filter("", Comparison.UNSENT),),
    }[name]


def standing_views(me: RecordId) -> Sequence[View]:
    """Give the views everybody has."""
    return tuple(
        View(
            f"work:{name}",
            title,
            icon,
            ListQuery("ticket", _filters(name, me), sort=sort),
            standing=True,
        )
        for name, title, icon, sort in _STANDING
    )


def queue_views(desk: Desk) -> Sequence[View]:
    """Give one view of open tickets for each queue in use."""
    return tuple(
        View(
            f"queue:{one.record_id}",
            str(one.doc.get("name") or ""),
            "inbox",
            ListQuery("ticket", (_OPEN, Filter("queue", values=(one.record_id,)))),
        )
        for one in desk.reads.reference("queue")
        if one.doc.get("active") is not False
    )


def team_views(desk: Desk) -> Sequence[View]:
    """Give one view of open tickets for each agent but me; for the first ones of a crowd."""
    every = (
        View(
            f"person:{one.record_id}",
            str(one.doc.get("name") or ""),
            "user-round",
            ListQuery("ticket", (_OPEN, Filter("owner", values=(one.record_id,)))),
        )
        for one in desk.reads.reference("person")
        if one.doc.get("is_agent") is True
        and one.doc.get("active") is not False
        and one.record_id != desk.me.person_id
    )
    return tuple(islice(every, _TEAM_MOST))


def library_views() -> Sequence[View]:
    """Give the views of what can be looked up beside the tickets."""
    return tuple(
        View(f"{LIBRARY}:{kind}", title, icon, ListQuery(kind, sort=sort), standing=True)
        for kind, title, icon, sort in _LOOKED_UP
    )


def filled_library_views(desk: Desk) -> Sequence[View]:
    """Give those of them that have something to show."""
    return [one for one in library_views() if desk.reads.first_rows(one.query, 1)]


def saved_views(desk: Desk) -> Sequence[View]:
    """Give the saved views: my own and those shared with everybody."""
    mine = desk.me.person_id
    found = desk.reads.reference("saved_view")
    shown = [one for one in found if one.doc.get("owner") == mine or one.doc.get("shared")]
    return tuple(_saved(desk, one) for one in shown)


def _saved(desk: Desk, record: RecordView) -> View:
    doc = record.doc
    query = desk.reads.parse(str(doc.get("query") or "")).query
    sort = str(doc.get("sort") or "")
    return View(
        f"saved:{record.record_id}",
        str(doc.get("name") or ""),
        "bookmark",
        replace(query, sort=sort) if sort else query,
        record_id=record.record_id,
        shared=bool(doc.get("shared")),
        mine=doc.get("owner") == desk.me.person_id,
        columns=doc.get("columns"),
    )


def find_view(desk: Desk, view_id: str) -> View | None:
    """Find a view by its id."""
    every = (
        *standing_views(desk.me.person_id),
        *queue_views(desk),
        *saved_views(desk),
        *team_views(desk),
        *library_views(),
    )
    return next((one for one in every if one.id == view_id), None)
