"""Links between tickets, in the words of Request Tracker and in ours. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from deskclient.backends.request_tracker import wire
from deskclient.domain.fields import Value
from deskclient.domain.operation import Operation

MERGED_INTO = "merged_into"
_REFS = {
    "depends-on": "depends_on",
    "depended-on-by": "needed_by",
    "parent": "part_of",
    "child": "parts",
    "refers-to": "refers_to",
    "referred-to-by": "referred_by",
}
"""How a ticket tells of its links."""
WORDS = {
    "depends_on": "DependsOn",
    "needed_by": "DependedOnBy",
    "part_of": "MemberOf",
    "parts": "Members",
    "refers_to": "RefersTo",
    "referred_by": "ReferredToBy",
}
"""How links are written."""
_EVENTS = {"AddLink", "DeleteLink"}
_TOLD = {**{word: name for name, word in WORDS.items()}, "HasMember": "parts"}
"""What the history calls them."""


def links_in(links: Iterable[wire.Link]) -> Mapping[str, Value]:
    """Read which tickets a ticket is linked with; addresses elsewhere are left out."""
    found: dict[str, set[str]] = {name: set() for name in WORDS}
    for one in links:
        if one.type == "ticket" and one.ref in _REFS:
            found[_REFS[one.ref]].add(str(one.id))
    return {name: sorted(members) for name, members in found.items()}


def is_linked(events: Iterable[wire.Transaction]) -> bool:
    """Tell whether a ticket may have links, by all that ever happened to it."""
    return any(one.type in _EVENTS for one in events)


def link_field(event: wire.Transaction) -> str:
    """Name the field of ours that an event of the history changed; empty if it is no link."""
    return _TOLD.get(event.field_name or "", "") if event.type in _EVENTS else ""


def link_body(
    op: Operation, now: Mapping[str, Value]
) -> tuple[dict[str, object], dict[str, Value]]:
    """Write what an edit wants of links.

    Args:
        op: The edit.
        now: The ticket as it stands, in our words.

    Returns:
        What is to be sent, and the links there are to be, by field; empty if all is as wanted.
    """
    body: dict[str, object] = {}
    wanted: dict[str, Value] = {}
    for name, word in WORDS.items():
        value = now.get(name)
        there = {str(one) for one in value} if isinstance(value, list) else set[str]()
        add = set(op.patch.add.get(name, ()))
        drop = (set(op.patch.remove.get(name, ())) - add) & there
        if add - there:
            body[f"Add{word}"] = sorted(add - there)
        if drop:
            body[f"Delete{word}"] = sorted(drop)
        if drop or add - there:
            wanted[name] = list[str](sorted((there | add) - drop)) or None
    return body, wanted


def neighbours(tickets: Sequence[wire.Ticket]) -> set[int]:
    """Number the tickets that some are linked with."""
    named = {one.id for ticket in tickets for one in ticket.links if one.ref in _REFS}
    return {int(text) for one in named if (text := str(one)).isdecimal()}


def survivor_in(op: Operation) -> str:
    """Name the ticket that an edit merges its own into; empty if it does no such thing."""
    return str(op.patch.set.get(MERGED_INTO) or "")
