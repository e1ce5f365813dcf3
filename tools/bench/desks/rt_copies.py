"""Copies the tickets in the database of a Request Tracker that does not run.

Making a ticket in RT's own way takes a tenth of a second; the tables are the same either way.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

_STEP = 1_000_000
"""Between the numbers of a record and of its copy."""
_OF_TICKETS = "Domain = 'RT::Ticket-Role' AND id < {step}"
_IN_TICKETS = f"GroupId IN (SELECT id FROM Groups WHERE {_OF_TICKETS})"  # noqa: S608 - our words
_COPIED = (
    ("Tickets", "id < {step} AND Status != 'deleted'", ("id", "EffectiveId")),
    ("Transactions", "id < {step} AND ObjectType = 'RT::Ticket'", ("id", "ObjectId")),
    ("Attachments", "id < {step}", ("id", "TransactionId")),
    ("Groups", _OF_TICKETS, ("id", "Instance")),
    ("Principals", _IN_TICKETS.replace("GroupId", "id", 1), ("id",)),
    ("GroupMembers", _IN_TICKETS, ("id", "GroupId")),
    ("CachedGroupMembers", _IN_TICKETS, ("id", "GroupId", "Via", "ImmediateParentId")),
)
"""What belongs to a ticket: table, which rows, and the columns that are numbers of other rows."""
_LARGE = 1_000_000


def copy_tickets(database: Path, tickets: int) -> None:
    """Copy all tickets with all that belongs to them, until there are so many."""
    with closing(sqlite3.connect(database)) as connection, connection:
        # One of the seed is ten megabytes, which nobody searches for.
        connection.execute("DELETE FROM Attachments WHERE length(Content) > ?", (_LARGE,))
        (first,) = connection.execute("SELECT count(*) FROM Tickets").fetchone()
        for copy in range(1, -(-tickets // first)):
            for table, which, numbers in _COPIED:
                _copy(connection, table, which.format(step=_STEP), numbers, copy * _STEP)


def _copy(
    connection: sqlite3.Connection, table: str, which: str, numbers: tuple[str, ...], step: int
) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [f"{one} + {step}" if one in numbers else one for one in columns]
    if table == "CachedGroupMembers":
        # The people in a group keep their numbers; the group, which is in itself, does not.
        at = columns.index("MemberId")
        values[at] = f"MemberId + {step} * (MemberId = GroupId)"
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}"  # noqa: S608
        f" WHERE {which}"
    )
