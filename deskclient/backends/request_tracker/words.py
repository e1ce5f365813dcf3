"""What one Request Tracker calls things: states of its life cycles, priorities, custom fields.

RT shows none of this to agents as such. Custom fields are named by the queues that have them, and
declared to whoever may see them everywhere; the states of a life cycle of the administrators' own
are found by its tickets, each of which tells the steps it may take.
"""

import asyncio
from collections.abc import Mapping, Sequence

from msgspec import Struct

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import (
    MARKER,
    CustomField,
    Fields,
    own_field,
)
from deskclient.backends.request_tracker.mapping import number
from deskclient.backends.request_tracker.rest import Rest
from deskclient.backends.strict_json import decode
from deskclient.domain.desk_words import DeskWords, KindWords, States
from deskclient.domain.fields import Choice
from deskclient.domain.workflow import Phase

_DEFAULT = "default"
_KNOWN = (
    Choice("new", "New", "circle-dot", 0, ("new", "новая", "новые")),
    Choice("open", "Open", "circle-play", 1, ("open", "открыта", "открытые")),
    Choice("stalled", "Stalled", "user-round", 2, ("stalled", "ожидание", "отложена")),
    Choice("resolved", "Resolved", "circle-check", 3, ("resolved", "решена", "решенные")),
    Choice("rejected", "Rejected", "archive", 4, ("rejected", "отклонена", "отклоненные")),
)
"""The states of the life cycle that each RT comes with; RT gives their names in its own words."""
_PHASES = {
    "new": Phase.NEW,
    "open": Phase.ACTIVE,
    "stalled": Phase.WAITING,
    "resolved": Phase.DONE,
    "rejected": Phase.DONE,
}
_ICONS = {Phase.NEW: "circle-dot", Phase.ACTIVE: "circle-play", Phase.DONE: "circle-check"}
_PRIORITIES = (
    Choice("high", "High", "chevron-up", 0, ("high", "высокий")),
    Choice("normal", "Medium", "minus", 1, ("normal", "medium", "средний", "обычный")),
    Choice("low", "Low", "chevron-down", 2, ("low", "низкий")),
)
_STATES_MOST = 30
_HIDDEN = frozenset({403, 404})
_SETS = (("__Active__", Phase.ACTIVE), ("__Inactive__", Phase.DONE))
"""RT tells no other sets of states apart: not those that a ticket begins in."""


class Speech(Struct, frozen=True):
    """What was found."""

    words: DeskWords
    fields: Fields


class _State(Struct, frozen=True):
    phase: Phase
    steps: tuple[str, ...]


async def read_speech(rest: Rest, queues: Sequence[wire.Queue], zone: str) -> Speech:
    """Ask what the desk calls things.

    Args:
        rest: Makes the calls.
        queues: Those that the person may see.
        zone: The person's time zone; empty if it is not told.
    """
    places = await _fields_by_queue(rest, queues)
    fields = await _declared(rest, places, zone)
    own = sorted({one.lifecycle for one in queues} - {_DEFAULT, ""})
    found: dict[str, _State] = {}
    for lifecycle in own:
        found |= await _states_of(rest, lifecycle)
    return Speech({"ticket": _ticket_words(found, fields, places)}, fields)


def _ticket_words(
    own: Mapping[str, _State], fields: Fields, places: Mapping[int, Sequence[str]]
) -> KindWords:
    known = {one.value for one in _KNOWN}
    more = {name: state for name, state in own.items() if name not in known}
    choices = [
        *_KNOWN,
        *(
            Choice(name, name, _ICONS[state.phase], len(_KNOWN) + at, own=True)
            for at, (name, state) in enumerate(more.items())
        ),
    ]
    ours = tuple(one for one in known)
    steps = {name: (*ours, *own.get(name, _State(Phase.NEW, ())).steps) for name in ours}
    steps |= {name: state.steps for name, state in more.items()}
    every = set(steps)
    return KindWords(
        choices={"status": tuple(choices), "priority": _PRIORITIES},
        defaults={"status": "new", "priority": "normal"},
        states=States(
            initial="new",
            phases=_PHASES | {name: state.phase for name, state in more.items()},
            steps={name: tuple(sorted(every & set(some))) for name, some in steps.items()},
        ),
        fields=tuple(
            own_field(one, places[one.id])
            for one in sorted(fields.values(), key=lambda one: list(places).index(one.id))
        ),
    )


