"""Puts the demo desk into an empty database, as if it had been worked on for a year."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import func, insert, select, update

from deskclient.domain.mirrors import with_member
from deskclient.server.access.principal import Role
from deskclient.server.database.schema import ACCOUNT, COUNTER, FILE_USE, RECORD
from deskclient.server.demo.build import Demo, build_demo
from deskclient.server.demo.tickets import Story
from deskclient.server.demo.world import DEMO_PASSWORD, SeedRecord, SeedUser, World
from deskclient.server.desk import Desk
from deskclient.server.files.vault import Vault
from deskclient.server.records.ledger import Writing, find
from deskclient.server.records.stored import Stored

DEMO_SEED = 2026
DEMO_TICKETS = 2_000
_LINKS = (
    ("depends_on", "needed_by"),
    ("duplicates", "duplicated_by"),
    ("related", "related"),
    ("parts", "part_of"),
)


def is_empty(desk: Desk) -> bool:
    """Tell whether nobody has an account on the desk yet."""
    with desk.database.read() as connection:
        return not connection.execute(select(func.count()).select_from(ACCOUNT)).scalar_one()


def load_demo(desk: Desk, vault: Vault) -> None:
    """Fill an empty desk with the demo; either everything is there afterwards or nothing."""
    demo = build_demo(DEMO_SEED, DEMO_TICKETS, desk.now())
    load_stories(desk, vault, demo, last_number=1000 + DEMO_TICKETS)


def load_stories(desk: Desk, vault: Vault, demo: Demo, *, last_number: int) -> None:
    """Fill an empty desk with a made-up one, in one transaction."""
    by = demo.world.agents[-1][0]
    with desk.ledger.writing() as change:
        for record in demo.world.records:
            _create(change, record, by)
        tickets = [_tell(change, vault, story) for story in demo.stories]
        _link(change, tickets, by)
        change.connection.execute(
            update(COUNTER).where(COUNTER.c.name == "ticket").values(value=last_number)
        )
        _add_accounts(desk, demo.world, change)


def _tell(change: Writing, vault: Vault, story: Story) -> str:
    """Write a story; gives the ticket it is of."""
    for sha256, content in story.files.items():
        if vault.size(sha256) is None:
            vault.write(sha256, 0, content)
            vault.keep(sha256, sha256, len(content))
    ticket, *rest = story.records
    root = _create(change, ticket, str(ticket.doc["requester"]))
    entries = 0
    for record in rest:
        row = _create(change, record, str(record.doc.get("author", "")), root)
        entries += record.kind == "entry"
        if record.kind == "attachment":
            use = {"sha256": record.doc["sha256"], "rec": row.key, "size": record.doc["size"]}
            change.connection.execute(insert(FILE_USE), use)
    change.connection.execute(
        update(RECORD).where(RECORD.c.key == root.key).values(child_ord=entries)
    )
    return root.id


def _link(change: Writing, tickets: Sequence[str], by: str) -> None:
    """Link some of the last tickets with each other, at both ends."""
    kind = change.registry["ticket"]
    for at, (field, mirror) in enumerate(_LINKS):
        pair = tickets[-5 - 5 * at :][:2]
        if len(pair) < 2:
            return
        one, other = pair
        for name, to, by_field in ((one, other, field), (other, one, mirror)):
            row = find(change.connection, kind.name, name)
            if row is not None:
                change.now = str(row.doc.get("updated_at"))
                change.update(row, with_member(row.doc, by_field, to, there=True), by)


def _create(change: Writing, record: SeedRecord, by: str, root: Stored | None = None) -> Stored:
    # Lists and scopes go by the moment of the last change: each record is written at its own.
    change.now = str(record.doc.get("updated_at") or record.doc.get("created_at"))
    return change.create(change.registry[record.kind], record.id, record.doc, by, root)


def _add_accounts(desk: Desk, world: World, change: Writing) -> None:
    """Let the agents in; all have the same public password, hashed once."""
    hashed = desk.accounts.hash(DEMO_PASSWORD)
    rows = [
        {
            "person_id": user.person_id,
            "login": user.login,
            "password": hashed,
            "role": Role(user.role).value,
            "rights": msgspec.json.encode(_rights(user, world)).decode(),
            "rights_rev": 1,
            "disabled": False,
            "created_at": change.now,
        }
        for user in world.users
    ]
    change.connection.execute(insert(ACCOUNT), rows)


def _rights(user: SeedUser, world: World) -> dict[str, str]:
    everywhere = dict.fromkeys(world.queues.values(), "read")
    return everywhere | dict.fromkeys(user.queues, "work")
