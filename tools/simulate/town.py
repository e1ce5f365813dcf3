"""The small desk every history begins with: people, queues, a few tickets, things to edit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskclient.domain.fields import Value
from deskclient.domain.kind import Registry
from deskclient.domain.times import to_text
from deskclient.server.access.accounts import Accounts, NewAccount
from deskclient.server.access.principal import Role
from deskclient.server.records.ledger import Ledger, Writing
from deskclient.server.records.stored import Stored
from tools.simulate.clock import EPOCH

PASSWORD = "a word of many letters"  # noqa: S105 - nobody lives here
_ROLES = (Role.AGENT, Role.TECHNICIAN, Role.LEAD, Role.AGENT, Role.ADMINISTRATOR)
_TICKETS = 6


def _id(place: int, number: int) -> str:
    return f"0190{place:04x}-{number:04x}-7000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Town:
    """Names of what is there."""

    agents: tuple[str, ...]
    logins: tuple[str, ...]
    queues: tuple[str, ...]
    requesters: tuple[str, ...]
    rights: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def found_town(ledger: Ledger, accounts: Accounts) -> Town:
    """Fill an empty desk."""
    registry = ledger.registry
    queues = tuple(_id(1, one) for one in range(3))
    requesters = tuple(_id(2, one) for one in range(2))
    agents = tuple(_id(3, one) for one in range(len(_ROLES)))
    rights = {
        agents[0]: {queues[0]: "manage", queues[1]: "work", queues[2]: "read"},
        agents[1]: {queues[0]: "work", queues[1]: "work"},
        agents[2]: dict.fromkeys(queues, "manage"),
        agents[3]: {queues[0]: "work", queues[2]: "work"},
        agents[4]: {},
    }
    with ledger.writing() as change:
        _make_order(change, registry, queues)
        for number, one in enumerate(requesters):
            person = {"name": f"Requester {number}", "email": f"r{number}@example.org"}
            _create(change, "person", one, person)
    for number, (one, role) in enumerate(zip(agents, _ROLES, strict=True)):
        accounts.create(
            NewAccount(
                login=f"agent{number}",
                password=PASSWORD,
                name=f"Agent {number}",
                role=role,
                queues=rights[one],
                person_id=one,
            )
        )
    with ledger.writing() as change:
        for number in range(_TICKETS):
            _make_ticket(change, number, queues, requesters, agents)
        _make_personal(change, agents)
    return Town(agents, tuple(f"agent{n}" for n in range(len(agents))), queues, requesters, rights)


def _create(
    change: Writing, kind: str, record_id: str, doc: Mapping[str, Value], root: Stored | None = None
) -> Stored:
    spec = change.registry[kind]
    born = {"created_at": to_text(EPOCH), "updated_at": to_text(EPOCH)}
    stamps = {name: value for name, value in born.items() if name in spec.field_map}
    return change.create(spec, record_id, spec.with_defaults({**doc, **stamps}), "", root)


def _make_order(change: Writing, registry: Registry, queues: tuple[str, ...]) -> None:
    _create(change, "line", _id(4, 0), {"name": "First line", "level": 1})
    for number, one in enumerate(queues):
        doc: dict[str, Value] = {"name": f"Queue {number}"}
        for spec in registry["queue"].fields:
            if spec.required and spec.name not in doc:
                doc[spec.name] = f"queue-{number}"
        _create(change, "queue", one, doc)
    _create(change, "category", _id(5, 0), {"name": "Printing"})
    _create(change, "organisation", _id(6, 0), {"name": "Example", "notes": "one\ntwo\nthree\n"})


def _make_ticket(
    change: Writing,
    number: int,
    queues: tuple[str, ...],
    requesters: tuple[str, ...],
    agents: tuple[str, ...],
) -> None:
    doc: dict[str, Value] = {
        "number": change.next_number("ticket"),
        "subject": f"Ticket {number}",
        "queue": queues[number % len(queues)],
        "requester": requesters[number % len(requesters)],
        "owner": agents[number % 3] if number % 2 else None,
        "tags": ["old", f"tag{number}"],
        "tried_already": "one\ntwo\nthree\nfour\n",
        "minutes_spent": 0,
        "entry_count": 1,
    }
    known = {name: value for name, value in doc.items() if value is not None}
    root = _create(change, "ticket", _id(7, number), known)
    entry: dict[str, Value] = {
        "ticket": root.id,
        "type": "message",
        "author": str(doc["requester"]),
        "body": f"Hello, this is ticket {number}.",
        "ord": change.next_ord(root),
    }
    _create(change, "entry", _id(8, number), entry, root)


def _make_personal(change: Writing, agents: tuple[str, ...]) -> None:
    for number, owner in enumerate(agents[:3]):
        template: dict[str, Value] = {
            "name": f"Template {number}",
            "body": "Dear customer,\n\nbest regards\n",
            "owner": owner,
            "shared": number == 0,
        }
        _create(change, "reply_template", _id(9, number), template)
        view: dict[str, Value] = {"name": f"View {number}", "query": "is:open", "owner": owner}
        _create(change, "saved_view", _id(10, number), view)
