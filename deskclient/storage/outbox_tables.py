"""The tables of ``outbox.db`` as the program uses them; made and changed by the migrations."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

OUTBOX_SCHEMA = 1
"""What ``PRAGMA user_version`` must be; equals the number of the newest migration."""

metadata = MetaData()


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False, server_default=None if key else "")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _json(name: str, empty: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=empty)


meta = Table("meta", metadata, _text("k", key=True), _text("v"), sqlite_with_rowid=False)

op = Table(
    "op",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    _text("kind"),
    _text("record_id"),
    _text("action"),
    _text("unit"),
    _json("patch", "{}"),
    _json("base", "{}"),
    _number("base_ver"),
    _json("depends_on", "[]"),
    _text("group_id"),
    _text("label"),
    _number("public"),
    _text("acted_at"),
    _text("hold_until"),
    _number("seen_ord"),
    _text("state"),
    _number("attempt"),
    _text("first_sent_at"),
    _text("token"),
    _text("witness"),
    _number("ack_ver"),
    _number("ack_seq"),
    _json("problem", ""),
    _number("op_schema"),
    Index("op_by_record", "kind", "record_id", "seq"),
    # Never hand out the number of a removed operation again.
    sqlite_autoincrement=True,
)

id_map = Table(
    "id_map",
    metadata,
    _text("kind", key=True),
    _text("record_id", key=True),
    _text("server_id"),
    UniqueConstraint("kind", "server_id"),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    _text("draft_id", key=True),
    _text("kind"),
    _text("record_id"),
    _json("content", "{}"),
    _text("saved_at"),
)

staged = Table(
    "staged",
    metadata,
    _text("sha256", key=True),
    _number("size"),
    _text("name"),
    _text("media_type"),
    _text("upload_id"),
    Column("offset", Integer, nullable=False, server_default=text("0")),
    _number("complete"),
)

conflict = Table(
    "conflict",
    metadata,
    _text("op_id", key=True),
    _text("field", key=True),
    _json("base", "null"),
    _json("mine", "null"),
    _json("theirs", "null"),
    _number("theirs_ver"),
    _text("theirs_by"),
    _text("theirs_at"),
    _json("choices", "[]"),
)

sent_log = Table(
    "sent_log",
    metadata,
    _text("op_id", key=True),
    _json("operation", "{}"),
    _number("ack_ver"),
    _number("ack_seq"),
    _text("epoch"),
    _text("at"),
    Index("sent_log_by_at", "at"),
)

op_event = Table(
    "op_event",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("op_id"),
    _text("at"),
    _text("what"),
    _text("detail"),
    Index("op_event_by_op", "op_id"),
)