async def _fields_by_queue(
    rest: Rest, queues: Sequence[wire.Queue]
) -> Mapping[int, tuple[str, ...]]:
    """Find the queues of each custom field; the fields stand in the order of the desk."""
    named = await asyncio.gather(*(_fields_of(rest, one) for one in queues))
    found: dict[int, list[str]] = {}
    for queue, some in zip(queues, named, strict=True):
        for one in some:
            found.setdefault(one.id, []).append(str(queue.id))
    names = {one.id: one.name for some in named for one in some}
    rest.fields = {place: CustomField(place, names[place]) for place in found}
    everywhere = len(queues)
    return {place: () if len(some) == everywhere else tuple(some) for place, some in found.items()}


async def _fields_of(rest: Rest, queue: wire.Queue) -> Sequence[CustomField]:
    answer = await rest.send("GET", f"/queue/{number(queue.id)}", also=_HIDDEN)
    if answer.status in _HIDDEN:
        return ()
    told = decode(answer.body, wire.WholeQueue).ticket_custom_fields
    some = () if isinstance(told, str) else told
    return [CustomField(number(one.id), one.name) for one in some if one.name != MARKER]


async def _declared(rest: Rest, places: Mapping[int, object], zone: str) -> Fields:
    """Ask for the type of each field; whoever may see one everywhere, may see the others."""
    found: dict[int, CustomField] = {}
    is_told = True
    for place in places:
        known = rest.fields[place]
        answer = None
        if is_told:
            answer = await rest.send("GET", f"/customfield/{place}", also=_HIDDEN)
            is_told = answer.status not in _HIDDEN
        if answer is None or answer.status in _HIDDEN:
            found[place] = known
            continue
        told = decode(answer.body, wire.CustomFieldSpec)
        if str(told.disabled) != "1":
            found[place] = CustomField(
                id=place,
                name=told.name,
                type=told.type,
                many=number(told.max_values) != 1,
                choices=tuple(told.values) if told.type == "Select" else (),
                zone=zone,
            )
    rest.fields = found
    return found


async def _states_of(rest: Rest, lifecycle: str) -> Mapping[str, _State]:
    """Find the states that tickets of a life cycle have now, and those they may go to."""
    found: dict[str, _State] = {}
    named: set[str] = set()
    for which, phase in _SETS:
        seen: list[str] = []
        while len(found) < _STATES_MOST:
            but = "".join(f" AND Status != '{_quoted(one)}'" for one in seen)
            sql = f"Lifecycle = '{_quoted(lifecycle)}' AND Status = '{which}'{but}"
            query = {"query": sql, "per_page": "1", "fields": "Status"}
            items = decode(await rest.get("/tickets", query), wire.Tickets).items
            if not items or items[0].status in seen:
                break
            state = items[0].status
            seen.append(state)
            steps = await _steps_of(rest, number(items[0].id))
            named |= set(steps)
            found.setdefault(state, _State(phase, steps))
    for name in sorted(named - found.keys()):
        # No ticket has it now: it is shown as work until one tells.
        found[name] = _State(_PHASES.get(name, Phase.ACTIVE), ())
    return found


async def _steps_of(rest: Rest, ticket: int) -> tuple[str, ...]:
    answer = await rest.send("GET", f"/ticket/{ticket}", also=_HIDDEN)
    if answer.status in _HIDDEN:
        return ()
    links = decode(answer.body, wire.LinkedTicket).links
    return tuple(sorted({one.target for one in links if one.ref == "lifecycle"} - {"", "deleted"}))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
