"""Links between tickets: how RT writes them, shows them, and moves them in a merge."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.desks.request_tracker.stores import Stores

ADDRESS = "fsck.com-rt://rt.test/ticket/"
_NAMES: Mapping[str, tuple[str, bool, str]] = {
    "DependedOnBy": ("DependsOn", False, "depended-on-by"),
    "DependsOn": ("DependsOn", True, "depends-on"),
    "MemberOf": ("MemberOf", True, "parent"),
    "Members": ("MemberOf", False, "child"),
    "ReferredToBy": ("RefersTo", False, "referred-to-by"),
    "RefersTo": ("RefersTo", True, "refers-to"),
}
"""In RT's order: the type, whether the ticket is its base, and how it is shown."""
_SAYS = {"DependsOn": "depends on", "MemberOf": "member of", "RefersTo": "refers to"}
_NOTED = {"DependsOn": "DependedOnBy", "MemberOf": "HasMember", "RefersTo": "ReferredToBy"}
_NO_CIRCLES = frozenset({"DependsOn", "MemberOf"})
Step = tuple[str, str, int, int]
"""``AddLink`` or ``DeleteLink``; then the type, base and target."""


def steps_in(body: Mapping[str, Any], ticket: int) -> Iterator[Step]:
    """Read what is wanted of links, in RT's order."""
    for name, (type_, is_base, _) in _NAMES.items():
        for action in ("Add", "Delete"):
            value = body.get(f"{action}{name}", [])
            for one in value if isinstance(value, list) else [value]:
                other = int(one) if str(one).isdecimal() else 0
                base, target = (ticket, other) if is_base else (other, ticket)
                yield f"{action}Link", type_, base, target


def refusal_of(stores: Stores, step: Step, ticket: int) -> str:
    """Say why RT leaves a step undone; empty if it takes it."""
    action, type_, base, target = step
    other = target if base == ticket else base
    found = stores.ticket(other)
    is_there = (base, type_, target) in stores.links
    if found is None:
        return f"Couldn't resolve '{other}' into a link."
    if action == "DeleteLink":
        return "" if is_there else "Link not found"
    if found.status == "deleted" or is_there:
        return "Link already exists" if is_there else "Linking to a deleted ticket is not allowed"
    if type_ in _NO_CIRCLES and base != target and base in _reached(stores, type_, target):
        return "Refused to add link which would create a circular relationship"
    return "Link could not be created: Can't link a ticket to itself" if base == target else ""


def sentence_of(step: Step) -> str:
    """Say that a step is done."""
    action, type_, base, target = step
    verb = _SAYS[type_] if action == "AddLink" else f"no longer {_SAYS[type_]}"
    return f"Ticket {base} {verb} Ticket {target}."


def notes_of(step: Step, ticket: int) -> Sequence[tuple[int, str, int]]:
    """List what the history notes: the ticket, its word for the link, and the other ticket."""
    _, type_, base, target = step
    both = [(base, type_, target), (target, _NOTED[type_], base)]
    return both if base == ticket else both[::-1]


def shown_links(stores: Stores, ticket: int) -> Sequence[tuple[str, int]]:
    """List the links of a ticket as they are shown: how, and to which ticket."""
    return [
        (ref, target if is_base else base)
        for type_, is_base, ref in _NAMES.values()
        for base, kind, target in sorted(stores.links)
        if kind == type_ and (base if is_base else target) == ticket
    ]


def merge_links(stores: Stores, loser: int, survivor: int) -> None:
    """Let the survivor have the links of the other, without a word in any history."""
    moved = {
        (survivor if base == loser else base, type_, survivor if target == loser else target)
        for base, type_, target in stores.links
    }
    stores.links = {one for one in moved if one[0] != one[2]}


def _reached(stores: Stores, type_: str, start: int) -> set[int]:
    reached, left = {start}, [start]
    while left:
        base = left.pop()
        onward = {to for one, kind, to in stores.links if one == base and kind == type_}
        left += onward - reached
        reached |= onward
    return reached
