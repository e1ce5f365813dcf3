"""The first outbox: operations, names, drafts, files, collisions, sent log, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _text(name: str, *, key: bool = False, default: str = "") -> sa.Column[str]:
    return sa.Column(
        name, sa.Text, primary_key=key, nullable=False, server_default=None if key else default
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def upgrade() -> None:
    """Create every table."""
    op.create_table("meta", _text("k", key=True), _text("v"), sqlite_with_rowid=False)
    _create_op()
    op.create_table(
        "id_map",
        _text("kind", key=True),
        _text("record_id", key=True),
        _text("server_id"),
        sa.UniqueConstraint("kind", "server_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft",
        _text("draft_id", key=True),
        _text("kind"),
        _text("record_id"),
        _text("content", default="{}"),
        _text("saved_at"),
    )
    op.create_table(
        "staged",
        _text("sha256", key=True),
        _number("size"),
        _text("name"),
        _text("media_type"),
        _text("upload_id"),
        _number("offset"),
        _number("complete"),
    )
    _create_records_of_what_happened()


def _create_op() -> None:
    op.create_table(
        "op",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("op_id", sa.Text, nullable=False, unique=True),
        *(_text(name) for name in ("kind", "record_id", "action", "unit")),
        _text("patch", default="{}"),
        _text("base", default="{}"),
        _number("base_ver"),
        _text("depends_on", default="[]"),
        *(_text(name) for name in ("group_id", "label")),
        _number("public"),
        *(_text(name) for name in ("acted_at", "hold_until")),
        _number("seen_ord"),
        _text("state"),
        _number("attempt"),
        *(_text(name) for name in ("first_sent_at", "token", "witness")),
        _number("ack_ver"),
        _number("ack_seq"),
        _text("problem"),
        _number("op_schema"),
        sqlite_autoincrement=True,
    )
    op.create_index("op_by_record", "op", ["kind", "record_id", "seq"])


def _create_records_of_what_happened() -> None:
    op.create_table(
        "conflict",
        _text("op_id", key=True),
        _text("field", key=True),
        *(_text(name, default="null") for name in ("base", "mine", "theirs")),
        _number("theirs_ver"),
        *(_text(name) for name in ("theirs_by", "theirs_at")),
        _text("choices", default="[]"),
    )
    op.create_table(
        "sent_log",
        _text("op_id", key=True),
        _text("operation", default="{}"),
        _number("ack_ver"),
        _number("ack_seq"),
        *(_text(name) for name in ("epoch", "at")),
    )
    op.create_index("sent_log_by_at", "sent_log", ["at"])
    op.create_table(
        "op_event",
        sa.Column("id", sa.Integer, primary_key=True),
        *(_text(name) for name in ("op_id", "at", "what", "detail")),
    )
    op.create_index("op_event_by_op", "op_event", ["op_id"])
