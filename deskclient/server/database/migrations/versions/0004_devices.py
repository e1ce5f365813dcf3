"""Devices: where somebody is signed in, and whether the copy there is to be erased."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, with the sessions there are; those have no secret yet."""
    device = op.create_table(
        "device",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
        sa.Column("signed_in_at", sa.String(24), nullable=False),
        sa.Column("signed_out_at", sa.String(24), nullable=False),
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("ordered_at", sa.String(24), nullable=False),
        sa.Column("erased_at", sa.String(24), nullable=False),
    )
    op.create_index("device_person", "device", ["person_id"])
    names = ("family", "person_id", "client_id", "device")
    token = sa.table("token", *map(sa.column, names))
    nothing = sa.literal("")
    known = sa.select(
        token.c.family,
        token.c.person_id,
        sa.func.max(token.c.client_id),
        sa.func.max(token.c.device),
        sa.literal(b"", sa.LargeBinary()),
        *[nothing] * 5,
    ).group_by(token.c.family, token.c.person_id)
    op.execute(device.insert().from_select(list(device.c.keys()), known))
