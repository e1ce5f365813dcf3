"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KIND = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
_ID = sa.String(36).with_variant(sa.String(36, collation="C"), "postgresql")


def _create_facts() -> None:
    op.create_table(
        "meta",
        sa.Column("k", sa.String(40), primary_key=True),
        sa.Column("v", sa.Text, nullable=False),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", _BIG, nullable=False),
    )


def _create_records() -> None:
    op.create_table(
        "record",
        sa.Column("key", _BIG, primary_key=True, autoincrement=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("ver", sa.Integer, nullable=False),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("hash", _BIG, nullable=False),
        sa.Column("root_key", _BIG, nullable=False),
        sa.Column("reach", sa.SmallInteger, nullable=False),
        sa.Column("queue_id", sa.String(36), nullable=False),
        sa.Column("owner_id", sa.String(36), nullable=False),
        sa.Column("watchers", sa.Text, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("updated_by", sa.String(36), nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("moved_to", sa.String(36), nullable=False),
        sa.Column("child_ord", sa.Integer, nullable=False),
    )
    op.create_index("record_name", "record", ["kind", "id"], unique=True)
    op.create_index("record_root", "record", ["root_key", "key"])
    op.create_index("record_news", "record", ["kind", "updated_at", "key"])


def _create_logs() -> None:
    op.create_table(
        "change_log",
        sa.Column("seq", _BIG, primary_key=True, autoincrement=False),
        sa.Column("nonce", _BIG, nullable=False),
        sa.Column("rec", _BIG, sa.ForeignKey("record.key"), nullable=False),
        sa.Column("op", sa.SmallInteger, nullable=False),
        sa.Column("ver", sa.Integer, nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("was", sa.Text),
        sa.Column("was_at", sa.String(24)),
    )
    op.create_index("change_log_rec", "change_log", ["rec", "seq"])
    op.create_table(
        "op_result",
        sa.Column("op_id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("ver", sa.Integer, nullable=False),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
    )
    op.create_index("op_result_at", "op_result", ["at"])


def _create_access() -> None:
    op.create_table(
        "account",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("login", sa.String(64), nullable=False, unique=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("rights", sa.Text, nullable=False),
        sa.Column("rights_rev", sa.Integer, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "token",
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("use", sa.String(8), nullable=False),
        sa.Column("family", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.Column("expires_at", sa.String(24), nullable=False),
        sa.Column("used_at", sa.String(24), nullable=False),
    )
    op.create_index("token_family", "token", ["family"])
    op.create_index("token_expiry", "token", ["expires_at"])
    op.create_table(
        "throttle",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("since", sa.String(24), nullable=False),
    )


def _create_files() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", _BIG, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("media_type", sa.String(127), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("position", _BIG, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("expires_at", sa.String(24), nullable=False),
    )
    op.create_index("upload_digest", "upload", ["sha256", "person_id"])
    op.create_index("upload_expiry", "upload", ["expires_at"])
    op.create_table(
        "file_use",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("rec", _BIG, sa.ForeignKey("record.key"), primary_key=True),
        sa.Column("size", _BIG, nullable=False),
    )


def upgrade() -> None:
    """Create every table."""
    _create_facts()
    _create_records()
    _create_logs()
    _create_access()
    _create_files()
