"""Refusals are stored like all other verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what was told."""
    op.add_column("op_result", sa.Column("answer", sa.Text, nullable=False, server_default=""))
