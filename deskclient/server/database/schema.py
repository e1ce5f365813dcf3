"""The tables of the desk; the migrations build the same (a test compares them)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

METADATA = MetaData()
HEAD = "0004"
"""The newest migration; a test compares it with the steps there are."""
_BIG = BigInteger().with_variant(Integer(), "sqlite")
# Lists of ids are ordered the same way on every desk, whatever language its database speaks.
_KIND = String(40).with_variant(String(40, collation="C"), "postgresql")
_ID = String(36).with_variant(String(36, collation="C"), "postgresql")

META = Table(
    "meta",
    METADATA,
    Column("k", String(40), primary_key=True),
    Column("v", Text, nullable=False),
)
"""Single facts: instance, epoch, secret, how far the logs reach back."""

COUNTER = Table(
    "counter",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", _BIG, nullable=False),
)
"""``seq`` is locked by every writer until it commits, so commit order is feed order."""

RECORD = Table(
    "record",
    METADATA,
    # The feed number of its creation: needs no second sequence and rises with age.
    Column("key", _BIG, primary_key=True, autoincrement=False),
    Column("kind", _KIND, nullable=False),
    Column("id", _ID, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("seq", _BIG, nullable=False),
    Column("doc", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("hash", _BIG, nullable=False),
    Column("root_key", _BIG, nullable=False),
    Column("reach", SmallInteger, nullable=False),
    Column("queue_id", String(36), nullable=False),
    Column("owner_id", String(36), nullable=False),
    Column("watchers", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("created_at", String(24), nullable=False),
    Column("updated_at", String(24), nullable=False),
    Column("updated_by", String(36), nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("moved_to", String(36), nullable=False),
    Column("child_ord", Integer, nullable=False),
    Index("record_name", "kind", "id", unique=True),
    Index("record_root", "root_key", "key"),
    Index("record_news", "kind", "updated_at", "key"),
)
"""Every record of every kind. ``reach`` … ``updated_at`` decide who sees it and in which scope."""

CHANGE = Table(
    "change_log",
    METADATA,
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    Column("nonce", _BIG, nullable=False),
    Column("rec", _BIG, ForeignKey("record.key"), nullable=False),
    Column("op", SmallInteger, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("at", String(24), nullable=False),
    # The scope keys before the change: who had the record and no longer does.
    Column("was", Text),
    Column("was_at", String(24)),
    Index("change_log_rec", "rec", "seq"),
)

OP_RESULT = Table(
    "op_result",
    METADATA,
    Column("op_id", String(36), primary_key=True),
    Column("person_id", String(36), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("digest", String(32), nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("id", String(36), nullable=False),
    Column("ver", Integer, nullable=False),
    Column("seq", _BIG, nullable=False),
    Column("at", String(24), nullable=False),
    Column("answer", Text, nullable=False, server_default=""),
    Index("op_result_at", "at"),
)
"""Every final verdict; ``answer`` holds a refusal as it was told, and is empty otherwise."""

ACCOUNT = Table(
    "account",
    METADATA,
    Column("person_id", String(36), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("rights", Text, nullable=False),
    Column("rights_rev", Integer, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", String(24), nullable=False),
)

TOKEN = Table(
    "token",
    METADATA,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("use", String(8), nullable=False),
    Column("family", String(36), nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("device", String(200), nullable=False),
    Column("expires_at", String(24), nullable=False),
    Column("used_at", String(24), nullable=False),
    Index("token_family", "family"),
    Index("token_expiry", "expires_at"),
)

DEVICE = Table(
    "device",
    METADATA,
    # The family of the tokens it signed in with.
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("secret", LargeBinary(32), nullable=False),
    Column("signed_in_at", String(24), nullable=False),
    Column("signed_out_at", String(24), nullable=False),
    Column("order_id", String(36), nullable=False),
    Column("ordered_at", String(24), nullable=False),
    Column("erased_at", String(24), nullable=False),
    Index("device_person", "person_id"),
)
"""Where somebody is signed in; outlives the tokens, so that an order to erase is still heard.

``secret`` proves such an order to the device; empty if it signed in before there were any."""

CLIENT = Table(
    "client",
    METADATA,
    Column("person_id", String(36), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("turn", _BIG, nullable=False),
    Column("at", String(24), nullable=False),
    Index("client_at", "at"),
)
"""How often each client has sent; a count that does not rise comes from a copy of it."""

THROTTLE = Table(
    "throttle",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", String(24), nullable=False),
)

UPLOAD = Table(
    "upload",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", _BIG, nullable=False),
    Column("name", String(255), nullable=False),
    Column("media_type", String(127), nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("position", _BIG, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("expires_at", String(24), nullable=False),
    Index("upload_digest", "sha256", "person_id"),
    Index("upload_expiry", "expires_at"),
)

FILE_USE = Table(
    "file_use",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("rec", _BIG, ForeignKey("record.key"), primary_key=True),
    Column("size", _BIG, nullable=False),
)
"""Which attachment records name which content; who may see one of them may read the file."""
