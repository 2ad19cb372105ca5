"""Reports on runs that people ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "issued_report"
ASKED = ["organisation_id", "run_id", "kind", "entity", "language"]
REFERENCES = {
    "organisation_id": "organisation",
    "run_id": "run",
    "against_id": "run",
    "asked_by_id": "user",
}
# The same report is asked for once; a unique index takes no two empty values for the same.
ONCE = {
    "uq_issued_report_asked": (ASKED, "against_id IS NULL"),
    "uq_issued_report_compared": ([*ASKED, "against_id"], "against_id IS NOT NULL"),
}


def upgrade() -> None:
    """Create the table `issued_report`."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entity", sa.String(200), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("against_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("file", sa.String(200), nullable=True),
        sa.Column("number", sa.String(40), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=f"ck_{TABLE}_state"
        ),
        *(_reference(column, target) for column, target in REFERENCES.items()),
        sa.UniqueConstraint("key", name=f"uq_{TABLE}_key"),
    )
    for column in ("organisation_id", "run_id", "state"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    for name, (columns, compared) in ONCE.items():
        condition = sa.text(f"state <> 'failed' AND {compared}")
        op.create_index(
            name, TABLE, columns, unique=True,
            sqlite_where=condition, postgresql_where=condition,
        )  # fmt: skip


def downgrade() -> None:
    """Drop the table; the files of the reports stay where they are."""
    op.drop_table(TABLE)


def _reference(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{TABLE}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
