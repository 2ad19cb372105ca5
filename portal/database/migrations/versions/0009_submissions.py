"""Submissions of datasets to regulators, and the remit that each regulator has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "submission"
REFERENCES = {
    "organisation_id": "organisation",
    "dataset_id": "dataset",
    "regulator_id": "organisation",
    "submitted_by_id": "user",
}
# What a regulator has checked or reported on, it keeps; nobody is said to have submitted
# it. Everything else becomes private: no company has submitted it by an act of its own.
WORKED_WITH = """
INSERT INTO submission (organisation_id, dataset_id, regulator_id, submitted_at)
SELECT dataset.organisation_id, dataset.id, work.organisation_id, MIN(work.created_at)
FROM (
    SELECT dataset_id, organisation_id, created_at FROM run
    UNION ALL
    SELECT run.dataset_id, issued_report.organisation_id, issued_report.created_at
    FROM issued_report JOIN run ON run.id = issued_report.run_id
) AS work
JOIN organisation ON organisation.id = work.organisation_id
JOIN dataset ON dataset.id = work.dataset_id
WHERE organisation.kind = 'regulator'
  AND dataset.organisation_id <> work.organisation_id
GROUP BY dataset.organisation_id, dataset.id, work.organisation_id
"""


def upgrade() -> None:
    """Create the table, and keep to each regulator the datasets it has worked with."""
    for column in ("regions", "roles"):
        op.add_column(
            "organisation",
            sa.Column(column, sa.String(1000), nullable=False, server_default=""),
        )
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("regulator_id", sa.Integer(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        *(_reference(column, target) for column, target in REFERENCES.items()),
        sa.UniqueConstraint(
            "dataset_id", "regulator_id", name=f"uq_{TABLE}_dataset_id_regulator_id"
        ),
    )
    for column in ("organisation_id", "regulator_id"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    op.execute(WORKED_WITH)


def downgrade() -> None:
    """Drop what was added: every regulator sees every dataset again."""
    op.drop_table(TABLE)
    for column in ("roles", "regions"):
        op.drop_column("organisation", column)


def _reference(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{TABLE}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
