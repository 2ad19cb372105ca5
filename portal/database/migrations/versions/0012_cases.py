"""Cases: enterprises, the duties people work on, entries and their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

STATES = (
    "open", "answered", "confirmed", "dismissed", "correcting", "corrected", "closed",
)  # fmt: skip
TABLES = ("enterprise", "duty_case", "case_entry", "case_file")


def upgrade() -> None:
    """Create the tables; the next check of a dataset makes its cases."""
    _create_enterprise()
    _create_case()
    _create_entry()
    _create_file()


def downgrade() -> None:
    """Drop the tables: what people did with cases is lost."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_enterprise() -> None:
    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("entity_id", sa.String(length=1000), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=True),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("roles", sa.String(length=1000), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("breach", sa.Integer(), nullable=False),
        sa.Column("undetermined", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("compliant", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        _reference("enterprise", "organisation_id", "organisation"),
        _reference("enterprise", "run_id", "run"),
        sa.PrimaryKeyConstraint("id", name="pk_enterprise"),
        sa.UniqueConstraint("key", name="uq_enterprise_key"),
        sa.UniqueConstraint(
            "organisation_id",
            "entity_id",
            name="uq_enterprise_organisation_id_entity_id",
        ),
    )
    op.create_index("ix_enterprise_organisation_id", "enterprise", ["organisation_id"])


def _create_case() -> None:
    op.create_table("duty_case", *_case_columns(), *_case_constraints())
    op.create_index("ix_duty_case_battery_code", "duty_case", ["battery_code"])
    op.create_index("ix_duty_case_last_run_id", "duty_case", ["last_run_id"])
    op.create_index("ix_duty_case_of_enterprise", "duty_case", ["enterprise_id"])
    op.create_index("ix_duty_case_of_rule", "duty_case", ["organisation_id", "rule_id"])
    op.create_index("ix_duty_case_organisation_id", "duty_case", ["organisation_id"])
    op.create_index("ix_duty_case_owner_id", "duty_case", ["owner_id"])
    op.create_index(
        "ix_duty_case_work",
        "duty_case",
        ["organisation_id", "state", "severity_rank", "id"],
    )


def _case_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("finding_id", sa.String(length=40), nullable=False),
        sa.Column("rule_id", sa.String(length=200), nullable=False),
        sa.Column("force", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=20), nullable=False),
        sa.Column("severity_rank", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.String(length=1000), nullable=True),
        sa.Column("battery_code", sa.String(length=1000), nullable=True),
        sa.Column("region", sa.String(length=20), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason_zh", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("own_due_on", sa.Date(), nullable=True),
        sa.Column("corrector", sa.String(length=200), nullable=True),
        sa.Column("correct_by", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("first_run_id", sa.Integer(), nullable=False),
        sa.Column("last_run_id", sa.Integer(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
    )


def _case_constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.CheckConstraint(f"state IN {STATES}", name="ck_duty_case_state"),
        _reference("duty_case", "decided_by_id", "user"),
        _reference("duty_case", "enterprise_id", "enterprise"),
        _reference("duty_case", "first_run_id", "run"),
        _reference("duty_case", "last_run_id", "run"),
        _reference("duty_case", "organisation_id", "organisation"),
        _reference("duty_case", "owner_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_case"),
        sa.UniqueConstraint("key", name="uq_duty_case_key"),
        sa.UniqueConstraint(
            "organisation_id",
            "finding_id",
            name="uq_duty_case_organisation_id_finding_id",
        ),
    )


def _create_entry() -> None:
    op.create_table(
        "case_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("from_organisation_id", sa.Integer(), nullable=True),
        sa.Column("state_before", sa.String(length=20), nullable=True),
        sa.Column("state_after", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        _reference("case_entry", "case_id", "duty_case"),
        _reference("case_entry", "from_organisation_id", "organisation"),
        _reference("case_entry", "organisation_id", "organisation"),
        _reference("case_entry", "run_id", "run"),
        _reference("case_entry", "user_id", "user"),
        sa.PrimaryKeyConstraint("id", name="pk_case_entry"),
    )
    op.create_index("ix_case_entry_case_id", "case_entry", ["case_id"])
    op.create_index("ix_case_entry_organisation_id", "case_entry", ["organisation_id"])
    op.create_index("ix_case_entry_run_id", "case_entry", ["run_id"])


def _create_file() -> None:
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        _reference("case_file", "entry_id", "case_entry"),
        _reference("case_file", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_case_file"),
        sa.UniqueConstraint("key", name="uq_case_file_key"),
    )
    op.create_index("ix_case_file_entry_id", "case_file", ["entry_id"])
    op.create_index("ix_case_file_organisation_id", "case_file", ["organisation_id"])


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
