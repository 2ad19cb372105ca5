"""The first tables: organisations, people, datasets, runs and the audit trail."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _column(
    name: str, kind: sa.types.TypeEngine[Any], null: bool = False
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def _table(name: str, *parts: SchemaItem) -> None:
    op.create_table(
        name,
        _column("id", sa.Integer()),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _reference(
    table: str, column: str, target: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=f"fk_{table}_{column}_{target}",
        ondelete=ondelete,
    )


def _words(table: str, column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


ROLES = ("administrator", "editor", "reader")


def upgrade() -> None:
    """Create the tables."""
    _people()
    _sign_in()
    _datasets()
    _runs()
    _trail()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _people() -> None:
    _table(
        "organisation",
        _column("name", sa.String(200)),
        _column("kind", sa.String(20)),
        _column("created_at", sa.DateTime()),
        _words("organisation", "kind", "regulator", "company", "legal"),
        _unique("organisation", "name"),
    )
    _table(
        "user",
        _column("email", sa.String(254)),
        _column("password_hash", sa.String(200)),
        _column("language", sa.String(5), null=True),
        _column("is_operator", sa.Boolean()),
        _column("created_at", sa.DateTime()),
        _unique("user", "email"),
    )
    _table(
        "membership",
        _column("user_id", sa.Integer()),
        _column("organisation_id", sa.Integer()),
        _column("role", sa.String(20)),
        _words("membership", "role", *ROLES),
        _reference("membership", "user_id", "user"),
        _reference("membership", "organisation_id", "organisation"),
        _unique("membership", "user_id", "organisation_id"),
    )


def _sign_in() -> None:
    _table(
        "invitation",
        _column("token_hash", sa.String(64)),
        _column("organisation_id", sa.Integer(), null=True),
        _column("email", sa.String(254), null=True),
        _column("role", sa.String(20)),
        _column("expires_at", sa.DateTime()),
        _words("invitation", "role", *ROLES),
        _reference("invitation", "organisation_id", "organisation"),
        _unique("invitation", "token_hash"),
    )
    _table(
        "session",
        _column("token_hash", sa.String(64)),
        _column("membership_id", sa.Integer()),
        _column("seen_at", sa.DateTime()),
        _column("expires_at", sa.DateTime()),
        _column("revoked_at", sa.DateTime(), null=True),
        _reference("session", "membership_id", "membership", ondelete="CASCADE"),
        _unique("session", "token_hash"),
    )
    _table(
        "login_attempt",
        _column("email", sa.String(254)),
        _column("address", sa.String(45)),
        _column("at", sa.DateTime()),
        _column("succeeded", sa.Boolean()),
    )


def _datasets() -> None:
    _table(
        "dataset",
        _column("organisation_id", sa.Integer()),
        _column("key", sa.String(16)),
        _column("content_hash", sa.String(64)),
        _column("title", sa.String(300)),
        _column("files", sa.JSON()),
        _column("size_bytes", sa.BigInteger()),
        _column("uploaded_by_id", sa.Integer()),
        _column("uploaded_at", sa.DateTime()),
        _reference("dataset", "organisation_id", "organisation"),
        _reference("dataset", "uploaded_by_id", "user"),
        _unique("dataset", "key"),
        _unique("dataset", "organisation_id", "content_hash"),
    )


def _runs() -> None:
    _table(
        "run",
        _column("organisation_id", sa.Integer()),
        _column("key", sa.String(16)),
        _column("dataset_id", sa.Integer()),
        _column("as_of", sa.Date()),
        _column("options", sa.JSON()),
        _column("state", sa.String(20)),
        _column("phase", sa.String(60)),
        _column("done", sa.BigInteger()),
        _column("total", sa.BigInteger()),
        _column("attempts", sa.Integer()),
        _column("lease_until", sa.DateTime(), null=True),
        _column("folder", sa.String(200), null=True),
        _column("totals", sa.JSON(), null=True),
        _column("error", sa.String(), null=True),
        _column("started_by_id", sa.Integer()),
        _column("created_at", sa.DateTime()),
        _column("finished_at", sa.DateTime(), null=True),
        _words("run", "state", "queued", "running", "done", "failed"),
        _reference("run", "organisation_id", "organisation"),
        _reference("run", "dataset_id", "dataset"),
        _reference("run", "started_by_id", "user"),
        _unique("run", "key"),
    )


def _trail() -> None:
    _table(
        "audit_entry",
        _column("at", sa.DateTime()),
        _column("organisation_id", sa.Integer(), null=True),
        _column("user_id", sa.Integer(), null=True),
        _column("address", sa.String(45)),
        _column("action", sa.String(60)),
        _column("subject", sa.String(200)),
        _reference("audit_entry", "organisation_id", "organisation"),
        _reference("audit_entry", "user_id", "user"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entry_no_{change.lower()} "
                f"BEFORE {change} ON audit_entry BEGIN "
                "SELECT RAISE(ABORT, 'An audit entry is never changed or deleted.'); "
                "END"
            )


INDEXES = (
    ("membership", "organisation_id"),
    ("session", "membership_id"),
    ("login_attempt", "email"),
    ("login_attempt", "address"),
    ("dataset", "organisation_id"),
    ("run", "organisation_id"),
    ("run", "dataset_id"),
    ("run", "state"),
    ("audit_entry", "organisation_id"),
    ("audit_entry", "action"),
)
TABLES = (
    "audit_entry", "run", "dataset", "login_attempt", "session", "invitation",
    "membership", "user", "organisation",
)  # fmt: skip


def downgrade() -> None:
    """Drop the tables."""
    for table in TABLES:
        op.drop_table(table)
