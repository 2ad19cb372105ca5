"""Kept mappings, and datasets that are made of a company's own tables by one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table `mapping`, and add what says that a dataset needs one."""
    op.create_table(
        "mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mapping"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_mapping_organisation_id_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name="fk_mapping_created_by_id_user"
        ),
        sa.UniqueConstraint("key", name="uq_mapping_key"),
    )
    op.create_index("ix_mapping_organisation_id", "mapping", ["organisation_id"])
    op.add_column(
        "dataset",
        sa.Column("is_source", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("dataset", sa.Column("mapping", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop what was added."""
    op.drop_column("dataset", "mapping")
    op.drop_column("dataset", "is_source")
    op.drop_index("ix_mapping_organisation_id", "mapping")
    op.drop_table("mapping")
