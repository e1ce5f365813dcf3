"""Clients and how often they have sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "client",
        sa.Column("person_id", sa.String(36), primary_key=True),
        sa.Column("client_id", sa.String(64), primary_key=True),
        sa.Column("turn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
    )
    op.create_index("client_at", "client", ["at"])
