"""What stood in the way of a run's view of custody; empty for runs made before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column `custody_error` to the runs."""
    op.add_column("run", sa.Column("custody_error", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop the column `custody_error`."""
    op.drop_column("run", "custody_error")
